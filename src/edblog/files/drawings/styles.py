"""Styles in drawings: content that loads or runs something, embedded pictures, and references to parts of the drawing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

# Each alternative has at most one run, of characters that cannot follow it, so linear.
_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif);base64,[A-Za-z0-9+/=\s]*", re.IGNORECASE)
_FONT = re.compile(
    r"data:(?:application|font)/[\w.+-]{1,40}(?:;charset=[\w-]{1,20})?;base64,[A-Za-z0-9+/=\s]*"
)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|([^0-9a-fA-F\n]))")
# Ends at the first end mark, or at the end of the text, so linear.
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
# CSS reads each of these as one line break; none has a repeat.
_LINE_BREAK = re.compile(r"\r\n|\r|\f")
# Each run ends at a brace, and the next one begins after that, so linear.
_FONT_FACE = re.compile(r"@font-face\s*\{[^{}]*\}", re.IGNORECASE)
# Fixed words with runs of spaces between them, so linear.
_IMPORT = re.compile(r"@import\s*(url\(\s*)?([\"']?)", re.IGNORECASE)
_MEDIA_QUERY_LIMIT = 200
"""Most characters of a media query after the address of an import."""
_URL = re.compile(r"url\s*\(", re.IGNORECASE)
# Fixed words, and runs of spaces that end at the next character, so linear.
_DANGER = re.compile(
    r"@\s*(import)|(expression)\s*\(|(?<![\w-])(-moz-binding|behavior)\s*:|(javascript|vbscript)\s*:"
    r"|(?<![\w-])((?:-webkit-)?image-set|image|src|cross-fade)\s*\(",
    re.IGNORECASE,
)


def without_web_fonts(style: str) -> tuple[str, list[str]]:
    """A style without the rules that load fonts from elsewhere, and the names of the removed rules.

    The result still has to be checked. A style with escapes is returned unchanged.
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
    """Start, end and address of each `@import` rule."""
    at = 0
    while rule := _IMPORT.search(style, at):
        at = rule.end()
        if closing := rule[2] or (")" if rule[1] else ""):
            if (end := style.find(closing, at)) < 0:
                return
            url, at = style[at:end].strip(), end + 1
            rest = style[at : at + _MEDIA_QUERY_LIMIT]
            words, found, _ = rest.partition(";")
            if (found or len(rest) < _MEDIA_QUERY_LIMIT) and not set("{}@\"'") & set(words):
                at += len(words) + len(found)
                yield rule.start(), at, url


def danger_in(style: str) -> str:
    """The part of a style that would load or run something; empty if there is none.

    Escapes and comments are resolved as in browsers, in either order.
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
    """A style with `clean` applied to each `data:` picture; None if the address of one contains escapes."""
    if "data:" not in style.lower() and "\\" not in style:
        return style
    if any(is_picture(url) and url not in style for variant in _variants(style) for url in _urls(variant)):
        return None
    return _PICTURE.sub(lambda found: clean(found[0]), style)


def is_picture(url: str) -> bool:
    """Whether an address is a `data:` URL of a pixel picture."""
    return _PICTURE.fullmatch(url) is not None


def targets(value: str) -> Iterator[str]:
    """Ids that an attribute or a style refers to, decoded as in browsers: `%41` is A."""
    if "#" in value or "\\" in value:
        plain = _ESCAPE.sub(_unescaped, _LINE_BREAK.sub("\n", value))
        if plain.strip().startswith("#"):
            yield unquote(plain.strip()[1:])
        yield from (unquote(url[1:]) for url in _urls(plain) if url.startswith("#"))


def _urls(style: str) -> Iterator[str]:
    """The address in each `url()`, without quotes; an unclosed one ends with the style."""
    at = 0
    # The search ignores case by itself; a lowered text may differ in length.
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
