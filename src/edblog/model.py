"""The records that the files of a site are read into.

Every type is a frozen msgspec struct: one definition serves validation, the cache between builds and
the fingerprint. A record holds what its own file says and nothing about other files, so it can be
remembered by the digest of that file alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar, Literal

import msgspec


class Record(msgspec.Struct, frozen=True):
    """Base of every value that edblog remembers or hashes."""


class SourceFile(Record, frozen=True, array_like=True, gc=False):
    """A file in the site's folder as the file system describes it."""

    path: str
    """Relative to the site's folder, with `/`."""
    stamp: tuple[int, int, int]
    """Modification time in nanoseconds, size in bytes, inode number."""
    digest: bytes
    """BLAKE2b-128 of the bytes."""


WORDS_PER_MINUTE = 230
"""Adults read prose at about this speed (Brysbaert 2019: 238)."""
CHARACTERS_PER_MINUTE = 500
"""And about so many characters of Chinese, Japanese or Korean."""


class Reference(Record, frozen=True):
    """A link or picture in a text that points somewhere inside the site."""

    target: str
    """As the writer typed it: `other-post.md#the-jar`, `jar.svg`, `#top`."""
    kind: Literal["link", "picture", "media"]
    """`media`: what a player plays, a file of the site or a page of its host."""
    nth: int
    """Which occurrence of `target` in the text this is, from 0."""
    line: int = 0
    """Where it stands in the file, from 1; 0 where `nth` tells."""
    column: int = 0


class Heading(Record, frozen=True):
    """A heading of a text, for its table of contents."""

    level: int
    """2 to 6, as published: the page's title is level 1."""
    id: str
    title: str


class Captions(Record, frozen=True):
    """A file with the words of a video."""

    file: int
    """Position in `Text.references`."""
    lang: str
    """BCP 47 tag."""


class Player(Record, frozen=True):
    """A player in a text: of another host, or of a file of the site."""

    kind: Literal["video", "audio", "slides", "post"]
    title: str
    file: int
    """Position in `Text.references` of what is played, which is also the number of its placeholder."""
    host: str = ""
    """A key of `embeds.HOSTS`; empty for a file of the site."""
    frame: str = ""
    """Absolute URL of the host's player."""
    type: str = ""
    """Media type of the file."""
    poster: int = -1
    """Position in `Text.references`; -1 for none."""
    captions: tuple[Captions, ...] = ()
    transcript: int = -1
    """Position in `Text.references`; -1 for none of the site."""
    words: str = ""
    """Absolute URL of a transcript on another site; may be empty."""


class Text(Record, frozen=True):
    """What is known of a Markdown text besides its HTML."""

    digest: bytes
    """BLAKE2b-128 of the sanitized HTML; the key under which the HTML is kept."""
    references: tuple[Reference, ...]
    """In the order of their placeholders in the HTML; those without one, which players name, come last."""
    anchors: tuple[str, ...]
    """Every `id` that a link can point to."""
    headings: tuple[Heading, ...]
    first_paragraph: str
    """As plain text, at most about 300 characters."""
    words: int
    """For the reading time: where words have no spaces between them, as many as are read in the same time."""
    players: tuple[Player, ...] = ()
    """In the order of the text."""


PrivateDetailKind = Literal["email", "phone", "street", "student", "number", "ssn", "file-name", "photo"]
"""Ways to reach a person, the name of a student, a number that identifies a person, a photo of students."""


class PrivateDetail(Record, frozen=True, array_like=True):
    """Something in a file that may reveal who a person is or how to reach them. Other files may say that it is there on purpose."""

    kind: PrivateDetailKind
    text: str
    """As it was found, on one line."""
    line: int
    column: int
    """Both from 1."""


class PictureRef(Record, frozen=True):
    """A picture named in front matter."""

    path: str
    """Relative to the file that names it."""
    alt: str
    caption: str = ""


class SiteLink(Record, frozen=True):
    """A link that a person or a menu shows, with its own words."""

    label: str
    url: str


Reason = Literal["", "draft", "scheduled", "over"]
"""Why a text is not on the site; empty where it is."""


class Due(Record, frozen=True):
    """Whether a record is on the site at a moment, and until when that holds."""

    reason: Reason = ""
    is_past: bool = False
    """Whether it is on the site as something that is over."""
    until: datetime | None = None
    """The moment from which this may be otherwise; None for never."""


ALWAYS = Due()


