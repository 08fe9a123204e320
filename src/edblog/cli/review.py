"""The command `edblog review`: describes the changes of a pull request."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from edblog.cli.options import SITE


@click.command()
@click.argument("base", metavar="BASE")
@SITE
@click.option(
    "--head",
    default="HEAD",
    metavar="REVISION",
    help="The branch or commit to review (default: the one that is checked out).",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    help="For people, for programs, or for a comment on a pull request.",
)
@click.option(
    "--fail-on-outside",
    is_flag=True,
    help="Exit with 1 if a file outside content/ changes, or anything else is marked !!.",
)
def review(base: str, site: Path, head: str, form: str, fail_on_outside: bool) -> None:
    """Says what a pull request changes, for the person who decides about it.

    BASE is the branch that it is for, such as main. Nothing of the pull request is run, and it need not be
    checked out. Whether the texts can be published is what edblog check says.
    """
    from edblog.kinds import kinds_in
    from edblog.pipeline import configure
    from edblog.problems import EdblogError
    from edblog.review import review as review_site
    from edblog.review.formats import FORMATS, as_text

    try:
        config, _ = configure(site)
        kinds = kinds_in(config.language, config.languages)
    except EdblogError:
        # A pull request may be looked at without settings that can be read.
        kinds = kinds_in("", ())
    found = review_site(site, base, kinds, head)
    is_colored = form == "text" and sys.stdout.isatty()
    text = as_text(found, is_colored=True) if is_colored else FORMATS[form](found)
    click.echo(
        text.encode(sys.stdout.encoding or "utf-8", "replace").decode(sys.stdout.encoding or "utf-8"),
        nl=False,
    )
    sys.exit(1 if fail_on_outside and found.dangers else 0)
