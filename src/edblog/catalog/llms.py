"""Writes llms.txt, an overview of the site for assistants with a language model, in the format of llmstxt.org."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from edblog.catalog.pages import LATEST, Pages
from edblog.settings.programs import LLMS
from edblog.views import Card, Link, Output, Text
from edblog.web.languages import name_of

_SPECIAL = re.compile(r"([\\\[\]*_`<>])")


def llms(pages: Pages) -> Output:
    """The file: the title and the description of the site, and sections of links with absolute addresses."""
    config, words = pages.config, pages.words
    lines = [f"# {_plain(config.title)}", ""]
    if config.description:
        lines += [f"> {_plain(config.description)}", ""]
    sections = (
        (words["nav_stories"], _stories(pages)),
        *_translations(pages),
        *_terms(pages),
        (words.get("pages", "Pages"), _texts(pages)),
        # What stands below this heading may be left out, by the format.
        ("Optional", _others(pages)),
    )
    for title, entries in sections:
        if found := list(entries):
            lines += [f"## {_plain(title)}", "", *found, ""]
    return Output(LLMS, "text", Text("\n".join(lines)))


def _stories(pages: Pages) -> Iterator[str]:
    """The newest stories."""
    for card in islice(pages.cards.stories, LATEST + 1):
        yield _story(pages, card)


def _translations(pages: Pages) -> Iterator[tuple[str, Iterable[str]]]:
    """Those of the newest stories that are translated, by the name of the language in itself."""
    newest = pages.site.stories[: LATEST + 1] if pages.others else ()
    for language, other in zip(pages.config.languages, pages.others, strict=True):
        found = [
            _story(pages, other.cards.stories[position])
            for position, story in enumerate(newest)
            if language in pages.site.translations.get(story.source, {})
        ]
        yield name_of(language), found


def _story(pages: Pages, card: Card) -> str:
    url = card.url + ("index.md" if pages.config.programs.markdown else "")
    return _line(pages, Link(card.title, url), card.summary)


def _terms(pages: Pages) -> Iterator[tuple[str, Iterable[str]]]:
    """The records that are subjects of stories."""
    site, chips = pages.site, pages.cards.chips
    for grouping in site.groupings:
        if grouping.folder and grouping.is_category:
            records = site.records[grouping.folder]
            lines = [_line(pages, chips[grouping.name][record.slug], record.about) for record in records]
            yield pages.words[f"nav_{grouping.name}"], lines


def _texts(pages: Pages) -> Iterator[str]:
    """The district's own pages, without those that stand above a list."""
    for text in pages.site.documents_at_root:
        if text.address not in pages.site.indexes:
            yield _line(pages, Link(text.label, pages.cards.href(text.address)), text.summary)


def _others(pages: Pages) -> Iterator[str]:
    """The lists of everything, as in the menu, and the feeds of the site."""
    named = {pages.cards.href(text.address) for text in pages.site.documents_at_root} - {
        pages.cards.href(url) for url in pages.site.indexes
    }
    for entry in (*pages.frame.menu(), *pages.frame.more(), *pages.chrome.feeds):
        if entry.url not in named:
            yield _line(pages, entry, "")


def _line(pages: Pages, link: Link, about: str) -> str:
    note = f": {_plain(about)}" if about else ""
    url = link.url if "://" in link.url else pages.feeds.absolute(link.url)
    return f"- [{_plain(link.title)}]({url}){note}"


def _plain(text: str) -> str:
    """A text in one line, without anything that Markdown would read as a mark."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
