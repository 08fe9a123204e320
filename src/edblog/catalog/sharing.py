"""Makes the views of cards: the pictures that social networks show for pages without one of their own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Literal

import msgspec

from edblog.catalog.variants import FOR_SHARING
from edblog.model import StaticFile, Theme
from edblog.views import CardFont, CardLook, CardTone, Picture, SharingCard

if TYPE_CHECKING:
    from edblog.catalog.pages import Pages
    from edblog.catalog.words import Words

CARD = "card.png"
"""The last part of the address of a card."""
WRITER = "sharing-card"
SIZE = (1200, 630)
DRAWINGS = 4
"""The number of drawings on cards."""
MOST_NAMES = 3
"""With more people, the card says how many others there are."""
_SHOWN_BY_NETWORKS = re.compile(r"\.(?:png|jpe?g|webp|gif)(?:\?|\Z)", re.IGNORECASE)


def has_shown(picture: Picture | None) -> bool:
    """Whether social networks show a picture; they show no drawings."""
    return picture is not None and _SHOWN_BY_NETWORKS.search(picture.url) is not None


def look_of(theme: Theme) -> CardLook | None:
    """What the cards of a theme look like; None if it has none."""
    if theme.card is None:
        return None
    title, text = (
        tuple(_font(theme.static[name], name) for name in names)
        for names in (theme.card.title, theme.card.text)
    )
    return CardLook(
        title=title,
        text=text,
        title_weight=theme.card.weight,
        letters=theme.card.letters,
        tones=tuple(CardTone(**tone) for tone in theme.card.tones),
        **theme.card.colors,
    )


def _font(file: StaticFile, name: str) -> CardFont:
    shown = f"themes/{file.theme}/static/{name}" if file.is_own else f"theme {file.theme}: static/{name}"
    return CardFont(file.source, file.digest, shown)


def card_of(
    pages: Pages,
    picture: Picture | None,
    title: str,
    *,
    layout: Literal["panel", "badge"] = "panel",
    tone: int | None = None,
    person: int = 0,
    drawing: int | None = None,
    **words: str,
) -> SharingCard | None:
    """The card of a page, unless it has a picture that networks show, or the theme or the settings have no cards.

    Without a tone and a drawing, both depend on the title. `words` are further fields of the card; a text with letters that the
    theme's fonts lack is left out, and with such a title all are.
    """
    look = pages.card_look
    if look is None or has_shown(picture):
        return None
    return drawn(look, pages.config.title, title, layout, tone, person, drawing, **words)


def drawn(
    look: CardLook,
    site: str,
    title: str,
    layout: Literal["panel", "badge"] = "panel",
    tone: int | None = None,
    person: int = 0,
    drawing: int | None = None,
    **words: str,
) -> SharingCard:
    """A card with this look, as `card_of` makes it; `site` is the title of the site."""
    number = len(title) % DRAWINGS
    words |= {"title": title, "site": site}
    shown = {name: _written(text, look.letters) for name, text in words.items()}
    if not shown["title"]:
        shown = {"site": "", "title": ""}
    return SharingCard(
        look=look,
        layout=layout,
        tone=(number if tone is None else tone) % len(look.tones),
        person=person % len(look.tones) if shown.get("initials") else 0,
        drawing=number if drawing is None else drawing,
        **shown,
    )


def for_sharing(pages: Pages, url: str, picture: Picture | None, card: SharingCard | None) -> Picture | None:
    """The picture of a page for social networks: its own, or its card, whose address changes with what it shows."""
    if card is None:
        return pages.cards.one_size(picture, FOR_SHARING)
    version = blake2b(msgspec.msgpack.encode(card), digest_size=4).hexdigest()
    return Picture(f"{pages.cards.href(url + CARD)}?v={version}", _alt(card, pages), *SIZE)


def names(words: Words, people: Sequence[str]) -> str:
    """The names of the people on a card."""
    if len(people) <= MOST_NAMES:
        return ", ".join(people)
    some = ", ".join(people[: MOST_NAMES - 1])
    phrase = words.get("card.others", "{names} +{count}")
    return phrase.replace("{count}", str(len(people) - MOST_NAMES + 1)).replace("{names}", some)


def _alt(card: SharingCard, pages: Pages) -> str:
    people = ", ".join(filter(None, (card.by, card.place)))
    about = "" if card.layout == "panel" and card.by else card.about
    words = (card.kicker, card.title, about, people, card.site)
    return " · ".join(filter(None, words)) or pages.config.title


def _written(text: str, letters: str) -> str:
    """A text without emoji and the like; empty if one of its letters is not there."""
    known = _known(letters)
    plain = unicodedata.normalize("NFC", text)
    kept = "".join(letter for letter in plain if letter in known or letter.isspace() or not _is_sign(letter))
    found = " ".join(kept.split())
    return found if known.issuperset(found) else ""


def _is_sign(letter: str) -> bool:
    """Whether a character is an emoji or a part of one, or has no look of its own."""
    return unicodedata.category(letter) in ("So", "Sk", "Cf", "Me") or "\ufe00" <= letter <= "\ufe0f"


@lru_cache(maxsize=4)
def _known(ranges: str) -> frozenset[str]:
    """The letters in ranges such as `U+20-7E, U+A9`."""
    found: set[str] = set()
    for each in ranges.split(","):
        first, _, last = each.strip().upper().removeprefix("U+").partition("-")
        found.update(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    return frozenset(found)