class Document(Record, kw_only=True, tag=True, frozen=True):
    """A text with an address of its own; base of the records of all kinds of content."""

    folder: ClassVar[str]
    """The folder of its kind below `content/`, which is also the first part of its address."""
    has_id: ClassVar[bool] = False
    """Whether others name it by the name of its file, which is then also its slug."""

    source: str
    """Path of the file, relative to the site's folder."""
    slug: str
    text: Text
    lang: str = ""
    """BCP 47 tag; empty for the language of the site."""
    aliases: tuple[str, ...] = ()
    """Former paths on this site, such as `/old/path/`."""
    former: str = ""
    """The slug that edblog made of the same name until November 2026, where that was another one."""
    private_details: tuple[PrivateDetail, ...] = ()
    privacy_ok: tuple[str, ...] = ()
    """Names, numbers and addresses that the writer means to be there."""
    people_in_photo: bool | None = None
    """Whether people can be recognized in the pictures; None where the writer does not say."""
    photo_release: bool = False
    """Whether those people, or their families, have agreed in writing."""
    summary: str = ""
    """In the writer's words; may be empty."""
    draft: bool = False

    @property
    def label(self) -> str:
        """Its title, or the name of who or what it describes."""
        raise NotImplementedError

    @property
    def address(self) -> str:
        """URL path, relative to the site's root."""
        return self.address_of(self.slug)

    @property
    def former_address(self) -> str:
        """The URL path until November 2026, where that was another one; else empty."""
        return self.address_of(self.former) if self.former else ""

    @classmethod
    def address_of(cls, slug: str) -> str:
        """URL path of a document of this kind, relative to the site's root."""
        return f"{cls.folder}/{slug}/"

    @property
    def is_introduced(self) -> bool:
        """Whether it stands inside another file, and has none of its own."""
        return False

    @property
    def about(self) -> str:
        """What it is about in a sentence or two, as plain text; may be empty."""
        return self.summary or self.text.first_paragraph

    @property
    def place_in_menu(self) -> Literal["", "header", "footer"]:
        """Where the menus have a link to it."""
        return ""

    @property
    def dated(self) -> datetime | None:
        """The moment that it is about or of, in UTC; None where it has none."""
        return None

    @property
    def changed(self) -> datetime | None:
        """When it was last changed, as far as it says, in UTC."""
        return self.dated

    def named_pictures(self) -> Mapping[str, PictureRef]:
        """The pictures that its front matter names, by field."""
        return {}

    def public_names(self) -> tuple[str, ...]:
        """Names of people and organizations that are public because of it."""
        return ()

    def public_addresses(self) -> tuple[str, ...]:
        """Email addresses that it shows on purpose."""
        return ()

    def shows_address(self, address: str) -> str:  # noqa: ARG002 - people have a way
        """How to show an email address in it on purpose, as advice to its writer; empty where there is no way."""
        return ""

    def due(self, now: datetime) -> Due:  # noqa: ARG002 - other kinds ask for it
        """Whether it is on the site at a moment, drafts apart."""
        return ALWAYS

    def introduced(self) -> tuple[Document, ...]:
        """Records that stand within this one's file, such as authors without a page of their own."""
        return ()


class Media(Record, tag=True, frozen=True):
    """A picture, document, sound or video beside the texts."""

    source: str
    digest: bytes
    width: int = 0
    """In CSS pixels; 0 when it has none or it is unknown."""
    height: int = 0
    resized_as: Literal["", "jpg", "png", "webp"] = ""
    """Extension of smaller versions; empty where none can be made, as of drawings and animations."""
    private_details: tuple[PrivateDetail, ...] = ()


TONES = ("gold", "leaf", "sky", "clay")
"""The colours that themes give to people and micro-credentials, in the order of their numbers."""
AnyRecord = Document | Media
"""What a file is read into."""


# What the folders of a theme are read into

FALLBACK_LANGUAGE = "en"
"""The language of texts that a theme does not have in that of the site."""
Phrase = str | dict[str, str]
"""A translation: a text, or one for each plural category."""
Phrases = dict[str, Phrase]


class StaticFile(Record, frozen=True):
    """A file that a theme publishes as it is."""

    source: str
    """`theme:NAME/static/FILE`, as in `Copy.source`; `theme_file` says where that is."""
    digest: bytes
    """BLAKE2b-128 of the bytes."""
    theme: str
    is_own: bool = False
    """Whether the theme is one of the site's own."""


class Theme(Record, frozen=True):
    """A theme with all that it inherits."""

    chain: tuple[str, ...]
    """Names of the theme and of those it extends, nearest first."""
    templates: dict[str, str]
    """Sources by every name that a template can be called: `post.html` is the nearest one in the chain,
    `marigold/post.html` is that of one theme."""
    paths: dict[str, str]
    """Where each template came from, as people are told."""
    static: dict[str, StaticFile]
    """By name relative to `static/`, with `/`."""
    stylesheets: tuple[str, ...]
    """Static names, in order."""
    icon: str
    """Static name, or an empty string."""
    picture_sizes: str
    """How wide pictures are shown within texts, for the `sizes` attribute of HTML."""
    translations: dict[str, Phrases]
    """By BCP 47 tag in small letters; keys of nested tables are joined with `.`."""
    translated: dict[str, str] = {}
    """Where the texts of each language came from, as people are told, by the same tags; the nearest file of each."""

    def with_words(self, language: str, words: Mapping[str, str]) -> Theme:
        """The theme with other words in a language."""
        if not words:
            return self
        tag = language.lower()
        translations = {**self.translations, tag: {**self.translations.get(tag, {}), **words}}
        return msgspec.structs.replace(self, translations=translations)

    def with_fallbacks(self, english: Mapping[str, str]) -> Theme:
        """The theme with English texts where it has none, for kinds of content that it does not know."""
        own = self.translations.get(FALLBACK_LANGUAGE, {})
        return msgspec.structs.replace(
            self, translations={**self.translations, FALLBACK_LANGUAGE: {**english, **own}}
        )

    def phrases(self, language: str) -> dict[str, tuple[Phrase, str]]:
        """The texts for a language by key, each with the tag that it is from; `pt-BR` has those of `pt`, too."""
        found: dict[str, tuple[Phrase, str]] = {}
        for tag in reversed(lookup_range(language)):
            found |= {key: (text, tag) for key, text in self.translations.get(tag.lower(), {}).items()}
        return found


def lookup_range(language: str) -> list[str]:
    """`zh-Hant-TW`, then `zh-Hant`, then `zh`: where to look for what is in a language (RFC 4647, section 3.4)."""
    parts = language.split("-")
    return ["-".join(parts[:count]) for count in range(len(parts), 0, -1)]
