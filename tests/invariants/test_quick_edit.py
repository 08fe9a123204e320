"""The everyday edit: a few stories with another text or title, or new, planned without a look at all the others.

This way is taken wherever it can be, and wherever more may differ it is not; the result is that of a build from
nothing, and the files that are written are those whose bytes differ.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from io import BytesIO
from random import Random
from typing import Any

import pytest
from PIL import Image
from tests.pdfs.made import PLAIN

from edblog.catalog import sitemaps
from edblog.outputs.publish import ConflictError, state
from edblog.pipeline.report import Report
from edblog.problems import EdblogError
from edblog.sources import scan

NOW = datetime(2026, 3, 1, 18, tzinfo=UTC)
FIRST = datetime(2026, 1, 8, tzinfo=UTC)
CONFIG = """\
theme = "own"
title = "Stories"
base_url = "https://district.example/stories/"
timezone = "America/Chicago"
page_size = 3

[feeds]
formats = ["atom"]
size = 4

[pictures]
widths = [100]
"""
WALL = b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="8"/>'
photo = BytesIO()
Image.new("RGB", (130, 90), "#f2a81d").save(photo, "JPEG")
PHOTO = photo.getvalue()
EQUAL = ("problems", "ok", "stories", "outputs", "held", "until")
"""What the report of a build says of the site, and not of what it had to do."""


@pytest.fixture(autouse=True)
def small(quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sitemaps in parts of five stories, so that a small site has several."""
    monkeypatch.setattr(sitemaps, "PART", 5)


def is_quick(report: Report) -> bool:
    """Whether a build planned no more than what a few stories reach."""
    return "plan" in dict(report.stages) and "assemble" not in dict(report.stages)


def outcome(site: Any, now: datetime, **options: bool) -> Report | list[Any]:
    try:
        return site.build(now=now, **options)
    except EdblogError as error:
        return list(error.problems)


@pytest.fixture
def equals_clean(memory: Any, make_site: Any, differences: Any) -> Callable[..., None]:
    """Holds a site and the report of its last build against those of a build from nothing."""

    def compare(site: Any, report: Report | list[Any], now: datetime = NOW, **options: bool) -> None:
        fresh = make_site(site.sources(), bare=True, into=memory)
        clean = outcome(fresh, now, **options)
        if isinstance(clean, Report):
            assert isinstance(report, Report)
            assert [(name, getattr(report, name)) for name in EQUAL] == [
                (name, getattr(clean, name)) for name in EQUAL
            ]
            if clean.ok:
                assert differences(site.outputs(), fresh.outputs()) == []
        else:
            assert report == clean, (report, clean)
        shutil.rmtree(fresh.folder)

    return compare


# Single edits

Edit = Callable[[Any], None]


def story(site: Any, name: str, day: int = 1, body: str = "First.\n\nSecond.", **fields: str) -> None:
    fields = {
        "title": f"Story {name}",
        "date": f"{FIRST + timedelta(day - 1):%Y-%m-%d}",
        "author": "rosa",
        "topics": "[Maths]",
        **fields,
    }
    lines = "".join(f"{key}: {value}\n" for key, value in fields.items())
    site.write(f"content/posts/{name}.md", f"---\n{lines}---\n{body}\n")


@pytest.fixture
def school(memory: Any, make_site: Any) -> Iterator[Any]:
    """Eight stories, `a` the oldest and `h` the newest; two people, a credential, two topics, a page."""
    site = make_site({"edblog.toml": CONFIG}, into=memory)
    site.write(
        "content/authors/li.md", "---\nname: Li Wei\nschool: Hill\nsubjects: [art]\ngrades: [3]\n---\n"
    )
    site.write("content/credentials/talk.md", "---\nname: Talk\nissuer: NEA\nhashtag: SampleMC\n---\nTalk.\n")
    site.write("content/pages/about.md", "---\ntitle: About\n---\nSee [c](../posts/c.md#then).\n")
    site.write("content/circles/all.md", "---\nname: All\nmembers: [li, rosa]\n---\n")
    site.write("content/circles/ours.md", "---\nname: Ours\nmembers: [rosa]\ncredentials: [talk]\n---\n")
    site.write("content/posts/wall.svg", WALL)
    site.write("themes/own/theme.toml", 'extends = "marigold"\n')
    site.write(
        "themes/own/templates/partials/card.html",
        '<a href="{{ card.url }}">{{ card.title }} {{ card.summary }} {{ card.image }}</a>',
    )
    for day, slug in enumerate("abcdefgh", 1):
        story(site, slug, day, "First.\n\n## Then\n\nSecond.")
    story(site, "b", 2, "![A wall](wall.svg)\n\n[c](c.md) and [all](/posts/page/1/)", topics="[Science]")
    story(site, "d", 4, credential="talk", image="wall.svg", image_alt="A wall")
    story(site, "f", 6, author="li", credentials="[talk]", asks="How do you wait?")
    story(
        site,
        "c",
        3,
        "First.\n\n## Then\n\nSecond.",
        credentials="[talk]",
        asks="How do you begin?",
        answered_by="g",
    )
    yield site
    shutil.rmtree(site.folder)


def body(site: Any) -> None:
    story(site, "e", 5, "First.\n\nAnother second.")


def title(site: Any) -> None:
    story(site, "e", 5, title="Another title")


def summary_and_language(site: Any) -> None:
    story(site, "e", 5, summary="In short.", lang="es", comments="false", updated="2026-02-01")


def words_of_a_picture(site: Any) -> None:
    story(site, "d", 4, credential="talk", image="wall.svg", image_alt="Another wall", image_caption="By Li")


def headings(site: Any) -> None:
    story(site, "e", 5, "First.\n\n## Another\n\nSecond.")


def newest(site: Any) -> None:
    story(site, "i", 9)


def oldest(site: Any) -> None:
    story(site, "0", -3)


def middle(site: Any) -> None:
    story(site, "cc", 3, credential="talk")


def many_at_once(site: Any) -> None:
    for day in range(4, 20):
        story(site, f"n{day}", day, credential="talk", author="li")


def many_and_edits(site: Any) -> None:
    many_at_once(site)
    title(site)
    words_of_a_picture(site)
    story(site, "a", 1, "Another text.")


def a_link_to_a_heading(site: Any) -> None:
    story(site, "e", 5, "[Read](d.md) and [read](a.md#then).")


def a_number_and_a_name(site: Any) -> None:
    story(
        site,
        "e",
        5,
        "Call (312) 555-0199. My student Emma Example asked, and my student Li Wei. Write to li@mail.example.",
    )


def what_is_meant(site: Any) -> None:
    story(site, "e", 5, "My student Emma Example asked.", privacy_ok="[Emma Example]", people_in_photo="yes")


def a_text_of_a_story_that_asks(site: Any) -> None:
    story(site, "f", 6, "First.\n\nAnother.", author="li", credentials="[talk]", asks="How do you wait?")


def beside_a_story_that_asks(site: Any) -> None:
    """The pages of the question and of its answer show the new title as that of their neighbor."""
    story(site, "g", 7, "First.\n\nAnother.")
    story(site, "h", 8, title="Another title")
    story(site, "e", 5, title="Another title")


def a_player(site: Any) -> None:
    story(site, "e", 5, "https://youtu.be/abcdefghijk\n\nFirst.\n\nSecond.")


def a_new_story_with_a_player(site: Any) -> None:
    story(site, "i", 9, "::: post\nhttps://mastodon.social/@rosa/112233445566\n:::\n\nFirst.")


