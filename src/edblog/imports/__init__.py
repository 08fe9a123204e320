"""Importers: texts of other programs become Markdown with pictures beside it.

An importer takes bytes and returns a `Document`. It asks no other host, reads and writes no file, and loses no word
silently: each word of the text is in the Markdown, or in the notes about it.
"""

from __future__ import annotations

import msgspec


class Picture(msgspec.Struct, frozen=True):
    """A picture of a document, to be saved beside the story."""

    name: str
    """Its file name: letters a–z, digits and hyphens."""
    data: bytes


class Note(msgspec.Struct, frozen=True):
    """Something that a writer should know about an imported document."""

    message: str
    """It is about this, in the writer's words; no full stop at the end."""
    text: str = ""
    """Words of the document that are not in the Markdown; empty if none may be shown."""


class Document(msgspec.Struct, frozen=True):
    """An imported text."""

    title: str
    markdown: str
    """The body, without front matter; its headings start at `##`."""
    pictures: tuple[Picture, ...] = ()
    notes: tuple[Note, ...] = ()
    lost: tuple[str, ...] = ()
    """Words that are neither in the Markdown nor in the notes."""
