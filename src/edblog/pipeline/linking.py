"""The command `edblog links`: asks for the links of a site to other sites, and writes `data/links.toml`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from edblog import __version__
from edblog.kinds.kind import Kind
from edblog.links.addresses import target_of
from edblog.links.asking import PAUSE, Asker, Finding
from edblog.links.connection import Network
from edblog.links.file import known_links, links_text, read_links
from edblog.links.visiting import Progress, due, renewed, visit
from edblog.model import Document
from edblog.model.links import LINKS_FILE, LinkState
from edblog.pipeline.known_links import MOST_BYTES
from edblog.pipeline.report import Options
from edblog.pipeline.setup import Setup, prepare
from edblog.problems import EdblogError, Problem, in_order
from edblog.problems.checks import problem_of
from edblog.sources.decode import decode
from edblog.sources.front_matter.parsing import parse
from edblog.sources.locate import locate
from edblog.sources.outside_links import LinkSpot, link_problem, spots
from edblog.sources.read import read
from edblog.sources.reading import ReadSettings
from edblog.sources.scan import symbolic_link
from edblog.start import within
from edblog.start.stat_scan import is_left_out

_MANY_HOSTS = 3
"""If so many hosts do not answer, and no other does, this computer has no connection."""


class Looked(NamedTuple):
    """What a run of `edblog links` did."""

    links: int
    """Addresses on the site."""
    asked: int
    """Addresses that it was to ask for."""
    found: Mapping[str, Finding]
    """What it found, by address."""
    states: Mapping[str, LinkState]
    """All that is known of the site's links now, by address."""
    problems: Sequence[Problem]
    """Links that are gone or have moved, at each of their places."""
    was_interrupted: bool
    is_changed: bool
    """Whether `data/links.toml` was written."""


def look(
    folder: Path,
    *,
    days: int,
    only_new: bool = False,
    seconds: float = 3600,
    now: datetime | None = None,
    network: Network | None = None,
    pause: float = PAUSE,
    progress: Progress = lambda _done, _total: None,
    start: Callable[[int, int], object] = lambda _asked, _links: None,
) -> Looked:
    """Asks for the links of a site that nobody has asked for within `days` days, and writes what it found.

    `start` is told how many links it asks for, and of how many. If it is interrupted, or the time is over, what was found until then is
    kept. `network` is for tests, which ask only this computer. Raises `EdblogError` if the site cannot be read, or if nothing can be reached.
    """
    setup, problems = prepare(folder, Options(dry=True), now or datetime.now(UTC))
    if problems := [problem for problem in problems if problem.severity == "error"]:
        raise EdblogError(problems, 2)
    if link := within.link_on_the_way(setup.folder, LINKS_FILE):
        raise EdblogError([symbolic_link(link)])
    places = list(_places(setup))
    addresses = {spot.address for spot in places}
    today = setup.now.astimezone(ZoneInfo(setup.config.timezone)).date()
    states = _states(setup.folder)
    asked = due(states, addresses, today, days, only_new=only_new)
    start(len(asked), len(addresses))
    asker = Asker(f"edblog/{__version__} (+{setup.config.base_url})", network, pause=pause)
    found: dict[str, Finding] = {}
    was_interrupted = False
    try:
        visit(asked, asker, seconds, found, progress)
    except KeyboardInterrupt:
        was_interrupted = True
    _refuse_offline(found)
    states, is_changed = _write(setup.folder, addresses, dict(found), today)
    return Looked(
        len(addresses),
        len(asked),
        found,
        states,
        _problems(setup.folder, places, states),
        was_interrupted,
        is_changed,
    )


def _places(setup: Setup) -> Iterator[LinkSpot]:
    """The links to other sites in all texts that are no drafts."""
    settings = msgspec.structs.replace(ReadSettings.of(setup.config), links=())
    home = setup.config.base_url
    for kind in setup.kinds:
        below = setup.folder / "content" / kind.folder
        if within.link_on_the_way(setup.folder, f"content/{kind.folder}"):
            continue
        for name in sorted(within.files_below(below)):
            path = f"content/{kind.folder}/{name}"
            if not name.lower().endswith(".md") or any(map(is_left_out, name.split("/"))):
                continue
            yield from (s for s in _places_in(setup, path, settings, kind) if not s.address.startswith(home))


def _places_in(setup: Setup, path: str, settings: ReadSettings, kind: Kind) -> list[LinkSpot]:
    try:
        data = within.read(setup.folder, path, settings.limits.text_kb * 1000 + 1)
    except OSError:
        return []
    # Most files without these letters have no link to another site, and all with one have them.
    if b"//" not in data and b"\\\\" not in data:
        return []
    reading = read(path, data, settings, setup.kinds)
    text, _ = decode(path, data)
    if (
        text is None
        or not isinstance(reading.record, Document)
        or (reading.record.draft and kind.can_be_draft)
    ):
        return []
    return spots(path, parse(path, text, len(text)), reading.html, reading.record.text)


def _states(folder: Path) -> dict[str, LinkState]:
    try:
        data = within.read(folder, LINKS_FILE, MOST_BYTES)
    except FileNotFoundError:
        return {}
    states, problems = read_links(data.decode("utf-8", "replace"))
    if problems:
        raise EdblogError(problems, 2)
    return states


def _refuse_offline(found: Mapping[str, Finding]) -> None:
    """Raises an error if no host at all has answered: that says nothing about the links."""
    hosts = {target.host for address in found if (target := target_of(address))}
    if len(hosts) >= _MANY_HOSTS and all(finding.is_silence for finding in found.values()):
        message = "no site answers, so nothing was written"
        help_ = "check that this computer may connect to other sites, then try again"
        raise EdblogError([problem_of("no-connection", LINKS_FILE, message, help_, 1, 1)], 2)


def _write(
    folder: Path, addresses: set[str], found: Mapping[str, Finding], today: date
) -> tuple[dict[str, LinkState], bool]:
    """Writes the states after a run, all or nothing; returns them, and whether the file has changed."""
    # Read again: somebody may have added an archived copy in the meantime.
    states = renewed(_states(folder), addresses, found, today)
    data = links_text(states).encode()
    path = folder / LINKS_FILE
    try:
        is_same = within.read(folder, LINKS_FILE, MOST_BYTES) == data
    except FileNotFoundError:
        is_same = not states
    if is_same:
        return states, False
    path.parent.mkdir(exist_ok=True)
    # Its name starts with a dot, so that no build reads it.
    new = path.with_name(f".{path.name}.new")
    new.unlink(missing_ok=True)
    with new.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    return states, True


def _problems(folder: Path, places: Sequence[LinkSpot], states: Mapping[str, LinkState]) -> list[Problem]:
    known = known_links(states)
    found = []
    texts: dict[str, str] = {}
    for spot in places:
        if spot.address in known and (problem := link_problem(spot, known[spot.address])):
            if spot.path not in texts:
                texts[spot.path] = within.read(folder, spot.path).decode("utf-8", "replace")
            found.append(locate(problem, texts[spot.path]))
    return in_order(found)