@pytest.mark.parametrize(
    "edit",
    [
        body, title, summary_and_language, words_of_a_picture, headings, newest, oldest, middle, many_at_once,
        many_and_edits, a_text_of_a_story_that_asks, beside_a_story_that_asks, a_link_to_a_heading, a_number_and_a_name, what_is_meant, a_player, a_new_story_with_a_player,
    ],
    ids=lambda edit: edit.__name__,
)  # fmt: skip
def test_an_everyday_edit_is_quick_and_equals_clean(school, equals_clean, edit):
    school.build(now=NOW)
    before = school.outputs()
    edit(school)
    report = school.build(now=NOW)
    after = school.outputs()

    assert is_quick(report)
    assert sorted(report.written) == sorted(path for path in after if before.get(path) != after[path])
    equals_clean(school, report)


@pytest.mark.parametrize(
    ("part", "quick"),
    [(3, True), (4, False), (2, False)],
    ids=["the next one", "one is missing", "it is there already"],
)
def test_a_new_part_of_a_series_is_quick_if_it_is_the_next_one(school, equals_clean, part, quick):
    story(school, "a", series="How we wait, 1")
    story(school, "h", 8, series="How we wait, 2")
    school.build(now=NOW)
    story(school, "i", 9, series=f"How we wait, {part}")
    report = outcome(school, NOW)

    assert (isinstance(report, Report) and is_quick(report)) == quick
    if quick:
        assert {"posts/a/index.html", "series/how-we-wait/index.html", "series/index.html"} <= {
            *report.written
        }
    equals_clean(school, report)


def test_what_gives_people_away_is_reported_until_it_is_fixed(school, equals_clean):
    """By an edit of the story, of what it means to say, of a person, or of what the district allows."""
    school.build(now=NOW)

    def told(*, quick: bool) -> list[str]:
        report = school.build(now=NOW)
        assert is_quick(report) == quick
        equals_clean(school, report)
        # That an address is no link is another matter.
        return [p.message.partition('" ')[0].strip('"') for p in report.problems if p.code != "bare-address"]

    a_number_and_a_name(school)
    assert told(quick=True) == ["(312) 555-0199", "Emma Example", "li@mail.example"]
    title(school)
    assert told(quick=True) == []
    a_number_and_a_name(school)
    assert told(quick=True) == ["(312) 555-0199", "Emma Example", "li@mail.example"]
    story(school, "a", 1, "Another text.")
    assert told(quick=True) == ["(312) 555-0199", "Emma Example", "li@mail.example"]
    school.write(
        "content/authors/li.md",
        '---\nname: Li Wei\nlinks: [{label: E-mail, url: "mailto:li@mail.example"}]\n---\n',
    )
    assert told(quick=False) == ["(312) 555-0199", "Emma Example"]
    school.write("edblog.toml", f'{CONFIG}\n[privacy]\nallow = ["555-0199"]\n')
    assert told(quick=False) == ["Emma Example"]
    school.write("content/authors/li.md", "---\nname: Wei Li\n---\n")
    assert told(quick=False) == ["Emma Example", "li@mail.example"]


# Edits of texts that are not stories


def event(site: Any, name: str, body: str = "First.\n\nSecond.", **fields: str) -> None:
    fields = {"title": f"Chat {name}", "starts": "2026-03-05 19:00", "place": "Room 12", **fields}
    lines = "".join(f"{key}: {value}\n" for key, value in fields.items())
    site.write(f"content/events/{name}.md", f"---\n{lines}---\n{body}\n")


@pytest.fixture
def gathering(school: Any) -> Any:
    """The school with three events, of which one is over."""
    event(school, "chat")
    event(school, "past", starts="2026-02-05 19:00")
    event(school, "walk", "See [it](../posts/c.md#then).\n\n## Way\n\nWe walk.", starts="2026-04-01 09:00")
    notice(school, "swap", "expires: 2026-03-12")
    notice(school, "walk", "event: walk")
    notice(school, "over", "expires: 2026-02-20")
    return school


def notice(site: Any, name: str, fields: str, text: str = "Bring one.") -> None:
    site.write(f"content/notices/{name}.md", f"---\ntitle: Notice {name}\n{fields}\n---\n{text}\n")


def text_of_an_event(site: Any) -> None:
    event(site, "chat", "Another first.\n\n## A heading\n\nSecond, with [a link](../posts/a.md).")


def title_of_an_event(site: Any) -> None:
    event(site, "chat", title="Another title", summary="In short.")


def times_of_an_event(site: Any) -> None:
    event(site, "chat", starts="2026-05-05 19:00", ends="2026-05-05 20:00", join_url="https://meet.example/")


def an_event_that_is_over_now(site: Any) -> None:
    event(site, "chat", starts="2026-01-05 19:00")


def a_new_event(site: Any) -> None:
    event(site, "more", starts="2026-03-02 08:00")


def events_at_once(site: Any) -> None:
    a_new_event(site)
    text_of_an_event(site)
    times_of_an_event(site)


def text_of_a_person(site: Any) -> None:
    site.write(
        "content/authors/li.md",
        "---\nname: Li Wei\nschool: Hill\nsubjects: [art]\ngrades: [3]\n---\nLi reads [a story](../posts/h.md).\n",
    )


def about_a_credential(site: Any) -> None:
    site.write(
        "content/credentials/talk.md",
        "---\nname: Talk\nissuer: NEA\nhashtag: TalkMC\ncompetency: You listen.\n---\nTalk.\n",
    )


def milestones_of_a_circle(site: Any) -> None:
    site.write(
        "content/circles/ours.md",
        "---\nname: Ours, again\nmembers: [rosa]\ncredentials: [talk]\nmilestones: [{title: Met, reached: 2026-02-02}]\n---\nWe.\n",
    )


def a_member_more(site: Any) -> None:
    site.write("content/circles/ours.md", "---\nname: Ours\nmembers: [rosa, li]\ncredentials: [talk]\n---\n")


def a_new_circle(site: Any) -> None:
    site.write("content/circles/most.md", "---\nname: Most\nmembers: [rosa]\n---\n")


def text_of_a_notice(site: Any) -> None:
    notice(site, "swap", "expires: 2026-03-12\nplace: Here\ncredentials: [talk]", "Bring two.")


def a_notice_that_ends_later(site: Any) -> None:
    notice(site, "swap", "expires: 2026-05-05 17:00")


def a_notice_that_is_up_again(site: Any) -> None:
    notice(site, "over", "starts: 2026-02-01\nexpires: 2026-03-05")


def a_new_notice(site: Any) -> None:
    notice(site, "more", "expires: 2026-03-05")


def a_notice_of_another_event(site: Any) -> None:
    notice(site, "walk", "event: chat")


def words_of_an_event_with_a_notice(site: Any) -> None:
    event(site, "walk", "See [it](../posts/c.md#then).\n\n## Way\n\nWe run.", starts="2026-04-01 09:00")


def text_of_a_page(site: Any) -> None:
    site.write("content/pages/about.md", "---\ntitle: About us\n---\nSee [e](../posts/e.md#then).\n")


RARE = [
    text_of_an_event, title_of_an_event, times_of_an_event, an_event_that_is_over_now, a_new_event, events_at_once, text_of_a_person,
    about_a_credential, milestones_of_a_circle, a_member_more, a_new_circle, text_of_a_page, text_of_a_notice, a_notice_that_ends_later,
    a_notice_that_is_up_again, a_new_notice, a_notice_of_another_event, words_of_an_event_with_a_notice,
]  # fmt: skip


