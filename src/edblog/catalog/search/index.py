"""Makes the index of a whole site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import NamedTuple

from edblog.catalog.cards import Cards
from edblog.catalog.search import END, FOLDER, MANIFEST
from edblog.catalog.search.codec import encoded, hashed
from edblog.catalog.search.found import entry, is_found, one_line, places
from edblog.catalog.site import Site
from edblog.model import Document
from edblog.views import Output
from edblog.views.search import SearchManifest, SearchTable
from edblog.web.terms import start_of

ENTRIES = 64
"""Stories in a table of entries. An edit of a story touches one."""
SHARE = 32
"""Records for each table of words, so that a word costs about as much on a large site as on a small one."""
MOST = 1024
SMALL = 500
"""Up to so many records, all filters are in one table."""
PLACES = 5
"""Places where a word can be; see `codec`."""
ID_BITS = 25
"""Bits of the number of a record that is not a story, below those of its kind."""
FORMAT = b"2"
"""Part of each name, to be changed with the format."""
LONG_STARTS = frozenset(
    """
    acc alu apr ass aut bui cha cla col com con cre dep des dev dif dis ens esc est eve exp fed gov gra gui hel imp inc inf ins int inv kno
    lea les mae mod mov org par per pla pos pre pri pro pub que rea rec rel rep req res sch sci sec ser sha spe sta str stu tes tha the thi
    tra und vis wor wri
""".split()
)
"""So many words start with these letters that their first four letters choose the table. None is a word with other forms, such as "map"."""


def table_start(word: str) -> str:
    """The letters of a word that choose its table. All forms of a word have the same, apart from rare ones."""
    return start_of(word, 4 if word[:3] in LONG_STARTS else 3)


class Shape(NamedTuple):
    """How an index is divided, which depends on the number of records."""

    words: int
    spelling: int
    entries: int
    other_entries: int
    has_one_filter_table: bool

    @classmethod
    def of(cls, stories: int, others: int) -> Shape:
        """The shape for a number of stories and of other records."""
        words = _power(min(MOST, (stories + others) / SHARE))
        return cls(
            words,
            _power(words / SHARE),
            -(-stories // ENTRIES),
            _power(others / ENTRIES * 2) if others else 0,
            stories + others <= SMALL,
        )

    def word_table(self, word: str) -> int:
        """The number of the table of words that has a word."""
        return hashed(table_start(word)) & (self.words - 1)

    def spelling_table(self, word: str) -> int:
        """The number of the list of words that has a word."""
        return hashed(word[-2:]) & (self.spelling - 1)

    def entry_table(self, number: int, *, is_story: bool) -> int:
        """The number of the table of entries that has a record, among those of stories or of other records."""
        if is_story:
            return number // ENTRIES
        return (number & ((1 << ID_BITS) - 1)) * self.other_entries >> ID_BITS


def _power(least: float) -> int:
    power = 1
    while power < least:
        power *= 2
    return power


def other_numbers(site: Site) -> dict[str, int]:
    """The number of each record that is not a story, by source: its kind, and a hash, so that a new record changes no other number."""
    numbers: dict[str, int] = {}
    taken = set[int]()
    for place, kind in enumerate(site.kinds):
        if kind.is_stream:
            continue
        for record in sorted(filter(is_found, site.records[kind.folder]), key=lambda record: record.source):
            if record.source in site.gone:
                continue
            name = record.source
            while (number := _number(place, name)) in taken:
                name += "\n"
            taken.add(number)
            numbers[record.source] = number
    return numbers


def _number(place: int, name: str) -> int:
    digest = blake2b(name.encode(), digest_size=4).digest()
    return (place << ID_BITS) | (int.from_bytes(digest) >> (32 - ID_BITS))


def filter_key(name: str, value: str) -> str:
    """The key of a filter's value in its table."""
    return f"{name}:{one_line(value)}"


