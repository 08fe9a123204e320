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


@theme.command()
@SITE
@click.argument("name", default="")
@click.option(
    "--language",
    metavar="TAG",
    default="en",
    help="The language of the made-up site, such as ar. Default: en.",
)
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port to listen on."
)
@click.option("--open", "open_browser", is_flag=True, help="Open the page in your web browser.")
def preview(site: Path, name: str, language: str, port: int, open_browser: bool) -> None:
    """Shows every page of the theme NAME (default: the theme of the site) on one page, as on a phone and on a desktop.

    The pages are those of a small made-up site with every state that a page can be in: a draft, a canceled event, a notice that is over, an empty
    board, a title that is much too long. The site is in a folder of its own, which is gone afterwards; your own content is not touched. The pages
    load again when a file of the theme changes. Ctrl-C ends it.
    """
    from edblog.cli.theme_preview import preview_theme

    def ready(url: str) -> None:
        click.echo(f"Every page of the theme: {url}")
        if open_browser:
            click.launch(url)

    preview_theme(
        site, name, language, port=port, announce=click.echo, show=console.print_problems, ready=ready
    )
