"""Whatever field of a story changes, and whichever a new story has: an incremental build equals a clean one.

The fields are those of the struct, so a field that somebody adds fails here until its change is described.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from edblog.catalog.revision import differing
from edblog.kinds import KINDS
from edblog.kinds.stories.record import Post
from edblog.kinds.stories.revise import _FREE, _FREE_TEXT, _LISTED, _given
from edblog.model import Text
from edblog.pipeline.store import Store

CONFIG = """\
theme = "own"
title = "Stories"
base_url = "https://district.example/stories/"
page_size = 3

[stories]
old_after_years = 5

[feeds]
formats = ["rss", "atom", "json"]
size = 4

[digests]
every = ["week"]
"""
PLAIN = {"title": "Story e", "date": "2026-01-05", "author": "rosa", "topics": "[Maths]"}
BODY = "First.\n\nSecond."
EDITS: dict[str, dict[str, str]] = {
    "source": {},
    "slug": {"slug": "another"},
    "text": {"body": "Another first.\n\n## Then\n\n[b](b.md)\n"},
    "lang": {"lang": "es"},
    "aliases": {"aliases": "[/old/]"},
    "former": {},
    "feed_id": {"feed_id": "tag:district.example,2019:e"},
    "private_details": {"body": "Call (312) 555-0199."},
    "privacy_ok": {"privacy_ok": "[555-0199]"},
    "title": {"title": "Another title"},
    "date": {"date": "2026-01-02"},
    "month": {"date": "2025-12-30"},
    "week": {"date": "2026-01-13"},
    "updated": {"updated": "2026-02-01"},
    "authors": {"author": "li"},
    "inline_authors": {"author": "{name: Guest}"},
    "credentials": {"credential": "talk"},
    "topics": {"topics": "[Science]"},
    "grades": {"grades": "[3-5]"},
    "summary": {"summary": "In short."},
    "image": {"image": "wall.svg", "image_alt": "A wall"},
    "draft": {"draft": "true"},
    "pinned": {"pinned": "yes"},
    "comments": {"comments": "false"},
    "old_from": {"date": "2015-01-05"},
    "asks": {"asks": "What did you expect?"},
    "answered_by": {"asks": "What did you expect?", "answered_by": "[b]"},
    "series": {"series": "Waiting, 1"},
    "part": {"series": "Waiting, 3"},
    "people_in_photo": {"people_in_photo": "yes"},
    "photo_release": {"photo_release": "true"},
}
"""What a writer changes in the file of a story so that a field of its record is another one."""
NAMES = {"source": "another", "former": "Łe"}
"""The other name that the file gets for the same purpose."""


def story(site: Any, name: str, *, body: str = BODY, **fields: str) -> None:
    lines = "".join(f"{key}: {value}\n" for key, value in {**PLAIN, **fields}.items())
    site.write(f"content/posts/{name}.md", f"---\n{lines}---\n{body}\n")


@pytest.fixture
def school(quick: None, memory: Any, make_site: Any) -> Iterator[Any]:
    """Eight stories, `e` among them; two people, a credential, two topics, a page that links to a story."""
    site = make_site({"edblog.toml": CONFIG}, into=memory)
    site.write("content/authors/li.md", "---\nname: Li Wei\n---\n")
    site.write("content/credentials/talk.md", "---\nname: Talk\nissuer: NEA\n---\nTalk.\n")
    site.write("content/pages/about.md", "---\ntitle: About\nmenu: header\n---\nSee [c](../posts/c.md).\n")
    site.write("content/circles/all.md", "---\nname: All\nmembers: [rosa, li]\n---\n")
    site.write("content/circles/ours.md", "---\nname: Ours\nmembers: [li]\ncredentials: [talk]\n---\n")
    site.write("content/posts/wall.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="8"/>')
    site.write("themes/own/theme.toml", 'extends = "marigold"\n')
    for day, slug in enumerate("abcdfgh", 1):
        story(site, slug, title=f"Story {slug}", date=f"2026-01-{day + (day > 4):02}")
    story(site, "b", title="Story b", date="2026-01-02", topics="[Science]", credential="talk", author="li")
    story(
        site,
        "c",
        title="Story c",
        date="2026-01-03",
        asks="How do you wait?",
        answered_by="[b]",
        credential="talk",
    )
    story(site, "d", title="Story d", date="2026-01-04", asks="How do you begin?", credential="talk")
    yield site
    shutil.rmtree(site.folder)


def record(site: Any, name: str) -> Post:
    with Store(site.folder, KINDS, read_only=True) as store:
        found = store.reading(f"content/posts/{name}.md")
    assert found is not None
    assert isinstance(found.record, Post)
    return found.record


def assert_clean(site: Any, report: Any, make_site: Any, memory: Any, differences: Any) -> None:
    fresh = make_site(site.sources(), bare=True, into=memory)
    clean = fresh.build()
    assert differences(site.outputs(), fresh.outputs()) == []
    assert (report.problems, report.held) == (clean.problems, clean.held)
    shutil.rmtree(fresh.folder)


def test_every_field_of_a_story_has_a_change_here():
    """Add a new field to `EDITS`; where nothing but the story's own page, card and feeds shows it, also to `_FREE`."""
    assert EDITS.keys() == set(Post.__struct_fields__)
    assert EDITS.keys() >= _FREE | _LISTED
    assert set(Text.__struct_fields__) >= _FREE_TEXT


