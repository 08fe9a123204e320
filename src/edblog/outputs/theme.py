"""A theme: the templates, static files and texts that give a site its looks, and what renders them.

A theme is a folder with a `theme.toml`, `templates/`, `static/` and `translations/LANGUAGE.toml`. With
`extends` it builds on another theme: what it does not have itself comes from there. `load_theme` reads the
folders into a frozen `Theme`; a `Renderer` turns a view into HTML and touches nothing but its arguments.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from datetime import date, datetime
from functools import lru_cache, partial
from hashlib import blake2b
from importlib.metadata import version as version_of
from pathlib import Path
from types import TracebackType
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

from edblog.outputs import metadata
from edblog.outputs.listings import timestamp
from edblog.problems import Problem, did_you_mean
from edblog.views import PageView

CONFIG_NAME = "edblog.toml"
MANIFEST_NAME = "theme.toml"
FALLBACK_LANGUAGE = "en"
PLURALS = frozenset(["zero", "one", "two", "few", "many", "other"])
"""The categories of the Unicode plural rules (UTS 35)."""
_LIBRARIES = tuple((name, version_of(name)) for name in ("jinja2", "markupsafe", "babel"))

Text = str | dict[str, str]
"""A translation: a text, or one for each plural category."""
Texts = dict[str, Text]


class StaticFile(msgspec.Struct, frozen=True):
    """A file that a theme publishes as it is."""

    source: str
    """`theme:NAME/static/FILE`, as in `Copy.source`; `theme_file` says where that is."""
    digest: bytes
    """BLAKE2b-128 of the bytes."""
    theme: str


class Manifest(msgspec.Struct, frozen=True):
    """What `theme.toml` may say."""

    name: str = ""
    """For people."""
    description: str = ""
    version: str = ""
    license: str = ""
    extends: str = ""
    """Name of the theme that this one builds on."""
    stylesheets: tuple[str, ...] = ()
    """Names of static files, in order; they follow those of the theme that this one extends."""
    icon: str = ""
    """Name of a static file."""


class Theme(msgspec.Struct, frozen=True):
    """A theme with all that it inherits."""

    chain: tuple[str, ...]
    """Names of the theme and of those it extends, nearest first."""
    templates: dict[str, str]
    """Sources by every name that a template can be called: `post.html` is the nearest one in the chain,
    `marigold/post.html` is that of one theme."""
    paths: dict[str, str]
    """Where each template came from, as people are told."""
    static: dict[str, StaticFile]
    """By name relative to `static/`, with `/`."""
    stylesheets: tuple[str, ...]
    """Static names, in order."""
    icon: str
    """Static name, or an empty string."""
    translations: dict[str, Texts]
    """By BCP 47 tag; keys of nested tables are joined with `.`."""


class TemplateFault(Exception):  # noqa: N818 - a fault of the theme's, not an error of ours
    """A template that cannot be rendered; `problem` says why and where."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


# Reading a theme


def theme_folder(name: str, site: Path, bundled: Path) -> Path | None:
    """The folder of an installed theme, that of the site first; None where there is none of that name."""
    if not is_plain_name(name):
        return None
    folders = (site / "themes" / name, bundled / name)
    return next((folder for folder in folders if (folder / MANIFEST_NAME).is_file()), None)


def theme_file(source: str, site: Path, bundled: Path) -> Path:
    """The file that a `theme:NAME/PATH` stands for; raises FileNotFoundError where the theme is gone."""
    name, _, path = source.removeprefix("theme:").partition("/")
    folder = theme_folder(name, site, bundled)
    if folder is None:
        raise FileNotFoundError(source)
    return folder / path


def installed_themes(site: Path, bundled: Path) -> list[str]:
    """Names of every theme that can be used, sorted."""
    roots = (site / "themes", bundled)
    return sorted({found.parent.name for root in roots for found in root.glob(f"*/{MANIFEST_NAME}")})


def is_plain_name(name: str) -> bool:
    """Whether a theme's name is one folder's name and leads nowhere else."""
    return bool(name) and not name.startswith(".") and not re.search(r"[/\\:\x00]", name)


