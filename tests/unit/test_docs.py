"""The guides mention everything there is, and what they show works."""

from __future__ import annotations

import os
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import NamedTuple

import click
import jinja2
import msgspec
import pytest
from PIL import Image
from tests.conftest import CONFIG
from tests.every_kind import RECORDS, planned
from tests.pdfs.made import PLAIN

import edblog.kinds
from edblog import views
from edblog.cli.commands import main
from edblog.files.types import OPTIONAL, PICTURES, PUBLISHED
from edblog.kinds import KINDS
from edblog.kinds.translations.fields import OWN as TRANSLATED
from edblog.outputs.templates.renderer import Renderer
from edblog.outputs.templates.theme import Manifest, load_theme
from edblog.pipeline import build
from edblog.pipeline.report import Options
from edblog.scaffold import start_site
from edblog.settings import read_config
from edblog.sources.front_matter.common import COMMON
from edblog.sources.front_matter.field import Field
from edblog.sources.markdown.sanitize import TAGS

ROOT = Path(__file__).parents[2]
GUIDES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
TEXTS = [*GUIDES, *(ROOT / name for name in ("ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"))]
TEXTS += [ROOT / "src/edblog/scaffold/template/README.md"]
MARIGOLD = ROOT / "themes/marigold"

_BLOCK = re.compile(r'^(`{3,})(\w*)(?: title="([^"]+)")?\n(.*?)^\1$', re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)
_ROW = re.compile(r"^\| `([^`]+)` \|(.*)\|$", re.MULTILINE)
_LINK = re.compile(r"\]\(([^()\s]+)\)")


class Block(NamedTuple):
    """A fenced block of a guide: its language, the file that it stands for, and its text."""

    language: str
    title: str
    text: str


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(path: Path) -> list[Block]:
    return [Block(*found[1:]) for found in _BLOCK.findall(path.read_text(encoding="utf-8"))]


def without_blocks(text: str) -> str:
    return _BLOCK.sub("", text)


def section(text: str, heading: str) -> str:
    """What is below a heading, up to the next one that is not deeper."""
    plain = without_blocks(text)
    for found in _HEADING.finditer(plain):
        if found[2] == heading:
            end = re.compile(rf"^#{{1,{len(found[1])}}} ", re.MULTILINE).search(plain, found.end())
            return plain[found.end() : end.start() if end else None]
    raise AssertionError(f'there is no heading "{heading}"')


def rows(text: str) -> dict[str, list[str]]:
    """The further cells of each table row, by the name in its first cell."""
    found = {}
    for name, rest in _ROW.findall(text):
        found.setdefault(name, []).append([cell.strip() for cell in re.split(r"(?<!\\)\|", rest)])
    return {name: cells[0] for name, cells in found.items()}


def anchors(text: str) -> set[str]:
    """The ids that GitHub gives to the headings of a text."""
    titles = (re.sub(r"[^\w\- ]", "", title.lower()) for _, title in _HEADING.findall(without_blocks(text)))
    return {title.replace(" ", "-") for title in titles}


# Commands


