"""The page with the numbers of a pilot: the tables that kinds of content count, and what people did and answered offline."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from edblog.kinds.feature import Feature
from edblog.kinds.impact.words import ENGLISH
from edblog.settings.impact import IMPACT

if TYPE_CHECKING:
    from edblog.catalog.pages import Later, Made, Pages
    from edblog.settings import Config


class ImpactReport(Feature):
    """The page of impact, at `/impact/`, and the same numbers as files."""

    url = IMPACT
    english = ENGLISH

    def is_asked(self, config: Config) -> bool:
        """Whether the settings have `page = true` in `[impact]`."""
        return bool(config.impact)

    def pages(self, pages: Pages) -> Iterator[Made]:
        """The page, if numbers may differ."""
        from edblog.kinds.impact.pages import made

        return made(pages)

    def outputs(self, pages: Pages) -> Iterator[Later]:
        """The numbers for programs and for spreadsheets."""
        from edblog.kinds.impact.pages import files

        return files(pages)


FEATURE = ImpactReport()
