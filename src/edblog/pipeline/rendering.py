"""The stage `render`: makes the bytes of outputs, which are copied files, resized pictures, pages and feeds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from edblog.pipeline.configuration import bundled_themes
from edblog.pipeline.jobs import Crew, Write, discard, draw_all, output_writer, render_all, resize_all
from edblog.pipeline.publishing import Rehearsal, borrow

if TYPE_CHECKING:
    from edblog.outputs.publish import Amendment, Publication
    from edblog.outputs.templates.renderer import Renderer
    from edblog.pipeline.planning import Planned
    from edblog.pipeline.reading import Scanned
    from edblog.pipeline.setup import Setup
    from edblog.pipeline.store import Store
    from edblog.problems import Problem
    from edblog.views import Output


def render(
    setup: Setup,
    store: Store,
    scanned: Scanned,
    planned: Planned,
    publication: Publication | Amendment | Rehearsal,
    crew: Crew,
) -> list[Problem]:
    """Renders the stale outputs into the folder of the publication; returns problems with files and templates."""
    from edblog.outputs.render import writer_of

    if planned.renderer is None:
        return []
    stale = {*publication.stale}.difference(borrow(setup, publication))
    folder = publication.folder
    write = discard if folder is None else output_writer(str(folder), str(setup.place.output))
    by_origin: dict[str, list[Output]] = {"view": [], "file": [], "fonts": [], "picture": []}
    for output in planned.outputs:
        if output.path in stale:
            by_origin[writer_of(output.renderer).takes].append(output)
    return [
        *_copy(setup, by_origin["file"], write),
        *_draw(setup, by_origin["fonts"] if folder is not None else by_origin["fonts"][:1], write, crew),
        *_resize(setup, scanned, by_origin["picture"], write, crew),
        *_render(store, by_origin["view"], planned.renderer, write, crew),
    ]


def _copy(setup: Setup, outputs: Iterable[Output], write: Write) -> Iterable[Problem]:
    from edblog.outputs.render import writer_of

    themes = bundled_themes()
    for output in outputs:
        data, problem = writer_of(output.renderer).make(output.view, setup.folder, themes)
        write(output.path, data)
        if problem:
            yield problem


def _resize(
    setup: Setup, scanned: Scanned, outputs: Iterable[Output], write: Write, crew: Crew
) -> Iterable[Problem]:
    """Resizes pictures, each to all its stale sizes at once, so that it is decoded once."""
    from edblog.outputs.copies import read_unchanged
    from edblog.views import Resized

    pictures: dict[bytes, list[Output]] = {}
    for output in outputs:
        if isinstance(output.view, Resized):
            pictures.setdefault(output.view.digest, []).append(output)
    sources = {file.digest: file.path for file in scanned.content} if pictures else {}
    jobs = [(sources[digest], group) for digest, group in pictures.items()]
    return resize_all(jobs, partial(read_unchanged, setup.folder, bundled_themes()), write, crew)


def _draw(setup: Setup, outputs: Sequence[Output], write: Write, crew: Crew) -> Iterable[Problem]:
    """Draws cards; a problem with a font is the same for all of them."""
    from edblog.outputs.copies import read_unchanged

    return dict.fromkeys(
        draw_all(outputs, partial(read_unchanged, setup.folder, bundled_themes()), write, crew)
    )


def _render(
    store: Store, outputs: Sequence[Output], renderer: Renderer, write: Write, crew: Crew
) -> Iterable[Problem]:
    from edblog.outputs.render import bodies_of

    jobs = ((output, tuple(store.html(body.digest) for body in bodies_of(output))) for output in outputs)
    faults = dict.fromkeys(render_all(jobs, len(outputs), renderer, write, crew))
    if any(problem.code == "missing-translation" for problem in faults):
        from edblog.outputs.templates.theme_checks import missing_texts

        # Rendering a page stops at the first missing text; the author of the theme needs the list of all.
        names = {output.renderer for output in outputs}
        faults |= dict.fromkeys(missing_texts(renderer.theme, renderer.texts, names))
    return faults
