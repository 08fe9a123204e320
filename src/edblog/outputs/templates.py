"""The templates of a theme, and the renderer that turns a view into HTML with them.

A `Renderer` is a function of its theme and language, and touches nothing but its arguments.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, MutableMapping
from contextvars import ContextVar
from datetime import date, datetime
from functools import lru_cache
from hashlib import blake2b
from types import CodeType
from typing import Any
from urllib.parse import urljoin

import jinja2
import msgspec
from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal
from jinja2 import meta, nodes
from markupsafe import Markup, escape

from edblog.model import FALLBACK_LANGUAGE, Phrase, Theme, lookup_range
from edblog.outputs import metadata
from edblog.outputs.faults import Unavailable, Undefined, diagnose
from edblog.outputs.listings import timestamp
from edblog.problems import Problem, did_you_mean
from edblog.views import PageView


class TemplateFault(Exception):  # noqa: N818 - a fault of the theme's, not an error of ours
    """A template that cannot be rendered; `problem` says why and where."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


class _Template:
    """A template, parsed once and compiled at most once."""

    def __init__(self, tree: nodes.Template, name: str, path: str) -> None:
        self.references = tuple(meta.find_referenced_templates(tree))
        """Names of the templates that it names; None for one that is computed."""
        self._tree, self._name, self._path = tree, name, path
        self._code: CodeType | None = None

    def code(self, environment: jinja2.Environment) -> CodeType:
        if self._code is None:
            self._code = environment.compile(self._tree, self._name, self._path)
        return self._code


def _plain_environment() -> jinja2.Environment:
    return jinja2.Environment(
        autoescape=True, undefined=Undefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False
    )


# A preview builds again and again from nearly the same theme. The language is part of the key because the
# compiler computes what is constant, and the filters know the language.
@lru_cache(maxsize=512)
def _parse(source: str, name: str, path: str, _language: str) -> _Template:
    # The path as people know it stands where tracebacks expect a file's name.
    return _Template(_plain_environment().parse(source, name, path), name, path)


class _Loader(jinja2.BaseLoader):
    def __init__(self, renderer: Renderer) -> None:
        self.renderer = renderer

    def load(
        self,
        environment: jinja2.Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002
    ) -> jinja2.Template:
        code = self.renderer.template(name).code(environment)
        return environment.template_class.from_code(environment, code, globals or {})


