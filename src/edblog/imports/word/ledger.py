"""Counts the parts of a document that an import leaves out, and writes notes about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from edblog.imports import Note

_SAID = {
    "comment": ("1 comment", "{} comments", "left out"),
    "deletion": ("1 deleted passage", "{} deleted passages", "left out; insertions are kept"),
    "hidden": ("1 hidden passage", "{} hidden passages", "left out, as Word does not show them"),
    "box": ("1 text box", "{} text boxes", "kept below the paragraph beside it"),
    "chart": ("1 chart", "{} charts", "became a table; for the drawing, paste a picture of it"),
    "diagram": ("1 diagram", "{} diagrams", "became a list; for the drawing, paste a picture of it"),
    "merged": ("1 table with merged cells", "{} tables with merged cells", "now has empty cells; look at it"),
    "nested": ("1 table within a table", "{} tables within tables", "became plain lines"),
    "inner-link": (
        "1 link to another place in the document",
        "{} links to other places in the document",
        "became plain text",
    ),
    "symbol": (
        "1 symbol of a special font",
        "{} symbols of special fonts",
        "left out, as other fonts do not have it",
    ),
    "formula": ("1 formula", "{} formulas", "may look different; compare it"),
    "empty-picture": ("1 picture", "{} pictures", "is not in the file, so it was left out"),
    "online-picture": (
        "1 picture from the web",
        "{} pictures from the web",
        "left out; save it and add it to the story",
    ),
    "object": (
        "1 object of another program",
        "{} objects of other programs",
        "only the picture of it is kept",
    ),
    "crop": (
        "1 picture",
        "{} pictures",
        "cut as in the document; the parts cut away are not in the story's folder",
    ),
}
"""Texts of the notes, by the kind of counted part: singular, plural, and what happened to it."""


class Ledger:
    """The record of the parts that an import leaves out or changes."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._notes: list[Note] = []

    def count(self, what: str, number: int = 1) -> None:
        """Counts a part of a kind in `_SAID`."""
        assert what in _SAID
        self._counts[what] += number

    def note(self, message: str, text: str = "") -> None:
        """Adds a note, with the words that are left out."""
        self._notes.append(Note(message, " ".join(text.split())))

    def notes(self) -> Iterator[Note]:
        """All notes, those about counted parts first."""
        for what, (one, several, fate) in _SAID.items():
            if number := self._counts[what]:
                yield Note(f"{one if number == 1 else several.format(f'{number:,}')}: {fate}")
        yield from self._notes
