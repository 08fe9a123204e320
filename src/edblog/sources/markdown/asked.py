"""What a build asks of each text besides its HTML."""

from __future__ import annotations

from typing import NamedTuple


class Asked(NamedTuple):
    """What a site asks of each of its texts; a site that does not ask pays nothing."""

    search: bool = False
    """The words for the search."""
    vocabulary: bool = False
    """All its words, for a glossary."""


NOTHING = Asked()
