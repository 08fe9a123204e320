"""Players in a text: each becomes a link in its HTML, and a record of what a page shows in its stead.

The Markdown never holds the HTML of a player, and neither does what it becomes. Before the conversion, each player is
replaced by a word that nobody can guess. Where that word comes out as a paragraph, a link to the same word takes its place,
which the sanitiser makes a placeholder; anywhere else, such as in code, what the writer typed comes back.
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
from edblog.sources.markdown.player_blocks import Written, written
from edblog.sources.markdown.player_fields import PlayerReader

_HIDING = (("<pre", "</pre"), ("<!--", "-->"))
"""Between these, a player is plain text on purpose."""


MOST = 100
"""Players in one text: each is a kilobyte or two of the page."""


class Draft(NamedTuple):
    """A player before its text is converted."""

    mark: str
    """The word that stands for it."""
    written: Written
    embed: Player | None
    """None where something is wrong; its positions are in `references`, from 0."""
    references: tuple[Reference, ...]
    """What it plays is the first."""
    problems: tuple[Problem, ...]


class Players:
    """Those of one text."""

    def __init__(self, path: str, body: str, first_line: int, lang: str) -> None:
        # A text that holds its own digest is not to be found, so no text can name a mark.
        self.prefix = f"edblogplayer{blake2b(body.encode('utf-8', 'replace'), digest_size=16).hexdigest()}n"
        self.path, self.body = path, body
        self.drafts: dict[str, Draft] = {}
        for block in written(path, body, first_line):
            reader = PlayerReader(path, block, lang)
            embed = reader.embed()
            if embed is not None or reader.problems:
                mark = f"{self.prefix}{len(self.drafts)}n"
                self.drafts[mark] = Draft(
                    mark, block, embed, tuple(reader.references), tuple(reader.problems)
                )

    def shown(self) -> dict[str, tuple[str, bool]]:
        """By mark the title of a player, and True; what was typed, and False, where something is wrong with it."""
        return {
            mark: (draft.embed.title, True) if draft.embed else (self._typed(draft.written), False)
            for mark, draft in self.drafts.items()
        }

    def _typed(self, block: Written) -> str:
        return self.body[block.start : block.end].replace(f"\n{block.indent}", "\n").strip()

    def marked(self) -> str:
        """The text with marks in place of players."""
        parts: list[str] = []
        at = 0
        for draft in self.drafts.values():
            block = draft.written
            parts += (self.body[at : block.start], self._alone(block, draft.mark))
            at = block.end
        return "".join((*parts, self.body[at:]))

    def _alone(self, block: Written, mark: str) -> str:
        """A mark as a paragraph; in what may be a block of code, no line is added that would show there."""
        if len(block.indent.expandtabs(4)) >= 4:
            return block.indent + mark
        before = "" if self.body[: block.start].endswith("\n\n") else "\n"
        after = "" if self.body.startswith("\n\n", block.end) else "\n"
        return f"{before}{block.indent}{mark}{after}"

    def without(self, live: Collection[str]) -> str:
        """The text with spaces in place of the players that were found, and of blocks; all else is where it was."""
        parts: list[str] = []
        at = 0
        for mark, draft in self.drafts.items():
            # A block that is no player is code, hidden, or has a problem of its own.
            if mark in live or draft.written.kind:
                block = draft.written
                parts += (
                    self.body[at : block.start],
                    re.sub(r"[^\n]", " ", self.body[block.start : block.end]),
                )
                at = block.end
        return "".join((*parts, self.body[at:]))

    def restored(self, raw: str, live: Collection[str]) -> tuple[str, list[Problem]]:
        """The HTML with what was typed in place of the marks that are no players, and what is wrong with those."""
        problems = []

        def typed(match: re.Match[str]) -> str:
            draft = self.drafts.get(match[0])
            if draft is None or draft.mark in live:
                return match[0]
            block, at = draft.written, match.start()
            hidden = any(raw.rfind(start, 0, at) > raw.rfind(end, 0, at) for start, end in _HIDING)
            if block.kind and not hidden:
                problems.append(_squeezed(self.path, block))
            return escape(self._typed(block), quote=False)

        return re.sub(f"{self.prefix}[0-9]+n", typed, raw), problems

    def problems(self, live: Collection[str]) -> list[Problem]:
        """What is wrong with the players that were found."""
        found = [draft for mark, draft in self.drafts.items() if mark in live]
        problems = [problem for draft in found for problem in draft.problems]
        playing = [draft.written for draft in found if draft.embed is not None]
        return (
            [*problems, _too_many(self.path, playing[MOST], len(playing))]
            if len(playing) > MOST
            else problems
        )

    def embeds(self, references: list[Reference], marks: Sequence[tuple[int, str]]) -> tuple[Player, ...]:
        """The players whose placeholders have these positions in `references`, to which they add what they name."""
        embeds = []
        for place, mark in marks:
            draft = self.drafts[mark]
            embed = draft.embed
            assert embed is not None
            references[place] = draft.references[0]
            # The first one has the placeholder.
            shift = len(references) - 1
            references += draft.references[1:]
            embeds.append(
                msgspec.structs.replace(
                    embed,
                    file=place,
                    poster=embed.poster + shift if embed.poster >= 0 else -1,
                    transcript=embed.transcript + shift if embed.transcript >= 0 else -1,
                    captions=tuple(Captions(c.file + shift, c.lang) for c in embed.captions),
                )
            )
        return tuple(embeds)


def _too_many(path: str, block: Written, number: int) -> Problem:
    message = f"this text has {number:,} players, and a page holds at most {MOST}"
    help_ = "make two or more stories of it"
    return problem_of("too-many-players", path, message, help_, block.line, block.column)


def _squeezed(path: str, block: Written) -> Problem:
    message = f"this ::: {block.kind} block is part of the lines around it"
    help_ = "leave a blank line above and below it"
    return problem_of("embed-in-paragraph", path, message, help_, block.line, block.column)
