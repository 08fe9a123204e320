"""The view of a card: a picture of a page for social networks."""

from __future__ import annotations

from typing import Literal

from edblog.views.parts import View


class CardFont(View, frozen=True):
    """A font file of the theme."""

    source: str
    """`theme:NAME/static/FILE`, as in `Copy.source`."""
    digest: bytes
    shown: str
    """Its path, for messages."""


class CardTone(View, frozen=True):
    """One tone of the theme on cards; colors are like `#f2a81d`."""

    tone: str
    ink: str
    """For letters in this tone."""
    soft: str
    """The ground of a card with a large badge, and of initials."""
    wash: str
    """The ground of drawings."""
    spot: str
    """The second color of drawings."""


class CardLook(View, kw_only=True, frozen=True):
    """What the cards of a theme look like."""

    title: tuple[CardFont, ...]
    """The fonts of titles; a letter comes from the first that has it."""
    text: tuple[CardFont, ...]
    """The same for all other words."""
    title_weight: int
    letters: str
    """The letters that both have, as in `unicode-range` of CSS."""
    paper: str
    ink: str
    soft: str
    mark: str
    """The petals of the flower beside the site's name."""
    seed: str
    petal: str
    """The light parts of drawings."""
    tones: tuple[CardTone, ...]


class SharingCard(View, kw_only=True, frozen=True):
    """A picture of a page for social networks, 1200 by 630 pixels; every text may be empty."""

    look: CardLook
    layout: Literal["panel", "badge"]
    """A drawing at the right, or a large badge at the left."""
    site: str
    title: str
    """Empty if the fonts lack one of its letters; then the card has no words at all."""
    kicker: str = ""
    """The line above the title."""
    about: str = ""
    """The sentence below the title."""
    by: str = ""
    place: str = ""
    """The line below `by`."""
    initials: str = ""
    """Those of the person."""
    person: int = 0
    """The tone of the person."""
    letter: str = ""
    """The letter on the badge; without one there is no badge."""
    tone: int
    drawing: int
    """The number of the drawing."""
