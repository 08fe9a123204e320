"""Gives readers the typed values of one file or group, and collects their problems."""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from edblog.problems import Problem, Severity, messages
from edblog.problems.checks import CHECKS, problem_of
from edblog.sources.front_matter.foreign import spelled
from edblog.sources.front_matter.parsing import Mapping, Scalar, Sequence, Value
from edblog.sources.front_matter.unknown import advice, meant

if TYPE_CHECKING:
    from edblog.sources.front_matter.field import Table

# Linear: one run of characters of limited length.
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TURNS = dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c") | dict.fromkeys("\u2066\u2067\u2068", "\u2069")
"""Characters that change the direction of a text, each with the character that ends it."""
LINE_LIMIT = 300
"""The most characters in a one-line field."""
LIST_LIMIT = 100
"""The most entries in a list."""
EDITOR_MARK = "fmContentType"
"""A field in which Front Matter CMS stores which of its forms made a file; edblog ignores it."""
_UTC = ZoneInfo("UTC")
Place = Value | tuple[int, int]
"""A value, or a line and a column."""


class Fields:
    """The fields of one file or group as typed; readers add problems with `note`."""

    def __init__(
        self,
        path: str,
        mapping: Mapping,
        problems: list[Problem],
        zone: ZoneInfo = _UTC,
        old_after_years: int = 0,
        *,
        weeks: bool = False,
        is_group: bool = False,
    ) -> None:
        self.path, self.mapping, self.problems, self.zone = path, mapping, problems, zone
        self.old_after_years = old_after_years
        """After how many years a dated text is old; 0 for never."""
        self.weeks = weeks
        """Whether a dated text knows its week."""
        self._is_group = is_group
        self._misspelt: dict[str, str] = {}
        """Unknown keys, by the name of the field that was probably meant."""

    def within(self, mapping: Mapping) -> Fields:
        """The fields of a group inside a field; they share the list of problems."""
        return Fields(self.path, mapping, self.problems, self.zone, is_group=True)

    def note(
        self, place: Place, code: str, message: str, help_: str, severity: Severity | None = None
    ) -> None:
        """Adds a problem; its severity is that of the check `code`, unless another one is given."""
        line, column = place if isinstance(place, tuple) else (place.line, place.column)
        self.problems.append(problem_of(code, self.path, message, help_, line, column, severity=severity))

    def known(self, table: Table) -> None:
        """Adds a problem for each key that is not in the table."""
        for key, place in self.mapping.keys.items():
            if key in table.by_name or key == EDITOR_MARK:
                continue
            near = meant(key, self.mapping, table)
            if near and near not in self.mapping.keys:
                self._misspelt.setdefault(near, key)
            if " " in key:
                # A paragraph with a colon in it: the text would be lost.
                message = "this line is not a field, and the text of a story does not belong here"
                help_ = (
                    "put it below the closing ---; if that row of hyphens is missing, add it above this line"
                )
                self.note(place, "unknown-key", message, help_, "error")
                continue
            said = advice(key, self.path, self.mapping, table)
            self.note(place, said.code, said.message, said.help, "error" if said.is_error else "warning")

    def get(self, key: str) -> Value | None:
        """The value of a field; None if it is missing or empty. Quotes with nothing between them are empty, too."""
        value = self.mapping.items.get(key)
        return None if isinstance(value, Scalar) and (value.empty or not value.text.strip()) else value

    def place(self, key: str) -> Place:
        """The place of a field's value; the start of the file if the field is missing."""
        return self.mapping.items.get(key, (1, 1))

    def is_blank(self, key: str) -> bool:
        """Whether a field is missing or empty."""
        value = self.get(key)
        if isinstance(value, Scalar):
            return not one_line(value.text)
        return value is None or (isinstance(value, Sequence) and not value.items)

    def text(self, key: str, limit: int = LINE_LIMIT) -> str:
        """The text of a field on one line: line breaks become spaces. Text over `limit` characters is a problem, and is cut."""
        value = self.get(key)
        return "" if value is None else self.line(key, value, limit)

    def line(self, key: str, value: Value, limit: int = LINE_LIMIT) -> str:
        """The same for one value of the field `key`, such as an entry of a list."""
        if not isinstance(value, Scalar):
            shape = "a list" if isinstance(value, Sequence) else "fields of its own"
            self.note(value, "wrong-type", f'"{key}" must be text, not {shape}', f'write: {key}: "…"')
            return ""
        text = one_line(value.text)
        if len(text) > limit:
            message = messages.TOO_LONG.format(name=key, count=len(text), limit=limit)
            self.note(value, "too-long", message, "shorten it; the story itself goes below the ---")
            return text[:limit]
        return text

    def texts(self, key: str) -> list[tuple[Value, str]]:
        """The texts of a list field that are not empty, each with its value for its place; a single text counts as a list of one."""
        value = self.get(key)
        if value is None:
            return []
        found = [(item, self.line(key, item)) for item in self.items(key, value)]
        return [(item, text) for item, text in found if text]

    def items(self, key: str, value: Value) -> tuple[Value, ...]:
        """The entries of a list, at most `LIST_LIMIT`; a value that is not a list counts as a list of one."""
        if not isinstance(value, Sequence):
            return (value,)
        if len(value.items) > LIST_LIMIT:
            message = messages.TOO_MANY.format(name=key, count=len(value.items), limit=LIST_LIMIT)
            self.note(value, "too-long", message, "keep the most important ones")
        return value.items[:LIST_LIMIT]

    def missing(self, keys: tuple[str, ...], example: str) -> None:
        """Adds a problem that the field `keys[0]` is missing, empty or misspelled; other keys are fields that could replace it.

        Adds none if one of the fields is there but could not be read: that has been reported.
        """
        if not self.mapping.broken.isdisjoint(keys):
            return
        there = [self.mapping.keys[key] for key in keys if key in self.mapping.keys]
        misspelt = next((self._misspelt[key] for key in keys if key in self._misspelt), "")
        code, message = f"missing-{keys[0]}", messages.MISSING.format(name=keys[0])
        # Only the fields of built-in kinds have a code of their own.
        code = code if code in CHECKS else "missing-field"
        if there:
            self.note(there[0], code, f'"{keys[0]}" is empty', f"write: {example}")
        elif misspelt:
            place = self.mapping.keys[misspelt]
            if any((p.line, p.column) == place and p.code.startswith("foreign-") for p in self.problems):
                return
            self.problems[:] = [
                p for p in self.problems if (p.line, p.column, p.code) != (*place, "unknown-key")
            ]
            self.note(
                place,
                code,
                f'there is no field "{misspelt}", and {message}',
                f"write it in lowercase: {keys[0]}"
                if spelled(misspelt, keys)
                else f'did you mean "{keys[0]}"?',
            )
        else:
            place = self.mapping.line, self.mapping.column
            where = "add to this entry" if self._is_group else "add a line between the two ---"
            self.note(place, code, message, f"{where}: {example}")


def one_line(text: str) -> str:
    """The text on one line, without control characters."""
    text = " ".join(text.split())
    return text if text.isprintable() else contained(text)


def decoded(text: str) -> str:
    """The text with HTML entities such as `&amp;` and `&#8217;` replaced by their characters."""
    return one_line(_ENTITY.sub(lambda found: unescape(found[0]), text)) if "&" in text else text


def contained(text: str) -> str:
    """The text without control characters, with an end added for each open change of direction (Unicode Standard Annex 9).

    An open one would also turn the text after it on a page, such as the date after a name.
    """
    ends: list[str] = []
    kept = "".join(character for character in text if unicodedata.category(character) != "Cc")
    for character in kept:
        if character in _TURNS:
            ends.append(_TURNS[character])
        elif ends and character == ends[-1]:
            ends.pop()
    return kept + "".join(reversed(ends))
