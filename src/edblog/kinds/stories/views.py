"""Views of stories."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from edblog.kinds.people.views import Writer
from edblog.model import Phrase
from edblog.views import Card, Comments, Fact, Heading, Link, ListPage, PageView, Pagination, RecordPage, View


class PostPage(RecordPage, kw_only=True, frozen=True):
    """A story; template `post.html`."""

    post: Card
    writers: tuple[Writer, ...]
    """The authors in the order of the byline, each with the first paragraph of their page."""
    deck: str
    """The summary; empty if the text begins with it."""
    updated: datetime | None
    contents: tuple[Heading, ...]
    """The table of contents; empty for a short story."""
    newer: Link | None
    older: Link | None
    related: tuple[Card, ...]
    comments: Comments | None
    draft: bool

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The authors and the date."""
        return (*(Fact(person.title, person.url) for person in self.writers), Fact("", date=self.post.date))

    def structured_data(self) -> dict[str, Any]:
        """The schema.org data of the story."""
        from edblog.kinds.stories.data import posting

        return posting(self)


class Filter(View, frozen=True):
    """A filter on the list of all stories: the terms of a grouping."""

    title: str
    terms: tuple[Link, ...]


class ArchivePage(ListPage, kw_only=True, frozen=True):
    """All stories; template `archive.html`."""

    cards: tuple[Card, ...]
    pagination: Pagination
    filters: tuple[Filter, ...]
    """Links to lists with fewer stories; empty on the numbered pages."""

    @property
    def entries(self) -> tuple[Link, ...]:
        """The stories."""
        return self.cards


class FormAuthor(View, frozen=True):
    """A person with a page of their own, whom a writer can choose."""

    id: str
    name: str
    about: str
    """Role and school; may be empty."""
    initials: str
    tone: int


class FormCredential(View, frozen=True):
    """A micro-credential that a story can be about."""

    id: str
    title: str
    tone: int
    letter: str
    badge: str
    """URL of its picture; may be empty."""
    prompts: tuple[str, ...]
    """Questions about it; empty: those for any story."""


class Sending(View, frozen=True):
    """Where stories go, and the words on the buttons there."""

    repository: str = ""
    """Absolute URL; empty if stories are sent by email only. So are the following fields."""
    host: str = ""
    """Key of the git host, such as `github`."""
    name: str = ""
    """Display name of the host."""
    branch: str = ""
    folder: str = ""
    """Folder of the site in the repository; empty if it is at the top."""
    email: str = ""
    """May be empty."""
    request: str = ""
    """The host's word for a proposal, such as `pull request`."""
    addresses: dict[str, str] = {}  # noqa: RUF012 - msgspec copies it
    """Templates for the addresses of the host's pages, by the fields of `edblog.services.hosts.Host`."""
    buttons: tuple[str, ...] = ()
    upload_buttons: tuple[str, ...] = ()
    fork_button: str = ""
    number: str = ""
    """A number of a proposal, as the host writes it, such as `#42`."""
    upload_title: str = ""
    """The title that the host gives to a proposal of uploaded files; empty if there is no usual one."""
    max_address: int = 0
    """Bytes of the longest URL that the host opens."""
    new_file: str = ""
    """Absolute URL of the host's editor for a new file in the folder of stories."""
    runs: str = ""
    """Absolute URL of the list of the host's workflow runs."""


class Form(View, frozen=True):
    """Everything that the form for writing a story needs to know of the site."""

    root: str
    """Path of the site."""
    base_url: str
    language: str
    timezone: str
    authors: tuple[FormAuthor, ...]
    credentials: tuple[FormCredential, ...]
    topics: tuple[str, ...]
    """The most common ones, sorted."""
    sending: Sending
    photo_release: str
    """`optional` or `required`."""
    rules: dict[str, Any]
    """The rules of the field tables, for the checks while writing."""
    words: dict[str, Phrase]
    """Interface texts, by their keys without `form.`."""


class WritePage(PageView, kw_only=True, frozen=True):
    """The page with the form for writing a story; template `write.html`."""

    script: str
    """URL of the script, a module."""
    form: Form

    def script_data(self) -> Form:
        """What the script needs to know."""
        return self.form
