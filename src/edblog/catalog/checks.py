"""What can be wrong between files that are each in order by themselves."""

from __future__ import annotations

import json
import posixpath
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from edblog.catalog.addresses import RESERVED
from edblog.catalog.site import Held, document_url
from edblog.files.types import draft_name
from edblog.kinds.credentials.record import Credential
from edblog.kinds.pages.record import Page
from edblog.kinds.people.record import Author
from edblog.kinds.stories.record import Post
from edblog.model import AnyRecord, Document, Media
from edblog.problems import Problem, did_you_mean
from edblog.urls import collision_key, output_of, shown_day, slugify


def unknown_ids(
    post: Post, ids: Iterable[str], known: Mapping[str, Author | Credential], what: str, keys: tuple[str, str]
) -> Iterable[Problem]:
    """Authors or micro-credentials that a story names and nobody has described."""
    for id_ in ids:
        if id_ in known:
            continue
        names = {item.name.casefold(): slug for slug, item in known.items()}
        meant = names.get(id_.casefold()) or (slugify(id_) if slugify(id_) in known else "")
        help_ = f'write the id: "{meant}"' if meant else did_you_mean(id_, known)
        new, folder = slugify(id_) or "new-id", f"content/{keys[0]}"
        if not help_ and what == "author":
            help_ = (
                f"introduce the person here: author: {{name: {_in_yaml(id_)}}}; or give them a page: "
                f"create {folder}/{new}.md, then write: author: {new}"
            )
        yield Problem(
            post.source,
            "error",
            f"unknown-{what.rpartition('-')[2]}",
            f'there is no {what} "{id_}"',
            help_ or f'create {folder}/{new}.md, then write its id: "{new}"',
            key=keys,
            text=id_,
        )


def _in_yaml(name: str) -> str:
    """A name as a value within braces."""
    return name if re.fullmatch(r"[^\W\d_][\w .’'-]*", name) else json.dumps(name, ensure_ascii=False)


