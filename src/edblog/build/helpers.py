"""Processes that get ready for a few changed stories while the build finds out what has to be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from edblog.ahead import Ahead
from edblog.build.settings import bundled_themes
from edblog.config import Config
from edblog.glance import First

Work = Callable[[Sequence[Any]], list[Any]]
_STORY = ("post.html",)
_LISTINGS = ("home.html", "archive.html", "credential.html", "author.html", "topic.html")
"""The templates of pages with cards of stories."""
_OVERVIEWS = ("credentials.html", "authors.html", "topics.html")
"""Templates of pages that say how many stories there are."""


class Helpers:
    """One process that reads and one that renders, once they are worth it; a context manager that ends them.

    The one that has read can render, too: listings, where a story is to appear in them in another way.
    """

    def __init__(self, site: Path, config: Config) -> None:
        self._site, self._config = site, config
        self._reader: Ahead | None = None
        self._renderer: Ahead | None = None
        self._renders_listings = False

    def expect(self, first: First | None) -> Self:
        """Gets ready at once where a first look has shown nothing but a few changed stories; takes over its helper."""
        if first is not None and first.is_story:
            self._reader = first.helper
            self.get_ready(listed=first.has_new)
        return self

    def get_ready(self, *, listed: bool = False) -> None:
        """Lets two processes load what reads stories and what renders them, while this one loads what plans.

        `listed` says that a story is sure to change listings.
        """
        if self._reader is None:
            self._reader = Ahead(to_read)
        if self._renderer is None:
            templates = (*_STORY, *_OVERVIEWS) if listed else _STORY
            self._renderer = Ahead(lambda: _to_render([(self._config, self._site, templates)]))

    def expect_listings(self) -> None:
        """Lets the process that has read load what renders listings."""
        if self._reader is not None and not self._renders_listings:
            self._renders_listings = True
            self._reader.ask(_to_render, [(self._config, self._site, _LISTINGS)])

    def read(self, work: Work, items: Sequence[Any]) -> list[Any]:
        """The results of reading a few files."""
        return self._reader.run(work, items) if self._reader else work(items)

    def render(self, work: Work, items: Sequence[Any]) -> list[Any]:
        """The results of rendering a few outputs, each with the HTML of its texts."""
        if self._renderer is None or self._reader is None:
            return work(items)
        places = [place for place, (output, _) in enumerate(items) if self._renders_listings and output.renderer in _LISTINGS]
        listings = set(places)
        others = [place for place in range(len(items)) if place not in listings]
        shares = [(ahead, part) for ahead, part in ((self._reader, places), (self._renderer, others)) if part]
        results: dict[int, Any] = {}
        try:
            for ahead, part in shares:
                ahead.ask(work, [items[place] for place in part])
            for ahead, part in shares:
                results.update(zip(part, ahead.last_answer(), strict=True))
        except BaseException:
            # Nobody may write once the build has given up.
            self._end()
            raise
        return [results[place] for place in range(len(items))]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def _end(self) -> None:
        # The later one has the ends of the earlier one open, too, which would wait for it.
        for ahead in (self._renderer, self._reader):
            if ahead is not None:
                ahead.close()


def to_read() -> None:
    """Loads what reads stories."""
    from edblog.build import jobs  # noqa: F401 - to have it loaded
    from edblog.sources import read  # noqa: F401


def _to_render(what: Sequence[tuple[Config, Path, Sequence[str]]]) -> list[None]:
    """Loads what renders, with templates of the theme."""
    from edblog.outputs import feeds  # noqa: F401 - to have it loaded
    from edblog.outputs.templates import Renderer
    from edblog.outputs.theme import load_theme

    for config, site, templates in what:
        theme, _ = load_theme(config.theme, site, bundled_themes())
        if theme is not None:
            renderer = Renderer(theme, config.language)
            for template in templates:
                renderer.get_ready(template)
    return []
