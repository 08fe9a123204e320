"""Captions (WebVTT): finds private details and words that are hard to read in them. They are published byte for byte."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator
from itertools import islice

from edblog.model import PrivateDetail
from edblog.problems import Problem
from edblog.problems.checks import problem_of
from edblog.sources.decode import with_plain_line_ends
from edblog.sources.markdown.accessibility import CAPITALS, in_capitals
from edblog.sources.people.private_details import private_details_in

# The tag of a voice names the speaker. Linear: no tag starts inside another.
_TAG = re.compile(r"<(?:v[^\s<>]*+[ \t]++([^<>]*+)|[^<>]*+)>")
# Sounds such as [APPLAUSE], often in capital letters. Linear: none starts inside another.
_SOUND = re.compile(r"\[[^\[\]]*+\]|\([^()]*+\)")
LONGEST = 1_000_000
"""Characters that are checked: about ten hours of speech."""
_SETTINGS = ("STYLE", "REGION")
"""First words of blocks without words for readers."""


class Captions:
    """The words of a caption file, without tags.

    The words of one cue follow those of the cue before, so that a name may start in one and end in the next.
    """

    def __init__(self, path: str, data: bytes) -> None:
        self.path = path
        self._starts: list[int] = []
        """The start of each piece in the text."""
        self._places: list[tuple[int, int]] = []
        """The line and column of each piece."""
        words, length = [], 0
        for number, line in _lines(with_plain_line_ends(data.decode("utf-8-sig", "replace")[:LONGEST])):
            for at, piece in _pieces(f"{line.rstrip()}\n"):
                self._starts.append(length)
                self._places.append((number, at + 1))
                words.append(piece)
                length += len(piece)
        self.text = "".join(words)

    def place(self, at: int) -> tuple[int, int]:
        """The line and column of a position in the text."""
        piece = bisect(self._starts, at) - 1
        line, column = self._places[piece]
        return line, column + at - self._starts[piece]

    def private_details(self, region: str, *, is_official: bool) -> tuple[PrivateDetail, ...]:
        """The private details in the words."""
        return private_details_in(self.text, region, self.place, is_official=is_official)

    def problems(self) -> list[Problem]:
        """The first sentence in capital letters: captions are in capitals from beginning to end, or not at all."""
        found = in_capitals(_SOUND.sub(lambda sound: " " * len(sound[0]), self.text))
        return [
            problem_of("all-capitals", self.path, CAPITALS, f'write "{suggestion}"', *self.place(at))
            for at, suggestion in islice(found, 1)
        ]


def _lines(text: str) -> list[tuple[int, str]]:
    """The lines of words, each with its number."""
    lines: list[tuple[int, str]] = []
    first, block = 0, ""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            first = 0
            continue
        if not first:
            first, block = number, line.split(maxsplit=1)[0]
        if "-->" in line:
            # The line above the times is the name of the cue.
            if lines and lines[-1][0] == first == number - 1:
                lines.pop()
            block = ""
        elif block not in _SETTINGS:
            lines.append((number, line))
    return lines


def _pieces(line: str) -> Iterator[tuple[int, str]]:
    """The pieces of a line between its tags, and the names of speakers, each with its start in the line."""
    at = 0
    for tag in _TAG.finditer(line):
        yield at, line[at : tag.start()]
        if tag[1]:
            yield tag.start(1), f"{tag[1]}: "
        at = tag.end()
    yield at, line[at:]
