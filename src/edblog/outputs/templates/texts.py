"""Formats texts, dates and numbers for templates in one language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from markupsafe import Markup, escape

from edblog.model import FALLBACK_LANGUAGE, Phrase, Theme
from edblog.outputs.templates.faults import Unavailable
from edblog.outputs.templates.locales import START, ZONES, locale_of, with_formats
from edblog.problems import did_you_mean

if TYPE_CHECKING:
    from babel import Locale


class Texts:
    """The translated texts of a theme in one language, and the formats of its dates and numbers.

    Texts that have no translation are in English, with English plural rules.
    """

    def __init__(self, theme: Theme, language: str) -> None:
        self.language = language
        own = theme.phrases(language)
        self.formats = {
            key: text for key, (text, _) in own.items() if key.startswith(START) and isinstance(text, str)
        }
        self._brought = {key.removeprefix(START): text for key, text in self.formats.items()}
        self.phrases: dict[str, tuple[Phrase, str]] = theme.phrases(FALLBACK_LANGUAGE) | own
        """The texts by key, each with the tag of the language that it is in."""
        self._plain = {
            key: text for key, (text, _) in self.phrases.items() if isinstance(text, str) and "{" not in text
        }
        # The same few results are on thousands of pages.
        self._counted = lru_cache(maxsize=1024)(self._count)
        self._days = lru_cache(maxsize=2048)(self._format_day)
        self._whole = lru_cache(maxsize=1024)(self._format_number)

    def text(self, key: str, /, **params: object) -> str:
        """The translated text of a key, with its `{placeholders}` filled in from `params`; templates call it as `t`.

        Raises `Unavailable` if the key has no text, or a parameter is missing.
        """
        plain = self._plain.get(key)
        if plain is not None:
            return plain
        if len(params) == 1 and type(count := params.get("count")) is int:
            return self._counted(key, count)
        return self._fill(key, params)

    def day(self, value: datetime, width: str = "long", *, time: bool = False) -> str:
        """A date formatted in the language: `long` ("November 24, 2026"), `short` ("Nov 24"), or only its `time` ("8:30 AM").

        Also `full`, with the weekday, and the parts of a page of a calendar: see `_PATTERNS`. With `time=True`, the time
        follows the day. Raises `Unavailable` for any other width.
        """
        if width not in _WIDTHS:
            help_ = 'write date("long"), date("short") or date("time"), or one of: ' + ", ".join(_PATTERNS)
            raise Unavailable("date-format", f'there is no date format "{width}"', help_, width)
        if width == "time":
            return self._time(value)
        day = self._days(value.date(), width)
        return self._joined(day, self._time(value)) if time else day

    def zone(self, name: str) -> str:
        """The name of a time zone in the language, such as "Central" for `America/Chicago`; in most other languages with the word for time.

        Of a zone without summer time, the name says so, because its neighbors have the same name without it.
        """
        from babel.dates import get_timezone_name

        from edblog.files.zones import zone

        there = zone(name)
        winter, summer = (datetime(2026, month, 1, tzinfo=there).utcoffset() for month in (1, 7))
        variant: Literal["generic", "standard"] = "generic" if winter != summer else "standard"
        if any(key.startswith(ZONES) for key in self._brought):
            english = get_timezone_name(
                there, width="long", zone_variant=variant, locale=locale_of(FALLBACK_LANGUAGE)
            )
            if own := self._brought.get(f"{ZONES}{english.removesuffix(' Time')}"):
                return own
        found = get_timezone_name(there, width="long", zone_variant=variant, locale=self.locale)
        short = found.removesuffix(" Time")
        return found if " " in short else short

    @property
    def locale(self) -> Locale:
        """The formats of the language: Babel's, and what the theme brings."""
        return self._locale_for(self.language)

    def _locale_for(self, tag: str) -> Locale:
        return with_formats(tag, self._brought) if self._brought else locale_of(tag)

    def number(self, value: float) -> str:
        """A number formatted in the language, such as "1,250" in English."""
        return self._whole(value) if type(value) is int else self._format_number(value)

    def _count(self, key: str, count: int) -> str:
        return self._fill(key, {"count": count})

    def _fill(self, key: str, params: Mapping[str, object]) -> str:
        if key not in self.phrases:
            raise Unavailable("missing-translation", *no_such_text(key, self.phrases), key)
        text, tag = self.phrases[key]
        if isinstance(text, dict):
            count = params.get("count")
            if not isinstance(count, int | float):
                message, help_ = f'the text "{key}" depends on a number', f't("{key}", count=…)'
                raise Unavailable("missing-count", message, help_, key)
            locale = locale_of(tag) if tag == FALLBACK_LANGUAGE else self._locale_for(tag)
            text = text.get(locale.plural_form(count), text["other"])
        if any(hasattr(value, "__html__") for value in params.values()):
            return Markup(_PLACE.sub(lambda place: escape(self._param(key, place[1], params)), escape(text)))  # noqa: S704 - all parts are escaped
        return _PLACE.sub(lambda place: str(self._param(key, place[1], params)), text)

    def _param(self, key: str, name: str, params: Mapping[str, object]) -> object:
        if name not in params:
            message, help_ = f'the text "{key}" needs {{{name}}}', f't("{key}", {name}=…)'
            raise Unavailable("missing-parameter", message, help_, key)
        value = params[name]
        return self.number(value) if name == "count" and isinstance(value, int | float) else value

    def _format_day(self, day: date, width: str) -> str:
        from babel.dates import format_date, format_skeleton

        locale = self.locale
        moment = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - only the day is shown
        if pattern := self._brought.get(f"date_{width}", ""):
            return format_date(day, pattern, locale=locale)
        if width in ("month", "short"):
            return format_skeleton("MMMd" if width == "short" else _PATTERNS[width], moment, locale=locale)
        if width == "weekday_date":
            # Languages have this form only with short names; a few of them with the whole month.
            known = locale.datetime_skeletons
            short = str(known.get("MMMMEd") or known[_PATTERNS[width]])
            return format_date(day, _SHORT.sub(lambda name: name[0][0] * 4, short), locale=locale)
        return format_date(day, _PATTERNS.get(width, "long"), locale=locale)

    def _time(self, value: datetime) -> str:
        from babel.dates import format_time

        # Without its zone, which would be converted to UTC: pages show the time in the zone of the value.
        pattern = self._brought.get("time", "short")
        return format_time(value.replace(tzinfo=None), pattern, locale=self.locale)

    def _joined(self, day: str, time: str) -> str:
        from babel.dates import get_datetime_format

        pattern = self._brought.get("date_time") or str(get_datetime_format("long", locale=self.locale))
        return pattern.replace("'", "").replace("{1}", day).replace("{0}", time)

    def _format_number(self, value: float) -> str:
        from babel.numbers import format_decimal

        return format_decimal(value, locale=self.locale)


def no_such_text(key: str, known: Iterable[str]) -> tuple[str, str]:
    """The message and the help for a key that has no text in any translation."""
    help_ = did_you_mean(key, known) or f'add it to translations/{FALLBACK_LANGUAGE}.toml: {key} = "…"'
    return f'there is no text "{key}" in the translations', help_


_PLACE = re.compile(r"\{([A-Za-z_]\w*)\}")
_PATTERNS = {
    "full": "full",
    "weekday": "cccc",
    "weekday_short": "ccc",
    "day": "d",
    "month": "yMMMM",
    "month_name": "LLLL",
    "month_short": "LLL",
    "weekday_date": "MMMEd",
}
"""Patterns of Unicode by width: "Thursday, November 19, 2026", "Thursday", "Thu", "19", "November 2026", "November", "Nov",
"Thursday, November 19"."""
_SHORT = re.compile("E+|c+|MMM+|LLL+")
"""The short name of a day or a month in a pattern of Unicode."""
_WIDTHS = frozenset(["long", "short", "time", *_PATTERNS])
