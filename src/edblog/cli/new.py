"""The commands `edblog new …`, one for each kind of content, made from its `Start`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from edblog.cli import console
from edblog.cli.options import SITE, Commands
from edblog.kinds import KINDS
from edblog.kinds.kind import Kind

if TYPE_CHECKING:
    from edblog.scaffold.documents import Imported

_THINGS = [kind.what.partition(" ")[2] for kind in KINDS]


@click.group(cls=Commands, help=f"Starts a new {', '.join(_THINGS[:-1])} or {_THINGS[-1]}.")
def new() -> None:
    """The group of commands; it does nothing itself."""


def _command(kind: Kind) -> click.Command:
    """The command for a new text of a kind."""
    start = kind.start
    takes = bool(start.documents)
    options = [click.argument("words", metavar=start.argument, nargs=-1, required=not takes), SITE]
    options += [click.option(o.name, o.field, multiple=True, help=o.help) for o in start.options]
    if start.bundle:
        options.append(click.option("--bundle", is_flag=True, help=start.bundle))
    if kind.can_be_draft:
        options.append(click.option("--draft", is_flag=True, help="Mark it as a draft."))
    if takes:
        file = click.Path(exists=True, dir_okay=False, path_type=Path)
        options.append(
            click.option("--from", "sources", type=file, metavar="FILE", multiple=True, help=start.documents)
        )

    def run(
        words: tuple[str, ...],
        site: Path,
        *,
        bundle: bool = False,
        draft: bool = False,
        sources: tuple[Path, ...] = (),
        **given: tuple[str, ...],
    ) -> None:
        title, sources = _title_and_documents(words, sources)
        if sources:
            _import(kind, sources, title, site, given)
            return
        if not title:
            raise click.UsageError(f"Missing argument '{start.argument}'.")
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


def _title_and_documents(words: tuple[str, ...], sources: tuple[Path, ...]) -> tuple[str, tuple[Path, ...]]:
    """The title, and all documents: a shell puts several names of files after one `--from`."""
    files = [Path(word) for word in words if sources and _is_document(word)]
    titles = [word for word in words if not (sources and _is_document(word))]
    if len(titles) > 1:
        raise click.UsageError(
            f"Got unexpected extra words: {' '.join(titles[1:])}. Put a title of several words in quotes."
        )
    for file in files:
        if not file.is_file():
            raise click.UsageError(f"File '{file}' does not exist.")
    return "".join(titles), (*sources, *files)


def _is_document(word: str) -> bool:
    return word.lower().endswith(".docx") or Path(word).is_file()


def _import(
    kind: Kind, sources: tuple[Path, ...], title: str, site: Path, given: dict[str, tuple[str, ...]]
) -> None:
    """Makes texts from documents, and prints the result of each."""
    from edblog.scaffold.documents import import_texts

    if title and len(sources) > 1:
        raise click.UsageError(
            "A title works for one document only. Without it, the first heading of each document is its title."
        )
    imported = import_texts(site, kind, sources, title, given)
    for one in imported:
        for line in report(one):
            click.echo(line)
        console.print_problems(one.problems)
    click.echo(
        kind.start.done.format(
            path=imported[0].started.path, id=imported[0].started.id, serve="edblog serve --drafts"
        )
    )
    if any(one.has_lost_words for one in imported):
        sys.exit(1)


def report(one: Imported) -> Iterator[str]:
    """Lines about the result of one document."""
    from edblog.start.wording import count

    pictures = f" and {count(len(one.pictures), 'picture')}" if one.pictures else ""
    yield f'{one.source} is now the draft {one.started.path}{pictures}: "{one.title}".'
    for note in one.notes:
        yield f"  {note.message[:1].upper()}{note.message[1:]}{f': {note.text}' if note.text else '.'}"


for _kind in KINDS:
    new.add_command(_command(_kind))
