"""The command `edblog init`: starts a site, or updates an existing one."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from edblog.scaffold import Difference, Outcome

_QUESTIONS = {
    "title": "What is the blog called?",
    "base_url": "What web address will people use to read it?",
    "language": "What language is it in? (en, es, ...)",
    "timezone": "What time zone are you in?",
    "contact": "What email address can people use to reach your office?",
    "host": "Where will its files be, for several people to work on? ({choices})",
    "publish": "Where will its pages be published? ({choices})",
}


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path())
@click.option("--title", help="What the blog is called.")
@click.option("--base-url", "--address", "base_url", help="The web address that people will use to read it.")
@click.option("--language", help="Its language: en, es ...")
@click.option("--timezone", help="Its time zone, such as America/Chicago.")
@click.option("--theme", help="Its look: marigold, civic, or the name of a folder in themes/.")
@click.option("--contact", help="The email address that people can use to reach your office.")
@click.option("--host", help="Where its repository is: github, gitlab, forgejo or none.")
@click.option(
    "--publish", help="Where its pages go: pages, netlify, cloudflare, s3, sftp, rsync, folder or none."
)
def init(folder: Path, **answers: str | None) -> None:
    """Starts a new site in FOLDER (default: the folder you are in).

    In a terminal, and without any of the options, it asks for them. Run it again after an update of edblog, or to
    choose another host: it writes what is missing and updates what nobody has changed. Files that you have
    changed stay as they are; it says how they differ, and the exit code is 1.
    """
    from edblog.scaffold import is_site, start_site, whole_address

    given = {name: text.strip() for name, text in answers.items() if text is not None}
    if not given and sys.stdin.isatty() and not is_site(folder):
        given = _asked()
    if "base_url" in given:
        given["base_url"] = whole_address(given["base_url"])
    outcome = start_site(folder, given)
    _tell(folder, outcome)
    sys.exit(1 if outcome.differences else 0)


def _tell(folder: Path, outcome: Outcome) -> None:
    """Prints what was done."""
    from edblog.start.wording import count, say

    lines = [f"  {path}" for path in outcome.written]
    lines += [f"  {path} (updated)" for path in outcome.updated]
    lines += [f"  {path} (deleted: it is not needed any more)" for path in outcome.removed]
    lines += [f"  {path} was there before, and stays as it is" for path in outcome.kept]
    if outcome.not_ignored:
        lines += ["  add to .gitignore what edblog makes:", *(f"    {line}" for line in outcome.not_ignored)]
    for difference in outcome.differences:
        lines += _difference(difference)
    say(lines)
    if outcome.differences:
        changed = count(len(outcome.differences), "file differs", "files differ")
        click.echo(f"{changed} from what edblog would write now. Nothing of yours was overwritten.")
    elif not outcome.is_new:
        click.echo("Your site has all that edblog writes for it.")
    if outcome.is_new:
        where = "" if folder == Path() else f"cd {_quoted(str(folder))} && "
        click.echo(f"Your site is ready. See it: {where}edblog serve")


def _difference(difference: Difference) -> list[str]:
    """The lines about a file that was changed."""
    path = difference.path
    if not difference.line:
        return [
            f"  {path} is not needed any more; it is not as edblog wrote it, so it stays. Delete it yourself"
        ]
    more = f", and {difference.more:,} more after it" if difference.more else ""
    return [
        f"  {path} stays as it is; line {difference.line}{more} would be another one:",
        f"    - {_short(difference.theirs)}",
        f"    + {_short(difference.ours)}",
    ]


def _short(line: str) -> str:
    return line if len(line) <= 100 else f"{line[:100]}…"


def _quoted(folder: str) -> str:
    """The path of a folder, quoted for a shell."""
    from shlex import quote

    # The Windows shell does not understand single quotes.
    return f'"{folder}"' if os.name == "nt" else quote(folder)


def _asked() -> dict[str, str]:
    """Asks for the answers; each question is repeated until its answer is valid."""
    from edblog.scaffold.answers import (
        CHOICES,
        Answers,
        targets_of,
        time_zone_here,
        whole_address,
        wrong_answer,
        wrong_pair,
    )

    given: dict[str, str] = {}

    def usable(name: str, text: str) -> str:
        text = whole_address(text.strip()) if name == "base_url" else text.strip()
        wrong = wrong_answer(name, text)
        if name == "publish" and not wrong:
            wrong = wrong_pair(given["host"], text)
        if wrong:
            raise click.BadParameter(wrong)
        return text

    click.echo(
        f"{len(_QUESTIONS)} questions. Press Enter to keep what is in brackets; you can change all of it later."
    )
    known = Answers(timezone=time_zone_here())
    for name, question in _QUESTIONS.items():
        choices = ", ".join(targets_of(given["host"]) if name == "publish" else CHOICES.get(name, ()))
        given[name] = click.prompt(
            question.format(choices=choices),
            default=getattr(known, name),
            prompt_suffix=" ",
            value_proc=partial(usable, name),
        )
    return given
