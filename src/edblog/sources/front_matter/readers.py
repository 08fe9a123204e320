"""How the values of fields are written: a reader for each kind of value, with the JSON Schema that says the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from edblog.options.schema import Schema
from edblog.problems import brief, did_you_mean
from edblog.sources.front_matter.field import Form, Reader, Table
from edblog.sources.front_matter.fields import LINE_LIMIT, LIST_LIMIT, Fields, decoded
from edblog.sources.front_matter.moments import DATE, DATE_SCHEMA, EPOCH, date_help, read_moment
from edblog.sources.front_matter.parsing import Mapping, Scalar
from edblog.sources.front_matter.schema import nullable, reference
from edblog.sources.markdown.typography import typeset

_WORDS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_WHOLE = re.compile(r"-?\d{1,6}")
_LANGUAGE = r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"


def one_or_more(schema: Schema) -> Schema:
    """JSON Schema of a list, and of one of its entries in the place of a list of one."""
    return {"anyOf": [schema, {"type": "array", "items": nullable(schema), "maxItems": LIST_LIMIT}]}


@dataclass(frozen=True)
class Line(Reader):
    """Text on one line."""

    limit: int = LINE_LIMIT

    is_free_text = True

    def read(self, fields: Fields, name: str) -> str:
        """The text, with spaces for line breaks."""
        return fields.text(name, self.limit)

    def schema(self) -> Schema:
        """A text, also where YAML takes it for a number or for true."""
        return {"type": ["string", "number", "boolean"], "maxLength": self.limit}


@dataclass(frozen=True)
class Prose(Line):
    """Text for readers, in which other programs may have written characters as HTML does: `&#8217;`, `&amp;`."""

    is_typeset: bool = False
    """Whether it gets typographic quotes and dashes."""

    def read(self, fields: Fields, name: str) -> str:
        """The text as readers see it."""
        return self.shown(super().read(fields, name))

    def shown(self, text: str) -> str:
        """A text as readers see it."""
        text = decoded(text)
        return typeset(text) if self.is_typeset else text


@dataclass(frozen=True)
class ProseList(Reader):
    """A list of texts for readers."""

    is_free_text = True
    is_list = True
    form: ClassVar[Form] = "list"

    def read(self, fields: Fields, name: str) -> tuple[str, ...]:
        """The texts, each once."""
        shown = Prose(is_typeset=True).shown
        return tuple(shown(text) for text in dict.fromkeys(text for _, text in fields.texts(name)))

    def schema(self) -> Schema:
        """Texts."""
        return one_or_more(Line().schema())


def read_names(fields: Fields, name: str) -> tuple[str, ...]:
    """A list of names; one text with commas in it was meant as a list, and a problem says so."""
    value = fields.get(name)
    if not isinstance(value, Scalar) or value.quoted or "," not in value.text:
        return tuple(dict.fromkeys(text for _, text in fields.texts(name)))
    text = fields.line(name, value)
    help_ = f'write: {name}: [{text}]; if it is a single name, put it in quotes: {name}: "{text}"'
    fields.note(value, "wrong-type", "put several names in brackets, as a list", help_)
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


@dataclass(frozen=True)
class Names(Reader):
    """A list of names, such as ids or topics."""

    also: str = ""
    """Another field with names that are added, such as one for a single name."""

    is_list = True
    form: ClassVar[Form] = "list"
    stand_in = ()

    @property
    def read_with(self) -> tuple[str, ...]:
        """The other field."""
        return (self.also,) if self.also else ()

    def read(self, fields: Fields, name: str) -> tuple[str, ...]:
        """The names, each once."""
        found = (name for key in (name, *self.read_with) for name in read_names(fields, key))
        return tuple(dict.fromkeys(found))

    def schema(self) -> Schema:
        """Texts."""
        return one_or_more(Line().schema())


@dataclass(frozen=True)
class Flag(Reader):
    """Yes or no, in the words that YAML 1.1 and people use."""

    form: ClassVar[Form] = "yes or no"

    def read(self, fields: Fields, name: str) -> bool | None:
        """Whether it is yes."""
        value = fields.get(name)
        if value is None:
            return None
        if isinstance(value, Scalar) and value.text.casefold() in _WORDS:
            return _WORDS[value.text.casefold()]
        fields.note(value, "wrong-type", f'"{name}" must be yes or no', f"write {name}: yes, or {name}: no")
        return None

    def schema(self) -> Schema:
        """What some programs take for true and false, and others for words."""
        words = "|".join(f"[{word[0].upper()}{word[0]}]{word[1:]}|{word.upper()}" for word in _WORDS)
        return {"type": ["boolean", "string"], "pattern": f"^({words})$"}


@dataclass(frozen=True)
class WholeNumber(Reader):
    """A whole number."""

    form: ClassVar[Form] = "number"
    stand_in = 0

    def read(self, fields: Fields, name: str) -> int | None:
        """The number."""
        value = fields.get(name)
        if value is None:
            return None
        if isinstance(value, Scalar) and _WHOLE.fullmatch(value.text):
            return int(value.text)
        fields.note(value, "wrong-type", f'"{name}" must be a whole number', f"write: {name}: 1")
        return None

    def schema(self) -> Schema:
        """A number of up to six digits."""
        return {
            "type": ["integer", "string"],
            "pattern": f"^{_WHOLE.pattern}$",
            "minimum": -999_999,
            "maximum": 999_999,
        }


@dataclass(frozen=True)
class Choice(Reader):
    """One of a few words."""

    words: tuple[str, ...]

    form: ClassVar[Form] = "choice"

    @property
    def choices(self) -> tuple[str, ...]:
        """The words."""
        return self.words

    def read(self, fields: Fields, name: str) -> str:
        """The word; empty where there is none of them."""
        word = fields.text(name)
        if word and word not in self.words:
            help_ = did_you_mean(word, self.words) or f"write one of: {', '.join(self.words)}"
            fields.note(fields.place(name), "wrong-value", f'"{word}" is not a choice for "{name}"', help_)
            return ""
        return word

    def schema(self) -> Schema:
        """The words."""
        return {"enum": [*self.words, ""]}


@dataclass(frozen=True)
class Language(Reader):
    """A BCP 47 language tag."""

    def read(self, fields: Fields, name: str) -> str:
        """The tag; empty where there is none."""
        tag = fields.text(name)
        if tag and not re.fullmatch(_LANGUAGE, tag):
            help_ = "write a tag such as en, es or pt-BR"
            fields.note(fields.place(name), "wrong-value", f'"{tag}" is not a language tag', help_)
            return ""
        return tag

    def schema(self) -> Schema:
        """The form of a tag."""
        return {"type": "string", "pattern": f"^({_LANGUAGE})?$"}


@dataclass(frozen=True)
class Moment(Reader):
    """A date, or a date and time; in the site's time zone unless it names another."""

    form: ClassVar[Form] = "moment"
    stand_in = EPOCH

    def read(self, fields: Fields, name: str) -> datetime | None:
        """The moment in UTC."""
        value = fields.get(name)
        if value is None:
            return None
        if not isinstance(value, Scalar):
            message, help_ = f'"{name}" must be a single date', f"write: {name}: 2026-01-31"
            fields.note(value, "unreadable-date", message, help_)
            return None
        moment = read_moment(value.text.strip(), fields.zone)
        if moment is None:
            shown = f'"{brief(value.text)}" is not a date that edblog can read'
            if DATE.match(value.text.strip()):
                shown = f'there is no such day or time as "{brief(value.text)}"'
            fields.note(value, "unreadable-date", shown, date_help(name, value.text))
        return moment

    def schema(self) -> Schema:
        """The form of a date. How many days a month has is not said."""
        return {"type": "string", "pattern": DATE_SCHEMA}


