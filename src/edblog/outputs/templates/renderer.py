"""Renders views to HTML with the templates of a theme.

The result depends only on the theme, the language and the arguments.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING

import msgspec

from edblog.model import Theme
from edblog.outputs.templates.references import references
from edblog.views import Explained, PageView, Player
from edblog.web.markup import CleanHtml, SafeHtml

if TYPE_CHECKING:
    from edblog.outputs.templates.engine import Engine
    from edblog.outputs.templates.texts import Texts

PLAYER = "partials/embed.html"
"""The template of a video or audio player in a text."""
WORD, WORDS = "partials/word.html", "partials/words.html"
"""The templates of a word in a text that is explained, and of the explanations below the text."""

NO_BODY = SafeHtml("")


class Renderer:
    """A theme's templates, ready to render: each page in the language that its view says (`site.language`).

    Templates see `page` (the view), `site` (`page.site`) and `body` (HTML), and nothing else of the site.
    They have the functions `t`, `absolute` and `json_ld` and the filters `date`, `iso`, `number` and `zone`. A
    renderer can be sent to a worker process; a worker builds it once.
    """

    def __init__(self, theme: Theme, language: str, languages: tuple[str, ...] = ()) -> None:
        """A renderer for a site in a language, which has pages in further `languages`, too."""
        self.theme, self.language, self.languages = theme, language, languages

    def __reduce__(self) -> tuple[Callable[..., Renderer], tuple[bytes, Theme, str, tuple[str, ...]]]:
        return _arrived, (self._name, self.theme, self.language, self.languages)

    @cached_property
    def _name(self) -> bytes:
        parts = (self.theme, self.language, self.languages)
        return blake2b(msgspec.msgpack.encode(parts, order="deterministic"), digest_size=16).digest()

    @cached_property
    def texts(self) -> Texts:
        """The texts of the theme in the language."""
        from edblog.outputs.templates.texts import Texts

        return Texts(self.theme, self.language)

    @cached_property
    def engine(self) -> Engine:
        """The Jinja engine, imported on first use: it takes longer to load than everything else."""
        from edblog.outputs.templates.engine import Engine

        return Engine(self.theme, self.texts, self.digest)

    @cached_property
    def _others(self) -> dict[str, Renderer]:
        """The renderers for pages in each other language."""
        return {language: Renderer(self.theme, language) for language in self.languages}

    def _for(self, view: PageView) -> Renderer:
        """The renderer in the language of a page."""
        return self._others.get(view.site.language, self) if self._others else self

    def render(
        self, template: str, view: PageView, body: SafeHtml = NO_BODY, texts: Sequence[SafeHtml] = ()
    ) -> str:
        """The HTML of a page: a view rendered with a template; `body` is its text with final URLs, `texts` are its further ones.

        Raises TemplateFault for any mistake in the template.
        """
        return self._for(view).engine.render(
            template, view, {"page": view, "site": view.site, "body": body, "texts": texts}
        )

    def player(self, view: PageView, embed: Player) -> SafeHtml:
        """The HTML of a player on a page; empty if the theme has no template for it.

        Raises TemplateFault as `render` does.
        """
        if PLAYER not in self.theme.templates:
            return NO_BODY
        engine = self._for(view).engine
        return SafeHtml(engine.render(PLAYER, view, {"page": view, "site": view.site, "embed": embed}))

    def explained(self, view: PageView, html: CleanHtml) -> tuple[CleanHtml, SafeHtml]:
        """The text of a page with a mark at the first use of each word that is explained, and the HTML of the explanations.

        A theme without the two templates has none. Raises TemplateFault as `render` does.
        """
        assert view.body is not None
        if not view.body.explained or not {WORD, WORDS} <= self.theme.templates.keys():
            return html, NO_BODY
        from edblog.outputs.explained import marked

        def mark(word: Explained, written: str) -> SafeHtml:
            names = {"page": view, "site": view.site, "word": word, "written": written}
            return SafeHtml(self._for(view).engine.render(WORD, view, names).strip())

        text, found = marked(html, view.body.explained, mark)
        if not found:
            return html, NO_BODY
        names = {"page": view, "site": view.site, "words": found}
        return text, SafeHtml(self._for(view).engine.render(WORDS, view, names))

    def part(self, template: str, view: PageView) -> SafeHtml:
        """The HTML of a part of a page, for a place outside of it. Raises TemplateFault as `render` does."""
        return SafeHtml(self.render(template, view))

    def get_ready(self, template: str) -> None:
        """Compiles a template and the templates that it extends or includes, before the first page needs them."""
        self.engine.get_ready(template)
        self.texts.day(datetime(2026, 1, 31, tzinfo=UTC))

    def digest(self, template: str, version: bytes = b"") -> bytes:
        """The digest (BLAKE2b, 128 bits) of everything that a template's output depends on, except the view and the body.

        That is every template it can reach (all of them where an include is computed), the texts and date
        formats of the language, and `version`, a digest of edblog itself and of the template libraries.
        """
        sources = [(name, self.theme.templates.get(name)) for name in sorted(self._closure(template))]
        parts = (sources, self.words, self.theme.picture_sizes, version)
        return blake2b(msgspec.msgpack.encode(parts), digest_size=16).digest()

    @cached_property
    def words(self) -> bytes:
        """All that its pages take from the translations of the theme."""
        texts = self.texts
        words = msgspec.msgpack.encode((self.language, texts.phrases, texts.formats), order="sorted")
        return b"".join((words, *(self._others[language].words for language in self.languages)))

    def _closure(self, template: str) -> set[str]:
        reached: set[str] = set()
        # The text of any page may have a player, and words that are explained.
        waiting = [template, PLAYER, WORD, WORDS]
        while waiting:
            name = waiting.pop()
            # A missing template is reported when a page is rendered.
            if name in reached or (source := self.theme.templates.get(name)) is None:
                reached.add(name)
                continue
            reached.add(name)
            named = references(source)
            if None in named:
                return {template, *self.theme.templates}
            waiting += filter(None, named)
        return reached


def _arrived(name: bytes, theme: Theme, language: str, languages: tuple[str, ...]) -> Renderer:
    """The renderer in a worker process. It arrives with every task but is built once; another site's renderer replaces it."""
    if name not in _ARRIVED:
        _ARRIVED.clear()
        _ARRIVED[name] = Renderer(theme, language, languages)
    return _ARRIVED[name]


_ARRIVED: dict[bytes, Renderer] = {}
