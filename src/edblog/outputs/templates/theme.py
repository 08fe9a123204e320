"""Reads a theme: its templates, static files and translations, and those of the themes that it extends.

A theme is a folder with a `theme.toml`, `templates/`, `static/` and `translations/LANGUAGE.toml`. With
`extends` it builds on another theme: files that it does not have come from there. Apart from this module, `installed` and
`publish/`, nothing in `outputs` reads files.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache, partial, reduce
from hashlib import blake2b
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec

from edblog.model import FALLBACK_LANGUAGE, Phrase, Phrases, StaticFile, Theme
from edblog.outputs.templates import locales
from edblog.outputs.templates.fallback import PLAIN
from edblog.outputs.templates.installed import MANIFEST_NAME, not_installed, theme_folder
from edblog.outputs.templates.theme_card import card_of, merged
from edblog.outputs.templates.theme_colors import FIXED, colors_of
from edblog.problems import Problem, did_you_mean
from edblog.problems.places import line_and_column
from edblog.settings import CONFIG_NAME
from edblog.start import within
from edblog.start.stat_scan import is_left_out
from edblog.web.languages import lookup_range

PLURALS = frozenset(["zero", "one", "two", "few", "many", "other"])
"""The categories of the Unicode plural rules (UTS 35)."""


class Manifest(msgspec.Struct, frozen=True):
    """The content of `theme.toml`."""

    name: str = ""
    """The name that people see."""
    description: str = ""
    version: str = ""
    license: str = ""
    extends: str = ""
    """Name of the theme that this one builds on."""
    stylesheets: tuple[str, ...] = ()
    """Names of static files, in order; they follow those of the theme that this one extends."""
    icon: str = ""
    """The static file that is the site's icon."""
    card: dict[str, Any] = {}
    """What the cards for social networks look like; see `theme_card`."""
    colors: dict[str, Any] = {}
    """The colors that a district may set; see `theme_colors`."""
    fixed_colors: dict[str, Any] = {}
    """Other colors, on which these stand or which stand on these."""
    picture_sizes: str = ""
    """The display width of pictures in texts, as a value of the HTML attribute `sizes`."""


_EXPECTED = {
    "stylesheets": ("a list of texts in quotes", '["…"]'),
    "card": ("a table", "{ … }, or lines below [card]"),
    "colors": ("a table", "{ … }, or lines below [colors]"),
    "fixed_colors": ("a table", "{ … }, or lines below [fixed_colors]"),
}


def load_theme(
    name: str,
    site: Path,
    bundled: Path,
    *,
    digests: Mapping[str, bytes] = MappingProxyType({}),
    languages: Collection[str] | None = None,
) -> tuple[Theme | None, list[Problem]]:
    """The theme of that name, merged with the themes that it extends, and all problems found while reading it.

    A theme in `site/themes/` wins over one of the same name in `bundled`. The theme is None if it, or one
    that it extends, cannot be found or read. `digests` has known digests of static files by their paths in a
    scan: `themes/NAME/static/FILE`, with `theme:` in front if bundled. Other static files are read for theirs.
    Of bundled themes, only translations that texts in `languages` need are read; all if it is None.
    """
    needed = None if languages is None else _translations_for(languages)
    layers: list[_Layer] = []
    asked_by, place = CONFIG_NAME, (0, 0)
    while name or not layers:
        key = ("extends",) if layers else ("theme",)
        refuse = partial(Problem, asked_by, "error", line=place[0], column=place[1], key=key)
        if name in (layer.name for layer in layers):
            message = f"the themes extend each other in a circle: {' → '.join(layer.name for layer in layers)} → {name}"
            help_ = (
                f'in the theme "{layers[-1].name}", write another theme after "extends", or delete that line'
            )
            return None, [refuse("theme-circle", message, help_)]
        folder = theme_folder(name, site, bundled)
        if folder is None:
            return None, [refuse("unknown-theme", *not_installed(name, site, bundled))]
        is_own = folder.parent == site / "themes"
        scanned = f"themes/{name}/" if is_own else f"theme:{bundled.name}/{name}/"
        shown = scanned if is_own else f"theme {name}: "
        known = {path.removeprefix(scanned): digests[path] for path in digests if path.startswith(scanned)}
        layer = _Layer(name, folder, shown, known, None if is_own else needed)
        layers.append(layer)
        manifest = layer.manifest
        if manifest is None:
            return None, layer.problems
        asked_by, place, name = layer.shown + MANIFEST_NAME, layer.place_of("extends"), manifest.extends
    theme = _with_colors(_with_card(_merge(layers), layers), layers)
    return theme, [problem for layer in layers for problem in (*layer.problems, *layer.unknown_files(theme))]


