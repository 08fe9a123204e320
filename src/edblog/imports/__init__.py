"""Importers: convert texts of other programs to Markdown with separate picture files.

An importer takes bytes and returns a `Document`. It asks no other host, reads and writes no file, and loses no word
silently: each word of the text is in the Markdown, or in the notes about it.
"""

from __future__ import annotations

import msgspec


class Picture(msgspec.Struct, frozen=True):
    """A picture from a document, to be saved in the story's folder."""

    name: str
    """Its file name: letters a–z, digits and hyphens."""
    data: bytes


class Note(msgspec.Struct, frozen=True):
    """A note for the writer about an imported document."""

    message: str
    """The note in the writer's words, without a period at the end."""
    text: str = ""
    """Words of the document that are not in the Markdown; empty if there are none or they must not be shown."""


class Document(msgspec.Struct, frozen=True):
    """An imported text."""

    title: str
    markdown: str
    """The body, without front matter; its headings start at `##`."""
    pictures: tuple[Picture, ...] = ()
    notes: tuple[Note, ...] = ()
    lost: tuple[str, ...] = ()
    """Lost words: words of the document that are neither in the Markdown nor in the notes."""
