"""Makes the pages of recordings, the list of all, and their files: plain words, chapters, and the podcast."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from edblog.catalog.pages import Made, Pages
from edblog.catalog.pagination import paginate
from edblog.kinds.recordings import podcast, transcript
from edblog.kinds.recordings.record import Recording
from edblog.kinds.recordings.shown import Shelf, cues, file_at, length_of, media, player_of, shelf_of
from edblog.kinds.recordings.views import MediaFile, RecordingPage, RecordingsPage, TranscriptPart
from edblog.views import FeedLink, Link, Output, Text
from edblog.web.policy import Sources

INDEX = f"{Recording.folder}/"
PLAIN = "transcript.txt"
SCRIPT = "recording.js"
"""The script by which a time starts the recording there."""


def made(pages: Pages) -> Iterator[Made]:
    """The page of each recording, and the list of all."""
    shelf = shelf_of(pages.cards)
    for recording in filter(pages.reach.has, shelf.recordings):
        yield recording.address, "recordings/recording.html", _recording(pages, shelf, recording)
    if not shelf.recordings or not pages.reach.indexes:
        return
    title, has_podcast = pages.words["nav_recordings"], podcast.is_there(pages)
    url = pages.cards.href(podcast.FEED) if has_podcast else ""
    for part in paginate(INDEX, pages.cards.root, range(len(shelf.recordings)), pages.config.page_size):
        page = pages.page(part.url, title, section=Recording.folder)
        page["feeds"] = (*_podcast_link(pages, url), *pages.feeds.links(title, INDEX))
        if part.url != INDEX:
            page["body"] = None
        view = RecordingsPage(
            **page,
            recordings=tuple(shelf.card(shelf.recordings[at]) for at in part.positions),
            podcast=url,
            listen=podcast.elsewhere(pages.config),
            pagination=part.pagination,
        )
        yield part.url, "recordings/recordings.html", view


def _podcast_link(pages: Pages, url: str) -> tuple[FeedLink, ...]:
    if not url:
        return ()
    name = pages.words["recordings.podcast"]
    return (FeedLink(name, url, "application/rss+xml", "podcast", name),)


def _recording(pages: Pages, shelf: Shelf, recording: Recording) -> RecordingPage:
    cards = pages.cards
    found = player_of(cards, recording)
    file = found.url if found and not found.frame else ""
    words = _parts(pages, recording, file)
    chapters = tuple(
        TranscriptPart(each.title, transcript.at(file, each.at), transcript.clock(each.at), ())
        for each in recording.chapters
    )
    leads = bool(file and (words or chapters))
    shown: dict[str, Sources] = {"times": {}} if leads else {}
    page = pages.page(
        recording.address, recording.title, recording.about, section=Recording.folder, shown=shown
    )
    page |= pages.text(recording, shown)
    page["body"] = _without_player(page["body"], recording, is_shown=not words or not recording.is_spoken)
    event = next(iter(recording.event), "")
    is_episode = podcast.has(pages, recording)
    return RecordingPage(
        **page,
        recording=shelf.card(recording),
        player=found,
        elsewhere=recording.url,
        seconds=round(length_of(cards, recording)),
        chapters=chapters,
        transcript=words,
        is_spoken=recording.is_spoken and not words,
        plain=cards.href(recording.address + PLAIN) if words else "",
        languages=tuple(track.title for track in found.tracks) if found else (),
        files=tuple(_files(pages, recording, file)),
        podcast=cards.href(podcast.FEED) if is_episode else "",
        listen=podcast.elsewhere(pages.config) if is_episode else (),
        event=_event(pages, event) if event else None,
        more=shelf.others(recording),
        script=pages.chrome.assets.get(SCRIPT, "") if leads else "",
    )


def _parts(pages: Pages, recording: Recording, file: str) -> tuple[TranscriptPart, ...]:
    is_written = bool(recording.words)
    return transcript.parts(cues(pages.cards, recording), recording.chapters, file, is_written=is_written)


def _without_player(body: Any, recording: Recording, *, is_shown: bool) -> Any:
    """The text without the recording's own player, which has a place of its own; None for words that the transcript has."""
    if not is_shown or body is None:
        return None
    return msgspec.structs.replace(body, embeds=body.embeds[:-1]) if recording.has_player else body


def _event(pages: Pages, id_: str) -> Link:
    event = pages.site.record("events", id_)
    return Link(event.label, pages.cards.href(event.address))


def _files(pages: Pages, recording: Recording, file: str) -> Iterator[MediaFile]:
    sound = file_at(pages.cards, recording, recording.sound)
    for url, is_sound in ((sound, True), (file, recording.kind == "audio")):
        if url:
            found = media(pages.cards, url)
            format_ = url.rpartition(".")[2].upper()
            yield MediaFile(format_, url, "sound" if is_sound else "film", found.size if found else 0)


def outputs(pages: Pages) -> Iterator[Output]:
    """The words of each recording as plain text, its chapters for podcast programs, and the podcast."""
    shelf = shelf_of(pages.cards)
    for recording in filter(pages.reach.has, shelf.recordings):
        found = player_of(pages.cards, recording)
        if words := _parts(pages, recording, found.url if found and not found.frame else ""):
            yield Output(
                recording.address + PLAIN, "text", Text(transcript.plain_text(recording.title, words))
            )
    if shelf.recordings:
        yield from podcast.outputs(pages, shelf)