def commands(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        for word, inner in command.commands.items():
            yield from commands(inner, f"{name} {word}")


@pytest.mark.parametrize(("name", "command"), list(commands(main, "edblog")), ids=str)
def test_a_guide_mentions_each_command_and_each_of_its_options(name, command):
    text = "\n".join(path.read_text(encoding="utf-8") for path in GUIDES)
    context = click.Context(command, info_name=name, help_option_names=["-h", "--help"])
    options = [
        word
        for param in command.get_params(context)
        if isinstance(param, click.Option)
        for word in param.opts
    ]

    assert name in text
    assert [word for word in options if not re.search(rf"(?<![\w-]){word}(?![\w-])", text)] == []


# Settings


def examples_of_settings() -> Iterator[str]:
    for path in TEXTS:
        yield from (
            b.text for b in blocks(path) if b.language == "toml" and not b.title.startswith("themes/")
        )
    yield starter_settings()


def starter_settings() -> str:
    """Those that `edblog init` writes where nobody answers anything."""
    with TemporaryDirectory() as folder:
        start_site(Path(folder))
        return (Path(folder) / "edblog.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("text", list(examples_of_settings()))
def test_the_settings_that_a_guide_shows_can_be_read(text):
    needed = {"title": '"Stories"', "base_url": '"https://district.example/"'}
    for key, value in needed.items():
        if not re.search(rf"^{key} =", text, re.MULTILINE):
            text = f"{key} = {value}\n{text}"

    config, problems = read_config(text)

    assert config is not None
    assert {problem.code for problem in problems} <= {"config-comments-tracking"}


def test_the_settings_that_the_starter_site_only_hints_at_can_be_read():
    text = starter_settings().replace('service = "none"', 'service = "giscus"')
    head, table = text.split("# [comments.giscus]\n")
    given = (
        re.sub(r"^# ", "", table, flags=re.MULTILINE).replace("R_…", "R_kgDO").replace("DIC_…", "DIC_kwDO")
    )

    config, problems = read_config(f"{head}[comments.giscus]\n{given}")

    assert problems == []
    assert config.comments.service == "giscus"


# Stories


SECTIONS = {
    "posts": "Fields of a story",
    "authors": "Fields of an author page",
    "credentials": "Fields of a micro-credential",
    "pages": "Fields of a page",
    "events": "Fields of an event",
    "circles": "Fields of a circle",
    "notices": "Fields of a notice",
    "recordings": "Fields of a recording",
    "goals": "Fields of a goal",
    "glossary": "Fields of a term",
    "lists": "Fields of a list",
    "boards": "Fields of a board",
    "resources": "Fields of a resource",
}
"""The sections of the guide for teachers, by the folder of the kind of content that each is about."""


def table_of(fields: Iterable[Field]) -> str:
    """The table of fields, as the guide for teachers has it."""
    rows = [
        f"| `{field.name}` | {meaning} | `{field.name}: {example}` |\n"
        for field in fields
        for meaning, example in ((field.meaning, field.example), *field.further)
    ]
    return "".join(["| field | what it says | example |\n", "|---|---|---|\n", *rows])


TABLES = {SECTIONS[kind.folder]: kind.own_fields for kind in KINDS} | {
    "Fields of a translation": TRANSLATED,
    "Fields that every file can have": COMMON,
}
_TABLE = re.compile(r"^\| field \|.*\n(?:\|.*\n)+", re.MULTILINE)


@pytest.mark.parametrize("heading", TABLES)
def test_the_guide_for_teachers_has_the_fields_of(heading):
    """`UPDATE_GOLDEN=1` writes the table into the guide."""
    guide, wanted = read("docs/teachers.md"), table_of(TABLES[heading])
    found = _TABLE.search(section(guide, heading))

    if "UPDATE_GOLDEN" in os.environ:
        above, mark, below = guide.partition(f"### {heading}\n")
        below = below.replace(found[0], wanted, 1)
        (ROOT / "docs/teachers.md").write_text(above + mark + below, encoding="utf-8")
        return
    assert found[0] == wanted


def test_every_kind_has_the_common_fields():
    assert all(kind.table.fields == (*kind.own_fields, *COMMON) for kind in KINDS)


NEEDED = {
    "posts": {"title": "T", "date": "2026-01-31", "author": "robin-sample"},
    "authors": {"name": "Robin"},
    "credentials": {"name": "N", "issuer": "I"},
    "pages": {"title": "T"},
    "events": {"title": "T", "starts": "2026-03-05 19:00", "place": "Room 12"},
    "circles": {"name": "N"},
    "notices": {"title": "T", "expires": "2026-12-04"},
    "recordings": {"title": "T", "date": "2026-01-31", "file": "talk.mp4", "captions": "talk.vtt"},
    "goals": {"title": "T"},
    "glossary": {"term": "T"},
    "lists": {"title": "T", "items": "[the-question-jar]"},
    "boards": {"title": "T"},
    "resources": {"title": "T", "what": "printable", "url": "https://a.example/b", "added": "2026-01-31"},
}
"""The fields that a file needs, by its folder."""


def examples_of_fields() -> Iterator[tuple[str, str]]:
    """A file for each example in the tables of fields."""
    for kind in KINDS:
        fields = [*kind.own_fields, *(COMMON if kind.folder == "posts" else ())]
        examples = [(f.name, text) for f in fields for text in (f.example, *(e for _, e in f.further))]
        for number, (key, example) in enumerate(examples):
            given = {
                k: v
                for k, v in NEEDED[kind.folder].items()
                if k != key
                and not (k == "author" and key == "authors")
                and not (k == "file" and key == "url")
            }
            given |= {key: example}
            if key == "file":
                given.pop("url", None)
            if kind.folder == "glossary" and key != "term":
                given["term"] = f"T{number}"
            if key == "answered_by":
                given["asks"] = "What did you expect?"
            if key == "url" and kind.folder == "recordings":
                given["captions"] = "yes"
            if key == "answers":
                given["questions"] = "[What did you expect?]"
            if key in ("image", "photo", "badge", "cover"):
                given[f"{key}_alt"] = "What it shows"
            head = "".join(f"{name}: {value}\n" for name, value in given.items())
            yield (
                f"content/{kind.folder}/row-{number}-{key.replace('_', '-')}.md",
                f"---\n{head}---\nWords that say what it is.\n",
            )


def examples_of_texts() -> Iterator[tuple[str, str]]:
    """Whole files as the guide shows them, and a story for each form of Markdown."""
    shown = [block for block in blocks(ROOT / "docs/teachers.md") if block.language == "markdown"]
    for number, block in enumerate(shown):
        head = "---\ntitle: T\ndate: 2026-01-31\nauthor: robin-sample\n---\n"
        yield (
            (block.title, block.text)
            if block.title
            else (f"content/posts/form-{number}.md", head + block.text)
        )


FRAME = b"\xff\xfb\x90\x00" + bytes(413)
OTHERS = {
    ".pdf": PLAIN,
    ".vtt": b"WEBVTT\n\n00:00.000 --> 00:04.000\nIt fills up.\n",
    ".mp3": FRAME * 3,
    ".mp4": b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom\0\0\0\x08moov",
}


def media(path: str) -> bytes:
    """The bytes of a file of the kind that its name says."""
    kind = Path(path).suffix
    if kind == ".svg":
        return b'<svg xmlns="http://www.w3.org/2000/svg"></svg>'
    if kind not in PICTURES:
        return OTHERS[kind]
    data = BytesIO()
    Image.new("RGB", (4, 3)).save(data, {".jpg": "JPEG"}.get(kind, kind[1:].upper()))
    return data.getvalue()


def test_everything_that_the_guide_for_teachers_shows_can_be_published(make_site):
    files: dict[str, str | bytes] = {**dict(examples_of_fields()), **dict(examples_of_texts())}
    for name in ("authors/kim-example", "credentials/checking-for-understanding", "circles/fractions-circle"):
        files[f"content/{name}.md"] = "---\nname: A name\nissuer: An issuer\n---\nWords.\n".replace(
            "issuer: An issuer\n" if "credentials" not in name else "\0", ""
        )
    chat = "---\ntitle: A chat\nstarts: 2027-03-04 16:00\nplace: Room 12\n---\n"
    files["content/events/math-chat.md"] = chat
    files["content/events/wait-time-webinar.md"] = (
        "---\ntitle: T\nstarts: 2026-01-31 16:00\nplace: Here\n---\n"
    )
    tool = "---\ntitle: T\nwhat: tool\nurl: https://a.example/\nadded: 2026-01-31\n---\n"
    files["content/resources/long-division.md"] = tool
    talk = "---\ntitle: T\ndate: 2026-01-31\nurl: https://a.example/talk\ncaptions: yes\n---\n"
    files["content/recordings/wait-time.md"] = talk
    kinds = "|".join(kind[1:] for kind in PUBLISHED)
    for path, text in list(files.items()):
        for name in re.findall(rf"(?<![\w/.])[\w-]+\.(?:{kinds})\b", str(text)):
            beside = f"{Path(path).parent.as_posix()}/{name}"
            files[beside] = media(beside)

    report = make_site(files).build()

    # The person in the examples is the one of the starter site.
    problems = [p for p in report.problems if p.code != "starter-text"]
    # A board of which only the order is shown has no resources.
    problems = [p for p in problems if p.code != "not-on-board" or "/row-" not in p.path]
    assert [p for p in problems if p.severity != "notice"] == []
    assert {p.code for p in problems} <= {"draft", "unused-file"}
    assert len(report.written) > len(files)


def test_the_guide_for_teachers_has_what_a_text_may_hold():
    guide = read("docs/teachers.md")
    tags = {tag for tag in TAGS if not re.fullmatch(r"h[1-6]", tag)}

    assert sorted(tag for tag in tags if f"`{tag}`" not in section(guide, "HTML")) == []
    assert sorted(kind for kind in PUBLISHED if f"`{kind}`" not in section(guide, "Pictures")) == []


def test_the_guide_for_districts_has_each_type_of_file():
    guide = read("docs/district.md")

    assert sorted(kind for kind in PUBLISHED if f"`{kind}`" not in section(guide, "Files")) == []
    assert (
        sorted(kind for kind in OPTIONAL if f"`{kind[1:]}`" not in section(guide, "Settings: edblog.toml"))
        == []
    )


def test_the_messages_that_the_guide_for_teachers_explains_are_those_that_are_said():
    said = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "src/edblog").rglob("*.py")))
    said += "".join(
        path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests/cases/faults").glob("*.md"))
    )
    explained = rows(section(read("docs/teachers.md"), "What the messages mean"))

    assert len(explained) > 20
    assert [message for message in explained if message not in said] == []


