"""Context-aware escaping: finds each expression's place in the HTML of a template, and escapes it for that place.

Jinja's autoescape is made for text between tags. This module reads a template's HTML as a browser would, as far as that is
possible without the values, and adds the right sink (a filter of `sinks.py`) to each expression, so authors of themes need
not remember it. Where no escaping makes a value harmless, such as in `onclick`, it raises `UnsafeTemplate`. A template that
is included inside a tag is read as if it were between tags; its quoted attributes are escaped correctly all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from edblog.outputs.templates.faults import UnsafeTemplate

_ADDRESSES = frozenset(
    "action background cite data formaction href icon longdesc manifest ping poster src xlink:href".split()
)
_REFUSED_FILTERS = {
    "safe": "write it without |safe: body and other HTML from edblog is shown as HTML, and everything else is text",
    "tojson": "use json_ld in a script element; in an attribute, write the value itself",
    "xmlattr": 'write each attribute: name="{{ … }}"',
}
_RAW = frozenset(["script", "style", "textarea", "title"])
"""Elements whose content has no tags: only their end tag counts."""

# Linear in the length of the text: none of the patterns can match the same text in two ways.
_TAG = re.compile(r"<(?:!--|(/?)([A-Za-z][^\s/>]*)|(/?)\Z)")
_REST_OF_NAME = re.compile(r"[^\s/>]*")
_BETWEEN = re.compile(r"[\s/]*")
_ATTRIBUTE = re.compile(r"[^\s/>=]+")
_EQUALS = re.compile(r"\s*=\s*")
_UNQUOTED = re.compile(r"[^\s>]*")
_REFRESH = re.compile(r"url=\s*\Z", re.IGNORECASE)


class Place(NamedTuple):
    """A position in the HTML of a page: the state of an HTML tokenizer there."""

    state: str = "text"
    """`text`, `name` (of a tag), `tag` (between attributes), `attribute` (its name), `equals`, `"`, `'`, `unquoted`,
    `comment` or `raw`."""
    tag: str = ""
    attribute: str = ""
    value: str = ""
    """The attribute's value up to this position."""


def after(place: Place, data: str) -> Place:
    """The place after a piece of HTML that starts at `place`."""
    at = 0
    while at < len(data):
        place, at = _STEPS[place.state](place, data, at)
    return place


def _text(_place: Place, data: str, at: int) -> tuple[Place, int]:
    found = _TAG.search(data, at)
    if found is None:
        return Place(), len(data)
    if found[0] == "<!--":
        return Place("comment"), found.end()
    tag = "" if found[1] or found[2] is None else found[2].lower()
    return Place("name" if found.end() == len(data) else "tag", tag), found.end()


def _name(place: Place, data: str, at: int) -> tuple[Place, int]:
    found = _REST_OF_NAME.match(data, at)
    assert found
    return Place("tag" if found.end() < len(data) else "name", place.tag + found[0].lower()), found.end()


def _between(place: Place, data: str, at: int) -> tuple[Place, int]:
    found = _BETWEEN.match(data, at)
    assert found
    at = found.end()
    if data[at : at + 1] == ">":
        return Place("raw" if place.tag in _RAW else "text", place.tag), at + 1
    name = _ATTRIBUTE.match(data, at)
    if name is None:
        return place, at + 1
    return Place("attribute", place.tag, name[0].lower()), name.end()


def _after_name(place: Place, data: str, at: int) -> tuple[Place, int]:
    found = _EQUALS.match(data, at)
    if found is None:
        return Place("tag", place.tag), at
    return place._replace(state="equals"), found.end()


def _after_equals(place: Place, data: str, at: int) -> tuple[Place, int]:
    first = data[at]
    return (place._replace(state=first), at + 1) if first in "\"'" else (place._replace(state="unquoted"), at)


def _quoted(place: Place, data: str, at: int) -> tuple[Place, int]:
    end = data.find(place.state, at)
    if end < 0:
        return place._replace(value=place.value + data[at:]), len(data)
    return Place("tag", place.tag), end + 1


def _bare(place: Place, data: str, at: int) -> tuple[Place, int]:
    found = _UNQUOTED.match(data, at)
    assert found
    return (Place("tag", place.tag) if found.end() < len(data) else place), found.end()


def _comment(place: Place, data: str, at: int) -> tuple[Place, int]:
    end = data.find("-->", at)
    return (place, len(data)) if end < 0 else (Place(), end + 3)


def _raw(place: Place, data: str, at: int) -> tuple[Place, int]:
    end = data.lower().find(f"</{place.tag}", at)
    return (place, len(data)) if end < 0 else (Place("tag"), end + 2 + len(place.tag))


_STEPS = {
    "text": _text,
    "name": _name,
    "tag": _between,
    "attribute": _after_name,
    "equals": _after_equals,
    '"': _quoted,
    "'": _quoted,
    "unquoted": _bare,
    "comment": _comment,
    "raw": _raw,
}


