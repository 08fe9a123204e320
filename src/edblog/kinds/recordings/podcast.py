"""Makes the podcast of a site: recordings in formats that podcast programs play, with the picture of the page above their list as cover."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import NamedTuple

import msgspec

from edblog.catalog.cards import Cards
from edblog.catalog.feeds import EPOCH
from edblog.catalog.pages import Pages
from edblog.catalog.site import Site
from edblog.files.types import extension
from edblog.kinds.recordings import transcript
from edblog.kinds.recordings.reading import IN_PODCASTS
from edblog.kinds.recordings.record import Recording
from edblog.kinds.recordings.shown import Shelf, cues, file_at, media, player_of, shelf_of
from edblog.model import Document, Media
from edblog.problems import Problem
from edblog.problems.checks import problem_of
from edblog.settings import Config
from edblog.views import Copy, Episode, EpisodeChapter, EpisodeTranscript, Link, Output, Podcast, Text

INDEX = f"{Recording.folder}/"
FEED = f"{INDEX}podcast.xml"
CHAPTERS = "chapters.json"
SMALLEST, LARGEST = 1400, 3000
"""Pixels of a cover, which Apple and Spotify ask for."""
_TYPES = {".mp3": "audio/mpeg", ".m4a": "audio/x-m4a", ".mp4": "video/mp4"}
"""The media types of files in podcasts, as Apple has them."""


class Cover(NamedTuple):
    """The picture of a podcast, and the text that names it."""

    text: Document
    media: Media

    @property
    def fault(self) -> str:
        """What is wrong with it; empty if nothing is."""
        found = self.media
        if extension(found.source) not in (".jpg", ".jpeg", ".png"):
            return "it is neither JPEG nor PNG"
        if found.width != found.height:
            return f"it is {found.width} × {found.height} pixels, and not square"
        if not SMALLEST <= found.width <= LARGEST:
            return f"it is {found.width} pixels wide"
        if found.mode != "RGB":
            return "it is transparent" if "A" in found.mode else "its colors are not RGB"
        return ""

    @property
    def url(self) -> str:
        """URL path of the copy for podcast programs, which want a file of its full size."""
        return f"{INDEX}cover{'.png' if extension(self.media.source) == '.png' else '.jpg'}"


def cover(cards: Cards) -> Cover | None:
    """The picture of the page above the list of recordings; None if there is none."""
    text = next((text for text in cards.site.documents_at_root if text.address == INDEX), None)
    picture = cards.picture(text, "image") if text else None
    found = media(cards, picture.url) if picture else None
    return Cover(text, found) if text and found else None


def is_there(pages: Pages) -> bool:
    """Whether the site has a podcast."""
    found = cover(pages.cards)
    return (
        bool(pages.config.feeds.formats)
        and found is not None
        and not found.fault
        and any(_enclosure(pages.cards, recording) for recording in shelf_of(pages.cards).recordings)
    )


def elsewhere(config: Config) -> tuple[Link, ...]:
    """The pages of the podcast at directories, as the settings name them."""
    found = (Link("Apple Podcasts", config.podcast.apple), Link("Spotify", config.podcast.spotify))
    return tuple(link for link in found if link.url)


def has(pages: Pages, recording: Recording) -> bool:
    """Whether a recording is in the podcast."""
    return _enclosure(pages.cards, recording) is not None and is_there(pages)


def _enclosure(cards: Cards, recording: Recording) -> tuple[str, Media] | None:
    """The file of a recording for podcasts: its sound, or else itself; None if podcast programs cannot play it."""
    found = player_of(cards, recording)
    for url in (file_at(cards, recording, recording.sound), found.url if found and not found.frame else ""):
        file = media(cards, url) if url else None
        if file and file.size and extension(file.source) in IN_PODCASTS:
            return url, file
    return None


def checks(site: Site, config: Config) -> Iterator[Problem]:
    """The warning of a cover that directories refuse, and the notices of recordings that are not in the podcast."""
    if not config.feeds.formats or not site.records[Recording.folder]:
        return
    cards = Cards(site, config)
    if (found := cover(cards)) is None:
        return
    if found.fault:
        help_ = f"use a square JPEG or PNG of {SMALLEST} to {LARGEST} pixels, without transparency"
        message = f"this picture cannot be the cover of the podcast, so there is none: {found.fault}"
        yield msgspec.structs.replace(
            problem_of("podcast-cover", found.text.source, message, help_), key=("image",)
        )
        return
    taken: dict[str, Recording] = {}
    for recording in shelf_of(cards).recordings:
        if episode := _enclosure(cards, recording):
            other = taken.setdefault(episode[0], recording)
            if other is not recording:
                message = f'"{other.title}" has this file, too, and podcast programs leave out a second episode with it'
                help_ = "give this recording a file of its own, or delete it"
                yield msgspec.structs.replace(
                    problem_of("podcast-format", recording.source, message, help_), key=("file",)
                )
        own = player_of(cards, recording)
        if own and not own.frame and media(cards, own.url) and not _enclosure(cards, recording):
            ending = extension(own.url)
            message = f"podcast programs do not play {ending} files, so this recording is not in the podcast"
            help_ = "save its sound as MP3 or M4A in the same folder, and write: sound: your-talk.mp3"
            yield msgspec.structs.replace(
                problem_of("podcast-format", recording.source, message, help_), key=("file",)
            )


def outputs(pages: Pages, shelf: Shelf) -> Iterator[Output]:
    """The podcast, its cover, and the chapters of its recordings."""
    found = cover(pages.cards)
    if found is None or not is_there(pages):
        return
    for recording in filter(pages.reach.has, shelf.recordings):
        if recording.chapters and _enclosure(pages.cards, recording):
            yield Output(recording.address + CHAPTERS, "text", Text(_chapters(recording)))
    if pages.reach.indexes:
        yield Output(found.url, "copy", Copy(found.media.source, found.media.digest))
        yield Output(FEED, "podcast", _podcast(pages, found, shelf.recordings))


def _chapters(recording: Recording) -> str:
    """Chapters as JSON (Podcasting 2.0)."""
    found = [{"startTime": chapter.at, "title": chapter.title} for chapter in recording.chapters]
    data = msgspec.json.encode({"version": "1.2.0", "title": recording.title, "chapters": found})
    return msgspec.json.format(data, indent=2).decode() + "\n"


def _podcast(pages: Pages, found: Cover, recordings: Iterable[Recording]) -> Podcast:
    cards, config = pages.cards, pages.config
    absolute = pages.feeds.absolute
    found_at: dict[str, tuple[Recording, Media]] = {}
    for recording in recordings:
        if (file := _enclosure(cards, recording)) is not None:
            found_at.setdefault(file[0], (recording, file[1]))
    episodes = tuple(_episode(pages, recording, url, file) for url, (recording, file) in found_at.items())
    return Podcast(
        title=f"{found.text.label} · {config.title}",
        description=found.text.about or config.description or config.title,
        url=absolute(cards.href(INDEX)),
        self_url=absolute(cards.href(FEED)),
        language=config.language,
        author=config.title,
        email=config.submit.email,
        cover=absolute(cards.href(found.url)),
        updated=max((episode.published for episode in episodes), default=EPOCH),
        episodes=episodes,
    )


def _episode(pages: Pages, recording: Recording, url: str, file: Media) -> Episode:
    cards, absolute = pages.cards, pages.feeds.absolute
    names = ", ".join(cards.chips["authors"][id_].title for id_ in recording.speakers)
    return Episode(
        id=pages.feeds.permanent(recording),
        title=recording.title,
        url=absolute(cards.href(recording.address)),
        published=recording.date.astimezone(cards.zone),
        summary=recording.about or recording.title,
        html=_html(recording),
        author=names,
        file=absolute(url),
        bytes=file.size,
        type=_TYPES[extension(url)],
        seconds=round(file.seconds),
        chapters=tuple(EpisodeChapter(transcript.clock(each.at), each.title) for each in recording.chapters),
        chapters_url=absolute(cards.href(recording.address + CHAPTERS)) if recording.chapters else "",
        transcripts=tuple(_transcripts(pages, recording)),
    )


def _html(recording: Recording) -> str:
    """The notes of an episode. Times of chapters at the start of lines are links in podcast programs."""
    chapters = "".join(
        f"<li>{transcript.clock(each.at)} {escape(each.title)}</li>" for each in recording.chapters
    )
    return f"<p>{escape(recording.about or recording.title)}</p>" + (
        f"<ul>{chapters}</ul>" if chapters else ""
    )


def _transcripts(pages: Pages, recording: Recording) -> Iterator[EpisodeTranscript]:
    cards, absolute = pages.cards, pages.feeds.absolute
    url, found = file_at(cards, recording, recording.transcript), player_of(cards, recording)
    tracks = [(track.url, track.lang) for track in found.tracks] if found else []
    if url:
        tracks.insert(0, (url, cards.lang(recording)))
    for file, lang in dict.fromkeys(tracks):
        yield EpisodeTranscript(absolute(file), "text/vtt", lang)
    if cues(cards, recording):
        plain = absolute(cards.href(f"{recording.address}transcript.txt"))
        yield EpisodeTranscript(plain, "text/plain", cards.lang(recording))
