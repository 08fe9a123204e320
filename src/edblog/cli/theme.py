"""The commands `edblog theme …`: help the people who make and translate themes."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from edblog.cli import console
from edblog.cli.options import SITE, Commands


@click.group(cls=Commands)
def theme() -> None:
    """Helps with making a theme."""


@theme.command("path")
@click.argument("name", default="marigold")
@SITE
def path_of_theme(name: str, site: Path) -> None:
    """Prints the folder of the theme called NAME (default: marigold, which comes with edblog), to copy files from."""
    from edblog.pipeline.themes import theme_path

    click.echo(theme_path(site, name))


@theme.command()
@SITE
@click.argument("name", default="")
@click.option("--language", metavar="TAG", default="", help="Check only this translation, such as fr.")
def check(site: Path, name: str, language: str) -> None:
    """Checks the translations of the theme NAME (default: the theme of the site), and writes nothing.

    Each message has the file, the line, the text's name and what to write: texts that are missing, forms for numbers that the
    language has, words in braces that differ, quotes without their partners, and texts that are still in English. Exit code 1 means that a
    translation is not complete or has a mistake.
    """
    from edblog.pipeline.translations import check_translations
    from edblog.start.wording import say

    name, languages, problems = check_translations(site, name, language)
    console.print_problems(problems)
    if language and not languages and not problems:
        raise click.BadParameter(f"the theme {name} has no translation {language}", param_hint="--language")
    wrong = [problem for problem in problems if problem.code != "translation-same"]
    if not wrong:
        are = f"{len(languages)} translations" if len(languages) != 1 else "1 translation"
        say([f"The theme {name} has {are}, and all are complete: {', '.join(languages)}"])
    sys.exit(1 if wrong else 0)
