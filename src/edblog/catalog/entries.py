"""Makes what lists of picked records of any kind show of a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edblog.catalog.cards import Cards
from edblog.model import Document
from edblog.views import Entry

if TYPE_CHECKING:
    from edblog.catalog.words import Words
    from edblog.kinds.kind import Kind


def entry(cards: Cards, kind: Kind, record: Document) -> Entry:
    """The entry of a record: its title, its people, its first picture and its date (of an event, the next one), as far as it has them."""
    folder = kind.names.get(kind.writers, "")
    people = getattr(record, kind.writers) if folder else ()
    date = cards.site.next_dates.get(record.source) or record.dated
    field = next(iter(record.named_pictures()), "")
    return Entry(
        title=record.label,
        url=cards.href(cards.site.urls[record.source]),
        kind=record.folder,
        people=tuple(cards.chips[folder][id_] for id_ in people),
        date=date.astimezone(cards.zone) if date else None,
        image=cards.picture(record, field) if field else None,
        lang=cards.lang(record),
    )


def word_of(words: Words, kind: Kind) -> str:
    """The name of a kind in the site's language, such as "Story"."""
    noun = kind.what.partition(" ")[2]
    return words.get(f"lists.kind_{kind.folder}", noun[:1].upper() + noun[1:])
