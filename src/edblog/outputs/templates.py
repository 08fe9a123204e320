"""The templates of a theme, and the renderer that turns a view into HTML with them.

A `Renderer` is a function of its theme and language, and touches nothing but its arguments.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cached_property
from hashlib import blake2b
from types import CodeType
from typing import Any

import jinja2
import msgspec
from jinja2 import nodes

from edblog.markup import SafeHtml
from edblog.model import Theme
from edblog.outputs import metadata
from edblog.outputs.contexts import Contexts
from edblog.outputs.faults import Undefined, diagnose
from edblog.outputs.quick import Inliner, Parts, QuickCode
from edblog.outputs.references import references
from edblog.outputs.sinks import SINKS
from edblog.outputs.texts import Texts
from edblog.outputs.writing import timestamp
from edblog.problems import Problem
from edblog.views import Embed, PageView

PLAYER = "partials/embed.html"
"""The template of a player within a text."""

NO_BODY = SafeHtml("")


class TemplateFault(Exception):  # noqa: N818 - a fault of the theme's, not an error of ours
    """A template that cannot be rendered; `problem` says why and where."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


class _Loader(jinja2.BaseLoader):
    def __init__(self, compile_: Callable[[str], CodeType]) -> None:
        self.compile = compile_

    def load(
        self,
        environment: jinja2.Environment,
        name: str,
        _globals: MutableMapping[str, Any] | None = None,
    ) -> jinja2.Template:
        return environment.template_class.from_code(environment, self.compile(name), environment.globals)


class Renderer:
    """A theme's templates in one language, ready to render.

    Templates see `page` (the view), `site` (`page.site`) and `body` (HTML), and nothing else of the site.
    They have the functions `t`, `absolute` and `json_ld` and the filters `date`, `iso` and `number`. A
    renderer can be sent to a worker process; it is built anew there, once.
    """

    def __init__(self, theme: Theme, language: str) -> None:
        self.theme, self.language = theme, language
        self.texts = Texts(theme, language)
        self.environment = self._environment(self._quick_code)
        self.environment.code_generator_class = QuickCode
        self._parts = self.environment.parts = Parts()  # type: ignore[attr-defined]
        self._inliner = Inliner(self._parse, self._source)
        self._not_quick: set[str] = set()

    def __reduce__(self) -> tuple[Callable[[bytes, Theme, str], Renderer], tuple[bytes, Theme, str]]:
        return _arrived, (self._name, self.theme, self.language)

    @cached_property
    def _name(self) -> bytes:
        parts = (self.theme, self.language)
        return blake2b(msgspec.msgpack.encode(parts, order="deterministic"), digest_size=16).digest()

    def _environment(self, compile_: Callable[[str], CodeType]) -> jinja2.Environment:
        environment = jinja2.Environment(
            loader=_Loader(compile_),
            autoescape=True,
            undefined=Undefined,
            extensions=[Contexts],
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            # What it computes once instead of often is less than the time that it takes.
            optimized=False,
        )
        # Both give another result each time.
        del environment.globals["lipsum"], environment.filters["random"]
        # Whatever says of a text that it is HTML; `contexts.py` tells what to write instead.
        for name in ("safe", "tojson", "xmlattr"):
            del environment.filters[name]
        environment.globals |= {"t": self.texts.text, "absolute": _absolute, "json_ld": metadata.script}
        environment.filters |= {"date": self.texts.day, "iso": timestamp, "number": self.texts.number}
        environment.filters |= SINKS
        return environment

    @cached_property
    def _plain(self) -> jinja2.Environment:
        """Jinja as it is, for the templates that are not quick and for the place of a fault."""
        environment = self._environment(self._plain_code)
        environment.globals = self.environment.globals
        return environment

    def render(self, template: str, view: PageView, body: SafeHtml = NO_BODY) -> str:
        """The page that a template makes of a view; `body` is its resolved text.

        Raises TemplateFault for whatever is wrong with the template.
        """
        return self._rendered(template, view, {"page": view, "site": view.site, "body": body})

    def player(self, view: PageView, embed: Embed) -> SafeHtml:
        """What a page shows for a player; empty where the theme has no template for it.

        Raises TemplateFault as `render` does.
        """
        if PLAYER not in self.theme.templates:
            return NO_BODY
        return SafeHtml(self._rendered(PLAYER, view, {"page": view, "site": view.site, "embed": embed}))

    def _rendered(self, template: str, view: PageView, names: dict[str, Any]) -> str:
        token = _PAGE.set(view)
        self._parts.of(view.site)
        try:
            if template not in self._not_quick:
                try:
                    return self.environment.get_template(template).render(names)
                except Exception:  # noqa: BLE001 - it may be anything, and is found again below
                    self._not_quick.add(template)
            return self._plain.get_template(template).render(names)
        except Exception as error:
            raise TemplateFault(diagnose(error, template, self.theme, self._plain)) from error
        finally:
            _PAGE.reset(token)

    def get_ready(self, template: str) -> None:
        """Makes the code of a template and of those that it is built on, so that it is there when a page is rendered."""
        for name in self._closure(template):
            if self._inliner.is_whole(name) and name in self.theme.templates:
                self.environment.get_template(name)
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

    def _source(self, name: str) -> str:
        source = self.theme.templates.get(name)
        if source is None:
            raise jinja2.TemplateNotFound(name)
        return source

    def _plain_code(self, name: str) -> CodeType:
        # The path as people know it stands where tracebacks expect a file's name.
        return self._plain.compile(self._source(name), name, self.theme.paths[name])

    def _quick_code(self, name: str) -> CodeType:
        key = name, self.digest(name)
        if key not in _CODE:
            if len(_CODE) >= _CODE_LIMIT:
                _CODE.clear()
            _CODE[key] = self.environment.compile(self._inliner.tree(name), name)
        return _CODE[key]

    def _parse(self, name: str) -> nodes.Template:
        return self.environment.parse(self._source(name), name)


def _arrived(name: bytes, theme: Theme, language: str) -> Renderer:
    """The renderer in a process that it has been sent to, which is sent many times; that of another site replaces it."""
    if name not in _ARRIVED:
        _ARRIVED.clear()
        _ARRIVED[name] = Renderer(theme, language)
    return _ARRIVED[name]


_ARRIVED: dict[bytes, Renderer] = {}
# A preview builds again and again from nearly the same theme.
_CODE: dict[tuple[str, bytes], CodeType] = {}
_CODE_LIMIT = 64
# Functions reach the page through this even inside imported macros, which have no context of their own; a
# context variable keeps threads apart.
_PAGE: ContextVar[PageView] = ContextVar("page")


def _absolute(url: str) -> str:
    return metadata.absolute(_PAGE.get().site, url)
