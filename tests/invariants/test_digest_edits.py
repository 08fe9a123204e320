"""Digests after edits: only those are written that show what differs, and the site is what a build from nothing makes."""

from __future__ import annotations

from typing import Any

import pytest
from tests.conftest import post
from tests.unit.test_digests import BARE, FILES, MONDAY

WEEK = {"digests/2026-W05/email.html", "digests/2026-W05/email.txt"}


@pytest.fixture
def site(make_site: Any, memory: Any, quick: None) -> Any:
    return make_site({**FILES, **BARE}, into=memory)


def fresh(make_site, memory, site):
    """What a build from nothing makes of the same files."""
    clean = make_site(site.sources(), bare=True, into=memory)
    clean.build(now=MONDAY)
    return clean.outputs()


def test_an_edit_of_a_story_touches_its_digests_and_no_others(make_site, memory, site):
    site.build(now=MONDAY)

    site.post(
        "two", "Two drafts", "2026-01-30 09:00", body="Another text.", summary="The first one was worse."
    )
    report = site.build(now=MONDAY)

    assert "assemble" not in dict(report.stages)
    written = {path for path in report.written if path.startswith("digests/")}
    assert written == WEEK | {
        "digests/2026-01/email.html",
        "digests/2026-01/email.txt",
        "digests/weekly/rss.xml",
        "digests/monthly/rss.xml",
    }
    assert site.outputs() == fresh(make_site, memory, site)

    # Of a text alone, a digest shows nothing where the story has a summary.
    site.post(
        "two", "Two drafts", "2026-01-30 09:00", body="A third text.", summary="The first one was worse."
    )
    report = site.build(now=MONDAY)
    assert not [path for path in report.written if path.startswith("digests/")]


EDITS = {
    "an event on another day": ("content/events/chat.md", "2026-02-05 16:00", "2026-02-09 16:00"),
    "an event far away": ("content/events/chat.md", "2026-02-05 16:00", "2026-06-05 16:00"),
    "a canceled event": ("content/events/chat.md", "place: Room 12", "place: Room 12\ncancelled: yes"),
    "a series with another title": ("content/events/weekly.md", "Open hour", "Open door"),
    "a notice until another day": ("content/notices/swap.md", "2026-02-06", "2026-02-13"),
    "a notice that is over later": ("content/notices/swap.md", "2026-02-06", "2026-05-13"),
    "a recording in another week": ("content/recordings/calls.md", "2026-01-29", "2026-01-23"),
    "a recording in a week of its own": ("content/recordings/calls.md", "2026-01-29", "2026-01-08"),
    "a resource about a credential": (
        "content/resources/ticket.md",
        "what: tool",
        "what: tool\ncredentials: [talk]",
    ),
    "a circle with another name": ("content/circles/ours.md", "Our circle", "Their circle"),
    "a circle without a credential": ("content/circles/ours.md", "credentials: [talk]\n", ""),
    "a credential with another text": ("content/credentials/talk.md", "Talk.\n", "Talk more.\n"),
    "a story in another week": ("content/posts/two.md", "2026-01-30", "2026-01-22"),
    "a story in a week of its own": ("content/posts/two.md", "2026-01-30", "2026-01-02"),
    "a story with another title": ("content/posts/old.md", "A phone call", "Nine calls"),
    "a story about a credential": (
        "content/posts/old.md",
        "author: rosa",
        "author: rosa\ncredentials: [talk]",
    ),
    "a draft": ("content/posts/jar.md", "author: rosa", "author: rosa\ndraft: true"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_after_an_edit_the_site_is_that_of_a_build_from_nothing(make_site, memory, site, edit):
    path, old, new = EDITS[edit]
    site.build(now=MONDAY)
    text = site.sources()[path].decode()
    assert old in text

    site.write(path, text.replace(old, new))
    site.build(now=MONDAY)

    assert site.outputs() == fresh(make_site, memory, site)


NEW = {
    "a story of a week that is over": (
        "content/posts/new.md",
        post("New", "2026-01-31", credentials="[talk]"),
    ),
    "a story of today": ("content/posts/new.md", post("New", "2026-02-02")),
    "an event": (
        "content/events/new.md",
        "---\ntitle: New\nstarts: 2026-02-07 10:00\nplace: Room 2\n---\nCome.\n",
    ),
    "a resource of a week that is over": (
        "content/resources/new.md",
        "---\ntitle: New\nwhat: tool\nadded: 2026-01-03\nurl: https://tool.example/new\n---\nNew.\n",
    ),
    "a notice": (
        "content/notices/new.md",
        "---\ntitle: New\nstarts: 2026-01-31\nexpires: 2026-03-31\n---\nNew.\n",
    ),
}


@pytest.mark.parametrize("new", NEW)
def test_a_new_file_and_its_end(make_site, memory, site, new):
    path, text = NEW[new]
    site.build(now=MONDAY)

    site.write(path, text)
    site.build(now=MONDAY)
    assert site.outputs() == fresh(make_site, memory, site)

    site.delete(path)
    site.build(now=MONDAY)
    assert site.outputs() == fresh(make_site, memory, site)