@pytest.mark.parametrize("edit", RARE, ids=lambda edit: edit.__name__)
def test_an_edit_of_another_text_is_quick_and_equals_clean(gathering, equals_clean, edit):
    gathering.build(now=NOW)
    before = gathering.outputs()
    edit(gathering)
    report = gathering.build(now=NOW)
    after = gathering.outputs()

    assert is_quick(report)
    assert report.written
    assert sorted(report.written) == sorted(path for path in after if before.get(path) != after[path])
    equals_clean(gathering, report)
    # The index after it serves the next edits as well.
    newest(gathering)
    report = gathering.build(now=NOW)
    assert is_quick(report)
    equals_clean(gathering, report)
    event(gathering, "past", "Other words.", starts="2026-02-06 19:00")
    report = gathering.build(now=NOW)
    assert is_quick(report)
    equals_clean(gathering, report)


def a_name(site: Any) -> None:
    site.write("content/authors/li.md", "---\nname: Li Wei-Lind\n---\n")


def a_role(site: Any) -> None:
    site.write("content/authors/li.md", "---\nname: Li Wei\nrole: Librarian\n---\n")


def a_page_in_the_menu(site: Any) -> None:
    site.write(
        "content/pages/about.md", "---\ntitle: About\nmenu: header\n---\nSee [c](../posts/c.md#then).\n"
    )


def a_text_above_a_list(site: Any) -> None:
    site.write("content/pages/posts.md", "---\ntitle: Our stories\n---\nAll of them.\n")


def a_member_less(site: Any) -> None:
    """The list of the circle's stories has a page less."""
    site.write("content/circles/all.md", "---\nname: All\nmembers: [li]\n---\n")


def a_member_whom_nobody_knows(site: Any) -> None:
    site.write(
        "content/circles/ours.md", "---\nname: Ours\nmembers: [rosa, nobody]\ncredentials: [talk]\n---\n"
    )


def an_event_with_another_address(site: Any) -> None:
    event(site, "chat", slug="math-chat")


def an_event_at_a_former_address(site: Any) -> None:
    event(site, "chat", aliases="[/old/chat/]")


def an_event_with_a_picture(site: Any) -> None:
    event(site, "chat", "![A wall](/posts/wall.svg)")


def an_event_with_a_broken_link(site: Any) -> None:
    event(site, "chat", "[x](nowhere.md)")


def an_event_at_an_address_that_is_taken(site: Any) -> None:
    event(site, "more", slug="chat")


def an_event_and_a_story(site: Any) -> None:
    text_of_an_event(site)
    body(site)


def no_event(site: Any) -> None:
    site.delete("content/events/chat.md")


@pytest.mark.parametrize(
    "edit",
    [
        a_name, a_role, a_member_less, a_member_whom_nobody_knows, a_page_in_the_menu, a_text_above_a_list, an_event_with_another_address, an_event_at_a_former_address,
        an_event_with_a_picture, an_event_with_a_broken_link, an_event_at_an_address_that_is_taken, an_event_and_a_story, no_event,
    ],
    ids=lambda edit: edit.__name__,
)  # fmt: skip
def test_an_unusual_edit_of_another_text_is_left_to_a_look_at_everything(gathering, equals_clean, edit):
    gathering.build(now=NOW)
    edit(gathering)
    report = outcome(gathering, NOW)

    assert not isinstance(report, Report) or not is_quick(report)
    equals_clean(gathering, report)


def test_the_first_event_adds_to_the_menu(school, equals_clean):
    school.build(now=NOW)
    event(school, "chat")
    report = school.build(now=NOW)

    assert not is_quick(report)
    equals_clean(school, report)


@pytest.mark.parametrize(
    "path", ["static/events/more/index.html", "static/events/more", "static/events/more.md"]
)
def test_a_new_event_among_files_of_the_district(gathering, equals_clean, path):
    gathering.write(path, "Ours")
    gathering.build(now=NOW)
    a_new_event(gathering)

    equals_clean(gathering, outcome(gathering, NOW))


def test_a_new_event_to_which_a_link_in_a_draft_leads(gathering, equals_clean):
    story(gathering, "z", 9, "[m](../events/more.md)", draft="true")
    gathering.build(now=NOW)
    a_new_event(gathering)

    equals_clean(gathering, gathering.build(now=NOW))


def test_the_address_of_a_new_event_that_goes_again_is_reported(gathering):
    gathering.build(now=NOW)
    a_new_event(gathering)
    assert is_quick(gathering.build(now=NOW))
    gathering.delete("content/events/more.md")

    assert ["/events/more/" in problem.message for problem in gathering.build(now=NOW).gone] == [True]


def test_an_event_comes_to_its_end_after_a_quick_edit(gathering, equals_clean):
    """The moment at which the site next changes is that of the times of now."""
    gathering.build(now=NOW)
    later = gathering.build(now=NOW).until
    event(gathering, "chat", starts="2026-03-02 19:00")
    sooner = gathering.build(now=NOW)
    assert is_quick(sooner)
    assert sooner.until < later
    event(gathering, "chat", starts="2026-06-01 19:00")
    report = gathering.build(now=NOW)
    assert is_quick(report)
    assert report.until > later
    equals_clean(gathering, report)
    over = report.until + timedelta(minutes=1)
    equals_clean(gathering, gathering.build(now=over), over)


# Outputs that go with an edit


CHAT = {"what": "chat", "questions": "[What did you expect?, What did you see?]", "credentials": "[talk]"}
SHEET = "events/chat/script/index.html"


def called_off(site: Any, *, again: bool = False) -> None:
    event(site, "chat", **CHAT, cancelled="no" if again else "yes")


@pytest.fixture
def chatting(gathering: Any) -> Any:
    """The school with a chat that has a sheet, and with another one."""
    event(gathering, "chat", **CHAT)
    event(gathering, "other", starts="2026-03-12 19:00", **CHAT)
    return gathering


def test_the_sheet_of_a_chat_goes_when_it_is_called_off_and_comes_back(chatting, equals_clean):
    chatting.build(now=NOW)
    assert SHEET in chatting.outputs()
    for again in (False, True, False):
        before = chatting.outputs()
        called_off(chatting, again=again)
        report = chatting.build(now=NOW)
        after = chatting.outputs()
        assert is_quick(report)
        # A flyer is for an event that takes place.
        assert report.removed == (() if again else ("events/chat/flyer/index.html", SHEET))
        assert (SHEET in after) == again
        assert sorted(report.written) == sorted(path for path in after if before.get(path) != after[path])
        assert (chatting.folder / "site/events/chat/script").exists() == again
        equals_clean(chatting, report)
    # The generation before this one, and a build of everything after it, know nothing of it.
    assert not list(chatting.folder.glob(f".*/{SHEET}"))
    chatting.write("themes/own/theme.toml", 'extends = "marigold"\n# Another.\n')
    report = chatting.build(now=NOW)
    assert (report.removed, SHEET in chatting.outputs()) == ((), False)
    equals_clean(chatting, report)


def test_the_calendar_of_a_credential_stays_until_its_last_event_leaves(chatting, equals_clean):
    """Its page of events goes then as well, to which texts may link, so all are looked at."""
    chatting.build(now=NOW)
    for name, is_last in (("chat", False), ("other", True)):
        event(chatting, name, what="chat")
        report = chatting.build(now=NOW)
        assert is_quick(report) != is_last
        assert ("credentials/talk/events.ics" in chatting.outputs()) != is_last
        equals_clean(chatting, report)


def test_the_calendar_of_a_circle_goes_with_its_last_event(chatting, equals_clean):
    event(chatting, "walk", circle="ours")
    chatting.build(now=NOW)
    assert "circles/ours/events.ics" in chatting.outputs()
    event(chatting, "walk")
    report = chatting.build(now=NOW)

    assert is_quick(report)
    assert report.removed == ("circles/ours/events.ics",)
    equals_clean(chatting, report)


