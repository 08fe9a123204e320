"""What every kind of content has, tried on a kind that is made up here: bulletins, which run out and name an event."""

from __future__ import annotations

from datetime import UTC, datetime
from types import MappingProxyType
from typing import ClassVar

import feedparser
import pytest
from tests.conftest import CONFIG
from tests.every_kind import RECORDS

from edblog.catalog import plan
from edblog.catalog.reach import EVERYTHING, WHOLE, Reach
from edblog.kinds import KINDS
from edblog.kinds.kind import Kind
from edblog.model import Document, Due
from edblog.sources.front_matter.common import SLUG, title
from edblog.sources.front_matter.dates import Moment
from edblog.sources.front_matter.field import Field
from edblog.sources.front_matter.readers import Names
from edblog.views import RecordPage

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = datetime(2026, 4, 1, 12, tzinfo=UTC)
BULLETIN = "---\ntitle: Sign up\nends: 2026-03-20\nevents: [chat]\n---\nUntil the **twentieth**.\n"
CHAT = "---\ntitle: A chat\nstarts: 2026-05-05 19:00\nplace: Room 12\n---\n"


class Bulletin(Document, kw_only=True, frozen=True):
    folder: ClassVar[str] = "bulletins"

    title: str
    ends: datetime
    events: tuple[str, ...] = ()

    @property
    def label(self):
        return self.title

    def due(self, now):
        return Due("over") if self.ends <= now else Due(until=self.ends)


class Bulletins(Kind):
    record = Bulletin
    what = "a notice"
    word = "notice"
    names = MappingProxyType({"events": "events"})
    english = MappingProxyType({"nav_bulletins": "Bulletins", "feeds_bulletins": "Bulletins"})
    own_fields = (
        title("what it is about", "Sign up", needed="Sign up"),
        Field("ends", Moment(), "when it runs out", "2026-03-20", needed="2026-03-20"),
        Field("events", Names(), "events that it is about", "[chat]", ids_of="events"),
        SLUG,
    )

    def pages(self, pages):
        for notice in pages.site.records["bulletins"]:
            page = pages.page(notice.address, notice.title, notice.about)
            yield notice.address, "notice.html", RecordPage(**(page | pages.text(notice)))


@pytest.fixture
def bulletins(make_site, monkeypatch):
    """A site with a notice and an event, in an edblog that knows bulletins."""
    monkeypatch.setattr("edblog.kinds.KINDS", (*KINDS, Bulletins()))
    return make_site(
        {"edblog.toml": CONFIG, "content/bulletins/sign.md": BULLETIN, "content/events/chat.md": CHAT}
    )


def codes(report):
    return [(problem.path, problem.code) for problem in report.problems]


def test_a_kind_that_the_theme_does_not_know_is_shown_by_the_template_of_any_kind(bulletins):
    report = bulletins.build(now=NOW)
    page = bulletins.output("bulletins/sign/index.html")

    assert codes(report) == []
    assert "<h1>Sign up</h1>" in page
    assert "Until the <strong>twentieth</strong>." in page
    assert "<loc>https://district.example/stories/bulletins/sign/</loc>" in bulletins.output("sitemap.xml")


def test_a_feed_of_what_has_no_date_has_all_of_it_and_no_dates(bulletins):
    for number in range(25):
        bulletins.write(f"content/bulletins/more-{number}.md", BULLETIN)
    bulletins.build(now=NOW)
    feed = feedparser.parse(bulletins.output("bulletins/rss.xml"))

    assert len(feed.entries) == 26
    assert [entry for entry in feed.entries if "published" in entry] == []


def test_what_has_run_out_leaves_the_site_by_itself(bulletins):
    first = bulletins.build(now=NOW)
    again = bulletins.build(now=NOW)
    report = bulletins.build(now=LATER)
    after = bulletins.outputs()
    bulletins.forget()
    bulletins.build(now=LATER)

    assert first.until == datetime(2026, 3, 20, 5, tzinfo=UTC)
    assert again.written == again.removed == ()
    assert "bulletins/sign/index.html" in report.removed
    assert codes(report) == [("content/bulletins/sign.md", "over")]
    assert report.problems[0].message == "this notice has expired, so it is no longer published"
    assert bulletins.outputs() == after


def test_an_id_that_nobody_has(bulletins):
    bulletins.write("content/bulletins/sign.md", BULLETIN.replace("[chat]", "[chit]"))
    (problem,) = bulletins.build(now=NOW).problems

    assert (problem.code, problem.message) == ("unknown-id", 'there is no event "chit"')
    assert problem.help == 'did you mean "chat"?'


def test_a_field_that_is_needed(bulletins):
    bulletins.write("content/bulletins/sign.md", BULLETIN.replace("ends: 2026-03-20\n", ""))
    problem = bulletins.build(now=NOW).problems[-1]

    assert (problem.code, problem.message) == ("missing-field", '"ends" is missing')
    assert problem.help == "add a line between the two ---: ends: 2026-03-20"


@pytest.mark.parametrize("kind", [*KINDS, Bulletins()], ids=lambda kind: kind.folder)
def test_a_kind_says_the_ids_in_its_records_as_its_fields_do(kind):
    of_record = kind.record.__struct_fields__
    # `recap` of an event may name a recording.
    assert [pair for pair in kind.names.items() if pair[0] != "recaps"] == [
        (field.name, field.ids_of) for field in kind.own_fields if field.ids_of and field.name in of_record
    ]


def pages_of(site, reach):
    """The pages of a site, as a build plans them, within a reach."""
    found = []
    real = plan.plan

    def watched(*args):
        found[:] = args
        return real(*args)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plan, "plan", watched)
        assert site.build(clean=True).ok
    whole, theme, config, static = found[:4]
    return plan._pages(whole, theme, config, static, reach)


def test_a_kind_that_shows_no_stories_has_no_page_that_an_edit_of_stories_may_change(make_site):
    site = make_site({"edblog.toml": CONFIG, **RECORDS}, bare=True)
    listings = {f"{folder}/one/": WHOLE for folder in ("authors", "credentials", "circles", "goals")}
    pages = pages_of(site, Reach(frozenset({0}), listings, front=True, counts=True, listed=frozenset({0})))

    assert {kind.folder for kind in KINDS if not list(kind.pages(pages))} >= {
        kind.folder for kind in KINDS if not kind.shows_stories
    }


def test_a_kind_that_is_idle_without_records_has_no_part_of_a_site_without_any(make_site):
    pages = pages_of(make_site({"edblog.toml": CONFIG}), EVERYTHING)

    assert {kind.folder for kind in KINDS if kind.is_idle_without_records} <= {
        kind.folder for kind in KINDS if not [*kind.pages(pages), *kind.outputs(pages)]
    }
