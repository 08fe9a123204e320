"""Lists the settings of a site: the value of each, where it comes from, and what it does."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec

from edblog.options import settings_of, toml
from edblog.pipeline.configuration import adapted, configure
from edblog.pipeline.report import Options
from edblog.settings import CONFIG_NAME, Config
from edblog.sources.locate import place_in_toml
from edblog.start import within

DEFAULT = "default"
"""The origin of a setting that `edblog.toml` does not name."""
_DATES = (date, datetime)
"""Types that `toml` writes by itself."""
# Linear: no character of the words ends them.
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")


class ListedSetting(msgspec.Struct, frozen=True):
    """A setting of a site."""

    name: str
    """With its table: `feeds.size`."""
    value: str
    """In the syntax of `edblog.toml`; `none` for a setting that is off."""
    origin: str
    """`edblog.toml:12`, an option such as `--base-url`, or `DEFAULT`."""
    default: str
    """In the same syntax; empty for a setting that each site must have."""
    meaning: str
    """What it does, as a phrase."""
    is_unusual: bool
    """Whether it differs from its default."""


def list_settings(site: Path, base_url: str = "") -> list[ListedSetting]:
    """All settings of the site in a folder, in the order of the guide. Raises `EdblogError` for missing or wrong settings."""
    config, _ = adapted(*configure(site), Options(base_url=base_url))
    text = within.read(site, CONFIG_NAME).decode("utf-8-sig").replace("\r\n", "\n")
    return list(_listed(Config, config, tomllib.loads(text), text, (), base_url))


def _listed(
    table: type[msgspec.Struct],
    values: msgspec.Struct,
    raw: Mapping[str, Any],
    text: str,
    above: tuple[str, ...],
    base_url: str,
) -> Iterator[ListedSetting]:
    for setting in settings_of(table):
        key, value = (*above, setting.name), getattr(values, setting.name)
        given = raw.get(setting.name)
        if setting.table and isinstance(value, msgspec.Struct):
            yield from _listed(
                setting.table, value, given if isinstance(given, dict) else {}, text, key, base_url
            )
        elif setting.option.read and isinstance(given, dict):
            told = setting.option.schema() if setting.option.schema else {}
            yield from _of_service(given, told, text, key)
        else:
            origin = _origin(text, key) if given is not None else DEFAULT
            if key == ("base_url",) and base_url:
                origin = "--base-url"
            default = "" if setting.is_needed else _shown(setting.default)
            shown = _shown(value)
            meaning = _plain(setting.option.meaning)
            yield ListedSetting(
                ".".join(key), shown, origin, default, meaning, bool(default) and shown != default
            )


def _of_service(
    given: Mapping[str, Any], schema: Mapping[str, Any], text: str, key: tuple[str, ...]
) -> Iterator[ListedSetting]:
    """The settings of a table that a service reads, as they are written; its JSON Schema tells what they do."""
    for name, value in given.items():
        inner, told = (*key, name), schema.get("properties", {}).get(name, {})
        if isinstance(value, dict):
            yield from _of_service(value, told, text, inner)
        else:
            meaning = _plain(told.get("description", ""))
            # A phrase, but for a name such as GitHub.
            if meaning.partition(" ")[0][1:].islower():
                meaning = f"{meaning[:1].lower()}{meaning[1:]}"
            meaning = meaning.removesuffix(".")
            yield ListedSetting(".".join(inner), _shown(value), _origin(text, inner), "", meaning, True)


def _origin(text: str, key: tuple[str, ...]) -> str:
    return f"{CONFIG_NAME}:{place_in_toml(text, key)[0]}"


def _shown(value: object) -> str:
    return "none" if value is None else toml(msgspec.to_builtins(value, builtin_types=_DATES))


def _plain(meaning: str) -> str:
    """A phrase in Markdown without its links and quotes for code."""
    return _LINK.sub(r"\1", meaning).replace("`", "").replace("*", "")
