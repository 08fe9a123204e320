"""Reviews a pull request: describes its changes for the person who decides about it.

Two commits in git are compared. Nothing of the pull request is checked out, run or trusted: its texts are read by edblog's
own reader, with the settings of the branch that it wants to change.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from edblog.problems import EdblogError, Problem
from edblog.review.git import Entry, Repository
from edblog.review.media import media_change
from edblog.review.outside import outside_change
from edblog.review.texts import TextReader
from edblog.review.values import Change, Note, Review
from edblog.settings import CONFIG_NAME
from edblog.start.wording import printable

if TYPE_CHECKING:
    from edblog.kinds.kind import Kind

__all__ = ["Change", "Note", "Review", "review"]

MOST_TEXTS = 200
"""The most texts that are read; of the others, only the names are listed."""
MOST_SECONDS = 60
"""The time after which no further text is read."""
MOST_CHANGES = 2_000
"""The most changes that are listed; the others are only counted."""


def review(site: Path, base: str, kinds: tuple[Kind, ...], head: str = "HEAD") -> Review:
    """Compares `head` with the commit at which it branched off from `base`, as a pull request does.

    Both are revisions of git. Raises `EdblogError` where they cannot be compared.
    """
    with Repository(site) as repository:
        base_name, base_commit = repository.commit(base)
        _, head_commit = repository.commit(head)
        start = repository.merge_base(base_name, base_commit, head_commit)
        if not (repository.has(start, CONFIG_NAME) or repository.has(head_commit, CONFIG_NAME)):
            raise _no_site(site)
        entries = [part for entry in repository.changes(start, head_commit) for part in _apart(entry)]
        people = repository.people(start, head_commit)
        texts = TextReader(repository, kinds, base_commit, head_commit)
        # Files outside of the content come first, so that no number of texts can hide one.
        shown = sorted(entries, key=_is_content)[:MOST_CHANGES]
        found = [(entry, _change(entry, repository, texts, [name for name, _ in people])) for entry in shown]
        in_content = [change for entry, change in found if _is_content(entry)]
        order = {kind.folder: number for number, kind in enumerate(kinds)}
        # A text comes before the pictures in its folder.
        in_content.sort(
            key=lambda change: (
                order.get(change.path.split("/")[1], len(order)),
                _bundle(change.path),
                texts.kind_of(change.path) is None,
                change.path,
            )
        )
        return Review(
            base=base_name,
            base_commit=start,
            head_commit=head_commit,
            commits=repository.count(start, head_commit),
            people=tuple(dict.fromkeys(name for name, _ in people)),
            outside=tuple(change for entry, change in found if not _is_content(entry)),
            content=tuple(in_content),
            left_out=len(entries) - len(shown),
        )


def _no_site(site: Path) -> EdblogError:
    message = f"there is no {CONFIG_NAME} in {printable(str(site.resolve()))}, so nobody can tell what is outside of the site"
    help_ = "go to the folder of your site, or name it: edblog review main --site FOLDER"
    return EdblogError([Problem(CONFIG_NAME, "error", "no-site", message, help_, line=1, column=1)], 2)


def _is_content(entry: Entry) -> bool:
    # Git reads settings from such files in any folder.
    is_of_git = entry.path.rpartition("/")[2].lower().startswith(".git")
    return entry.path.startswith("content/") and entry.is_in_site and not is_of_git


def _bundle(path: str) -> str:
    """The folder of a text and its pictures; of a text without a folder, its path."""
    return posixpath.dirname(path) if path.count("/") > 2 else posixpath.splitext(path)[0]


def _apart(entry: Entry) -> Iterator[Entry]:
    """The entry itself; but a move between kinds of content becomes a deletion and a new file."""
    if entry.status == "moved" and entry.was.split("/")[:2] != entry.path.split("/")[:2]:
        gone = entry._replace(path=entry.was, was="", status="deleted", blob="", mode="000000")
        yield gone
        yield entry._replace(was="", status="new", old_blob="", old_mode="000000")
    else:
        yield entry


def _change(entry: Entry, repository: Repository, texts: TextReader, people: list[str]) -> Change:
    if not _is_content(entry):
        return outside_change(entry, repository, CONFIG_NAME)
    kind = texts.kind_of(entry.path)
    if kind is None or entry.is_special:
        return media_change(
            entry, 0 if entry.is_special else repository.size(entry.blob), texts.read_as(entry.path)
        )
    if texts.count >= MOST_TEXTS or texts.seconds > MOST_SECONDS:
        note = Note("look", "not read: this pull request changes too much for a review of each text")
        return Change(entry.path, entry.status, kind.what.partition(" ")[2], was=entry.was, notes=(note,))
    return texts.change(entry, kind, people)
