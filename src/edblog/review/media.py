"""Describes changes of pictures, recordings and other files in `content/`, and reports unusual files."""

from __future__ import annotations

from edblog.files.types import PICTURES, SOUND_TYPES, VIDEO_TYPES, extension
from edblog.review.git import Entry
from edblog.review.values import Change, Note
from edblog.start.wording import count

LARGE = 5_000_000
"""A file of this many bytes or more is reported as large, because git keeps it forever."""


def media_change(entry: Entry, size: int, read_as: str) -> Change:
    """The change of a file in `content/` that is not a text; `read_as` is how a build reads it."""
    notes = [*odd(entry, size)]
    if not entry.is_special:
        if entry.status == "new" and size <= LARGE:
            notes.append(Note("fact", readable_size(size)))
        if not read_as and entry.status != "deleted":
            notes.append(Note("look", "edblog does not publish this file: ask what it is for"))
        if entry.status == "changed" and read_as:
            notes.append(Note("look", "the words that describe it may no longer fit"))
        if entry.status == "deleted" and read_as:
            notes.append(Note("fact", "the check finds texts that still use it"))
    return Change(entry.path, entry.status, _what(entry), was=entry.was, notes=tuple(notes))


def odd(entry: Entry, size: int) -> list[Note]:
    """Notes about a file that is not regular, became executable, or is very large."""
    if entry.is_submodule:
        return [Note("danger", "a submodule: files of another repository, which anybody there can change")]
    if entry.is_link:
        return [Note("danger", "a symbolic link: it stands for a file somewhere else")]
    notes = []
    if entry.becomes_program:
        notes.append(Note("danger", "marked as a program that can be run"))
    if size > LARGE:
        notes.append(
            Note("look", f"{readable_size(size)}: git keeps a file forever, even if it is deleted later")
        )
    return notes


def readable_size(size: int) -> str:
    """A size such as `1.5 MB`, for people."""
    if size >= 1_000_000:
        return f"{size / 1_000_000:,.1f} MB"
    return f"{size / 1_000:,.0f} kB" if size >= 1_000 else count(size, "byte")


def _what(entry: Entry) -> str:
    suffix = extension(entry.path)
    if entry.is_special:
        return "symbolic link" if entry.is_link else "submodule"
    if suffix in PICTURES:
        return "picture"
    if suffix in VIDEO_TYPES:
        return "video"
    return "recording" if suffix in SOUND_TYPES else "file"
