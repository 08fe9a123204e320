"""Changes an index after an edit of a few records, from the tables of the last build, and touches only their lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from edblog.catalog.cards import Cards
from edblog.catalog.revision import Change
from edblog.catalog.search import MANIFEST
from edblog.catalog.search.codec import decoded, encoded
from edblog.catalog.search.found import entry, is_found, places
from edblog.catalog.search.index import (
    PLACES,
    Shape,
    filter_key,
    lines_of,
    name_of,
    other_numbers,
    path_of,
    table_name,
)
from edblog.catalog.site import Site
from edblog.model import Document
from edblog.views import Output
from edblog.views.search import SearchManifest

SHIFTED = 3
"""How many stories may be newer than a new one; each of them gets another number."""
Load = Callable[[str], str | None]
"""Returns the text of an output of the last build by its path; None if it is not there as it was."""
_Slot = tuple[str, int | str]
"""A table: the part of the index that it belongs to, and its number or name there."""
_Line = tuple[_Slot, str]
"""A line: its table, and its key."""
_Place = tuple[int, int]
"""A mark and a number."""
_PARTS = ("words", "spelling", "entries", "other_entries")


class SearchEdit(NamedTuple):
    """The index after an edit."""

    manifest: SearchManifest | None
    outputs: list[Output]
    """The manifest, and the tables that differ."""
    gone: list[str]
    """Paths of tables that are replaced."""


class _Facts(NamedTuple):
    """What the index has of a record."""

    number: int
    words: Mapping[str, int]
    filters: Collection[tuple[str, str]]
    entry: str
    is_story: bool


def revised(
    before: SearchManifest,
    changes: Iterable[Change],
    order: Sequence[str],
    cards: Cards,
    load: Load,
    former: Site | None,
) -> SearchEdit | None:
    """The index after some records changed or were added; None if it must be made again as a whole.

    `order` has the sources of all stories, newest first. `former` is the site before the edit; None if only stories changed.
    """
    site = cards.site
    changes = tuple(changes)
    translated = [change for change in changes if change.new.translates]
    numbers = other_numbers(site) if former or translated else {}
    others = len(numbers) if former else before.others
    shape = Shape.of(len(order), others)
    if shape._replace(entries=0) != Shape.of(before.stories, before.others)._replace(entries=0):
        return None
    if former and not other_numbers(former).items() <= numbers.items():
        return None
    of_stories = [change for change in changes if change.new.folder == site.stream.folder]
    pairs = _stories(of_stories, order, cards) if of_stories else []
    others_too = _others((change for change in changes if change not in of_stories), numbers, cards)
    if pairs is None or others_too is None:
        return None
    edit = _Edit(before, shape)
    for old, new in (*pairs, *others_too):
        edit.replace(old, new)
    return edit.result(len(order), others, load)


def _others(
    changes: Iterable[Change], numbers: Mapping[str, int], cards: Cards
) -> list[tuple[_Facts | None, _Facts | None]] | None:
    """What the index had and will have of each changed record that is not a story."""
    found: list[tuple[_Facts | None, _Facts | None]] = []
    for old, new in ((change.old, change.new) for change in changes):
        was, is_ = old is not None and is_found(old), new.source in numbers
        if old is not None and was != is_:
            return None
        if is_:
            number = numbers[new.source]
            found.append((_facts(cards, old, number) if old else None, _facts(cards, new, number)))
    return found


def _stories(
    changes: Sequence[Change], order: Sequence[str], cards: Cards
) -> list[tuple[_Facts | None, _Facts | None]] | None:
    """What the index had and will have of each changed story, and of stories whose numbers change because they are newer than a new one."""
    changed = {order.index(change.new.source): change for change in changes}
    added = sorted(position for position, change in changed.items() if change.old is None)
    if added and added[-1] >= SHIFTED + len(added):
        return None
    shifted = range(added[-1]) if added else range(0)
    found: list[tuple[_Facts | None, _Facts | None]] = []
    for position in sorted({*changed, *shifted}):
        number = len(order) - 1 - position
        former = number - sum(other > position for other in added)
        change = changed.get(position)
        new = change.new if change else cards.site.stories[position]
        old = change.old if change else new
        found.append((_facts(cards, old, former) if old else None, _facts(cards, new, number)))
    return found


def _facts(cards: Cards, record: Document, number: int) -> _Facts:
    kind = next(kind for kind in cards.site.kinds if kind.folder == record.folder)
    values = kind.filters(cards, record)
    pairs = {(name, filter_key(name, value)) for name, chosen in values.items() for value in chosen}
    words = places(cards, kind, record, values)
    return _Facts(number, words, pairs, entry(cards, kind, record, values), kind.is_stream)


class _Edit:
    """Collects what changes in the lines of an index, and then changes them."""

    def __init__(self, before: SearchManifest, shape: Shape) -> None:
        self._before, self._shape = before, shape
        self._removed: dict[_Line, set[_Place]] = defaultdict(set)
        self._added: dict[_Line, set[_Place]] = defaultdict(set)
        self._entries: dict[_Line, str] = {}

    def replace(self, old: _Facts | None, new: _Facts | None) -> None:
        """Notes what the index had and will have of a record."""
        before, after = (set(self._lines(facts)) if facts else set() for facts in (old, new))
        for line, place in before - after:
            self._removed[line].add(place)
        for line, place in after - before:
            self._added[line].add(place)
        if new and (old is None or (old.number, old.entry) != (new.number, new.entry)):
            part = "entries" if new.is_story else "other_entries"
            table = self._shape.entry_table(new.number, is_story=new.is_story)
            self._entries[(part, table), str(new.number)] = new.entry

    def _lines(self, facts: _Facts) -> Iterator[tuple[_Line, _Place]]:
        shift = 0 if facts.is_story else PLACES
        for word, place in facts.words.items():
            yield (("words", self._shape.word_table(word)), word), (shift + place, facts.number)
        for name, key in facts.filters:
            slot = ("filters", "" if self._shape.has_one_filter_table else name)
            yield (slot, key), (shift, facts.number)

    def result(self, stories: int, others: int, load: Load) -> SearchEdit | None:
        """The new tables; None if a table of the last build is not there, or if there are other filters than before."""
        tables = _Tables(self._before, self._shape, load)
        try:
            for line in {**self._removed, **self._added}:
                (slot, key) = line
                lines = tables[slot]
                value = _changed(lines.get(key, ""), self._removed[line], self._added[line])
                if slot[0] == "words" and (key in lines) != bool(value):
                    tables.set(("spelling", self._shape.spelling_table(key)), key, "" if value else None)
                tables.set(slot, key, value or None)
            for (slot, key), value in self._entries.items():
                tables.set(slot, key, value)
        except LookupError:
            return None
        return tables.result(stories, others)


class _Tables:
    """The tables of the last build, read as they are needed, and changed."""

    def __init__(self, before: SearchManifest, shape: Shape, load: Load) -> None:
        self._before, self._load, self._shape = before, load, shape
        self._names: dict[_Slot, str] = {}
        for part in _PARTS:
            names: Sequence[str] = getattr(before, part)
            self._names |= {(part, at): name for at, name in enumerate(names)}
        self._names |= {("entries", at): "" for at in range(len(before.entries), shape.entries)}
        self._names |= {
            ("filters", "" if shape.has_one_filter_table else n): v for n, v in before.filters.items()
        }
        self._read: dict[_Slot, dict[str, str]] = {}

    def __getitem__(self, slot: _Slot) -> dict[str, str]:
        if slot not in self._read:
            name = self._names[slot]
            text = self._load(path_of(name)) if name else ""
            if text is None or (name and name_of(text) != name):
                raise LookupError
            self._read[slot] = lines_of(text)
        return self._read[slot]

    def set(self, slot: _Slot, key: str, value: str | None) -> None:
        """Gives a line another value, or removes it."""
        if value is None:
            self[slot].pop(key, None)
        else:
            self[slot][key] = value

    def result(self, stories: int, others: int) -> SearchEdit | None:
        """The tables that differ, and the manifest."""
        outputs: dict[str, Output] = {}
        names = {**self._names, **{slot: table_name(lines, outputs) for slot, lines in self._read.items()}}
        filters = {
            key.partition(":")[0]
            for slot, lines in self._read.items()
            if slot[0] == "filters"
            for key in lines
        }
        read = {
            name
            for name in self._before.filters
            if ("filters", "" if self._shape.has_one_filter_table else name) in self._read
        }
        if filters != read:
            return None
        counts = {part: len(getattr(self._before, part)) for part in _PARTS} | {
            "entries": self._shape.entries
        }
        parts = {part: tuple(names[part, at] for at in range(count)) for part, count in counts.items()}
        manifest = msgspec.structs.replace(
            self._before,
            stories=stories,
            others=others,
            **parts,
            filters={
                name: names["filters", "" if self._shape.has_one_filter_table else name]
                for name in self._before.filters
            },
        )
        kept = set(names.values())
        gone = [path_of(name) for name in self._names.values() if name and name not in kept]
        known = set(self._names.values())
        made = [output for name, output in outputs.items() if name not in known]
        return SearchEdit(
            manifest, [Output(MANIFEST, "search-manifest", manifest), *made], list(dict.fromkeys(gone))
        )


def _changed(value: str, removed: set[_Place], added: set[_Place]) -> str:
    """A line after some numbers are removed and added."""
    lists: dict[int, list[int]] = defaultdict(list, decoded(value))
    for mark in {mark for mark, _ in (*removed, *added)}:
        out = {number for each, number in removed if each == mark}
        in_ = {number for each, number in added if each == mark}
        lists[mark] = sorted((set(lists[mark]) - out) | in_)
    return encoded(lists)
