"""`edblog.toml`: what a district decides about its site.

`read_config` turns the text into a frozen `Config` and reports everything that is wrong with it at once,
each problem with the line it is about. Each setting is said once, in `table.py`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from edblog.options import Wrong, rows
from edblog.options.reading import Key, problem, read_table
from edblog.problems import Problem
from edblog.settings.address import read_address
from edblog.settings.syntax import syntax_problem
from edblog.settings.table import Announcement, Config, Limits, Privacy
from edblog.start.stat_scan import CONFIG_NAME, SOURCE_FOLDERS, STATE_FOLDER

__all__ = ["CONFIG_NAME", "SOURCE_FOLDERS", "STATE_FOLDER", "Announcement", "Config", "Limits", "Privacy", "read_address", "read_config"]  # fmt: skip


def read_config(text: str) -> tuple[Config | None, list[Problem]]:
    """The configuration that the text of `edblog.toml` describes, or None, and every problem in it."""
    try:
        raw = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        return None, [syntax_problem(text, str(error))]
    config, problems = read_table(Config, raw, hint=_where_it_belongs)
    problems += _problems_of_the_logo(raw)
    if config is None or any(problem.severity == "error" for problem in problems):
        return None, problems
    problems += config.comments.problems_at(config.base_url) if config.comments else []
    return _in_utc(config), problems


def _where_it_belongs(name: str, at: Key) -> str:
    """What to do about a setting in the wrong table; empty where there is none of that name."""
    known = {row.name: row for row in rows(Config)}
    if at and name in known and known[name].is_scalar:
        return f"write it above the first line in brackets, which is [{at[0]}] or one above that"
    tables = [row.name for row in known.values() if row.table and name in row.table.__struct_fields__]
    home = next((table for table in tables if (table,) != at), "")
    return f"write it below a line [{home}]" if home else ""


def _problems_of_the_logo(raw: Mapping[str, Any]) -> Iterator[Problem]:
    """A logo without its words, or words without a logo."""
    logo, alt = raw.get("logo"), raw.get("logo_alt", "")
    has_words = not isinstance(alt, str) or alt.strip()
    if logo and not has_words:
        message = '"logo" needs "logo_alt", for readers who cannot see the picture'
        help_ = 'add a line with what the logo says: logo_alt = "Sample Valley School District"'
        yield problem(("logo",), Wrong(message, help_, "config-missing"))
    elif has_words and not logo:
        wrong = Wrong('"logo_alt" has no "logo"', 'add a line such as: logo = "logo.svg"', "config-missing")
        yield problem(("logo_alt",), wrong)


def _in_utc(config: Config) -> Config:
    """The settings with the end of the announcement in UTC; it was written in the time zone of the site."""
    until = config.announcement.until
    if until is None:
        return config
    moment = until if until.tzinfo else until.replace(tzinfo=ZoneInfo(config.timezone))
    announcement = msgspec.structs.replace(config.announcement, until=moment.astimezone(ZoneInfo("UTC")))
    return msgspec.structs.replace(config, announcement=announcement)
