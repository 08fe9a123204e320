"""Typed readers for the fields of a front matter; what is wrong with a field is said here, once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime
from html import unescape
from typing import TypeVar
from zoneinfo import ZoneInfo

from edblog.model import PictureRef
from edblog.problems import Problem, Severity, brief, did_you_mean
from edblog.problems.checks import law
from edblog.sources.front_matter.foreign import spelled
from edblog.sources.front_matter.other_names import advice, meant
from edblog.sources.front_matter.parsing import Mapping, Scalar, Sequence, Value
from edblog.sources.markdown.access import says_nothing

# Linear: the parts begin with signs of their own.
_DATE = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[Tt ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|z|[+-]\d{2}:?\d{2}|[+-]\d{1,2})?)?$"
)
# Linear: a name or number, and its end.
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_WORDS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
T = TypeVar("T", bool, None)
_TURNS = dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c") | dict.fromkeys("\u2066\u2067\u2068", "\u2069")
"""Signs that turn the direction of a text, and what ends each."""
TITLE_LIMIT = 300
"""Characters in any one-line field."""
LIST_LIMIT = 100
"""Entries of a list."""


class Fields:
    """The fields of one file; every reader returns a usable value and notes what was wrong."""

    def __init__(self, path: str, mapping: Mapping, problems: list[Problem]) -> None:
        self.path, self.mapping, self.problems = path, mapping, problems
        self._misspelt: dict[str, str] = {}
        """Keys that mean nothing, by the field that was probably meant."""

    def wrong(self, value: Value | tuple[int, int], code: str, message: str, help_: str) -> None:
        """Notes an error at the place of a value."""
        line, column = value if isinstance(value, tuple) else (value.line, value.column)
        self.problems.append(Problem(self.path, "error", code, message, help_, line=line, column=column))

    def warn(self, place: Value | tuple[int, int], code: str, message: str, help_: str) -> None:
        """Notes a warning at the place of a value, or at a line and column."""
        line, column = place if isinstance(place, tuple) else (place.line, place.column)
        self.problems.append(Problem(self.path, "warning", code, message, help_, line=line, column=column))

    def known(self, keys: Iterable[str], what: str) -> None:
        """Notes keys that mean nothing here."""
        keys = tuple(keys)
        for key, (line, column) in self.mapping.keys.items():
            if key in keys:
                continue
            near = meant(key, self.mapping, keys, what)
            if near and near not in self.mapping.keys:
                self._misspelt.setdefault(near, key)
            if " " in key:
                # A paragraph with a colon in it: the text would be lost.
                message = "this line is not a field, and the text of a story does not belong here"
                help_ = (
                    "put it below the closing ---; if that row of hyphens is missing, add it above this line"
                )
                self.wrong((line, column), "unknown-key", message, help_)
                continue
            said = advice(key, self.mapping.items[key], self.path, self.mapping, keys, what)
            severity: Severity = "error" if said.is_error else "warning"
            self.problems.append(
                Problem(self.path, severity, said.code, said.message, said.help, line=line, column=column)
            )

    def get(self, key: str) -> Value | None:
        """The value of a field, or None where it is absent or empty."""
        value = self.mapping.items.get(key)
        return None if isinstance(value, Scalar) and value.empty else value

    def text(self, key: str, limit: int = TITLE_LIMIT) -> str:
        """A one-line text; line breaks become spaces."""
        value = self.get(key)
        if value is None:
            return ""
        return self._line(key, value, limit)

    def prose(self, key: str, limit: int = TITLE_LIMIT) -> str:
        """A one-line text for readers, in which other programs may have written characters as HTML does: `&#8217;`, `&amp;`."""
        return decoded(self.text(key, limit))

    def _line(self, key: str, value: Value, limit: int = TITLE_LIMIT) -> str:
        if not isinstance(value, Scalar):
            shape = "a list" if isinstance(value, Sequence) else "fields of its own"
            self.wrong(value, "wrong-type", f'"{key}" must be text, not {shape}', f'write: {key}: "…"')
            return ""
        text = " ".join(value.text.split())
        if not text.isprintable():
            text = contained(text)
        if len(text) > limit:
            message = f'this "{key}" has {len(text)} characters; at most {limit} are allowed'
            self.wrong(value, "too-long", message, "shorten it; the story itself goes below the ---")
            return text[:limit]
        return text

    def required(self, key: str, example: str) -> str:
        """A text that must be there; the example is shown as YAML."""
        text = self.prose(key)
        if not text and not isinstance(self.get(key), Sequence | Mapping):
            self.missing((key,), f"{key}: {example}")
        return text

    def missing(self, keys: tuple[str, ...], example: str) -> None:
        """Notes that none of the keys is there, unless one is and could not be read, or is misspelt."""
        if not self.mapping.broken.isdisjoint(keys):
            return
        there = [self.mapping.keys[key] for key in keys if key in self.mapping.keys]
        misspelt = next((self._misspelt[key] for key in keys if key in self._misspelt), "")
        code, message = f"missing-{keys[0]}", f'"{keys[0]}" is missing'
        if there:
            self.wrong(there[0], code, f'"{keys[0]}" is empty', f"write: {example}")
        elif misspelt:
            place = self.mapping.keys[misspelt]
            if any((p.line, p.column) == place and p.code.startswith("foreign-") for p in self.problems):
                return
            self.problems[:] = [
                p for p in self.problems if (p.line, p.column, p.code) != (*place, "unknown-key")
            ]
            self.wrong(
                place,
                code,
                f'there is no field "{misspelt}", and {message}',
                f"write it in small letters: {keys[0]}"
                if spelled(misspelt, keys)
                else f'did you mean "{keys[0]}"?',
            )
        else:
            place = self.mapping.line, self.mapping.column
            self.wrong(place, code, message, f"add a line between the two ---: {example}")

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; a single text counts as a list of one."""
        return tuple(dict.fromkeys(text for _, text in self.placed_texts(key)))

    def placed_texts(self, key: str) -> list[tuple[Value, str]]:
        """A list of texts, each with its place."""
        value = self.get(key)
        if value is None:
            return []
        items = self.items(key, value)
        found = [(item, self._line(key, item)) for item in items]
        return [(item, text) for item, text in found if text]

    def items(self, key: str, value: Value) -> tuple[Value, ...]:
        """The parts of a list, of which there may be so many; a value that is none counts as a list of one."""
        if not isinstance(value, Sequence):
            return (value,)
        if len(value.items) > LIST_LIMIT:
            message = f'this "{key}" has {len(value.items):,} entries; at most {LIST_LIMIT} are allowed'
            self.wrong(value, "too-long", message, "keep those that matter")
        return value.items[:LIST_LIMIT]

    def names(self, key: str) -> tuple[str, ...]:
        """A list of names; one text with commas in it was meant as a list, and a problem says so."""
        value = self.get(key)
        if not isinstance(value, Scalar) or value.quoted or "," not in value.text:
            return self.texts(key)
        text = self._line(key, value)
        help_ = f'write: {key}: [{text}]; if it is a single name, put it in quotes: {key}: "{text}"'
        self.wrong(value, "wrong-type", "put several names in brackets, as a list", help_)
        return tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))

    def flag(self, key: str, default: T) -> bool | T:
        """Yes or no, in the words that YAML 1.1 and people use."""
        value = self.get(key)
        if value is None:
            return default
        if isinstance(value, Scalar) and value.text.casefold() in _WORDS:
            return _WORDS[value.text.casefold()]
        self.wrong(value, "wrong-type", f'"{key}" must be yes or no', f"write {key}: yes, or {key}: no")
        return default

    def number(self, key: str) -> int:
        """A whole number, 0 where absent."""
        value = self.get(key)
        if value is None:
            return 0
        if isinstance(value, Scalar) and re.fullmatch(r"-?\d{1,6}", value.text):
            return int(value.text)
        self.wrong(value, "wrong-type", f'"{key}" must be a whole number', f"write: {key}: 1")
        return 0

    def choice(self, key: str, known: tuple[str, ...]) -> str:
        """One of a few words, empty where absent."""
        word = self.text(key)
        if word and word not in known:
            value = self.mapping.items[key]
            help_ = did_you_mean(word, known) or f"write one of: {', '.join(known)}"
            self.wrong(value, "wrong-value", f'"{word}" is not a choice for "{key}"', help_)
            return ""
        return word

    def language(self, key: str) -> str:
        """A BCP 47 language tag, empty where absent."""
        tag = self.text(key)
        if tag and not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", tag):
            help_ = "write a tag such as en, es or pt-BR"
            self.wrong(self.mapping.items[key], "wrong-value", f'"{tag}" is not a language tag', help_)
            return ""
        return tag

    def moment(self, key: str, zone: ZoneInfo) -> datetime | None:
        """A date, or a date and time; in the site's time zone unless it names another."""
        value = self.get(key)
        if value is None:
            return None
        if not isinstance(value, Scalar):
            self.wrong(
                value, "unreadable-date", f'"{key}" must be a single date', f"write: {key}: 2026-01-31"
            )
            return None
        moment = read_moment(value.text.strip(), zone)
        if moment is None:
            shown = f'"{brief(value.text)}" is not a date that edblog can read'
            if _DATE.match(value.text.strip()):
                shown = f'there is no such day or time as "{brief(value.text)}"'
            self.wrong(value, "unreadable-date", shown, _date_help(key, value.text))
        return moment

    def picture(self, key: str, alt_key: str, caption_key: str = "") -> PictureRef | None:
        """A picture and its alternative text, which the law asks for."""
        path = self.text(key)
        if not path:
            return None
        alt = self.prose(alt_key, 1000)
        help_ = f'say in a sentence what the picture shows: {alt_key}: "…" {law("1.1.1")}'
        if not alt:
            message = f'the picture has no "{alt_key}", the description for people who cannot see it'
            self.wrong(self.mapping.items[key], "missing-alt", message, help_)
        elif says_nothing(alt, path):
            message = f'"{alt}" says nothing about the picture to people who cannot see it'
            self.wrong(self.mapping.items[alt_key], "empty-words", message, help_)
        return PictureRef(path, alt, self.prose(caption_key, 1000) if caption_key else "")

    def mappings(self, key: str, what: str) -> list[Fields]:
        """A list of groups of fields."""
        value = self.get(key)
        if value is None:
            return []
        groups = []
        for item in self.items(key, value):
            if isinstance(item, Mapping):
                groups.append(Fields(self.path, item, self.problems))
            else:
                self.wrong(item, "wrong-type", f'each entry of "{key}" must have fields of its own', what)
        return groups


