"""What a build asks of each text besides its HTML."""

from __future__ import annotations

from typing import NamedTuple


class Asked(NamedTuple):
    """What a site asks of each of its texts; a site that does not ask pays nothing."""

    search: bool = False
    """The words for the search."""
    vocabulary: bool = False
    """All its words, for a glossary."""
    acronyms: bool = False
    """Its acronyms that it does not explain."""
    sentence_words: int = 0
    """The most words of a sentence that is not reported; 0 for any number."""
    grade: int = 0
    """The highest grade of a text in English that is not reported; 0 for any grade."""
    spanish_ease: int = 0
    """The lowest ease of a text in Spanish that is not reported; 0 for any ease."""


NOTHING = Asked()
