"""The stages `assemble` (records to a site) and `plan` (the site to outputs)."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from edblog.model import AnyRecord, Document, Theme
from edblog.pipeline.configuration import bundled_themes
from edblog.start import within
from edblog.views.proposal import ProposedText
from edblog.views.search import SearchManifest
from edblog.web.urls import collision_key

if TYPE_CHECKING:
    from edblog.catalog.index import Index
    from edblog.catalog.reach import Reach
    from edblog.catalog.revision import Change
    from edblog.catalog.search.edit import SearchEdit
    from edblog.catalog.site import Site
    from edblog.outputs.templates.renderer import Renderer
    from edblog.pipeline.memory import Memory
    from edblog.pipeline.reading import Readings, Scanned
    from edblog.pipeline.setup import Setup
    from edblog.problems import Problem
    from edblog.views import Output


class Assembled(msgspec.Struct, frozen=True):
    """The result of the stage `assemble`, or of a quick edit in its place."""

    site: Site
    reach: Reach
    """The parts of the site that may differ from the last build."""
    problems: Sequence[Problem]
    """All problems found so far."""
    due: Mapping[str, datetime]
    """When the next text of each kind appears on the site, or changes or leaves it, because of its dates; by folder, if one ever does."""
    unstable: frozenset[str]
    """Paths of files that were edited between the scan and the reading."""
    before: Site | None = None
    """The site before a quick edit, if the plan must compare both."""
    index: Index[Document] | None = None
    """The index of the site after a quick edit; None if everything was assembled."""
    renderers: Mapping[str, bytes] = {}
    """Known digests of renderers, by name."""
    changes: tuple[Change, ...] = ()
    """The records that a quick edit changes."""
    proposed: tuple[ProposedText, ...] = ()
    """What becomes of the texts in `Options.changed`."""

    @property
    def is_whole(self) -> bool:
        """Whether the whole site was assembled, not only the parts that a quick edit reaches."""
        return self.reach.everything


class Planned(msgspec.Struct, frozen=True):
    """The result of the stage `plan`: the outputs within `Assembled.reach`."""

    outputs: Sequence[Output]
    renderer: Renderer | None
    """None if the theme cannot be used, or if a quick edit must end."""
    problems: Sequence[Problem]
    gone: Collection[str] = ()
    """Paths of outputs that a quick edit removes. A full build finds these itself."""
    search: SearchManifest | None = None
    """The manifest of the search; None if the site has no search."""


def assemble(setup: Setup, scanned: Scanned, readings: Readings) -> Assembled:
    """Assembles the site from all records."""
    from edblog.catalog.assemble import assemble as assemble_site
    from edblog.catalog.moments import dated
    from edblog.catalog.reach import EVERYTHING

    records, options = dated(readings.records, setup.kinds), setup.options
    static = [file.path for file in scanned.static]
    site, problems = assemble_site(
        records,
        setup.kinds,
        setup.config,
        setup.now,
        static=static,
        outcomes=readings.outcomes,
        drafts=options.drafts,
        future=options.future,
    )
    found = [*scanned.problems, *readings.problems, *problems]
    proposed: tuple[ProposedText, ...] = ()
    if options.changed:
        from edblog.catalog.proposed import proposed_texts

        sizes = {file.path: file.stamp[1] for file in scanned.content}
        proposed = proposed_texts(site, records, sizes, options.changed, setup.now)
    return Assembled(
        site, EVERYTHING, found, due(setup, records.values()), readings.unstable, proposed=proposed
    )


def due(setup: Setup, records: Iterable[AnyRecord | None]) -> dict[str, datetime]:
    """When the next of these records appears on the site, or changes or leaves it, because of its dates; by the folder of its kind."""
    options = setup.options
    found: dict[str, datetime] = {}
    for text in records:
        if isinstance(text, Document) and (options.drafts or not text.draft):
            due = text.due(setup.now)
            if due.until and not (options.future and due.reason == "scheduled"):
                found[text.folder] = min(due.until, found.get(text.folder, due.until))
    return found


def plan(setup: Setup, scanned: Scanned, assembled: Assembled, memory: Memory) -> Planned:
    """Plans the outputs within reach; none if the theme cannot be used, or if a quick edit would remove more than parts of what it changed."""
    from edblog.catalog.frame import ended
    from edblog.catalog.plan import plan as plan_outputs
    from edblog.catalog.plan import plan_edit
    from edblog.catalog.search import has_search
    from edblog.catalog.words import adapted
    from edblog.outputs.templates.renderer import Renderer
    from edblog.outputs.templates.theme import load_theme

    config = setup.config
    digests = {file.path: file.digest for file in scanned.files if "themes/" in file.path}
    theme, problems = load_theme(
        config.theme,
        setup.folder,
        bundled_themes(),
        digests=digests,
        languages=[config.language, *config.languages],
    )
    if theme is None:
        return Planned((), None, problems)
    if config.colors or config.dark_colors:
        from edblog.outputs.templates.colors import with_colors

        theme, of_colors = with_colors(theme, config)
        problems = [*problems, *of_colors]
    used = adapted(theme, setup.kinds, config)
    site, reach, at_now = assembled.site, assembled.reach, config.at(setup.now)
    clashes: list[Problem] = []
    gone: Collection[str] = ()
    if assembled.before is None:
        outputs, clashes = plan_outputs(site, used, at_now, scanned.static, reach)
    else:
        found = plan_edit(assembled.before, site, used, at_now, scanned.static, reach)
        if found is None or not _is_known(*found, scanned, assembled, used):
            return Planned((), None, problems)
        outputs, gone = found
    search = next((output.view for output in outputs if isinstance(output.view, SearchManifest)), None)
    if not assembled.is_whole and has_search(config, used):
        edit = _search(setup, assembled, used, memory)
        if edit is None:
            return Planned((), None, problems)
        search = edit.manifest
        outputs, gone = [*outputs, *edit.outputs], [*gone, *edit.gone]
    problems = [*problems, *clashes, *ended(config, setup.now)]
    if assembled.is_whole:
        problems += _theme_problems(setup, scanned, theme, outputs)
    # A Mac's file system treats `straße` and `strasse` as one name, so the file of a redirect would replace that of the text.
    outputs = _unfolded(outputs) if sys.platform == "darwin" else outputs
    return Planned(outputs, Renderer(used, config.language, config.languages), problems, gone, search)


def _search(setup: Setup, assembled: Assembled, theme: Theme, memory: Memory) -> SearchEdit | None:
    """The files of the search after a quick edit; None if the whole site must be planned."""
    from edblog.catalog.plan import plan_search

    def load(path: str) -> str | None:
        try:
            return (setup.place.output / path).read_bytes().decode()
        except (OSError, UnicodeDecodeError):
            return None

    assert assembled.index is not None
    order, site = assembled.index.order, assembled.site
    return plan_search(
        memory.search, assembled.before, site, order, theme, setup.config, assembled.changes, load
    )


def _is_known(
    outputs: Iterable[Output], gone: Collection[str], scanned: Scanned, assembled: Assembled, theme: Theme
) -> bool:
    """Whether the warnings about the site's own theme, which are about the templates in use, stay as they are."""
    own = _has_own_theme(scanned, theme)
    return not own or (
        all(output.renderer in assembled.renderers for output in outputs)
        and not (gone and any(problem.path.startswith("themes/") for problem in assembled.problems))
    )


def _has_own_theme(scanned: Scanned, theme: Theme) -> bool:
    own = tuple(f"themes/{name}/" for name in theme.chain)
    return any(file.path.startswith(own) for file in scanned.files)


def _theme_problems(
    setup: Setup, scanned: Scanned, theme: Theme, outputs: Iterable[Output]
) -> Iterable[Problem]:
    """Warnings about the site's own theme."""
    if not _has_own_theme(scanned, theme):
        return ()
    from edblog.outputs.templates.theme_checks import checked

    def text(source: str) -> str:
        data = within.read(setup.folder, f"themes/{source.removeprefix('theme:')}")
        return data.decode("utf-8", "replace")

    pages = {output.renderer for output in outputs if output.renderer in theme.templates}
    return checked(theme, pages, setup.config.language, text)


def _unfolded(outputs: Iterable[Output]) -> list[Output]:
    """The outputs, but of those whose paths are the same name on such a file system only the first."""
    first: dict[str, Output] = {}
    for output in outputs:
        first.setdefault(collision_key(output.path), output)
    return list(first.values())