def _translations_for(languages: Collection[str]) -> frozenset[str]:
    """The names of the translations, in lowercase, in which a text for one of these languages may be."""
    tags = (tag for language in (*languages, FALLBACK_LANGUAGE) for tag in lookup_range(language))
    return frozenset(tag.lower() for tag in tags)


@lru_cache(maxsize=64)
def _parsed(text: str) -> Mapping[str, Any]:
    """The values of a TOML file. The preview loads the same theme at each edit."""
    return MappingProxyType(tomllib.loads(text))


class _Layer:
    """The content of one theme's folder, without the themes that it extends."""

    def __init__(
        self,
        name: str,
        folder: Path,
        shown: str,
        digests: Mapping[str, bytes],
        needed: Collection[str] | None,
    ) -> None:
        self.name, self.folder, self.shown = name, folder, shown
        self.problems: list[Problem] = []
        self.toml = ""
        self.manifest = self._manifest()
        self.templates = dict(self._texts("templates"))
        self.static = {
            file: StaticFile(
                f"theme:{name}/static/{file}",
                digests.get(f"static/{file}")
                or blake2b(within.read(folder, f"static/{file}"), digest_size=16).digest(),
                name,
                is_own=shown.startswith("themes/"),
            )
            for file in _files(folder / "static")
        }
        self.translations = {
            language: self._translation(f"translations/{language}.toml")
            for language in (
                file.removesuffix(".toml")
                for file in _files(folder / "translations")
                if file.endswith(".toml")
            )
            # To read one of edblog's own takes longer than to render a page.
            if needed is None or language.lower() in needed
        }

    def wrong(
        self,
        path: str,
        code: str,
        message: str,
        help_: str,
        place: tuple[int, int] = (0, 0),
        key: tuple[str, ...] = (),
    ) -> None:
        line, column = place
        shown = self.shown + path
        self.problems.append(Problem(shown, "error", code, message, help_, line=line, column=column, key=key))

    def place_of(self, key: str, value: str = "") -> tuple[int, int]:
        """The line and column (from 1) of a top-level key in theme.toml, or of the quoted `value` after it."""
        found = re.search(rf"^[ \t]*\[?([\"']?{re.escape(key)}[\"']?)[ \t]*[\]=]", self.toml, re.MULTILINE)
        at = found.start(1) if found else 0
        if value:
            at = max(at, self.toml.find(f'"{value}"', at))
        return line_and_column(self.toml, at)

    def unknown_files(self, theme: Theme) -> Iterator[Problem]:
        """A problem for each file that theme.toml names but the theme does not have."""
        manifest = self.manifest or Manifest()
        named = [("stylesheets", sheet) for sheet in manifest.stylesheets]
        for key, name in [*named, ("icon", manifest.icon)]:
            if name and name not in theme.static:
                help_ = did_you_mean(name, theme.static) or f"save the file as {self.shown}static/{name}"
                message = f'"{key}" names "{name}", which is not in static/'
                path, (line, column) = self.shown + MANIFEST_NAME, self.place_of(key, name)
                yield Problem(path, "error", "theme-missing-file", message, help_, line=line, column=column)

    def _read(self, path: str) -> str:
        try:
            return (
                within.read(self.folder, path).decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
            )
        except UnicodeDecodeError:
            message = "this file is not UTF-8 text"
            self.wrong(path, "theme-encoding", message, "save it with the encoding UTF-8")
            return ""

    def _texts(self, kind: str) -> Iterator[tuple[str, str]]:
        for name in _files(self.folder / kind):
            yield name, self._read(f"{kind}/{name}")

    def _table(self, path: str, text: str) -> Mapping[str, Any] | None:
        try:
            return _parsed(text)
        except tomllib.TOMLDecodeError as error:
            found = re.search(r" \(at line (\d+), column (\d+)\)$", str(error))
            place = (int(found[1]), int(found[2])) if found else (text.count("\n") + 1, 1)
            reason = re.sub(r" \(at [^)]*\)$", "", str(error))
            message = f"this line is not valid TOML: {reason[:1].lower()}{reason[1:]}"
            self.wrong(path, "theme-syntax", message, 'write each line as: name = "text in quotes"', place)
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
                help_ = did_you_mean(key, fields) or f"theme.toml has these keys: {', '.join(fields)}"
                message = f'theme.toml has no key "{key}"'
                self.wrong(MANIFEST_NAME, "theme-unknown-key", message, help_, self.place_of(key))
                continue
            try:
                values[key] = msgspec.convert(value, fields[key])
            except msgspec.ValidationError:
                kind, example = _EXPECTED.get(key, ("text in quotes", '"…"'))
                message, help_ = f'"{key}" must be {kind}', f"write: {key} = {example}"
                self.wrong(MANIFEST_NAME, "theme-value", message, help_, self.place_of(key))
        return Manifest(**values)

    def _translation(self, path: str) -> Phrases:
        table = self._table(path, self._read(path))
        return dict(self._flat(path, "", table)) if table else {}

    def _flat(self, path: str, prefix: str, table: Mapping[str, Any]) -> Iterator[tuple[str, Phrase]]:
        for name, value in table.items():
            key = f"{prefix}{name}"
            spot = tuple(key.split("."))
            if isinstance(value, str):
                if key.startswith(locales.START) and (
                    wrong := locales.fault(key.removeprefix(locales.START), value)
                ):
                    self.wrong(path, "theme-value", *wrong, key=spot)
                    continue
                yield key, value
            elif isinstance(value, dict) and value and PLURALS.issuperset(value):
                if "other" in value and all(isinstance(text, str) for text in value.values()):
                    yield key, value
                else:
                    help_ = 'for a text that depends on a number, write: { one = "…", other = "…" }'
                    self.wrong(path, "theme-plural", f'"{key}" has no text for "other"', help_, key=spot)
            elif isinstance(value, dict):
                yield from self._flat(path, f"{key}.", value)
            else:
                message, help_ = f'"{key}" must be text in quotes', f'write: {name} = "…"'
                self.wrong(path, "theme-value", message, help_, key=spot)


