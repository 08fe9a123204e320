"""Groups stories by their terms, such as authors or topics. The table of all groupings is in `kinds/stories/groupings.py`."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from edblog.model import Document, Record
from edblog.web.urls import former_slug, slugify

MOST_PARTS = 99
"""The highest number of a part of a series."""


class Group(Record, frozen=True):
    """A term, such as an author or a topic, and the stories under it."""

    key: str
    title: str
    positions: tuple[int, ...] = ()
    """Positions of its stories in the list of all stories, newest first."""
    spellings: int = 1
    """The number of different spellings in the stories."""


def _by_title(group: Group) -> tuple[object, ...]:
    return slugify(group.title), group.key


def _most_common(_key: str, spellings: Counter[str]) -> str:
    return min(spellings, key=lambda word: (-spellings[word], word))


@dataclass(frozen=True)
class Grouping:
    """One way to group stories, such as by topic."""

    name: str
    """The story's field with the terms, such as `topics`; also the first part of addresses and of keys of theme texts."""
    folder: str = ""
    """The folder of the kind whose records are the terms, such as `authors`; empty if the terms are words in stories."""
    key: Callable[[str], str] = slugify
    """Makes the key of a term, for its address, from the word in a story."""
    title: Callable[[str, Counter[str]], str] = _most_common
    """Makes the title of a term from its key and the count of each spelling."""
    order: Callable[[Group], tuple[object, ...]] = _by_title
    """The sort key of terms that are words; terms that are records keep the order of their kind."""
    text: str = ""
    """Key of the theme's text for a term's title, with `{key}` in it; empty if the title comes from the stories."""
    weight: int = 0
    """The score of a shared term in the choice of related stories."""
    has_feeds_on_stories: bool = False
    """Whether the page of a story offers the feeds of its terms."""
    is_category: bool = True
    """Whether feeds have its terms as categories."""
    is_always_there: bool = True
    """Whether the index page exists even without terms."""
    schema_property: str = ""
    """The property of schema.org's `BlogPosting` that has its terms; empty for none."""
    schema_type: str = ""
    """The schema.org type of its terms; empty if they are plain words."""
    is_filter: bool = False
    """Whether the list of all stories links to the lists of its terms."""
    in_menu: bool = True
    """Whether the menu has an entry by default."""
    is_ordered: bool = False
    """Whether the stories of a term are parts that have an order: its page has all of them, and the page of each shows others."""

    @property
    def url(self) -> str:
        """URL path of its index page."""
        return f"{self.name}/"

    def url_of(self, key: str) -> str:
        """URL path of a term's page, relative to the site's root."""
        return f"{self.name}/{key}/"

    def keys(self, story: Document) -> tuple[str, ...]:
        """The keys of a story's terms without duplicates, in the story's order."""
        words: tuple[str, ...] = getattr(story, self.name)
        return words if self.folder else tuple(dict.fromkeys(map(self.key, words)))

    def groups(self, stories: Sequence[Document], records: Iterable[Document]) -> dict[str, Group]:
        """The terms by key, sorted. `records` has those of the grouping's kind; each is a term, even without stories."""
        positions: dict[str, list[int]] = defaultdict(list)
        for position, story in enumerate(stories):
            for key in self.keys(story):
                positions[key].append(position)
        if self.folder:
            return {
                record.slug: Group(record.slug, record.label, tuple(positions[record.slug]))
                for record in records
            }
        spellings = self._spellings(stories)
        groups = [
            Group(key, self.title(key, spellings[key]), tuple(found), len(spellings[key]))
            for key, found in positions.items()
        ]
        return {group.key: group for group in sorted(groups, key=self.order)}

    def _spellings(self, stories: Iterable[Document]) -> Mapping[str, Counter[str]]:
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for story in stories:
            # If a story has two spellings of a term, the first one counts.
            for key, word in {self.key(word): word for word in reversed(getattr(story, self.name))}.items():
                found[key][word] += 1
        return found

    def former_urls(self, groups: Mapping[str, Group], records: Iterable[Document]) -> dict[str, str]:
        """Former URL paths (until November 2026) of terms without a file, each with the current URL path."""
        if self.folder:
            moved = {record.former_address: record.address for record in records if record.is_introduced}
        elif self.key is slugify:
            moved = {self.url_of(former_slug(group.title)): self.url_of(key) for key, group in groups.items()}
        else:
            return {}
        taken = set(map(self.url_of, groups))
        return {url: target for url, target in moved.items() if url and url not in taken}


def index_in(positions: Sequence[int], position: int) -> int | None:
    """The index of a story among sorted positions; None if it is not there."""
    at = bisect_left(positions, position)
    return at if at < len(positions) and positions[at] == position else None