@pytest.mark.parametrize("field", Post.__struct_fields__)
def test_a_story_with_another_value_in_a_field_and_with_the_former_one_again(
    school, make_site, memory, differences, field
):
    story(school, "e")
    school.build()
    before = record(school, "e")
    name = NAMES.get(field, "e")
    if field in NAMES:
        school.rename("content/posts/e.md", f"content/posts/{name}.md")
    else:
        story(school, "e", **EDITS[field])
    report = school.build()

    assert field in differing(before, record(school, name))
    assert_clean(school, report, make_site, memory, differences)
    if field not in NAMES:
        story(school, "e")
        assert_clean(school, school.build(), make_site, memory, differences)


@pytest.mark.parametrize("field", Post.__struct_fields__)
def test_a_new_story_with_a_field(school, make_site, memory, differences, field):
    school.build()
    story(school, NAMES.get(field, "e"), **EDITS[field])
    report = school.build()

    assert_clean(school, report, make_site, memory, differences)


def test_a_field_that_nobody_has_looked_into_is_not_free():
    class Later(Post, frozen=True):
        pinned: bool = False

    text = Text(b"", (), (), (), "", 0)
    plain = Later(source="a.md", slug="a", text=text, title="A", date=None)
    pinned = msgspec.structs.replace(plain, pinned=True)

    assert differing(plain, pinned) - _FREE == {"pinned"}
    assert _given(pinned) - _FREE - _LISTED == {"pinned"}
    assert _given(plain) <= _FREE | _LISTED


@pytest.mark.parametrize("name", "abcd")
def test_a_title_in_a_series_is_on_the_pages_of_other_parts(school, make_site, memory, differences, name):
    """The parts are not in the order of their dates, so the neighbors by date are others."""
    for part, other in enumerate("bdac", 1):
        story(
            school,
            other,
            title=f"Story {other}",
            date=f"2026-01-0{'abcd'.index(other) + 1}",
            series=f"Waiting, {part}",
        )
    school.build()
    story(
        school,
        name,
        title="Another",
        date=f"2026-01-0{'abcd'.index(name) + 1}",
        series=f"Waiting, {'bdac'.index(name) + 1}",
    )
    report = school.build()

    beside = {"b": "d", "d": "ab", "a": "cd", "c": "a"}[name]
    assert {f"posts/{other}/index.html" for other in beside} <= set(report.written)
    assert_clean(school, report, make_site, memory, differences)
