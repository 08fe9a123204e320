"""The result of a review, as values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from edblog.model import Record

Level = Literal["danger", "look", "fact"]
"""How much care a note asks for. Danger: it may change the program or the whole site, so read every line."""
Status = Literal["new", "changed", "moved", "deleted"]


class Note(Record, frozen=True):
    """A sentence about a change."""

    level: Level
    words: str
    """In edblog's own words, with `{}` in the place of each quotation."""
    quoted: tuple[str, ...] = ()
    """Texts from the pull request, which a format makes harmless before it shows them."""

    def filled(self, quote: Callable[[str], str]) -> str:
        """The whole sentence."""
        return self.words.format(*map(quote, self.quoted))


class Change(Record, frozen=True):
    """One changed file."""

    path: str
    """Relative to the site's folder; outside of that folder, relative to the top of the repository, with `/` before it."""
    status: Status
    what: str
    """The kind of file, such as `story`, `picture` or `workflow`."""
    was: str = ""
    """The former path of a file that was moved."""
    label: str = ""
    """The title or name in a text."""
    by: tuple[str, ...] = ()
    """Names of the people who wrote the text, as it says."""
    address: str = ""
    """The whole address of its page; empty where there is none."""
    with_people: int = 0
    """Pictures in which people can be recognized, and that it did not have before."""
    is_released: bool = False
    """Whether the text says that those people have agreed."""
    notes: tuple[Note, ...] = ()

    @property
    def level(self) -> Level:
        """The greatest care that a note asks for."""
        levels = {note.level for note in self.notes}
        return "danger" if "danger" in levels else "look" if "look" in levels else "fact"


class Review(Record, frozen=True):
    """What a pull request changes."""

    base: str
    """The revision that it is compared with, in git's words."""
    base_commit: str
    """Where it left the base, as a full hash."""
    head_commit: str
    commits: int
    people: tuple[str, ...]
    """Names of the authors of its commits, as git has them; anybody can write any name there."""
    outside: tuple[Change, ...]
    """Outside of `content/`, by path."""
    content: tuple[Change, ...]
    """In `content/`, by kind of content and path."""
    left_out: int = 0
    """Further changed files, which are not listed."""

    @property
    def dangers(self) -> int:
        """The number of files that ask for the greatest care."""
        return sum(change.level == "danger" for change in (*self.outside, *self.content))

    @property
    def looks(self) -> int:
        """The number of files that ask for a close look."""
        return sum(change.level == "look" for change in (*self.outside, *self.content))
