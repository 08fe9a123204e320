"""Days pass: a site changes by itself only at the moments that it knows beforehand, and is what a build from nothing makes then.

The same files are built again and again while time goes on: on the day before, the minute before, during and after everything
that has a date, on New Year and on both changes of clocks. `make days` looks at each hour of a year.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from edblog.outputs.publish import recorded_tree
from edblog.pipeline import planning, publishing, reading
from edblog.pipeline.helpers import Helpers
from edblog.pipeline.jobs import Crew
from edblog.pipeline.memory import open_memory
from edblog.pipeline.report import Options, Report
from edblog.pipeline.setup import prepare

EVERY_HOUR = bool(os.environ.get("EDBLOG_DAYS"))
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ZONES = ("America/Chicago", "Europe/London", "Australia/Sydney")
CONFIG = """\
title = "Stories"
base_url = "https://district.example/stories/"
timezone = "{zone}"
page_size = 2

[feeds]
formats = ["atom"]
size = 3

[announcement]
text = "Fair on Friday"
until = 2026-03-13 18:00:00

[digests]
every = ["week", "month"]
about = ["site", "credentials", "circles"]
"""
EVENTS = {
    "chat": """
what: chat
starts: 2026-03-05 19:00
minutes: 60
hosts: [rosa]
credentials: [talk]
circle: [ours]
questions: [What did you expect?, What did you see?]
answers: [{question: 1, who: Kofi Mbeki, text: That it would be louder.}]
recap: [jar]
""",
    "weekly": """
what: office-hours
starts: 2026-02-12 16:30
minutes: 45
repeats: {every: week, on: [thursday], until: 2026-05-28, except: [2026-04-02]}
hosts: [li]
circle: [ours]
""",
    "first-tuesday": """
what: meeting
starts: 2026-09-01 01:30
minutes: 90
repeats: {every: month, on: [first tuesday], count: 16}
credentials: [talk]
""",
    "night": "starts: 2026-12-31 23:30\nminutes: 90",
    "spring": "starts: 2026-03-08 01:30\nminutes: 60",
    "march": "starts: 2026-03-29 00:30\nminutes: 120",
    "october": "starts: 2026-10-25 00:30\nminutes: 120\ncredentials: [talk]",
    "fall": "starts: 2026-11-01 00:30\nminutes: 90",
    "south": "starts: 2026-04-05 01:30\nminutes: 120\nhosts: [rosa]",
    "cancelled": "starts: 2026-06-01 19:00\nminutes: 60\ncancelled: yes\ncredentials: [talk]",
    "external": """
what: chat
starts: 2026-01-06 20:00
minutes: 60
external: yes
repeats: {every: week, on: [tuesday], until: 2026-12-15}
""",
}
FILES = {
    "content/authors/rosa.md": "---\nname: Rosa Okafor\n---\n",
    "content/authors/li.md": "---\nname: Li Wei\n---\nLi reads.\n",
    "content/credentials/talk.md": "---\nname: Talk\nissuer: NEA\nhashtag: TalkMC\n---\nTalk.\n",
    "content/circles/ours.md": (
        "---\nname: Ours\nfacilitators: [rosa]\nmembers: [li]\ncredentials: [talk]\n"
        "milestones: [{title: Met, reached: 2026-03-01}, {title: Wrote, due: 2026-04-05}, {title: Read}]\n---\nWe meet.\n"
    ),
    "content/posts/old.md": "---\ntitle: Old\ndate: 2019-05-01\nauthor: rosa\ncredentials: [talk]\n---\nLong ago.\n",
    "content/posts/jar.md": "---\ntitle: The jar\ndate: 2026-01-02\nauthor: rosa\ncredentials: [talk]\n---\nIt filled up.\n",
    "content/posts/later.md": (
        "---\ntitle: Later\ndate: 2026-03-09 07:00\nauthor: li\ncredentials: [talk]\nasks: How do you wait?\n---\nSoon.\n"
    ),
    **{
        f"content/events/{name}.md": f"---\ntitle: Event {name}\njoin_url: https://meet.example/{name}\n{fields.strip()}\n---\nWe talk.\n"
        for name, fields in EVENTS.items()
    },
}
NOTICES = {
    "spring": "expires: 2026-03-08",
    "fall": "starts: 2026-10-25\nexpires: 2026-11-01",
    "weekly": "event: weekly\ncredentials: [talk]",
    "night": "starts: 2026-12-31 23:30\nevent: night",
    "minute": "expires: 2026-03-12 17:15",
}
FILES |= {
    f"content/notices/{name}.md": f"---\ntitle: Notice {name}\n{fields}\n---\nLook.\n"
    for name, fields in NOTICES.items()
}
DATES = (
    "2026-01-05 00:00", "2026-02-01 00:00", "2026-03-16 00:00", "2026-04-01 00:00",
    "2026-03-09 00:00", "2026-04-08 00:00", "2026-06-27 17:15", "2026-11-02 00:00", "2026-12-02 00:00",
    "2026-03-05 19:00", "2026-03-05 20:00", "2026-03-08 01:30", "2026-03-08 03:00", "2026-03-09 07:00", "2026-03-12 17:15",
    "2026-03-13 18:00", "2026-03-29 00:30", "2026-03-29 02:30", "2026-04-02 17:15", "2026-04-05 01:30", "2026-04-05 02:30",
    "2026-05-28 17:15", "2026-06-01 20:00", "2026-09-01 03:00", "2026-10-04 02:30", "2026-10-25 00:30", "2026-10-25 02:30",
    "2026-11-01 00:30", "2026-11-01 02:00", "2026-12-15 21:00", "2026-12-31 23:30", "2027-01-01 00:00", "2027-01-01 01:00",
)  # fmt: skip
"""Moments on the clock of the site at which something begins or ends, or at which clocks are changed."""


def moments(zone: str) -> list[datetime]:
    """The day before, the minute before, the moment itself and the minute after each date, in UTC."""
    dates = [datetime.fromisoformat(date).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) for date in DATES]
    steps = (-DAY, -MINUTE, timedelta(), MINUTE)
    return sorted({date + step for date in dates for step in steps})


@pytest.fixture(autouse=True)
def resting(quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds rest, though the tests may run on sources that were edited a moment ago."""
    monkeypatch.setattr("edblog.pipeline.sealing.own_files", lambda _site: [])


