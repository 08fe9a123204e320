"""Views of stories."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from edblog.kinds.people.views import Writer
from edblog.model import Phrase
from edblog.views import (
    Card,
    Comments,
    Fact,
    Heading,
    InLanguage,
    Link,
    ListPage,
    PageView,
    Pagination,
    RecordPage,
    View,
)
from edblog.views.parts import part_of


class Question(Link, frozen=True):
    """A question that a story asks its readers; `title` is the question, `url` that of the story."""

    story: str
    """The title of the story."""
    date: datetime
    terms: dict[str, tuple[Link, ...]]
    """The terms of the story, as in `Card`; each grouping is also an attribute."""
    lang: str
    """BCP 47 tag of the story."""
    answers: tuple[InLanguage, ...]
    """The stories that answer it; empty while it is open."""

    def __getattr__(self, name: str) -> Any:
        """The terms of a grouping."""
        return part_of(self.terms, name)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self.terms]


class Questions(View, frozen=True):
    """The questions on the page of another record."""

    open: tuple[Question, ...]
    """The newest open ones."""
    answered: tuple[Question, ...]
    """The newest answered ones."""
    url: str
    """URL of the list of all; empty if no story asks anything."""


class Follow(Link, frozen=True):
    """A feed that a reader of a story can follow; `title` is the name of its subject, `url` that of the feed."""

    grouping: str
    """`credentials` or `authors`."""


class SeriesPlace(Link, frozen=True):
    """The place of a story in a series; `title` is the name of the series, `url` that of its page."""

    part: int
    """Its number, from 1."""
    parts: int
    """The highest number on the site; 1 while there is only the first part."""
    previous: InLanguage | None
    """The story before it in the series; None for the first."""
    next: InLanguage | None


class PostPage(RecordPage, kw_only=True, frozen=True):
    """A story; template `post.html`."""

    post: Card
    writers: tuple[Writer, ...]
    """The authors in the order of the byline, each with two sentences of their page."""
    deck: str
    """The summary; empty if the text begins with it."""
    updated: datetime | None
    contents: tuple[Heading, ...]
    """The table of contents; empty for a short story."""
    newer: InLanguage | None
    older: InLanguage | None
    related: tuple[Card, ...]
    comments: Comments | None
    draft: bool
    hashtag: str
    """The hashtag of its first micro-credential that has one, without `#`; may be empty."""
    is_old: bool
    """Whether it is as old as `[stories] old_after_years` says."""
    newer_about: InLanguage | None
    """For an old story: the list with newer ones, that of its micro-credential if there are any; None if it is the newest."""
    trail: tuple[Link, ...]
    """The list of all stories, and the first micro-credential, if the story has one."""
    follow: tuple[Follow, ...]
    """The feeds of the first micro-credential and of the first author; empty if the site has no feeds."""
    edit: str
    """URL of the page on which the git host changes the file of the story; empty if it has none."""
    markdown: str
    """URL of the story as Markdown, for programs; empty if there is none."""
    flyer: str
    """URL of its flyer, a page to print; empty if it has none."""
    question: Question | None
    """The question that the story asks; None if it asks nothing."""
    answers_to: tuple[Question, ...]
    """The questions that it answers."""
    questions: str
    """URL of the list of all questions; empty if no story asks anything."""
    series: SeriesPlace | None = None
    """Its place in a series; None if it is in none."""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The authors, the date, and the question that it asks."""
        people = (Fact(person.title, person.url) for person in self.writers)
        asked = (Fact(self.question.title),) if self.question else ()
        return (*people, Fact("", date=self.post.date), *asked)

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


class QuestionsPage(ListPage, kw_only=True, frozen=True):
    """Open questions, or answered ones; template `questions.html`."""

    questions: tuple[Question, ...]
    is_answered: bool
    """Whether this is the list of answered questions."""
    latest_answered: tuple[Question, ...]
    """The newest answered ones, on the newest page of open ones."""
    open: int
    """The number of open questions; 0 on the numbered pages, as is `answered`."""
    answered: int
    open_url: str
    answered_url: str
    """Empty if no question has an answer yet."""
    pagination: Pagination

    @property
    def entries(self) -> tuple[Link, ...]:
        """The questions."""
        return *self.questions, *self.latest_answered


class SeriesRow(View, frozen=True):
    """A part of a series."""

    part: int
    """Its number, from 1."""
    card: Card


class SeriesPage(ListPage, kw_only=True, frozen=True):
    """The stories of a series in their order; template `serial.html`."""

    series: Link
    rows: tuple[SeriesRow, ...]
    pagination: Pagination
    """That of a single page."""

    @property
    def entries(self) -> tuple[Link, ...]:
        """The stories."""
        return tuple(row.card for row in self.rows)


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
