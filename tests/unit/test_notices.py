"""Notices: what counts for some time, takes itself down, and leaves its address to the community board."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import feedparser
import pytest
from click.testing import CliRunner

from edblog.cli.commands import main
from edblog.kinds.notices.record import Notice
from edblog.model import Due, Text
from edblog.pipeline.report import Report

CONFIG = """\
title = "Stories"
base_url = "https://district.example/stories/"
timezone = "{zone}"

[feeds]
formats = ["rss"]
"""
CHICAGO = "America/Chicago"
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="30"/>'
NOW = datetime(2027, 3, 3, 18, tzinfo=UTC)


def at(text: str, zone: str = CHICAGO) -> datetime:
    """A moment on the clock of a zone, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def notice(fields: str, text: str = "Come and look at it.") -> str:
    return f"---\ntitle: Two chairs left\n{fields}\n---\n{text}\n"


@pytest.fixture
def school(make_site: Any) -> Any:
    """Makes a site with one notice, and nothing else that changes by itself."""

    def make(fields: str, *, zone: str = CHICAGO, **files: str) -> Any:
        site = make_site({"edblog.toml": CONFIG.format(zone=zone)})
        site.write("content/notices/chairs.md", notice(fields))
        for name, text in files.items():
            site.write(f"content/events/{name}.md", text)
        return site

    return make


PAGE, BOARD = "notices/chairs/index.html", "notices/index.html"


def state(site: Any) -> tuple[str, bool, bool, bool]:
    """What is left of the notice: its page, and whether the board, the home page and the feed have it."""
    outputs = site.outputs()
    page = site.output(PAGE) if PAGE in outputs else ""
    kind = "none" if not page else "shown"
    if "This is over." in page:
        kind = "over" if '<meta name="robots" content="noindex">' in page else "over and indexed"
    if 'content="0; url=/stories/notices/"' in page:
        kind = "redirect"
    where = (BOARD, "index.html", "notices/rss.xml")
    return kind, *(path in outputs and "Two chairs left" in site.output(path) for path in where)


SHOWN, OVER, GONE = (
    ("shown", True, True, True),
    ("over", False, False, False),
    ("redirect", False, False, False),
)


@pytest.mark.parametrize(
    ("fields", "zone", "ends", "leaves"),
    [
        ("expires: 2027-03-12", CHICAGO, "2027-03-13 00:00", "2027-04-12 00:00"),
        # The clocks are set forward in the night before, and back in the night after.
        ("expires: 2027-03-14", CHICAGO, "2027-03-15 00:00", "2027-04-14 00:00"),
        ("expires: 2026-11-01", CHICAGO, "2026-11-02 00:00", "2026-12-02 00:00"),
        ("expires: 2027-10-31", "Europe/London", "2027-11-01 00:00", "2027-12-01 00:00"),
        ("expires: 2027-04-04", "Australia/Sydney", "2027-04-05 00:00", "2027-05-05 00:00"),
        ("expires: 2027-03-12 17:00", CHICAGO, "2027-03-12 17:00", "2027-04-11 18:00"),
        ("expires: 2027-12-31", CHICAGO, "2028-01-01 00:00", "2028-01-31 00:00"),
    ],
)
def test_a_notice_counts_until_its_end_then_says_so_for_thirty_days(
    school: Any, fields: str, zone: str, ends: str, leaves: str
) -> None:
    site = school(fields, zone=zone)
    over, gone = at(ends, zone), at(leaves, zone)
    seen = []
    for now in (over - MINUTE, over, gone - MINUTE, gone):
        report = site.build(now=now)
        seen.append((state(site), report.until))
        clean = site.outputs()
        site.forget()
        site.build(now=now)
        assert site.outputs() == clean

    assert seen == [(SHOWN, over), (OVER, gone), (OVER, gone), (GONE, None)]


def test_a_day_without_midnight_ends_when_the_next_one_begins(school: Any) -> None:
    # In Havana, clocks go from 23:59 on March 13 to 1:00 on March 14, 2027.
    site = school("expires: 2027-03-13", zone="America/Havana")

    assert site.build(now=datetime(2027, 3, 13, tzinfo=UTC)).until == datetime(2027, 3, 14, 5, tzinfo=UTC)