@pytest.fixture
def school(memory: Any, make_site: Any) -> Any:
    """Makes a site whose clock is that of a zone."""

    def make(zone: str) -> Any:
        return make_site({"edblog.toml": CONFIG.format(zone=zone), **FILES}, bare=True, into=memory)

    return make


class Oracle:
    """What a build from nothing would publish at a moment: the fingerprints of all outputs, and the report's moments."""

    def __init__(self, site: Any) -> None:
        self.folder = site.folder
        self._digests: dict[str, bytes] = {}

    def __call__(self, now: datetime) -> dict[str, bytes]:
        setup, warnings = prepare(self.folder, Options(), now)
        with Helpers(setup) as helpers, open_memory(setup) as memory:
            scanned = reading.scan(setup, memory, warnings)
            readings = reading.read(setup, memory, scanned, Crew(helpers, None, None))
            planned = planning.plan(setup, scanned, planning.assemble(setup, scanned, readings), memory)
            assert not setup.refuses([*readings.problems, *planned.problems])
            self._digests = publishing._renderer_digests(planned, memory.version, self._digests)
            return publishing._fingerprints(planned, self._digests)


def public(site: Any) -> dict[str, bytes]:
    """The fingerprints of the published files."""
    setup, _ = prepare(site.folder, Options(), datetime(2026, 1, 1, tzinfo=UTC))
    tree = recorded_tree(setup.place.output, setup.place.state)
    assert tree is not None
    return {path: file.fingerprint for path, file in tree.files.items()}


def go_through(site: Any, oracle: Oracle, times: Iterable[datetime]) -> int:
    """Builds a site at each moment, holds it against the oracle, and counts the builds that changed something."""
    until: datetime | None = None
    before: dict[str, bytes] = {}
    changes = 0
    for now in times:
        report: Report = site.build(now=now)
        wanted = oracle(now)
        if before and until is not None and now < until:
            # Between two such moments, nothing may differ, and nothing is written.
            assert wanted == before, (
                now,
                until,
                [path for path in wanted if wanted[path] != before.get(path)],
            )
            assert report.written == ()
        if before:
            differing = sorted(path for path, print_ in wanted.items() if before.get(path) != print_)
            # A page may show nothing of what differs, such as the end of an event that is cancelled anyway.
            assert set(report.written) <= set(differing), now
            changes += bool(differing)
        if wanted != before or report.written or report.removed:
            assert public(site) == wanted, now
        until, before = report.until, wanted
    return changes


@pytest.mark.timeout(7200 if EVERY_HOUR else 300)
@pytest.mark.parametrize("zone", ZONES)
def test_a_site_is_right_at_every_moment_of_its_dates(school, zone):
    site, aside = school(zone), school(zone)
    first = datetime(2026, 1, 1, tzinfo=UTC) - 2 * DAY
    times = [first + hour * HOUR for hour in range(24 * 369)] if EVERY_HOUR else moments(zone)

    assert go_through(site, Oracle(aside), times) > 8


def test_the_bytes_are_those_of_a_build_from_nothing(school):
    """The fingerprints of the test above stand for the bytes."""
    zone = ZONES[0]
    site, end = school(zone), datetime(2027, 1, 2, tzinfo=UTC)
    now = datetime(2026, 3, 4, tzinfo=UTC)
    steps = 0
    while now < end:
        report = site.build(now=now)
        fresh = school(zone)
        clean = fresh.build(now=now)
        assert site.outputs() == fresh.outputs()
        assert (report.until, report.problems, report.held) == (clean.until, clean.problems, clean.held)
        steps += 1
        if report.until is None:
            break
        # In steps of a month at least, so that this takes no longer than it is worth.
        now = max(report.until, now + 30 * DAY)
    assert steps > 5
