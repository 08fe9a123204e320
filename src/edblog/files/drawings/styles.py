"""Styles within drawings: whether one loads or runs something, and which parts of the drawing it names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
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
# The run ends at a brace, and another one begins behind that, so linear.
_FONT_FACE = re.compile(r"@font-face\s*\{[^{}]*\}", re.IGNORECASE)
# Fixed words with runs of spaces between them, each of which ends at what is not one, so linear.
_IMPORT = re.compile(r"@import\s*(url\(\s*)?([\"']?)", re.IGNORECASE)
_BEHIND = 200
"""Characters behind the address of an import that may be words about screens."""
_URL = re.compile(r"url\s*\(", re.IGNORECASE)
# A word, and a run of spaces that ends at the next sign, so linear.
_DANGER = re.compile(
    r"@\s*(import)|(expression)\s*\(|(?<![\w-])(-moz-binding|behavior)\s*:|(javascript|vbscript)\s*:"
    r"|(?<![\w-])((?:-webkit-)?image-set|image|src|cross-fade)\s*\(",
    re.IGNORECASE,
)


def without_web_fonts(style: str) -> tuple[str, list[str]]:
    """A style without the rules that load fonts from elsewhere, and how these are called.

    What is left has to be looked at all the same. One with escapes stays as it is.
    """
    if "@" not in style or "\\" in style:
        return style, []
    plain = _COMMENT.sub(" ", style)
    found: list[str] = []

    def without(rule: re.Match[str]) -> str:
        if all(_FONT.fullmatch(url) for url in _urls(rule[0])):
            return rule[0]
        found.append("@font-face")
        return " "

    kept = _FONT_FACE.sub(without, plain)
    pieces, at = [], 0
    for start, end, url in _imports(kept):
        if "font" in url.lower() and url.lower().startswith(("https://", "http://", "//")):
            pieces.append(kept[at:start])
            at = end
            found.append("@import of fonts")
    kept = " ".join([*pieces, kept[at:]])
    return (kept, list(dict.fromkeys(found))) if found else (style, [])


def _imports(style: str) -> Iterator[tuple[int, int, str]]:
    """Where each rule that loads another style begins and ends, and the address of that."""
    at = 0
    while rule := _IMPORT.search(style, at):
        at = rule.end()
        if closing := rule[2] or (")" if rule[1] else ""):
            if (end := style.find(closing, at)) < 0:
                return
            url, at = style[at:end].strip(), end + 1
            behind = style[at : at + _BEHIND]
            words, found, _ = behind.partition(";")
            if (found or len(behind) < _BEHIND) and not set("{}@\"'") & set(words):
                at += len(words) + len(found)
                yield rule.start(), at, url


def danger_in(style: str) -> str:
    """What a style would load or run, in its own words; empty where it does neither.

    Escapes and comments are read as a browser reads them, in each order.
    """
    if not ("(" in style or "@" in style or ":" in style or "\\" in style):
        return ""
    for variant in _variants(style):
        if found := _DANGER.search(variant):
            return next(part for part in found.groups() if part)
        for url in _urls(variant):
            if not (url.startswith("#") or is_picture(url) or _FONT.fullmatch(url)):
                return f"url({url[:40]}"
    return ""


def _variants(style: str) -> dict[str, None]:
    style = _LINE_BREAK.sub("\n", style)
    plain = _ESCAPE.sub(_unescaped, style)
    return dict.fromkeys((plain, _COMMENT.sub("", plain), _ESCAPE.sub(_unescaped, _COMMENT.sub(" ", style))))


def with_pictures(style: str, clean: Callable[[str], str]) -> str | None:
    """A style with other addresses for the pictures that are written out in it; None where one is written with escapes."""
    if "data:" not in style.lower() and "\\" not in style:
        return style
    if any(is_picture(url) and url not in style for variant in _variants(style) for url in _urls(variant)):
        return None
    return _PICTURE.sub(lambda found: clean(found[0]), style)


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
