"""The front matter fields of a notice, and the check of their values together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar, NamedTuple

from edblog.files.types import extension, is_picture
from edblog.kinds.events.recurrence import FIRST_YEAR, LAST_YEAR
from edblog.kinds.notices.record import STAYS
from edblog.model import PictureRef
from edblog.options.schema import Schema
from edblog.problems import brief
from edblog.sources.front_matter.common import SLUG, summary, title
from edblog.sources.front_matter.dates import Moment
from edblog.sources.front_matter.field import Field, Form, Reader, called
from edblog.sources.front_matter.fields import Fields
from edblog.sources.front_matter.moments import DATE
from edblog.sources.front_matter.parsing import Scalar
from edblog.sources.front_matter.readers import Address, Line, Names, OneName

_MIDNIGHT = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})[Tt ]+(24|0?0):00(?::00(?:\.0+)?)?")
"""A time of midnight; with an offset, a program wrote it, and it is meant."""
FEWEST_WORDS = 5
"""The fewest words of a text beside a flyer; "See the flyer!" has three."""


class End(NamedTuple):
    """The end of a notice, in UTC."""

    over: datetime
    gone: datetime
    is_day: bool


@dataclass(frozen=True)
class Clock(Moment):
    """Reads a day, or a day with a time that the clocks show."""

    def read(self, fields: Fields, name: str) -> datetime | None:
        """The day or the time in UTC; None if the field is empty or has a problem."""
        moment = super().read(fields, name)
        value = fields.get(name)
        if moment is None or not isinstance(value, Scalar):
            return None
        if not FIRST_YEAR < moment.year < LAST_YEAR:
            message = (
                f'"{name}" is in the year {moment.year}, and notices are between {FIRST_YEAR} and {LAST_YEAR}'
            )
            fields.note(value, "wrong-value", message, "write the year again, with four digits")
            return None
        match = DATE.match(value.text.strip())
        if match and match[4] and match[7] is None:
            local = moment.astimezone(fields.zone)
            if (local.hour, local.minute) != (int(match[4]), int(match[5])):
                message = f"there is no such time: the clocks are set forward then, and show {local:%H:%M}"
                help_ = f"write another time: {name}: {local:%Y-%m-%d %H:%M}"
                fields.note(value, "wrong-value", message, help_)
        return moment


@dataclass(frozen=True)
class Until(Clock):
    """Reads a last day, which counts until its midnight, or a time."""

    def read(self, fields: Fields, name: str) -> End | None:  # type: ignore[override]
        """The end; None if the field is empty or has a problem."""
        value = fields.get(name)
        if isinstance(value, Scalar) and (found := _MIDNIGHT.fullmatch(value.text.strip())):
            self._note_midnight(fields, name, found)
            return None
        moment = super().read(fields, name)
        if moment is None or not isinstance(value, Scalar):
            return None
        match = DATE.match(value.text.strip())
        if match is None or match[4]:
            return End(moment, moment + STAYS, is_day=False)
        day = datetime(*map(int, match.groups()[:3]), tzinfo=fields.zone) + timedelta(days=1)  # type: ignore[misc, arg-type]
        # On the clock of the site's zone, so that days on which clocks are changed end at midnight, too.
        return End(day.astimezone(UTC), (day + STAYS).astimezone(UTC), is_day=True)

    def _note_midnight(self, fields: Fields, name: str, found: re.Match[str]) -> None:
        """Notes that a time of midnight may mean the start or the end of its day."""
        day, is_start = found[1], found[2].startswith("0")
        message = (
            f"at this time {day} begins, so it would not count on that day"
            if is_start
            else 'a day has no hour "24"'
        )
        help_ = f"to let it count through {day}, write the day alone: {name}: {day}"
        fields.note(fields.place(name), "wrong-value", message, help_)


@dataclass(frozen=True)
class Flyer(Reader):
    """Reads the name of a flyer: a picture, or a PDF."""

    form: ClassVar[Form] = "file"

    def read(self, fields: Fields, name: str) -> str:
        """The path; empty if the field is empty or has a problem."""
        path = fields.text(name)
        kind = extension(path.partition("?")[0].partition("#")[0])
        if "://" in path or path.startswith("//"):
            message = "this flyer is on another website, and pages load nothing from other sites"
            help_ = (
                f'save it in the same folder as this file, and write its name; or link to it: url: "{path}"'
            )
            fields.note(fields.place(name), "wrong-value", message, help_)
        elif path and kind != ".pdf" and not is_picture(path):
            message, help_ = (
                f'a flyer is a picture or a PDF, and "{brief(path)}" is neither',
                "save it as PDF, or as a picture in PNG or JPEG",
            )
            if not kind:
                help_ = f'write the whole name of the file, with its ending: {name}: "{path}.pdf"'
            fields.note(fields.place(name), "wrong-value", message, help_)
        else:
            return path
        return ""

    def schema(self) -> Schema:
        """A text: the path."""
        return Line().schema()


FIELDS = (
    title("what it is about", "Two chairs left in the circle", needed='"Two chairs left in the circle"'),
    Field(
        "expires",
        Until(),
        "the last day on which it counts, or the day and time until which it does; needed, unless it has an `event`",
        "2026-12-04",
        called=called(
            "expire expiry expirydate expiration expirationdate expiresat expireson expdate until end ends enddate "
            "endsat unpublish unpublishdate unpublishat deadline due duedate validuntil validthrough to hideafter removeon"
        ),
        further=(("until a time", '"2026-12-04 17:00"'),),
    ),
    Field(
        "starts",
        Clock(),
        "the day, or the day and time, from which it is shown; if left out, at once",
        "2026-11-02",
        called=called(
            "start startdate startsat begin begins from date pubdate publishdate publishat publishon published "
            "postdate showfrom validfrom goesup embargo"
        ),
    ),
    Field(
        "event",
        OneName(),
        "the event that it is about, by its id; without `expires`, the notice counts until that event is over",
        "math-chat",
        called=called("events eventid"),
        ids_of="events",
    ),
    Field(
        "flyer",
        Flyer(),
        "its flyer, beside this file: a picture or a PDF. Write the words of the flyer below the `---`, too: nobody can search, translate "
        "or hear a picture of words",
        "family-math-night.pdf",
        called=called("poster pdf file attachment document image picture photo cover banner featuredimage"),
    ),
    Field(
        "url",
        Address(),
        "where to read more, or to sign up: a web address, a page of this site such as `/about/`, or an email address with `mailto:`",
        '"https://schools.district.example/form"',
        called=called("link website web signup register registration form contact mail email"),
    ),
    Field(
        "place",
        Line(),
        "where it is",
        "Example Elementary School, cafeteria",
        called=called("location where venue room address"),
    ),
    Field(
        "credentials",
        Names(),
        "the micro-credentials that it is about: their ids",
        "[checking-for-understanding]",
        called=called("credential badge badges microcredential microcredentials"),
        ids_of="credentials",
    ),
    summary(
        "a sentence or two for the community board; without it, the first paragraph serves",
        "Six educators meet on Tuesdays, and two chairs are free.",
    ),
    SLUG,
)


def notice_values(fields: Fields, values: dict[str, Any]) -> dict[str, Any]:
    """The values of a notice's record, checked together: its end, and its flyer with its words."""
    end: End | None = values.pop("expires", None)
    starts = values.get("starts")
    if end is None and not values.get("event") and fields.is_blank("expires") and fields.is_blank("event"):
        help_ = "expires: 2026-12-04\nor, for an event of this site: event: math-chat"
        fields.missing(("expires", "event"), help_)
    if end and starts and end.over <= starts:
        message, help_ = (
            'this notice is over before it starts: "expires" is not after "starts"',
            "write a later day, or a later time",
        )
        fields.note(fields.place("expires"), "wrong-value", message, help_)
        values["starts"] = None
    if end:
        values |= {"expires": end.over, "leaves": end.gone, "is_until_day": end.is_day}
    if path := values.pop("flyer", ""):
        values |= _flyer(fields, path, values)
    return values


def _flyer(fields: Fields, path: str, values: dict[str, Any]) -> dict[str, Any]:
    """The values for a flyer: a picture, or one more reference of the text."""
    if values["text"].words < FEWEST_WORDS:
        message = "the words of this flyer are not in the text, so people who cannot see it cannot read them"
        help_ = "write below the closing --- what the flyer says: what, when, where, for whom"
        fields.note(fields.place("flyer"), "flyer-without-words", message, help_)
    if is_picture(path):
        return {"flyer": PictureRef(path, values["title"])}
    return {"flyer_file": path}
