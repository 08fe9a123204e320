"""The command `edblog book`: reads a site as a build does, and makes a book of published stories."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from edblog.pipeline.configuration import bundled_themes
from edblog.pipeline.helpers import Helpers
from edblog.pipeline.jobs import Crew, Progress
from edblog.pipeline.memory import open_memory
from edblog.pipeline.places import refuse_book
from edblog.pipeline.planning import assemble, plan
from edblog.pipeline.publishing import Difference, Rehearsal
from edblog.pipeline.reading import read, scan
from edblog.pipeline.report import Options, Report
from edblog.pipeline.reporting import report_of
from edblog.pipeline.setup import prepare
from edblog.problems import EdblogError, did_you_mean
from edblog.web.urls import output_of, root_of

if TYPE_CHECKING:
    from edblog.outputs.books.parts import Made
    from edblog.pipeline.planning import Assembled, Planned
    from edblog.pipeline.reading import Scanned
    from edblog.pipeline.setup import Setup
    from edblog.pipeline.store import Store
    from edblog.settings import Config
    from edblog.views import SharingCard
    from edblog.views.books import Anthology


class Wish(NamedTuple):
    """Which book somebody wants, and how."""

    word: str
    """What it is made of, such as `series`."""
    name: str
    """Its name in the address of its page."""
    title: str = ""
    license: str = ""
    formats: tuple[str, ...] = ("epub",)
    out: Path | None = None
    """The file, whose ending the formats replace; None for one named after the book, in the folder where one is."""
    fonts: Path | None = None
    """A folder with further fonts for the PDF."""
    language: str = ""
    """One of the languages of the site; empty for the book as the site has it."""


class Booked(NamedTuple):
    """What a run of `edblog book` made."""

    files: tuple[Path, ...]
    stories: int
    report: Report
    missing: str
    """Letters that the PDF cannot show."""
    untold: tuple[str, ...] = ()
    """Sources of the stories that are not there in the language that was asked for."""


class NoSuchBookError(Exception):
    """There is nothing of this word and name; the message says what there is."""


def make_book(
    folder: Path, wish: Wish, *, now: datetime | None = None, progress: Progress | None = None
) -> Booked:
    """Makes the files of a book, each all or nothing.

    Raises `EdblogError` if there are errors in the site, or if a file of somebody else is in the way, and `NoSuchBookError`.
    """
    setup, warnings = prepare(folder, Options(dry=True), now or datetime.now(UTC))
    language = _language(wish, setup.config)
    out = wish.out or Path(f"{wish.name}{f'-{language}' if language else ''}.epub")
    files = {form: out.with_name(f"{out.name.removesuffix(out.suffix)}.{form}") for form in wish.formats}
    for file in files.values():
        refuse_book(setup.folder, file)
    with Helpers(setup) as helpers, open_memory(setup) as memory:
        scanned = scan(setup, memory, warnings)
        site = assemble(setup, scanned, read(setup, memory, scanned, Crew(helpers, None, progress)))
        planned = plan(setup, scanned, site, memory)
        problems = [*site.problems, *planned.problems]
        report = report_of(setup, scanned, site, planned, Difference(Rehearsal()), problems, None)
        if planned.renderer is None or not report.ok:
            raise EdblogError(report.problems, report.exit_code or 1)
        made, untold = _book_of(setup, scanned, site, planned, memory.store, wish, language)
    missing = ""
    for form, file in files.items():
        if form == "pdf":
            from edblog.outputs.books.pdf import pdf

            data, missing = pdf(made, wish.fonts)
        else:
            from edblog.outputs.books.epub import epub

            data = epub(made)
        _save_book(file, data)
    return Booked(tuple(files.values()), len(made.book.chapters), report, missing, untold)


def _language(wish: Wish, config: Config) -> str:
    """The other language of a book as the settings write it; empty for that of the site."""
    known = {tag.lower(): tag for tag in (config.language, *config.languages)}
    if wish.language and wish.language.lower() not in known:
        has = ", ".join(f'"{tag}"' for tag in known.values())
        raise NoSuchBookError(
            f'This site has no texts in "{wish.language}". Its languages are: {has}; others belong into "languages" in edblog.toml'
        )
    found = known.get(wish.language.lower(), "")
    return "" if found == config.language else found


def _book_of(
    setup: Setup,
    scanned: Scanned,
    assembled: Assembled,
    planned: Planned,
    store: Store,
    wish: Wish,
    language: str,
) -> tuple[Made, tuple[str, ...]]:
    """The book with the HTML and the pictures that the site publishes, and the sources of stories that are not there in its language."""
    from edblog.catalog.books import anthologies, book_of, cards_of, cover_of, untold
    from edblog.outputs.books.parts import made, picture_urls
    from edblog.outputs.templates.texts import Texts

    assert planned.renderer is not None
    theme, texts = planned.renderer.theme, planned.renderer.texts
    cards, words = cards_of(assembled.site, theme, setup.config, language)
    anthology = _chosen(anthologies(cards), wish)
    book = book_of(cards, words, anthology, wish.title, wish.license)
    left = tuple(story.source for story in untold(cards, anthology)) if wish.language else ()
    html = [store.html(chapter.body.digest) for chapter in book.chapters]
    urls = picture_urls(book, html)
    pictures = dict(_published_pictures(setup, scanned, planned, urls))
    found = made(book, html, pictures, (Texts(theme, language) if language else texts).day)
    card = cover_of(book, theme, words) if "epub" in wish.formats else None
    return (found._replace(cover=_cover(setup, card)) if card else found), left


def _cover(setup: Setup, card: SharingCard) -> bytes:
    from functools import partial

    from edblog.outputs.copies import read_unchanged
    from edblog.outputs.sharing.covers import draw_cover

    data, problem = draw_cover(card, partial(read_unchanged, setup.folder, bundled_themes()))
    if problem:
        raise EdblogError([problem])
    return data


def _chosen(found: Mapping[str, Mapping[str, Anthology]], wish: Wish) -> Anthology:
    if wish.word not in found:
        known = ", ".join(sorted(found))
        raise NoSuchBookError(f'"{wish.word}" is not something that books are made of. Write one of: {known}')
    names = found[wish.word]
    if wish.name in names:
        return names[wish.name]
    if not names:
        raise NoSuchBookError(f"There is no {wish.word} with a published story.")
    some = ", ".join(list(names)[:20]) + (" …" if len(names) > 20 else "")
    hint = f" D{near[1:]}" if (near := did_you_mean(wish.name, names)) else ""
    raise NoSuchBookError(
        f'There is no {wish.word} "{wish.name}" with a published story.{hint} There are: {some}'
    )


def _published_pictures(
    setup: Setup, scanned: Scanned, planned: Planned, urls: Iterable[str]
) -> Iterator[tuple[str, bytes]]:
    """The bytes of pictures as the site publishes them, without what cameras write into them."""
    from edblog.outputs.copies import read_unchanged
    from edblog.outputs.render import writer_of
    from edblog.views import Resized

    outputs = {output.path: output for output in planned.outputs}
    sources = {file.digest: file.path for file in scanned.content}
    root, themes = root_of(setup.config.base_url), bundled_themes()
    for url in urls:
        output = outputs.get(output_of(_decoded(url.removeprefix(root))))
        if output is None:
            continue
        writer = writer_of(output.renderer)
        if isinstance(output.view, Resized):
            view = output.view
            data, problem = read_unchanged(setup.folder, themes, sources[view.digest], view.digest)
            if not problem:
                data = next(iter(writer.make(data, [(view.width, view.height)])))
        else:
            data, problem = writer.make(output.view, setup.folder, themes)
        if problem:
            raise EdblogError([problem])
        yield url, data


def _decoded(url: str) -> str:
    from urllib.parse import unquote

    return unquote(url)


def _save_book(file: Path, data: bytes) -> None:
    new = file.with_name(f".{file.name}.new")
    new.unlink(missing_ok=True)
    with new.open("xb") as opened:
        opened.write(data)
    new.replace(file)
