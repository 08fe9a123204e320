"""Readers for days and times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from edblog.options.schema import Schema
from edblog.problems import brief, messages
from edblog.sources.front_matter.field import Form, Reader
from edblog.sources.front_matter.fields import Fields
from edblog.sources.front_matter.moments import DATE, DATE_SCHEMA, EPOCH, date_help, read_moment
from edblog.sources.front_matter.parsing import Scalar, Value
from edblog.sources.front_matter.readers import one_or_more
from edblog.sources.patterns import portable


@dataclass(frozen=True)
class Moment(Reader):
    """Reads a date, or a date and time, in the site's time zone unless it has an offset of its own."""

    form: ClassVar[Form] = "moment"
    stand_in = EPOCH
    example: ClassVar[str] = "2026-01-31"

    def read(self, fields: Fields, name: str) -> datetime | None:
        """The date and time in UTC; None if the field is empty or has a problem."""
        value = fields.get(name)
        if value is None:
            return None
        if not isinstance(value, Scalar):
            message, help_ = f'"{name}" must be a single date', f"write: {name}: {self.example}"
            fields.note(value, "unreadable-date", message, help_)
            return None
        moment = read_moment(value.text.strip(), fields.zone)
        if moment is None:
            shown = messages.NOT_A_DATE.format(text=brief(value.text))
            if DATE.match(value.text.strip()):
                shown = messages.NO_SUCH_DAY.format(text=brief(value.text))
            fields.note(value, "unreadable-date", shown, date_help(name, value.text, self.example))
        return moment

    def schema(self) -> Schema:
        """A text in the form of a date; the schema allows 31 days in every month."""
        return {"type": "string", "pattern": DATE_SCHEMA}

    def rules(self) -> dict[str, Any]:
        """The form of a date: year, month, day, and parts of a time."""
        return {"pattern": f"^{portable(DATE.pattern)}"}


@dataclass(frozen=True)
class Day(Reader):
    """Reads a day; a time after it is ignored."""

    form: ClassVar[Form] = "moment"

    def read(self, fields: Fields, name: str) -> date | None:
        """The day; None if the field is empty or has a problem."""
        value = fields.get(name)
        return None if value is None else self.day(fields, name, value)

    def day(self, fields: Fields, name: str, value: Value) -> date | None:
        """The day in a value of the field; None if it has a problem."""
        text = fields.line(name, value)
        match = DATE.match(text)
        try:
            if match:
                return date(*map(int, match.groups()[:3]))
            shown = messages.NOT_A_DATE
        except ValueError:
            shown = messages.NO_SUCH_DAY
        if text:
            fields.note(value, "unreadable-date", shown.format(text=brief(text)), date_help(name, text))
        return None

    def schema(self) -> Schema:
        """A text in the form of a date; the schema allows 31 days in every month."""
        return {"type": "string", "pattern": DATE_SCHEMA}


@dataclass(frozen=True)
class Days(Day):
    """Reads a list of days."""

    is_list = True
    form: ClassVar[Form] = "list"

    def read(self, fields: Fields, name: str) -> tuple[date, ...]:  # type: ignore[override]
        """The days without duplicates, in order."""
        value = fields.get(name)
        found = (self.day(fields, name, item) for item in fields.items(name, value)) if value else ()
        return tuple(sorted({day for day in found if day is not None}))

    def schema(self) -> Schema:
        """A day or a list of days."""
        return one_or_more(super().schema())
