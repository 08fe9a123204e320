"""The front matter fields of an event, and the check of their values together."""

from __future__ import annotations

from typing import Any

from edblog.sources.front_matter.common import SLUG, summary, title
from edblog.sources.front_matter.field import Field, called
from edblog.sources.front_matter.fields import Fields
from edblog.sources.front_matter.moments import EPOCH
from edblog.sources.front_matter.readers import Line, Moment, WebAddress

FIELDS = (
    title("what the event is called", '"Math chat: wrong answers"', needed='"Math chat: wrong answers"'),
    Field(
        "starts",
        Moment(),
        "the day and time when it starts, in the time zone of the site",
        "2026-03-05 19:00",
        needed="2026-03-05 19:00",
        called=called("start begin begins startdate starttime startsat date datetime when"),
    ),
    Field(
        "ends",
        Moment(),
        "when it ends; without it, an hour after it starts",
        "2026-03-05 20:00",
        called=called("end enddate endtime endsat until finish"),
    ),
    Field(
        "place",
        Line(),
        "where it is",
        "Room 12, Example Elementary School",
        called=called("location venue where address room"),
    ),
    Field(
        "join_url",
        WebAddress(),
        "the address at which people join it online",
        '"https://meet.example/math"',
        called=called("url link zoom meet meeting online onlineurl"),
    ),
    summary(
        "a sentence for lists and feeds; without it, the first paragraph serves", "Bring one wrong answer."
    ),
    SLUG,
)


def event_values(fields: Fields, values: dict[str, Any]) -> dict[str, Any]:
    """The values of an event's record. An event needs a place or an online address, and ends after it starts."""
    values = {**values, "starts": values.get("starts") or EPOCH}
    if not values.get("place") and not values.get("join_url"):
        help_ = 'add a line between the two ---: place: Room 12\nor, online: join_url: "https://meet.example/math"'
        fields.missing(("place", "join_url"), help_.removeprefix("add a line between the two ---: "))
    if (ends := values.get("ends")) and ends <= values["starts"]:
        message = '"ends" is not after "starts"'
        fields.note(
            fields.place("ends"),
            "wrong-value",
            message,
            "write the day and time when it ends, or delete this line",
        )
        values["ends"] = None
    return values
