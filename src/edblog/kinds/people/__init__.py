"""The kind of content for people who write: with a page of their own, or introduced in a story."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import TYPE_CHECKING

from edblog.kinds.kind import Kind
from edblog.kinds.people.record import Author

if TYPE_CHECKING:
    from edblog.catalog.cards import Cards
    from edblog.catalog.pages import Made, Pages
    from edblog.kinds.people.views import AuthorChip
    from edblog.kinds.start import Start
    from edblog.sources.front_matter.field import Field


class People(Kind):
    """The kind of people, in `content/authors/`."""

    record = Author
    what = "an author"
    word = "author"
    unknown = "unknown-author"
    has_list = False
    english = MappingProxyType({"nav_authors": "Educators", "feeds_authors": "One educator"})

    def introduce(self, id_: str, file: str) -> str:
        """Advice to introduce the person in the story, so that a first story needs only one file."""
        name = id_ if re.fullmatch(r"[^\W\d_][\w .’'-]*", id_) else json.dumps(id_, ensure_ascii=False)
        return (
            f"introduce the person here: author: {{name: {name}}}; or give them a page: "
            f"create {file}, then write: author: {file.rpartition('/')[2].removesuffix('.md')}"
        )

    def pages(self, pages: Pages) -> Iterator[Made]:
        """The page of each person, and the list of all people."""
        from edblog.kinds.people.pages import made

        return made(pages)

    def chip(self, cards: Cards, record: Author) -> AuthorChip:
        """The linked label of a person for bylines."""
        from edblog.kinds.people.pages import chip

        return chip(cards, record)

    # How its files are read

    @property
    def own_fields(self) -> tuple[Field, ...]:
        """The fields of a person: name, role, school and so on."""
        from edblog.kinds.people.fields import FIELDS

        return FIELDS

    @property
    def start(self) -> Start:
        """The content of a new file from `edblog new`."""
        from edblog.kinds.people.start import START

        return START


KIND = People()
