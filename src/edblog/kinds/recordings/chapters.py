"""Reads the chapters of a recording: lines such as `2:41 The longest quiet`, or groups with a time and a title."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from edblog.files.recordings.cues import seconds_at
from edblog.kinds.recordings.record import Chapter
from edblog.options.schema import Schema
from edblog.problems import brief
from edblog.sources.front_matter.field import Field, Form, Reader, Table
from edblog.sources.front_matter.fields import LIST_LIMIT, Fields
from edblog.sources.front_matter.groups import Entries
from edblog.sources.front_matter.parsing import Mapping, Scalar, Value
from edblog.sources.front_matter.readers import Line, Prose
from edblog.sources.front_matter.schema import nullable, reference

_SHOWN = Prose(is_typeset=True).shown
SAMPLE = '["0:00 Why we counted", "2:41 The longest quiet"]'


@dataclass(frozen=True)
class Clock(Reader):
    """Reads a time within a recording, such as `2:41` or `1:02:03`."""

    form: ClassVar[Form] = "text"
    stand_in = 0

    def read(self, fields: Fields, name: str) -> int | None:
        """The time in seconds; None if there is none, or if it has a problem."""
        value = fields.get(name)
        if value is None:
            return None
        seconds = seconds_at(value.text) if isinstance(value, Scalar) else None
        if seconds is None:
            shown = brief(value.text) if isinstance(value, Scalar) else name
            message = f'"{shown}" is not a time within a recording'
            fields.note(value, "wrong-value", message, f"write minutes and seconds: {name}: 2:41")
            return None
        return int(seconds)

    def schema(self) -> Schema:
        """A text with minutes and seconds; some YAML programs read `2:41` as a number."""
        return {"type": ["string", "number"], "pattern": r"^\s*(\d{1,3}:)?\d{1,3}:\d{2}([.,]\d{1,3})?\s*$"}


CHAPTER = Table(
    "a chapter",
    (
        Field("at", Clock(), "when it begins, in minutes and seconds", "2:41", needed="2:41"),
        Field(
            "title",
            Prose(is_typeset=True),
            "what it is called",
            "The longest quiet",
            needed="The longest quiet",
        ),
    ),
    hold_back="delete the chapter",
)


@dataclass(frozen=True)
class Chapters(Entries):
    """Reads chapters in the order of their times."""

    form: ClassVar[Form] = "groups"

    def read(self, fields: Fields, name: str) -> tuple[Any, ...]:
        """The chapters. An entry without a time, or out of order, is noted as a problem."""
        value = fields.get(name)
        found: list[Chapter] = []
        for item in fields.items(name, value) if value is not None else ():
            chapter = self._chapter(fields, name, item)
            if chapter and found and chapter.at <= found[-1].at:
                message = f'"{brief(chapter.title)}" does not begin after the chapter before it'
                fields.note(item, "wrong-value", message, "put the chapters in the order of their times")
            elif chapter:
                found.append(chapter)
        return tuple(found)

    def _chapter(self, fields: Fields, name: str, item: Value) -> Chapter | None:
        if isinstance(item, Scalar):
            return None if item.empty else self._line(fields, name, item, fields.line(name, item))
        if isinstance(item, Mapping):
            [key, *others] = item.items or [""]
            clock, _, title = key.partition(" ")
            if not others and seconds_at(clock) is not None:
                # A title with ": " in it, without quotes.
                rest = item.items[key]
                text = fields.line(name, rest)
                return self._line(fields, name, rest, f"{clock} {title}: {text}")
            before = len(fields.problems)
            values = self.groups.read(fields.within(item))
            return self.make(values) if len(fields.problems) == before else None
        self._not_a_chapter(fields, item)
        return None

    def _line(self, fields: Fields, name: str, place: Value, text: str) -> Chapter | None:
        clock, _, title = text.strip("-–— \t").partition(" ")
        seconds = seconds_at(clock.strip("[]()"))
        if seconds is None or not title.strip():
            self._not_a_chapter(fields, place)
            return None
        return Chapter(int(seconds), _SHOWN(title.strip(" -–—:\t")))

    def _not_a_chapter(self, fields: Fields, place: Value) -> None:
        message = "each chapter must be a time and a title"
        fields.note(place, "wrong-value", message, 'write: "2:41 The longest quiet"')

    def schema(self) -> Schema:
        """A chapter or a list of chapters."""
        # A line with ": " in it and without quotes is an object.
        clock = r"^\s*(\d{1,3}:)?\d{1,3}:\d{2}([.,]\d{1,3})?( |$)"
        unquoted: Schema = {
            "type": "object",
            "patternProperties": {clock: Line().schema()},
            "additionalProperties": False,
            "minProperties": 1,
            "maxProperties": 1,
        }
        chapter: Schema = {"anyOf": [reference(self.groups), Line().schema(), unquoted]}
        return {
            "anyOf": [
                *chapter["anyOf"],
                {"type": "array", "items": nullable(chapter), "maxItems": LIST_LIMIT},
            ]
        }


def chapter_of(values: dict[str, Any]) -> Chapter | None:
    """The chapter of the values of a group; None if one is missing."""
    return Chapter(values["at"], values["title"]) if values["title"] else None
