"""Processes that get ready for a few changed stories while the build finds out what has to be done."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from edblog.ahead import Ahead
from edblog.build.settings import bundled_themes
from edblog.config import Config
from edblog.glance import First


class Helpers:
    """One process for reading and one for rendering, once they are worth it; a context manager that ends them."""

    reading: Ahead | None = None
    rendering: Ahead | None = None

    def __init__(self, site: Path, config: Config) -> None:
        self._site, self._config = site, config

    def expect(self, first: First | None) -> Self:
        """Gets ready at once where a first look has shown nothing but a few changed stories; takes over its helper."""
        if first is not None and first.is_story:
            self.reading = first.helper
            self.get_ready()
        return self

    def get_ready(self) -> None:
        """Lets two processes load what reads stories and what renders them, while this one loads what plans."""
        if self.reading is None:
            self.reading = Ahead(to_read)
        if self.rendering is None:
            self.rendering = Ahead(self._to_render)

    def _to_render(self) -> None:
        from edblog.outputs import feeds  # noqa: F401 - to have it loaded
        from edblog.outputs.templates import Renderer
        from edblog.outputs.theme import load_theme

        theme, _ = load_theme(self._config.theme, self._site, bundled_themes())
        if theme is not None:
            Renderer(theme, self._config.language).get_ready("post.html")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for ahead in (self.reading, self.rendering):
            if ahead is not None:
                ahead.close()


def to_read() -> None:
    """Loads what reads stories."""
    from edblog.build import jobs  # noqa: F401 - to have it loaded
    from edblog.sources import read  # noqa: F401