# Themes


def modules_of_views() -> Iterator[ModuleType]:
    """Those that have what templates see."""
    yield views.pages
    yield views.parts
    for module in pkgutil.walk_packages(edblog.kinds.__path__, "edblog.kinds."):
        if module.name.endswith(".views"):
            yield import_module(module.name)


VIEWS = [
    view
    for module in modules_of_views()
    for view in vars(module).values()
    if isinstance(view, type) and issubclass(view, views.View) and view.__module__ == module.__name__
]
NOT_SEEN = {views.View, views.Body}
"""Bases, and what templates see in another form."""


@pytest.fixture(scope="module")
def shown(make_site):
    """Every output of a site with a record of each kind of content."""
    moved = {"content/pages/moved.md": "---\ntitle: Moved\naliases: [/old/]\n---\nWords.\n"}
    config = f'{CONFIG}languages = ["es"]\n\n[impact]\npage = true\n\n[digests]\nevery = ["week"]\n'
    return planned(make_site({"edblog.toml": config, **RECORDS, **moved}, bare=True))[1]


def added(view: type[views.View], shown: Iterable[views.Output]) -> Iterator[str]:
    """The names that kinds of content and groupings add to a view."""
    if view is views.Card:
        for output in shown:
            yield from output.view.post.terms if output.renderer == "post.html" else ()
    elif view is not views.PageView and issubclass(view, views.PageView):
        for output in shown:
            yield from output.view.parts if type(output.view) is view else ()