def load_theme(name: str, site: Path, bundled: Path) -> tuple[Theme | None, list[Problem]]:
    """The theme of that name with all that it inherits, and every problem met on the way.

    A theme in `site/themes/` goes before one of the same name in `bundled`. The theme is None where it, or
    one that it extends, cannot be found or read.
    """
    layers: list[_Layer] = []
    asked_by, line = CONFIG_NAME, 0
    while name or not layers:
        key = ("extends",) if layers else ("theme",)
        refuse = partial(Problem, asked_by, "error", line=line, key=key)
        if name in (layer.name for layer in layers):
            message = f"the themes extend each other in a circle: {' → '.join(layer.name for layer in layers)} → {name}"
            help_ = f'give "extends" of "{layers[-1].name}" another theme, or take it out'
            return None, [refuse("theme-circle", message, help_)]
        folder = theme_folder(name, site, bundled)
        if folder is None:
            return None, [refuse("unknown-theme", *_not_installed(name, site, bundled))]
        layer = _Layer(
            name, folder, f"themes/{name}/" if folder.parent == site / "themes" else f"theme {name}: "
        )
        layers.append(layer)
        manifest = layer.manifest
        if manifest is None:
            return None, layer.problems
        asked_by, line, name = layer.shown + MANIFEST_NAME, layer.line_of("extends"), manifest.extends
    theme = _merge(layers)
    return theme, [problem for layer in layers for problem in (*layer.problems, *layer.unknown_files(theme))]


def _not_installed(name: str, site: Path, bundled: Path) -> tuple[str, str]:
    installed = installed_themes(site, bundled)
    listed = f"installed: {', '.join(installed) or 'none'}"
    if not is_plain_name(name):
        return f'"{name}" is not the name of a theme', f"write only the name of its folder; {listed}"
    if any((root / name).is_dir() for root in (site / "themes", bundled)):
        return f'the theme "{name}" has no {MANIFEST_NAME}', f"add themes/{name}/{MANIFEST_NAME}"
    return f'there is no theme "{name}"', f"{did_you_mean(name, installed)} {listed}".strip()


class _Layer:
    """One theme's own folder, read."""

    def __init__(self, name: str, folder: Path, shown: str) -> None:
        self.name, self.folder, self.shown = name, folder, shown
        self.problems: list[Problem] = []
        self.toml = ""
        self.manifest = self._manifest()
        self.templates = dict(self._texts("templates"))
        self.static = {
            path.relative_to(folder / "static").as_posix(): StaticFile(
                f"theme:{name}/{path.relative_to(folder).as_posix()}",
                blake2b(path.read_bytes(), digest_size=16).digest(),
                name,
            )
            for path in _files(folder / "static")
        }
        self.translations = {
            file.removesuffix(".toml"): self._translation(f"translations/{file}", text)
            for file, text in self._texts("translations")
            if file.endswith(".toml")
        }

    def wrong(self, path: str, code: str, message: str, help_: str, line: int = 0) -> None:
        self.problems.append(Problem(self.shown + path, "error", code, message, help_, line=line))

    def line_of(self, key: str) -> int:
        """The line of a top-level key in theme.toml, from 1; 0 where it is not found."""
        found = re.search(rf"^[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*=", self.toml, re.MULTILINE)
        return self.toml.count("\n", 0, found.start()) + 1 if found else 0

    def unknown_files(self, theme: Theme) -> Iterator[Problem]:
        """A problem for each file that theme.toml names and the theme does not have."""
        manifest = self.manifest or Manifest()
        named = [("stylesheets", sheet) for sheet in manifest.stylesheets]
        for key, name in [*named, ("icon", manifest.icon)]:
            if name and name not in theme.static:
                help_ = did_you_mean(name, theme.static) or f"put it at {self.shown}static/{name}"
                message = f'"{key}" names "{name}", which is not in static/'
                path, line = self.shown + MANIFEST_NAME, self.line_of(key)
                yield Problem(path, "error", "theme-missing-file", message, help_, line=line)

    def _read(self, path: str) -> str:
        try:
            return (self.folder / path).read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            message = "this file is not UTF-8 text"
            self.wrong(path, "theme-encoding", message, "save it with the encoding UTF-8")
            return ""

    def _texts(self, kind: str) -> Iterator[tuple[str, str]]:
        for path in _files(self.folder / kind):
            name = path.relative_to(self.folder / kind).as_posix()
            yield name, self._read(f"{kind}/{name}")

    def _table(self, path: str, text: str) -> dict[str, Any] | None:
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            place = re.search(r" \(at line (\d+), column \d+\)$", str(error))
            line = int(place[1]) if place else text.count("\n") + 1
            reason = re.sub(r" \(at [^)]*\)$", "", str(error))
            message = f"this line cannot be read: {reason[:1].lower()}{reason[1:]}"
            self.wrong(path, "theme-syntax", message, 'a line is written: name = "text in quotes"', line)
            return None

    def _manifest(self) -> Manifest | None:
        self.toml = self._read(MANIFEST_NAME)
        table = self._table(MANIFEST_NAME, self.toml)
        if table is None:
            return None
        fields = {field.name: field.type for field in msgspec.structs.fields(Manifest)}
        values = {}
        for key, value in table.items():
            if key not in fields:
                help_ = did_you_mean(key, fields) or f"the keys here are: {', '.join(fields)}"
                message = f'there is no key "{key}" in a theme'
                self.wrong(MANIFEST_NAME, "theme-unknown-key", message, help_, self.line_of(key))
                continue
            try:
                values[key] = msgspec.convert(value, fields[key])
            except msgspec.ValidationError:
                kind, example = ("a list of texts", '["…"]') if key == "stylesheets" else ("text", '"…"')
                message, help_ = f'"{key}" must be {kind} in quotes', f"write: {key} = {example}"
                self.wrong(MANIFEST_NAME, "theme-value", message, help_, self.line_of(key))
        return Manifest(**values)

    def _translation(self, path: str, text: str) -> Texts:
        table = self._table(path, text)
        return dict(self._flat(path, "", table)) if table else {}

    def _flat(self, path: str, prefix: str, table: Mapping[str, Any]) -> Iterator[tuple[str, Text]]:
        for name, value in table.items():
            key = f"{prefix}{name}"
            if isinstance(value, str):
                yield key, value
            elif isinstance(value, dict) and value and PLURALS.issuperset(value):
                if "other" in value and all(isinstance(text, str) for text in value.values()):
                    yield key, value
                else:
                    help_ = 'a text that depends on a number is written: { one = "…", other = "…" }'
                    self.wrong(path, "theme-plural", f'"{key}" has no text for "other"', help_)
            elif isinstance(value, dict):
                yield from self._flat(path, f"{key}.", value)
            else:
                self.wrong(path, "theme-value", f'"{key}" must be text in quotes', f'write: {name} = "…"')


