"""Views of books: anthologies of published stories."""

from __future__ import annotations

from datetime import datetime

from edblog.views.parts import Body, Link, Picture, View


class Anthology(View, frozen=True):
    """What a book can be made of: stories that belong together, such as those of a series."""

    title: str
    about: str
    """A sentence or two about it; may be empty."""
    lang: str
    """BCP 47 tag of the title."""
    url: str
    """URL path of its page, relative to the site's root."""
    positions: tuple[int, ...]
    """Positions of its stories in the list of all stories, in the order of the book."""
    whys: tuple[str, ...] = ()
    """A sentence about each story; empty, or as many as there are stories, each of which may be empty."""
    parts: tuple[int, ...] = ()
    """The number of each story in a series; empty for anything else."""


class Person(View, frozen=True):
    """Somebody who wrote a story."""

    name: str
    role: str
    school: str
    about: str
    """A sentence or two; may be empty."""
    url: str
    """URL on the site; may be empty."""


class Chapter(View, kw_only=True, frozen=True):
    """A story in a book."""

    title: str
    url: str
    """URL of its page on the site."""
    lang: str
    date: datetime
    """In the site's time zone."""
    changed: datetime
    """When it was last changed, by its front matter."""
    people: tuple[Person, ...]
    subjects: tuple[str, ...]
    """What it is about, as titles."""
    deck: str
    """Its summary, unless the text begins with it."""
    image: Picture | None
    body: Body
    why: str = ""
    """Why it is in the book; may be empty."""
    part: int = 0
    """Its number in a series; 0 for none."""


class Book(View, kw_only=True, frozen=True):
    """A book of stories."""

    title: str
    about: str
    lang: str
    site: Link
    """The title of the site, and its absolute address."""
    page: str
    """Absolute URL of the page with the same stories."""
    license: Link | None
    """The license of the stories, with an absolute URL or an empty one; None if it is not said."""
    chapters: tuple[Chapter, ...]
    words: dict[str, str]
    """The texts of the theme for books, by their keys without `book.`."""
    title_lang: str = ""
    """BCP 47 tag of the title; empty if it is in the language of the book."""
    site_lang: str = ""
    """BCP 47 tag of what the site says of people, subjects and choices; empty if that is in the language of the book."""

    @property
    def changed(self) -> datetime:
        """When the newest story was written or last changed: the date of the book, which has no clock."""
        return max(chapter.changed for chapter in self.chapters)

    @property
    def newest(self) -> datetime:
        """The date of the newest story."""
        return max(chapter.date for chapter in self.chapters)

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody who wrote, each once, in the order of the stories."""
        return tuple(dict.fromkeys(person for chapter in self.chapters for person in chapter.people))


class PictureFile(View, frozen=True):
    """A picture in a book, as the site publishes it."""

    name: str
    """The name of the file in the book."""
    type: str
    """Media type."""
    data: bytes
