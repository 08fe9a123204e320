"""The page with the form for writing a story."""

from __future__ import annotations

import gzip
import json
import re
import tomllib
from pathlib import Path

import pytest
from tests.unit.test_docs import ROOT

from edblog import submit
from edblog.services.hosts import HOSTS
from edblog.sources.rules import WORDINGS
from edblog.submit.words import WORDS
from edblog.web.policy import page_policy

SETTINGS = """\
title = "Stories"
base_url = "https://district.example/stories/"
[submit]
repository = "https://github.com/sample-district/stories"
folder = "site"
email = "stories@district.example"
"""
AUTHOR = "---\nname: Ana Brook\nrole: Librarian\nschool: Hill School\n---\nHello.\n"
CREDENTIAL = "---\nname: Good Talk\nissuer: Hill Institute\nprompts: [What was talk like?, What changed?]\n---\nText.\n"
STORY = '---\ntitle: "{0}"\ndate: 2026-01-0{0}\nauthor: ana-brook\ncredentials: [good-talk]\ntopics: [talk]\n---\nWords of {0}.\n'
SITE = {
    "edblog.toml": SETTINGS,
    "content/authors/ana-brook.md": AUTHOR,
    "content/credentials/good-talk.md": CREDENTIAL,
    "content/posts/one.md": STORY.format(1),
}
SPANISH = tomllib.loads((ROOT / "themes/common/translations/es.toml").read_text(encoding="utf-8"))["form"]
SCRIPTS = Path(submit.__file__).parent / "script"


def data_of(html):
    found = re.search(r'<script type="application/json" id="eb-form-data">(.*?)</script>', html, re.DOTALL)
    return json.loads(found[1])


@pytest.fixture
def site(make_site):
    site = make_site(SITE)
    site.build()
    return site


def test_every_site_has_the_form_and_its_data(site):
    html = site.output("write/index.html")
    data = data_of(html)

    assert [author for author in data["authors"] if author["id"] == "ana-brook"] == [
        {
            "id": "ana-brook",
            "name": "Ana Brook",
            "about": "Librarian, Hill School",
            "initials": "AB",
            "tone": data["authors"][0]["tone"],
        }
    ]
    assert data["credentials"][0] | {"tone": 0} == {
        "id": "good-talk",
        "title": "Good Talk",
        "tone": 0,
        "letter": "G",
        "badge": "",
        "prompts": ["What was talk like?", "What changed?"],
    }
    assert data["topics"] == ["talk"]
    assert data["root"] == "/stories/"
    sending = data["sending"]
    assert (sending["repository"], sending["host"], sending["folder"]) == (
        "https://github.com/sample-district/stories",
        "github",
        "site",
    )
    assert sending["addresses"]["new_file"] == HOSTS["github"].new_file
    assert (
        sending["new_file"]
        == "https://github.com/sample-district/stories/new/main?filename=site/content/posts/story.md"
    )
    assert sending["runs"] == "https://github.com/sample-district/stories/actions"
    assert data["rules"]["fields"]["title"]["needed"]
    assert page_policy({"form": {}}).replace("'", "&#39;") in html


def test_the_scripts_are_published_once_for_all_time(site):
    html = site.output("write/index.html")
    [main] = re.findall(
        r'<script src="/stories/(assets/write/[0-9a-f]{12}/main.js)" type="module"></script>', html
    )

    folder = main.removesuffix("main.js")
    for path in SCRIPTS.rglob("*.js"):
        name = path.relative_to(SCRIPTS).as_posix()
        assert site.output(folder + name), name
    assert (
        "Cache-Control: public, max-age=31536000, immutable"
        in site.output("_headers").partition("/stories/assets/write/*\n")[2].partition("\n\n")[0]
    )


def test_without_javascript_there_are_steps(site):
    html = site.output("write/index.html")

    assert (
        'href="https://github.com/sample-district/stories/new/main?filename=site/content/posts/story.md"'
        in html
    )
    assert 'href="mailto:stories@district.example"' in html
    assert "press Propose changes" in html
    site.write(
        "content/posts/by-hand.md", re.search(r"<pre><code>(.*?)</code>", html, re.DOTALL)[1] + "\nWords.\n"
    )
    assert [problem for problem in site.build().problems if problem.severity == "error"] == []


def test_a_credential_has_a_button_that_opens_the_form_with_it(site):
    html = site.output("credentials/good-talk/index.html")

    assert (
        '<a class="button" href="/stories/write/?credential=good-talk#eb-form">Write about this</a>' in html
    )


def test_a_site_can_do_without_the_form(make_site):
    site = make_site(SITE | {"edblog.toml": SETTINGS + "form = false\n"})
    report = site.build()

    assert report.problems == ()
    assert not (site.folder / "site/write").exists()
    assert not (site.folder / "site/assets/write").exists()
    assert "credential=good-talk" not in site.output("credentials/good-talk/index.html")


