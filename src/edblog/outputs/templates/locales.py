"""The formats of dates, numbers and plurals: those of Unicode's CLDR, and what the theme's `[formats]` bring for languages that CLDR lacks."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from edblog.model import FALLBACK_LANGUAGE
from edblog.web.languages import lookup_range

if TYPE_CHECKING:
    from babel import Locale

START = "formats."
"""Start of the keys of formats among a theme's texts."""
NAMES = {"months": 12, "months_short": 12, "weekdays": 7, "weekdays_short": 7, "am_pm": 2}
"""Formats that are lists of names with commas between them, by how many there are; a week begins with Monday."""
RULES = {f"plural_{category}": category for category in ("zero", "one", "two", "few", "many")}
"""Formats that are plural rules of Unicode, such as `n = 1`, by the category for which they hold."""
SIGNS = ("decimal", "group")
"""Formats that are a sign in numbers."""
PATTERNS = ("date_full", "date_long", "date_short", "date_month", "date_weekday_date", "date_time", "time")
"""Formats that are patterns of Unicode."""
ZONES = "zones."
"""Start of the formats that name time zones, by their English names, such as `zones.Central`."""
KEYS = ("like", *NAMES, *RULES, *SIGNS, *PATTERNS)
"""All keys below `formats.`, but for the names of time zones."""
NEEDED = ("months", "months_short", "weekdays", "weekdays_short", "am_pm", *PATTERNS)
"""What a translation brings for a language that CLDR lacks; it may have the others."""


@cache
def known(language: str) -> Locale | None:
    """Babel's locale for a BCP 47 tag, or the nearest one; None if Babel lacks the language or the names of its months."""
    from babel import Locale
    from babel.core import UnknownLocaleError

    for tag in lookup_range(language):
        try:
            found = Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
        if found.months["format"]["wide"][1] != _NO_MONTH:
            return found
    return None


_NO_MONTH = "M01"
"""The CLDR's name of January in languages of which it only knows that they exist."""


def locale_of(language: str) -> Locale:
    """Babel's locale for a BCP 47 tag; the nearest one if Babel lacks it, and English for an unknown language."""
    return known(language) or _english()


@cache
def _english() -> Locale:
    from babel import Locale

    return Locale(FALLBACK_LANGUAGE)


def with_formats(language: str, formats: Mapping[str, str]) -> Locale:
    """The locale of a language with the names, signs and plural rules that the theme brings, by their keys without `formats.`."""
    like = formats.get("like", "")
    base = known(language) or (known(like) if like else None) or _english()
    own = {key: text for key, text in formats.items() if key in NAMES or key in RULES or key in SIGNS}
    return _made(base, tuple(sorted(own.items()))) if own else base


@cache
def _made(base: Locale, own: tuple[tuple[str, str], ...]) -> Locale:
    from babel import Locale
    from babel.plural import PluralRule

    formats = dict(own)
    rules = {category: formats[key] for key, category in RULES.items() if key in formats}

    class ThemeLocale(Locale):
        """A locale of Babel in which a theme replaces what it brings."""

        @property
        def months(self) -> Any:
            return _named(base.months, formats, "months", 1)

        @property
        def days(self) -> Any:
            return _named(base.days, formats, "weekdays", 0)

        @property
        def day_periods(self) -> Any:
            if "am_pm" not in formats:
                return base.day_periods
            names = dict(zip(("am", "pm"), listed(formats["am_pm"]), strict=True))
            return {context: dict.fromkeys(base.day_periods["format"], names) for context in _CONTEXTS}

        @property
        def number_symbols(self) -> Any:
            signs = {key: formats[key] for key in SIGNS if key in formats}
            return {system: {**found, **signs} for system, found in base.number_symbols.items()}

        @property
        def plural_form(self) -> Any:
            return PluralRule(rules) if rules else base.plural_form

    return ThemeLocale(base.language, base.territory, base.script, base.variant)


_CONTEXTS = ("format", "stand-alone")


def _named(names: Any, formats: Mapping[str, str], key: str, first: int) -> Any:
    """Babel's names by context and width, in which those of the theme replace theirs."""
    brought = {"wide": formats.get(key, ""), "abbreviated": formats.get(f"{key}_short", "")}
    own = {width: dict(enumerate(listed(text), start=first)) for width, text in brought.items() if text}
    return {context: {**names[context], **own} for context in _CONTEXTS}


def listed(text: str) -> list[str]:
    """The names in a list with commas."""
    return [name.strip() for name in text.split(",")]


def fault(key: str, text: str) -> tuple[str, str] | None:
    """What is wrong with a format, by its key without `formats.`, and what to write; None if it is fine."""
    if key in NAMES and (count := len([name for name in listed(text) if name])) != NAMES[key]:
        example = {"months": "January, February, …", "am_pm": "AM, PM"}.get(key, "Monday, Tuesday, …")
        return (
            f'"formats.{key}" has {count} names, and needs {NAMES[key]}',
            f'write them in one line with commas between them: {key} = "{example}"',
        )
    if key in SIGNS and len(text) != 1:
        return f'"formats.{key}" must be one sign', f'write: {key} = "{"." if key == "decimal" else ","}"'
    if key == "like" and known(text) is None:
        return f'the language "{text}" is unknown', 'write the tag of a large language, such as "fr"'
    if key in RULES:
        from babel.plural import PluralRule, RuleError

        try:
            PluralRule({RULES[key]: text})
        except (RuleError, ValueError, IndexError):
            return f'"{text}" is not a plural rule', f'write it as Unicode does: {key} = "n = 1"'
    return None