def introductions(posts: Iterable[Post], people: Mapping[str, Author]) -> Iterable[Problem]:
    """People whom two places describe in different ways; `people` holds the description that is used."""
    for post in sorted(posts, key=lambda post: post.source):
        for person in post.inline_authors:
            used = people.get(person.slug, person)
            if _description(used) == _description(person):
                continue
            yield Problem(
                post.source,
                "warning",
                "author-differs",
                f'"{person.name}" is described differently in "{used.source}", and the site shows that description',
                f"if it is the same person, write only: author: {person.slug}; if not, tell the names apart",
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
    """Different topics that have one address, because only signs tell them apart."""
    first: dict[str, str] = {}
    for post in sorted(posts, key=lambda post: (post.date, post.source)):
        for topic in post.topics:
            slug = slugify(topic)
            other = first.setdefault(slug, topic)
            if slug and _letters(other) != _letters(topic):
                message = (
                    f'the topics "{topic}" and "{other}" have the same address, so they are shown as one'
                )
                help_ = "spell one of them out, as in: C sharp"
                if _letters(_with_hyphens(other)) == _letters(_with_hyphens(topic)):
                    message = (
                        f'the topics "{topic}" and "{other}" differ only in a dash, so they are shown as one'
                    )
                    help_ = f'write it in the same way in every story: "{_with_hyphens(topic)}"'
                yield Problem(
                    post.source,
                    "warning",
                    "same-topic",
                    message,
                    help_,
                    key=("topics",),
                    text=topic,
                )


def _with_hyphens(topic: str) -> str:
    """A topic with a hyphen for each dash, as in K-2: word processors make dashes of them."""
    return "".join("-" if unicodedata.category(sign) == "Pd" or sign == "\u2212" else sign for sign in topic)


def _letters(topic: str) -> str:
    plain = unicodedata.normalize("NFKD", topic.casefold())
    return "".join(c for c in plain if not (unicodedata.combining(c) or c.isspace() or c in "-_'’"))


def collisions(documents: Iterable[Document]) -> Iterable[Problem]:
    """Two files with one address, also only by case or Unicode form."""
    owners: dict[str, Document] = {}
    ordered = sorted(documents, key=lambda document: document.source)
    for document in ordered:
        if isinstance(document, Page) and document.slug in RESERVED:
            yield Problem(
                document.source,
                "error",
                "address-taken",
                f'the address "/{document.slug}/" belongs to edblog itself',
                "rename the file, or give it another address: slug: another-name",
                line=1,
                column=1,
            )
        url = document_url(document)
        other = owners.setdefault(_key(url), document)
        if other is not document:
            what = "story" if isinstance(document, Post) else "file"
            choice = (
                ""
                if isinstance(document, Author | Credential)
                else f", or give it another address: slug: {document.slug}-2"
            )
            yield Problem(
                document.source,
                "error",
                "duplicate-address",
                f'this {what} and "{other.source}" have the same address, "/{url}"',
                f"rename one of the two files{choice}",
                key=("slug",),
                text=document.slug,
            )
    for document in ordered:
        taken = {_key(document_url(document))}
        for alias in document.aliases:
            is_again = (key := _key(alias.lstrip("/"))) in taken
            taken.add(key)
            other = owners.setdefault(key, document)
            if other is not document or is_again:
                of = f'"{other.source}"' if other is not document else "this file itself"
                yield Problem(
                    document.source,
                    "error",
                    "duplicate-address",
                    f'the alias "{alias}" is already an address of {of}',
                    "delete this alias",
                    key=("aliases",),
                    text=alias,
                )


def _key(url: str) -> str:
    """Equal for two addresses of one file: `/old/` is `/old/index.html`."""
    return collision_key(output_of(url))


def feed_ids(posts: Iterable[Post]) -> Iterable[Problem]:
    """Stories with the `feed_id` of an older one, which feed readers would take for the same entry."""
    first: dict[str, Post] = {}
    for post in sorted((post for post in posts if post.feed_id), key=lambda post: (post.date, post.source)):
        if (other := first.setdefault(post.feed_id, post)) is not post:
            yield Problem(
                post.source,
                "error",
                "same-feed-id",
                f'"{other.source}" has the same feed_id, so feed readers would show only one of the two',
                "delete this line, unless another program gave this story an id of its own: then write that",
                key=("feed_id",),
            )


def unused(records: Mapping[str, AnyRecord | None], used: set[str]) -> Iterable[Problem]:
    """Pictures and documents that nothing names."""
    for source, record in records.items():
        if isinstance(record, Media) and source not in used:
            yield Problem(
                source,
                "notice",
                "unused-file",
                f'no published text uses "{posixpath.basename(source)}", so it is not published',
                "name it in a story, or delete it",
                line=1,
                column=1,
            )


def pinned_in_vain(post: Post) -> Problem:
    """The warning about a story that is pinned, and for which there is no room."""
    return Problem(
        post.source,
        "warning",
        "too-many-pinned",
        "three newer stories are pinned, so this one does not come first on the home page",
        "delete the line pinned: here, or in one of the others",
        key=("pinned",),
    )


def dates(posts: Iterable[Post], now: datetime, zone: ZoneInfo) -> Iterable[Problem]:
    """Dates so far ahead that a digit of them is probably wrong.

    What is said here is the same for a whole day of UTC, so that a build knows when to look again.
    """
    today = now.astimezone(UTC).date()
    for post in posts:
        for key, moment in (("date", post.date), ("updated", post.updated)):
            if moment is not None and moment.astimezone(UTC).date() - today > _A_YEAR:
                day = moment.astimezone(zone)
                likely = f"{today.year}-{day:%m-%d}".replace("-02-29", "-02-28")
                yield Problem(
                    post.source,
                    "warning",
                    "far-date",
                    f'"{key}" is more than a year ahead: {day:%Y-%m-%d}',
                    f"check the year; if it is a typing error, write: {key}: {likely}",
                    key=(key,),
                )


_A_YEAR = timedelta(days=366)


def waiting(held: Held) -> Problem:
    """The notice of a story that is not published yet."""
    if held.reason == "draft":
        message = "this story is a draft, so it is not published"
        if name := draft_name(held.source):
            is_folder = f"/{name}/" in held.source and not held.source.endswith(f"/{name}/index.md")
            move = f'move it out of the folder "{name}"' if is_folder else "give it another name"
            message = f'this story is a draft because of the name "{name}", so it is not published'
            help_ = f"when the story is ready, {move}"
        else:
            help_ = "when the story is ready, delete the line draft: true"
        return Problem(held.source, "notice", "draft", message, help_, key=("draft",))
    return Problem(
        held.source,
        "notice",
        "scheduled",
        f"this story is dated in the future: it appears with the first build on or after {shown_day(held.date)}",
        "nothing to do; to publish it now, give it today's date",
        key=("date",),
    )