def test_a_sheet_that_somebody_changed_is_left_to_a_look_at_everything(chatting, equals_clean):
    chatting.build(now=NOW)
    (chatting.folder / "site" / SHEET).write_text("Ours", "utf-8")
    called_off(chatting)
    report = chatting.build(now=NOW)

    assert not is_quick(report) or SHEET not in chatting.outputs()
    equals_clean(chatting, report)


def test_a_sheet_to_which_the_footer_links_is_missed(chatting, equals_clean):
    footer = '[footer]\ntext = "The [script](/events/chat/script/)."\n'
    chatting.write("edblog.toml", f"{CONFIG}\n{footer}")
    assert chatting.build(now=NOW).ok
    called_off(chatting)
    report = outcome(chatting, NOW)

    assert [problem.code for problem in report.problems if problem.path == "edblog.toml"] == ["broken-link"]
    equals_clean(chatting, report)


def test_the_warnings_about_the_template_of_a_sheet_go_with_the_last_one(chatting, equals_clean):
    chatting.write(
        "themes/own/templates/events/script.html",
        "<!doctype html><html lang=en><head><title>{{ page.title }}</title></head><body></body></html>",
    )
    event(chatting, "other", what="chat")
    report = chatting.build(now=NOW)
    assert any(problem.path.startswith("themes/") for problem in report.problems)
    equals_clean(chatting, report)
    called_off(chatting)
    report = chatting.build(now=NOW)
    assert not any(problem.path.startswith("themes/") for problem in report.problems)
    equals_clean(chatting, report)
    called_off(chatting, again=True)
    report = chatting.build(now=NOW)
    assert any(problem.path.startswith("themes/") for problem in report.problems)
    equals_clean(chatting, report)


def test_a_link_to_the_page_of_a_year_before_and_after_its_first_event(gathering, equals_clean):
    story(gathering, "e", 5, "[Next year](/events/2027/)")
    report = gathering.build(now=NOW)
    assert [problem.code for problem in report.problems] == ["broken-link"]
    event(gathering, "walk", starts="2027-04-01 09:00")
    report = gathering.build(now=NOW)
    assert report.problems == ()
    equals_clean(gathering, report)
    event(gathering, "walk", starts="2026-04-01 09:00")
    report = gathering.build(now=NOW)
    assert [problem.code for problem in report.problems] == ["broken-link"]
    equals_clean(gathering, report)


def a_picture_more(site: Any) -> None:
    story(site, "e", 5, "![A wall](wall.svg)")


def a_picture_less(site: Any) -> None:
    story(site, "b", 2, "[c](c.md)", topics="[Science]")


