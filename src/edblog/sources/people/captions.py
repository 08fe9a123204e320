"""The words of captions (WebVTT), which are published byte for byte: what gives people away, and what is hard to read."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator
from itertools import islice

from edblog.model import Remark
from edblog.problems import Problem
from edblog.problems.checks import problem_of
from edblog.sources.decode import with_plain_line_ends
from edblog.sources.markdown.accessibility import CAPITALS, in_capitals
from edblog.sources.people.remarks import remarks_in

# A tag is read to its end, and begins nowhere within itself. That of a voice says who speaks.
_TAG = re.compile(r"<(?:v[^\s<>]*+[ \t]++([^<>]*+)|[^<>]*+)>")
# What is heard besides words, often in capital letters: each is read to its end, and begins nowhere within itself.
_SOUND = re.compile(r"\[[^\[\]]*+\]|\([^()]*+\)")
LONGEST = 1_000_000
"""Characters that are looked at: those of some ten hours."""
_NOT_READ = ("STYLE", "REGION")
"""First words of blocks that hold no words for people."""


class Captions:
    """The words that people read or hear, without tags.

    There is nothing between those of two cues, so that a name may begin in one and end in the next.
    """

    def __init__(self, path: str, data: bytes) -> None:
        self.path = path
        self._starts: list[int] = []
        """Where each piece of a line begins in the text."""
        self._places: list[tuple[int, int]] = []
        """The line and column of each."""
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

    def remarks(self, region: str, *, is_official: bool) -> tuple[Remark, ...]:
        """What may give a person away."""
        return remarks_in(self.text, region, self.place, is_official=is_official)

    def problems(self) -> list[Problem]:
        """What is hard to read, said once: such captions are in capital letters from beginning to end."""
        found = in_capitals(_SOUND.sub(lambda sound: " " * len(sound[0]), self.text))
        return [
            problem_of("all-capitals", self.path, CAPITALS, f'write "{shown}"', *self.place(at))
            for at, shown in islice(found, 1)
        ]


def _lines(text: str) -> list[tuple[int, str]]:
    """The lines of words, each with its number."""
    lines: list[tuple[int, str]] = []
    first, kind = 0, ""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            first = 0
            continue
        if not first:
            first, kind = number, line.split(maxsplit=1)[0]
        if "-->" in line:
            # What is above the times is a name for the cue.
            if lines and lines[-1][0] == first == number - 1:
                lines.pop()
            kind = ""
        elif kind not in _NOT_READ:
            lines.append((number, line))
    return lines


def _pieces(line: str) -> Iterator[tuple[int, str]]:
    """What is between the tags of a line, and who speaks, each with where it begins."""
    at = 0
    for tag in _TAG.finditer(line):
        yield at, line[at : tag.start()]
        if tag[1]:
            yield tag.start(1), f"{tag[1]}: "
        at = tag.end()
    yield at, line[at:]