def _files(folder: Path) -> list[Path]:
    # Hidden files are what file managers and editors leave behind.
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(folder / path for path in found if not any(part.startswith(".") for part in path.parts))


def _merge(layers: list[_Layer]) -> Theme:
    templates: dict[str, str] = {}
    paths: dict[str, str] = {}
    static: dict[str, StaticFile] = {}
    stylesheets: dict[str, None] = {}
    translations: dict[str, Texts] = {}
    icon = ""
    for layer in reversed(layers):
        manifest = layer.manifest or Manifest()
        for file, source in layer.templates.items():
            for name in (file, f"{layer.name}/{file}"):
                templates[name] = source
                paths[name] = f"{layer.shown}templates/{file}"
        static |= layer.static
        stylesheets |= dict.fromkeys(manifest.stylesheets)
        icon = manifest.icon or icon
        for language, texts in layer.translations.items():
            translations[language] = translations.get(language, {}) | texts
    return Theme(
        tuple(layer.name for layer in layers),
        templates,
        paths,
        dict(sorted(static.items())),
        tuple(stylesheets),
        icon,
        translations,
    )


# Rendering


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
        self._references: dict[str, tuple[str | None, ...]] = {}
        self._day = lru_cache(maxsize=4096)(self._format_day)

    def __reduce__(self) -> tuple[type[Renderer], tuple[Theme, str]]:
        return Renderer, (self.theme, self.language)

    def _environment(self) -> jinja2.Environment:
        environment = jinja2.Environment(
            loader=jinja2.FunctionLoader(self._source),
            autoescape=True,
            undefined=_Undefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
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
        formats of the language, the template libraries, and `version`, a digest of edblog's own renderers.
        """
        closure = self._closure(template)
        sources = [(name, self.theme.templates.get(name)) for name in sorted(closure)]
        texts = sorted((key, text, str(locale)) for key, (text, locale) in self.texts.items())
        parts = (sources, self.language, texts, sorted(self.formats.items()), _LIBRARIES, version)
        return blake2b(msgspec.msgpack.encode(parts, order="sorted"), digest_size=16).digest()

    def _source(self, name: str) -> tuple[str, str, None] | None:
        # The path as people know it stands where tracebacks expect a file's name.
        source = self.theme.templates.get(name)
        return None if source is None else (source, self.theme.paths[name], None)

    def _closure(self, template: str) -> set[str]:
        reached: set[str] = set()
        waiting = [template]
        while waiting:
            name = waiting.pop()
            if name in reached:
                continue
            reached.add(name)
            for reference in self._references_of(name):
                if reference is None:
                    return {template, *self.theme.templates}
                waiting.append(reference)
        return reached

    def _references_of(self, name: str) -> tuple[str | None, ...]:
        if name not in self._references:
            try:
                tree = self.environment.parse(self.theme.templates.get(name, ""))
                self._references[name] = tuple(meta.find_referenced_templates(tree))
            except jinja2.TemplateSyntaxError:
                # Said when it is rendered.
                self._references[name] = ()
        return self._references[name]

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


def _lookup(theme: Theme, language: str) -> dict[str, tuple[Text, Locale]]:
    by_fold = {tag.casefold(): texts for tag, texts in theme.translations.items()}
    found: dict[str, tuple[Text, Locale]] = {}
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
