"""The command `edblog book`: makes a book of published stories."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import click

from edblog.cli import console
from edblog.cli.options import SITE
from edblog.kinds import KINDS

_WORDS = [word for kind in KINDS for word in kind.book_words]
_FORMATS = ("epub", "pdf")


def _listed(_context: click.Context, _option: click.Parameter, text: str) -> tuple[str, ...]:
    formats = tuple(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    if not formats or not set(formats) <= {*_FORMATS}:
        raise click.BadParameter("write epub, pdf, or both as epub,pdf")
    return formats


_HELP = f"""\
Makes a book of published stories, for e-readers (EPUB) or to print (PDF).

\b
edblog book series the-exit-ticket
edblog book list our-year-in-ten-stories --format epub,pdf
edblog book year 2026
edblog book series the-exit-ticket --language es

WORD says what the stories have in common: {", ".join(sorted(_WORDS))}. NAME is the last part of the address of their page. Drafts and
scheduled stories are left out. A PDF needs more than edblog itself: pip install "edblog[pdf]".
"""


@click.command(help=_HELP)
@click.argument("word", metavar="WORD")
@click.argument("name", metavar="NAME")
@SITE
@click.option(
    "--format",
    "formats",
    default="epub",
    show_default=True,
    callback=_listed,
    help="epub, pdf, or both as epub,pdf.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where to put the book. Default: NAME.epub in the folder you are in.",
)
@click.option(
    "--title", default="", metavar="TEXT", help="A title for the book, in place of that of the page."
)
@click.option(
    "--license",
    "license_name",
    default="",
    metavar="NAME",
    help="The license of the stories, such as CC BY 4.0, if all have one.",
)
@click.option(
    "--fonts",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Folder with more fonts for the PDF (.ttf, .otf), for alphabets that it could not show.",
)
@click.option(
    "--language",
    default="",
    metavar="TAG",
    help="One of the languages of the site, such as es: stories are translations where there are some.",
)
@click.option("--quiet", "-q", is_flag=True, help="Print problems only.")
def book(
    word: str,
    name: str,
    site: Path,
    formats: tuple[str, ...],
    out: Path | None,
    title: str,
    license_name: str,
    fonts: Path | None,
    language: str,
    quiet: bool,
) -> None:
    """The command `edblog book`."""
    if "pdf" in formats and find_spec("typst") is None:
        raise click.UsageError('a PDF needs typst, which is not installed; run: pip install "edblog[pdf]"')
    if out is not None and not out.absolute().parent.is_dir():
        raise click.BadParameter(f"there is no folder {out.parent}", param_hint="--out")
    from edblog.pipeline.booking import NoSuchBookError, Wish, make_book
    from edblog.pipeline.report import printed_problems
    from edblog.start.wording import count, say

    progress = console.Progress(enabled=not quiet)
    try:
        wish = Wish(word, name, title, license_name, formats, out, fonts, language)
        made = make_book(site, wish, progress=progress)
    except NoSuchBookError as error:
        raise click.UsageError(str(error)) from error
    finally:
        progress.close()
    console.print_problems(printed_problems(made.report))
    if made.missing:
        say(
            [
                f"The PDF shows a box in place of {count(len(made.missing), 'letter')} that its fonts do not have: {made.missing[:60]}",
                "Put a font that has them into a folder, such as one of the Noto fonts, and add: --fonts FOLDER",
            ]
        )
    if made.untold:
        say(
            [
                f"{len(made.untold)} of {made.stories} stories are not translated, and are in the language in which they were written:",
                *(f"  {source}" for source in made.untold),
            ]
        )
    if not quiet:
        say([f"{count(made.stories, 'story', 'stories')}: wrote {' and '.join(map(str, made.files))}."])
