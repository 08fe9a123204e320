"""The options of a run and its report, and the lines that the command line prints of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from edblog.model import Reason
from edblog.problems import Problem
from edblog.urls import encode


class Options(msgspec.Struct, frozen=True):
    """The options of a run."""

    drafts: bool = False
    """Publish drafts too."""
    future: bool = False
    """Publish stories dated in the future too."""
    strict: bool = False
    """Treat warnings as errors."""
    fail_on: tuple[str, ...] = ()
    """Codes whose problems are errors, sorted."""
    clean: bool = False
    """Rebuild everything from scratch."""
    dry: bool = False
    """Check everything and write nothing."""
    preview: bool = False
    """Nobody else will see the site, so its address does not matter."""
    output: str = ""
    """Folder to publish to, absolute or relative to the site's folder; empty for the configured one."""
    base_url: str = ""
    """Address of the home page; empty for the configured one."""
    noindex: bool = False
    """Ask search engines to leave every page out."""


class HeldText(msgspec.Struct, frozen=True):
    """A text that is not on the site now."""

    source: str
    title: str
    date: str
    """In the site's time zone: `2026-01-31`, or `2026-01-31 09:30` where the text names a time."""
    reason: Reason


class Report(msgspec.Struct, frozen=True):
    """What a run found and did."""

    problems: tuple[Problem, ...] = ()
    """With their places, in order."""
    ok: bool = True
    """Whether the site is published, or could be."""
    stories: int = 0
    outputs: int = 0
    """Files of the site."""
    written: tuple[str, ...] = ()
    """Output paths whose bytes are new."""
    removed: tuple[str, ...] = ()
    """Output paths that the site no longer has, sorted."""
    address: str = ""
    """Absolute URL of the home page."""
    gone: tuple[Problem, ...] = ()
    """Notices of addresses that this run takes off the site; the next run does not repeat them."""
    foreign: tuple[str, ...] = ()
    """Files in the output folder that edblog did not write and has kept."""
    held: tuple[HeldText, ...] = ()
    until: datetime | None = None
    """When the site changes by itself: a text appears or expires, or the announcement ends."""
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
    """The problem, as an error if `--fail-on` names its code."""
    return msgspec.structs.replace(problem, severity="error") if problem.code in options.fail_on else problem


def shaping_site(options: Options) -> Options:
    """The options that change what is published; the others have their defaults."""
    return msgspec.structs.replace(options, clean=False, strict=False, fail_on=())


_HELD = {
    "draft": "not published yet: {source} (a draft)",
    "scheduled": "not published yet: {source} (appears on {date})",
    "over": "no longer published: {source} (over)",
}
"""The line about a text that is not on the site, by the reason."""


def printed_problems(report: Report) -> list[Problem]:
    """The problems that a build prints; of texts that are held back, `site_lines` has a line each."""
    listed = [p for p in report.problems if p.code not in _HELD or p.severity == "error"]
    return [*listed, *report.gone]


def site_lines(report: Report) -> list[str]:
    """The lines about a site that every build prints, whatever it had to do."""
    lines = [_HELD[held.reason].format(source=held.source, date=held.date) for held in report.held]
    if report.foreign:
        names = ", ".join(report.foreign[:5]) + (" …" if len(report.foreign) > 5 else "")
        lines.append(f"kept in the output folder, though edblog did not write it: {names}")
    return lines


PRINTED_ADDRESSES = 20
"""How many removed addresses a build prints; the rest are counted."""


def removed_lines(report: Report) -> list[str]:
    """The lines about addresses that a build has removed; pages come first."""
    if not report.removed:
        return []
    ordered = sorted(report.removed, key=lambda path: (not path.endswith(".html"), path))
    more = len(ordered) - PRINTED_ADDRESSES
    urls = [report.address + encode(path.removesuffix("index.html")) for path in ordered[:PRINTED_ADDRESSES]]
    return [
        "No longer part of the site (if you copy it to a web server, delete these there, too):",
        *(f"  {url}" for url in urls),
        *([f"  and {more:,} more"] if more > 0 else []),
    ]
