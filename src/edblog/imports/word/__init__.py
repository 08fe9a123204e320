"""Imports Word documents (.docx), including those from Google Docs and LibreOffice."""

from __future__ import annotations

import posixpath

from edblog.files.documents.shared_findings import UnsafeError
from edblog.imports import Document

__all__ = ["UnsafeError", "read_word"]


def read_word(name: str, data: bytes, title: str = "") -> Document:
    """Converts a Word document to a story. Without a `title`, its first heading is the title, or else its file name.

    Raises `UnsafeError` where the document cannot be read, and `ImportError` where the extra `edblog[import]` is missing.
    """
    from edblog.imports.proof import lost_words
    from edblog.imports.word.html import html_of
    from edblog.imports.word.ledger import Ledger
    from edblog.imports.word.margins import note_margins
    from edblog.imports.word.package import Package
    from edblog.imports.word.parts import Parts
    from edblog.imports.word.simplify import simplified
    from edblog.imports.word.story import story
    from edblog.imports.word.words import words_of

    ledger = Ledger()
    package = Package(data)
    parts = Parts(package, ledger)
    document, notes = simplified(parts)
    note_margins(parts)
    found, markdown = story(html_of(document, notes, parts), parts.formulas, title)
    found = found or title_of_file(name)
    used = tuple(picture for picture in parts.pictures.saved if picture.name in markdown)
    said = tuple(ledger.notes())
    words = words_of(package)
    return Document(
        found, markdown, used, said, lost_words(words.texts, words.formulas, found, markdown, said)
    )


def title_of_file(name: str) -> str:
    """A title made from a file name."""
    stem = posixpath.splitext(posixpath.basename(name))[0].replace("_", " ").strip()
    return " ".join((stem if " " in stem else stem.replace("-", " ")).split())
