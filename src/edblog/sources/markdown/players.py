"""Players in a text: each becomes a link in its HTML, and a record from which a page makes the player.

The HTML of a player is never part of a text. Before the conversion, each player is replaced by a mark: a word that nobody can guess.
If the mark becomes a paragraph, it is replaced by a link to the mark, which the sanitizer turns into a placeholder. Anywhere else,
such as in code, the mark is replaced by the text that the writer typed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from hashlib import blake2b
from html import escape
from typing import NamedTuple

import msgspec

from edblog.model import Captions, Player, Reference
from edblog.problems import Problem
from edblog.problems.checks import problem_of
from edblog.sources.markdown.player_blocks import TypedPlayer, find_players
from edblog.sources.markdown.player_fields import PlayerReader

_HIDING = (("<pre", "</pre"), ("<!--", "-->"))
"""Between these tags, a player is plain text on purpose."""


MAX_PLAYERS = 100
"""Players in one text: each adds one or two kilobytes to the page."""


class MarkedPlayer(NamedTuple):
    """A player that a mark stands for while its text is converted."""

    mark: str
    typed: TypedPlayer
    player: Player | None
    """None if it has an error. Its positions count from 0 in `references`."""
    references: tuple[Reference, ...]
    """The first one is to the video, recording or page that is played."""
    problems: tuple[Problem, ...]


class Players:
    """The players of one text."""

    def __init__(self, path: str, body: str, first_line: int, lang: str) -> None:
        # Nobody can write a text that contains its own digest, so no text contains a mark.
        self.prefix = f"edblogplayer{blake2b(body.encode('utf-8', 'replace'), digest_size=16).hexdigest()}n"
        self.path, self.body = path, body
        self.found: dict[str, MarkedPlayer] = {}
        for block in find_players(path, body, first_line):
            reader = PlayerReader(path, block, lang)
            player = reader.read()
            if player is not None or reader.problems:
                mark = f"{self.prefix}{len(self.found)}n"
                self.found[mark] = MarkedPlayer(
                    mark, block, player, tuple(reader.references), tuple(reader.problems)
                )

    def paragraphs(self) -> dict[str, tuple[str, bool]]:
        """The text for the paragraph of each mark: the player's title and True, or for a player with an error its typed text and False."""
        return {
            mark: (marked.player.title, True) if marked.player else (self._text(marked.typed), False)
            for mark, marked in self.found.items()
        }

    def _text(self, block: TypedPlayer) -> str:
        return self.body[block.start : block.end].replace(f"\n{block.indent}", "\n").strip()

    def marked(self) -> str:
        """The text with marks in place of players."""
        parts: list[str] = []
        at = 0
        for marked in self.found.values():
            block = marked.typed
            parts += (self.body[at : block.start], self._as_paragraph(block, marked.mark))
            at = block.end
        return "".join((*parts, self.body[at:]))

    def _as_paragraph(self, block: TypedPlayer, mark: str) -> str:
        """A mark with blank lines around it, except where it may be in code, which would show them."""
        if len(block.indent.expandtabs(4)) >= 4:
            return block.indent + mark
        before = "" if self.body[: block.start].endswith("\n\n") else "\n"
        after = "" if self.body.startswith("\n\n", block.end) else "\n"
        return f"{before}{block.indent}{mark}{after}"

    def without(self, placed: Collection[str]) -> str:
        """The text with spaces in place of blocks, and of the players with these marks; all other text keeps its position."""
        parts: list[str] = []
        at = 0
        for mark, marked in self.found.items():
            # A block that is not a player is code, hidden, or has a problem of its own.
            if mark in placed or marked.typed.kind:
                block = marked.typed
                parts += (
                    self.body[at : block.start],
                    re.sub(r"[^\n]", " ", self.body[block.start : block.end]),
                )
                at = block.end
        return "".join((*parts, self.body[at:]))

    def restored(self, raw: str, placed: Collection[str]) -> tuple[str, list[Problem]]:
        """The HTML with the typed text in place of all marks that are not in `placed`, and a problem for each such block."""
        problems = []

        def typed(match: re.Match[str]) -> str:
            marked = self.found.get(match[0])
            if marked is None or marked.mark in placed:
                return match[0]
            block, at = marked.typed, match.start()
            hidden = any(raw.rfind(start, 0, at) > raw.rfind(end, 0, at) for start, end in _HIDING)
            if block.kind and not hidden:
                problems.append(_in_paragraph(self.path, block))
            return escape(self._text(block), quote=False)

        return re.sub(f"{self.prefix}[0-9]+n", typed, raw), problems

    def problems(self, placed: Collection[str]) -> list[Problem]:
        """The problems of the players with these marks."""
        found = [marked for mark, marked in self.found.items() if mark in placed]
        problems = [problem for marked in found for problem in marked.problems]
        playing = [marked.typed for marked in found if marked.player is not None]
        return (
            [*problems, _too_many(self.path, playing[MAX_PLAYERS], len(playing))]
            if len(playing) > MAX_PLAYERS
            else problems
        )

    def records(self, references: list[Reference], marks: Sequence[tuple[int, str]]) -> tuple[Player, ...]:
        """The records of the players with these marks; each mark is given with the position of its placeholder in `references`.

        The files and pages that players name are added to `references`.
        """
        records = []
        for place, mark in marks:
            marked = self.found[mark]
            player = marked.player
            assert player is not None
            references[place] = marked.references[0]
            # The first reference takes the place of the placeholder.
            shift = len(references) - 1
            references += marked.references[1:]
            records.append(
                msgspec.structs.replace(
                    player,
                    file=place,
                    poster=player.poster + shift if player.poster >= 0 else -1,
                    transcript=player.transcript + shift if player.transcript >= 0 else -1,
                    captions=tuple(Captions(c.file + shift, c.lang) for c in player.captions),
                )
            )
        return tuple(records)


def _too_many(path: str, block: TypedPlayer, number: int) -> Problem:
    message = f"this text has {number:,} players, and the limit for one page is {MAX_PLAYERS}"
    help_ = "divide it into two or more stories"
    return problem_of("too-many-players", path, message, help_, block.line, block.column)


def _in_paragraph(path: str, block: TypedPlayer) -> Problem:
    message = f"this ::: {block.kind} block is part of the paragraph around it"
    help_ = "leave a blank line above and below it"
    return problem_of("embed-in-paragraph", path, message, help_, block.line, block.column)
