"""The HTTP headers that the site's `_headers` gives to files, for hosts that keep headers beside each file and do not read `_headers`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

_KEPT = ("cache-control", "content-type")
"""Headers that a bucket keeps for each file."""
Headers = tuple[tuple[str, str], ...]
_FRESH = {"cache-control": "no-cache"}
"""Without an answer, a browser may show an old page for hours."""


def stored_headers(folder: Path) -> Callable[[str], Headers]:
    """A function that gives the headers of a file by its path, from `_headers` in a folder: `Cache-Control` and `Content-Type`."""
    try:
        text = (folder / "_headers").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        text = ""
    rules: list[tuple[str, str, str]] = []
    pattern = ""
    for line in text.splitlines():
        if line.startswith("/"):
            pattern = line.strip()
        elif line[:1].isspace() and ":" in line:
            name, _, value = line.strip().partition(":")
            if name.lower() in _KEPT:
                rules.append((pattern, name.lower(), value.strip()))
    base = _base(text)

    def headers(path: str) -> Headers:
        given = {name: value for pattern, name, value in rules if _fits(pattern, base + path)}
        return tuple(sorted({**_FRESH, **given}.items()))

    return headers


def _fits(pattern: str, path: str) -> bool:
    """Whether a path fits a pattern, in which a star stands for any characters."""
    first, *parts = pattern.split("*")
    if not parts:
        return path == first
    *middle, last = parts
    if not path.startswith(first):
        return False
    at = len(first)
    for part in middle:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return len(path) - at >= len(last) and path.endswith(last)


def _base(text: str) -> str:
    """The path of the home page: that of the first rule."""
    first = next((line.strip() for line in text.splitlines() if line.startswith("/")), "/*")
    return first.partition("*")[0]
