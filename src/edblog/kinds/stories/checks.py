"""Checks of stories together: problems between stories that are each fine on their own."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from edblog.catalog.spellings import same_address
from edblog.kinds.people.record import Author
from edblog.kinds.stories.record import FAR, Post
from edblog.model import Document
from edblog.problems import Problem, messages

PINNED = 3
"""How many stories can be pinned at the same time."""


def introductions(posts: Iterable[Post], records: Mapping[str, Sequence[Document]]) -> Iterator[Problem]:
    """Warnings for people who are introduced differently in two stories; `records` has the descriptions that the site uses."""
    people = {text.slug: text for text in records[Author.folder] if isinstance(text, Author)}
    for post in sorted(posts, key=lambda post: post.source):
        for person in post.inline_authors:
            used = people.get(person.slug, person)
            if _description(used) == _description(person):
                continue
            yield Problem(
                post.source,
                "warning",
                "author-differs",
                f'"{person.name}" is described differently in "{used.source}", and the site shows only that description',
                f"if it is the same person, write only: author: {person.slug}; if not, make the names different",
                key=("author", "authors"),
                text=person.name,
            )


def _description(person: Author) -> tuple[object, ...]:
    photo = person.photo and (
        posixpath.join(posixpath.dirname(person.source), person.photo.path),
        person.photo.alt,
    )
    return person.name, person.role, person.school, person.links, photo


def topic_spellings(posts: Iterable[Post]) -> Iterable[Problem]:
    """Warnings for different topics with the same address."""
    ordered = sorted(posts, key=lambda post: (post.date, post.source))
    words = ((post, topic) for post in ordered for topic in post.topics)
    return same_address(words, "topics", "same-topic", "topics")


def feed_ids(posts: Iterable[Post]) -> Iterable[Problem]:
    """Errors for a `feed_id` that two stories share: feed readers would show only one of them."""
    first: dict[str, Post] = {}
    for post in sorted((post for post in posts if post.feed_id), key=lambda post: (post.date, post.source)):
        if (other := first.setdefault(post.feed_id, post)) is not post:
            yield Problem(
                post.source,
                "error",
                "same-feed-id",
                f'"{other.source}" has the same feed_id, so feed readers would show only one of the two',
                "delete this line; or, if another program gave this story its own id, write that id",
                key=("feed_id",),
            )


def pinned_in_vain(post: Document) -> Problem:
    """The warning for a pinned story beyond the limit of `PINNED`."""
    return Problem(
        post.source,
        "warning",
        "too-many-pinned",
        "three newer stories are pinned already, so this one is not at the top of the home page",
        "delete the line pinned: in this story, or in one of the others",
        key=("pinned",),
    )


def dates(posts: Iterable[Post], now: datetime, zone: ZoneInfo) -> Iterable[Problem]:
    """Warnings for dates so far in the future that they are probably typing errors.

    The result is the same for a whole day in UTC, so that a build knows when to check again.
    """
    today = now.astimezone(UTC).date()
    for post in posts:
        for key, moment in (("date", post.date), ("updated", post.updated)):
            if moment is not None and moment.astimezone(UTC).date() - today > FAR:
                day = moment.astimezone(zone)
                likely = f"{today.year}-{day:%m-%d}".replace("-02-29", "-02-28")
                yield Problem(
                    post.source,
                    "warning",
                    "far-date",
                    messages.FAR_DATE.format(name=key, day=f"{day:%Y-%m-%d}"),
                    f"check the year; if it is a typing error, write: {key}: {likely}",
                    key=(key,),
                )


def own_answers(stories: Iterable[Post]) -> Iterator[Problem]:
    """Errors for stories that are named as the answer to their own question."""
    for story in stories:
        if story.slug in story.answered_by:
            yield Problem(
                story.source,
                "error",
                "wrong-value",
                "this story cannot answer its own question",
                "write the id of the story that answers it, or delete this line while the question is open",
                key=("answered_by",),
                text=story.slug,
            )
