"""The command `edblog translations`: which stories lack a translation, and which translations are older than their story."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from edblog.catalog.site import Site
from edblog.model import Document
from edblog.pipeline.helpers import Helpers
from edblog.pipeline.jobs import Crew
from edblog.pipeline.memory import open_memory
from edblog.pipeline.planning import assemble
from edblog.pipeline.reading import read, scan
from edblog.pipeline.report import Options
from edblog.pipeline.setup import prepare
from edblog.problems import Problem
from edblog.web.languages import is_in


class Missing(NamedTuple):
    """A story without a translation."""

    source: str
    title: str


class Older(NamedTuple):
    """A translation that is older than its story."""

    source: str
    title: str
    changed: date
    """The day on which the story changed, in the site's time zone."""


class InLanguage(NamedTuple):
    """The state of a language."""

    language: str
    stories: int
    """The number of all published stories."""
    missing: Sequence[Missing]
    """The newest story first."""
    older: Sequence[Older]


def untranslated(folder: Path, now: datetime | None = None) -> tuple[list[InLanguage], list[Problem]]:
    """The state of each language that the settings list, and the errors that keep texts from being read.

    Raises `EdblogError` for wrong settings.
    """
    setup, warnings = prepare(folder, Options(dry=True), now or datetime.now(UTC))
    with Helpers(setup) as helpers, open_memory(setup) as memory:
        scanned = scan(setup, memory, warnings)
        site = assemble(setup, scanned, read(setup, memory, scanned, Crew(helpers, None)))
    config = setup.config
    states = [_state(site.site, language, config.language) for language in config.languages]
    return states, [problem for problem in site.problems if problem.severity == "error"]


def _state(site: Site, language: str, own: str) -> InLanguage:
    stories = [story for story in site.stories if not is_in(story.lang or own, language)]
    told = [(story, site.translations.get(story.source, {}).get(language)) for story in stories]
    zone = ZoneInfo(site.zone)
    return InLanguage(
        language,
        len(site.stories),
        [Missing(story.source, story.label) for story, text in told if text is None],
        [
            Older(text.source, text.label, changed.astimezone(zone).date())
            for story, text in told
            if text and (changed := _newer(story, text))
        ],
    )


def _newer(story: Document, translation: Document) -> datetime | None:
    """When a story changed after its translation, as far as both say it."""
    there, here = story.changed, translation.changed
    return there if there and here and there > here else None