def test_a_notice_is_shown_from_its_start(school: Any) -> None:
    site, starts = school("starts: 2027-03-05\nexpires: 2027-03-12"), at("2027-03-05 00:00")
    before = site.build(now=starts - MINUTE)
    first = state(site)
    after = site.build(now=starts)

    assert (first, before.until) == (("none", False, False, False), starts)
    assert [(p.code, p.line) for p in before.problems] == [("scheduled", 3)]
    assert (state(site), after.until, after.problems) == (SHOWN, at("2027-03-13 00:00"), ())


def worked(report: Report) -> bool:
    return bool(report.written or report.removed)


def test_nothing_to_do_never_lies(school: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("edblog.pipeline.sealing.own_files", lambda _site: [])
    site = school("starts: 2027-03-05\nexpires: 2027-03-12")
    moments = [at("2027-03-05 00:00"), at("2027-03-13 00:00"), at("2027-04-12 00:00")]
    site.build(now=moments[0] - DAY)
    seen = []
    for moment in moments:
        seen += [worked(site.build(now=now)) for now in (moment - MINUTE, moment, moment + MINUTE)]

    assert seen == [False, True, False] * 3


CHAT = "---\ntitle: The chat\nstarts: 2027-03-04 19:00\nminutes: 60\nplace: Here\n{}\n---\nWe talk.\n"


def test_a_notice_about_an_event_counts_until_that_is_over(school: Any) -> None:
    site = school("event: chat", chat=CHAT.format(""))
    over = at("2027-03-04 20:00")
    reports = [(site.build(now=now).until, state(site)) for now in (over - MINUTE, over, over + 30 * DAY)]

    assert reports == [(over, SHOWN), (over + 30 * DAY, OVER), (None, GONE)]


def test_the_end_of_its_event_moves_the_end_of_a_notice(school: Any) -> None:
    site = school("event: chat", chat=CHAT.format(""))
    site.build(now=NOW)
    site.write("content/events/chat.md", CHAT.format("").replace("03-04", "03-11"))
    report = site.build(now=NOW)
    edited = site.outputs()
    site.forget()
    clean = site.build(now=NOW)

    assert "Until Thursday, March 11, 8:00 PM" in site.output(BOARD).replace("\u202f", " ")
    assert (site.outputs(), report.until) == (edited, clean.until)
    assert site.build(now=at("2027-03-04 20:00")).until == at("2027-03-11 20:00")


def test_a_notice_about_a_canceled_event_says_so_wherever_it_is_and_has_no_flyer(school: Any) -> None:
    site = school("event: chat", chat=CHAT.format(""))
    site.build(now=NOW)
    flyer = "notices/chairs/flyer/index.html"
    before = flyer in site.outputs(), "Canceled" in site.output(BOARD)
    site.write("content/events/chat.md", CHAT.format("cancelled: yes"))
    site.build(now=NOW)
    edited = site.outputs()
    site.forget()
    site.build(now=NOW)

    assert before == (True, False)
    assert site.outputs() == edited
    assert flyer not in edited
    for path in (BOARD, "index.html", PAGE):
        said = re.findall(
            r'class="note-(?:until|when)"[^>]*>(?:<svg.*?</svg><span>)?\s*([^<]*?)\s*<', site.output(path)
        )
        assert said == ["Canceled"], path


@pytest.mark.parametrize("notice_too", [False, True])
def test_an_edit_of_an_event_and_of_its_notice_is_what_a_clean_build_makes(
    school: Any, notice_too: bool
) -> None:
    site = school("event: chat", chat=CHAT.format(""))
    site.build(now=NOW)
    site.write("content/events/chat.md", CHAT.format("hosts: []\nhashtag: SampleMC"))
    if notice_too:
        site.write("content/notices/chairs.md", notice("event: chat\nplace: There"))
    site.build(now=NOW)
    edited = site.outputs()
    site.forget()
    site.build(now=NOW)

    assert site.outputs() == edited


def test_of_a_series_the_next_date_is_named(school: Any) -> None:
    weekly = CHAT.format("repeats: {every: week, on: [thursday]}")
    site = school("event: chat", chat=weekly)
    seen = []
    for now in (NOW, at("2027-03-04 20:00"), at("2032-01-01 00:00")):
        site.build(now=now)
        shown = site.output(BOARD).replace("\u202f", " ")
        seen.append((state(site), re.findall(r"Next: [^<]+", shown)))

    assert seen == [
        (SHOWN, ["Next: Thursday, March 4, 7:00 PM"]),
        (SHOWN, ["Next: Thursday, March 11, 7:00 PM"]),
        (SHOWN, ["Next: Thursday, January 1, 7:00 PM"]),
    ]


def test_a_series_with_an_end_ends_the_notice(school: Any) -> None:
    site = school("event: chat", chat=CHAT.format("repeats: {every: week, count: 3}"))
    last = at("2027-03-18 20:00")
    site.build(now=last - MINUTE)
    before = state(site)
    site.build(now=last)

    assert (before, state(site)) == (SHOWN, OVER)


def test_its_own_end_goes_before_that_of_the_event(school: Any) -> None:
    site = school("event: chat\nexpires: 2027-03-03", chat=CHAT.format(""))

    assert site.build(now=NOW).until == at("2027-03-04 00:00")
    assert 'href="/stories/events/chat/"' in site.output(PAGE)


def test_a_notice_that_starts_after_its_event_is_an_error(school: Any) -> None:
    site = school("starts: 2027-03-05\nevent: chat", chat=CHAT.format(""))
    (problem,) = [p for p in site.build(now=NOW, dry=True).problems if p.severity == "error"]

    assert (problem.code, problem.line) == ("wrong-value", 3)
    assert "after its event is over, which ends on 2027-03-04" in problem.message


def test_an_event_that_is_not_there_is_an_error_and_no_crash(school: Any) -> None:
    found = [(p.code, p.line) for p in school("event: chit").build(now=NOW, dry=True).problems]

    assert found == [("unknown-id", 3)]


def test_the_writer_is_told_of_what_nobody_sees(school: Any) -> None:
    site = school("expires: 2026-12-04")
    (problem,) = site.build(now=NOW).problems

    assert (problem.severity, problem.code, problem.line) == ("notice", "over", 3)
    assert problem.message.startswith("this notice counted until 2026-12-04, so")


def test_links_to_a_notice_outlive_it(school: Any) -> None:
    site = school("expires: 2027-03-12\naliases: [/chairs/]")
    site.write("content/pages/about.md", "---\ntitle: About\n---\nSee [it](../notices/chairs.md).\n")
    for now in (NOW, at("2027-03-13 00:00"), at("2027-06-01 00:00")):
        report = site.build(now=now)
        assert [p for p in report.problems if p.severity != "notice"] == []
        assert 'href="/stories/notices/chairs/"' in site.output("about/index.html")
    assert 'content="0; url=/stories/notices/chairs/"' in site.output("chairs/index.html")


def test_a_broken_link_in_what_is_gone_stops_nothing_and_its_flyer_goes(school: Any) -> None:
    site = school("expires: 2027-03-12\nflyer: chairs.svg")
    site.write(
        "content/notices/chairs.md",
        notice("expires: 2027-03-12\nflyer: chairs.svg", "Come and [look](../pages/about.md) at it all."),
    )
    site.write("content/pages/about.md", "---\ntitle: About\n---\nUs.\n")
    site.write("content/notices/chairs.svg", SVG)
    site.build(now=NOW)
    shown = "media/notices/chairs.svg" in site.outputs()
    site.delete("content/pages/about.md")
    report = site.build(now=at("2027-06-01 00:00"))

    assert [p.code for p in report.problems] == ["over"]
    assert (shown, "media/notices/chairs.svg" in site.outputs()) == (True, False)
    assert state(site) == GONE


def test_search_engines_find_only_what_counts(school: Any) -> None:
    site = school("expires: 2027-03-12")
    found = []
    for now in (NOW, at("2027-03-13 00:00")):
        site.build(now=now)
        found.append("notices/chairs/" in site.output("sitemap.xml"))
        assert "notices/</loc>" in site.output("sitemap.xml")

    assert found == [True, False]


def test_the_board_has_what_ends_first_at_the_top_and_the_home_page_three(school: Any) -> None:
    site = school("expires: 2027-03-12")
    for name, fields in {
        "late": "expires: 2027-05-01",
        "chat": "event: chat",
        "night": "expires: 2027-03-12 17:00",
        "soon": "expires: 2027-03-04",
        "past": "expires: 2027-03-02",
    }.items():
        site.write(f"content/notices/{name}.md", notice(fields))
    site.write("content/events/chat.md", CHAT.format("repeats: {every: week}"))
    site.build(now=NOW)
    order = [
        re.findall(r'href="/stories/notices/(\w+)/"', site.output(path)) for path in (BOARD, "index.html")
    ]

    assert order == [["soon", "night", "chairs", "late", "chat"], ["soon", "night", "chairs"]]


def test_the_feed_has_the_newest_first_and_only_what_counts(school: Any) -> None:
    site = school("expires: 2027-03-12")
    for name, fields in {
        "old": "starts: 2027-01-01\nexpires: 2027-05-01",
        "new": "starts: 2027-03-01\nexpires: 2027-04-01",
        "past": "starts: 2027-02-01\nexpires: 2027-03-02",
    }.items():
        site.write(f"content/notices/{name}.md", notice(fields))
    site.build(now=NOW)
    feed = feedparser.parse(site.output("notices/rss.xml"))

    assert [entry.link.split("/")[-2] for entry in feed.entries] == ["new", "old", "chairs"]
    assert ["published" in entry for entry in feed.entries] == [True, True, False]
    assert feed.feed.title == "Notices · Stories"


def test_a_flyer_is_a_picture_or_a_pdf_with_its_words(school: Any, make_site: Any) -> None:
    site = school("expires: 2027-03-12\nflyer: chairs.svg")
    site.write("content/notices/chairs.svg", SVG)
    report = site.build(now=NOW)
    page, board = site.output(PAGE), site.output(BOARD)

    assert report.problems == ()
    assert 'alt="Flyer: Two chairs left"' in page
    assert '<img src="/stories/media/notices/chairs.svg" alt=""' in board


def test_what_search_engines_read(school: Any) -> None:
    site = school(
        "starts: 2027-03-01\nexpires: 2027-03-12\nplace: The library\nevent: chat", chat=CHAT.format("")
    )
    site.build(now=NOW)
    (found,) = re.findall(r'<script type="application/ld\+json">(.+?)</script>', site.output(PAGE))

    assert json.loads(found) == {
        "@context": "https://schema.org",
        "@type": "SpecialAnnouncement",
        "name": "Two chairs left",
        "text": "Come and look at it.",
        "url": "https://district.example/stories/notices/chairs/",
        "inLanguage": "en",
        "datePosted": "2027-03-01T00:00:00-06:00",
        "expires": "2027-03-13T00:00:00-06:00",
        "spatialCoverage": {"@type": "Place", "name": "The library"},
        "about": [
            {"@type": "Event", "name": "The chat", "url": "https://district.example/stories/events/chat/"}
        ],
        "publisher": {
            "@type": "Organization",
            "name": "Stories",
            "url": "https://district.example/stories/",
        },
    }


def test_a_site_without_notices_has_none_of_it(make_site: Any) -> None:
    site = make_site({"edblog.toml": CONFIG.format(zone=CHICAGO)})
    site.build(now=NOW)

    assert not [path for path in site.outputs() if path.startswith("notices/")]
    assert "notices.css" not in site.output("index.html")
    assert "Notices" not in site.output("follow/index.html")


def test_an_empty_board_says_so(school: Any) -> None:
    site = school("expires: 2027-03-01")
    site.build(now=NOW)

    assert "Nothing is pinned up right now." in site.output(BOARD)
    assert "Community board" not in site.output("index.html")


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2027-02-28 23:59", Due("scheduled", until=at("2027-03-01 00:00"))),
        ("2027-03-01 00:00", Due(until=at("2027-03-13 00:00"))),
        ("2027-03-13 00:00", Due(is_past=True, until=at("2027-04-12 00:00"))),
        ("2027-04-12 00:00", Due(is_past=True, is_gone=True)),
    ],
)
def test_due_says_when_it_changes(now: str, due: Due) -> None:
    found = Notice(
        source="content/notices/a.md",
        slug="a",
        title="A",
        text=Text(b"", (), (), (), "", 0),
        starts=at("2027-03-01 00:00"),
        expires=at("2027-03-13 00:00"),
        leaves=at("2027-04-12 00:00"),
    )

    assert found.due(at(now)) == due


