"""Checks the limits on the size of files, of a site, and of expanded texts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection

from edblog.files.types import extension
from edblog.problems import Problem, messages
from edblog.problems.checks import problem_of
from edblog.settings import Limits

# Linear: no brackets inside the brackets, so each character is read once.
_DEFINITION = re.compile(r"(\*?)\[([^\[\]]*+)\] ?:")
_DEFINITION_LINES = 3
"""Most lines that the definition of a link or an abbreviation takes up."""


def file_too_large(path: str, size: int, limits: Limits) -> Problem | None:
    """The problem of a file whose size in bytes is over the limit for its type; None for others."""
    is_data = path.startswith("data/")
    is_text = extension(path) == ".md" and not is_data
    if size <= (limits.text_kb * 1_000 if is_text else limits.file_mb * 1_000_000):
        return None
    message = f"this file is too large: it has {size / 1e6:,.1f} MB, and the limit is {limits.file_mb:,} MB for a file"
    if is_text:
        message = messages.TEXT_TOO_LARGE.format(size=round(size / 1e3), limit=limits.text_kb)
        help_ = "delete pasted pictures and other data from the text, and save pictures as files in the same folder"
    elif is_data:
        help_ = "delete what the site does not need, or raise file_mb under [limits] in edblog.toml"
    else:
        help_ = "save a smaller copy; put a video on your school's video service, and link to it"
    return problem_of("file-too-large", path, message, help_, 1, 1)


def site_too_large(sizes: Collection[int], limits: Limits) -> Problem | None:
    """The problem of a site with too many files, or with files that are too large together; `sizes` are in bytes."""
    total = sum(sizes)
    if len(sizes) > limits.files:
        message, setting = f"there are {len(sizes):,} files here, and the limit is {limits.files:,}", "files"
    elif total > limits.total_mb * 1_000_000:
        message = f"the files here add up to {total / 1e6:,.0f} MB, and the limit is {limits.total_mb:,} MB"
        setting = "total_mb"
    else:
        return None
    help_ = (
        f"delete what does not belong here; if all of it does, raise {setting} under [limits] in edblog.toml"
    )
    return problem_of("site-too-large", "content", message, help_, 1, 1)


def expanded_length(body: str) -> int:
    """An upper bound of the characters that the definitions of a text add to its page.

    Each use of an abbreviation repeats its explanation; each use of a named link repeats its address and title.
    """
    if "]:" not in body and "] :" not in body:
        return 0
    ends = [found.start() for found in re.finditer("\n", body)]
    lengths: dict[str, int] = {}
    for found in _DEFINITION.finditer(body):
        line = bisect_left(ends, found.end()) + _DEFINITION_LINES - 1
        end = ends[line] if line < len(ends) else len(body)
        # A blank line ends a definition.
        if (blank := body.find("\n\n", found.end(), end)) >= 0:
            end = blank
        name = _spaced(found[2] if found[1] else f"[{found[2]}]")
        lengths[name] = max(lengths.get(name, 0), end - found.end())
    if not lengths:
        return 0
    text = _spaced(body)
    return sum(length * text.count(name) for name, length in lengths.items() if name)


def _spaced(text: str) -> str:
    return " ".join(text.lower().split())
