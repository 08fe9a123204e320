"""Makes the small views of records that many pages share: story cards, bylines, labels of terms.

Each is made once per record, so that equal parts of two views are the same object.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from hashlib import blake2b
from typing import Any
from zoneinfo import ZoneInfo

from edblog.catalog.lazy import LazyMapping, LazySequence
from edblog.catalog.lists import List, lists_of
from edblog.catalog.site import Site
from edblog.catalog.variants import at_least
from edblog.model import TONES, Document
from edblog.settings import Config
from edblog.views import Card, Link, Picture, View
from edblog.web.urls import encode, origin_of, root_of


class Cards:
    """The shared small views of one site's records, for pages in one of its languages."""

    def __init__(self, site: Site, config: Config, language: str = "") -> None:
        self.site = site
        self.config = config
        self.other_language = "" if language == config.language else language
        """The language of the pages, as the settings list it; empty for pages in the language of the site."""
        self.language = language or config.language
        """The language of the pages."""
        self.root = root_of(config.base_url)
        self.origin = origin_of(config.base_url)
        self.zone = ZoneInfo(config.timezone)

    def href(self, url: str) -> str:
        """The URL for an `href`, from a URL path relative to the site's root."""
        return self.root + encode(url)

    def picture(self, document: Document, field: str) -> Picture | None:
        """The picture named in a front matter field; None if there is none."""
        named = document.named_pictures().get(field)
        return self.site.pictures.get((document.source, named.path)) if named else None

    def link(self, document: Document, address: str) -> str:
        """The URL for an address in front matter; an address of another site stays as it is."""
        return self.site.links.get((document.source, address), address)

    def one_size(self, picture: Picture | None, width: int) -> Picture | None:
        """The smallest size of a picture that is at least `width` pixels wide, for feeds and social networks, which use only one size."""
        if picture is None or picture.url not in self.site.shown:
            return picture
        size = at_least(width, self.site.shown[picture.url].sizes)
        return Picture(self.root + size.path, picture.alt, size.width, size.height, picture.caption)

    @cached_property
    def numbers(self) -> Mapping[str, Mapping[str, int]]:
        """A number for each record of the kinds that ask for it, from 0 in the order of ids; a new title does not change it."""
        return {
            kind.folder: {
                id_: number
                for number, id_ in enumerate(sorted(text.slug for text in self.site.records[kind.folder]))
            }
            for kind in self.site.kinds
            if kind.is_numbered
        }

    @cached_property
    def stories(self) -> LazySequence[Card]:
        """The cards of all stories, newest first."""
        make, stories = self.site.stream.card, self.site.stories
        return LazySequence(len(stories), lambda position: make(self, stories[position]))

    @cached_property
    def chips(self) -> Mapping[str, Mapping[str, Link]]:
        """The linked labels of all terms, by grouping and key."""
        kinds = {kind.folder: kind for kind in self.site.kinds}

        def maker(name: str, folder: str) -> LazyMapping[str, Link]:
            groups = self.site.groups[name]
            if folder:
                return LazyMapping(
                    groups, lambda key: kinds[folder].chip(self, self.site.record(folder, key))
                )
            return LazyMapping(groups, lambda key: Link(groups[key].title, self.href(f"{name}/{key}/")))

        return {grouping.name: maker(grouping.name, grouping.folder) for grouping in self.site.groupings}

    def chips_of(self, story: Document) -> dict[str, tuple[Link, ...]]:
        """The linked labels of a story's terms, by the name of their grouping."""
        return {
            grouping.name: tuple(
                self.chips[grouping.name][key]
                for key in grouping.keys(story)
                if key in self.site.groups[grouping.name]
            )
            for grouping in self.site.groupings
        }

    @cached_property
    def lists(self) -> Sequence[List]:
        """All lists of the site."""
        return lists_of(self.site.kinds, self.site.records, self.site.groups, self.config)

    @property
    def home(self) -> str:
        """URL path of the home page in the language of the pages."""
        return f"{self.other_language.lower()}/" if self.other_language else ""

    def told(self, document: Document) -> Document:
        """The translation of a text into the language of the pages, or the text itself if there is none."""
        if not self.other_language:
            return document
        return self.site.translations.get(document.source, {}).get(self.other_language, document)

    def versions(self, document: Document) -> dict[str, str]:
        """URL paths of a text by language: its own first, then its translations in the order of the settings; empty if it has none."""
        urls, known = self.site.urls, self.site.translations.get(document.source, {})
        others = {tag: urls[known[tag].source] for tag in self.config.languages if tag in known}
        return {self.lang(document): urls[document.source], **others} if others else {}

    @cached_property
    def homes(self) -> dict[str, str]:
        """URL paths of the home page by language, that of the site first; empty if the site has only one."""
        others = {tag: f"{tag.lower()}/" for tag in self.config.languages}
        return {self.config.language: "", **others} if others else {}

    def lang(self, document: Document) -> str:
        """The language tag (BCP 47) of a document, or of the site if it has none."""
        return document.lang or self.config.language


def fields_of(view: View) -> dict[str, Any]:
    """The fields of a view by name, to build a larger view."""
    return {name: getattr(view, name) for name in view.__struct_fields__}


def initials(name: str) -> str:
    """The initials of a name: one or two capital letters; `·` for a name without letters."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    letters = [words[0][0], words[-1][0]] if len(words) > 1 else [word[0] for word in words]
    return "".join(letters).upper() or "·"


def tone_of(slug: str) -> int:
    """The color number of a person, computed from the slug, so it is the same on every page and in every build."""
    return blake2b(slug.encode(), digest_size=1).digest()[0] % len(TONES)
