"""The record of a recording."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from edblog.model import Document, Due, PictureRef, Player, Record


class Chapter(Record, frozen=True):
    """A part of a recording."""

    at: int
    """Its start in seconds."""
    title: str


class Recording(Document, kw_only=True, frozen=True):
    """A video or a sound recording, with its words."""

    folder = "recordings"
    has_id = True

    title: str
    date: datetime
    """In UTC."""
    file: str = ""
    """As written; `text` has the reference. Empty for one elsewhere."""
    url: str = ""
    """Absolute."""
    kind: Literal["video", "audio"] = "video"
    has_player: bool = False
    """Whether the last player of `text` is its own; a site without a known player gets a link."""
    sound: int = -1
    """Position of the sound of a video in `text.references`; -1 for none."""
    transcript: int = -1
    """Position of the file with the words in `text.references`; -1 for none."""
    words: str = ""
    """The words below the front matter if they have times, as `files.recordings.cues` packs them."""
    is_spoken: bool = False
    """Whether the text below the front matter is what is said, because no file has it."""
    captions: tuple[str, ...] = ()
    minutes: int = 0
    """As written, for one elsewhere."""
    speakers: tuple[str, ...] = ()
    """Ids of authors."""
    credentials: tuple[str, ...] = ()
    event: tuple[str, ...] = ()
    """The id of the event that was recorded; at most one."""
    chapters: tuple[Chapter, ...] = ()
    image: PictureRef | None = None

    @property
    def label(self) -> str:
        """The recording's title."""
        return self.title

    @property
    def about(self) -> str:
        """The summary; the words of a recording are no summary of it."""
        return self.summary or ("" if self.is_spoken else self.text.first_paragraph)

    @property
    def dated(self) -> datetime:
        """The day of the recording in UTC."""
        return self.date

    @property
    def player(self) -> Player | None:
        """Its own player; None for a link."""
        return self.text.players[-1] if self.has_player else None

    def named_pictures(self) -> Mapping[str, PictureRef]:
        """The recording's picture, as the field `image`."""
        return {"image": self.image} if self.image else {}

    def due(self, now: datetime) -> Due:
        """A recording with a date to come waits for it."""
        return Due("scheduled", until=self.date) if self.date > now else Due()
