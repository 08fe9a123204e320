"""What a run is given before its first stage: settings, options, the output folder and the moment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import msgspec

from edblog import kinds
from edblog.kinds.kind import Kind
from edblog.pipeline.configuration import adapted, configure
from edblog.pipeline.places import Place, check_place, in_site, place
from edblog.pipeline.planted import refuse_planted
from edblog.pipeline.report import Options, refuses
from edblog.problems import Problem
from edblog.settings import Config
from edblog.start.stat_scan import settings_bytes


class Setup(msgspec.Struct, frozen=True):
    """What a run is given."""

    folder: Path
    """Of the site, absolute."""
    config: Config
    options: Options
    place: Place
    """Where the site is published to."""
    now: datetime
    settings: bytes
    """`edblog.toml` as it was read."""
    kinds: tuple[Kind, ...]
    """The kinds of content that a site may have."""

    @property
    def stories(self) -> Kind:
        """The kind that the site is a stream of."""
        return next(kind for kind in self.kinds if kind.is_stream)

    def refuses(self, problems: Iterable[Problem]) -> bool:
        """Whether the problems keep the site from being published."""
        return refuses(problems, self.options)


def prepare(folder: Path, options: Options, now: datetime) -> tuple[Setup, list[Problem]]:
    """The setup of a run, and warnings about it; raises `EdblogError` where the site cannot be built with these settings."""
    folder = folder.resolve()
    # These bytes are read first: an edit of the settings from now on has to be seen by the next build.
    settings = settings_bytes(str(folder))
    config, problems = adapted(*configure(folder), options)
    check_place(folder, config, options)
    problems += refuse_planted(folder, in_site(folder, options.output) or config.output)
    here = place(folder, config, options.output)
    return Setup(folder, config, options, here, now, settings, kinds.KINDS), problems
