"""The templates of a theme, and the renderer that turns a view into HTML with them.

A `Renderer` is a function of its theme and language, and touches nothing but its arguments.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, MutableMapping
from contextvars import ContextVar
from datetime import date, datetime
from functools import lru_cache, partial
from hashlib import blake2b
from types import CodeType, TracebackType
from typing import Any
from urllib.parse import urljoin

import jinja2
import msgspec
from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal
from jinja2 import meta, nodes
from jinja2.utils import missing
from markupsafe import Markup, escape

from edblog.model import Phrase, Theme
from edblog.outputs import metadata
from edblog.outputs.listings import timestamp
from edblog.problems import Problem, did_you_mean
from edblog.views import PageView

FALLBACK_LANGUAGE = "en"


class TemplateFault(Exception):  # noqa: N818 - a fault of the theme's, not an error of ours
    """A template that cannot be rendered; `problem` says why and where."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


class _Wrong(Exception):  # noqa: N818 - becomes a TemplateFault as soon as its place is known
    """Something that a template asked for and cannot have."""

    def __init__(self, code: str, message: str, help_: str) -> None:
        super().__init__(message)
        self.code, self.message, self.help = code, message, help_


class _UndefinedUse(jinja2.UndefinedError):
    """The use of a name that does not exist; remembers where it was looked for."""

    def __init__(self, owner: object, name: object, message: str) -> None:
        super().__init__(message)
        self.owner, self.name = owner, name


class _Undefined(jinja2.StrictUndefined):
    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: type[jinja2.TemplateRuntimeError] = jinja2.UndefinedError,
    ) -> None:
        raiser = exc if hint else partial(_UndefinedUse, obj, name)
        super().__init__(hint, obj, name, raiser)  # type: ignore[arg-type]


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
        autoescape=True, undefined=_Undefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False
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
        own = _lookup(theme, language)
        self.formats = {
            key: text
            for key, (text, _) in own.items()
            if key.startswith("formats.") and isinstance(text, str)
        }
        self.texts = _lookup(theme, FALLBACK_LANGUAGE) | own
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
            raise TemplateFault(self._problem(template, error)) from error
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
        parts = (sources, self.language, texts, sorted(self.formats.items()), version)
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
            raise _Wrong("missing-translation", f'there is no text "{key}" in the translations', help_)
        text, locale = self.texts[key]
        if isinstance(text, dict):
            count = params.get("count")
            if not isinstance(count, int | float):
                raise _Wrong("missing-count", f'the text "{key}" depends on a number', f't("{key}", count=…)')
            text = text.get(locale.plural_form(count), text["other"])
        if "{" not in text:
            return text
        if any(hasattr(value, "__html__") for value in params.values()):
            return Markup(_PLACE.sub(lambda place: escape(self._param(key, place[1], params)), escape(text)))  # noqa: S704 - all parts are escaped
        return _PLACE.sub(lambda place: str(self._param(key, place[1], params)), text)

    def _param(self, key: str, name: str, params: Mapping[str, object]) -> object:
        if name not in params:
            raise _Wrong("missing-parameter", f'the text "{key}" needs {{{name}}}', f't("{key}", {name}=…)')
        value = params[name]
        return self._number(value) if name == "count" and isinstance(value, int | float) else value

    def _absolute(self, url: str) -> str:
        return urljoin(_PAGE.get().site.base_url, url)

    def _date(self, value: datetime, width: str = "long") -> str:
        if width not in _WIDTHS:
            help_ = 'write date("long") or date("short")'
            raise _Wrong("date-format", f'there is no date format "{width}"', help_)
        return self._day(value.date(), width)

    def _format_day(self, day: date, width: str) -> str:
        pattern = self.formats.get(f"formats.date_{width}", _WIDTHS[width])
        return format_date(day, pattern, locale=self.locale)

    def _number(self, value: float) -> str:
        return format_decimal(value, locale=self.locale)

    # What went wrong

    def _problem(self, template: str, error: Exception) -> Problem:
        templates = self.theme.templates
        path, line = _place(error, set(self.theme.paths.values()))
        if not path:
            path = self.theme.paths.get(template, f"theme {self.theme.chain[0]}")
        source = next((templates[name] for name, shown in self.theme.paths.items() if shown == path), "")
        refuse = partial(Problem, path, "error", line=line, excerpt=_line(source, line))
        match error:
            case _Wrong():
                return refuse(error.code, error.message, error.help)
            case _UndefinedUse(owner=owner, name=name):
                return self._undefined(path, line, source, owner, str(name))
            case jinja2.TemplateSyntaxError():
                text = error.message or "this cannot be read"
                help_ = "see https://jinja.palletsprojects.com/templates/"
                return refuse("template-syntax", text.rstrip("."), help_)
            case jinja2.TemplateNotFound(name=name):
                help_ = did_you_mean(str(name), templates) or f"add templates/{name} to the theme"
                return refuse("missing-template", f'there is no template "{name}"', help_)
            case RecursionError():
                example = f"{self.theme.chain[-1]}/{template}"
                help_ = f'to build on the template of a theme that you extend, name both: "{example}"'
                return refuse("template-circle", "templates include or extend each other without end", help_)
        text = str(error).rstrip(".") or type(error).__name__
        return refuse("template-error", f"this cannot be rendered: {text}", "")

    def _undefined(self, path: str, line: int, source: str, owner: object, name: str) -> Problem:
        line, column, expression = _find_use(source, line, name, alone=owner is missing)
        known = self._names(source) if owner is missing else _members(owner)
        help_ = did_you_mean(name, known) or (f"there is: {', '.join(known)}" if known else "")
        refuse = partial(Problem, path, "error", line=line, column=column, excerpt=_line(source, line))
        return refuse("undefined-variable", f"'{expression}' is undefined", help_)

    def _names(self, source: str) -> list[str]:
        tree = self.environment.parse(source)
        assigned = {node.name for node in tree.find_all(nodes.Name) if node.ctx in ("store", "param")}
        return ["page", "site", "body", *sorted(assigned | set(self.environment.globals))]