def test_the_words_of_a_district_stand_above_the_form(make_site):
    page = {"content/pages/write.md": "---\ntitle: Tell us\nmenu: header\n---\nOwn *words*.\n"}
    site = make_site(SITE | page)
    site.build()
    html = site.output("write/index.html")

    assert "<h1>Tell us</h1>" in html
    assert html.index("Own <em>words</em>") < html.index('id="eb-form"')
    without = make_site(SITE | page | {"edblog.toml": SETTINGS + "form = false\n"})
    without.build(clean=True)
    assert "Own <em>words</em>" in without.output("write/index.html")
    assert 'id="eb-form"' not in without.output("write/index.html")


def test_the_page_stays_as_it_is_when_stories_come_or_change(make_site):
    site = make_site(SITE)
    site.build()
    page = site.folder / "site/write/index.html"
    before = (page.read_bytes(), page.stat().st_mtime_ns, page.stat().st_ino)
    for number in range(2, 9):
        site.write(f"content/posts/{number}.md", STORY.format(number))
    site.build()
    site.write("content/posts/one.md", STORY.format(1) + "More words.\n")
    site.build()

    assert (page.read_bytes(), page.stat().st_mtime_ns, page.stat().st_ino) == before


def test_each_text_of_the_form_is_in_spanish_with_the_same_places():
    english = {key.removeprefix("form."): phrase for key, phrase in WORDS.items()}
    english |= {
        f"{part}.{code}": getattr(wording, part)
        for code, wording in WORDINGS.items()
        for part in ("message", "help")
    }
    spanish = {key: phrase for key, phrase in SPANISH.items() if key not in ("message", "help")}
    spanish |= {
        f"{part}.{code}": phrase for part in ("message", "help") for code, phrase in SPANISH[part].items()
    }

    def places(phrase):
        forms = phrase.values() if isinstance(phrase, dict) else [phrase]
        return {place for text in forms for place in re.findall(r"\{(\w+)", text)} - {"what"}

    assert english.keys() <= spanish.keys()
    unknown = {
        f"{part}.{code}"
        for part in ("message", "help")
        for code in ("unknown-id", "unknown-credential", "unknown-author")
    }
    assert spanish.keys() - english.keys() == unknown
    assert [key for key in english if places(english[key]) != places(spanish[key])] == []


def test_messages_are_in_the_language_of_the_site(make_site):
    site = make_site(SITE | {"edblog.toml": 'language = "es"\n' + SETTINGS})
    site.build()
    data = data_of(site.output("write/index.html"))

    assert data["rules"]["messages"]["missing-title"]["message"] == "falta «{name}»"
    assert data["words"]["begin"] == "Empezar a escribir"
    assert not [key for key in data["words"] if key.startswith(("message.", "help."))]


def test_a_topic_of_strangers_cannot_end_the_data(make_site):
    site = make_site(
        SITE | {"content/posts/one.md": STORY.format(1).replace("[talk]", '["</script><b>&amp;"]')}
    )
    site.build()
    html = site.output("write/index.html")

    assert "</script><b>" not in html
    assert data_of(html)["topics"][0].startswith("</script>")


def test_the_scripts_of_the_page_are_small():
    """What is loaded with the page; the others come when they are needed."""
    later = {"paste.js", "pictures.js", "send.js", "status.js"}
    own = [
        path
        for path in SCRIPTS.rglob("*.js")
        if path.name not in later and not path.name.startswith("docx") and path.parent.name != "mammoth"
    ]
    size = sum(
        len(gzip.compress(submit.without_comments(path.read_text(encoding="utf-8")).encode(), 9))
        for path in own
    )

    assert size < 40_000


def test_scripts_lose_comments_and_nothing_else():
    script = '// About.\nimport { a } from "./a.js";\n\n/** A.\n * B */\nexport const b = "// no comment"; // said here\n  // Why.\n  c();\n'

    assert (
        submit.without_comments(script)
        == 'import { a } from "./a.js";\nexport const b = "// no comment"; // said here\nc();\n'
    )


def test_no_script_has_a_text_of_several_lines():
    """Such a text would lose its indentation. Backticks stand in pairs on a line, except in regular expressions."""
    for path in SCRIPTS.rglob("*.js"):
        if submit.is_own(f"submit/script/{path.relative_to(SCRIPTS).as_posix()}"):
            lines = path.read_text(encoding="utf-8").splitlines()
            odd = [
                line for line in lines if line.count("`") % 2 and not re.search(r"/.*`.*/|[\"']`+[\"']", line)
            ]
            assert odd == [], path.name
