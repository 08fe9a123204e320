"""Collects what a search knows of a record: its words by where they are, its filters, and what a result shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from edblog.catalog.cards import Cards
from edblog.catalog.search.codec import HEADING, NAME, STRONG, TITLE, WEAK
from edblog.catalog.site import Site
from edblog.model import Document
from edblog.web.terms import unpacked, words_of

if TYPE_CHECKING:
    from edblog.kinds.kind import Kind

SUMMARY = 170
"""Characters of a summary in a result."""
_encode = msgspec.json.Encoder().encode


def filters_of(cards: Cards, kind: Kind, record: Document) -> dict[str, tuple[str, ...]]:
    """The values of a record by the name of the filter: its terms, the schools of its people, its year and its language."""
    found = {name: tuple(dict.fromkeys(values)) for name, values in _terms(cards, kind, record)}
    people, kinds = people_of(cards.site), {each.folder: each for each in cards.site.kinds}
    schools = (
        school
        for person in named(cards, kind, record, people)
        for school in kinds[people].filters(cards, person).get("schools", ())
    )
    date = record.dated
    found["schools"] = tuple(dict.fromkeys(schools))
    found["years"] = (str(date.astimezone(cards.zone).year),) if date else ()
    found["languages"] = (cards.lang(record),)
    return found


def _terms(cards: Cards, kind: Kind, record: Document) -> Iterator[tuple[str, Iterable[str]]]:
    kind, record = _original(cards, kind, record)
    for grouping in cards.site.groupings:
        if not grouping.is_category:
            continue
        if grouping.folder == record.folder:
            yield grouping.name, (record.label,)
        elif grouping.folder:
            yield grouping.name, (term.label for term in named(cards, kind, record, grouping.folder))
        else:
            groups, words = cards.site.groups[grouping.name], getattr(record, grouping.name, ())
            yield grouping.name, (groups[key].title for key in map(grouping.key, words) if key in groups)


def _original(cards: Cards, kind: Kind, record: Document) -> tuple[Kind, Document]:
    """For a translation, the story that it translates; else the record itself."""
    stream = cards.site.stream
    ids = (
        [id_ for _, folder, id_ in kind.named_ids(record) if folder == stream.folder]
        if record.translates
        else []
    )
    return (stream, cards.site.record(stream.folder, ids[0])) if ids else (kind, record)


def named(cards: Cards, kind: Kind, record: Document, folder: str) -> list[Document]:
    """The records of another kind that a record names in its fields, in order; a translation names those of its story."""
    kind, record = _original(cards, kind, record)
    ids = dict.fromkeys(id_ for _, each, id_ in kind.named_ids(record) if each == folder)
    return [cards.site.record(folder, id_) for id_ in ids]


def people_of(site: Site) -> str:
    """The folder of the kind of those who write."""
    return site.stream.names[site.stream.writers]


def is_found(record: Document) -> bool:
    """Whether a search may find a record: it has a page of its own, and a person does not want to be on no list."""
    return not record.is_introduced and record.is_on_lists(1)


def places(
    cards: Cards, kind: Kind, record: Document, filters: Mapping[str, Iterable[str]]
) -> dict[str, int]:
    """The words of a record, each with the most telling place where it is."""
    strong, weak = unpacked(record.text.terms)
    found = dict.fromkeys(weak, WEAK)
    found.update(dict.fromkeys(strong, STRONG))
    for heading in record.text.headings:
        found.update(dict.fromkeys(words_of(heading.title), HEADING))
    found.update(dict.fromkeys(words_of(record.about), HEADING))
    people = [person.label for person in named(cards, kind, record, people_of(cards.site))]
    for name in (
        *people,
        *(value for key in filters if key not in ("years", "languages") for value in filters[key]),
    ):
        found.update(dict.fromkeys(_words(name), NAME))
    found.update(dict.fromkeys(words_of(record.label), TITLE))
    return found


@lru_cache(maxsize=4096)
def _words(name: str) -> tuple[str, ...]:
    return tuple(words_of(name))


def entry(cards: Cards, kind: Kind, record: Document, filters: Mapping[str, tuple[str, ...]]) -> str:
    """What a result shows of a record, as JSON: title, path, kind, date, people, what it is about, summary, language."""
    date, lang = record.dated, cards.lang(record)
    people = [person.label for person in named(cards, kind, record, people_of(cards.site))]
    subject = max(cards.site.groupings, key=lambda grouping: grouping.weight)
    about = () if subject.folder == record.folder else filters[subject.name]
    values = [
        one_line(record.label),
        cards.href(cards.site.urls[record.source]).removeprefix(cards.root),
        record.folder,
        date.astimezone(cards.zone).date().isoformat() if date else "",
        ", ".join(people[:3]),
        about[0] if about else "",
        shortened(record.about),
        "" if lang == cards.config.language else lang,
    ]
    while not values[-1]:
        values.pop()
    return _encode(values).decode()


def one_line(text: str) -> str:
    """The text with single spaces."""
    return " ".join(text.split())


def shortened(text: str) -> str:
    """The text, cut after a word."""
    text = one_line(text)
    if len(text) <= SUMMARY:
        return text
    head = text[:SUMMARY]
    return (head.rpartition(" ")[0] or head).rstrip(" ,;:–—-") + "…"
