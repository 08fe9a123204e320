"""What the reading of a file depends on, and what it gives."""

from __future__ import annotations

from typing import NamedTuple

from edblog.markup import CleanHtml
from edblog.model import AnyRecord, Record
from edblog.problems import Problem
from edblog.settings import Config, Limits
from edblog.sources.front_matter.parsing import Parsed


class ReadSettings(Record, frozen=True):
    """What of the configuration a reader depends on."""

    timezone: str
    language: str
    region: str = "US"
    """Where telephone numbers are from."""
    types: tuple[str, ...] = ()
    """Extensions, without their dots, that the district allows besides those that are always published."""
    limits: Limits = Limits()
    has_comments: bool = False
    """Whether there are comments under stories."""

    @classmethod
    def of(cls, config: Config) -> ReadSettings:
        """That part of a configuration."""
        return cls(
            config.timezone,
            config.language,
            config.privacy.region,
            config.files.types,
            config.limits,
            config.comments is not None,
        )


class Reading(Record, frozen=True):
    """What reading one file gave."""

    record: AnyRecord | None
    """None when the file cannot be used; the problems say why."""
    html: CleanHtml
    """Sanitised HTML of the text."""
    problems: tuple[Problem, ...]


class TextFile(NamedTuple):
    """A text as a whole, with all that may be wrong with it."""

    path: str
    text: str
    parsed: Parsed
    settings: ReadSettings
    is_blank: bool
    """Whether readers would see nothing of it."""
