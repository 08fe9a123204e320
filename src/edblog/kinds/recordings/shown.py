"""Makes the cards of recordings, and what other kinds of content show of them. Knows what each one plays."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import msgspec

from edblog.catalog.cards import Cards, tone_of
from edblog.catalog.pages import Pages
from edblog.catalog.players import language_name
from edblog.files.recordings.cues import Cue, unpack
from edblog.kinds.people.record import Author
from edblog.kinds.people.views import AuthorChip
from edblog.kinds.recordings.record import Recording
from edblog.kinds.recordings.views import RecordingCard
from edblog.model import Document, Media
from edblog.views import Player, Track

BESIDE = 3
"""The number of recordings on pages of other kinds, and of others on the page of one."""
FIELDS = {"credentials": "credentials", Author.folder: "speakers", "events": "event"}
"""The field of a recording with the ids of records of another kind, by the folder of that kind."""


class Shelf:
    """All recordings of a site, with their cards."""

    def __init__(self, cards: Cards) -> None:
        self._made_from = cards
        self.recordings = [
            record for record in cards.site.records[Recording.folder] if isinstance(record, Recording)
        ]
        """The newest first."""
        self._cards: dict[str, RecordingCard] = {}
        self.by_slug = {recording.slug: recording for recording in self.recordings}
        self.by_id: dict[tuple[str, str], list[Recording]] = {}
        """The recordings that name a record, by its folder and its id."""
        for recording in self.recordings:
            for folder, field in FIELDS.items():
                for id_ in getattr(recording, field):
                    self.by_id.setdefault((folder, id_), []).append(recording)

    def card(self, recording: Recording) -> RecordingCard:
        """The card of a recording."""
        if (found := self._cards.get(recording.source)) is None:
            found = self._cards[recording.source] = _card(self._made_from, recording)
        return found

    def others(self, recording: Recording) -> tuple[RecordingCard, ...]:
        """A few other recordings: those on the same micro-credentials first, then the newest."""
        same = [other for id_ in recording.credentials for other in self.by_id.get(("credentials", id_), ())]
        found = dict.fromkeys(other.slug for other in (*same, *self.recordings[: BESIDE + 1]))
        found.pop(recording.slug, None)
        return tuple(self.card(self.by_slug[slug]) for slug in list(found)[:BESIDE])


@lru_cache(maxsize=2)
def shelf_of(cards: Cards) -> Shelf:
    """The recordings of a site. An edit compares two sites, and asks for both many times."""
    return Shelf(cards)


def beside(pages: Pages, record: Document) -> Mapping[str, Any]:
    """The recordings of a micro-credential, a person or an event, for its page."""
    if record.folder not in FIELDS:
        return {}
    shelf = shelf_of(pages.cards)
    found = {recording.slug: recording for recording in shelf.by_id.get((record.folder, record.slug), ())}
    for id_ in getattr(record, "recaps", ()):
        if id_ in shelf.by_slug:
            found.setdefault(id_, shelf.by_slug[id_])
    return {"recordings": tuple(map(shelf.card, list(found.values())[:BESIDE]))}


def player_of(cards: Cards, recording: Recording) -> Player | None:
    """The player of a recording; None for a link, or if its file is missing."""
    if not recording.has_player:
        return None
    found = cards.site.bodies[recording.source].embeds[-1]
    if not found.url:
        return None
    lang = cards.lang(recording)
    tracks = (track if track.lang else Track(language_name(lang), track.url, lang) for track in found.tracks)
    return msgspec.structs.replace(found, tracks=tuple(tracks))


def media(cards: Cards, url: str) -> Media | None:
    """The file at a URL; None if it is not one of `content/`."""
    return cards.site.media_at.get(url)


def file_at(cards: Cards, recording: Recording, position: int) -> str:
    """The URL of a file among the references of a recording; empty for none."""
    return cards.site.bodies[recording.source].urls[position] if position >= 0 else ""


def length_of(cards: Cards, recording: Recording) -> float:
    """The length of a recording; 0 if unknown."""
    found = player_of(cards, recording)
    file = media(cards, found.url) if found and not found.frame else None
    return file.seconds if file else 60 * recording.minutes


def cues(cards: Cards, recording: Recording) -> list[Cue]:
    """The words of a recording with their times: of its transcript, of its first captions, or of its text."""
    url = file_at(cards, recording, recording.transcript)
    found = player_of(cards, recording)
    if not url and found and found.tracks:
        url = found.tracks[0].url
    file = media(cards, url) if url else None
    return unpack(file.words if file else recording.words)


def _card(cards: Cards, recording: Recording) -> RecordingCard:
    chips = cards.chips["credentials"]
    credentials = tuple(chips[id_] for id_ in recording.credentials if id_ in chips)
    found, length = player_of(cards, recording), length_of(cards, recording)
    return RecordingCard(
        title=recording.title,
        url=cards.href(recording.address),
        kind=recording.kind,
        date=recording.date.astimezone(cards.zone),
        minutes=max(1, math.floor(length / 60 + 0.5)) if length else 0,
        summary=recording.about,
        speakers=tuple(person(cards, id_) for id_ in recording.speakers),
        credentials=credentials,
        image=cards.picture(recording, "image"),
        host=found.host if found else site_of(recording.url),
        tone=getattr(credentials[0], "tone", 0) if credentials else tone_of(recording.slug),
        lang=cards.lang(recording),
    )


def person(cards: Cards, id_: str) -> AuthorChip:
    """The label of an author."""
    chip = cards.chips[Author.folder][id_]
    assert isinstance(chip, AuthorChip)
    return chip


def site_of(url: str) -> str:
    """The name of the site at an address."""
    return url.partition("://")[2].partition("/")[0].removeprefix("www.")