def test_the_button_opens_the_repository_with_a_notice_begun(make_site: Any) -> None:
    site = make_site(
        {
            "edblog.toml": CONFIG.format(zone=CHICAGO)
            + '[submit]\nrepository = "https://github.com/sample-district/stories"\nfolder = "site"\n',
            "content/notices/a.md": notice("expires: 2027-03-12"),
        }
    )
    site.build(now=NOW)
    address = "https://github.com/sample-district/stories/new/main?filename=site/content/notices/new-notice.md&amp;value=---%0Atitle"

    assert f'href="{address}' in site.output(BOARD)


def test_a_new_notice_counts_for_two_weeks(make_site: Any) -> None:
    site = make_site({"edblog.toml": CONFIG.format(zone=CHICAGO), "content/events/chat.md": CHAT.format("")})
    run = CliRunner().invoke(main, ["new", "notice", "Free seedlings", "--site", str(site.folder)])
    tied = CliRunner().invoke(
        main, ["new", "notice", "The chat", "--event", "chat", "--site", str(site.folder)]
    )
    first, second = (
        (site.folder / f"content/notices/{name}.md").read_text(encoding="utf-8")
        for name in ("free-seedlings", "the-chat")
    )
    day = datetime.now(ZoneInfo(CHICAGO)).date()

    assert (run.exit_code, tied.exit_code) == (0, 0)
    assert f"\nexpires: {day + 14 * DAY}\n" in first or f"\nexpires: {day + 13 * DAY}\n" in first
    assert "expires" not in second
    assert "\nevent: [chat]\n" in second


