"""The record of a word that the glossary explains."""

from __future__ import annotations

from edblog.model import Document


class Explanation(Document, kw_only=True, frozen=True):
    """A word, a phrase or an acronym with its explanation."""

    folder = "glossary"
    has_id = True

    term: str
    long: str = ""
    """What an acronym stands for; may be empty."""
    also: tuple[str, ...] = ()
    """Other forms in which texts have it."""

    @property
    def label(self) -> str:
        """The word."""
        return self.term

    @property
    def forms(self) -> tuple[str, ...]:
        """The word, and its other forms."""
        return self.term, *self.also

    @property
    def about(self) -> str:
        """What it stands for, and the beginning of the explanation."""
        return ". ".join(filter(None, (self.long.rstrip("."), self.text.first_paragraph)))
