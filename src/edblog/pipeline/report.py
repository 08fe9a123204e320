"""What a run is asked to do, and what it reports: values that the command line turns into words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from edblog.model import Reason
from edblog.problems import Problem
from edblog.urls import encode


class Options(msgspec.Struct, frozen=True):
    """What a run is asked to do."""

    drafts: bool = False
    """Publish drafts too."""
    future: bool = False
    """Publish stories dated in the future too."""
    strict: bool = False
    """Treat warnings as errors."""
    fail_on: tuple[str, ...] = ()
    """Codes whose problems are errors, sorted."""
    clean: bool = False
    """Remember nothing of earlier builds."""
    dry: bool = False
    """Check everything and write nothing."""
    preview: bool = False
    """Nobody else is going to see it, so its address does not matter."""
    output: str = ""
    """Folder to publish to, absolute or relative to the site's folder; empty for the configured one."""
    base_url: str = ""
    """Address of the home page; empty for the configured one."""
    noindex: bool = False
    """Ask search engines to leave every page out."""


class HeldStory(msgspec.Struct, frozen=True):
    """A story that is not published yet."""

    source: str
    title: str
    date: str
    """In the site's time zone: `2026-01-31`, or `2026-01-31 09:30` where the story names a time."""
    reason: Reason


class Report(msgspec.Struct, frozen=True):
    """What a run found and did."""

    problems: tuple[Problem, ...] = ()
    """Located, in order."""
    ok: bool = True
    """Whether the site is published, or could be."""
    posts: int = 0
    outputs: int = 0
    """Files of the site."""
    written: tuple[str, ...] = ()
    """Output paths whose bytes are new."""
    removed: tuple[str, ...] = ()
    """Output paths that the site no longer has, sorted."""
    address: str = ""
    """Absolute URL of the home page."""
    gone: tuple[Problem, ...] = ()
    """Notices of addresses of texts that this run takes off the site; another run does not know of them."""
    foreign: tuple[str, ...] = ()
    """Files in the output folder that edblog did not write and has kept."""
    held: tuple[HeldStory, ...] = ()
    until: datetime | None = None
    """When the site changes by itself: the next scheduled story appears, or the announcement ends."""
    seconds: float = 0.0
    stages: tuple[tuple[str, float], ...] = ()
    """The stages of the run in their order, and the seconds that each took."""

    @property
    def exit_code(self) -> int:
        """0 when the site is fine, 1 for problems in the content, 2 for the configuration."""
        if self.ok:
            return 0
        return 2 if any(p.severity == "error" and p.path.endswith(".toml") for p in self.problems) else 1


def refuses(problems: Iterable[Problem], options: Options) -> bool:
    """Whether the problems keep a site from being published."""
    bad = {"error", "warning"} if options.strict else {"error"}
    return any(problem.severity in bad or problem.code in options.fail_on for problem in problems)


def graded(problem: Problem, options: Options) -> Problem:
    """The problem as an error where that was asked for."""
    return msgspec.structs.replace(problem, severity="error") if problem.code in options.fail_on else problem


def same_site(options: Options) -> Options:
    """The options without those that change nothing in a site that is published."""
    return msgspec.structs.replace(options, clean=False, strict=False, fail_on=())


def shown(report: Report) -> list[Problem]:
    """The problems of a build that are shown as such."""
    # Of stories that are held back, there is a line each.
    told = [p for p in report.problems if p.code not in ("draft", "scheduled") or p.severity == "error"]
    return [*told, *report.gone]


def standing(report: Report) -> list[str]:
    """What is said of a site after each build, line by line."""
    lines = [
        f"not published yet: {held.source} ({'a draft' if held.reason == 'draft' else f'appears on {held.date}'})"
        for held in report.held
    ]
    if report.foreign:
        names = ", ".join(report.foreign[:5]) + (" …" if len(report.foreign) > 5 else "")
        lines.append(f"kept in the output folder, though edblog did not write it: {names}")
    return lines


SHOWN_GONE = 20
"""Addresses that are gone and that a build names; of the others, it says how many there are."""


def taken_away(report: Report) -> list[str]:
    """The addresses that a build has taken away, in lines to read; pages come first."""
    if not report.removed:
        return []
    ordered = sorted(report.removed, key=lambda path: (not path.endswith(".html"), path))
    more = len(ordered) - SHOWN_GONE
    urls = [report.address + encode(path.removesuffix("index.html")) for path in ordered[:SHOWN_GONE]]
    return [
        "No longer part of the site (if you copy it to a web server, delete these there, too):",
        *(f"  {url}" for url in urls),
        *([f"  and {more:,} more"] if more > 0 else []),
    ]
