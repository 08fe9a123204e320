"""The command `edblog translations`: what is left to translate."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from edblog.cli import console
from edblog.cli.options import SITE

if TYPE_CHECKING:
    from edblog.pipeline.untranslated import InLanguage


@click.command()
@SITE
@click.option("--language", metavar="TAG", default="", help="List only this language, such as es.")
def translations(site: Path, language: str) -> None:
    """Lists the stories without a translation in each language, and the translations that are older than their story.

    A translation is older if the field "updated" of its story is later than its own. Drafts are left out.
    """
    from edblog.pipeline.untranslated import untranslated

    states, problems = untranslated(site)
    console.print_problems(problems)
    shown = [state for state in states if not language or state.language.lower() == language.lower()]
    if not states:
        click.echo(
            'This site is in one language. To have others, add a line such as languages = ["es"] to edblog.toml.'
        )
    elif not shown:
        known = ", ".join(state.language for state in states)
        raise click.BadParameter(
            f'this site has no language "{language}"; it has: {known}', param_hint="--language"
        )
    for line in (line for state in shown for line in lines(state)):
        click.echo(line)


def lines(state: InLanguage) -> Iterator[str]:
    """The lines about a language."""
    from edblog.start.wording import count
    from edblog.web.languages import name_of

    name = f"{name_of(state.language)} ({state.language})"
    there = state.stories - len(state.missing)
    yield f"{name}: {there:,} of {count(state.stories, 'story', 'stories')} can be read in it."
    if state.missing:
        yield "  No translation yet:"
        yield from (f"    {story.source}  {story.title}" for story in state.missing)
    if state.older:
        yield "  Older than the story, which has changed since:"
        yield from (f"    {text.source}  {text.title} (story updated {text.changed})" for text in state.older)
