"""The record of a translation of a story."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from msgspec.structs import replace

from edblog.files.languages import text_beside
from edblog.kinds.stories.record import Post
from edblog.model import ALWAYS, Document, Due, PictureRef


class Translation(Document, kw_only=True, frozen=True):
    """A story in another language than its own: `jar.es.md` beside `jar.md`."""

    folder = "translations"

    title: str
    tag: str
    """The language as the name of the file has it."""
    asks: str = ""
    """The question for colleagues; empty to leave it in the language of the story."""
    updated: datetime | None = None
    """When it was last made to agree with its story, in UTC."""
    image_alt: str = ""
    image_caption: str = ""
    copied: dict[str, str] = {}  # noqa: RUF012 - msgspec copies it
    """Fields that it repeats from its story, such as the date, as JSON."""
    story: str = ""
    """The id of its story; empty if there is none. This and what follows is taken from the story (`of_story`)."""
    date: datetime | None = None
    image: PictureRef | None = None

    @property
    def label(self) -> str:
        """Its title."""
        return self.title

    @property
    def address(self) -> str:
        """URL path: that of the story below its language."""
        return f"{self.lang.lower()}/{Post.folder}/{self.slug}/"

    @property
    def translates(self) -> str:
        """The source of its story."""
        return text_beside(self.source, self.tag)

    @property
    def dated(self) -> datetime | None:
        """The date of its story, in UTC."""
        return self.date

    @property
    def changed(self) -> datetime | None:
        """When it was last changed by its front matter, in UTC."""
        return self.updated or self.date

    def named_pictures(self) -> Mapping[str, PictureRef]:
        """The picture at the top of its story, as the field `image`."""
        return {"image": self.image} if self.image else {}

    def due(self, now: datetime) -> Due:
        """It comes with its story, which knows when."""
        return Due("scheduled") if self.date and self.date > now else ALWAYS


def of_story(own: Translation, story: Post) -> Translation:
    """The translation with what it takes from its story: the address, the date, the picture, what may be public, and whether it is a draft."""
    image = story.image
    if image is not None:
        image = replace(image, alt=own.image_alt or image.alt, caption=own.image_caption or image.caption)
    return replace(
        own,
        slug=story.slug,
        story=story.slug,
        date=story.date,
        image=image,
        draft=own.draft or story.draft,
        people_in_photo=story.people_in_photo if own.people_in_photo is None else own.people_in_photo,
        photo_release=own.photo_release or story.photo_release,
        privacy_ok=tuple(dict.fromkeys((*own.privacy_ok, *story.privacy_ok))),
    )
