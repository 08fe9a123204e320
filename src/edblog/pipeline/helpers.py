"""Two forked helper processes that import the code for a quick edit while the main process looks for changed files."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from importlib import import_module
from types import TracebackType
from typing import Any, Self

from edblog.pipeline.configuration import bundled_themes
from edblog.pipeline.setup import Setup
from edblog.start.forked_helper import ForkedHelper
from edblog.start.seal import FirstLook

Work = Callable[[Sequence[Any]], list[Any]]


class Helpers:
    """A helper process for reading and one for rendering, started only if they save time. As a context manager, it ends them."""

    def __init__(self, setup: Setup, first: FirstLook | None = None) -> None:
        """Starts both processes if the first look `first` found only changed texts."""
        self._setup = setup
        self._reader: ForkedHelper | None = None
        self._renderer: ForkedHelper | None = None
        if first is not None and first.only_texts_changed:
            self._reader = first.helper
            self.start({path.split("/")[1] for path, _, _ in first.scan.changed})

    def start(self, folders: Collection[str]) -> None:
        """Starts both processes if they are not running; `folders` are those of the kinds whose texts changed."""
        if self._reader is None:
            self._reader = ForkedHelper(load_readers)
        if self._renderer is None:
            self._renderer = ForkedHelper(lambda: self._load_renderers(folders))

    def read(self, work: Work, items: Sequence[Any]) -> list[Any]:
        """The results of `work` on a few files, in the helper for reading if it runs, else in this process."""
        return self._reader.run(work, items) if self._reader else work(items)

    def render(self, work: Work, items: Sequence[Any]) -> list[Any]:
        """The results of `work` on a few outputs, in the helper for rendering if it runs, else in this process."""
        return self._renderer.run(work, items) if self._renderer else work(items)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, type_: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # The newer process has copies of the older one's pipes, so the older one would not notice that they are closed.
        for helper in (self._renderer, self._reader):
            if helper is not None:
                helper.close()

    def _load_renderers(self, folders: Collection[str]) -> None:
        """Imports the code for rendering, with that of some kinds, and compiles their templates."""
        from edblog.catalog.words import adapted
        from edblog.outputs.feeds import writer
        from edblog.outputs.templates.renderer import Renderer
        from edblog.outputs.templates.theme import load_theme

        config = self._setup.config
        for name in config.feeds.formats:
            writer(name)
        theme, _ = load_theme(config.theme, self._setup.folder, bundled_themes(), languages=[config.language])
        if theme is not None:
            renderer = Renderer(adapted(theme, self._setup.kinds, config), config.language)
            for kind in (kind for kind in self._setup.kinds if kind.folder in folders):
                for name in kind.templates:
                    renderer.get_ready(name)
                for name in kind.modules:
                    import_module(name)


def load_readers() -> None:
    """Imports the code for reading stories."""
    from edblog.pipeline import jobs  # noqa: F401 - imported early, for later use
    from edblog.sources import read  # noqa: F401
