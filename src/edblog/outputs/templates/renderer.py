"""The templates of a theme, and the renderer that turns a view into HTML with them.

A `Renderer` is a function of its theme and language, and touches nothing but its arguments.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING

import msgspec

from edblog.markup import SafeHtml
from edblog.model import Theme
from edblog.outputs.templates.references import references
from edblog.views import PageView, Player

if TYPE_CHECKING:
    from edblog.outputs.templates.engine import Engine
    from edblog.outputs.templates.texts import Texts

PLAYER = "partials/embed.html"
"""The template of a player within a text."""

NO_BODY = SafeHtml("")


class Renderer:
    """A theme's templates in one language, ready to render.

    Templates see `page` (the view), `site` (`page.site`) and `body` (HTML), and nothing else of the site.
    They have the functions `t`, `absolute` and `json_ld` and the filters `date`, `iso` and `number`. A
    renderer can be sent to a worker process; it is built anew there, once.
    """

    def __init__(self, theme: Theme, language: str) -> None:
        self.theme, self.language = theme, language

    def __reduce__(self) -> tuple[Callable[[bytes, Theme, str], Renderer], tuple[bytes, Theme, str]]:
        return _arrived, (self._name, self.theme, self.language)

    @cached_property
    def _name(self) -> bytes:
        parts = (self.theme, self.language)
        return blake2b(msgspec.msgpack.encode(parts, order="deterministic"), digest_size=16).digest()

    @cached_property
    def texts(self) -> Texts:
        """The words of the theme in the language."""
        from edblog.outputs.templates.texts import Texts

        return Texts(self.theme, self.language)

    @cached_property
    def engine(self) -> Engine:
        """What renders; it takes longer to load than all the rest."""
        from edblog.outputs.templates.engine import Engine

        return Engine(self.theme, self.texts, self.digest)

    def render(self, template: str, view: PageView, body: SafeHtml = NO_BODY) -> str:
        """The page that a template makes of a view; `body` is its resolved text.

        Raises TemplateFault for whatever is wrong with the template.
        """
        return self.engine.render(template, view, {"page": view, "site": view.site, "body": body})

    def player(self, view: PageView, embed: Player) -> SafeHtml:
        """What a page shows for a player; empty where the theme has no template for it.

        Raises TemplateFault as `render` does.
        """
        if PLAYER not in self.theme.templates:
            return NO_BODY
        return SafeHtml(self.engine.render(PLAYER, view, {"page": view, "site": view.site, "embed": embed}))

    def get_ready(self, template: str) -> None:
        """Makes the code of a template and of those that it is built on, so that it is there when a page is rendered."""
        self.engine.get_ready(template)
        self.texts.day(datetime(2026, 1, 31, tzinfo=UTC))

    def digest(self, template: str, version: bytes = b"") -> bytes:
        """BLAKE2b-128 of all that a template's output depends on, besides the view and the body.

        That is every template it can reach (all of them where an include is computed), the texts and date
        formats of the language, and `version`, a digest of edblog itself and of the template libraries.
        """
        sources = [(name, self.theme.templates.get(name)) for name in sorted(self._closure(template))]
        parts = (sources, self._words, self.theme.picture_sizes, version)
        return blake2b(msgspec.msgpack.encode(parts), digest_size=16).digest()

    @cached_property
    def _words(self) -> bytes:
        texts = self.texts
        return msgspec.msgpack.encode((self.language, texts.phrases, texts.formats), order="sorted")

    def _closure(self, template: str) -> set[str]:
        reached: set[str] = set()
        # A player may be in the text of any page.
        waiting = [template, PLAYER]
        while waiting:
            name = waiting.pop()
            # One that is not there is said to be missing when it is rendered.
            if name in reached or (source := self.theme.templates.get(name)) is None:
                reached.add(name)
                continue
            reached.add(name)
            named = references(source)
            if None in named:
                return {template, *self.theme.templates}
            waiting += filter(None, named)
        return reached


def _arrived(name: bytes, theme: Theme, language: str) -> Renderer:
    """The renderer in a process that it has been sent to, which is sent many times; that of another site replaces it."""
    if name not in _ARRIVED:
        _ARRIVED.clear()
        _ARRIVED[name] = Renderer(theme, language)
    return _ARRIVED[name]


_ARRIVED: dict[bytes, Renderer] = {}