def view_section(view: type[views.View]) -> str:
    guide = read("docs/themes.md")
    if view is views.PageView:
        return section(guide, "Templates and their views").partition("#### ")[0]
    [heading] = re.findall(rf"^#### ((?:.*: )?`{view.__name__}`)$", guide, re.MULTILINE)
    return section(guide, heading)


@pytest.mark.parametrize("view", [v for v in VIEWS if v not in NOT_SEEN], ids=lambda view: view.__name__)
def test_the_guide_for_theme_authors_has_each_field_of_a_view(view, shown):
    inherited = {name for base in view.__mro__[1:] for name in vars(base)}
    properties = [
        name for name, it in vars(view).items() if isinstance(it, property) and name not in inherited
    ]

    assert list(rows(view_section(view))) == [
        *view.__annotations__,
        *properties,
        *dict.fromkeys(added(view, shown)),
    ]


def test_the_guide_for_theme_authors_has_each_template_that_makes_pages(shown):
    guide = read("docs/themes.md")
    used = {output.renderer: type(output.view) for output in shown if output.renderer.endswith(".html")}
    listed = section(guide, "Which templates there are").partition("### ")[0]
    headings = re.findall(r"^#### (`.+\.html`): `(\w+)`$", guide, re.MULTILINE)
    of_views = {name: view for names, view in headings for name in re.findall(r"`(.+?)`", names)}

    assert used.keys() | {"record.html", "list.html"} == set(re.findall(r"`([\w/]+\.html)`(?=,| \|)", listed))
    assert {name: view.__name__ for name, view in used.items()}.items() <= of_views.items()


