"""The settings and the result of reading a file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from edblog.files.types import Beside
from edblog.model import AnyRecord, Record
from edblog.model.links import KnownLink
from edblog.problems import Problem
from edblog.settings import Config, Limits, PlainLanguage
from edblog.sources.markdown.asked import Asked
from edblog.web.markup import CleanHtml

if TYPE_CHECKING:
    # An edit needs the settings, but the code that reads runs in another process.
    from edblog.kinds.kind import Kind
    from edblog.sources.front_matter.parsing import Parsed


class ReadSettings(Record, frozen=True):
    """The part of the configuration that reading depends on."""

    timezone: str
    language: str
    region: str = "US"
    """ISO 3166-1 code of the country whose phone numbers are recognized."""
    types: tuple[str, ...] = ()
    """Extensions, without dots, that the district publishes besides the usual ones."""
    limits: Limits = Limits()
    has_comments: bool = False
    """Whether stories have comments."""
    old_after_years: int = 0
    """After how many years a dated text is old; 0 for never."""
    links: tuple[tuple[str, KnownLink], ...] = ()
    """The links to other sites that are gone or have moved, by address."""
    search: bool = False
    """Whether the site has a search."""
    vocabulary: bool = False
    """Whether the site explains words, so that it asks each text for its words."""
    languages: tuple[str, ...] = ()
    """The languages into which texts are translated."""
    weeks: bool = False
    """Whether the site has digests of weeks."""
    plain_language: PlainLanguage = PlainLanguage()

    @property
    def asked(self) -> Asked:
        """What it asks of each text."""
        plain = self.plain_language
        return Asked(
            self.search,
            self.vocabulary,
            plain.acronyms,
            plain.sentence_words,
            plain.grade,
            plain.spanish_ease,
        )

    @classmethod
    def of(cls, config: Config) -> ReadSettings:
        """The reading settings of a configuration."""
        return cls(
            config.timezone,
            config.language,
            config.privacy.region,
            config.files.types,
            config.limits,
            config.comments is not None,
            config.stories.old_after_years,
            tuple(config.links.items()),
            config.search.enabled,
            config.explains,
            config.languages,
            config.digests.has_weeks,
            config.plain_language,
        )

    def beside(self, kinds: Iterable[Kind]) -> Beside | None:
        """How files with a language in their names are read; None for a site in one language."""
        folders = {kind.stands_by: kind.folder for kind in kinds if kind.stands_by}
        return Beside(folders, (self.language, *self.languages)) if folders else None


class Reading(Record, frozen=True):
    """The result of reading one file."""

    record: AnyRecord | None
    """None when the file cannot be used; the problems say why."""
    html: CleanHtml
    """Sanitized HTML of the text."""
    problems: tuple[Problem, ...]


class TextFile(NamedTuple):
    """A text file with its front matter and text, for the checks of its kind of content (`Kind.problems_of`)."""

    path: str
    text: str
    parsed: Parsed
    settings: ReadSettings
    is_blank: bool
    """Whether readers would see an empty page."""