@dataclass(frozen=True)
class WebAddress(Reader):
    """A whole web address, or an email address that begins with `mailto:`."""

    limit: int = 2000

    def read(self, fields: Fields, name: str) -> str:
        """The address; empty where there is none."""
        url = fields.text(name, self.limit)
        if url and (not url.lower().startswith(("http://", "https://", "mailto:")) or " " in url):
            help_ = f'write the whole address: {name}: "https://…"'
            fields.note(fields.place(name), "bad-url", f'"{url}" is not a web address', help_)
            return ""
        return url

    def schema(self) -> Schema:
        """The beginning of an address."""
        return {"type": "string", "pattern": r"^((https?://|mailto:)\S*)?$", "maxLength": self.limit}


@dataclass(frozen=True)
class Entries(Reader):
    """A list of groups that have fields of their own."""

    table: Table
    make: Callable[[dict[str, Any]], Any]
    """From the values of a group to an entry; None where it says nothing."""
    sample: str
    """A list, as a message shows it."""

    form: ClassVar[Form] = "groups"
    is_list = True
    stand_in = ()

    @property
    def groups(self) -> Table:
        """The table."""
        return self.table

    def read(self, fields: Fields, name: str) -> tuple[Any, ...]:
        """The entries."""
        value = fields.get(name)
        entries = []
        for item in fields.items(name, value) if value is not None else ():
            if isinstance(item, Mapping):
                entries.append(self.make(self.groups.read(fields.within(item))))
            else:
                message = f'each entry of "{name}" must have fields of its own'
                fields.note(item, "wrong-type", message, f"write: {name}: {self.sample}")
        return tuple(entry for entry in entries if entry is not None)

    def schema(self) -> Schema:
        """One group, or a list of them."""
        group = reference(self.groups)
        return {"anyOf": [group, {"type": "array", "items": group, "maxItems": LIST_LIMIT}]}
