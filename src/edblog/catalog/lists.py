"""The lists of a site, each said once: addresses, pages, feeds, the sitemap and the follow page are made from these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from edblog.catalog.groups import Group
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
    """The kind of what is in it."""
    positions: Sequence[int]
    """Of its records among those of their kind, in the order of the list."""
    heading: str
    """Under which feeds stand on the follow page: the part behind `feeds_` in the name of the theme's text."""
    about: str = ""
    """A description for its feeds; may be empty."""
    feeds: str | None = None
    """URL path of the page that its feeds belong to; None where it has no feeds."""
    has_pages: bool = True
    """Whether it goes on over numbered pages."""


def lists_of(
    kinds: Iterable[Kind],
    records: Mapping[str, Sequence[Document]],
    groups: Mapping[str, Mapping[str, Group]],
    config: Config,
) -> tuple[List, ...]:
    """Every list of a site, in the order in which sites show them."""
    return tuple(found for kind in kinds for found in kind.lists(records, groups, config))


def stream_lists(
    stream: Kind,
    records: Mapping[str, Sequence[Document]],
    groups: Mapping[str, Mapping[str, Group]],
    config: Config,
) -> Iterator[List]:
    """The list of all stories, whose feeds are those of the site, and a list for each term of each grouping."""
    folder = stream.folder
    everything = range(len(records[folder]))
    yield List(f"{folder}/", config.title, folder, everything, "site", config.description, feeds="")
    for grouping in stream.groupings:
        about = {r.slug: r.about for r in records[grouping.folder]} if grouping.folder else {}
        for key, group in groups[grouping.name].items():
            url = grouping.url_of(key)
            yield List(
                url, group.title, folder, group.positions, grouping.name, about.get(key, ""), feeds=url
            )
