"""The assembled site: every record once, everything resolved, groups as lists of keys."""

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
from edblog.model import Document, Media, Reason, Record
from edblog.views import Body, Picture

if TYPE_CHECKING:
    from edblog.catalog.words import Words
    from edblog.kinds.kind import Kind


class Held(Record, frozen=True):
    """A text that is not on the site now."""

    source: str
    title: str
    date: datetime | None
    """Of the text, in the site's time zone; None where it has none."""
    reason: Reason
    url: str
    """URL path at which it will be, relative to the site's root."""
    aliases: tuple[str, ...] = ()
    """Former paths that will lead to it."""


class Variant(Record, frozen=True):
    """A picture in one size."""

    path: str
    """URL path, relative to the site's root."""
    width: int
    height: int
    resized: bool = False
    """Whether edblog makes it, and it is not the file itself."""


class Shown(Record, frozen=True):
    """A picture that edblog makes smaller versions of."""

    digest: bytes
    sizes: tuple[Variant, ...]
    """The narrowest first."""


@dataclass(frozen=True)
class Site:
    """All published content, with references resolved."""

    kinds: tuple[Kind, ...]
    records: Mapping[str, Sequence[Document]]
    """Published records by the folder of their kind, sorted; with people introduced in stories."""
    groups: Mapping[str, Mapping[str, Group]]
    """The terms of each grouping of stories by name, then by key; both in order."""
    media: Mapping[str, Media]
    """By source; what is published as it is, because a published text uses it."""
    shown: dict[str, Shown]
    """Pictures that are made smaller, by URL of the widest size, by which `bodies` and `pictures` know them."""
    urls: Mapping[str, str]
    """URL path of each published document and media file by source, relative to the site's root."""
    bodies: Mapping[str, Body]
    """Text of each document by source, with resolved URLs."""
    pictures: Mapping[tuple[str, str], Picture]
    """Pictures named in front matter, by source of the file that names them and path as written there."""
    held: tuple[Held, ...]
    pinned: tuple[int, ...]
    """Positions of the stories that come first on the home page, newest first."""
    past: frozenset[str]
    """Sources of texts about past events."""
    anchored: frozenset[str]
    """Sources of the texts to whose headings another text links."""
    ousted: frozenset[str] = frozenset()
    """Sources of texts whose former address belongs to another text now."""

    @cached_property
    def stream(self) -> Kind:
        """The kind that makes up the site's stream: stories."""
        return stream_of(self.kinds)

    @property
    def stories(self) -> Sequence[Document]:
        """The records of the stream, newest first; groups hold positions in it."""
        return self.records[self.stream.folder]

    @cached_property
    def groupings(self) -> tuple[Grouping, ...]:
        """What groups the stories."""
        return self.stream.groupings

    @cached_property
    def documents_at_root(self) -> tuple[Document, ...]:
        """Texts at the root of the site, such as `/about/`."""
        return tuple(text for kind in self.kinds if kind.is_at_root for text in self.records[kind.folder])

    @cached_property
    def indexes(self) -> frozenset[str]:
        """URL paths of pages that edblog makes and a text of the district may stand above."""
        made = (url for kind in self.kinds for url in kind.indexes(self.records, self.groups))
        return frozenset((*_ALWAYS, *made))

    def record(self, folder: str, id_: str) -> Document:
        """A record by its kind and its id; raises KeyError where there is none."""
        return self._by_id[folder][id_]

    @cached_property
    def _by_id(self) -> Mapping[str, Mapping[str, Document]]:
        return {
            folder: {record.slug: record for record in records}
            for folder, records in self.records.items()
            if folder != self.stream.folder
        }

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """Every text that has an address of its own and a file of its own."""
        return tuple(
            record for records in self.records.values() for record in records if not record.is_introduced
        )

    def former_address(self, document: Document) -> str:
        """The former URL path of a document, as long as it is still its own; else empty."""
        return "" if document.source in self.ousted else document.former_address

    def titled(self, words: Words) -> Site:
        """The site with the titles that the theme has for terms, such as grades, in its language."""
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
        """Former URL paths of terms without a file of their own, each with the one of today."""
        return moved(self.groupings, self.groups, self.records)


_ALWAYS = ("", "follow/")


def possible_indexes(kinds: Iterable[Kind]) -> frozenset[str]:
    """URL paths of the pages that edblog makes and a text of the district may stand above, where there is content for all of them."""
    lists = (f"{kind.folder}/" for kind in kinds if kind.has_list)
    return frozenset((*_ALWAYS, *lists, *(grouping.url for grouping in stream_of(kinds).groupings)))


def stream_of(kinds: Iterable[Kind]) -> Kind:
    """The kind that makes up the site's stream: stories."""
    return next(kind for kind in kinds if kind.is_stream)


def moved(
    groupings: Iterable[Grouping],
    groups: Mapping[str, Mapping[str, Group]],
    records: Mapping[str, Sequence[Document]],
) -> dict[str, str]:
    """Former URL paths of terms without a file of their own, each with the one of today."""
    return {
        url: target
        for grouping in groupings
        for url, target in grouping.former_urls(
            groups[grouping.name], records[grouping.folder] if grouping.folder else ()
        ).items()
    }


def static_url(source: str) -> str:
    """URL path of one of the district's own files, relative to the site's root and not yet encoded."""
    return with_plain_spaces(source.partition("/")[2])


def media_url(source: str) -> str:
    """URL path of a file beside the texts, relative to the site's root and not yet encoded.

    Its extension is in small letters, by which web hosts know what it is; a file that is published in another format has the
    extension of that one behind its own, so that `a.heic` and `a.jpg` are two files.
    """
    path = PurePosixPath(with_plain_spaces(source.partition("/")[2]))
    kind = extension(source)
    return f"media/{path.with_suffix(kind)}{PUBLISHED_AS.get(kind, '')}"