class Renderer:
    """A theme's templates in one language, ready to render.

    Templates see `page` (the view), `site` (`page.site`) and `body` (HTML), and nothing else of the site.
    They have the functions `t`, `absolute` and `json_ld` and the filters `date`, `iso` and `number`. A
    renderer can be sent to a worker process; it is built anew there.
    """

    def __init__(self, theme: Theme, language: str) -> None:
        self.theme, self.language = theme, language
        self.locale = locale_of(language)
        own = theme.phrases(language)
        self.formats = {
            key: text
            for key, (text, _) in own.items()
            if key.startswith("formats.") and isinstance(text, str)
        }
        found = theme.phrases(FALLBACK_LANGUAGE) | own
        locales = {tag: locale_of(tag) for _, tag in found.values()}
        self.texts: dict[str, tuple[Phrase, Locale]] = {
            key: (text, locales[tag]) for key, (text, tag) in found.items()
        }
        self.environment = self._environment()
        self._day = lru_cache(maxsize=4096)(self._format_day)

    def __reduce__(self) -> tuple[type[Renderer], tuple[Theme, str]]:
        return Renderer, (self.theme, self.language)

    def _environment(self) -> jinja2.Environment:
        environment = _plain_environment()
        environment.loader = _Loader(self)
        # Both give another result each time.
        del environment.globals["lipsum"], environment.filters["random"]
        environment.globals |= {"t": self._text, "absolute": self._absolute, "json_ld": _json_ld}
        environment.filters |= {"date": self._date, "iso": timestamp, "number": self._number}
        return environment

    def render(self, template: str, view: PageView, html: str = "") -> str:
        """The page that a template makes of a view; `html` is the resolved body, inserted as it is.

        Raises TemplateFault for whatever is wrong with the template.
        """
        token = _PAGE.set(view)
        try:
            found = self.environment.get_template(template)
            return found.render(page=view, site=view.site, body=Markup(html))  # noqa: S704 - sanitised before
        except Exception as error:
            raise TemplateFault(diagnose(error, template, self.theme, self.environment)) from error
        finally:
            _PAGE.reset(token)

    def digest(self, template: str, version: bytes = b"") -> bytes:
        """BLAKE2b-128 of all that a template's output depends on, besides the view and the body.

        That is every template it can reach (all of them where an include is computed), the texts and date
        formats of the language, and `version`, a digest of edblog itself and of the template libraries.
        """
        closure = self._closure(template)
        sources = [(name, self.theme.templates.get(name)) for name in sorted(closure)]
        texts = sorted((key, text, str(locale)) for key, (text, locale) in self.texts.items())
        parts = (sources, self.language, texts, sorted(self.formats.items()), self.theme.picture_sizes, version)
        return blake2b(msgspec.msgpack.encode(parts, order="sorted"), digest_size=16).digest()

    def template(self, name: str) -> _Template:
        """One template, parsed; raises TemplateNotFound or TemplateSyntaxError."""
        source = self.theme.templates.get(name)
        if source is None:
            raise jinja2.TemplateNotFound(name)
        return _parse(source, name, self.theme.paths[name], self.language)

    def _closure(self, template: str) -> set[str]:
        reached: set[str] = set()
        waiting = [template]
        while waiting:
            name = waiting.pop()
            if name in reached:
                continue
            reached.add(name)
            try:
                references = self.template(name).references
            except (jinja2.TemplateNotFound, jinja2.TemplateSyntaxError):
                # Said when it is rendered.
                continue
            if None in references:
                return {template, *self.theme.templates}
            waiting += filter(None, references)
        return reached

    def _text(self, key: str, /, **params: object) -> str:
        if key not in self.texts:
            near = did_you_mean(key, self.texts)
            help_ = near or f'add it to translations/{FALLBACK_LANGUAGE}.toml: {key} = "…"'
            raise Unavailable("missing-translation", f'there is no text "{key}" in the translations', help_, key)
        text, locale = self.texts[key]
        if isinstance(text, dict):
            count = params.get("count")
            if not isinstance(count, int | float):
                message, help_ = f'the text "{key}" depends on a number', f't("{key}", count=…)'
                raise Unavailable("missing-count", message, help_, key)
            text = text.get(locale.plural_form(count), text["other"])
        if "{" not in text:
            return text
        if any(hasattr(value, "__html__") for value in params.values()):
            return Markup(_PLACE.sub(lambda place: escape(self._param(key, place[1], params)), escape(text)))  # noqa: S704 - all parts are escaped
        return _PLACE.sub(lambda place: str(self._param(key, place[1], params)), text)

    def _param(self, key: str, name: str, params: Mapping[str, object]) -> object:
        if name not in params:
            message, help_ = f'the text "{key}" needs {{{name}}}', f't("{key}", {name}=…)'
            raise Unavailable("missing-parameter", message, help_, key)
        value = params[name]
        return self._number(value) if name == "count" and isinstance(value, int | float) else value

    def _absolute(self, url: str) -> str:
        return urljoin(_PAGE.get().site.base_url, url)

    def _date(self, value: datetime, width: str = "long") -> str:
        if width not in _WIDTHS:
            help_ = 'write date("long") or date("short")'
            raise Unavailable("date-format", f'there is no date format "{width}"', help_, width)
        return self._day(value.date(), width)

    def _format_day(self, day: date, width: str) -> str:
        pattern = self.formats.get(f"formats.date_{width}", _WIDTHS[width])
        return format_date(day, pattern, locale=self.locale)

    def _number(self, value: float) -> str:
        return format_decimal(value, locale=self.locale)

# Functions reach the page through this even inside imported macros, which have no context of their own; a
# context variable keeps threads apart.
_PAGE: ContextVar[PageView] = ContextVar("page")
_PLACE = re.compile(r"\{([A-Za-z_]\w*)\}")
_WIDTHS = {"long": "long", "short": "medium"}
"""Babel's format where a translation gives no pattern."""


def locale_of(language: str) -> Locale:
    """Babel's locale for a BCP 47 tag, or the nearest it knows; English for an unknown language."""
    for tag in lookup_range(language):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale(FALLBACK_LANGUAGE)


def _json_ld(page: PageView) -> Markup:
    data = metadata.json_ld(page)
    return Markup(metadata.to_script(data) if data else "")  # noqa: S704 - to_script escapes
