"""Assembles the site from all records: chooses the published ones, groups them, and resolves references."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec

from edblog.catalog import checks
from edblog.catalog.acronyms import unexplained
from edblog.catalog.addresses import generated, ousted
from edblog.catalog.groups import Group
from edblog.catalog.lists import lists_of
from edblog.catalog.lookup import Lookup
from edblog.catalog.named_links import named_links
from edblog.catalog.privacy import Privacy
from edblog.catalog.references import Resolver
from edblog.catalog.site import Held, Site, moved, pages_asked, stream_of
from edblog.model import AnyRecord, Document, Media, Outcomes, Reason
from edblog.problems import Problem
from edblog.settings import Config
from edblog.views import Picture
from edblog.web.urls import root_of

if TYPE_CHECKING:
    from edblog.kinds.kind import Kind

Records = Mapping[str, Sequence[Document]]
"""Records by the folder of their kind, sorted."""


def assemble(
    records: Mapping[str, AnyRecord | None],
    kinds: tuple[Kind, ...],
    config: Config,
    now: datetime,
    *,
    static: Collection[str] = (),
    outcomes: tuple[Outcomes, ...] = (),
    drafts: bool = False,
    future: bool = False,
) -> tuple[Site, list[Problem]]:
    """Assembles the site from all records, and finds problems between files.

    `records` has every source file; None for one that could not be read. Texts after `now` and
    drafts are held back unless asked for. `static` holds the sources of the district's own files, `outcomes` its numbers.
    """
    found = [record for record in records.values() if record is not None]
    written = [record for record in found if isinstance(record, Document)]
    zone = ZoneInfo(config.timezone)
    reasons = {text.source: _reason(text, now, drafts=drafts, future=future) for text in written}
    held = {text.source: _held(text, reason, zone) for text in written if (reason := reasons[text.source])}
    shown = _by_kind((text for text in written if text.source not in held), kinds)
    everything = _by_kind(written, kinds)

    problems = [*checks.collisions(written)]
    published, all_ids = checks.by_id(shown, kinds), checks.by_id(everything, kinds)
    for kind in kinds:
        problems += kind.checks(everything, now, zone)
        for text in everything[kind.folder]:
            known = all_ids if text.source in held else published
            problems += checks.unknown_ids(text, kind, kinds, known, all_ids, held)
    ids = {folder: frozenset(known) for folder, known in published.items()}
    shown = {kind.folder: [_only_known(text, kind, ids) for text in shown[kind.folder]] for kind in kinds}

    stream = stream_of(kinds)
    stories = shown[stream.folder]
    pinned, in_vain = stream.pinned(stories)
    problems += in_vain
    groups = groups_of(kinds, shown)
    for kind in kinds:
        groups.update((name, dict(found)) for name, found in kind.groups(shown).items())
    documents = {text.source: text for kind in kinds for text in shown[kind.folder] if not text.is_introduced}
    asked = pages_asked(kinds, config)
    lookup = Lookup(
        root_of(config.base_url),
        documents,
        {source: record for source, record in records.items() if isinstance(record, Media)},
        frozenset(records),
        lambda: generated(
            config,
            (*asked, *(url for kind in kinds for url in kind.indexes(shown, groups))),
            lists_of(kinds, shown, groups, config),
            moved(stream.groupings, groups, shown),
            static,
        ),
        static,
        [text for kind in kinds if kind.stands_by for text in shown[kind.folder]],
    )
    resolver = Resolver(lookup, held, config.pictures, config.files.types)
    dues = {source: text.due(now) for source, text in documents.items()}
    kept = {source: text for source, text in documents.items() if not dues[source].is_gone}
    bodies = {source: resolver.body(document) for source, document in kept.items()}
    introduced = (text for texts in shown.values() for text in texts if text.is_introduced)
    links = named_links(kept.values(), resolver)
    pictures = _pictures([*kept.values(), *introduced], resolver)
    waiting = [text for text in written if text.source in held]
    later = _later(resolver, waiting, stream)
    left = Resolver(lookup, held, config.pictures, config.files.types)
    for source in documents.keys() - kept:
        # Nothing shows these texts, so their links may lead nowhere; but their files are not useless.
        left.body(documents[source])
        _pictures([documents[source]], left)
        named_links([documents[source]], left)
    problems += [*resolver.problems, *_softened(later.problems, held)]
    named = {folder: texts for folder, texts in shown.items() if folder != stream.folder}
    problems += Privacy(config, named).problems([*found, *outcomes])
    problems += unexplained(found, config, kinds, named)
    problems += checks.unused(records, resolver.used | later.used | left.used)
    by_folder = {kind.folder: kind for kind in kinds}
    problems += [
        checks.waiting(found, by_folder[found.folder])
        for found in held.values()
        # A translation waits for its story, which says so.
        if found.translates not in held
    ]
    site = Site(
        kinds=kinds,
        records=shown,
        groups=groups,
        media={source: lookup.media[source] for source in sorted(resolver.published)},
        shown=resolver.shown,
        media_at=resolver.media_at,
        urls=lookup.urls,
        bodies=bodies,
        pictures=pictures,
        links=links,
        held=tuple(sorted(held.values(), key=lambda text: (text.date or now, text.source))),
        pinned=pinned,
        asked=asked,
        past=frozenset(source for source, due in dues.items() if due.is_past),
        next_dates={source: due.next_date for source, due in dues.items() if due.next_date},
        anchored=frozenset(resolver.anchored | later.anchored),
        ousted=ousted(documents.values()),
        named=_named(kinds, shown),
        zone=config.timezone,
        gone=frozenset(documents.keys() - kept),
        outcomes=outcomes,
    )
    problems += [problem for kind in kinds for problem in kind.checks_of_site(site, config)]
    return site, problems


def _named(kinds: Iterable[Kind], records: Records) -> dict[str, Document]:
    """The stories that records name in their fields, by id."""
    kinds = tuple(kinds)
    folder = stream_of(kinds).folder
    ids = {
        id_
        for kind in kinds
        if folder in kind.folders_named(records[kind.folder])
        for text in records[kind.folder]
        for _, of, id_ in kind.named_ids(text)
        if of == folder
    }
    return {story.slug: story for story in records[folder] if story.slug in ids} if ids else {}


def groups_of(kinds: Iterable[Kind], records: Records) -> dict[str, dict[str, Group]]:
    """The terms of each grouping of stories, by the name of the grouping."""
    stream = stream_of(kinds)
    return {
        grouping.name: grouping.groups(
            records[stream.folder], records[grouping.folder] if grouping.folder else ()
        )
        for grouping in (*stream.groupings, *stream.inner_groupings)
    }


def _reason(text: Document, now: datetime, *, drafts: bool, future: bool) -> Reason:
    """The reason that a text is not published now; empty if it is."""
    if text.draft and not drafts:
        return "draft"
    reason = text.due(now).reason
    return "" if future and reason == "scheduled" else reason


def _held(text: Document, reason: Reason, zone: ZoneInfo) -> Held:
    date = text.dated.astimezone(zone) if text.dated else None
    return Held(
        text.source, text.label, date, reason, text.address, text.aliases, text.folder, text.translates
    )


def _by_kind(written: Iterable[Document], kinds: Iterable[Kind]) -> dict[str, list[Document]]:
    """Texts by the folder of their kind, sorted, with people introduced in stories.

    For an id that is described twice, a file wins over an introduction, and an older introduction over a newer one.
    """
    found: dict[str, list[Document]] = {kind.folder: [] for kind in kinds}
    for text in written:
        found[text.folder].append(text)
    introductions = [
        person
        for kind in kinds
        for text in sorted(found[kind.folder], key=kind.order)
        for person in text.introduced()
    ]
    known = {(text.folder, text.slug) for text in written}
    for person in introductions:
        if (key := (person.folder, person.slug)) not in known:
            known.add(key)
            found[person.folder].append(person)
    return {kind.folder: kind.sorted(found[kind.folder]) for kind in kinds}


def _only_known(text: Document, kind: Kind, known: Mapping[str, frozenset[str]]) -> Document:
    """The text without unknown ids; `known` has the ids of each kind, by folder."""
    unknown = {(folder, id_) for _, folder, id_ in kind.named_ids(text) if id_ not in known.get(folder, ())}
    return kind.without_ids(text, unknown) if unknown else text


def _pictures(documents: Iterable[Document], resolver: Resolver) -> dict[tuple[str, str], Picture]:
    return {
        (document.source, named.path): picture
        for document in documents
        for field, named in document.named_pictures().items()
        if (picture := resolver.picture(document, named, field))
    }


def _later(resolver: Resolver, waiting: Iterable[Document], stream: Kind) -> Resolver:
    """Resolves unpublished texts as if they were published, so that their problems are reported before that day."""
    waiting = list(waiting)
    terms = {
        grouping.url_of(key)
        for text in waiting
        if text.folder == stream.folder
        for grouping in stream.groupings
        if not grouping.folder
        for key in grouping.keys(text)
    }
    people = [person for text in waiting for person in text.introduced()]
    now = resolver.lookup
    then = Lookup(
        now.root,
        {**now.documents, **{text.source: text for text in waiting}},
        now.media,
        now.sources,
        lambda: now.generated | terms | {person.address for person in people},
        now.static,
        [text for text in (*now.documents.values(), *waiting) if text.translates],
    )
    later = Resolver(then, {}, resolver.made, resolver.types)
    for text in waiting:
        later.body(text)
    named_links(waiting, later)
    _pictures([*waiting, *people], later)
    return later


def _softened(problems: Iterable[Problem], held: Mapping[str, Held]) -> Iterable[Problem]:
    """Turns errors in drafts into warnings."""
    for problem in problems:
        draft = held[problem.path].reason == "draft"
        yield msgspec.structs.replace(problem, severity="warning") if draft else problem
