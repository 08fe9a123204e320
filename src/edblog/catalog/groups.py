"""What groups stories: a table of groupings, such as by author or by topic, of which the kind of content that is grouped has the rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from edblog.model import Document, Record
from edblog.urls import former_slug, slugify


class Group(Record, frozen=True):
    """A term, such as an author or a topic, and the stories under it."""

    key: str
    title: str
    positions: tuple[int, ...] = ()
    """Of its stories, newest first."""
    spellings: int = 1
    """In how many ways the stories spell it."""


def _by_title(group: Group) -> tuple[object, ...]:
    return group.title.casefold(), group.key


def _most_common(_key: str, spellings: Counter[str]) -> str:
    return min(spellings, key=lambda word: (-spellings[word], word))


@dataclass(frozen=True)
class Grouping:
    """One way to group stories."""

    name: str
    """The field of a story with its terms; also the first part of the addresses, and of the names of its texts in themes."""
    folder: str = ""
    """The kind of content whose records are its terms; empty where stories bring the terms as words."""
    key: Callable[[str], str] = slugify
    """From a word to the key of its term, which stands in the address."""
    title: Callable[[str, Counter[str]], str] = _most_common
    """The title of a term, from its key and how often each spelling is used."""
    order: Callable[[Group], tuple[object, ...]] = _by_title
    """The sort key of terms that are words; records are sorted by their kind."""
    text: str = ""
    """Key of the theme's text that is the title of a term, with `{key}` in it; empty where the title is as stories have it."""
    weight: int = 0
    """How much a common term counts when stories are recommended."""
    has_feeds_on_stories: bool = False
    """Whether the page of a story offers the feeds of its terms."""
    is_category: bool = True
    """Whether feeds have its terms as categories."""
    is_always_there: bool = True
    """Whether its index page is there before any story has a term."""
    schema_property: str = ""
    """The property of a `BlogPosting` of schema.org that has its terms."""
    schema_type: str = ""
    """The type of its terms in schema.org's words; empty where they are only words."""
    is_filter: bool = False
    """Whether the list of all stories leads to the lists of its terms."""
    in_menu: bool = True
    """Whether the menu has an entry for it where nobody asks for one."""

    @property
    def url(self) -> str:
        """URL path of its index page."""
        return f"{self.name}/"

    def url_of(self, key: str) -> str:
        """URL path of a term's page, relative to the site's root."""
        return f"{self.name}/{key}/"

    def keys(self, story: Document) -> tuple[str, ...]:
        """The keys of a story's terms, each once, in the story's order."""
        words: tuple[str, ...] = getattr(story, self.name)
        return words if self.folder else tuple(dict.fromkeys(map(self.key, words)))

    def groups(self, stories: Sequence[Document], records: Iterable[Document]) -> dict[str, Group]:
        """Its terms by key, in order; `records` are those of its kind, which are terms even without stories."""
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
            # Of two spellings in one story, the first counts.
            for key, word in {self.key(word): word for word in reversed(getattr(story, self.name))}.items():
                found[key][word] += 1
        return found

    def former_urls(self, groups: Mapping[str, Group], records: Iterable[Document]) -> dict[str, str]:
        """URL paths until November 2026 of terms without a file of their own, each with the one of today."""
        if self.folder:
            moved = {record.former_address: record.address for record in records if record.is_introduced}
        elif self.key is slugify:
            moved = {self.url_of(former_slug(group.title)): self.url_of(key) for key, group in groups.items()}
        else:
            return {}
        taken = set(map(self.url_of, groups))
        return {url: target for url, target in moved.items() if url and url not in taken}
