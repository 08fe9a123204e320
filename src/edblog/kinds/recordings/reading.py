"""Reads what a recording plays: its player with all checks, the file with its words, and words with times in its text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from edblog.files.recordings.cues import UNTIMED, Cue, pack, seconds_at, speaker
from edblog.files.types import SOUND_TYPES, extension
from edblog.kinds.recordings.record import Chapter, Recording
from edblog.model import Captions, Player, Reference, Text
from edblog.problems import Problem
from edblog.problems.checks import problem_of
from edblog.services.embeds import Refusal, find_player
from edblog.sources.front_matter.fields import Fields
from edblog.sources.front_matter.parsing import Scalar
from edblog.sources.markdown.plain_text import plain_text
from edblog.sources.markdown.player_blocks import Field, TypedPlayer
from edblog.sources.markdown.player_fields import YES, PlayerReader
from edblog.sources.reading import TextFile
from edblog.web.markup import CleanHtml

IN_PODCASTS = frozenset([".mp3", ".m4a", ".mp4", ".mov"])
"""Recordings that podcast programs play."""
_SUSPECT = frozenset(["password", "not what it seems", "no address"])


class _Reader(PlayerReader):
    """Reads the player of a recording. Its words have a check of their own."""

    def __init__(self, fields: Fields, kind: str, played: dict[str, Field]) -> None:
        place = _place(fields, "file" if fields.get("file") is not None else "url")
        block = TypedPlayer(0, 0, "", kind, played, *place, [])
        super().__init__(fields.path, block, "")
        self.captions_of = [(text, (item.line, item.column)) for item, text in fields.texts("captions")]
        self.has_words = not fields.is_blank("transcript")

    def _captions(self, player: Player) -> tuple[tuple[Captions, ...], bool]:
        found: list[Captions] = []
        is_captioned = False
        for text, place in self.captions_of:
            self.fields["captions"] = Field(text, *place)
            captions, has = super()._captions(player)
            found += captions
            is_captioned |= has
        return tuple(found), is_captioned

    def _transcript(self, player: Player) -> tuple[int, str, bool]:
        return -1, "", self.has_words or player.kind == "audio"


def recording_values(fields: Fields, values: dict[str, Any]) -> dict[str, Any]:
    """The values of a recording's record, with its player and its files among the references of its text."""
    file, url = values.get("file", ""), values.get("url", "")
    if file and url:
        message = 'a recording has "file" or "url", not both'
        fields.note(fields.place("url"), "wrong-value", message, "delete one of the two lines")
    elif fields.is_blank("file") and fields.is_blank("url"):
        help_ = 'file: your-talk.mp4\nor, if it is kept elsewhere: url: "https://www.youtube.com/watch?v=…"'
        fields.missing(("file", "url"), help_)
    values["kind"] = _kind(file, url)
    text: Text = values["text"]
    if file or url:
        player, references = _player(fields, file or url, values["kind"], is_elsewhere=not file)
        if player is not None:
            values |= {"kind": player.kind, "has_player": True}
            text = _with_player(text, player, references)
    for name, endings in (("transcript", (".vtt",)), ("sound", (".mp3", ".m4a"))):
        at, text = _with_file(fields, name, values.pop(name, ""), endings, text)
        values[name] = at
    return values | {"text": text}


def _kind(file: str, url: str) -> str:
    """Whether it is a video or sound, by its name or by the site that keeps it."""
    if file:
        return "audio" if extension(file) in SOUND_TYPES else "video"
    found = find_player(url) if url else None
    return "audio" if found and not isinstance(found, Refusal) and found.kinds[0] == "audio" else "video"