def test_the_guide_for_theme_authors_has_each_template_block_and_partial_of_marigold():
    guide = read("docs/themes.md")
    listed = section(guide, "The blocks and partials of marigold")
    templates = sorted((MARIGOLD / "templates").rglob("*.html"))
    blocks = {
        name
        for path in templates
        for name in re.findall(r"\{%-? block (\w+)", path.read_text(encoding="utf-8"))
    }

    assert [
        path.name for path in templates if f"`{path.name}`" not in guide and f"/{path.name}`" not in guide
    ] == []
    assert sorted(name for name in blocks if f"`{name}`" not in listed) == []


def test_the_guide_for_theme_authors_has_each_color_of_marigold():
    css = (MARIGOLD / "static/marigold.css").read_text(encoding="utf-8")
    of_screens, of_print = css.split("@media print")
    in_light, in_dark = of_screens.split("@media screen and (prefers-color-scheme: dark)")
    light, dark = (dict(re.findall(r"(--[a-z-]+): (#[0-9a-f]{3,6});", part)) for part in (in_light, in_dark))
    listed = rows(section(read("docs/themes.md"), "The colors of marigold"))

    assert len(light) == 22
    assert "--paper" in of_print
    assert {name: cells[:2] for name, cells in listed.items()} == {
        name: [f"`{color}`", f"`{dark[name]}`" if name in dark else "the same"]
        for name, color in light.items()
    }


def test_the_guide_for_theme_authors_has_each_function_filter_and_key():
    guide = read("docs/themes.md")
    theme, _ = load_theme("marigold", ROOT, ROOT / "themes")
    environment, plain = Renderer(theme, "en").engine.environment, jinja2.Environment(autoescape=True)
    functions = environment.globals.keys() - plain.globals.keys()
    # Those with `eb_` are put there by edblog, and no template names one.
    filters = [
        n for n, f in environment.filters.items() if plain.filters.get(n) is not f and not n.startswith("eb_")
    ]

    assert sorted(functions) == ["absolute", "json_ld", "qr_code", "script_data", "share_links", "t"]
    assert [name for name in functions if f"`{name}(" not in section(guide, "Functions and filters")] == []
    assert [name for name in filters if f"\\|{name}" not in section(guide, "Functions and filters")] == []
    assert [
        key
        for key in msgspec.structs.fields(Manifest)
        if f"`{key.name}`" not in section(guide, "What a theme has")
    ] == []


