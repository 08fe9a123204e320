"""Defines the lists of a site. Addresses, pages, feeds, the sitemap and the Follow page are all made from these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from edblog.catalog.groups import MOST_PARTS, Group
from edblog.model import Document
from edblog.settings import Config

if TYPE_CHECKING:
    from edblog.kinds.kind import Kind


class List(NamedTuple):
    """Records that are listed together, on pages or in feeds."""

    url: str
    """URL path of its newest page, relative to the site's root."""
    title: str
    folder: str
    """The folder of the kind that it lists."""
    positions: Sequence[int]
    """Positions of its records among those of their kind, in the order of the list."""
    heading: str
    """The heading of its feeds on the Follow page: the part NAME in the key `feeds_NAME` of the theme's texts."""
    about: str = ""
    """A description for its feeds; may be empty."""
    feeds: str | None = None
    """URL path of the page that its feeds belong to; None if it has no feeds."""
    has_pages: bool = True
    """Whether it is split into numbered pages."""
    is_followed: bool = True
    """Whether the Follow page and the subscription lists have its feeds."""
    has_past: bool = True
    """Whether its feeds have the records that are past, too."""
    page_size: int = 0
    """The number of records on a page; 0 for that of the settings."""
    language: str = ""
    """The language of its pages and feeds; empty for that of the site."""
    fed: Sequence[int] | None = None
    """Positions of the records in its feeds, in the order of the list; None if all are."""
    files: tuple[str, ...] = ()
    """URL paths of what is made of it besides, to which texts can link."""


def lists_of(
    kinds: Iterable[Kind],
    records: Mapping[str, Sequence[Document]],
    groups: Mapping[str, Mapping[str, Group]],
    config: Config,
) -> tuple[List, ...]:
    """All lists of a site, in the order in which pages show them."""
    return tuple(found for kind in kinds for found in kind.lists(records, groups, config))


def stream_lists(
    stream: Kind,
    records: Mapping[str, Sequence[Document]],
    groups: Mapping[str, Mapping[str, Group]],
    config: Config,
) -> Iterator[List]:
    """The list of all stories, with the site's feeds, and a list for each term of each grouping."""
    folder = stream.folder
    everything = range(len(records[folder]))
    yield List(f"{folder}/", config.title, folder, everything, "site", config.description, feeds="")
    for grouping in stream.groupings:
        terms = {record.slug: record for record in records[grouping.folder]} if grouping.folder else {}
        for key, group in groups[grouping.name].items():
            url, term = grouping.url_of(key), terms.get(key)
            yield List(
                url,
                group.title,
                folder,
                group.positions,
                grouping.name,
                term.about if term else "",
                feeds=url,
                page_size=MOST_PARTS if grouping.is_ordered else 0,
                is_followed=term is None or term.is_on_lists(len(group.positions)),
            )
