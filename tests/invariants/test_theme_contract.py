"""Themes that people made for the first version keep working: each field that its guide named is there, and is what it was.

`theme_fields.txt` is that guide in short: templates and parts of views, each with its fields. A part may have all fields of another one, whose
name stands behind its own; `?` means "or none", and brackets a list. Fields may come, and none may go.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from edblog.outputs.templates.theme import load_theme
from edblog.pipeline import build

ROOT = Path(__file__).parents[2]
FIELDS = (Path(__file__).parent / "theme_fields.txt").read_text(encoding="utf-8")
SETTINGS = """\
title = "Stories"
base_url = "https://stories.district.example/"
theme = "old"
logo = "logo.svg"
logo_alt = "Sample Valley School District"

[announcement]
text = "The fair is on [Friday](/posts/)."

[footer]
text = "By our educators."
address = "12 School Road"

[comments]
service = "giscus"

[comments.giscus]
repo = "sample-district/classroom-stories"
repo_id = "R_kgDOSample"
category = "Stories"
category_id = "DIC_kwDOSample"
"""


def sections() -> dict[str, tuple[str, dict[str, str]]]:
    """For each template or part: the part that it extends, and the types of its fields."""
    found: dict[str, tuple[str, dict[str, str]]] = {}
    for line in FIELDS.splitlines():
        if line[0] != " ":
            name, _, base = line.partition(" ")
            found[name] = base, {}
        else:
            field, _, type_ = line.strip().partition(": ")
            found[name][1][field] = type_
    return found


SECTIONS = sections()
PLAIN = {"text": "string", "number": "number", "flag": "boolean"}
"""The tests of Jinja for values without fields."""


def shown(owner: str, value: str) -> str:
    """Jinja that shows `[OWNER.FIELD]` for each field of a value that is there and is what it should be."""
    base, fields = SECTIONS[owner]
    start = f"{{{{ {base}({value}) }}}}" if base else ""
    return start + "".join(
        of_type(type_, f"{value}.{field}", f"[{owner}.{field}]") for field, type_ in fields.items()
    )


def of_type(type_: str, value: str, mark: str) -> str:
    if type_.endswith("?"):
        return f"{{% if {value} %}}{of_type(type_[:-1], value, mark)}{{% endif %}}"
    if type_[0] in "[{":
        items = f"{value}.values()" if type_[0] == "{" else value
        item = f"item{len(type_)}"
        return f"{{% for {item} in {items} %}}{of_type(type_[1:-1], item, mark)}{{% endfor %}}"
    if type_ in PLAIN:
        return f'{{{{ "{mark}" if {value} is {PLAIN[type_]} }}}}'
    if type_ == "html":
        return f"{mark}{{{{ {value} }}}}"
    if type_ == "date":
        return f'{{{{ "{mark}" if {value}|iso }}}}'
    return f"{mark}{{{{ {type_}({value}) }}}}"


def theme() -> dict[str, str]:
    """A theme that shows every field, by the names of its templates."""
    parts = [name for name in SECTIONS if not name.endswith(".html")]
    macros = "".join(f"{{% macro {name}(it) %}}{shown(name, 'it')}{{% endmacro %}}\n" for name in parts)
    start = f'{{% from "parts.html" import {", ".join(parts)} with context %}}\n'
    pages = {
        name: f"{start}{{{{ page.policy }}}}{{{{ Page(page) }}}}{{{{ body }}}}{shown(name, 'page')}"
        for name in SECTIONS
        if name.endswith(".html")
    }
    return {"parts.html": macros, "partials/embed.html": f"{start}{{{{ Embed(embed) }}}}", **pages}


@pytest.fixture
def sample(tmp_path):
    """The sample site, with all that a district can put around its pages, in that theme."""
    # Translations are younger than the first version.
    shutil.copytree(ROOT / "content", tmp_path / "content", ignore=shutil.ignore_patterns("*.es.md"))
    files = {
        "edblog.toml": SETTINGS,
        "static/logo.svg": "<svg></svg>",
        "themes/old/theme.toml": 'icon = "a.svg"\nstylesheets = ["a.css"]\n',
    }
    files |= {"themes/old/static/a.svg": "<svg></svg>", "themes/old/static/a.css": ""}
    files |= {f"themes/old/templates/{name}": text for name, text in theme().items()}
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def test_each_field_of_the_guide_of_the_first_version_is_there(sample):
    report = build(sample)

    assert [problem for problem in report.problems if problem.severity == "error"] == []
    pages = [path.read_text(encoding="utf-8") for path in (sample / "site").rglob("*.html")]
    found = set(re.findall(r"\[([\w.]+\.\w+)\]", "".join(pages)))
    wanted = {f"{name}.{field}" for name, (_, fields) in SECTIONS.items() for field in fields}
    assert wanted - found == set()


def page_templates() -> set[str]:
    """The templates that the guide names as those of pages."""
    guide = (ROOT / "docs/themes.md").read_text(encoding="utf-8")
    listed = guide.partition("## Which templates there are\n")[2].partition(
        "Templates are found by these names"
    )[0]
    return set(re.findall(r"`([\w/]+\.html)`(?=,| \||\))", listed))


@pytest.mark.parametrize("name", ["marigold", "civic"])
def test_a_theme_that_comes_with_edblog_has_a_template_for_each_page(name):
    theme, problems = load_theme(name, ROOT, ROOT / "themes")

    assert problems == []
    assert theme.chain == (name, "common")
    own = {path.removeprefix(f"themes/{name}/templates/") for path in theme.paths.values()}
    assert len(page_templates()) > 45
    assert page_templates() - own == set()


def test_civic_has_nothing_of_marigold():
    files = [
        path
        for path in (ROOT / "themes/civic").rglob("*")
        if path.suffix in (".html", ".css", ".toml", ".svg")
    ]
    assert len(files) > 90
    assert [path.name for path in files if "marigold" in path.read_text(encoding="utf-8")] == []


def test_common_makes_no_page_and_no_look():
    theme, _ = load_theme("common", ROOT, ROOT / "themes")

    assert theme.stylesheets == ()
    assert (
        page_templates() & {path.removeprefix("themes/common/templates/") for path in theme.paths.values()}
        == set()
    )


def test_a_full_name_stays_right_for_a_template_that_a_theme_has_from_another():
    theme, _ = load_theme("marigold", ROOT, ROOT / "themes")

    assert theme.paths["marigold/partials/lang.html"] == "themes/common/templates/partials/lang.html"
    assert theme.templates["marigold/partials/lang.html"] == theme.templates["partials/lang.html"]
