"""The site index: everything stored of a site except its stories, so that a quick edit reads only the stories that it needs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast
from zoneinfo import ZoneInfo

import msgspec

from edblog.catalog.addresses import generated
from edblog.catalog.groups import Group
from edblog.catalog.lazy import LazyMapping, LazySequence
from edblog.catalog.lists import lists_of
from edblog.catalog.lookup import Lookup
from edblog.catalog.named_links import named_link
from edblog.catalog.references import Resolver
from edblog.catalog.site import Held, Site, moved, pages_asked, stream_of
from edblog.model import AnyRecord, Document, Media, Outcomes, Record
from edblog.settings import Config
from edblog.views import Feed, Output, Picture, RecordPage, Sitemap
from edblog.views.search import SearchTable
from edblog.web.urls import collision_key, output_of, root_of

if TYPE_CHECKING:
    from edblog.kinds.kind import Kind

Records = Callable[[str], AnyRecord | None]
"""Returns the record of a source; None if there is none."""
R = TypeVar("R")


class Index(Record, Generic[R], frozen=True):
    """A site without its stories: their order, groups, the records of other kinds, and data that an edit of a story may affect."""

    order: tuple[str, ...]
    """Sources of the stories on the site, newest first."""
    records: dict[str, tuple[R, ...]]
    """The records of the other kinds, by folder."""
    groups: dict[str, dict[str, Group]]
    held: tuple[Held, ...]
    pinned: tuple[int, ...]
    past: frozenset[str]
    next_dates: dict[str, datetime]
    anchored: frozenset[str]
    ousted: frozenset[str]
    taken: frozenset[str]
    """Collision keys of every output path except story pages, lists and feeds; plus the future paths of unpublished texts."""

    gone: frozenset[str] = frozenset()
    named: dict[str, str] = {}  # noqa: RUF012 - msgspec copies it
    """Sources of the stories that other records name in their fields, by id."""
    outcomes: tuple[Outcomes, ...] = ()

    def is_free(self, path: str) -> bool:
        """Whether an output path is free: it collides with no file or folder in `taken`."""
        key = collision_key(path)
        above = {key[:at] for at, character in enumerate(key) if character == "/"}
        return (
            key not in self.taken
            and not above & self.taken
            and not any(t.startswith(key + "/") for t in self.taken)
        )

    def with_story(self, story: Document, stream: Kind, records: Records) -> tuple[Index[R], int]:
        """The index with one more story, and the story's position; all terms of the story must be in the index."""
        key = stream.order(story)

        def is_newer(source: str) -> bool:
            other = records(source)
            return other is not None and stream.order(other) > key

        at = bisect_left(range(len(self.order)), True, key=lambda n: not is_newer(self.order[n]))

        def grown(positions: tuple[int, ...], *, here: bool) -> tuple[int, ...]:
            split = bisect_left(positions, at)
            return (*positions[:split], *([at] if here else ()), *(n + 1 for n in positions[split:]))

        groups = {}
        for grouping in (*stream.groupings, *stream.inner_groupings):
            keys = grouping.keys(story)
            groups[grouping.name] = {
                key: msgspec.structs.replace(group, positions=grown(group.positions, here=key in keys))
                for key, group in self.groups[grouping.name].items()
            }
        for name in self.groups.keys() - groups.keys():
            # Those of other kinds have no new story, which nothing of these kinds can name yet.
            groups[name] = {
                key: msgspec.structs.replace(group, positions=grown(group.positions, here=False))
                for key, group in self.groups[name].items()
            }
        order = (*self.order[:at], story.source, *self.order[at:])
        pinned = grown(self.pinned, here=False)
        return msgspec.structs.replace(self, order=order, pinned=pinned, groups=groups), at

    def with_records(self, changed: Iterable[Document], kinds: Iterable[Kind], now: datetime) -> Index[Any]:
        """The index with some records replaced or added, none of them stories; the groups of stories stay as they are."""
        new = {text.source: text for text in changed}
        records: dict[str, Any] = dict(self.records)
        for kind in kinds:
            if own := [text for text in new.values() if text.folder == kind.folder]:
                others = [
                    text for text in self.others[kind.folder] if text.is_introduced or text.source not in new
                ]
                records[kind.folder] = tuple(kind.sorted([*others, *own]))
        dues = {source: text.due(now) for source, text in new.items()}
        past = self.past - new.keys() | {source for source, due in dues.items() if due.is_past}
        dates = {source: date for source, date in self.next_dates.items() if source not in new}
        dates |= {source: due.next_date for source, due in dues.items() if due.next_date}
        gone = self.gone - new.keys() | {source for source, due in dues.items() if due.is_gone}
        return msgspec.structs.replace(self, records=records, past=past, next_dates=dates, gone=gone)

    def with_outputs(self, outputs: Iterable[Output], site: Site) -> Index[R]:
        """The index after further outputs were planned."""
        return msgspec.structs.replace(self, taken=self.taken.union(_taken(outputs, site)))

    def without(self, gone: Collection[str], paths: Iterable[str]) -> Index[R]:
        """The index after some of all `paths` of outputs are gone."""
        later = (output_of(url.lstrip("/")) for text in self.held for url in (text.url, *text.aliases))
        others = (path for path in paths if path not in gone)
        freed = {collision_key(path) for path in gone}.difference(map(collision_key, (*others, *later)))
        return msgspec.structs.replace(self, taken=self.taken - freed)

    def site(
        self,
        kinds: tuple[Kind, ...],
        records: Records,
        sources: Collection[str],
        static: Collection[str],
        config: Config,
    ) -> tuple[Site, Resolver]:
        """The site, whose stories are read at first use, and the resolver, which then collects problems with their references.

        `sources` are all files in `content/`, `static` those in `static/`.
        """
        stream = stream_of(kinds)
        stories = frozenset(self.order)
        everybody = [text for texts in self.others.values() for text in texts]
        others = {text.source: text for text in everybody if not text.is_introduced}

        def document(source: str) -> Document:
            found = records(source) if source in stories else others[source]
            if not isinstance(found, Document):
                raise KeyError(source)
            return found

        def media(source: str) -> Media:
            found = records(source)
            if not isinstance(found, Media):
                raise KeyError(source)
            return found

        def picture(named: tuple[str, str]) -> Picture:
            source, path = named
            introduced = (text for text in everybody if text.is_introduced and text.source == source)
            # As in a full build: if several name the picture, the description in the last one counts.
            for owner in reversed((documents[source], *introduced)):
                for field, ref in owner.named_pictures().items():
                    if ref.path == path and (found := resolver.picture(owner, ref, field)):
                        return found
            raise KeyError(named)

        # Stored times are in UTC.
        zone = ZoneInfo(config.timezone)
        held = tuple(
            msgspec.structs.replace(text, date=text.date and text.date.astimezone(zone)) for text in self.held
        )
        documents = LazyMapping((*self.order, *others), document)
        shown: dict[str, Sequence[Document]] = {**self.others}
        shown[stream.folder] = LazySequence(len(self.order), lambda at: documents[self.order[at]])
        shown = {kind.folder: shown[kind.folder] for kind in kinds}

        asked = pages_asked(kinds, config)

        def made() -> frozenset[str]:
            indexes = (*asked, *(url for kind in kinds for url in kind.indexes(shown, self.groups)))
            lists = lists_of(kinds, shown, self.groups, config)
            return generated(config, indexes, lists, moved(stream.groupings, self.groups, shown), static)

        translations = [text for kind in kinds if kind.stands_by for text in self.others[kind.folder]]
        lookup = Lookup(
            root_of(config.base_url),
            documents,
            LazyMapping(sources, media),
            sources,
            made,
            static,
            translations,
        )
        by_source = {text.source: text for text in held}
        resolver = Resolver(lookup, by_source, config.pictures, config.files.types)
        site = Site(
            kinds=kinds,
            records=shown,
            groups=self.groups,
            media={},
            shown=resolver.shown,
            media_at=resolver.media_at,
            urls=lookup.urls,
            bodies=LazyMapping(documents, lambda source: resolver.body(documents[source])),
            pictures=LazyMapping((), picture),
            links=LazyMapping((), lambda named: named_link(resolver, documents[named[0]], named[1])),
            held=held,
            pinned=self.pinned,
            asked=asked,
            past=self.past,
            next_dates=self.next_dates,
            anchored=self.anchored,
            ousted=self.ousted,
            named=LazyMapping(self.named, lambda id_: documents[self.named[id_]]),
            zone=config.timezone,
            gone=self.gone,
            outcomes=self.outcomes,
        )
        return site, resolver

    @property
    def others(self) -> Mapping[str, Sequence[Document]]:
        """The records of all kinds but stories, by folder."""
        return cast("Mapping[str, Sequence[Document]]", self.records)


