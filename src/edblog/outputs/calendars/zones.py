"""Writes time zones for calendars.

Calendars have no access to the zone database, so each file brings its zones. Outlook misreads lists of dates (RDATE) and needs BYDAY
in a rule, so a zone has one yearly rule for each change of clocks, and nothing else.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from icalendar import Component, Timezone, TimezoneDaylight, TimezoneStandard, vRecur

from edblog.outputs.calendars.posix import FIRST_YEAR, Change, Rule


def timezone(id_: str, rule: Rule) -> Component:
    """The VTIMEZONE of a zone."""
    zone = Timezone()
    zone.add("tzid", id_)
    if rule.begins is None or rule.ends is None:
        first = datetime(FIRST_YEAR, 1, 1)  # noqa: DTZ001 - on the zone's own clock
        zone.add_component(_part(TimezoneStandard(), rule.standard, first, rule.offset, rule.offset))
        return zone
    to_standard = rule.standard, rule.ends.first, rule.summer_offset, rule.offset, rule.ends
    to_summer = rule.summer, rule.begins.first, rule.offset, rule.summer_offset, rule.begins
    # In Ireland the winter is the exception by law, but programs take the later clock for summer time.
    if rule.summer_offset < rule.offset:
        to_standard, to_summer = to_summer, to_standard
    zone.add_component(_part(TimezoneStandard(), *to_standard))
    zone.add_component(_part(TimezoneDaylight(), *to_summer))
    return zone


def _part(
    part: Component,
    name: str,
    first: datetime,
    before: timedelta,
    after: timedelta,
    change: Change | None = None,
) -> Component:
    part.add("dtstart", first)
    if change:
        part.add("rrule", vRecur({"FREQ": ["YEARLY"], **change.repeats}))
    part.add("tzoffsetfrom", before)
    part.add("tzoffsetto", after)
    part.add("tzname", name)
    return part
