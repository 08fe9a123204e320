"""The assembled site: all published records, with references resolved and stories grouped."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec.structs import replace

from edblog.catalog.groups import Group, Grouping
from edblog.files.names import with_plain_spaces
from edblog.files.types import PUBLISHED_AS, extension
from edblog.model import Document, Media, Outcomes, Reason, Record
from edblog.settings import Config
from edblog.submit import WRITE
from edblog.views import Body, Picture

if TYPE_CHECKING:
    from edblog.catalog.words import Words
    from edblog.kinds.kind import Kind


class Held(Record, frozen=True):
    """A text that is not on the site now: a draft, or one whose date is in the future or past."""

    source: str
    title: str
    date: datetime | None
    """The date of the text in the site's time zone; None if it has none."""
    reason: Reason
    url: str
    """URL path that it will have, relative to the site's root."""
    aliases: tuple[str, ...] = ()
    """Former paths that will redirect to it."""
    folder: str = ""
    """The folder of its kind of content."""
    translates: str = ""
    """For a translation, the source of the text that it translates."""


class Variant(Record, frozen=True):
    """A picture in one size."""

    path: str
    """URL path, relative to the site's root."""
    width: int
    height: int
    resized: bool = False
    """Whether edblog makes this size; False for the file itself."""
    webp: str = ""
    """URL path of the same size in the format WebP, which edblog makes; empty if there is none."""


class Shown(Record, frozen=True):
    """A picture of which edblog makes smaller versions."""

    digest: bytes
    sizes: tuple[Variant, ...]
    """All sizes, the narrowest first."""


@dataclass(frozen=True)
class Site:
    """All published content, with references resolved."""

    kinds: tuple[Kind, ...]
    records: Mapping[str, Sequence[Document]]
    """Published records by the folder of their kind, sorted; with people introduced in stories."""
    groups: Mapping[str, Mapping[str, Group]]
    """The terms of each grouping of stories by name, then by key; both in order."""
    media: Mapping[str, Media]
    """Media files that are published unresized because a published text uses them, by source."""
    shown: dict[str, Shown]
    """Pictures that are resized, by the URL of their widest size, which `bodies` and `pictures` contain."""
    media_at: Mapping[str, Media]
    """Pictures in front matter, and files that players play or links lead to, by their URL; in a quick edit, once those are read."""
    urls: Mapping[str, str]
    """URL path of each published document and media file by source, relative to the site's root."""
    bodies: Mapping[str, Body]
    """Text of each document by source, with resolved URLs."""
    pictures: Mapping[tuple[str, str], Picture]
    """Pictures named in front matter, by source of the file that names them and path as written there."""
    links: Mapping[tuple[str, str], str]
    """URLs of links in front matter to pages and files of the site, by source and address as written there."""
    held: tuple[Held, ...]
    pinned: tuple[int, ...]
    """Positions of the stories that come first on the home page, newest first."""
    past: frozenset[str]
    """Sources of texts about past events."""
    next_dates: Mapping[str, datetime]
    """The date in UTC of each event that is now or to come, or the next date of a series, by source."""
    anchored: frozenset[str]
    """Sources of the texts to whose headings another text links."""
    asked: tuple[str, ...] = ()
    """URL paths of pages that the settings ask for, as `pages_asked` has them."""
    ousted: frozenset[str] = frozenset()
    """Sources of texts whose former address belongs to another text now."""
    named: Mapping[str, Document] = dataclasses.field(default_factory=dict)
    """The stories that other records name in their fields, by id."""
    zone: str = "UTC"
    """The name of the time zone of the site."""
    gone: frozenset[str] = frozenset()
    """Sources of the texts of which only the address is left."""
    outcomes: tuple[Outcomes, ...] = ()
    """What people did after they read, and what they answered, by file."""

    @cached_property
    def stream(self) -> Kind:
        """The main kind of content, which the site lists by date: stories."""
        return stream_of(self.kinds)

    @property
    def stories(self) -> Sequence[Document]:
        """All stories, newest first; groups refer to stories by their position here."""
        return self.records[self.stream.folder]

    @cached_property
    def groupings(self) -> tuple[Grouping, ...]:
        """The ways to group stories, such as by topic."""
        return self.stream.groupings

    @cached_property
    def documents_at_root(self) -> tuple[Document, ...]:
        """Texts at the root of the site, such as `/about/`."""
        return tuple(text for kind in self.kinds if kind.is_at_root for text in self.records[kind.folder])

    @cached_property
    def indexes(self) -> frozenset[str]:
        """URL paths of generated pages on which a text of the district may be shown above the list."""
        made = (url for kind in self.kinds for url in kind.indexes(self.records, self.groups))
        return frozenset((*_ALWAYS, *self.asked, *made))

    @cached_property
    def translations(self) -> Mapping[str, Mapping[str, Document]]:
        """The translations of each text, by its source and by language."""
        found: dict[str, dict[str, Document]] = {}
        for kind in self.kinds:
            for text in self.records[kind.folder] if kind.stands_by else ():
                found.setdefault(text.translates, {})[text.lang] = text
        return found

    def record(self, folder: str, id_: str) -> Document:
        """The record of a kind, given by its folder, with this id. Raises KeyError if there is none, or a story that no record names."""
        return self.named[id_] if folder == self.stream.folder else self._by_id[folder][id_]

    @cached_property
    def _by_id(self) -> Mapping[str, Mapping[str, Document]]:
        return {
            folder: {record.slug: record for record in records}
            for folder, records in self.records.items()
            if folder != self.stream.folder
        }

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """All texts that have a file of their own, and so an address."""
        return tuple(
            record for records in self.records.values() for record in records if not record.is_introduced
        )

    def former_address(self, document: Document) -> str:
        """The former URL path of a document; empty if there is none, or if another document has it now."""
        return "" if document.source in self.ousted else document.former_address

    def titled(self, words: Words) -> Site:
        """The site with the theme's translated titles for terms, such as grades."""
        groups = {
            grouping.name: {
                key: replace(group, title=words.get(grouping.text.format(key=key), group.title))
                for key, group in self.groups[grouping.name].items()
            }
            for grouping in self.groupings
            if grouping.text
        }
        return dataclasses.replace(self, groups={**self.groups, **groups}) if groups else self

    @cached_property
    def moved(self) -> dict[str, str]:
        """Former URL paths of terms without a file, each with the current one."""
        return moved(self.groupings, self.groups, self.records)


