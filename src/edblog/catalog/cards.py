"""The small projections that pages share: people, credentials, topics and stories as others show them.

Each is made once for each record, so that equal parts of two views are the same object.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from hashlib import blake2b
from typing import Any
from zoneinfo import ZoneInfo

from edblog.catalog.lazy import LazyMapping, LazySequence
from edblog.catalog.site import Site, author_url, credential_url, topic_url
from edblog.catalog.variants import at_least
from edblog.kinds.credentials.record import Credential
from edblog.kinds.people.record import Author
from edblog.kinds.stories.record import Post
from edblog.model import TONES, WORDS_PER_MINUTE, PictureRef
from edblog.settings import Config
from edblog.urls import encode, origin_of, root_of, slugify
from edblog.views import (
    AuthorCard,
    AuthorChip,
    Card,
    CredentialCard,
    CredentialChip,
    Link,
    Picture,
    TopicCard,
    Writer,
)


class Cards:
    """Projections of the records of one site."""

    def __init__(self, site: Site, config: Config) -> None:
        self.site = site
        self.config = config
        self.root = root_of(config.base_url)
        self.origin = origin_of(config.base_url)
        self.zone = ZoneInfo(config.timezone)
        # By id, so that a new name does not change the colours of the others.
        self._credential_tones = {
            slug: TONES.index(site.credentials[slug].tone or TONES[n % len(TONES)])
            for n, slug in enumerate(sorted(site.credentials))
        }

    def href(self, url: str) -> str:
        """A URL for an `href`, from a URL path relative to the site's root."""
        return self.root + encode(url)

    def picture(self, source: str, named: PictureRef | None) -> Picture | None:
        """A picture that a file names, if it is there."""
        return self.site.pictures.get((source, named.path)) if named else None

    def one_size(self, picture: Picture | None, width: int) -> Picture | None:
        """A picture for those who cannot choose: in the smallest size that is so wide."""
        if picture is None or picture.url not in self.site.shown:
            return picture
        size = at_least(width, self.site.shown[picture.url].sizes)
        return Picture(self.root + size.path, picture.alt, size.width, size.height, picture.caption)

    @cached_property
    def authors(self) -> Mapping[str, AuthorChip]:
        """People by id."""
        return LazyMapping(self.site.authors, lambda slug: self._author(self.site.authors[slug]))

    @cached_property
    def credentials(self) -> dict[str, CredentialChip]:
        """Micro-credentials by id."""
        return {slug: self._credential(credential) for slug, credential in self.site.credentials.items()}

    @cached_property
    def topics(self) -> dict[str, Link]:
        """Topics by slug."""
        return {
            slug: Link(topic.title, self.href(topic_url(slug))) for slug, topic in self.site.topics.items()
        }

    @cached_property
    def posts(self) -> LazySequence[Card]:
        """Stories in the order of the site, newest first."""
        return LazySequence(len(self.site.posts), lambda position: self.post(self.site.posts[position]))

    @cached_property
    def credential_cards(self) -> dict[str, CredentialCard]:
        """Micro-credentials by id, with the number of their stories."""
        return {
            slug: CredentialCard(
                **_fields(self.credentials[slug]),
                competency=credential.competency,
                stories=len(self.site.by_credential[slug]),
            )
            for slug, credential in self.site.credentials.items()
        }

    @cached_property
    def author_cards(self) -> tuple[AuthorCard, ...]:
        """People in the order of names, with the number of their stories."""
        return tuple(
            AuthorCard(**_fields(chip), stories=len(self.site.by_author[slug]))
            for slug, chip in self.authors.items()
        )

    @cached_property
    def topic_cards(self) -> tuple[TopicCard, ...]:
        """Topics in the order of titles, with the number of their stories."""
        return tuple(
            TopicCard(link.title, link.url, len(self.site.topics[slug].posts))
            for slug, link in self.topics.items()
        )

    def lang(self, lang: str) -> str:
        """A document's language tag, that of the site where it has none."""
        return lang or self.config.language

    def _author(self, author: Author) -> AuthorChip:
        return AuthorChip(
            title=author.name,
            url=self.href(author_url(author.slug)),
            role=author.role,
            school=author.school,
            initials=initials(author.name),
            tone=tone_of(author.slug),
            photo=self.picture(author.source, author.photo),
        )

    def writer(self, slug: str) -> Writer:
        """A person with how the text about them begins."""
        return Writer(**_fields(self.authors[slug]), text=self.site.authors[slug].text.first_paragraph)

    def _credential(self, credential: Credential) -> CredentialChip:
        return CredentialChip(
            title=credential.name,
            url=self.href(credential_url(credential.slug)),
            tone=self._credential_tones[credential.slug],
            badge=self.picture(credential.source, credential.badge),
            letter=initials(credential.name)[:1],
        )

    def post(self, post: Post) -> Card:
        """A story as lists show it."""
        return Card(
            title=post.title,
            url=self.href(self.site.urls[post.source]),
            date=post.date.astimezone(self.zone),
            summary=post.summary or post.text.first_paragraph,
            authors=tuple(self.authors[slug] for slug in post.authors),
            credentials=tuple(self.credentials[slug] for slug in post.credentials),
            topics=self.topics_of(post),
            minutes=max(1, round(post.text.words / WORDS_PER_MINUTE)),
            image=self.picture(post.source, post.image),
            lang=self.lang(post.lang),
        )

    def topics_of(self, post: Post) -> tuple[Link, ...]:
        """A story's topics as links."""
        slugs = dict.fromkeys(slugify(topic) for topic in post.topics)
        return tuple(self.topics[slug] for slug in slugs if slug in self.topics)


def _fields(view: AuthorChip | CredentialChip) -> dict[str, Any]:
    return {name: getattr(view, name) for name in view.__struct_fields__}


def initials(name: str) -> str:
    """Up to two capitals that stand for a name."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    letters = [words[0][0], words[-1][0]] if len(words) > 1 else [word[0] for word in words]
    return "".join(letters).upper() or "·"


def tone_of(slug: str) -> int:
    """A colour that stays with a name."""
    return blake2b(slug.encode(), digest_size=1).digest()[0] % len(TONES)