def index_of(site: Site, outputs: Iterable[Output]) -> Index[Document]:
    """The index of a site and its outputs."""
    later = (output_of(url.lstrip("/")) for text in site.held for url in (text.url, *text.aliases))
    return Index(
        order=tuple(story.source for story in site.stories),
        records={
            folder: tuple(texts) for folder, texts in site.records.items() if folder != site.stream.folder
        },
        groups={name: dict(groups) for name, groups in site.groups.items()},
        held=site.held,
        pinned=site.pinned,
        past=site.past,
        next_dates=dict(site.next_dates),
        anchored=site.anchored,
        ousted=site.ousted,
        taken=frozenset((*_taken(outputs, site), *map(collision_key, later))),
        gone=site.gone,
        named={id_: story.source for id_, story in site.named.items()},
        outcomes=site.outcomes,
    )


def _taken(outputs: Iterable[Output], site: Site) -> Iterator[str]:
    """Collision keys of the output paths that another one may collide with."""
    for output in outputs:
        # ASCII paths of stories need no check: slugs are lowercase, so two of them never collide.
        if not _is_of_stories(output, site) or not output.path.isascii():
            yield collision_key(output.path)


def _is_of_stories(output: Output, site: Site) -> bool:
    """Whether an output is a story's page, a list or feed of stories, or a table of the search, whose name nobody else can have."""
    view = output.view
    if isinstance(view, Feed | Sitemap | SearchTable) or getattr(view, "pagination", None) is not None:
        return True
    return isinstance(view, RecordPage) and output.path.startswith(f"{site.stream.folder}/")