class Tables:
    """The tables of an index while it is made, each with its lines by their keys."""

    def __init__(self, shape: Shape) -> None:
        self.words: list[dict[str, str]] = [{} for _ in range(shape.words)]
        self.spelling: list[dict[str, str]] = [{} for _ in range(shape.spelling)]
        self.entries: list[dict[str, str]] = [{} for _ in range(shape.entries)]
        self.other_entries: list[dict[str, str]] = [{} for _ in range(shape.other_entries)]
        self.filters: dict[str, dict[str, str]] = {}


def search_outputs(cards: Cards) -> Iterator[Output]:
    """The files of the index of a whole site."""
    site = cards.site
    numbers = other_numbers(site)
    shape = Shape.of(len(site.stories), len(numbers))
    tables = Tables(shape)
    found = tuple(defaultdict[str, list[int]](list) for _ in range(2 * PLACES))
    filters: dict[str, dict[str, dict[int, list[int]]]] = defaultdict(dict)
    kinds = {kind.folder: kind for kind in site.kinds}
    for number, record in _numbered(site, numbers):
        kind, is_story = kinds[record.folder], record.folder == site.stream.folder
        values = kind.filters(cards, record)
        shift = 0 if is_story else PLACES
        for word, place in places(cards, kind, record, values).items():
            found[shift + place][word].append(number)
        entries = tables.entries if is_story else tables.other_entries
        entries[shape.entry_table(number, is_story=is_story)][str(number)] = entry(
            cards, kind, record, values
        )
        for name, chosen in values.items():
            for value in chosen:
                lists = filters[name].setdefault(filter_key(name, value), {})
                lists.setdefault(shift, []).append(number)
    for word in set().union(*found):
        lists = {place: words[word] for place, words in enumerate(found) if word in words}
        tables.words[shape.word_table(word)][word] = encoded(lists)
        tables.spelling[shape.spelling_table(word)][word] = ""
    for name, keys in filters.items():
        table = tables.filters.setdefault("" if shape.has_one_filter_table else name, {})
        table.update((key, encoded(lists)) for key, lists in keys.items())
    outputs: dict[str, Output] = {}
    manifest = SearchManifest(
        len(site.stories),
        len(numbers),
        words=_named(tables.words, outputs),
        spelling=_named(tables.spelling, outputs),
        entries=_named(tables.entries, outputs),
        other_entries=_named(tables.other_entries, outputs),
        filters={
            name: table_name(tables.filters["" if shape.has_one_filter_table else name], outputs)
            for name in sorted(filters)
        },
        kinds=tuple(kind.folder for kind in site.kinds),
        long_starts=tuple(sorted(LONG_STARTS)),
        table_size=ENTRIES,
        id_bits=ID_BITS,
    )
    yield Output(MANIFEST, "search-manifest", manifest)
    yield from outputs.values()


def _numbered(site: Site, numbers: Mapping[str, int]) -> Iterator[tuple[int, Document]]:
    """All records that are found, each with its number, in the order of numbers."""
    yield from enumerate(reversed(site.stories))
    others = {
        record.source: record
        for kind in site.kinds
        if not kind.is_stream
        for record in site.records[kind.folder]
        if record.source in numbers and not record.is_introduced
    }
    yield from (
        (number, others[source]) for source, number in sorted(numbers.items(), key=lambda each: each[1])
    )


def _named(tables: Iterable[Mapping[str, str]], outputs: dict[str, Output]) -> tuple[str, ...]:
    return tuple(table_name(table, outputs) for table in tables)


def table_name(lines: Mapping[str, str], outputs: dict[str, Output]) -> str:
    """The name of a table by its content, and its output; the name is empty if there is no line."""
    if not lines:
        return ""
    text = "".join(f"{key}\t{value}\n" if value else f"{key}\n" for key, value in sorted(lines.items()))
    name = name_of(text)
    outputs[name] = Output(path_of(name), "search-table", SearchTable(text))
    return name


def name_of(text: str) -> str:
    """The name of a table with this text."""
    return blake2b(text.encode(), digest_size=5, key=FORMAT).hexdigest()


def path_of(name: str) -> str:
    """The path of a table."""
    return f"{FOLDER}{name}{END}"


def lines_of(text: str) -> dict[str, str]:
    """The lines of a table, by their keys."""
    return {key: value for key, _, value in (line.partition("\t") for line in text.splitlines())}