def _files(folder: Path) -> list[str]:
    """The files in a folder as relative paths with `/`, sorted."""
    return sorted(path for path in within.files_below(folder) if not any(map(is_left_out, path.split("/"))))


def _with_card(theme: Theme, layers: Sequence[_Layer]) -> Theme:
    """The theme with the look of its cards, if it or a theme that it extends has one; notes problems in the nearest that has one."""
    tables = [(layer, layer.manifest.card) for layer in layers if layer.manifest and layer.manifest.card]
    if not tables:
        return theme
    nearest = tables[0][0]
    table = reduce(merged, [own for _, own in reversed(tables)], dict[str, Any]())
    card, mistakes = card_of(table, theme.static)
    for code, key, message, help_ in mistakes:
        place = nearest.place_of(key or "card")
        nearest.wrong(MANIFEST_NAME, code, message, help_, place, ("card", key) if key else ("card",))
    return msgspec.structs.replace(theme, card=card)


def _with_colors(theme: Theme, layers: Sequence[_Layer]) -> Theme:
    """The theme with the colors that it, or a theme that it extends, has for districts; notes problems in the nearest that has some."""
    tables = [(each, each.manifest.colors, each.manifest.fixed_colors) for each in layers if each.manifest]
    colors, fixed, mistakes = colors_of(own[1:] for own in reversed(tables))
    for table, name, message, help_ in mistakes:
        nearest = next(each for each, *own in tables if name in own[table == FIXED])
        nearest.wrong(MANIFEST_NAME, "theme-value", message, help_, nearest.place_of(name), (table, name))
    return msgspec.structs.replace(theme, colors=colors, fixed_colors=fixed)


def _merge(layers: list[_Layer]) -> Theme:
    templates = {**PLAIN}
    paths = {name: f"edblog: {name}" for name in PLAIN}
    static: dict[str, StaticFile] = {}
    stylesheets: dict[str, None] = {}
    translations: dict[str, Phrases] = {}
    translated: dict[str, str] = {}
    icons: list[str] = []
    picture_sizes = "100vw"
    files: dict[str, tuple[str, str]] = {}
    for layer in reversed(layers):
        manifest = layer.manifest or Manifest()
        files |= {
            file: (source, f"{layer.shown}templates/{file}") for file, source in layer.templates.items()
        }
        # A theme's full name for a file stays right where the file moves into a theme that it extends.
        for file, (source, path) in files.items():
            for name in (file, f"{layer.name}/{file}"):
                templates[name], paths[name] = source, path
        static |= layer.static
        stylesheets |= dict.fromkeys(manifest.stylesheets)
        icons.append(manifest.icon)
        picture_sizes = manifest.picture_sizes or picture_sizes
        for language, texts in layer.translations.items():
            tag = language.lower()
            translations[tag] = translations.get(tag, {}) | texts
            translated[tag] = f"{layer.shown}translations/{language}.toml"
    # Missing files have been reported already; pages are made without them.
    return Theme(
        tuple(layer.name for layer in layers),
        templates,
        paths,
        dict(sorted(static.items())),
        tuple(name for name in stylesheets if name in static),
        next((name for name in reversed(icons) if name in static), ""),
        picture_sizes,
        translations,
        translated,
    )
