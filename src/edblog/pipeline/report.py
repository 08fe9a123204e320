"""The options of a build or check, its report, and the lines that the command line prints."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from edblog.deploy import STATUS
from edblog.model import Reason
from edblog.problems import Problem
from edblog.views.proposal import ProposedText
from edblog.web.urls import encode


class Options(msgspec.Struct, frozen=True):
    """The options of a build or check, as on the command line."""

    drafts: bool = False
    """Publish drafts too."""
    future: bool = False
    """Publish stories dated in the future too."""
    strict: bool = False
    """Treat warnings as errors."""
    fail_on: tuple[str, ...] = ()
    """Codes of problems to treat as errors, sorted."""
    clean: bool = False
    """Rebuild everything from scratch."""
    dry: bool = False
    """Check everything and write nothing."""
    preview: bool = False
    """The build is a preview, so warnings about a sample address or sample text are left out."""
    output: str = ""
    """Folder to publish to, absolute or relative to the site's folder; empty for the configured one."""
    base_url: str = ""
    """Address of the home page; empty for the configured one."""
    noindex: bool = False
    """Ask search engines not to list any page."""
    changed: tuple[str, ...] = ()
    """Files that a proposal changes, as paths in the site: a check says what becomes of their texts."""


class HeldText(msgspec.Struct, frozen=True):
    """A text that is not on the site now: a draft, or one whose date is in the future or past."""

    source: str
    title: str
    date: str
    """In the site's time zone: `2026-01-31`, or `2026-01-31 09:30` if the text has a time."""
    reason: Reason
    url: str = ""
    """URL path at which it will be, relative to the site's root."""
    moment: datetime | None = None
    """The same date with its time zone."""


class Report(msgspec.Struct, frozen=True):
    """The report of a build or check."""

    problems: tuple[Problem, ...] = ()
    """Problems with line and column, sorted by file and place."""
    ok: bool = True
    """Whether no problem stops the site from being published."""
    stories: int = 0
    outputs: int = 0
    """Files of the site."""
    written: tuple[str, ...] = ()
    """Paths of outputs that this run wrote with new bytes."""
    removed: tuple[str, ...] = ()
    """Output paths that the site no longer has, sorted."""
    address: str = ""
    """Absolute URL of the home page."""
    gone: tuple[Problem, ...] = ()
    """Notices of addresses that this run removes from the site; the next run does not repeat them."""
    foreign: tuple[str, ...] = ()
    """Files in the output folder that edblog did not write, and left there."""
    held: tuple[HeldText, ...] = ()
    until: datetime | None = None
    """When the site next changes without an edit: a text appears or expires, or the announcement ends; None for never."""
    proposed: tuple[ProposedText, ...] = ()
    """What becomes of the texts in `Options.changed`."""
    seconds: float = 0.0
    stages: tuple[tuple[str, float], ...] = ()
    """The stages in order, and the seconds that each took."""

    @property
    def exit_code(self) -> int:
        """0 if the site is fine, 1 for problems in the content, 2 for an error in the configuration."""
        if self.ok:
            return 0
        return 2 if any(p.severity == "error" and p.path.endswith(".toml") for p in self.problems) else 1


def refuses(problems: Iterable[Problem], options: Options) -> bool:
    """Whether one of the problems stops the site from being published, under these options."""
    bad = {"error", "warning"} if options.strict else {"error"}
    return any(problem.severity in bad or problem.code in options.fail_on for problem in problems)


def graded(problem: Problem, options: Options) -> Problem:
    """The problem; as an error if `--fail-on` has its code."""
    return msgspec.structs.replace(problem, severity="error") if problem.code in options.fail_on else problem


def shaping_site(options: Options) -> Options:
    """The options that affect the published files; the others reset to their defaults."""
    return msgspec.structs.replace(options, clean=False, strict=False, fail_on=(), changed=())


_HELD = {
    "draft": "not published yet: {source} (a draft)",
    "scheduled": "not published yet: {source} (appears on {date})",
    "over": "no longer published: {source} (over)",
}
"""The printed line about a text that is not on the site, by reason."""


def printed_problems(report: Report) -> list[Problem]:
    """The problems that a build prints, without notices of held-back texts, which have lines in `site_lines`."""
    listed = [p for p in report.problems if p.code not in _HELD or p.severity == "error"]
    return [*listed, *report.gone]


def site_lines(report: Report) -> list[str]:
    """The lines about held-back texts and foreign files, which every build prints, even one with nothing to do."""
    lines = [_HELD[held.reason].format(source=held.source, date=held.date) for held in report.held]
    foreign = [path for path in report.foreign if path != STATUS]
    if foreign:
        names = ", ".join(foreign[:5]) + (" …" if len(foreign) > 5 else "")
        lines.append(f"left in the output folder, because edblog did not create it: {names}")
    return lines


PRINTED_ADDRESSES = 20
"""How many removed addresses a build prints; the rest are counted."""


def removed_lines(report: Report) -> list[str]:
    """The lines about addresses that a build has removed; pages come first. Nobody has the address of a card for sharing."""
    from edblog.catalog.sharing import CARD

    known = [path for path in report.removed if not path.endswith(f"/{CARD}")]
    if not known:
        return []
    ordered = sorted(known, key=lambda path: (not path.endswith(".html"), path))
    more = len(ordered) - PRINTED_ADDRESSES
    urls = [report.address + encode(path.removesuffix("index.html")) for path in ordered[:PRINTED_ADDRESSES]]
    return [
        "No longer part of the site (if you copy it to a web server, delete these there, too):",
        *(f"  {url}" for url in urls),
        *([f"  and {more:,} more"] if more > 0 else []),
    ]
