"""Views of recordings."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from edblog.kinds.people.views import AuthorChip
from edblog.views import Fact, Link, ListPage, Pagination, Picture, Player, RecordPage, View


class RecordingCard(Link, frozen=True):
    """A recording in a list."""

    kind: Literal["video", "audio"]
    date: datetime
    """In the site's time zone."""
    minutes: int
    """Its length, at least 1; 0 if unknown."""
    summary: str
    speakers: tuple[AuthorChip, ...]
    credentials: tuple[Link, ...]
    image: Picture | None
    host: str
    """The site that keeps it, such as `YouTube`; empty for a file of this site."""
    tone: int
    """The number of a theme color: that of its first micro-credential."""
    lang: str
    """BCP 47 tag of its texts."""


class Paragraph(View, frozen=True):
    """Words of one person."""

    time: str
    """When they are said, such as `2:41`; empty if this goes on, or if nobody knows."""
    url: str
    """The file at that time; empty if it is elsewhere."""
    who: str
    """May be empty."""
    text: str


class TranscriptPart(Link, frozen=True):
    """A chapter, or all words of a recording without chapters; then title and time are empty.

    Its URL is that of the file at that time; empty if it is elsewhere.
    """

    time: str
    """Such as `2:41`."""
    paragraphs: tuple[Paragraph, ...]


class MediaFile(Link, frozen=True):
    """A file to keep or to play elsewhere; its title is the name of its format, such as `MP3`."""

    what: Literal["film", "sound"]
    bytes: int
    """Its size; 0 if unknown."""


class RecordingPage(RecordPage, kw_only=True, frozen=True):
    """A recording; template `recordings/recording.html`."""

    recording: RecordingCard
    player: Player | None
    """None if it is kept at `elsewhere`."""
    elsewhere: str
    """Absolute URL of its page on the site that keeps it; empty for a file of this site."""
    seconds: int
    """Its length; 0 if unknown."""
    chapters: tuple[TranscriptPart, ...]
    """Its chapters, without their words."""
    transcript: tuple[TranscriptPart, ...]
    """The words by chapter; empty without times, where `body` may have them."""
    is_spoken: bool
    """Whether `body` is what is said."""
    plain: str
    """URL of the words as plain text; may be empty."""
    languages: tuple[str, ...]
    """The names of the languages of its captions."""
    files: tuple[MediaFile, ...]
    podcast: str
    """URL of the podcast; empty if it is not in it."""
    listen: tuple[Link, ...]
    """The pages of the podcast at directories, such as Apple Podcasts; none if it is not in it."""
    event: Link | None
    more: tuple[RecordingCard, ...]
    """Other recordings, those on the same micro-credentials first."""
    script: str
    """URL of the script for times; empty if no time leads into the recording."""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The day, the people, and where it is."""
        where = self.elsewhere or (self.player.url if self.player else "")
        people = (Fact(person.title, person.url) for person in self.recording.speakers)
        return Fact("", date=self.recording.date), *people, *((Fact(self.title, where),) if where else ())

    @property
    def entries(self) -> tuple[Link, ...]:
        """Other recordings."""
        return self.more

    def structured_data(self) -> dict[str, Any]:
        """The schema.org data of the recording."""
        from edblog.kinds.recordings.data import recording

        return recording(self)


class RecordingsPage(ListPage, kw_only=True, frozen=True):
    """All recordings; template `recordings/recordings.html`."""

    recordings: tuple[RecordingCard, ...]
    """The newest first."""
    podcast: str
    """URL of the podcast; empty if there is none."""
    listen: tuple[Link, ...]
    """The pages of the podcast at directories, such as Apple Podcasts."""
    pagination: Pagination

    @property
    def entries(self) -> tuple[Link, ...]:
        """The recordings."""
        return self.recordings
