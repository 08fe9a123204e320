"""A site whose texts appear, change and expire by themselves is never left as it was: "nothing to do" ends at the next such moment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from edblog import kinds
from edblog.catalog.pages import Made, Pages
from edblog.kinds.kind import Kind
from edblog.model import Document, Due
from edblog.pipeline import sealing
from edblog.pipeline.report import site_lines
from edblog.sources.front_matter.common import title
from edblog.sources.front_matter.dates import Moment
from edblog.sources.front_matter.field import Field
from edblog.start.seal import first_look, read_seal
from edblog.views import Fact, RecordPage

SECOND = timedelta(seconds=1)
STARTS, ENDS, EXPIRES = (datetime(2026, 3, day, 18, tzinfo=UTC) for day in (10, 20, 30))
PAGE = "closings/closed/index.html"


class Closing(Document, kw_only=True, frozen=True):
    """A notice that appears, is over, and goes, each at a moment that its file names."""

    folder = "closings"

    title: str
    starts: datetime
    ends: datetime
    expires: datetime

    @property
    def label(self) -> str:
        return self.title

    def due(self, now: datetime) -> Due:
        if now < self.starts:
            return Due("scheduled", until=self.starts)
        if now < self.ends:
            return Due(until=self.ends)
        return Due(is_past=True, until=self.expires) if now < self.expires else Due("over")


class ClosingPage(RecordPage, kw_only=True, frozen=True):
    is_past: bool

    @property
    def facts(self) -> tuple[Fact, ...]:
        return (Fact("This is over." if self.is_past else "This is now."),)


class Closings(Kind):
    record = Closing
    what = "a notice"
    word = "notice"
    has_list = False

    @property
    def own_fields(self) -> tuple[Field, ...]:
        moments = (
            Field(name, Moment(), f"when it {name}", "2026-03-10", needed="2026-03-10")
            for name in ("starts", "ends", "expires")
        )
        return (title("its title", "Closed", needed="Closed"), *moments)

    def pages(self, pages: Pages) -> Iterator[Made]:
        if pages.reach.everything:
            for notice in pages.site.records[Closing.folder]:
                page = pages.page(notice.address, notice.label) | pages.text(notice)
                is_past = notice.source in pages.site.past
                yield notice.address, "notice.html", ClosingPage(**page, is_past=is_past)


@pytest.fixture
def school(make_site: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A site with a story and a notice, a kind of content that is there in this test alone."""
    monkeypatch.setattr(kinds, "KINDS", (*kinds.KINDS, Closings()))
    # The tests may run on sources that were edited a moment ago, after which no build rests.
    monkeypatch.setattr(sealing, "own_files", lambda _site: [])
    site = make_site({})
    site.post("jar", "The jar", "2026-01-02")
    fields = "".join(
        f"{name}: {moment:%Y-%m-%d %H:%M} Z\n"
        for name, moment in (("starts", STARTS), ("ends", ENDS), ("expires", EXPIRES))
    )
    site.write("content/closings/closed.md", f"---\ntitle: Closed\n{fields}---\nNo school.\n")
    return site


def state(site: Any) -> str:
    """What visitors see of the notice."""
    page = site.outputs().get(PAGE, b"").decode()
    return next((word for word in ("over", "now") if f"This is {word}." in page), "none")


def worked(report: Any) -> bool:
    """Whether a build did more than to find that there is nothing to do."""
    return "assemble" in dict(report.stages)


def test_a_text_appears_changes_and_goes_at_its_moments(school: Any, make_site: Any) -> None:
    seen = []
    for moment in (STARTS - 2 * SECOND, STARTS, ENDS, EXPIRES):
        for now in (moment, moment + SECOND):
            report = school.build(now=now)
            seen.append((state(school), report.until, worked(report)))

    assert seen == [
        ("none", STARTS, True),
        ("none", STARTS, False),
        ("now", ENDS, True),
        ("now", ENDS, False),
        ("over", EXPIRES, True),
        ("over", EXPIRES, False),
        ("none", None, True),
        ("none", None, False),
    ]
    clean = make_site(school.sources(), bare=True)
    clean.build(now=EXPIRES + SECOND)
    assert school.outputs() == clean.outputs()


def test_the_first_look_ends_with_the_same_moment(school: Any) -> None:
    nanoseconds = int(ENDS.timestamp()) * 10**9
    school.build(now=STARTS)
    seal, look = read_seal(str(school.folder)), first_look(str(school.folder))
    assert seal is not None
    assert look is not None
    assert seal.until == nanoseconds

    # All is as it was; only the moment is another.
    look.scan.unchanged += [path for path, _, _ in look.scan.changed]
    look.scan.changed.clear()
    held = []
    for at in (nanoseconds - 1, nanoseconds):
        look.scan.at = at
        held.append(seal.still_holds(str(school.folder), look.scan))
    assert held == [True, False]


def test_an_edit_of_a_story_keeps_the_moments_of_other_texts(school: Any) -> None:
    school.build(now=STARTS)
    school.post("jar", "The jar", "2026-01-02", body="Another.")
    report = school.build(now=STARTS + SECOND)
    assert (worked(report), report.until, state(school)) == (False, ENDS, "now")

    report = school.build(now=ENDS)
    assert (worked(report), report.until, state(school)) == (True, EXPIRES, "over")


def test_what_is_not_on_the_site_is_named_with_the_reason(school: Any) -> None:
    reports = [school.build(now=now) for now in (STARTS - SECOND, STARTS, EXPIRES)]
    held = [[(text.source, text.reason) for text in report.held] for report in reports]
    codes = [[problem.code for problem in report.problems] for report in reports]

    assert held == [
        [("content/closings/closed.md", "scheduled")],
        [],
        [("content/closings/closed.md", "over")],
    ]
    assert codes == [["scheduled"], [], ["over"]]
    assert site_lines(reports[-1]) == ["no longer published: content/closings/closed.md (over)"]


def test_a_text_that_is_published_before_its_moment_does_not_wait_for_it(school: Any) -> None:
    report = school.build(now=STARTS - SECOND, future=True)

    assert (state(school), report.until) == ("now", None)
