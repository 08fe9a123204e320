"""Makes the page that searches the site."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from edblog.catalog.entries import word_of
from edblog.catalog.search import MANIFEST
from edblog.catalog.site import SEARCH
from edblog.views import Link
from edblog.views.search import SearchData, SearchPage

if TYPE_CHECKING:
    from edblog.catalog.pages import Pages

WORDS = "search."
"""How the keys of its interface texts begin."""


def search_page(pages: Pages) -> SearchPage:
    """The page. What readers find is not in it, so that an edit leaves it as it is."""
    words, site = pages.words, pages.site
    around = tuple(_around(pages))
    page = pages.page(SEARCH, words.get("search.title", "Search"))
    names = (
        "kind",
        *(each.name for each in site.groupings if each.is_category),
        "schools",
        "years",
        "languages",
    )
    data = SearchData(
        root=pages.cards.root,
        manifest=pages.cards.href(MANIFEST),
        language=pages.config.language,
        write=pages.chrome.write,
        around=around,
        filters=names,
        titles={name: words.get(f"search.filter.{name}", words.get(f"nav_{name}", name)) for name in names},
        kinds={kind.folder: word_of(words, kind) for kind in site.kinds if site.records[kind.folder]},
        words={key: text for key, text in words.below(WORDS).items() if not key.startswith("filter.")},
    )
    return SearchPage(**page, around=around, data=data)


def _around(pages: Pages) -> Iterator[Link]:
    """The lists of all stories and of their terms."""
    site = pages.site
    folders = {grouping.folder for grouping in site.groupings}
    for kind in sorted(site.kinds, key=lambda kind: not kind.is_stream):
        if kind.is_stream or kind.folder in folders:
            for entry in kind.menu(site):
                if entry.is_shown or entry.is_there:
                    yield Link(pages.words[f"nav_{entry.name}"], pages.cards.href(entry.url))
