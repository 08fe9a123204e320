"""Flyers: pages of paper about stories, events, notices and boards."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from tests.conftest import CONFIG

from edblog.kinds.flyers import LONGEST, shortened

NOW = datetime(2027, 3, 3, 18, tzinfo=UTC)
ON = f"{CONFIG}\n[stories]\nflyers = true\n"
FILES = {
    "content/credentials/checks.md": "---\nname: Checks\nissuer: NEA\n---\n",
    "content/events/chat.md": (
        "---\ntitle: The chat\nwhat: chat\nstarts: 2027-03-04 19:00\nplace: Room 12\ncredentials: [checks]\nhosts: [rosa]\n---\nWe talk.\n"
    ),
    "content/notices/chairs.md": "---\ntitle: Two chairs\nexpires: 2027-03-12\nplace: The library\n---\nCome. Look. Sit down. Stay.\n",
}


def flyers(site: Any) -> list[str]:
    return [path for path in site.outputs() if path.endswith("/flyer/index.html")]


@pytest.fixture
def site(make_site: Any) -> Any:
    site = make_site({"edblog.toml": ON, **FILES})
    site.post(
        "jar",
        "The jar",
        "2026-01-02",
        body="It filled. It spilled. We read. We sorted.",
        credentials="[checks]",
    )
    return site


def test_stories_have_flyers_only_where_the_settings_ask_for_them(make_site: Any, site: Any) -> None:
    off = make_site({"edblog.toml": CONFIG, **FILES})
    off.post("jar", "The jar", "2026-01-02")
    off.build(now=NOW)
    site.build(now=NOW)
    others = ["events/chat/flyer/index.html", "notices/chairs/flyer/index.html"]

    assert (flyers(off), flyers(site)) == (others, [*others, "posts/jar/flyer/index.html"])
    assert "flyer" not in off.output("posts/jar/index.html")
    assert 'href="/stories/posts/jar/flyer/"' in site.output("posts/jar/index.html")
    assert 'href="/stories/events/chat/flyer/"' in site.output("events/chat/index.html")
    assert 'href="/stories/notices/chairs/flyer/"' in site.output("notices/chairs/index.html")


def test_a_flyer_has_three_sentences_one_code_and_eight_tabs(site: Any) -> None:
    site.build(now=NOW)
    page = site.output("posts/jar/flyer/index.html")

    assert "It filled. It spilled. We read.</p>" in page
    assert "A story about Checks" in page
    assert "Rosa Okafor" in page
    assert page.count('id="eb-qr"') == 1
    assert page.count('<use href="#eb-qr"') == 8
    assert 'aria-label="QR code that leads to: The jar"' in page


def test_a_flyer_says_when_and_where(site: Any) -> None:
    site.build(now=NOW)
    chat, chairs = (
        site.output(f"{path}/flyer/index.html").replace("\u202f", " ")
        for path in ("events/chat", "notices/chairs")
    )

    assert "Thursday, March 4, 2027, 7:00 PM" in chat
    assert "Room 12" in chat
    assert "Chat · Checks" in chat
    assert "Until Friday, March 12, 2027<" in chairs
    assert "The library" in chairs
    assert "Come. Look. Sit down.</p>" in chairs


def test_nobody_finds_a_flyer_by_searching(site: Any) -> None:
    site.build(now=NOW)
    listed = [path for path in site.outputs() if path.endswith((".xml", ".json", ".opml"))]

    for path in flyers(site):
        page = site.output(path)
        assert '<meta name="robots" content="noindex">' in page
        assert (
            f'<link rel="canonical" href="https://district.example/stories/{path.partition("flyer")[0]}">'
            in page
        )
    assert [path for path in listed if "flyer" in site.output(path)] == []


def test_what_is_over_or_called_off_has_no_flyer(site: Any) -> None:
    site.build(now=NOW + timedelta(days=60))
    assert flyers(site) == ["posts/jar/flyer/index.html"]

    site.write(
        "content/events/chat.md", FILES["content/events/chat.md"].replace("what:", "cancelled: yes\nwhat:")
    )
    site.build(now=NOW)
    assert "events/chat/flyer/index.html" not in flyers(site)
    assert "flyer" not in site.output("events/chat/index.html")


@pytest.mark.parametrize(
    "path", ["content/posts/jar.md", "content/events/chat.md", "content/notices/chairs.md"]
)
def test_an_edit_makes_the_flyer_that_a_clean_build_makes(site: Any, path: str) -> None:
    site.build(now=NOW)
    site.write(
        path, (site.folder / path).read_text(encoding="utf-8").replace("---\n", "---\nsummary: Another.\n", 1)
    )
    report = site.build(now=NOW)
    edited = site.outputs()
    site.forget()
    site.build(now=NOW)

    assert site.outputs() == edited
    assert f"{path.removeprefix('content/').removesuffix('.md')}/flyer/index.html" in report.written


def test_a_new_story_has_a_flyer_at_once_unless_another_text_has_its_address(site: Any) -> None:
    site.build(now=NOW)
    site.post("box", "The box", "2026-02-02", credentials="[checks]")
    site.build(now=NOW)
    edited = site.outputs()
    site.forget()
    site.build(now=NOW)
    assert site.outputs() == edited
    assert "posts/box/flyer/index.html" in edited

    site.write("content/pages/about.md", "---\ntitle: About\naliases: [/posts/bag/flyer/]\n---\nUs.\n")
    site.build(now=NOW)
    site.post("bag", "The bag", "2026-02-03", credentials="[checks]")
    problems = [p.code for p in site.build(now=NOW).problems]
    assert problems == ["duplicate-address"]


BOARDS = {
    "content/boards/drawer.md": "---\ntitle: The drawer\nsummary: What we reach for.\n---\nTake one. Put two back. Ask.\n",
    "content/boards/empty.md": "---\ntitle: Empty\n---\n",
    "content/credentials/checks.md": "---\nname: Checks\nissuer: NEA\ncompetency: Looks first.\n---\nIt asks. It waits. It looks.\n",
    "content/resources/slip.md": (
        "---\ntitle: Slip\nwhat: tool\nurl: https://tool.example/\nadded: 2026-01-02\nboards: [drawer]\ncredentials: [checks]\n"
        "image: slip.svg\nimage_alt: A slip\n---\nOne.\n"
    ),
    "content/resources/slip.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="30"/>',
}


def test_boards_have_flyers_with_the_picture_of_their_first_resource(make_site: Any) -> None:
    site = make_site({"edblog.toml": CONFIG, **BOARDS})
    assert site.build(now=NOW).problems == ()
    board, credential = "boards/drawer/flyer/index.html", "credentials/checks/board/flyer/index.html"

    assert flyers(site) == [board, credential]
    assert "What we reach for. Take one. Put two back.</p>" in site.output(board)
    assert "Looks first. It asks. It waits.</p>" in site.output(credential)
    for path, title in ((board, "The drawer"), (credential, "Resources for Checks")):
        wall = path.removesuffix("flyer/index.html")
        page = site.output(path)
        assert f"<h1>{title}</h1>" in page
        assert f'<a href="/stories/{wall}">' in page
        assert f'aria-label="QR code that leads to: {title}"' in page
        assert 'src="/stories/media/resources/slip.svg"' in page
        assert f'href="/stories/{path.removesuffix("index.html")}"' in site.output(f"{wall}index.html")
    assert "flyer" not in site.output("boards/empty/index.html")
    assert "flyer" not in site.output("resources/index.html")


@pytest.mark.parametrize(
    ("path", "old", "new", "written"),
    [
        ("boards/drawer.md", "What we reach for.", "Ours.", ["boards/drawer/flyer/index.html"]),
        ("credentials/checks.md", "Looks first.", "Looks.", ["credentials/checks/board/flyer/index.html"]),
        ("resources/slip.md", "One.", "Two.", []),
        ("resources/slip.md", "boards: [drawer]\n", "", []),
    ],
)
def test_an_edit_makes_the_flyers_of_boards_that_a_clean_build_makes(
    make_site: Any, path: str, old: str, new: str, written: list[str]
) -> None:
    site = make_site({"edblog.toml": CONFIG, **BOARDS})
    site.build(now=NOW)
    site.write(f"content/{path}", BOARDS[f"content/{path}"].replace(old, new))
    report = site.build(now=NOW)
    edited = site.outputs()
    site.forget()
    site.build(now=NOW)

    assert site.outputs() == edited
    assert [path for path in report.written if "flyer" in path] == written


def test_a_theme_without_the_template_has_no_flyers(site: Any) -> None:
    from tests.every_kind import BARE

    for path, text in BARE.items():
        site.write(path, text)
    site.write("edblog.toml", ON.replace('title = "Stories"', 'title = "Stories"\ntheme = "bare"', 1))
    site.build(now=NOW)

    assert flyers(site) == []


def test_the_code_on_a_tab_is_the_one_on_the_page(site: Any) -> None:
    site.build(now=NOW)
    (code,) = re.findall(r'<svg class="qr" id="eb-qr".*?</svg>', site.output("posts/jar/flyer/index.html"))

    assert ET.fromstring(code).attrib["id"] == "eb-qr"


def test_a_long_text_ends_at_a_word() -> None:
    text = "word " * 200

    assert shortened("Short.") == "Short."
    assert shortened(text.strip()).endswith("word…")
    assert len(shortened(text)) <= LONGEST
    assert shortened("x" * 1000) == "x" * LONGEST + "…"
