"""What a value becomes where it stands in a page: in an attribute, in an address, in a tag, in a script.

Texts between tags are escaped by Jinja. Everywhere else a value goes through one of these, which `contexts.py`
puts there. Whatever would mean something else than what the theme's author had in mind is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from edblog.outputs.templates.faults import Unavailable

SCHEMES = frozenset(["http", "https", "mailto", "tel"])
"""Of addresses that come out of an expression; what a template spells out itself is not looked at."""

# Each is one pass: no part of a pattern can match what the part before it has passed over.
_ENDS_A_VALUE = re.compile("[<>\"']")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_WORDS = re.compile(r"[A-Za-z0-9_ \-]*")
# Browsers leave these out of an address, wherever they are (WHATWG URL, section 4.4), and the others at its start.
_LEFT_OUT = str.maketrans("", "", "\t\n\r")
_BEFORE = "".join(map(chr, range(0x21)))


class ScriptJson(str):
    """JSON that can stand in a `script` element and nowhere else; templates have it from `json_ld`."""

    __slots__ = ()


def attribute(value: object) -> Markup:
    """A value between the quotes of an attribute."""
    return _short(value) if type(value) is str and len(value) < _SHORT else _attribute(value)


def _attribute(value: object) -> Markup:
    html: Callable[[], str] | None = None if type(value) is str else getattr(value, "__html__", None)
    if html is None:
        return escape(value)
    text = html()
    if _ENDS_A_VALUE.search(text):
        help_ = "take the tags out: {{ body|striptags }}"
        raise Unavailable(
            "html-in-attribute",
            "this is HTML inside an attribute, and an attribute can hold only text",
            help_,
            "",
        )
    return Markup(text)  # noqa: S704 - nothing in it ends the attribute


# As in `quick.py`, texts such as those of the menu are on every page.
_SHORT = 200
_short = lru_cache(maxsize=2048)(_attribute)


def address(value: object) -> Markup:
    """An address at the start of an attribute such as `href`."""
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
    """A part of a tag outside of quotes: of its name, or the name of an attribute."""
    text = str(value)
    if not _WORDS.fullmatch(text):
        message = "this value is in a tag without quotes around it, and it is more than letters and digits"
        raise Unavailable("unquoted-value", message, 'put it in quotes: class="{{ … }}"', "")
    return Markup(text)  # noqa: S704 - letters, digits and hyphens


def script(value: object) -> Markup:
    """A value in a `script` element: JSON that was made for that."""
    if not isinstance(value, ScriptJson):
        message = "a script element can hold only the result of json_ld"
        raise Unavailable(
            "value-in-script",
            message,
            "put it into an attribute such as data-title, and the script into static/",
            "",
        )
    return Markup(str(value))  # noqa: S704 - `ScriptJson` cannot end the element


SINKS: dict[str, Callable[[Any], Markup]] = {
    "eb_attribute": attribute,
    "eb_address": address,
    "eb_word": word,
    "eb_script": script,
}
"""By the name of the filter that `contexts.py` puts behind an expression."""
