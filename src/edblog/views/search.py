"""Views of the search: its page, and the files that the page's script reads."""

from __future__ import annotations

from typing import Any

from edblog.views.pages import ListPage
from edblog.views.parts import Link, View


class SearchTable(View, frozen=True):
    """A part of the index: sorted lines, each a key, a tab and a value."""

    lines: str


class SearchManifest(View, frozen=True):
    """The names of all parts of the index; the only file of it with a fixed name."""

    stories: int
    """The number of stories."""
    others: int
    """The number of records of all other kinds."""
    words: tuple[str, ...]
    """Names of the tables of words, by the hash of a word's first letters; empty for a table without lines."""
    spelling: tuple[str, ...]
    """Names of the lists of words, by the hash of a word's last letters."""
    entries: tuple[str, ...]
    """Names of the tables of stories, from the oldest, each with the same number of stories."""
    other_entries: tuple[str, ...]
    """Names of the tables of other records, by their numbers."""
    filters: dict[str, str]
    """The name of the table of each filter, by the name of the filter."""
    kinds: tuple[str, ...]
    """The folders of all kinds; the number of a record that is not a story starts with the position of its kind."""
    long_starts: tuple[str, ...]
    """Words that start with these three letters are in the table of their first four letters, not of their first three."""
    table_size: int
    """The number of stories in a table of entries."""
    id_bits: int
    """Bits of the number of a record that is not a story, below those of its kind."""


class SearchData(View, frozen=True):
    """Everything that the script of the search page needs to know of the site."""

    root: str
    """Path of the site."""
    manifest: str
    """URL of the manifest."""
    language: str
    write: str
    """URL of the page about writing a story; may be empty."""
    around: tuple[Link, ...]
    """Pages with everything, for those who find nothing."""
    filters: tuple[str, ...]
    """The names of all filters, in order."""
    titles: dict[str, str]
    """The title of each filter."""
    kinds: dict[str, str]
    """The name of a record of each kind, by folder."""
    words: dict[str, Any]
    """Interface texts, by their keys without `search.`."""


class SearchPage(ListPage, kw_only=True, frozen=True):
    """The page that searches the site; template `search.html`. Without scripts, it leads to lists of everything."""

    around: tuple[Link, ...]
    data: SearchData

    @property
    def entries(self) -> tuple[Link, ...]:
        """The lists of everything."""
        return self.around

    def script_data(self) -> SearchData:
        """What its script needs."""
        return self.data
