"""From the fields and text of a file to the record of a post, page, author or credential."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from edblog.files.names import RESERVED_NAMES, why_not
from edblog.files.types import draft_name, extension, is_like_a_draft
from edblog.kinds.credentials.record import Credential, Renewal
from edblog.kinds.pages.record import Page
from edblog.kinds.people.record import Author
from edblog.kinds.stories.record import Post
from edblog.model import TONES, SiteLink, Text
from edblog.sources.front_matter.fields import Fields, decoded
from edblog.sources.front_matter.other_names import INTRODUCED
from edblog.sources.front_matter.parsing import Mapping, Parsed, Scalar, Value
from edblog.sources.markdown.rendering import EMPTY
from edblog.sources.markdown.typography import typeset
from edblog.urls import HOME_SLUG, former_slug, slugify, split_date

POST_FIELDS = (
    "title", "date", "authors", "author", "credentials", "credential", "topics", "summary", "image",
    "image_alt", "image_caption", "updated", "draft", "lang", "slug", "aliases", "feed_id", "comments",
    "people_in_photo", "photo_release", "privacy_ok", "pinned",
)  # fmt: skip
PAGE_FIELDS = (
    "title", "summary", "image", "image_alt", "image_caption", "lang", "slug", "aliases", "menu", "order",
    "people_in_photo", "photo_release", "privacy_ok",
)  # fmt: skip
AUTHOR_FIELDS = ("name", "role", "school", "links", "photo", "photo_alt", "lang", "aliases", "privacy_ok")
INTRODUCTION_FIELDS = ("name", "role", "school", "links", "photo", "photo_alt")
CREDENTIAL_FIELDS = (
    "name", "issuer", "url", "hashtag", "competency", "key_method", "evidence", "stack", "stack_order",
    "renewal", "badge", "badge_alt", "tone", "lang", "aliases", "privacy_ok",
)  # fmt: skip
SLUG_LIMIT = 200
_OLD_PAGES = frozenset([".html", ".htm", ".shtml", ".xhtml", ".php", ".asp", ".aspx", ".jsp", ".cfm"])
"""Endings of pages of other systems; what else a host finds may be its settings or a program."""
"""Bytes of UTF-8 in one part of an address; file systems take 255."""
FIRST_YEAR = 1990
"""The Web is no older."""
FEED_ID_LIMIT = 500
"""Characters."""
RENEWAL_UNITS = ("clock_hour", "ceu", "pdp", "board_credit")


def post(path: str, parsed: Parsed, text: Text, zone: ZoneInfo) -> Post | None:
    """A story, from its file under `content/posts/`."""
    fields = _fields(path, parsed, POST_FIELDS, "a story")
    if fields is None:
        return None
    named, stem = split_date(_stem(path))
    title = typeset(fields.required("title", '"What my class taught me"'))
    date = fields.moment("date", zone)
    if date is None and "date" not in fields.mapping.items:
        date = _named_date(fields, named, zone)
    _plausible(fields, date, zone)
    authors, inline = _authors(fields)
    slug, former = _slug(fields, stem)
    return Post(
        source=path,
        slug=slug,
        former=former,
        text=text,
        lang=fields.language("lang"),
        aliases=_aliases(fields),
        title=title,
        date=date or datetime(1970, 1, 1, tzinfo=UTC),
        updated=_updated(fields, date, zone),
        authors=authors,
        inline_authors=inline,
        credentials=tuple(dict.fromkeys(fields.names("credentials") + fields.names("credential"))),
        topics=_topics(fields),
        summary=typeset(fields.prose("summary", 1000)),
        image=fields.picture("image", "image_alt", "image_caption"),
        draft=_is_draft(fields, stem),
        feed_id=fields.text("feed_id", FEED_ID_LIMIT),
        pinned=fields.flag("pinned", default=False),
        comments=fields.flag("comments", default=True),
        people_in_photo=fields.flag("people_in_photo", default=None),
        photo_release=fields.flag("photo_release", default=False),
        privacy_ok=fields.names("privacy_ok"),
    )


def page(path: str, parsed: Parsed, text: Text) -> Page | None:
    """A page, from its file under `content/pages/`."""
    fields = _fields(path, parsed, PAGE_FIELDS, "a page")
    if fields is None:
        return None
    menu: Any = fields.choice("menu", ("header", "footer"))
    slug, former = _slug(fields, _stem(path))
    # What is written in home.md is on the home page, and who looks for it under its own name is sent there.
    own = (f"/{HOME_SLUG}/",) if slug == HOME_SLUG else ()
    return Page(
        source=path,
        slug=slug,
        former=former,
        text=text,
        lang=fields.language("lang"),
        aliases=tuple(dict.fromkeys((*own, *_aliases(fields)))),
        title=typeset(fields.required("title", '"About this blog"')),
        summary=typeset(fields.prose("summary", 1000)),
        image=fields.picture("image", "image_alt", "image_caption"),
        menu=menu,
        order=fields.number("order"),
        people_in_photo=fields.flag("people_in_photo", default=None),
        photo_release=fields.flag("photo_release", default=False),
        privacy_ok=fields.names("privacy_ok"),
    )


def author(path: str, parsed: Parsed, text: Text) -> Author | None:
    """A person, from the file under `content/authors/` whose name is their id."""
    fields = _fields(path, parsed, AUTHOR_FIELDS, "an author")
    if fields is None:
        return None
    return _person(fields, path, _id(fields, path), text)


def credential(path: str, parsed: Parsed, text: Text) -> Credential | None:
    """A micro-credential, from the file under `content/credentials/` whose name is its id."""
    fields = _fields(path, parsed, CREDENTIAL_FIELDS, "a micro-credential")
    if fields is None:
        return None
    return Credential(
        source=path,
        slug=_id(fields, path),
        text=text,
        lang=fields.language("lang"),
        aliases=_aliases(fields),
        name=fields.required("name", "Checking for Understanding"),
        issuer=fields.required("issuer", "The organization that awards it"),
        url=_address(fields, "url"),
        hashtag=fields.text("hashtag").lstrip("#").replace(" ", ""),
        competency=typeset(fields.prose("competency", 1000)),
        key_method=typeset(fields.prose("key_method", 2000)),
        evidence=tuple(typeset(decoded(text)) for text in fields.texts("evidence")),
        stack=fields.prose("stack"),
        stack_order=fields.number("stack_order"),
        renewal=tuple(_renewal(fields)),
        badge=fields.picture("badge", "badge_alt"),
        tone=fields.choice("tone", TONES),
        privacy_ok=fields.names("privacy_ok"),
    )


def _is_draft(fields: Fields, stem: str) -> bool:
    """Whether a story is a draft by its field, or by the name of its file or folder."""
    key = fields.mapping.keys.get("draft")
    if key is not None and fields.get("draft") is None:
        message = '"draft" is empty, so nobody can tell whether this is a draft'
        fields.wrong(
            key, "foreign-draft", message, "write: draft: true; or, when it is ready, delete this line"
        )
    is_draft = fields.flag("draft", default=False) or bool(draft_name(fields.path))
    if key is None and not is_draft and is_like_a_draft(stem):
        message = "the name of this file says that it is a draft, but the story is published"
        help_ = "if it is not ready, write: draft: true; if it is, rename the file, or write: draft: false"
        fields.warn((1, 1), "draft-name", message, help_)
    return is_draft


def _not_a_draft(fields: Fields) -> None:
    """An error for a file that cannot be a draft, and whose name says that it is one."""
    if name := draft_name(fields.path):
        message = f'"{name}" seems to be a draft, and only stories can be drafts'
        help_ = "move this file out of content/ until it is ready; or, if it is ready, rename it"
        fields.wrong((1, 1), "foreign-draft", message, help_)


def _fields(path: str, parsed: Parsed, known: tuple[str, ...], what: str) -> Fields | None:
    if parsed.fields is None or (parsed.problems and not parsed.fields.items):
        return None
    fields = Fields(path, parsed.fields, parsed.problems)
    fields.known(known, what)
    if what != "a story":
        _not_a_draft(fields)
    return fields


def _stem(path: str) -> str:
    """The name that stands for a file: that of its folder for `index.md`."""
    pure = PurePosixPath(path)
    return pure.parent.name if pure.stem.lower() == "index" and len(pure.parts) > 3 else pure.stem


def _slug(fields: Fields, stem: str) -> tuple[str, str]:
    """The slug of a text, and the one that was made of its file name until November 2026 if that was another."""
    given = fields.text("slug")
    slug, former = slugify(given or stem), former_slug(given or stem)
    if given and given in (slug, former):
        # What an address has been it may be; nobody is asked to change it.
        slug = former = given
    elif given:
        help_ = f"write: slug: {slug}" if slug else "delete this line: the file name is used instead"
        message = f'"{given}" cannot be part of a web address: use only lowercase letters, digits and hyphens'
        fields.wrong(fields.mapping.items["slug"], "bad-slug", message, help_)
    elif not slug:
        message = f'no address can be made from the file name "{stem}"'
        fields.wrong((1, 1), "bad-slug", message, "add a line such as: slug: my-story")
    _fits(
        fields, slug, fields.mapping.items["slug"] if given else (1, 1), "give it a short one: slug: my-story"
    )
    return slug or "story", _other(slug, former)


def _other(slug: str, former: str) -> str:
    return former if former != slug and len(former.encode()) <= SLUG_LIMIT else ""


def _fits(fields: Fields, slug: str, place: Value | tuple[int, int], help_: str) -> None:
    if len(slug.encode()) > SLUG_LIMIT:
        fields.wrong(place, "too-long", "this makes an address that is too long for a web host", help_)


def _topics(fields: Fields) -> tuple[str, ...]:
    for place, topic in fields.placed_texts("topics"):
        _fits(
            fields, slugify(topic), place, "a topic is a word or two; what the story says goes below the ---"
        )
        if not slugify(topic):
            message = f'"{topic}" cannot be a topic: it has no letters and no digits'
            fields.wrong(place, "wrong-value", message, "write a word or two: topics: [feedback]")
    # An address could not be made of the others.
    return tuple(topic for topic in fields.names("topics") if slugify(topic))


def _id(fields: Fields, path: str) -> str:
    stem = _stem(path)
    # The ids that stories name stay as they are.
    slug = former_slug(stem) if former_slug(stem) == stem.lower() else slugify(stem)
    if slug != stem.lower() or slug in RESERVED_NAMES:
        message = f'the file name "{stem}.md" is the id that stories use, so it may hold only letters, digits and hyphens'
        fields.wrong((1, 1), "bad-slug", message, f"rename the file to {slug or 'my-name'}.md")
    return slug or "unnamed"


def _named_date(fields: Fields, named: tuple[int, int, int] | None, zone: ZoneInfo) -> datetime | None:
    if named is not None:
        try:
            return datetime(*named, tzinfo=zone).astimezone(UTC)
        except (ValueError, OverflowError):
            shown = "-".join(f"{part:02}" for part in named)
            message = f'the file name starts with "{shown}", and there is no such day'
            fields.wrong(
                (1, 1), "unreadable-date", message, "rename the file, or add a line: date: 2026-01-31"
            )
            return None
    fields.required("date", "2026-01-31")
    return None


def _plausible(fields: Fields, date: datetime | None, zone: ZoneInfo) -> None:
    if date is not None and (year := date.astimezone(zone).year) < FIRST_YEAR:
        fields.warn(
            fields.mapping.items.get("date", (1, 1)),
            "old-date",
            f'the "date" says that this story was published in the year {year}, before there were blogs',
            "write the day on which the story appears, with all four digits of the year: date: 2026-01-31",
        )


def _updated(fields: Fields, date: datetime | None, zone: ZoneInfo) -> datetime | None:
    updated = fields.moment("updated", zone)
    if updated is None or date is None or updated.astimezone(zone).date() >= date.astimezone(zone).date():
        return updated
    fields.warn(
        fields.mapping.items["updated"],
        "updated-before-date",
        f'"updated" is before the date of the story, {date.astimezone(zone):%Y-%m-%d}, so it is not shown',
        "write the day of the last change, or delete this line",
    )
    return None


def _aliases(fields: Fields) -> tuple[str, ...]:
    aliases = []
    for place, alias in fields.placed_texts("aliases"):
        path = "/" + alias.replace("\\", "/").lstrip("/")
        parts = [part for part in path.split("/") if part]
        bad = (
            any(part.startswith(".") or part[-1] in ". " for part in parts)
            or why_not("/".join(parts)) is not None
        )
        bad = (
            bad
            or max(len(part.encode()) for part in (*parts, "")) > SLUG_LIMIT
            or len(path.encode()) > 3 * SLUG_LIMIT
        )
        if not parts or bad or any(c in alias for c in '?#<>:"|*\\') or not alias.isprintable():
            message = f'"{alias}" is not an address on this site'
            fields.wrong(place, "bad-alias", message, "write the old path: /old/path/")
            continue
        is_folder = "." not in parts[-1] or path.endswith("/")
        if parts[0].startswith("_") or not (is_folder or extension(parts[-1]) in _OLD_PAGES):
            message = f'a web host may treat "{alias}" as something other than a page'
            fields.wrong(place, "bad-alias", message, "write an old path that ends in / or in .html")
            continue
        tail = "/" if is_folder else ""
        aliases.append("/".join(("", *parts)) + tail)
    return tuple(dict.fromkeys(aliases))


def _authors(fields: Fields) -> tuple[tuple[str, ...], tuple[Author, ...]]:
    ids: list[str] = []
    inline: list[Author] = []
    for key in ("authors", "author"):
        value = fields.get(key)
        if value is None:
            continue
        if isinstance(value, Scalar):
            ids += fields.names(key)
            continue
        for item in fields.items(key, value):
            if isinstance(item, Mapping):
                person = Fields(fields.path, item, fields.problems)
                person.known(INTRODUCTION_FIELDS, INTRODUCED)
                name = person.required("name", "Your name")
                slug = slugify(name)
                _fits(person, slug, item, "shorten the name")
                one = _person(person, fields.path, slug or "unnamed", EMPTY, inline=True)
                inline.append(msgspec.structs.replace(one, former=_other(slug, former_slug(name))))
                ids.append(slug or "unnamed")
            elif isinstance(item, Scalar) and item.text.strip():
                ids.append(" ".join(item.text.split()))
            else:
                message = "an author is an id, or has a name of their own"
                fields.wrong(item, "wrong-type", message, "write: author: rosa-okafor")
    if not ids and not inline:
        fields.missing(
            ("author", "authors"),
            "author: your-id\nor, without a page of your own: author: {name: Your Name, school: Your School}",
        )
    return tuple(dict.fromkeys(ids)), tuple(inline)


def _person(fields: Fields, path: str, slug: str, text: Text, *, inline: bool = False) -> Author:
    return Author(
        source=path,
        slug=slug,
        text=text,
        inline=inline,
        lang="" if inline else fields.language("lang"),
        aliases=() if inline else _aliases(fields),
        name=fields.required("name", "Rosa Okafor"),
        role=fields.prose("role"),
        school=fields.prose("school"),
        links=tuple(_links(fields)),
        photo=fields.picture("photo", "photo_alt"),
        privacy_ok=() if inline else fields.names("privacy_ok"),
    )


def _links(fields: Fields) -> Iterable[SiteLink]:
    for link in fields.mappings("links", 'write: links: [{label: "My class blog", url: "https://…"}]'):
        link.known(("label", "url"), "a link")
        url = _address(link, "url")
        if url:
            yield SiteLink(link.text("label") or url.split("://")[-1].rstrip("/"), url)


def _address(fields: Fields, key: str) -> str:
    url = fields.text(key, 2000)
    if url and (not url.lower().startswith(("http://", "https://", "mailto:")) or " " in url):
        message = f'"{url}" is not a web address'
        fields.wrong(
            fields.mapping.items[key], "bad-url", message, f'write the whole address: {key}: "https://…"'
        )
        return ""
    return url


def _renewal(fields: Fields) -> Iterable[Renewal]:
    example = "write: renewal: [{authority: State board, amount: 15, unit: clock_hour}]"
    for entry in fields.mappings("renewal", example):
        entry.known(("authority", "amount", "unit"), "a renewal value")
        unit: Any = entry.choice("unit", RENEWAL_UNITS)
        amount = entry.text("amount")
        try:
            number = float(amount)
        except ValueError:
            number = -1.0
        if not 0 <= number < 10_000:
            place = entry.mapping.items.get("amount", entry.mapping)
            entry.wrong(place, "wrong-type", '"amount" must be a number', "write: amount: 15")
        yield Renewal(entry.required("authority", "State board"), max(number, 0.0), unit or "clock_hour")
