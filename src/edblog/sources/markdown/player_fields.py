"""Reads the fields of one player into a record, and reports mistakes in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

import msgspec

from edblog.files.types import PICTURES, SOUND_TYPES, VIDEO_TYPES, extension
from edblog.model import Captions, Player, Reference
from edblog.problems import Severity, brief
from edblog.problems.checks import problem_of
from edblog.services.embeds import PlayerKind, Refusal, find_player, is_known
from edblog.sources.markdown.accessibility import is_empty_description, is_vague
from edblog.sources.markdown.phrases import phrases
from edblog.sources.markdown.player_blocks import Field, TypedPlayer
from edblog.sources.markdown.typography import typeset

YES = frozenset(["yes", "y", "true", "on", "sí", "si"])
NO = frozenset(["", "no", "n", "none", "false", "off"])
# One word with the extension of a video or sound file.
_FILE_NAME = re.compile(r"\S{1,200}\.(?:mp4|mov|m4v|avi|webm|wmv|mkv|mp3|m4a|ogg|wav|aac)", re.IGNORECASE)
_VTT_LANGUAGE = re.compile(r"\.([a-z]{2,3}(?:-[a-z0-9]{2,8})?)\.vtt", re.IGNORECASE)


class PlayerReader:
    """Reads one player: `read` returns its record; `problems` and `references` are filled in."""

    def __init__(self, path: str, block: TypedPlayer, lang: str) -> None:
        self.path, self.block, self.lang = path, block, lang
        self.fields = block.fields
        self.problems = list(block.problems)
        self.references: list[Reference] = []

    def read(self) -> Player | None:
        """The record of the player; None if it is not a player, or has an error."""
        url = self.fields.get("url")
        if url is None or not url.value:
            if not self.problems:
                help_ = "add a line such as: url: https://www.youtube.com/watch?v=… or file: talk.mp4"
                self._wrong(
                    None,
                    "embed-no-address",
                    f"this ::: {self.block.kind} block has no web address and no file",
                    help_,
                )
            return None
        address = f"https://{url.value}" if is_known(url.value.partition("/")[0]) else url.value
        player = self._hosted(url, address) if "://" in address else self._local(url)
        if player is not None:
            self._check_title(player.kind)
            player = self._more(player)
        return None if any(problem.severity == "error" for problem in self.problems) else player

    def _wrong(
        self,
        field: Field | None,
        code: str,
        message: str,
        help_: str,
        severity: Severity | None = None,
    ) -> None:
        line, column = (field.line, field.column) if field else (self.block.line, self.block.column)
        self.problems.append(problem_of(code, self.path, message, help_, line, column, severity=severity))

    def _refer(self, target: str, kind: str, field: Field) -> int:
        reference = Reference(target, kind, 0, field.line, field.column)  # type: ignore[arg-type]
        self.references.append(reference)
        return len(self.references) - 1

    def _title(self, kind: str, host: str = "") -> str:
        words = phrases(self.lang)
        plain = (
            f"{words.players[kind]} {words.on} {host.removeprefix('the ')}" if host else words.players[kind]
        )
        title = " ".join(self.fields["title"].value.split()) if "title" in self.fields else ""
        return typeset(title) if title else plain

    def _check_title(self, kind: PlayerKind) -> None:
        """Reports a title that is only a file name, or words such as "click here"."""
        # A video may have the title "Photo 51".
        field, typed = self.fields.get("title"), self.fields["url"].value
        title = " ".join(field.value.split()) if field else ""
        is_name = _FILE_NAME.fullmatch(title) or (" " not in title and is_empty_description(title, typed))
        if field and title and (is_vague(title) or is_name):
            fix = "title: How the jar filled up" if self.block.kind else f"[How the jar filled up]({typed})"
            if not self.block.kind and "://" not in typed:
                fix = f"!{fix}"
            message = f'"{brief(title)}" says nothing about {_THIS[kind]} to people who cannot see it'
            self._wrong(field, "embed-without-title", message, f"describe what it shows: {fix}")

    def _hosted(self, url: Field, address: str) -> Player | None:
        from edblog.services.embeds import HOSTS

        found = find_player(address)
        if isinstance(found, Refusal):
            if self.block.kind or found.reason in ("password", "not what it seems"):
                code = (
                    "embed-unknown-host"
                    if found.reason in ("unknown host", "elsewhere", "short")
                    else "embed-address"
                )
                self._wrong(url, code, found.message, found.help)
            elif found.reason == "incomplete" and self.block.bare:
                help_ = f"{found.help}; for a link write [words](address)"
                message = f"{found.message}, so it is shown as it is"
                self._wrong(url, "embed-address", message, help_, "warning")
            return None
        kind = self._kind(url, found.kinds)
        self._refer(found.page, "media", url)
        return Player(kind, self._title(kind, HOSTS[found.host].name), 0, found.host, found.frame)

    def _kind(self, url: Field, kinds: Sequence[PlayerKind]) -> PlayerKind:
        typed = self.block.kind
        if typed and typed not in kinds and not self.problems:
            message = f"this is not {_A[typed]} but {_A[kinds[0]]}"
            self._wrong(url, "embed-wrong-kind", message, f"write ::: {kinds[0]}")
        return next((kind for kind in kinds if kind == typed), kinds[0])

    def _local(self, url: Field) -> Player | None:
        type_ = VIDEO_TYPES.get(extension(url.value)) or SOUND_TYPES.get(extension(url.value))
        if type_ is None:
            message = f'"{url.value}" is neither a web address nor a file that browsers play'
            help_ = f"write an address that starts with https://, or a file of one of these types: {', '.join((*VIDEO_TYPES, *SOUND_TYPES))}"
            self._wrong(url, "embed-address", message, help_)
            return None
        # A video file may contain only sound.
        kinds: tuple[PlayerKind, ...] = ("video", "audio") if type_ in VIDEO_TYPES.values() else ("audio",)
        kind = self._kind(url, kinds)
        if "title" not in self.fields:
            fix = (
                "title: How the jar filled up"
                if self.block.kind
                else f"![How the jar filled up]({url.value})"
            )
            message = f"this {_NOUN[kind]} has no title for people who cannot see it"
            self._wrong(url, "embed-without-title", message, f"describe what it shows: {fix}")
        self._refer(url.value, "media", url)
        return Player(kind, self._title(kind), 0, type=type_)

    def _more(self, player: Player) -> Player:
        """The player with its poster, captions and transcript; a warning if it needs captions or a transcript."""
        poster = self._poster()
        captions, captioned = self._captions(player)
        transcript, words, transcribed = self._transcript(player)
        if player.kind == "video" and not captioned and not transcribed:
            message = "it is not clear whether this video has captions, which deaf viewers need"
            self._wrong(None, "video-without-captions", message, self._captions_help(player))
        if player.kind == "audio" and not captioned and not transcribed:
            message = "this recording has no transcript, which deaf people need"
            help_ = self._as_block(
                player,
                "transcript: words.md",
                "write down its words on a page of this site or in a file, and link to that here",
            )
            self._wrong(None, "audio-without-transcript", message, help_)
        return msgspec.structs.replace(
            player, poster=poster, captions=captions, transcript=transcript, words=words
        )

    def _captions_help(self, player: Player) -> str:
        if player.host:
            return self._as_block(player, "captions: yes", "if good captions can be turned on there, write")
        name = self.fields["url"].value.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        return self._as_block(
            player,
            f"captions: {name}.vtt",
            "save a caption file (WebVTT) in the same folder, and write its file name here",
        )

    def _as_block(self, player: Player, line: str, words: str) -> str:
        if self.block.kind:
            return f"{words}: {line}"
        name = "url" if player.host else "file"
        title = f"title: {self.fields['title'].value}\n" if "title" in self.fields else ""
        return f"{words}:\n::: {player.kind}\n{name}: {self.fields['url'].value}\n{title}{line}\n:::"

    def _poster(self) -> int:
        field = self.fields.get("poster")
        if field is None or not field.value:
            return -1
        if "://" in field.value or extension(field.value) not in PICTURES:
            message = "a poster must be a picture in the story's folder, because pages load nothing from other sites"
            self._wrong(
                field,
                "embed-wrong-value",
                message,
                "save the picture as JPEG or PNG in the same folder as the story, and write its file name here",
            )
            return -1
        return self._refer(field.value, "picture", field)

    def _captions(self, player: Player) -> tuple[tuple[Captions, ...], bool]:
        """The caption files, and whether the player has captions."""
        field = self.fields.get("captions")
        if field is None or field.value.lower() in NO:
            return (), False
        if field.value.lower() in YES:
            if not player.host:
                help_ = "add a .vtt file with the captions: captions: talk.vtt"
                self._wrong(
                    field, "embed-wrong-value", "browsers ignore captions inside the video file", help_
                )
            return (), True
        if player.host:
            help_ = "upload the captions to that site, and write here: captions: yes"
            self._wrong(
                field,
                "embed-wrong-value",
                "a player of another site cannot show captions from a file here",
                help_,
            )
            return (), False
        captions = []
        for name in filter(None, (part.strip() for part in field.value.split(","))):
            if extension(name) != ".vtt" or "://" in name:
                help_ = "save them as WebVTT in the same folder as the story, and write that file name: captions: talk.vtt"
                self._wrong(field, "embed-wrong-value", f'browsers do not read captions from "{name}"', help_)
                continue
            lang = _VTT_LANGUAGE.search(name)
            here = field._replace(column=field.column + field.value.index(name))
            captions.append(Captions(self._refer(name, "media", here), lang[1] if lang else self.lang))
        return tuple(captions), True

    def _transcript(self, player: Player) -> tuple[int, str, bool]:
        """The position of a transcript on this site, the address of one elsewhere, and whether there is a transcript."""
        field = self.fields.get("transcript")
        if field is None or field.value.lower() in NO:
            return -1, "", False
        if field.value.lower() in YES:
            if not player.host:
                self._wrong(
                    field,
                    "embed-wrong-value",
                    "this does not say where the transcript is",
                    "write the name of its file: transcript: words.md",
                )
            return -1, "", True
        if ":" in field.value.partition("/")[0] or field.value.startswith(("//", "\\")):
            if not _is_web_address(field.value):
                help_ = "write an address that starts with https://, or the name of a file in the same folder as the story"
                self._wrong(field, "embed-wrong-value", "this is not the address of a web page", help_)
                return -1, "", False
            return -1, field.value, True
        return self._refer(field.value, "link", field), "", True


_THIS = {"video": "this video", "audio": "this recording", "slides": "these slides", "post": "this post"}
_NOUN = {"video": "video", "audio": "recording"}
_A = {"video": "a video", "audio": "a recording", "slides": "slides", "post": "a post"}


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return (
        parts.scheme.lower() in ("http", "https")
        and bool(parts.hostname)
        and "@" not in parts.netloc
        and "\\" not in text
    )