def a_film_of_the_site(site: Any) -> None:
    site.write("content/posts/film.mp4", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom\0\0\0\x08moov")
    story(site, "e", 5, "![The film](film.mp4)")


def a_poster(site: Any) -> None:
    story(site, "e", 5, "::: video\nhttps://youtu.be/abcdefghijk\nposter: wall.svg\n:::")


def a_player_without_its_file(site: Any) -> None:
    story(site, "e", 5, "![The film](nowhere.mp4)")


def a_heading_that_a_page_links_to(site: Any) -> None:
    story(
        site,
        "c",
        3,
        "First.\n\n## Later\n\nSecond.",
        credentials="[talk]",
        asks="How do you begin?",
        answered_by="g",
    )


def another_day(site: Any) -> None:
    story(site, "e", 6)


def a_new_topic(site: Any) -> None:
    story(site, "i", 9, topics="[Reading]")


def another_spelling(site: Any) -> None:
    story(site, "i", 9, topics="[maths]")


def somebody_unknown(site: Any) -> None:
    story(site, "i", 9, author="nobody")


def a_guest(site: Any) -> None:
    story(site, "i", 9, author="{name: Guest}")


def an_alias(site: Any) -> None:
    story(site, "i", 9, aliases="[/posts/page/1/]")


def an_address_that_is_taken(site: Any) -> None:
    story(site, "i", 9, slug="a")


def a_draft(site: Any) -> None:
    story(site, "e", 5, draft="true")


def a_broken_link(site: Any) -> None:
    story(site, "e", 5, "[x](nowhere.md)")


def a_story_of_the_name_of_an_address(site: Any) -> None:
    """A link to /posts/page/1/ leads to the file with this name from now on."""
    site.write(
        "content/posts/page/1.md", "---\ntitle: One\ndate: 2026-01-09\nauthor: rosa\nslug: one\n---\nOne.\n"
    )


def a_question(site: Any) -> None:
    story(site, "e", 5, asks="How do you begin?")


def a_new_story_that_asks(site: Any) -> None:
    story(site, "i", 9, asks="How do you begin?")


def another_title_of_a_story_that_asks(site: Any) -> None:
    story(site, "f", 6, title="Another title", author="li", credentials="[talk]", asks="How do you wait?")


def another_title_of_an_answer(site: Any) -> None:
    story(site, "g", 7, title="Another title")


def a_question_that_is_answered(site: Any) -> None:
    story(site, "f", 6, author="li", credentials="[talk]", asks="How do you wait?", answered_by="[e, g]")


UNUSUAL = [
    a_question, a_new_story_that_asks, another_title_of_a_story_that_asks, another_title_of_an_answer, a_question_that_is_answered,
    a_picture_more, a_picture_less, a_film_of_the_site, a_poster, a_player_without_its_file, a_heading_that_a_page_links_to, another_day, a_new_topic, another_spelling,
    somebody_unknown, a_guest, an_alias, an_address_that_is_taken, a_draft, a_broken_link,
    a_story_of_the_name_of_an_address,
]  # fmt: skip


@pytest.mark.parametrize("edit", UNUSUAL, ids=lambda edit: edit.__name__)
def test_an_unusual_edit_is_left_to_a_look_at_everything(school, equals_clean, edit):
    school.build(now=NOW)
    edit(school)
    report = school.build(now=NOW)

    assert not is_quick(report)
    equals_clean(school, report)


@pytest.mark.parametrize(
    "files",
    [
        # A draft will need the address.
        {"content/posts/z.md": "---\ntitle: Z\ndate: 2026-01-01\nauthor: rosa\ndraft: true\naliases: [/posts/i/]\n---\n"},
        {"content/posts/z.md": "---\ntitle: Z\ndate: 2026-01-01\nauthor: rosa\ndraft: true\nslug: i\n---\n"},
        {"content/posts/z.md": "---\ntitle: Z\ndate: 2026-04-01\nauthor: rosa\n---\nText.\n"},
        # What is wrong in a draft is a warning.
        {"content/posts/z.md": "---\ntitle: Z\ndate: 2026-01-01\nauthor: rosa\ndraft: true\n---\n[i](i.md) [i](/posts/ii/)\n"},
        {"static/posts/i/index.html": "Ours"},
        {"static/posts/i/form.pdf": "Ours"},
        {"content/pages/old.md": "---\ntitle: Old\naliases: [/posts/i/]\n---\nText.\n"},
        # One address with another, but only to people who read.
        {"content/posts/ß.md": "---\ntitle: Z\ndate: 2026-01-01\nauthor: rosa\nslug: i\n---\nText.\n"},
        # A link to the address of one story, which is the name of another.
        {
            "content/posts/2026-01-01-i.md": "---\ntitle: I\nauthor: rosa\nslug: j\n---\n[x](/posts/j/)\n",
        },
    ],
)  # fmt: skip
@pytest.mark.parametrize("fields", [{}, {"slug": "k"}], ids=["", "slug"])
@pytest.mark.parametrize("name", ["i", "j"])
def test_a_new_story_among_files_that_it_may_concern(school, equals_clean, files, fields, name):
    for path, text in files.items():
        school.write(path, text)
    school.build(now=NOW)
    story(school, name, 9, **fields)

    equals_clean(school, outcome(school, NOW))


def test_a_new_story_whose_address_another_alphabet_folds_into(school, equals_clean):
    story(school, "straße", 2)
    assert school.build(now=NOW).ok
    story(school, "strasse", 9)

    equals_clean(school, outcome(school, NOW))


def test_a_new_story_about_a_thing_that_it_names_twice(school, equals_clean):
    school.build(now=NOW)
    story(school, "i", 9, credential="talk", credentials="[talk]", authors="[rosa]", topics="[Maths, Maths]")

    equals_clean(school, outcome(school, NOW))


def test_an_edit_of_a_story_that_names_a_thing_twice(school, equals_clean):
    story(school, "e", 5, credential="talk", credentials="[talk]")
    school.build(now=NOW)
    story(school, "e", 5, title="Another", credential="talk", credentials="[talk]")

    equals_clean(school, outcome(school, NOW))


def test_a_guest_with_the_picture_of_the_story(school, equals_clean):
    guest = "{name: Guest, photo: wall.svg, photo_alt: A face}"
    story(school, "e", 5, author=guest, image="wall.svg", image_alt="A wall")
    school.build(now=NOW)
    story(school, "e", 5, author=guest, image="wall.svg", image_alt="A wall", title="Another")

    equals_clean(school, outcome(school, NOW))


def test_a_heading_that_was_linked_to_by_an_everyday_edit(school, equals_clean):
    school.build(now=NOW)
    story(school, "e", 5, "[Read](a.md#then).")
    assert is_quick(school.build(now=NOW))
    story(school, "g", 7, "First.\n\nSecond.")
    assert is_quick(school.build(now=NOW))
    story(school, "a", 1, "First.\n\n## Now\n\nSecond.")

    equals_clean(school, outcome(school, NOW))


@pytest.mark.parametrize("undone", [False, True])
def test_an_edit_that_a_failed_build_has_seen(school, equals_clean, undone):
    """What that build read is remembered, and is not what is public."""
    school.build(now=NOW)
    another_day(school)
    story(school, "h", 8, "[x](nowhere.md)")
    assert not school.build(now=NOW).ok
    if undone:
        story(school, "e", 5, "First.\n\n## Then\n\nSecond.")
    story(school, "h", 8, "Mended.")
    report = school.build(now=NOW)

    assert report.ok
    equals_clean(school, report)


def test_a_setting_that_a_failed_build_has_seen(school, equals_clean):
    """Readings of another time zone have other days."""
    school.build(now=NOW)
    school.write("edblog.toml", CONFIG.replace("America/Chicago", "Asia/Tokyo"))
    story(school, "h", 8, "[x](nowhere.md)")
    assert not school.build(now=NOW).ok
    school.write("edblog.toml", CONFIG)
    story(school, "h", 8, "Mended.")
    report = school.build(now=NOW)

    assert report.ok
    equals_clean(school, report)


@pytest.mark.parametrize("folder", ["data", "static", "themes"])
def test_a_text_of_the_district_is_no_story(school, equals_clean, folder):
    school.write(
        f"{folder}/posts/read-me.md",
        "---\ntitle: I\ndate: 2026-01-02\nauthor: rosa\ntopics: [Maths]\n---\nText.\n",
    )
    school.build(now=NOW)
    school.write(
        f"{folder}/posts/read-me.md",
        "---\ntitle: J\ndate: 2026-01-02\nauthor: rosa\ntopics: [Maths]\n---\nText.\n",
    )
    school.write(
        f"{folder}/posts/more.md",
        "---\ntitle: J\ndate: 2026-01-02\nauthor: rosa\ntopics: [Maths]\n---\nText.\n",
    )

    equals_clean(school, school.build(now=NOW))


@pytest.mark.parametrize("part", [8, 9, 10])
def test_a_site_that_grows_into_parts_of_a_sitemap(school, equals_clean, monkeypatch, part):
    monkeypatch.setattr(sitemaps, "PART", part)
    school.build(now=NOW)
    story(school, "i", 9)
    equals_clean(school, school.build(now=NOW))
    story(school, "ee", 5)
    equals_clean(school, school.build(now=NOW))
    story(school, "j", 10, updated="2026-02-01")
    equals_clean(school, school.build(now=NOW))


def test_a_template_that_fails_for_one_story(school, equals_clean):
    school.write(
        "themes/own/templates/post.html",
        '{% extends "marigold/post.html" %}{% block title %}{{ page.nothing if page.title == "Odd" else page.title }}{% endblock %}',
    )
    school.build(now=NOW)
    before = school.outputs()
    story(school, "e", 5, title="Odd")
    report = school.build(now=NOW)

    assert not report.ok
    assert school.outputs() == before
    equals_clean(school, report)


def test_another_build_between(school, equals_clean):
    """With drafts, or to another folder: what is remembered is of that build then."""
    story(school, "z", 9, draft="true")
    school.build(now=NOW)
    body(school)
    school.build(now=NOW, drafts=True)
    title(school)
    equals_clean(school, school.build(now=NOW))
    newest(school)
    equals_clean(school, school.build(now=NOW, drafts=True), drafts=True)


def test_a_story_that_comes_due_and_a_clock_that_goes_back(school, equals_clean):
    story(school, "i", 54, "Later.")
    school.build(now=NOW)
    title(school)
    report = school.build(now=NOW + timedelta(days=3))
    assert not is_quick(report)
    equals_clean(school, report, NOW + timedelta(days=3))
    body(school)
    report = school.build(now=NOW)
    assert not is_quick(report)
    equals_clean(school, report)


# Long stories

Files = dict[str, bytes]
"""What is on disk below the folder of the site."""
PEOPLE = ("rosa", "li", "ana")
TOPICS = ("Maths", "Reading", "Sciences naturelles")
ABOUT = ("talk", "notice")
CIRCLES = {
    "both": "members: [rosa, li]\ncredentials: [talk, notice]",
    "one": "facilitators: [ana]\ncredentials: [notice]",
    "any": "members: [li]",
}
HEADS = ("## Then\n\n", "## Then\n\nWe talked.\n\n## Later\n\n", "## A heading\n\n", "")


class Blog:
    """Forty stories that link to each other, some of them drafts and some scheduled, and what people do to them."""

    def __init__(self, number: Random) -> None:
        self.now = NOW
        self.number = number
        self.stories: dict[str, tuple[dict[str, str], list[str]]] = {}
        """Front matter and paragraphs, by source."""
        self.others: Files = {
            "edblog.toml": CONFIG.encode(),
            "content/pages/about.md": b"---\ntitle: About\n---\nSee [it](../posts/s3.md#then) and [all](/posts/page/2/).\n",
            "content/posts/wall.svg": WALL,
            "content/posts/photo.jpg": PHOTO,
            "content/posts/form.pdf": PLAIN,
            "content/posts/film.mp4": b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom\0\0\0\x08moov",
            "data/links.csv": b"a,b",
            "static/posts/form.pdf": b"Ours.",
            "themes/own/theme.toml": b'extends = "marigold"\n',
            "themes/own/templates/partials/card.html": b'<a href="{{ card.url }}">{{ card.title }} {{ card.summary }} {{ card.image }}</a>',
        }
        for name in PEOPLE:
            self.others[f"content/authors/{name}.md"] = (
                f"---\nname: {name.title()} Wei\n---\nWho [writes](../posts/s5.md).\n".encode()
            )
        for at in range(5):
            self.an_event(f"e{at}")
        for name in ABOUT:
            self.others[f"content/credentials/{name}.md"] = (
                f"---\nname: {name.title()}\nissuer: NEA\nstack: Talk\n---\nTo {name}.\n".encode()
            )
        for name, fields in CIRCLES.items():
            self.others[f"content/circles/{name}.md"] = f"---\nname: {name}\n{fields}\n---\nWe.\n".encode()
        for at in range(40):
            self.add(f"s{at}", FIRST + timedelta(hours=17 * (at * 7 % 40)))
        for name in ("s7", "s8", "s9"):
            fields, paragraphs = self.stories[f"content/posts/{name}.md"]
            fields |= {"image": "photo.jpg", "image_alt": "A jar"}
            paragraphs.append("![A jar](photo.jpg)")
        self.stories["content/posts/s11.md"][0]["authors"] = (
            "[li, {name: Guest, photo: photo.jpg, photo_alt: A face}]"
        )
        self.stories["content/posts/s3.md"][1][:] = [HEADS[0] + "So it was."]
        heading = number.choice(["", "", "", "#then", "#later"])
        for at, name in enumerate(number.sample(range(6, 40), 6)):
            fields, paragraphs = self.stories[f"content/posts/s{name}.md"]
            if at < 4:
                fields["draft"] = "true"
                paragraphs.append(f"[Out](s{at}.md{heading}) ![A wall](wall.svg)")
            else:
                fields["date"] = f"{NOW + timedelta(days=2 * at):%Y-%m-%d %H:%M}"

    def add(self, name: str, moment: datetime, **fields: str) -> None:
        number = self.number
        usual = {
            "title": f"Story {name}",
            "date": f"{moment:%Y-%m-%d %H:%M}",
            "authors": f"[{', '.join(number.sample(PEOPLE, number.choice([1, 1, 2])))}]",
            "credentials": f"[{', '.join(number.sample(ABOUT, number.randint(0, 2)))}]",
            "topics": f"[{', '.join(number.sample(TOPICS, number.randint(0, 2)))}]",
        }
        self.stories[f"content/posts/{name}.md"] = (
            usual | fields,
            [f"It was {name}.", number.choice(HEADS) + "The end."],
        )

    def files(self) -> Files:
        texts = {
            path: "---\n"
            + "".join(f"{key}: {value}\n" for key, value in fields.items())
            + "---\n"
            + "\n\n".join(paragraphs)
            + "\n"
            for path, (fields, paragraphs) in self.stories.items()
        }
        return {**self.others, **{path: text.encode() for path, text in texts.items()}}

    def is_out(self, path: str) -> bool:
        fields = self.stories[path][0]
        return "draft" not in fields and fields["date"] < f"{NOW:%Y-%m-%d %H:%M}"

    def is_alone(self, path: str) -> bool:
        """Whether no page shows a story as a question or as an answer."""
        named = "".join(fields.get("answered_by", "") for fields, _ in self.stories.values())
        slug = path.removeprefix("content/posts/").removesuffix(".md")
        return "asks" not in self.stories[path][0] and slug not in re.findall(r"\w+", named)

    def some(self, *, out: bool = True) -> str:
        return self.number.choice([path for path in sorted(self.stories) if self.is_out(path) or not out])

    # Edits; each says whether the quick way has to be taken, and None where it may or may not.

    def a_text(self) -> bool | None:
        paragraphs = self.stories[self.some()][1]
        paragraphs[0] = self.number.choice(
            ["It filled up.", "Nobody left.", "¿Qué? " * self.number.randint(1, 300)]
        )
        return True

    def a_later_text(self) -> bool | None:
        paragraphs = self.stories[self.some()][1]
        paragraphs.insert(1, "And then we talked. " * self.number.randint(1, 3))
        return True

    def a_title(self) -> bool | None:
        path = self.some()
        self.stories[path][0]["title"] = f"Title {self.number.randrange(99)}"
        return True if self.is_alone(path) else None

    def a_field(self) -> bool | None:
        field, value = self.number.choice([
            ("summary", "In short."), ("summary", "At length."), ("lang", "es"), ("lang", "en"), ("comments", "false"),
            ("updated", "2026-02-01"), ("updated", "2026-02-02 09:00"),
        ])  # fmt: skip
        path = self.some()
        self.stories[path][0][field] = value
        return True if self.is_alone(path) else None

    def a_question(self) -> bool | None:
        fields = self.stories[self.some()][0]
        fields["asks"] = f"How do you begin {self.number.randrange(3)}?"
        fields["answered_by"] = self.number.choice(["", "", "[s3]", "[s1, s2]"])
        return None

    def words_of_a_picture(self) -> bool | None:
        path = self.some()
        fields = self.stories[path][0]
        had = fields.get("image")
        fields |= {
            "image": "wall.svg",
            "image_alt": f"A wall {self.number.randrange(9)}",
            "image_caption": self.number.choice(["", "By Li"]) or '""',
        }
        return True if had and self.is_alone(path) else None

    def a_heading(self) -> bool | None:
        paragraphs = self.stories[self.some()][1]
        paragraphs[-1] = self.number.choice(HEADS) + "The end."
        return None

    def a_link(self) -> bool | None:
        path, other = self.some(), self.some(out=self.number.random() < 0.9)
        anchor = self.number.choice(["", "", "#then", "#later", "?q=1"])
        slug = other.removeprefix("content/posts/").removesuffix(".md")
        self.stories[path][1].insert(
            1,
            f"[Read]({self.number.choice([f'{slug}.md', slug, f'/posts/{slug}/', f'/stories/posts/{slug}'])}{anchor})",
        )
        return None

    def a_link_to_a_list(self) -> bool | None:
        self.stories[self.some()][1].insert(
            1,
            f"[Read]({self.number.choice(['/posts/page/1/', '/topics/maths/', '/authors/li/page/2/', '/posts/form.pdf'])})",
        )
        return None

    def a_picture(self) -> bool | None:
        self.stories[self.some()][1].insert(
            1, self.number.choice(["![A wall](wall.svg)", "[A form](form.pdf)"])
        )
        return None

    def a_player(self) -> bool | None:
        title = self.number.choice(["", "title: The jar\n"])
        captions = self.number.choice(["", "captions: yes\n"])
        address = self.number.choice(["youtu.be/abcdefghijk", "youtu.be/bcdefghijkl", "vimeo.com/123456789"])
        self.stories[self.some()][1].insert(1, f"::: video\n{title}{captions}url: https://{address}\n:::")
        return True

    def a_film(self) -> bool | None:
        more = self.number.choice(["", "poster: wall.svg\n", "transcript: s3.md\n", "transcript: form.pdf\n"])
        self.stories[self.some()][1].insert(1, f"::: video\nfile: film.mp4\n{more}:::")
        return None

    def a_new_story(self) -> bool | None:
        newest = max(fields["date"] for path, (fields, _) in self.stories.items() if self.is_out(path))
        moment = datetime.fromisoformat(newest).replace(tzinfo=UTC) + timedelta(
            minutes=self.number.randint(0, 9)
        )
        self.add(f"n{self.number.randrange(10**6)}", min(moment, NOW - timedelta(days=1)))
        return True

    def an_old_story(self) -> bool | None:
        self.add(f"n{self.number.randrange(10**6)}", FIRST - timedelta(days=self.number.randint(1, 6)))
        return True

    def a_story_between(self) -> bool | None:
        date = self.stories[self.some()][0]["date"]
        self.add(f"n{self.number.randrange(10**6)}", datetime.fromisoformat(date).replace(tzinfo=UTC))
        return True

    def a_story_of_an_odd_name(self) -> bool | None:
        name, slug = self.number.choice([
            ("index", "first"), ("page/1", "one"), ("2026-01-09-s1", "s1"), ("form.pdf", "form"), ("s2/index", "s-2"), ("página", "pagina"),
            ("más", "más"), ("x/index", "page"), ("S1", "s1-2"), ("new", "n"), ("n", "new"), ("s1.md", "s1-md"),
        ])  # fmt: skip
        self.add(name, FIRST + timedelta(hours=self.number.randrange(800)), slug=slug)
        return None

    def several_stories(self) -> bool | None:
        for _ in range(self.number.randint(2, 12)):
            self.number.choice([self.a_new_story, self.an_old_story, self.a_story_between, self.a_title])()
        return True

    def something_else(self) -> bool | None:
        path, number = self.some(out=False), self.number
        field, value = number.choice([
            ("draft", "true"), ("draft", ""), ("date", "2026-01-09"), ("date", "2026-03-02"), ("topics", "[maths]"), ("topics", "[New]"),
            ("authors", "[li, {name: Guest, photo: wall.svg, photo_alt: A face}]"), ("aliases", f"[/posts/n/, /old/{number.randrange(9)}/]"),
            ("credentials", "[talk, talk]"), ("slug", "s1"), ("authors", "nobody"),
        ])  # fmt: skip
        fields = self.stories[path][0]
        fields[field] = value
        if not value:
            del fields[field]
        return None

    def a_story_goes(self) -> bool | None:
        del self.stories[self.some(out=False)]
        return None

    def another_file_changes(self) -> bool | None:
        number = self.number
        path = number.choice([*sorted(self.others), "static/posts/n/note.txt", "content/pages/more.md"])
        self.others[path] = {
            "svg": WALL.replace(b"8", b"9"), "txt": b"Text", "pdf": PLAIN + b"%",
        }.get(path[-3:], self.others.get(path, b"---\ntitle: More\n---\nText.") + b"\n")  # fmt: skip
        return None

    def an_event(self, name: str = "") -> bool | None:
        number = self.number
        name = name or number.choice(["e1", "e2", "e3", "e4", f"e{number.randrange(10**6)}"])
        starts = NOW + timedelta(hours=number.choice([-500, -100, -2, 1, 30, 700, 9000]))
        fields = {
            "title": f"Chat {number.randrange(9)}", "starts": f"{starts:%Y-%m-%d %H:%M}",
            **number.choice([{"place": "Room 12"}, {"join_url": "https://meet.example/"}]),
            **number.choice([{}, {}, {"summary": "In short."}, {"lang": "es"}]),
        }  # fmt: skip
        lines = "".join(f"{key}: {value}\n" for key, value in fields.items())
        texts = [
            "## Then\n\nWe walk.",
            "See [it](../posts/s3.md#then).",
            "![A wall](/posts/wall.svg)",
            "[x](e1.md#then)",
        ]
        text = (
            number.choice(["We talk.", *texts])
            if "content/events/e4.md" in self.others
            else "## Then\n\nWe talk."
        )
        self.others[f"content/events/{name}.md"] = f"---\n{lines}---\n{text}\n".encode()
        return None

    def a_circle(self) -> bool | None:
        number = self.number
        name, known = (
            number.choice([*CIRCLES, f"c{number.randrange(99)}"]),
            number.sample(PEOPLE, number.randint(0, 2)),
        )
        about = number.sample(ABOUT, number.randint(0, 2))
        fields = number.choice(
            ["", "how_to_join: Come.\n", "milestones: [{title: Met}]\n", "summary: In short.\n"]
        )
        lists = f"facilitators: [ana]\nmembers: [{', '.join(known)}]\ncredentials: [{', '.join(about)}]\n"
        text = f"---\nname: {number.choice(['One', 'Two'])}\n{lists}{fields}---\nWe.\n"
        self.others[f"content/circles/{name}.md"] = text.encode()
        return None

    def an_event_goes(self) -> bool | None:
        self.others.pop(f"content/events/e{self.number.randrange(5)}.md", None)
        return None

    def a_person(self) -> bool | None:
        name = self.number.choice(PEOPLE)
        role = self.number.choice(["", "", "role: Teacher\n", "summary: In short.\n"])
        self.others[f"content/authors/{name}.md"] = (
            f"---\nname: {name.title()} Wei\n{role}---\nWho [writes](../posts/s5.md). {self.number.randrange(9)}\n".encode()
        )
        return None

    def a_setting(self) -> bool | None:
        self.others["edblog.toml"] = self.number.choice([
            CONFIG, CONFIG.replace("= 3", "= 1"), CONFIG.replace("= 4", "= 1"), CONFIG.replace('["atom"]', "[]"), CONFIG.replace('["atom"]', '["rss", "json"]'),
            CONFIG.replace("America/Chicago", "Asia/Tokyo"), CONFIG.replace("/stories/", "/posts/"), CONFIG.replace("/stories/", "/"),
        ]).encode()  # fmt: skip
        return None

    def a_day(self) -> bool | None:
        self.now += timedelta(hours=self.number.choice([-30, 1, 24, 60]))
        return None


EVERYDAY = [
    Blog.a_text, Blog.a_text, Blog.a_later_text, Blog.a_later_text, Blog.a_title, Blog.a_title, Blog.a_field, Blog.words_of_a_picture,
    Blog.a_heading, Blog.a_link, Blog.a_link, Blog.a_new_story, Blog.a_new_story, Blog.an_old_story, Blog.a_story_between,
    Blog.a_story_between, Blog.several_stories, Blog.a_story_of_an_odd_name, Blog.a_player,
]  # fmt: skip
ODD = [
    Blog.a_question, Blog.a_question,
    Blog.a_link_to_a_list, Blog.a_picture, Blog.a_film, Blog.something_else, Blog.something_else, Blog.a_story_goes, Blog.another_file_changes,
    Blog.a_setting, Blog.a_day, Blog.an_event_goes,
]  # fmt: skip
UNDO = None
"""The step that brings back the files of the last build that went well."""
RARER = [
    Blog.an_event,
    Blog.an_event,
    Blog.an_event,
    Blog.a_circle,
    Blog.a_circle,
    Blog.a_person,
    Blog.another_file_changes,
]
STEPS = [*EVERYDAY, *EVERYDAY, *RARER, *ODD, UNDO]


def save(site: Any, wanted: Files, had: Files) -> None:
    for path in had.keys() - wanted.keys():
        site.delete(path)
    for path, data in wanted.items():
        if had.get(path) != data:
            site.write(path, data)


LEADS_NOWHERE = (
    "broken-link",
    "broken-anchor",
    "link-to-unpublished",
    "missing-picture",
    "unpublished-type",
    "same-topic",
)
"""Problems in drafts that a new story may end."""


def follow(site: Any, seed: int, steps: Any, equals_clean: Any) -> list[bool]:
    """Edits a blog step by step, and says of each step that the quick way is for whether it was taken."""
    blog, taken = Blog(Random(seed)), []
    had: Files = {}
    good, best = had, had
    was_good = False
    for edit, deeply in [(Blog.a_text, True), *steps, (Blog.a_text, True)]:
        before = (
            {path: (dict(fields), list(text)) for path, (fields, text) in blog.stories.items()},
            dict(blog.others),
        )
        everyday = edit(blog) if edit is not UNDO else None
        wanted = blog.files() if edit is not UNDO else best
        edited = wanted != had
        save(site, wanted, had)
        had = wanted
        report = outcome(site, blog.now)
        after = site.outputs()
        if isinstance(report, Report) and report.ok:
            assert sorted(report.written) == sorted(path for path in after if good.get(path) != after[path])
            assert sorted(report.removed) == sorted(good.keys() - after.keys())
            if (
                everyday
                and edited
                and was_good
                and not any(problem.code in LEADS_NOWHERE for problem in report.problems)
            ):
                taken.append(is_quick(report))
            was_good, good, best = True, after, wanted
        else:
            assert after == good
            # People go on from what went well; the disk follows with the next edit.
            blog.stories, blog.others = before
            was_good = False
        if deeply:
            equals_clean(site, report, blog.now)
    return taken


def test_a_site_that_grew_story_by_story_equals_one_built_from_nothing(memory, make_site, equals_clean):
    taken = []
    seeds = max(3, int(os.environ.get("EDBLOG_EDITS", "0")) // 5)
    for seed in range(seeds):
        dice = Random(seed)
        steps = [(dice.choice(STEPS), dice.random() < 0.5) for _ in range(dice.randrange(8, 17))]
        site = make_site({}, bare=True, into=memory)
        taken += follow(site, seed, steps, equals_clean)
        shutil.rmtree(site.folder)
    assert len(taken) >= seeds
    assert sum(taken) > 0.9 * len(taken)


# Edits while a build runs, and hands in the output folder


@pytest.mark.parametrize("everything", [False, True])
def test_an_edit_during_a_build_that_is_undone(school, equals_clean, monkeypatch, everything):
    """The file that was scanned is not the one that was read."""
    school.build(now=NOW)
    title(school)
    if everything:
        school.write("content/pages/more.md", "---\ntitle: More\n---\n")
    real = scan.scan

    def meanwhile(*args):
        found = real(*args)
        story(school, "e", 5, "Something else.", title="Meanwhile")
        return found

    with monkeypatch.context() as patch:
        patch.setattr("edblog.pipeline.reading.scan_files", meanwhile)
        school.build(now=NOW)
    title(school)

    equals_clean(school, school.build(now=NOW))


@pytest.mark.parametrize("following", [body, title, newest, a_draft], ids=lambda edit: edit.__name__)
def test_an_edit_during_a_build_is_seen_by_the_next(school, equals_clean, monkeypatch, following):
    school.build(now=NOW)
    title(school)
    real = scan.scan

    def meanwhile(*args):
        found = real(*args)
        story(school, "e", 5, "[See](a.md#then).", title="Meanwhile")
        return found

    with monkeypatch.context() as patch:
        patch.setattr("edblog.pipeline.reading.scan_files", meanwhile)
        school.build(now=NOW)
    following(school)

    equals_clean(school, school.build(now=NOW))


def deface(site: Any) -> None:
    site.write("site/posts/e/index.html", "<h1>Defaced</h1>")


def delete_a_page(site: Any) -> None:
    site.delete("site/posts/e/index.html")


def delete_the_pages(site: Any) -> None:
    shutil.rmtree(site.folder / "site/posts")


def delete_all(site: Any) -> None:
    shutil.rmtree(site.folder / "site")


def link_a_folder(site: Any) -> None:
    """The page is where it was, but it is not edblog's any more."""
    site.rename("site/posts/e", "elsewhere/e")
    (site.folder / "site/posts/e").symlink_to(site.folder / "elsewhere/e")


def forget_the_record(site: Any) -> None:
    shutil.rmtree(site.folder / ".edblog/public")


def forget_amendments(site: Any) -> None:
    (site.folder / ".edblog/public/amended").unlink(missing_ok=True)


def forget_readings(site: Any) -> None:
    (site.folder / ".edblog/store.db").unlink()


def forget(site: Any) -> None:
    shutil.rmtree(site.folder / ".edblog")


def forget_the_shadow(site: Any) -> None:
    shutil.rmtree(site.folder / ".site.shadow")


def copy_everything(site: Any) -> None:
    """As a restored copy: the same times, other inodes."""
    shutil.copytree(site.folder / "site", site.folder / "copy", symlinks=True)
    shutil.rmtree(site.folder / "site")
    (site.folder / "copy").rename(site.folder / "site")


def an_older_record(site: Any) -> None:
    """As of a folder that was restored in part."""
    shutil.copytree(site.folder / ".edblog/public", site.folder / ".edblog/old")
    title(site)
    site.build(now=NOW)
    shutil.rmtree(site.folder / ".edblog/public")
    (site.folder / ".edblog/old").rename(site.folder / ".edblog/public")


@pytest.mark.parametrize("many", [1000, 20])
@pytest.mark.parametrize(
    "hand",
    [
        deface, delete_a_page, delete_the_pages, delete_all, link_a_folder, forget_the_record, forget_amendments,
        forget_readings, forget, forget_the_shadow, copy_everything, an_older_record,
    ],
    ids=lambda hand: hand.__name__,
)  # fmt: skip
def test_what_somebody_did_to_folders_is_put_right(school, equals_clean, monkeypatch, hand, many):
    """Once an edit needs it, or at the latest when everything is looked at."""
    monkeypatch.setattr(state, "MAX_AMENDED", many)
    school.build(now=NOW)
    another_day(school)
    school.build(now=NOW)
    story(school, "a", 1, "An amendment.")
    school.build(now=NOW)
    hand(school)
    story(school, "e", 6, "Another text.", title="A title")
    if hand is link_a_folder:
        with pytest.raises(EdblogError, match="in the way"):
            school.build(now=NOW)
        assert "Another text." not in (school.folder / "elsewhere/e/index.html").read_text()
        return
    school.build(now=NOW)
    assert "Another text." in school.output("posts/e/index.html")
    newest(school)
    school.build(now=NOW)
    school.write("static/note.txt", "Everything is looked at.")

    equals_clean(school, school.build(now=NOW))


@pytest.mark.parametrize(
    "path",
    ["posts/i/index.html", "posts/i/photo.jpg", "posts/i", "posts/i/index.html/x", "sitemap-stories-3.xml"],
)
def test_files_of_somebody_else_are_kept(school, path):
    school.build(now=NOW)
    school.write(f"site/{path}", "Ours.")
    for slug in ("a", "i", "j", "k"):
        story(school, slug, 9)
        with suppress(ConflictError):
            school.build(now=NOW)
        assert school.output(path) == "Ours."


def test_an_output_folder_that_cannot_be_renamed(school, equals_clean, tmp_path):
    (school.folder / "site").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere").mkdir()
    school.build(now=NOW)
    for edit in (body, title, newest, another_day, middle, many_and_edits):
        edit(school)
        equals_clean(school, school.build(now=NOW))


def test_amendments_and_exchanges_take_turns(school, equals_clean, monkeypatch):
    monkeypatch.setattr(state, "MAX_AMENDED", 30)
    school.build(now=NOW)
    for edit in [
        body,
        title,
        newest,
        another_day,
        middle,
        body,
        a_new_topic,
        title,
        a_draft,
        many_and_edits,
        a_picture_more,
        oldest,
    ]:
        edit(school)
        equals_clean(school, school.build(now=NOW))


@pytest.mark.parametrize("name", ["más.md", "a&b.md", "%41.md", "x y.md", "X.MD", "2026-01-09.md"])
def test_odd_names(school, equals_clean, name):
    for text in ("One.", "Two."):
        school.write(
            f"content/posts/{name}",
            f"---\r\ntitle: Odd\r\ndate: 2026-01-09\r\nauthor: rosa\r\n---\r\n{text}\r\n",
        )
        equals_clean(school, outcome(school, NOW))
