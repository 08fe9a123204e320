"""The settings of a site, from `edblog.toml`.

`read_config` turns the text into a frozen `Config`, and reports all problems at once, each with its line. Each setting is
declared once, in `table.py`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from edblog.options import Mistake, settings_of
from edblog.options.reading import Key, problem, read_table
from edblog.problems import Problem
from edblog.settings.address import read_address
from edblog.settings.editor import editor_problems
from edblog.settings.limits import Limits
from edblog.settings.plain_language import PlainLanguage
from edblog.settings.submit import with_host
from edblog.settings.syntax import syntax_problem
from edblog.settings.table import Announcement, Config, Privacy
from edblog.start.stat_scan import CONFIG_NAME, SOURCE_FOLDERS, STATE_FOLDER

__all__ = ["CONFIG_NAME", "SOURCE_FOLDERS", "STATE_FOLDER", "Announcement", "Config", "Limits", "PlainLanguage", "Privacy", "read_address", "read_config"]  # fmt: skip


def read_config(text: str) -> tuple[Config | None, list[Problem]]:
    """The configuration in the text of `edblog.toml`, or None if there are errors, and every problem."""
    try:
        raw = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        return None, [syntax_problem(text, str(error))]
    config, problems = read_table(Config, raw, advise=_advice_for_misplaced)
    problems += _logo_problems(raw)
    if config is None or any(problem.severity == "error" for problem in problems):
        return None, problems
    submit, mistake = with_host(config.submit)
    if mistake:
        return None, [*problems, problem(("submit", "repository"), mistake)]
    config = msgspec.structs.replace(config, submit=submit)
    problems += _language_problems(config)
    problems += config.comments.problems_at(config.base_url) if config.comments else []
    problems += [problem(("editor", key), mistake) for key, mistake in editor_problems(config.editor, submit)]
    if any(problem.severity == "error" for problem in problems):
        return None, problems
    return _in_utc(config), problems


def _advice_for_misplaced(name: str, at: Key) -> str:
    """Help for a setting in the wrong table; empty if no table has a setting of that name."""
    known = {setting.name: setting for setting in settings_of(Config)}
    if at and name in known and known[name].is_scalar:
        return "move it to the top of the file, above the first line in brackets"
    tables = [
        setting.name
        for setting in known.values()
        if setting.table and name in setting.table.__struct_fields__
    ]
    home = next((table for table in tables if (table,) != at), "")
    return f"move it below a line [{home}]" if home else ""


def _logo_problems(raw: Mapping[str, Any]) -> Iterator[Problem]:
    """The problem of a logo without a description, or of a description without a logo."""
    logo, alt = raw.get("logo"), raw.get("logo_alt", "")
    has_words = not isinstance(alt, str) or alt.strip()
    if logo and not has_words:
        message = '"logo" needs "logo_alt", for readers who cannot see the picture'
        help_ = 'add a line with the words on the logo: logo_alt = "Sample Valley School District"'
        yield problem(("logo",), Mistake(message, help_, "config-missing"))
    elif has_words and not logo:
        mistake = Mistake(
            '"logo_alt" needs "logo", the picture that it describes',
            'add a line such as: logo = "logo.svg"',
            "config-missing",
        )
        yield problem(("logo_alt",), mistake)


def _language_problems(config: Config) -> Iterator[Problem]:
    """The problem of translations into the language of the site itself."""
    for language in config.languages:
        if language.lower() == config.language.lower():
            message = f'"{language}" is the language of the site itself, so nothing is translated into it'
            help_ = "list only the other languages"
            yield problem(("languages",), Mistake(message, help_))


def _in_utc(config: Config) -> Config:
    """The settings with the end of the announcement in UTC instead of the site's time zone."""
    until = config.announcement.until
    if until is None:
        return config
    moment = until if until.tzinfo else until.replace(tzinfo=ZoneInfo(config.timezone))
    announcement = msgspec.structs.replace(config.announcement, until=moment.astimezone(ZoneInfo("UTC")))
    return msgspec.structs.replace(config, announcement=announcement)
