"""Processes that get ready for a few changed stories while the build finds out what has to be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from edblog.pipeline.configuration import bundled_themes
from edblog.settings import Config
from edblog.start.forked_helper import ForkedHelper
from edblog.start.seal import FirstLook

Work = Callable[[Sequence[Any]], list[Any]]
_STORY_TEMPLATE = "post.html"


class Helpers:
    """One process that reads and one that renders, once they are worth it; a context manager that ends them."""

    def __init__(self, site: Path, config: Config) -> None:
        self._site, self._config = site, config
        self._reader: ForkedHelper | None = None
        self._renderer: ForkedHelper | None = None

    def expect(self, first: FirstLook | None) -> Self:
        """Gets ready at once where a first look has shown nothing but a few changed stories; takes over its helper."""
        if first is not None and first.only_stories_changed:
            self._reader = first.helper
            self.get_ready()
        return self

    def get_ready(self) -> None:
        """Lets two processes load what reads stories and what renders them, while this one loads what plans."""
        if self._reader is None:
            self._reader = ForkedHelper(to_read)
        if self._renderer is None:
            self._renderer = ForkedHelper(lambda: _to_render(self._site, self._config))

    def read(self, work: Work, items: Sequence[Any]) -> list[Any]:
        """The results of reading a few files."""
        return self._reader.run(work, items) if self._reader else work(items)

    def render(self, work: Work, items: Sequence[Any]) -> list[Any]:
        """The results of rendering a few outputs, each with the HTML of its texts."""
        return self._renderer.run(work, items) if self._renderer else work(items)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # The later one has the ends of the earlier one open, too, which would wait for it.
        for ahead in (self._renderer, self._reader):
            if ahead is not None:
                ahead.close()


def to_read() -> None:
    """Loads what reads stories."""
    from edblog.pipeline import jobs  # noqa: F401 - to have it loaded
    from edblog.sources import read  # noqa: F401


def _to_render(site: Path, config: Config) -> None:
    """Loads what renders, with the template of a story."""
    from edblog.outputs.feeds import writer
    from edblog.outputs.templates.renderer import Renderer
    from edblog.outputs.templates.theme import load_theme

    for name in config.feeds.formats:
        writer(name)
    theme, _ = load_theme(config.theme, site, bundled_themes())
    if theme is not None:
        renderer = Renderer(theme, config.language)
        renderer.get_ready(_STORY_TEMPLATE)
