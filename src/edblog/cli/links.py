"""The command `edblog links`: asks whether the links to other sites still work."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from edblog.cli import console
from edblog.cli.options import SITE

if TYPE_CHECKING:
    from edblog.pipeline.linking import Looked

_LISTED = 20
"""The most links without a clear answer that are printed."""


@click.command()
@SITE
@click.option(
    "--days",
    type=click.IntRange(0, 3650),
    default=14,
    show_default=True,
    help="Ask again about links that were last asked about so many days ago, or more; 0 for all.",
)
@click.option("--only-new", is_flag=True, help="Ask only about links that are not in data/links.toml yet.")
@click.option(
    "--minutes",
    type=click.FloatRange(0.1, 600),
    default=30,
    show_default=True,
    help="Stop after so many minutes; the next run goes on.",
)
@click.option("--quiet", "-q", is_flag=True, help="Print problems only.")
def links(site: Path, days: int, only_new: bool, minutes: float, quiet: bool) -> None:
    """Asks whether the links to other sites still work, and writes the answers into data/links.toml.

    Commit that file: builds and checks read it, and ask nobody. A site is asked for one page at a time, with a pause, and its robots.txt is
    respected. Drafts are left out. Ctrl-C ends the command; what was found until then is kept. Exit code 1 means that links are gone.
    """
    from edblog.pipeline.linking import look
    from edblog.start.wording import count, say

    def start(asked: int, all_: int) -> None:
        if not quiet:
            say(
                [f"Looking at {count(asked, 'link')} of {all_:,}. Each site is asked for one page at a time."]
            )

    progress = console.Progress(enabled=not quiet)
    try:
        looked = look(
            site,
            days=days,
            only_new=only_new,
            seconds=minutes * 60,
            progress=lambda done, total: progress("links", done, total),
            start=start,
        )
    finally:
        progress.close()
    console.print_problems(looked.problems)
    if not quiet:
        say([*unclear(looked), *summary(looked)])
    sys.exit(exit_code(looked))


def exit_code(looked: Looked) -> int:
    """0 fine, 1 if links are gone, 130 after Ctrl-C."""
    if looked.was_interrupted:
        return 130
    return int(any(problem.code == "gone-link" for problem in looked.problems))


def unclear(looked: Looked) -> Iterator[str]:
    """The lines about links of this run without a clear answer."""
    found = sorted((address, f.why) for address, f in looked.found.items() if f.answer == "unclear")
    if found:
        yield "No clear answer (you need not do anything; try some of these in your browser):"
        for address, why in found[:_LISTED]:
            yield f"  {address}"
            yield f"    its site answers {why}, as some do to programs" if why.isdecimal() else f"    {why}"
        if len(found) > _LISTED:
            yield f"  and {len(found) - _LISTED:,} more, which are in data/links.toml"
        yield ""


def summary(looked: Looked) -> Iterator[str]:
    """The last lines: what was found, what is left, and what to do with the file."""
    from edblog.start.wording import count

    answers = [finding.answer for finding in looked.found.values()]
    words = {"fine": "fine", "moved": "moved for good", "gone": "gone", "unclear": "without a clear answer"}
    parts = [f"{answers.count(answer):,} {words[answer]}" for answer in words if answer in answers]
    if parts:
        yield f"Looked at {count(len(looked.found), 'link')}: {', '.join(parts)}."
    elif not looked.asked:
        yield (
            f"There was no link to look at: {count(looked.links, 'link')}, each looked at not long ago."
            if looked.links
            else "There is no link to another site."
        )
    if left := looked.asked - len(looked.found):
        yield f"{count(left, 'link')} will be looked at next time: a site asked to wait, or there was no time."
    if looked.is_changed:
        yield "Wrote data/links.toml. Commit it, so that builds know."