def decoded(text: str) -> str:
    """The text with characters in the place of HTML's names and numbers for them, each with its semicolon."""
    if "&" not in text:
        return text
    text = " ".join(_ENTITY.sub(lambda found: unescape(found[0]), text).split())
    return text if text.isprintable() else contained(text)


def contained(text: str) -> str:
    """A text without controls, and with an end to whatever turns its direction (Unicode Standard Annex 9).

    On a page it would turn what stands behind it, too, such as the date behind a name.
    """
    ends: list[str] = []
    kept = "".join(sign for sign in text if unicodedata.category(sign) != "Cc")
    for sign in kept:
        if sign in _TURNS:
            ends.append(_TURNS[sign])
        elif ends and sign == ends[-1]:
            ends.pop()
    return kept + "".join(reversed(ends))


def read_moment(text: str, zone: ZoneInfo) -> datetime | None:
    """A moment, in UTC, from ISO 8601 as people write it (`2026-1-31`, `2026-01-31 9:30 -06:00`), or None.

    Moments are kept in UTC because Python compares two of one zone by their clocks, which skip and repeat
    an hour each year.
    """
    match = _DATE.match(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, offset = match.groups()
    try:
        moment = datetime(  # noqa: DTZ001  (the zone follows)
            int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0)
        )
        if offset is None:
            return moment.replace(tzinfo=zone).astimezone(UTC)
        sign, digits = offset[0], offset[1:].replace(":", "")
        digits = digits if len(digits) == 4 else f"{digits:0>2}00"
        zone_text = "+00:00" if sign in "Zz" else f"{sign}{digits[:2]}:{digits[2:]}"
        return datetime.fromisoformat(moment.isoformat() + zone_text).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _date_help(key: str, text: str) -> str:
    """The date that was probably meant, in the form that can be read."""
    from dateutil import parser

    # No date is longer, and the parser takes its time.
    text = text[:100]
    start = datetime(2000, 1, 1)  # noqa: DTZ001  (only fills in what the text leaves out)
    try:
        guess = parser.parse(text, default=start)
    except (ValueError, OverflowError, TypeError):
        return f"write year, month and day: {key}: 2026-01-31"
    if guess.year == start.year and "2000" not in text:
        return f"write year, month and day: {key}: 2026-01-31"
    return f"write year, month and day; perhaps: {key}: {guess.date().isoformat()}"
