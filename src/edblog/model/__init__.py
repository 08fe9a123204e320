"""Records: the data read from the files of a site.

Every record is a frozen msgspec struct. It depends only on its own file, so it can be cached under the digest of that file.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar, Literal

from edblog.model.outcomes import Outcomes
from edblog.model.record import PrivateDetail, PrivateDetailKind, Record
from edblog.model.theme import (
    CARD_COLORS,
    CARD_TONE,
    FALLBACK_LANGUAGE,
    Phrase,
    Phrases,
    StaticFile,
    Theme,
    ThemeCard,
    ThemeColor,
)

__all__ = [
    "ALWAYS",
    "CARD_COLORS",
    "CARD_TONE",
    "CHARACTERS_PER_MINUTE",
    "FALLBACK_LANGUAGE",
    "TONES",
    "WORDS_PER_MINUTE",
    "Acronym",
    "AnyRecord",
    "Captions",
    "Document",
    "Due",
    "Heading",
    "Media",
    "Outcomes",
    "Phrase",
    "Phrases",
    "PictureRef",
    "Player",
    "PrivateDetail",
    "PrivateDetailKind",
    "Reason",
    "Record",
    "Reference",
    "SiteLink",
    "SourceFile",
    "StaticFile",
    "Text",
    "Theme",
    "ThemeCard",
    "ThemeColor",
]


class SourceFile(Record, frozen=True, array_like=True, gc=False):
    """A file in the site's folder, with its file-system stamp and digest."""

    path: str
    """Relative to the site's folder, with `/`."""
    stamp: tuple[int, int, int]
    """Modification time in nanoseconds, size in bytes, inode number."""
    digest: bytes
    """BLAKE2b-128 of the bytes."""


WORDS_PER_MINUTE, CHARACTERS_PER_MINUTE = 230, 500
"""Reading speeds: of prose (Brysbaert 2019: 238), and of Chinese, Japanese and Korean."""


class Reference(Record, frozen=True):
    """A link or picture in a text that points somewhere inside the site."""

    target: str
    """In the writer's spelling: `other-post.md#the-jar`, `jar.svg`, `#top`."""
    kind: Literal["link", "picture", "media"]
    """`media`: the file or page that a player plays."""
    nth: int
    """Number of this occurrence of `target` in the text, from 0."""
    line: int = 0
    """Position in the file, from 1; 0 if only `nth` is known."""
    column: int = 0


class Heading(Record, frozen=True):
    """A heading of a text, for its table of contents."""

    level: int
    """2 to 6; the title of the page is level 1."""
    id: str
    title: str


class Acronym(Record, frozen=True):
    """An acronym that a text does not explain."""

    name: str
    line: int
    column: int
    """Where its first use is in the file."""


class Captions(Record, frozen=True):
    """A captions file of a video."""

    file: int
    """Position in `Text.references`."""
    lang: str
    """BCP 47 tag."""


class Player(Record, frozen=True):
    """A player in a text: of another host, or of a file of the site."""

    kind: Literal["video", "audio", "slides", "post"]
    title: str
    file: int
    """Position of the played file or page in `Text.references`, which is also the number of its placeholder."""
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
    """Position in `Text.references`; -1 for none on this site."""
    words: str = ""
    """Absolute URL of a transcript on another site; may be empty."""


class Text(Record, frozen=True):
    """Facts about a Markdown text, without its HTML."""

    digest: bytes
    """BLAKE2b-128 of the sanitized HTML, under which the HTML is cached."""
    references: tuple[Reference, ...]
    """In the order of their placeholders in the HTML; those without a placeholder, from players, come last."""
    anchors: tuple[str, ...]
    """Every `id` that a link can point to."""
    headings: tuple[Heading, ...]
    first_paragraph: str
    """As plain text, at most about 300 characters."""
    words: int
    """Number of words, for the reading time; converted from characters in languages without spaces."""
    players: tuple[Player, ...] = ()
    """In the order of the text."""
    terms: bytes = b""
    """The words for the search, as `web.terms` packs them; empty if the site has none."""
    acronyms: tuple[Acronym, ...] = ()
    """The acronyms that it does not explain; none if the site does not ask."""
    vocabulary: bytes = b""
    """All its words, as `web.vocabulary` packs them; empty if the site explains no words."""


class PictureRef(Record, frozen=True):
    """A picture named in front matter."""

    path: str
    """Relative to the file that names it."""
    alt: str
    caption: str = ""
    credit: str = ""
    license: str = ""
    """As written: the id of a license, or words."""


class SiteLink(Record, frozen=True):
    """A link of a person or a menu, with its label."""

    label: str
    url: str


Reason = Literal["", "draft", "scheduled", "over"]
"""The reason that a text is not on the site; empty if it is."""


class Due(Record, frozen=True):
    """Whether a record is on the site at a moment, and when that changes."""

    reason: Reason = ""
    is_past: bool = False
    """Whether it is on the site as a past event, or an old story."""
    is_gone: bool = False
    """Whether only its address is left, which leads elsewhere; then it is past, too."""
    until: datetime | None = None
    """The next moment at which this may change; None for never."""
    next_date: datetime | None = None
    """The date in UTC of an event that is now, or comes next; None if there is none."""


