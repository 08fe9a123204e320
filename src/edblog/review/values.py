"""Types of the result of a review."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from edblog.model import Record

Level = Literal["danger", "look", "fact"]
"""The importance of a note. `danger`: the change may affect the program or the whole site, so read every line; `look`: check it."""
Status = Literal["new", "changed", "moved", "deleted"]


class Note(Record, frozen=True):
    """A sentence about a change."""

    level: Level
    words: str
    """The sentence in edblog's own words, with `{}` in place of each quotation."""
    quoted: tuple[str, ...] = ()
    """Texts from the pull request, which each format escapes."""

    def filled(self, quote: Callable[[str], str]) -> str:
        """The sentence with its quotations, each escaped by `quote`."""
        return self.words.format(*map(quote, self.quoted))


class Change(Record, frozen=True):
    """One changed file."""

    path: str
    """The path relative to the site's folder; for a file outside, from the root of the repository, with `/` in front."""
    status: Status
    what: str
    """The kind of file, such as `story`, `picture` or `workflow`."""
    was: str = ""
    """The former path of a moved file; empty for others."""
    label: str = ""
    """The title or name of a text."""
    by: tuple[str, ...] = ()
    """Names of the authors in the text's front matter."""
    address: str = ""
    """The full address of its page; empty if there is none."""
    with_people: int = 0
    """The number of new pictures in which people can be recognized."""
    is_released: bool = False
    """Whether the front matter says that those people have agreed."""
    notes: tuple[Note, ...] = ()

    @property
    def level(self) -> Level:
        """The highest level of its notes."""
        levels = {note.level for note in self.notes}
        return "danger" if "danger" in levels else "look" if "look" in levels else "fact"


class Review(Record, frozen=True):
    """The changes of a pull request."""

    base: str
    """The revision that it is compared with, as typed."""
    base_commit: str
    """The full hash of the commit at which it branched off."""
    head_commit: str
    commits: int
    people: tuple[str, ...]
    """Names of the authors of its commits in git, where anyone can use any name."""
    outside: tuple[Change, ...]
    """Changes outside of `content/`, sorted by path."""
    content: tuple[Change, ...]
    """Changes in `content/`, sorted by kind of content and path."""
    left_out: int = 0
    """The number of changed files that are not listed."""

    @property
    def dangers(self) -> int:
        """The number of files with dangers; a file that is not listed may be one."""
        return self.left_out + sum(change.level == "danger" for change in (*self.outside, *self.content))

    @property
    def looks(self) -> int:
        """The number of files with notes to check."""
        return sum(change.level == "look" for change in (*self.outside, *self.content))