def test_the_page_of_a_micro_credential_has_the_notices_about_it_as_long_as_they_count(school):
    site = school("expires: 2027-03-04\ncredentials: [look]")
    site.write("content/credentials/look.md", "---\nname: Look\nissuer: I\n---\n")
    site.write("content/credentials/other.md", "---\nname: Other\nissuer: I\n---\n")
    site.write("content/notices/later.md", notice("starts: 2027-03-04\nexpires: 2027-03-06\ncredentials: [look, other]").replace("Two", "Three"))  # fmt: skip

    def shown(now: datetime) -> list[list[str]]:
        site.build(now=now)
        pages = (site.output(f"credentials/{name}/index.html") for name in ("look", "other"))
        return [re.findall(r'<h3><a href="/stories/notices/(\w+)/">', page) for page in pages]

    assert shown(at("2027-03-03 12:00")) == [["chairs"], []]
    assert shown(at("2027-03-04 12:00")) == [["chairs", "later"], ["later"]]
    assert shown(at("2027-03-05 00:00")) == [["later"], ["later"]]
    assert shown(at("2027-03-07 00:00")) == [[], []]
    assert "notices.css" not in site.output("credentials/look/index.html")


def test_an_edit_of_a_notice_changes_the_pages_of_its_micro_credentials_and_no_others(school):
    site = school("expires: 2027-03-04\ncredentials: [look]")
    for name in ("look", "other"):
        site.write(f"content/credentials/{name}.md", f"---\nname: {name}\nissuer: I\n---\n")
    site.build(now=NOW)
    site.write("content/notices/chairs.md", notice("expires: 2027-03-04\ncredentials: [other]"))

    written = site.build(now=NOW).written
    assert [path for path in written if path.startswith("credentials/")] == [
        "credentials/look/index.html",
        "credentials/other/index.html",
    ]
    fresh = site.outputs()
    site.build(now=NOW, clean=True)
    assert site.outputs() == fresh
