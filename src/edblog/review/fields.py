"""Finds changed fields of front matter, and describes them with the labels of the field tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from edblog.problems import brief
from edblog.review.values import Level, Note
from edblog.sources.front_matter.field import Field, Table
from edblog.sources.front_matter.parsing import Mapping, Scalar, Sequence, Value

_OFF = frozenset(["no", "false", "off", ""])
# Linear: an address ends at the first character that it cannot contain.
_ADDRESS = re.compile(r"https?://[^\s\"'<>]+", re.IGNORECASE)
_MOST_FIELDS = 30
_OF_PHOTOS = ("people_in_photo", "photo_release")
"""Fields that are part of the note about the pictures of a new text."""


def field_notes(table: Table, old: Mapping | None, new: Mapping | None, *, is_new: bool) -> Iterator[Note]:
    """A note for each changed field; for a new text, only for fields that a reviewer should check."""
    before, after = _values(old), _values(new)
    names = [
        name for name in (*table.by_name, *before, *after) if before.get(name, "") != after.get(name, "")
    ]
    for name in list(dict.fromkeys(names))[:_MOST_FIELDS]:
        field = table.by_name.get(name)
        if is_new:
            if field and field.review and name not in _OF_PHOTOS and after[name].casefold() not in _OFF:
                yield Note("look", f"{_label(field)}: {{}} ({field.review})", (brief(after[name]),))
        elif field:
            yield _difference(field, before.get(name, ""), after.get(name, ""))
        else:
            yield Note("fact", "{}, a field that edblog does not know, is different", (brief(name),))


def web_addresses(fields: Mapping) -> list[str]:
    """The addresses of websites in all fields."""
    return [address for value in _values(fields).values() for address in _ADDRESS.findall(value)]


def _difference(field: Field, was: str, now: str) -> Note:
    level: Level = "look" if field.review else "fact"
    advice = f" ({field.review})" if field.review and now.casefold() not in _OFF else ""
    label = _label(field)
    if not was:
        return Note(level, f"{label} is new: {{}}{advice}", (brief(now),))
    if not now:
        return Note(level, f"{label} is gone; it was {{}}", (brief(was),))
    return Note(level, f"{label} was {{}}, and is now {{}}{advice}", (brief(was), brief(now)))


def _label(field: Field) -> str:
    return (field.label or field.name.replace("_", " ")).replace("{", "").replace("}", "")


def _values(fields: Mapping | None) -> dict[str, str]:
    return {name: _shown(value) for name, value in fields.items.items()} if fields else {}


def _shown(value: Value) -> str:
    """A value on one line."""
    match value:
        case Scalar():
            return " ".join(value.text.split())
        case Sequence():
            return ", ".join(map(_shown, value.items))
        case Mapping():
            return "; ".join(f"{name}: {_shown(item)}" for name, item in value.items.items())
