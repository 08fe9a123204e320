"""The dates of a series: on the clock of its zone, over changes of clocks, and with the skipped days left out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edblog.files.zones import zone
from edblog.kinds.events.record import Event, Repeats
from edblog.kinds.events.recurrence import coming, dates, exceptions, rule
from edblog.model import Text


def event(starts: str, name: str = "America/Chicago", repeats: Repeats | None = None, **more) -> Event:
    local = datetime.fromisoformat(starts).replace(tzinfo=zone(name))
    text = Text(digest=b"", references=(), anchors=(), headings=(), first_paragraph="", words=0)
    return Event(
        source="content/events/x.md",
        slug="x",
        text=text,
        title="X",
        starts=local.astimezone(UTC),
        timezone=name,
        repeats=repeats,
        **more,
    )


def shown(moments, name: str = "America/Chicago") -> list[str]:
    return [f"{moment.astimezone(zone(name)):%Y-%m-%d %H:%M%z}" for moment in moments]


@pytest.mark.parametrize(
    ("starts", "name", "repeats", "expected", "text"),
    [
        (
            "2026-03-05 19:00",
            "America/Chicago",
            Repeats("week", on=("TH",), until=date(2026, 3, 19)),
            ["2026-03-05 19:00-0600", "2026-03-12 19:00-0500", "2026-03-19 19:00-0500"],
            "FREQ=WEEKLY;UNTIL=20260320T045959Z;BYDAY=TH",
        ),
        (
            "2026-10-22 19:00",
            "Europe/Berlin",
            Repeats("week", count=2),
            ["2026-10-22 19:00+0200", "2026-10-29 19:00+0100"],
            "FREQ=WEEKLY;COUNT=2",
        ),
        (
            "2026-03-24 09:00",
            "Australia/Sydney",
            Repeats("week", 2, on=("TU", "TH"), count=4),
            ["2026-03-24 09:00+1100", "2026-03-26 09:00+1100", "2026-04-07 09:00+1000", "2026-04-09 09:00+1000"],
            "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,TH",
        ),
        (
            "2026-02-03 23:30",
            "America/Phoenix",
            Repeats("month", on=("1TU",), count=3),
            ["2026-02-03 23:30-0700", "2026-03-03 23:30-0700", "2026-04-07 23:30-0700"],
            "FREQ=MONTHLY;COUNT=3;BYDAY=1TU",
        ),
        (
            "2026-01-30 08:00",
            "America/Chicago",
            Repeats("month", on=("-1FR",), count=3),
            ["2026-01-30 08:00-0600", "2026-02-27 08:00-0600", "2026-03-27 08:00-0500"],
            "FREQ=MONTHLY;COUNT=3;BYDAY=-1FR",
        ),
        (
            "2026-01-31 08:00",
            "America/Chicago",
            Repeats("month", count=3),
            ["2026-01-31 08:00-0600", "2026-03-31 08:00-0500", "2026-05-31 08:00-0500"],
            "FREQ=MONTHLY;COUNT=3;BYMONTHDAY=31",
        ),
        (
            "2024-02-29 08:00",
            "America/Chicago",
            Repeats("month", 12, count=2),
            ["2024-02-29 08:00-0600", "2028-02-29 08:00-0600"],
            "FREQ=MONTHLY;INTERVAL=12;COUNT=2;BYMONTHDAY=29",
        ),
        (
            # The clock shows no 2:30 on March 8, and 1:30 twice on November 1.
            "2026-03-01 02:30",
            "America/Chicago",
            Repeats("week", count=2),
            ["2026-03-01 02:30-0600", "2026-03-08 03:30-0500"],
            "FREQ=WEEKLY;COUNT=2",
        ),
        (
            "2026-10-25 01:30",
            "America/Chicago",
            Repeats("week", count=2),
            ["2026-10-25 01:30-0500", "2026-11-01 01:30-0500"],
            "FREQ=WEEKLY;COUNT=2",
        ),
    ],
)  # fmt: skip
def test_a_series_follows_the_clock_of_its_zone(starts, name, repeats, expected, text):
    found = event(starts, name, repeats)

    assert shown(dates(found), name) == expected
    assert rule(found) == text


def test_the_days_that_are_skipped_are_left_out_and_still_count():
    repeats = Repeats("week", count=3, skips=(date(2026, 3, 5), date(2026, 3, 12)))
    found = event("2026-03-05 19:00", repeats=repeats)

    assert shown(dates(found)) == ["2026-03-19 19:00-0500"]
    assert shown(exceptions(found)) == ["2026-03-05 19:00-0600", "2026-03-12 19:00-0500"]


def test_of_a_series_without_an_end_the_next_twelve_dates_within_two_years_are_shown():
    weekly, rare = Repeats("week"), Repeats("month", 6)
    found = event("2010-03-04 19:00", repeats=weekly)
    seldom = event("2026-03-04 19:00", repeats=rare)
    after = datetime(2026, 3, 7, tzinfo=UTC)

    assert shown(coming(found, after))[0] == "2026-03-12 19:00-0500"
    assert len(coming(found, after)) == 12
    assert shown(coming(seldom, seldom.starts)) == [
        "2026-03-04 19:00-0600",
        "2026-09-04 19:00-0500",
        "2027-03-04 19:00-0600",
        "2027-09-04 19:00-0500",
        "2028-03-04 19:00-0600",
    ]


def test_of_a_series_with_an_end_all_dates_are_shown():
    found = event("2026-03-05 19:00", repeats=Repeats("week", count=30))

    assert len(coming(found, found.starts)) == 30


def test_a_series_changes_at_the_end_of_each_date_and_is_past_after_the_last():
    found = event("2026-03-05 19:00", repeats=Repeats("week", count=2), minutes=90)
    first, second = dates(found)
    length = timedelta(minutes=90)

    for now, next_date in [
        (first - timedelta(days=30), first),
        (first, first),
        (first + length - timedelta(seconds=1), first),
        (first + length, second),
        (second + length - timedelta(microseconds=1), second),
    ]:
        due = found.due(now)
        assert (due.is_past, due.next_date, due.until) == (False, next_date, next_date + length)
    over = found.due(second + length)
    assert (over.is_past, over.next_date, over.until) == (True, None, None)


_RULES = st.builds(
    Repeats,
    st.just("week"),
    st.integers(1, 5),
    st.sampled_from([(), ("TH",), ("TU", "TH"), ("TH", "SU")]),
) | st.builds(
    Repeats,
    st.just("month"),
    st.integers(1, 13),
    st.sampled_from([(), ("1TH",), ("2TU", "1TH"), ("-1TH", "1TH"), ("5TH", "1TH")]),
)


@settings(max_examples=60, deadline=None)
@given(_RULES, st.integers(-400, 3_000), st.integers(0, 24 * 60))
def test_a_series_looked_at_late_has_the_same_dates(repeats, days, minutes):
    """A build years later does not count through all dates before."""
    found = event("2020-01-02 19:00", repeats=repeats)
    now = found.starts + timedelta(days=days, minutes=minutes)

    expected = list(islice((start for start in dates(found) if start >= now), 5))
    assert list(islice((start for start in dates(found, now) if start >= now), 5)) == expected
