"""Readers for each type of field value. Each reads and checks a value, and describes the same rules in JSON Schema."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, ClassVar

from edblog.files.languages import unknown_language
from edblog.options.schema import Schema
from edblog.problems import did_you_mean
from edblog.sources.front_matter.field import Form, Reader
from edblog.sources.front_matter.fields import LINE_LIMIT, LIST_LIMIT, Fields, decoded
from edblog.sources.front_matter.parsing import Scalar
from edblog.sources.front_matter.schema import nullable
from edblog.sources.markdown.typography import typeset

_WORDS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_WHOLE = re.compile(r"-?\d{1,6}")
_CUT = re.compile(r"[!-/:-@\[-^`{-~]")
"""Characters at which networks end a hashtag."""
_NUMBER = re.compile(r"\s*(\d{1,6})\s+[A-Za-z]")
_SCHEMES = ("http://", "https://", "mailto:")
_ABSOLUTE = r"//|[A-Za-z][A-Za-z0-9+.-]*:|[\w.-]*\w\.[A-Za-z]{2,}/"
"""The start of an address that is no path on this site: `//`, a scheme, or a host. Linear: a dot begins each try."""
_EMAIL = r"[^\s@/:?#]{1,64}@[^\s@/:?#]+\.[A-Za-z]{2,24}"
"""An email address without `mailto:`. Linear: a dot begins each try at its end."""
_LANGUAGE = r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"


def one_or_more(schema: Schema) -> Schema:
    """The JSON Schema of a list of values, or a single value in place of a list of one."""
    return {"anyOf": [schema, {"type": "array", "items": nullable(schema), "maxItems": LIST_LIMIT}]}


@dataclass(frozen=True)
class Line(Reader):
    """Reads a text on one line."""

    limit: int = LINE_LIMIT

    is_free_text = True

    def read(self, fields: Fields, name: str) -> str:
        """The text, with spaces in place of line breaks."""
        return fields.text(name, self.limit)

    def schema(self) -> Schema:
        """A text; also a number or a boolean, because YAML reads some unquoted texts so."""
        return {"type": ["string", "number", "boolean"], "maxLength": self.limit}

    def rules(self) -> dict[str, Any]:
        """Its length."""
        return {"limit": self.limit}


@dataclass(frozen=True)
class FileName(Line):
    """Reads the path of a file, which is mostly beside the text."""

    is_free_text = False
    form: ClassVar[Form] = "file"


@dataclass(frozen=True)
class Prose(Line):
    """Reads a text that is shown to readers. Replaces HTML entities that other programs may have written: `&#8217;`, `&amp;`."""

    is_typeset: bool = False
    """Whether it gets typographic quotes and dashes."""

    def read(self, fields: Fields, name: str) -> str:
        """The text as shown to readers."""
        return self.shown(super().read(fields, name))

    def shown(self, text: str) -> str:
        """The text as shown to readers: without entities, and typeset if `is_typeset`."""
        text = decoded(text)
        return typeset(text) if self.is_typeset else text


@dataclass(frozen=True)
class ProseList(Reader):
    """Reads a list of texts that are shown to readers."""

    is_free_text = True
    is_list = True
    form: ClassVar[Form] = "list"

    def read(self, fields: Fields, name: str) -> tuple[str, ...]:
        """The texts without duplicates."""
        shown = Prose(is_typeset=True).shown
        return tuple(shown(text) for text in dict.fromkeys(text for _, text in fields.texts(name)))

    def schema(self) -> Schema:
        """A text or a list of texts."""
        return one_or_more(Line().schema())


def read_names(fields: Fields, name: str) -> tuple[str, ...]:
    """A list of names without duplicates. One unquoted text with commas is read as a list, but noted as a problem."""
    value = fields.get(name)
    if not isinstance(value, Scalar) or value.quoted or "," not in value.text:
        return tuple(dict.fromkeys(text for _, text in fields.texts(name)))
    text = fields.line(name, value)
    help_ = f'write: {name}: [{text}]; if it is a single name, put it in quotes: {name}: "{text}"'
    fields.note(value, "wrong-type", "put several names in brackets, as a list", help_)
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


@dataclass(frozen=True)
class Names(Reader):
    """Reads a list of names, such as ids or topics."""

    also: str = ""
    """Another field whose names are added, such as `author` to `authors`; empty for none."""

    is_list = True
    form: ClassVar[Form] = "list"
    stand_in = ()

    @property
    def read_with(self) -> tuple[str, ...]:
        """The name of the other field."""
        return (self.also,) if self.also else ()

    def read(self, fields: Fields, name: str) -> tuple[str, ...]:
        """The names without duplicates."""
        found = (name for key in (name, *self.read_with) for name in read_names(fields, key))
        return tuple(dict.fromkeys(found))

    def schema(self) -> Schema:
        """A text or a list of texts."""
        return one_or_more(Line().schema())

    def rules(self) -> dict[str, Any]:
        """How many names, and how long each."""
        return {"entries": LIST_LIMIT, "limit": LINE_LIMIT}


@dataclass(frozen=True)
class OneName(Names):
    """Reads a single name, such as an id."""

    is_list = False
    form: ClassVar[Form] = "text"

    def read(self, fields: Fields, name: str) -> tuple[str, ...]:
        """The name, alone in a tuple; empty if there is none. Further names are noted as a problem."""
        found = super().read(fields, name)
        if len(found) > 1:
            fields.note(
                fields.place(name), "wrong-type", f'"{name}" takes only one', f"write: {name}: {found[0]}"
            )
        return found[:1]

    def schema(self) -> Schema:
        """A text, or a list with one."""
        line = Line().schema()
        return {"anyOf": [line, {"type": "array", "items": nullable(line), "maxItems": 1}]}

    def rules(self) -> dict[str, Any]:
        """How long it may be."""
        return {"limit": LINE_LIMIT}


@dataclass(frozen=True)
class Hashtag(Line):
    """Reads a hashtag."""

    is_free_text = False

    def read(self, fields: Fields, name: str) -> str:
        """The hashtag without `#` and spaces. A warning is noted if networks take only a part of it for a hashtag."""
        written = super().read(fields, name)
        hashtag = written.lstrip("#").replace(" ", "")
        if written and not hashtag:
            message, help_ = f'"{written}" has no letters', f"write a word: {name}: ExampleCheckMC"
            fields.note(fields.place(name), "wrong-value", message, help_)
        if broken := _CUT.search(hashtag):
            whole = _CUT.sub("", hashtag)
            message = f'on social networks this hashtag ends before "{broken[0]}"'
            help_ = (
                f"use only letters and digits: {name}: {whole}" if whole else "use only letters and digits"
            )
            fields.note(fields.place(name), "hashtag", message, help_)
        return hashtag


@dataclass(frozen=True)
class Flag(Reader):
    """Reads yes or no, in any of the words of YAML 1.1: yes, true, on, no, false, off."""

    form: ClassVar[Form] = "yes or no"

    def read(self, fields: Fields, name: str) -> bool | None:
        """True for yes and False for no; None if the field is empty or has a problem."""
        value = fields.get(name)
        if value is None:
            return None
        if isinstance(value, Scalar) and value.text.casefold() in _WORDS:
            return _WORDS[value.text.casefold()]
        fields.note(value, "wrong-type", f'"{name}" must be yes or no', f"write {name}: yes, or {name}: no")
        return None

    def schema(self) -> Schema:
        """A boolean, or one of the words: some YAML programs read `yes` as a boolean, others as a text."""
        words = "|".join(f"[{word[0].upper()}{word[0]}]{word[1:]}|{word.upper()}" for word in _WORDS)
        return {"type": ["boolean", "string"], "pattern": f"^({words})$"}


@dataclass(frozen=True)
class WholeNumber(Reader):
    """Reads a whole number of at most six digits."""

    example: str = "1"
    """A number for messages."""

    form: ClassVar[Form] = "number"
    stand_in = 0

    def read(self, fields: Fields, name: str) -> int | None:
        """The number; None if the field is empty or has a problem."""
        value = fields.get(name)
        if value is None:
            return None
        if isinstance(value, Scalar) and _WHOLE.fullmatch(value.text):
            return int(value.text)
        # Of "60 minutes", the number alone.
        number = _NUMBER.match(value.text) if isinstance(value, Scalar) else None
        help_ = f"write only the number: {name}: {number[1]}" if number else f"write: {name}: {self.example}"
        fields.note(value, "wrong-type", f'"{name}" must be a whole number', help_)
        return None

    def schema(self) -> Schema:
        """A number of at most six digits, or the same as a text."""
        return {
            "type": ["integer", "string"],
            "pattern": f"^{_WHOLE.pattern}$",
            "minimum": -999_999,
            "maximum": 999_999,
        }


@dataclass(frozen=True)
class Choice(Reader):
    """Reads one of a set of words."""

    words: tuple[str, ...]

    form: ClassVar[Form] = "choice"

    @property
    def choices(self) -> tuple[str, ...]:
        """The allowed words."""
        return self.words

    def read(self, fields: Fields, name: str) -> str:
        """The word; empty if the field is empty or has another word, which is noted as a problem."""
        word = fields.text(name)
        if word and word not in self.words:
            help_ = did_you_mean(word, self.words) or f"write one of: {', '.join(self.words)}"
            fields.note(fields.place(name), "wrong-value", f'"{word}" is not a choice for "{name}"', help_)
            return ""
        return word

    def schema(self) -> Schema:
        """One of the words, or an empty text."""
        return {"enum": [*self.words, ""]}


@dataclass(frozen=True)
class Language(Reader):
    """Reads a language tag (BCP 47)."""

    def read(self, fields: Fields, name: str) -> str:
        """The tag; empty if the field is empty or has a problem."""
        tag = fields.text(name)
        if tag and not re.fullmatch(_LANGUAGE, tag):
            help_ = "write a tag such as en, es or pt-BR"
            fields.note(fields.place(name), "wrong-value", f'"{tag}" is not a language tag', help_)
            return ""
        if tag and (wrong := unknown_language(tag)):
            fields.note(fields.place(name), "wrong-value", *wrong)
            return ""
        return tag

    def schema(self) -> Schema:
        """A text in the form of a language tag."""
        return {"type": "string", "pattern": f"^({_LANGUAGE})?$"}


def _full(name: str, url: str) -> str:
    """Help for an address without its beginning."""
    if re.fullmatch(_EMAIL, url):
        return f'for an email address, write: {name}: "mailto:{url}"'
    return f'write the full address: {name}: "https://…"'


@dataclass(frozen=True)
class Address(Line):
    """Reads the address of a page or a file: a full web address, an email address with `mailto:`, or a path on this site."""

    limit: int = 2000

    is_free_text = False

    def read(self, fields: Fields, name: str) -> str:
        """The address; empty if the field is empty or has a problem."""
        url = fields.text(name, self.limit)
        is_email = re.fullmatch(_EMAIL, url)
        if is_email or (re.match(_ABSOLUTE, url) and (not url.lower().startswith(_SCHEMES) or " " in url)):
            fields.note(fields.place(name), "bad-url", f'"{url}" is not a web address', _full(name, url))
            return ""
        return url

    def schema(self) -> Schema:
        """A text; of addresses with a scheme, those that start with `http://`, `https://` or `mailto:`."""
        return {
            **super().schema(),
            "pattern": rf"^((https?://|mailto:)\S*|(?!{_ABSOLUTE}).*)$",
        }


@dataclass(frozen=True)
class WebAddress(Reader):
    """Reads a full web address, or an email address that starts with `mailto:`."""

    limit: int = 2000

    def read(self, fields: Fields, name: str) -> str:
        """The address; empty if the field is empty or has a problem."""
        url = fields.text(name, self.limit)
        if url and (not url.lower().startswith(_SCHEMES) or " " in url):
            fields.note(fields.place(name), "bad-url", f'"{url}" is not a web address', _full(name, url))
            return ""
        return url

    def schema(self) -> Schema:
        """A text that starts with `http://`, `https://` or `mailto:`."""
        return {"type": "string", "pattern": r"^((https?://|mailto:)\S*)?$", "maxLength": self.limit}
