"""`edblog new`: a command for each kind of content, made of what its kind says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from edblog.cli.options import SITE, Commands
from edblog.kinds import KINDS
from edblog.kinds.kind import Kind

_THINGS = [kind.what.partition(" ")[2] for kind in KINDS]


@click.group(cls=Commands, help=f"Starts a new {', '.join(_THINGS[:-1])} or {_THINGS[-1]}.")
def new() -> None:
    """The group; there is nothing to do before its commands."""


def _command(kind: Kind) -> click.Command:
    """The command that starts a text of a kind."""
    start = kind.start
    options = [click.argument("title", metavar=start.argument), SITE]
    options += [click.option(o.name, o.field, multiple=True, help=o.help) for o in start.options]
    if start.bundle:
        options.append(click.option("--bundle", is_flag=True, help=start.bundle))
    if kind.can_be_draft:
        options.append(click.option("--draft", is_flag=True, help="Mark it as a draft."))

    def run(
        title: str, site: Path, *, bundle: bool = False, draft: bool = False, **given: tuple[str, ...]
    ) -> None:
        from edblog.scaffold.texts import start_text

        begun = start_text(site, kind, title, given, bundle=bundle, draft=draft)
        serve = "edblog serve --drafts" if draft else "edblog serve"
        click.echo(start.done.format(path=begun.path, id=begun.id, serve=serve))
        if begun.above:
            click.echo(f"edblog makes the page {begun.above} itself; your text appears at its top.")

    command: Callable[..., None] = run
    for option in reversed(options):
        command = option(command)
    return click.command(kind.word, help=start.about)(command)


for _kind in KINDS:
    new.add_command(_command(_kind))