_ALWAYS = ("", "follow/")
SEARCH = "search/"
"""URL path of the page that searches the site."""


def pages_asked(kinds: Iterable[Kind], config: Config) -> tuple[str, ...]:
    """URL paths of pages that edblog makes where the settings ask for them."""
    return (
        *((WRITE,) if config.submit.form else ()),
        *(url for kind in kinds for url in kind.asked(config)),
        *((SEARCH,) if config.search.enabled else ()),
    )


def possible_indexes(kinds: Iterable[Kind]) -> frozenset[str]:
    """URL paths of all generated pages that a site may have and on which a text of the district may be shown above the list."""
    kinds = tuple(kinds)
    lists = (url for kind in kinds for url in (f"{kind.folder}/",) * kind.has_list + kind.further_indexes)
    return frozenset(
        (
            *_ALWAYS,
            WRITE,
            SEARCH,
            *lists,
            *(grouping.url for grouping in stream_of(kinds).groupings),
        )
    )


def stream_of(kinds: Iterable[Kind]) -> Kind:
    """The main kind of content, which the site lists by date: stories."""
    return next(kind for kind in kinds if kind.is_stream)


def moved(
    groupings: Iterable[Grouping],
    groups: Mapping[str, Mapping[str, Group]],
    records: Mapping[str, Sequence[Document]],
) -> dict[str, str]:
    """Former URL paths of terms without a file, each with the current one."""
    return {
        url: target
        for grouping in groupings
        for url, target in grouping.former_urls(
            groups[grouping.name], records[grouping.folder] if grouping.folder else ()
        ).items()
    }


def static_url(source: str) -> str:
    """URL path of a file in `static/`, relative to the site's root and not yet encoded."""
    return with_plain_spaces(source.partition("/")[2])


def media_url(source: str) -> str:
    """URL path of a media file in `content/`, relative to the site's root and not yet encoded.

    Its extension is in lowercase, because web hosts recognize types by it. A file that is published in another format has a second
    extension, so that `a.heic` (published as `a.heic.jpg`) and `a.jpg` do not collide.
    """
    path = PurePosixPath(with_plain_spaces(source.partition("/")[2]))
    kind = extension(source)
    return f"media/{path.with_suffix(kind)}{PUBLISHED_AS.get(kind, '')}"