ALWAYS = Due()


class Document(Record, kw_only=True, tag=True, frozen=True):
    """A text with its own address; base of the records of all kinds of content."""

    folder: ClassVar[str]
    """Folder of its kind in `content/`, which is also the first part of its address."""
    has_id: ClassVar[bool] = False
    """Whether other files refer to it by its file name, which is then also its slug."""

    source: str
    """Path of the file, relative to the site's folder."""
    slug: str
    text: Text
    lang: str = ""
    """BCP 47 tag; empty for the language of the site."""
    aliases: tuple[str, ...] = ()
    """Former paths on this site, such as `/old/path/`."""
    former: str = ""
    """Its slug until November 2026, if that was different."""
    private_details: tuple[PrivateDetail, ...] = ()
    privacy_ok: tuple[str, ...] = ()
    """Names, numbers and addresses that the writer means to be there."""
    people_in_photo: bool | None = None
    """Whether people can be recognized in the pictures; None if the writer does not say."""
    photo_release: bool = False
    """Whether those people, or their families, have agreed in writing."""
    summary: str = ""
    """The summary in the front matter; may be empty."""
    draft: bool = False

    @property
    def label(self) -> str:
        """Its title, or the name of the person or thing that it describes."""
        raise NotImplementedError

    @property
    def address(self) -> str:
        """URL path, relative to the site's root."""
        return self.address_of(self.slug)

    @property
    def former_address(self) -> str:
        """Its URL path until November 2026, if that was different; else empty."""
        return self.address_of(self.former) if self.former else ""

    @classmethod
    def address_of(cls, slug: str) -> str:
        """URL path of a document with this slug, relative to the site's root."""
        return f"{cls.folder}/{slug}/"

    @property
    def translates(self) -> str:
        """For a translation, the source of the text that it translates; else empty."""
        return ""

    def is_on_lists(self, stories: int) -> bool:  # noqa: ARG002 - people have a choice
        """Whether lists of records and of feeds may have it; `stories` is the number of its stories."""
        return True

    @property
    def is_introduced(self) -> bool:
        """Whether it is defined inside another file, and has no file of its own."""
        return False

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms of the word that it explains; none if it explains no word."""
        return ()

    @property
    def about(self) -> str:
        """A summary in a sentence or two, as plain text; may be empty."""
        return self.summary or self.text.first_paragraph

    @property
    def place_in_menu(self) -> Literal["", "header", "footer"]:
        """The menu that links to it; empty for none."""
        return ""

    @property
    def dated(self) -> datetime | None:
        """Its date in UTC, such as that of publication or of an event; None if it has none."""
        return None

    @property
    def changed(self) -> datetime | None:
        """The date of its last change in UTC, by its front matter; None if unknown."""
        return self.dated

    def named_pictures(self) -> Mapping[str, PictureRef]:
        """The pictures in its front matter, by field."""
        return {}

    def named_links(self) -> Mapping[str, tuple[str, ...]]:
        """The links in its front matter to pages and files of this site, by field."""
        return {}

    def public_names(self) -> tuple[str, ...]:
        """Names of people and organizations that it makes public."""
        return ()

    def public_addresses(self) -> tuple[str, ...]:
        """Email addresses that it shows on purpose."""
        return ()

    def shows_address(self, address: str) -> str:  # noqa: ARG002 - people have a way
        """Advice on how to show an email address on purpose; empty if there is no way."""
        return ""

    def due(self, now: datetime) -> Due:  # noqa: ARG002 - other kinds ask for it
        """Whether it is on the site at a moment; drafts are decided elsewhere."""
        return ALWAYS

    def introduced(self) -> tuple[Document, ...]:
        """Records defined inside this file, such as authors without a page of their own."""
        return ()


class Media(Record, tag=True, frozen=True):
    """A picture, document, sound or video beside the texts."""

    source: str
    digest: bytes
    width: int = 0
    """In CSS pixels; 0 when it has none or it is unknown."""
    height: int = 0
    resized_as: Literal["", "jpg", "png", "webp"] = ""
    """Extension of smaller versions; empty if there are none, as for drawings and animations."""
    private_details: tuple[PrivateDetail, ...] = ()
    mode: str = ""
    """The colors of a picture, such as `RGB`; empty if unknown."""
    size: int = 0
    seconds: float = 0
    """Bytes of the published file, of a picture in its own size, and the length of a recording; 0 if unknown."""
    pages: int = 0
    """Pages of a PDF; 0 for other files."""
    paper: Literal["", "letter", "legal", "a4"] = ""
    """The paper of a PDF whose pages all have that size."""
    words: str = ""
    """The words of captions, as `files.recordings.cues` packs them."""


TONES = ("gold", "leaf", "sky", "clay")
"""The colors that themes give to records, by their numbers."""
AnyRecord = Document | Media | Outcomes
"""The record of any file."""
