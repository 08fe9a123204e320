"""The kind of content for words that need an explanation, such as acronyms: one page of all, and a note at the first use in each story."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from edblog.kinds.glossary.record import Explanation
from edblog.kinds.kind import Kind

if TYPE_CHECKING:
    from edblog.catalog.cards import Cards
    from edblog.catalog.frame import MenuEntry
    from edblog.catalog.pages import Made, Pages
    from edblog.catalog.site import Site
    from edblog.kinds.kind import Groups, Records
    from edblog.problems import Problem
    from edblog.sources.reading import TextFile
    from edblog.views import Explained


class Glossary(Kind):
    """The kind of words with an explanation, in `content/glossary/`."""

    record = Explanation
    what = "a term"
    word = "term"
    has_list = False
    is_idle_without_records = True
    shows_stories = False
    is_official = True
    explains = True
    further_indexes = ("glossary/",)
    english = MappingProxyType(
        {
            "nav_glossary": "Glossary",
            "glossary.intro": "Words and acronyms of our schools, explained.",
        }
    )

    def order(self, record: Any) -> tuple[object, ...]:
        """The sort key: the letter under which it stands, then the word without accents; words that begin with no letter come first."""
        from edblog.kinds.glossary.pages import OTHERS, letter_of
        from edblog.web.terms import folded

        letter = letter_of(record.term)
        return letter != OTHERS, letter, folded(record.term), record.slug

    def problems_of(self, file: TextFile) -> Iterator[Problem]:
        """An error for a word that neither `long` nor the text explains."""
        from edblog.kinds.glossary.reading import problems_of

        return problems_of(file)

    def checks(self, records: Records, now: datetime, zone: ZoneInfo) -> Iterator[Problem]:
        """Warnings for words that are explained twice."""
        from edblog.kinds.glossary.reading import same_terms

        return same_terms(record for record in records[self.folder] if isinstance(record, Explanation))

    def indexes(self, records: Records, groups: Groups) -> tuple[str, ...]:
        """URL path of the page of all words; none without words."""
        return self.further_indexes if records[self.folder] else ()

    def sitemap(self, site: Site) -> tuple[str, ...]:
        """URL path of the page of all words."""
        return self.further_indexes if site.records[self.folder] else ()

    def menu(self, site: Site) -> Iterator[MenuEntry]:
        """The entry of the page of all words."""
        from edblog.catalog.frame import MenuEntry

        is_shown = bool(site.records[self.folder])
        yield MenuEntry(self.folder, self.further_indexes[0], is_shown=is_shown, in_footer=True)

    def pages(self, pages: Pages) -> Iterator[Made]:
        """The page of all words, and the pages that lead there."""
        from edblog.kinds.glossary.pages import made

        return made(pages)

    def explained(self, cards: Cards, record: Any) -> Explained:
        """What a story shows of a word."""
        from edblog.kinds.glossary.pages import explained

        return explained(cards, record)


KIND = Glossary()