@pytest.mark.parametrize(
    ("theme", "shows"),
    [("maple", "Questions? Write to"), ("birch", "Skip to the content"), ("oak", "<h1>Stories</h1>")],
)
def test_the_themes_that_the_guide_shows_can_be_used(make_site, theme, shows):
    files = {block.title: block.text for block in blocks(ROOT / "docs/themes.md") if block.title}
    settings = f'title = "Stories"\nbase_url = "https://district.example/"\ntheme = "{theme}"\n'
    files |= {"edblog.toml": settings, "themes/birch/static/icon.svg": "<svg></svg>"}
    site = make_site({**files, **RECORDS}, bare=True)

    report = site.build(strict=True)

    assert report.problems == ()
    assert shows in site.output("index.html")
    assert ("assets/maple.css?v=" in site.output("404.html")) == (theme == "maple")


# All texts


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_within_the_repository_lead_somewhere(path):
    text = without_blocks(path.read_text(encoding="utf-8"))
    broken = []
    for target in _LINK.findall(re.sub(r"`[^`\n]*`", "", text)):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        there = (path.parent / file).resolve() if file else path
        if not there.exists() or (anchor and anchor not in anchors(there.read_text(encoding="utf-8"))):
            broken.append(target)

    assert broken == []


def test_the_readme_is_short_and_opens_with_the_two_commands():
    text = read("README.md")

    assert len(text.split()) < 500
    assert text.index("make serve") < text.index("make test") < text.index("## ")


# The starter site


def test_the_starter_site_is_made_up_and_has_no_other_fault(tmp_path):
    written = start_site(tmp_path / "site").written

    report = build(tmp_path / "site", Options(future=True))

    assert {problem.code for problem in report.problems} == {"starter-text"}
    assert report.ok
    assert {".gitignore", "README.md", "edblog.toml"} <= set(written)
    assert report.stories == 1
    assert report.held == ()


def test_every_test_that_the_security_policy_names_is_there():
    named = re.findall(r"`((?:browser|cases|fuzz|invariants|unit)/[\w/]+\.(?:py|md))`", read("SECURITY.md"))

    assert len(set(named)) >= 25
    assert [name for name in named if not (ROOT / "tests" / name).is_file()] == []


@pytest.mark.skipif(sys.platform == "win32", reason="cron is of Unix")
def test_the_line_for_cron_works_as_it_stands(make_site, tmp_path):
    """Cron gives a program next to no environment, and another folder."""
    [line] = re.findall(r"^    23 5 \* \* \* (.*)$", read("docs/district.md"), re.MULTILINE)
    site = make_site(
        {"content/posts/jar.md": "---\ntitle: Jar\ndate: 2026-01-02\nauthor: rosa\n---\nSlips – 日.\n"}
    )
    assert "git pull -q --ff-only && " in line
    command = line
    for example, real in {
        "/srv/stories": str(site.folder),
        "/home/web/edblog-venv/bin/edblog": f"{sys.executable} -m edblog",
        "git pull -q --ff-only": "true",
    }.items():
        assert example in line
        command = command.replace(example, real)
    environment = {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT / "src")}
    said = subprocess.run(
        ["/bin/sh", "-c", command], cwd=tmp_path, env=environment, capture_output=True, check=False
    )

    assert said.returncode == 2
    assert b"district.example is a made-up address" in said.stderr
    site.write("edblog.toml", 'title = "T"\nbase_url = "https://blog.rio.k12.tx.us/"\n')
    said = subprocess.run(
        ["/bin/sh", "-c", command], cwd=tmp_path, env=environment, capture_output=True, check=False
    )

    assert (said.returncode, said.stdout, said.stderr) == (0, b"", b"")
    assert "日" in site.output("posts/jar/index.html")


def test_the_pictures_of_the_guide_are_shown_and_small():
    """`make pictures` makes them: the screen of a phone, 390 by 844 pixels, half as large again."""
    pictures = sorted((ROOT / "docs/pictures").iterdir())

    assert {f"pictures/{path.name}" for path in pictures} == set(
        re.findall(r"!\[[^]]{10,}\]\((pictures/[^)]+)\)", read("docs/teachers.md"))
    )
    for path in pictures:
        with Image.open(path) as picture:
            assert (picture.format, picture.size) == ("PNG", (585, 1266))
        assert path.stat().st_size < 60_000