def _player(
    fields: Fields, address: str, kind: str, *, is_elsewhere: bool
) -> tuple[Player | None, list[Reference]]:
    """The player and its references; none for an address of a site without a known player, which gets a link."""
    if is_elsewhere:
        found = find_player(address)
        if isinstance(found, Refusal) and found.reason not in _SUSPECT and address.startswith("https://"):
            return None, []
    name = "url" if is_elsewhere else "file"
    if not is_elsewhere and "://" in address:
        message, help_ = "this is a web address, not a file", f'write: url: "{address}"'
        fields.note(fields.place(name), "wrong-value", message, help_)
        return None, []
    played = {"url": Field(address, *_place(fields, name))}
    if title := fields.text("title"):
        played["title"] = Field(title, *_place(fields, "title"))
    reader = _Reader(fields, kind, played)
    player = reader.read()
    fields.problems += reader.problems
    return player, reader.references


def _with_player(text: Text, player: Player, references: list[Reference]) -> Text:
    shift = len(text.references)
    moved = msgspec.structs.replace(
        player,
        file=player.file + shift,
        captions=tuple(Captions(each.file + shift, each.lang) for each in player.captions),
    )
    return msgspec.structs.replace(
        text, references=(*text.references, *references), players=(*text.players, moved)
    )


def _with_file(
    fields: Fields, name: str, file: str, endings: tuple[str, ...], text: Text
) -> tuple[int, Text]:
    """The position of a file among the references, and the text with it; -1 without such a file."""
    if not file:
        return -1, text
    if "://" in file or extension(file) not in endings:
        help_ = f"write the name of a file in the same folder: {name}: your-talk{endings[0]}"
        if name == "transcript":
            help_ += "; or paste the words below the front matter, and delete this line"
        if file.lower() in YES:
            message = f'"{name}" does not say which file it is'
        else:
            message = f'"{file}" is not a file of the type {" or ".join(endings)}'
        fields.note(fields.place(name), "wrong-value", message, help_)
        return -1, text
    references = (*text.references, Reference(file, "media", 0, *_place(fields, name)))
    return len(references) - 1, msgspec.structs.replace(text, references=references)


def _place(fields: Fields, name: str) -> tuple[int, int]:
    place = fields.place(name)
    return place if isinstance(place, tuple) else (place.line, place.column)


def with_words(record: Recording, html: CleanHtml) -> Recording:
    """The recording with what is said below its front matter, where no file has the words. Headings with a time are chapters."""
    if record.transcript >= 0 or (record.player and record.player.captions) or not html:
        return record
    # A line break in a paragraph is a space.
    found = plain_text(html.replace("\n", " "))
    headings = {heading.title for heading in found.headings}
    cues: list[Cue] = []
    chapters: list[Chapter] = []
    before: list[Cue] = []
    for line in found.text.split("\n"):
        clock, _, rest = " ".join(line.split()).partition(" ")
        seconds = seconds_at(clock.strip("[]()"))
        words = rest.strip(" -–—") if seconds is not None else f"{clock} {rest}".strip()
        if seconds is not None and f"{clock} {rest}" in headings:
            chapters.append(Chapter(int(seconds), words))
        elif seconds is not None and words:
            cues.append(Cue(seconds, seconds, *speaker(words)))
        elif words and cues:
            cues.append(Cue(cues[-1].starts, cues[-1].starts, "", words))
        elif words:
            before.append(Cue(UNTIMED, UNTIMED, "", words))
    return msgspec.structs.replace(
        record,
        is_spoken=True,
        words=pack([*before, *cues]) if cues else "",
        chapters=record.chapters or tuple(chapters),
    )


def problems_of(file: TextFile) -> Iterator[Problem]:
    """The problem of sound without its words."""
    items = file.parsed.fields.items if file.parsed.fields else {}
    typed = {name: value.text for name, value in items.items() if isinstance(value, Scalar)}
    name, url = typed.get("file", ""), typed.get("url", "")
    at = items.get("file") or items.get("url")
    place = (at.line, at.column) if at else (1, 1)
    is_sound = bool(name or url) and _kind(name, url) == "audio"
    if is_sound and file.is_blank and not typed.get("transcript", "").strip():
        message = "this recording has no transcript, which deaf people need"
        help_ = "paste what is said below the front matter, or save it as a .vtt file and write: transcript: your-talk.vtt"
        yield problem_of("audio-without-transcript", file.path, message, help_, *place, severity="error")
