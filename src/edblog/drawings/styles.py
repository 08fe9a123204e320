"""Styles within drawings: whether one loads or runs something, and which parts of the drawing it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

# Each alternative has at most one run, of signs that cannot stand behind it, so linear.
_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif);base64,[A-Za-z0-9+/=\s]*", re.IGNORECASE)
_FONT = re.compile(
    r"data:(?:application|font)/[\w.+-]{1,40}(?:;charset=[\w-]{1,20})?;base64,[A-Za-z0-9+/=\s]*"
)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|([^0-9a-fA-F\n]))")
# Ends at the first sign of its end, or takes all that is left, so linear.
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
# CSS reads each of these as one line break; none has a repeat.
_LINE_BREAK = re.compile(r"\r\n|\r|\f")
# A word, and a run of spaces behind it that ends at the next sign, so linear.
_URL = re.compile(r"url\s*\(", re.IGNORECASE)
# A word, and a run of spaces that ends at the next sign, so linear.
_DANGER = re.compile(
    r"@\s*(import)|(expression)\s*\(|(?<![\w-])(-moz-binding|behavior)\s*:|(javascript|vbscript)\s*:"
    r"|(?<![\w-])((?:-webkit-)?image-set|image|src|cross-fade)\s*\(",
    re.IGNORECASE,
)


def danger_in(style: str) -> str:
    """What a style would load or run, in its own words; empty where it does neither.

    Escapes and comments are read as a browser reads them, in each order.
    """
    if not ("(" in style or "@" in style or ":" in style or "\\" in style):
        return ""
    style = _LINE_BREAK.sub("\n", style)
    plain = _ESCAPE.sub(_unescaped, style)
    for variant in dict.fromkeys(
        (plain, _COMMENT.sub("", plain), _ESCAPE.sub(_unescaped, _COMMENT.sub(" ", style)))
    ):
        if found := _DANGER.search(variant):
            return next(part for part in found.groups() if part)
        for url in _urls(variant):
            if not (url.startswith("#") or is_picture(url) or _FONT.fullmatch(url)):
                return f"url({url[:40]}"
    return ""


def is_picture(url: str) -> bool:
    """Whether an address is a picture made of dots, written out in the address itself."""
    return _PICTURE.fullmatch(url) is not None


def targets(value: str) -> Iterator[str]:
    """Ids of the parts that an attribute or a style names, as browsers look for them: `%41` stands for A."""
    if "#" in value or "\\" in value:
        plain = _ESCAPE.sub(_unescaped, _LINE_BREAK.sub("\n", value))
        if plain.strip().startswith("#"):
            yield unquote(plain.strip()[1:])
        yield from (unquote(url[1:]) for url in _urls(plain) if url.startswith("#"))


def _urls(style: str) -> Iterator[str]:
    """What stands between the parentheses of each `url()`, without quotes; one that is not closed ends with the style."""
    at = 0
    # Places are those of the text itself: in small letters, another text may be longer.
    while found := _URL.search(style, at):
        end = style.find(")", found.end())
        at = len(style) if end < 0 else end
        url = style[found.end() : at].strip(" \t\n")
        is_quoted = len(url) > 1 and url[0] in "\"'" and url[-1] == url[0]
        yield url[1:-1].strip(" \t\n") if is_quoted else url


def _unescaped(match: re.Match[str]) -> str:
    if match[1]:
        number = int(match[1], 16)
        return chr(number) if 0 < number <= 0x10FFFF and not 0xD800 <= number < 0xE000 else "\ufffd"
    return match[2] or ""
