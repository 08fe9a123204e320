"""The inputs of a run: settings, options, the output folder and the time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import msgspec

from edblog import kinds
from edblog.kinds.kind import Kind
from edblog.pipeline.configuration import adapted, configure, in_time, with_explanations
from edblog.pipeline.known_links import with_links
from edblog.pipeline.places import Place, check_place, in_site, place
from edblog.pipeline.planted import refuse_planted
from edblog.pipeline.report import Options, refuses
from edblog.problems import Problem
from edblog.settings import Config
from edblog.start.stat_scan import settings_bytes


class Setup(msgspec.Struct, frozen=True):
    """The inputs of a run, known before its first stage."""

    folder: Path
    """The site's folder, as an absolute path."""
    config: Config
    options: Options
    place: Place
    """The output folder."""
    now: datetime
    settings: bytes
    """The bytes of `edblog.toml` as read at the start."""
    kinds: tuple[Kind, ...]
    """The kinds of content that a site may have."""
    links: bytes = b""
    """The digest of `data/links.toml` as read at the start; empty if there is none."""

    @property
    def stories(self) -> Kind:
        """The main kind of content, which the site lists by date."""
        return next(kind for kind in self.kinds if kind.is_stream)

    def refuses(self, problems: Iterable[Problem]) -> bool:
        """Whether one of the problems stops the site from being published."""
        return refuses(problems, self.options)


def prepare(folder: Path, options: Options, now: datetime) -> tuple[Setup, list[Problem]]:
    """The setup of a run, and warnings about it. Raises `EdblogError` if the settings or the output folder cannot be used."""
    folder = folder.resolve()
    # These bytes are read first, so that the next build notices every edit after this line.
    settings = settings_bytes(str(folder))
    config, problems = adapted(*configure(folder), options)
    config, links, of_links = with_links(folder, in_time(config, now))
    config = with_explanations(folder, config, kinds.KINDS)
    problems += of_links
    check_place(folder, config, options)
    problems += refuse_planted(folder, in_site(folder, options.output) or config.output)
    here = place(folder, config, options.output)
    used = kinds.kinds_in(config.language, config.languages)
    return Setup(folder, config, options, here, now, settings, used, links), problems
