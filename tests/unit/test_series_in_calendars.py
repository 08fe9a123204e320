"""The dates of a series on the site are those that other programs read in its calendar."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from random import Random

import pytest
from tests.calendars import read_with_ical_js, read_with_icalendar
from tests.conftest import CONFIG
from tests.every_kind import planned

from edblog.kinds.events.recurrence import dates

ZONES = ("America/Chicago", "Europe/Madrid", "Australia/Sydney", "America/Phoenix")
"""Two with other days for their changes of clocks, one in the south, one without."""
OTHERS = (
    "Africa/Cairo",
    "America/Nuuk",
    "America/Santiago",
    "Asia/Jerusalem",
    "Asia/Tehran",
    "Pacific/Chatham",
)
SERIES = (
    # Both changes of clocks.
    "starts: 2027-02-18 19:00\nrepeats: {every: week, on: [thursday], until: 2027-12-16, except: [2027-04-01, 2027-11-04]}",
    "starts: 2027-02-15 07:30\nminutes: 90\nrepeats: {every: 2 weeks, on: [monday, wednesday], count: 40}",
    "starts: 2027-01-05 16:00\nrepeats: {every: month, on: [first tuesday], count: 14, except: [2027-03-02]}",
    "starts: 2027-01-29 16:00\nrepeats: {every: month, on: [last friday], until: 2027-12-31}",
    "starts: 2027-01-31 08:00\nrepeats: {every: month, count: 8}",
    "starts: 2028-02-29 08:00\nrepeats: {every: 12 months, count: 3}",
    "starts: 2028-02-29 08:00\nrepeats: {every: week, count: 3}",
    # Over midnight, also into the days on which clocks change.
    "starts: 2027-03-13 23:30\nminutes: 60",
    "starts: 2027-11-06 23:15\nminutes: 60",
    "starts: 2027-03-27 23:30\nends: 2027-03-28 00:30",
    "starts: 2027-02-20 22:00\nminutes: 180\nrepeats: {every: week, count: 12}",
    # A time that a clock shows twice.
    "starts: 2027-11-07 01:30",
)
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def agree(make_site, events: list[str]) -> None:
    """Builds a site with these events, and compares the dates in their calendars with its own."""
    files = {
        f"content/events/e{number}.md": f"---\ntitle: Event {number}\nplace: Room 12\n{event}\n---\n"
        for number, event in enumerate(events)
    }
    made = make_site({"edblog.toml": CONFIG, **files})
    site, _ = planned(made)
    wanted = {
        event.slug: [(start, start + event.length) for start in dates(event)]
        for event in site.records["events"]
    }
    assert len(wanted) == len(events)
    outputs = made.outputs()
    calendars = [outputs[f"events/{slug}/event.ics"] for slug in wanted]
    for (slug, times), data, (by_ical_js,) in zip(
        wanted.items(), calendars, map(dict.values, read_with_ical_js(calendars)), strict=True
    ):
        front_matter = events[int(slug[1:])]
        assert times == by_ical_js, ("ical.js", front_matter)
        assert [times] == [*read_with_icalendar(data).values()], ("icalendar", front_matter)
    # The calendar of all events has the same ones.
    together = read_with_icalendar(outputs["events/calendar.ics"])
    assert together == {f"{slug}@district.example/stories": times for slug, times in wanted.items()}


@pytest.mark.parametrize("zone", ZONES)
def test_two_programs_agree_with_the_site(make_site, zone):
    agree(make_site, [f"timezone: {zone}\n{event}" for event in SERIES])


def random_event(random: Random) -> str:
    # At night the clocks change, and programs differ about dates of a series at times that there are twice or never.
    starts = datetime(2027, 1, 1, random.randrange(5, 21), random.choice((0, 15, 30, 59)))  # noqa: DTZ001
    starts += timedelta(days=random.randrange(700))
    lines = [
        f"timezone: {random.choice((*ZONES, *OTHERS))}",
        f"starts: {starts:%Y-%m-%d %H:%M}",
        f"minutes: {random.choice((15, 60, 90))}",
    ]
    day = DAYS[starts.weekday()]
    nth = (starts.day - 1) // 7
    places = ["first", "second", "third", "fourth"][nth : nth + 1] or ["last"]
    rule = random.choice(
        (
            f"every: week, on: [{', '.join(dict.fromkeys((day, *random.sample(DAYS, random.randrange(3)))))}]",
            f"every: {random.randrange(2, 5)} weeks",
            f"every: month, on: [{places[0]} {day}]",
            f"every: {random.randrange(2, 4)} months",
            "every: month",
            "",
        )
    )
    if not rule:
        return "\n".join(lines)
    if random.random() < 0.5:
        end = f"count: {random.randrange(1, 40)}"
    else:
        end = f"until: {starts + timedelta(days=random.randrange(1, 700)):%Y-%m-%d}"
    return "\n".join([*lines, f"repeats: {{{rule}, {end}}}"])


def test_two_programs_agree_with_the_site_on_random_series(make_site):
    """`make calendars` reads thousands."""
    random = Random(20270314)
    agree(make_site, [random_event(random) for _ in range(int(os.environ.get("EDBLOG_CALENDARS") or 40))])
