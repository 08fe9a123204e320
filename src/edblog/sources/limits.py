"""What is too large to be read at all: each limit with the figure that was found, and what to do."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection

from edblog.files.types import extension
from edblog.problems import Problem
from edblog.problems.checks import problem_of
from edblog.settings import Limits

# What is between the brackets holds no bracket, so each character is looked at once.
_DEFINITION = re.compile(r"(\*?)\[([^\[\]]*+)\] ?:")
_DEFINITION_LINES = 3
"""Lines that an address, a title or the words of an abbreviation may take up."""


def too_large(path: str, size: int, limits: Limits) -> Problem | None:
    """The problem of a file of so many bytes, if it is over the limit of its kind."""
    is_data = path.startswith("data/")
    is_text = extension(path) == ".md" and not is_data
    if size <= (limits.text_kb * 1_000 if is_text else limits.file_mb * 1_000_000):
        return None
    figures = f"{size / 1e6:,.1f} MB, and at most {limits.file_mb:,} MB are"
    if is_text:
        message = f"this file is too large for a text: {size / 1e3:,.0f} kB, and at most {limits.text_kb:,} kB are read"
        help_ = "did a picture or an export end up in the file? Keep the text, and put pictures beside it"
    elif is_data:
        message = f"this file is too large: {figures} read"
        help_ = "take out what the site does not need, or raise file_mb under [limits] in edblog.toml"
    else:
        message = f"this file is too large: {figures} published"
        help_ = (
            "save a smaller copy; a video is better on the video service of your school, with a link to it"
        )
    return problem_of("file-too-large", path, message, help_, 1, 1)


def too_much(sizes: Collection[int], limits: Limits) -> Problem | None:
    """The problem of a site whose content has files of these sizes, if they are too many or too large together."""
    total = sum(sizes)
    if len(sizes) > limits.files:
        message = f"there are {len(sizes):,} files here, and at most {limits.files:,} are read"
        help_ = (
            "take out what does not belong here; if all of it does, raise files under [limits] in edblog.toml"
        )
    elif total > limits.total_mb * 1_000_000:
        message = f"the files here have {total / 1e6:,.0f} MB, and at most {limits.total_mb:,} MB are read"
        help_ = "take out what does not belong here; if all of it does, raise total_mb under [limits] in edblog.toml"
    else:
        return None
    return problem_of("site-too-large", "content", message, help_, 1, 1)


def repeated(body: str) -> int:
    """At most how many characters the definitions of a text become, each of which stands wherever its name does.

    An abbreviation is explained at each place, and a link with a name has its address and title there.
    """
    if "]:" not in body and "] :" not in body:
        return 0
    ends = [found.start() for found in re.finditer("\n", body)]
    lengths: dict[str, int] = {}
    for found in _DEFINITION.finditer(body):
        line = bisect_left(ends, found.end()) + _DEFINITION_LINES - 1
        end = ends[line] if line < len(ends) else len(body)
        # An empty line ends it.
        if (empty := body.find("\n\n", found.end(), end)) >= 0:
            end = empty
        name = _spaced(found[2] if found[1] else f"[{found[2]}]")
        lengths[name] = max(lengths.get(name, 0), end - found.end())
    if not lengths:
        return 0
    text = _spaced(body)
    return sum(length * text.count(name) for name, length in lengths.items() if name)


def _spaced(text: str) -> str:
    return " ".join(text.lower().split())