def sink(place: Place) -> str:
    """The name of the filter for an expression at a place; empty if Jinja's own escaping is right there."""
    match place.state:
        case "text":
            return ""
        case "raw":
            return "eb_script" if place.tag == "script" else "eb_attribute"
        case "name" | "tag" | "attribute":
            return "eb_word"
    is_address = place.attribute in _ADDRESSES and not place.value.strip()
    return "eb_address" if is_address or _REFRESH.search(place.value) else "eb_attribute"


def hopeless(place: Place) -> str:
    """The reason why a template may not insert any value at a place; empty if it may."""
    if place.state in ("equals", "unquoted"):
        return f'put the value of "{place.attribute}" in quotes'
    if place.state == "raw" and place.tag == "style":
        return "a template cannot insert values in a style element"
    if place.state in ('"', "'") and (
        place.attribute in ("style", "srcdoc") or place.attribute.startswith("on")
    ):
        return f'a template cannot insert values in the attribute "{place.attribute}"'
    return ""


_INSTEAD = "styles and scripts belong in files below static/; give the element a class or a data- attribute"


class Contexts(Extension):
    """The Jinja extension that adds sinks to the expressions of a template while it is parsed."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        """The template's tokens, with a filter added to each expression that needs one."""
        return _Reader(stream).tokens()


class _Reader:
    """Reads one template token by token, and follows its place in the HTML."""

    def __init__(self, stream: TokenStream) -> None:
        self._name, self._filename = stream.name, stream.filename
        self._stream = stream
        self._place = Place()
        self._outer: list[Place] = []

    def tokens(self) -> Iterator[Token]:
        ahead = iter(self._stream)
        for token in ahead:
            if token.type == "data":
                self._place = after(self._place, token.value)
                yield token
            elif token.type == "variable_begin":
                yield from self._expression(token, ahead)
            elif token.type == "block_begin":
                yield from self._tag(token, ahead)
            else:
                yield token

    def _expression(self, begin: Token, ahead: Iterator[Token]) -> Iterator[Token]:
        self._may_stand_here(begin)
        name = sink(self._place)
        yield begin
        if name:
            yield Token(begin.lineno, "lparen", "(")
        for token in self._checked(ahead):
            if token.type == "variable_end" and name:
                yield Token(token.lineno, "rparen", ")")
                yield Token(token.lineno, "pipe", "|")
                yield Token(token.lineno, "name", name)
            yield token
            if token.type == "variable_end":
                break
        # After any expression, the attribute's value has started, so the next one is not the start of an address.
        self._place = self._place._replace(value=self._place.value + "…")

    def _tag(self, begin: Token, ahead: Iterator[Token]) -> Iterator[Token]:
        tokens = [begin]
        for token in self._checked(ahead):
            tokens.append(token)
            if token.type == "block_end":
                break
        word = tokens[1].value if len(tokens) > 1 else ""
        if word == "autoescape":
            self._refuse(
                begin,
                "escaping cannot be turned off",
                "delete this tag and its end tag: HTML from edblog is shown as HTML without it",
            )
        if word == "filter" and len(tokens) > 2:
            self._refuse_filter(tokens[2])
        if word in ("include", "block", "call", "import", "from"):
            self._may_stand_here(begin)
            if self._place.state == "raw" and self._place.tag == "script":
                self._refuse(begin, f'a script element cannot hold "{word}"', _INSTEAD)
        self._branch(word, is_block=not any(token.type == "assign" for token in tokens))
        yield from tokens

    def _branch(self, word: str, *, is_block: bool) -> None:
        """Sets the place at a control tag: `else` starts in the state before the `if`; macro, call and set blocks start in text."""
        if word in ("if", "for"):
            self._outer.append(self._place)
        elif word in ("elif", "else") and self._outer:
            self._place = self._outer[-1]
        elif word in ("endif", "endfor") and self._outer:
            self._outer.pop()
        elif word in ("macro", "call") or (word == "set" and is_block):
            self._outer.append(self._place)
            self._place = Place()
        elif word in ("endmacro", "endcall", "endset") and self._outer:
            self._place = self._outer.pop()

    def _checked(self, ahead: Iterator[Token]) -> Iterator[Token]:
        former = ""
        for token in ahead:
            if former == "pipe":
                self._refuse_filter(token)
            former = token.type
            yield token

    def _refuse_filter(self, token: Token) -> None:
        if token.type == "name" and token.value in _REFUSED_FILTERS:
            self._refuse(token, f"there is no filter {token.value}", _REFUSED_FILTERS[token.value])

    def _may_stand_here(self, token: Token) -> None:
        if reason := hopeless(self._place):
            in_quotes = 'for example: class="{{ … }}"'
            self._refuse(
                token, reason, in_quotes if self._place.state in ("equals", "unquoted") else _INSTEAD
            )

    def _refuse(self, token: Token, message: str, help_: str) -> None:
        raise UnsafeTemplate(message, help_, token.lineno, self._name, self._filename)
