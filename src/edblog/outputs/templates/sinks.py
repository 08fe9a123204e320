"""Escapes values for their place in a page: attribute, address, tag or script. Each such function is a sink.

Jinja escapes text between tags. Everywhere else `contexts.py` adds one of these filters to an expression. A value that cannot
be made safe at its place raises `Unavailable`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from edblog.outputs.templates.faults import Unavailable

SCHEMES = frozenset(["http", "https", "mailto", "tel", "webcal"])
"""Schemes that an address from an expression may have. Addresses written in a template itself are not checked."""

# Linear: no two neighboring parts of a pattern can match the same character.
_ENDS_A_VALUE = re.compile("[<>\"']")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_WORDS = re.compile(r"[A-Za-z0-9_ \-]*")
# Browsers remove these characters anywhere in an address (WHATWG URL, section 4.4), and `_BEFORE` at its start.
_LEFT_OUT = str.maketrans("", "", "\t\n\r")
_BEFORE = "".join(map(chr, range(0x21)))


class ScriptJson(str):
    """JSON that is safe inside a `script` element, and only there; templates get it from `json_ld` and `script_data`."""

    __slots__ = ()


def attribute(value: object) -> Markup:
    """A value escaped for a quoted attribute. Raises `Unavailable` for HTML with tags or quotes."""
    return _short(value) if type(value) is str and len(value) < _SHORT else _attribute(value)


def _attribute(value: object) -> Markup:
    html: Callable[[], str] | None = None if type(value) is str else getattr(value, "__html__", None)
    if html is None:
        return escape(value)
    text = html()
    if _ENDS_A_VALUE.search(text):
        help_ = "remove its tags: {{ body|striptags }}"
        raise Unavailable(
            "html-in-attribute",
            "this is HTML inside an attribute, and an attribute can hold only text",
            help_,
            "",
        )
    return Markup(text)  # noqa: S704 - nothing in it ends the attribute


# As in `quick.py`: texts such as those of the menu are on every page, so they are escaped once.
_SHORT = 200
_short = lru_cache(maxsize=2048)(_attribute)


def address(value: object) -> Markup:
    """An address escaped for an attribute such as `href`. Raises `Unavailable` for a scheme that is not in `SCHEMES`."""
    return _short_address(value) if type(value) is str and len(value) < _SHORT else _address(value)


def _address(value: object) -> Markup:
    text = _attribute(value)
    plain = str(value).translate(_LEFT_OUT).lstrip(_BEFORE)
    found = _SCHEME.match(plain)
    if found and found[1].lower() not in SCHEMES:
        message = f'an address of a page cannot start with "{found[1]}:"'
        raise Unavailable(
            "unsafe-address", message, f"it can start with {', '.join(sorted(SCHEMES))} or /", ""
        )
    return text


_short_address = lru_cache(maxsize=2048)(_address)


def word(value: object) -> Markup:
    """A value for an unquoted place in a tag: the tag's name, or an attribute's. Raises `Unavailable` for other characters."""
    text = str(value)
    if not _WORDS.fullmatch(text):
        message = (
            "this value is in a tag without quotes, so it may contain only letters, digits, spaces, - and _"
        )
        raise Unavailable("unquoted-value", message, 'put it in quotes: class="{{ … }}"', "")
    return Markup(text)  # noqa: S704 - letters, digits and hyphens


def script(value: object) -> Markup:
    """A value for a `script` element. Raises `Unavailable` for anything but the result of `json_ld` or `script_data`."""
    if not isinstance(value, ScriptJson):
        message = "a script element can hold only the result of json_ld or script_data"
        raise Unavailable(
            "value-in-script",
            message,
            "put the value in an attribute such as data-title, and the script in a file in static/",
            "",
        )
    return Markup(str(value))  # noqa: S704 - `ScriptJson` cannot end the element


SINKS: dict[str, Callable[[Any], Markup]] = {
    "eb_attribute": attribute,
    "eb_address": address,
    "eb_word": word,
    "eb_script": script,
}
"""The sinks by the name of the filter that `contexts.py` adds to an expression."""