# Functions reach the page through this even inside imported macros, which have no context of their own; a
# context variable keeps threads apart.
_PAGE: ContextVar[PageView] = ContextVar("page")
_PLACE = re.compile(r"\{([A-Za-z_]\w*)\}")
_WIDTHS = {"long": "long", "short": "medium"}
"""Babel's format where a translation gives no pattern."""


def locale_of(language: str) -> Locale:
    """Babel's locale for a BCP 47 tag, or the nearest it knows; English for an unknown language."""
    for tag in _prefixes(language):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale(FALLBACK_LANGUAGE)


def _json_ld(page: PageView) -> Markup:
    data = metadata.json_ld(page)
    return Markup(metadata.to_script(data) if data else "")  # noqa: S704 - to_script escapes


def _prefixes(language: str) -> list[str]:
    """`pt-BR`, then `pt`: the lookup of RFC 4647, section 3.4."""
    parts = language.split("-")
    return ["-".join(parts[:count]) for count in range(len(parts), 0, -1)]


def _lookup(theme: Theme, language: str) -> dict[str, tuple[Phrase, Locale]]:
    by_fold = {tag.casefold(): texts for tag, texts in theme.translations.items()}
    found: dict[str, tuple[Phrase, Locale]] = {}
    for tag in reversed(_prefixes(language)):
        locale = locale_of(tag)
        found |= {key: (text, locale) for key, text in by_fold.get(tag.casefold(), {}).items()}
    return found


def _place(error: Exception, paths: set[str]) -> tuple[str, int]:
    """The template and the line in it that an exception comes from; ("", 0) where it comes from none."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return error.filename or "", error.lineno
    place = ("", 0)
    trace: TracebackType | None = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in paths:
            place = (trace.tb_frame.f_code.co_filename, trace.tb_lineno)
        trace = trace.tb_next
    return place


def _line(source: str, line: int) -> str:
    lines = source.split("\n")
    return lines[line - 1].rstrip("\r") if 0 < line <= len(lines) else ""


def _find_use(source: str, line: int, name: str, *, alone: bool) -> tuple[int, int, str]:
    """Line, column and text of the expression that ends in a name: Jinja knows only where its tag starts."""
    word = re.escape(name)
    owner = r"(?:[A-Za-z_]\w*(?:\[[^\]\n]*\]|\([^)\n]*\))*\.)*[A-Za-z_]\w*(?:\[[^\]\n]*\]|\([^)\n]*\))*"
    pattern = re.compile(
        rf"(?<![\w.]){word}\b" if alone else rf"(?<![\w.]){owner}(?:\.{word}\b|\[[\"']{word}[\"']\])"
    )
    lines = source.split("\n")
    for number in range(max(line, 1), min(line + 10, len(lines) + 1)):
        found = pattern.search(lines[number - 1])
        if found:
            return number, found.start() + 1, found[0]
    return line, 0, name


def _members(owner: object) -> list[str]:
    if isinstance(owner, msgspec.Struct):
        return list(owner.__struct_fields__)
    if isinstance(owner, Mapping):
        return [str(key) for key in owner]
    return [name for name in dir(type(owner)) if not name.startswith("_")]
