"""The kind of content for translations of stories: files with a language in their names, such as `jar.es.md` beside `jar.md`.

Only a site whose settings list `languages` has this kind. It depends on those settings, unlike the other kinds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from edblog.kinds.kind import Kind
from edblog.kinds.stories.record import Post
from edblog.kinds.translations.record import Translation
from edblog.model import Document

if TYPE_CHECKING:
    from edblog.catalog.frame import MenuEntry
    from edblog.catalog.groups import Group
    from edblog.catalog.lists import List
    from edblog.catalog.pages import Made, Pages
    from edblog.catalog.site import Site
    from edblog.kinds.kind import Records
    from edblog.problems import Problem
    from edblog.settings import Config
    from edblog.sources.front_matter.fields import Fields
    from edblog.sources.reading import TextFile

READ_IN = "read_in"
"""The name of the groups of stories by the language in which they can be read."""


class Translations(Kind):
    """The kind of translations on a site with these languages."""

    record = Translation
    what = "a translation"
    word = "translation"
    stands_by = Post.folder
    dated_by = Post.folder
    has_list = False
    can_be_draft = True
    describes_others = False
    own_words = frozenset(["title", "summary", "asks", "image_alt", "image_caption", "updated", "draft"])
    english = MappingProxyType(
        {
            "nav_languages": "Languages",
            "feeds_languages": "In other languages",
            "lists.kind_translations": "Translation",
            "languages.intro": "Stories that have not been translated are in the language in which they were written.",
        }
    )
    free = frozenset(["title", "asks", "updated", "image_alt", "image_caption", "image", "copied"])

    def __init__(self, language: str, languages: tuple[str, ...]) -> None:
        self.language, self.languages = language, languages

    # How its files are read

    def stem(self, path: str) -> str:
        """The part of a file's path that its slug is made from: that of its story."""
        from edblog.files.languages import language_in, text_beside
        from edblog.web.urls import split_date

        tag = language_in(path, (self.language, *self.languages))
        return split_date(super().stem(text_beside(path, tag)))[1]

    def record_values(self, fields: Fields, values: dict[str, Any]) -> dict[str, Any]:
        """The values of a translation's record."""
        from edblog.kinds.translations.fields import translation_values

        return translation_values(fields, values, self.language, self.languages)

    def problems_of(self, file: TextFile) -> Iterator[Problem]:
        """Errors for an empty text, and for `draft: true` below the front matter."""
        from edblog.kinds.stories.reading import problems_of

        return problems_of(file)

    # Its story

    def dated(self, record: Any, others: Mapping[str, Document]) -> Document:
        """The translation with what it takes from its story."""
        from edblog.kinds.translations.record import of_story

        story = others.get(record.translates)
        return of_story(record, story) if isinstance(story, Post) else record

    def named_ids(self, record: Any) -> Iterator[tuple[str, str, str]]:
        """The id of its story."""
        if record.story:
            yield "story", Post.folder, record.story

    def without_ids(self, record: Any, unknown: Any) -> Document:
        """The record without its story."""
        from msgspec.structs import replace

        changed: Document = replace(record, story="")
        return changed

    def folders_named(self, records: Sequence[Document]) -> Iterable[str]:
        """That of stories, if there is a translation."""
        return (Post.folder,) if records else ()

    def checks(self, records: Records, now: datetime, zone: ZoneInfo) -> Iterator[Problem]:
        """Problems between translations and their stories."""
        from edblog.kinds.translations.checks import checks

        own = [text for text in records[self.folder] if isinstance(text, Translation)]
        stories = {
            text.source: text for text in (records[Post.folder] if own else ()) if isinstance(text, Post)
        }
        for text in own:
            yield from checks(text, stories.get(text.translates), self.language, self.languages)

    # Lists, addresses and pages

    def order(self, record: Any) -> tuple[object, ...]:
        """The sort key: the language, then the file."""
        return record.lang.lower(), record.source

    def groups(self, records: Records) -> dict[str, dict[str, Group]]:
        """The stories that can be read in each language: those that are translated, and those that were written in it."""
        from edblog.catalog.groups import Group
        from edblog.web.languages import is_in

        told = {(text.translates, text.lang) for text in records[self.folder]}
        positions: dict[str, list[int]] = {language: [] for language in self.languages}
        for at, story in enumerate(records[Post.folder]):
            for language, found in positions.items():
                if (story.source, language) in told or is_in(story.lang or self.language, language):
                    found.append(at)
        return {READ_IN: {tag: Group(tag, tag, tuple(found)) for tag, found in positions.items()}}

    def lists(
        self,
        records: Records,
        groups: Mapping[str, Mapping[str, Group]],
        config: Config,
    ) -> Iterator[List]:
        """The list of all stories for the readers of each language; its feeds have the stories in that language."""
        from edblog.catalog.lists import List
        from edblog.web.languages import name_of

        everything = range(len(records[Post.folder]))
        for language in self.languages:
            url = f"{language.lower()}/"
            fed = groups[READ_IN][language].positions
            title = name_of(language)
            yield List(
                url, title, Post.folder, everything, "languages", feeds=url, language=language, fed=fed
            )

    def indexes(self, records: Records, groups: Mapping[str, Mapping[str, Group]]) -> list[str]:
        """URL paths of the home page of each language."""
        return [f"{language.lower()}/" for language in self.languages]

    def sitemap(self, site: Site) -> Iterable[str]:
        """URL paths of the home pages; translations are beside their stories in other sitemaps."""
        return self.indexes(site.records, site.groups)

    def menu(self, site: Site) -> Iterable[MenuEntry]:
        """None: every page leads to the other languages."""
        return ()

    def pages(self, pages: Pages) -> Iterator[Made]:
        """The pages of translations, and the home page of each language."""
        from edblog.kinds.translations.pages import made

        return made(pages)
