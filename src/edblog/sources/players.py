"""Players in a text: each becomes a link in its HTML, and a record of what a page shows in its stead.

The Markdown never holds the HTML of a player, and neither does what it becomes. Before the conversion, each player is
replaced by a word that nobody can guess. Where that word comes out as a paragraph, a link to the same word takes its place,
which the sanitiser makes a placeholder; anywhere else, such as in code, what the writer typed comes back.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from hashlib import blake2b
from html import escape
from typing import NamedTuple
from urllib.parse import urlsplit

import msgspec

from edblog.embeds import Kind, Refusal, is_known, player
from edblog.kinds import FILMS, PICTURES, SOUNDS, extension
from edblog.model import Captions, Embed, Reference
from edblog.problems import Problem, Severity
from edblog.sources.blocks import Field, Written, written
from edblog.sources.phrases import phrases
from edblog.sources.typography import typeset

YES = frozenset(["yes", "y", "true", "on", "sí", "si"])
NO = frozenset(["", "no", "n", "none", "false", "off"])
LAW = "ADA Title II, 28 CFR 35 subpart H"
_VTT_LANGUAGE = re.compile(r"\.([a-z]{2,3}(?:-[a-z0-9]{2,8})?)\.vtt", re.IGNORECASE)


class Draft(NamedTuple):
    """A player before its text is converted."""

    mark: str
    """The word that stands for it."""
    written: Written
    embed: Embed | None
    """None where something is wrong; its positions are in `references`, from 0."""
    references: tuple[Reference, ...]
    """What it plays is the first."""
    problems: tuple[Problem, ...]


class Players:
    """Those of one text."""

    def __init__(self, path: str, body: str, first_line: int, lang: str) -> None:
        # A text that holds its own digest is not to be found, so no text can name a mark.
        self.prefix = f"edblogplayer{blake2b(body.encode('utf-8', 'replace'), digest_size=16).hexdigest()}n"
        self.path, self.body = path, body
        self.drafts: dict[str, Draft] = {}
        for block in written(path, body, first_line):
            reader = _Reader(path, block, lang)
            embed = reader.embed()
            if embed is not None or reader.problems:
                mark = f"{self.prefix}{len(self.drafts)}n"
                self.drafts[mark] = Draft(
                    mark, block, embed, tuple(reader.references), tuple(reader.problems)
                )

    def shown(self) -> dict[str, tuple[str, bool]]:
        """By mark the title of a player, and True; what was typed, and False, where something is wrong with it."""
        return {
            mark: (draft.embed.title, True) if draft.embed else (self._typed(draft.written), False)
            for mark, draft in self.drafts.items()
        }

    def _typed(self, block: Written) -> str:
        return self.body[block.start : block.end].replace(f"\n{block.indent}", "\n").strip()

    def marked(self) -> str:
        """The text with marks in place of players."""
        parts: list[str] = []
        at = 0
        for draft in self.drafts.values():
            block = draft.written
            parts += (self.body[at : block.start], self._alone(block, draft.mark))
            at = block.end
        return "".join((*parts, self.body[at:]))

    def _alone(self, block: Written, mark: str) -> str:
        """A mark as a paragraph; in what may be a block of code, no line is added that would show there."""
        if len(block.indent.expandtabs(4)) >= 4:
            return block.indent + mark
        before = "" if self.body[: block.start].endswith("\n\n") else "\n"
        after = "" if self.body.startswith("\n\n", block.end) else "\n"
        return f"{before}{block.indent}{mark}{after}"

    def without(self, live: Collection[str]) -> str:
        """The text with spaces in place of the players that were found; all else is where it was."""
        parts: list[str] = []
        at = 0
        for mark, draft in self.drafts.items():
            if mark in live:
                block = draft.written
                parts += (
                    self.body[at : block.start],
                    re.sub(r"[^\n]", " ", self.body[block.start : block.end]),
                )
                at = block.end
        return "".join((*parts, self.body[at:]))

    def restored(self, raw: str, live: Collection[str]) -> tuple[str, list[Problem]]:
        """The HTML with what was typed in place of the marks that are no players, and what is wrong with those."""
        problems = []

        def typed(match: re.Match[str]) -> str:
            draft = self.drafts.get(match[0])
            if draft is None or draft.mark in live:
                return match[0]
            block, at = draft.written, match.start()
            if block.kind and raw.rfind("<pre", 0, at) <= raw.rfind("</pre", 0, at):
                problems.append(_squeezed(self.path, block))
            return escape(self._typed(block), quote=False)

        return re.sub(f"{self.prefix}[0-9]+n", typed, raw), problems

    def problems(self, live: Collection[str]) -> list[Problem]:
        """What is wrong with the players that were found."""
        return [problem for mark, draft in self.drafts.items() if mark in live for problem in draft.problems]

    def embeds(self, references: list[Reference], marks: Sequence[tuple[int, str]]) -> tuple[Embed, ...]:
        """The players whose placeholders have these positions in `references`, to which they add what they name."""
        embeds = []
        for place, mark in marks:
            draft = self.drafts[mark]
            embed = draft.embed
            assert embed is not None
            references[place] = draft.references[0]
            # The first one has the placeholder.
            shift = len(references) - 1
            references += draft.references[1:]
            embeds.append(
                msgspec.structs.replace(
                    embed,
                    file=place,
                    poster=embed.poster + shift if embed.poster >= 0 else -1,
                    transcript=embed.transcript + shift if embed.transcript >= 0 else -1,
                    captions=tuple(Captions(c.file + shift, c.lang) for c in embed.captions),
                )
            )
        return tuple(embeds)


def _squeezed(path: str, block: Written) -> Problem:
    message = f"this ::: {block.kind} block is part of the lines around it"
    help_ = "leave an empty line above and below it"
    return Problem(path, "error", "embed-in-paragraph", message, help_, block.line, block.column)


class _Reader:
    """From what is written to a player, or to what is wrong with it."""

    def __init__(self, path: str, block: Written, lang: str) -> None:
        self.path, self.block, self.lang = path, block, lang
        self.fields = block.fields
        self.problems = list(block.problems)
        self.references: list[Reference] = []

    def embed(self) -> Embed | None:
        """The player; none where there is none, or where something is wrong."""
        url = self.fields.get("url")
        if url is None or not url.value:
            if not self.problems:
                help_ = "add a line such as: url: https://www.youtube.com/watch?v=… or file: talk.mp4"
                self._wrong(
                    None,
                    "embed-no-address",
                    f"this ::: {self.block.kind} block does not say what it shows",
                    help_,
                )
            return None
        address = f"https://{url.value}" if is_known(url.value.partition("/")[0]) else url.value
        embed = self._hosted(url, address) if "://" in address else self._local(url)
        if embed is not None:
            embed = self._more(embed)
        return None if any(problem.severity == "error" for problem in self.problems) else embed

    def _wrong(
        self, field: Field | None, code: str, message: str, help_: str, *, warns: bool = False
    ) -> None:
        line, column = (field.line, field.column) if field else (self.block.line, self.block.column)
        severity: Severity = "warning" if warns else "error"
        self.problems.append(Problem(self.path, severity, code, message, help_, line, column))

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

    def _hosted(self, url: Field, address: str) -> Embed | None:
        from edblog.embeds import HOSTS

        found = player(address)
        if isinstance(found, Refusal):
            if self.block.kind or found.reason in ("password", "not what it seems"):
                code = (
                    "embed-unknown-host" if found.reason in ("unknown host", "elsewhere") else "embed-address"
                )
                self._wrong(url, code, found.message, found.help)
            elif found.reason == "incomplete" and self.block.bare:
                help_ = f"{found.help}; for a link write [words](address)"
                self._wrong(
                    url, "embed-address", f"{found.message}, so it is shown as it is", help_, warns=True
                )
            return None
        kind = self._kind(url, found.kinds)
        self._refer(found.page, "media", url)
        return Embed(kind, self._title(kind, HOSTS[found.host].name), 0, found.host, found.frame)

    def _kind(self, url: Field, kinds: Sequence[Kind]) -> Kind:
        said = self.block.kind
        if said and said not in kinds and not self.problems:
            self._wrong(
                url, "embed-wrong-kind", f"this is not {_A[said]} but {_A[kinds[0]]}", f"write ::: {kinds[0]}"
            )
        return next((kind for kind in kinds if kind == said), kinds[0])

    def _local(self, url: Field) -> Embed | None:
        type_ = FILMS.get(extension(url.value)) or SOUNDS.get(extension(url.value))
        if type_ is None:
            message = f'"{url.value}" is neither a web address nor a file that browsers play'
            help_ = f"write an address that starts with https://, or a file of one of these types: {', '.join((*FILMS, *SOUNDS))}"
            self._wrong(url, "embed-address", message, help_)
            return None
        # A file of this type may hold sound alone.
        kinds: tuple[Kind, ...] = ("video", "audio") if type_ in FILMS.values() else ("audio",)
        kind = self._kind(url, kinds)
        if "title" not in self.fields:
            fix = (
                "title: How the jar filled up"
                if self.block.kind
                else f"![How the jar filled up]({url.value})"
            )
            message = f"this {_NOUN[kind]} has no title for people who cannot see it"
            self._wrong(
                url, "embed-without-title", message, f"say what it shows: {fix} (WCAG 1.1.1)", warns=True
            )
        self._refer(url.value, "media", url)
        return Embed(kind, self._title(kind), 0, type=type_)

    def _more(self, embed: Embed) -> Embed:
        """The player with its poster, and with its captions and transcript or a warning that it has none."""
        poster = self._poster()
        captions, captioned = self._captions(embed)
        transcript, words, transcribed = self._transcript(embed)
        if embed.kind == "video" and not captioned and not transcribed:
            message = f"nothing says that this video has captions, without which deaf viewers are left out (WCAG 2.1 AA, 1.2.2; {LAW})"
            self._wrong(None, "video-without-captions", message, self._captions_help(embed), warns=True)
        if embed.kind == "audio" and not captioned and not transcribed:
            message = f"this recording has no transcript, without which deaf listeners are left out (WCAG 2.1 AA, 1.2.1; {LAW})"
            help_ = self._as_block(
                embed, "transcript: words.md", "add its words as a page of this site or a file"
            )
            self._wrong(None, "audio-without-transcript", message, help_, warns=True)
        return msgspec.structs.replace(
            embed, poster=poster, captions=captions, transcript=transcript, words=words
        )

    def _captions_help(self, embed: Embed) -> str:
        if embed.host:
            return self._as_block(embed, "captions: yes", "if good captions can be turned on there, say so")
        name = self.fields["url"].value.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        return self._as_block(
            embed, f"captions: {name}.vtt", "put a file of captions (WebVTT) beside it, and name it"
        )

    def _as_block(self, embed: Embed, line: str, words: str) -> str:
        if self.block.kind:
            return f"{words}: {line}"
        name = "url" if embed.host else "file"
        return f"{words}:\n::: {embed.kind}\n{name}: {self.fields['url'].value}\n{line}\n:::"

    def _poster(self) -> int:
        field = self.fields.get("poster")
        if field is None or not field.value:
            return -1
        if "://" in field.value or extension(field.value) not in PICTURES:
            message = "a poster is a picture beside the story, and pages load nothing from elsewhere"
            self._wrong(
                field,
                "embed-wrong-value",
                message,
                "save the picture as JPEG or PNG beside the story, and name that file",
            )
            return -1
        return self._refer(field.value, "picture", field)

    def _captions(self, embed: Embed) -> tuple[tuple[Captions, ...], bool]:
        """The files of captions, and whether there are any captions."""
        field = self.fields.get("captions")
        if field is None or field.value.lower() in NO:
            return (), False
        if field.value.lower() in YES:
            if not embed.host:
                help_ = "name the file of the captions (WebVTT): captions: talk.vtt"
                self._wrong(
                    field, "embed-wrong-value", "a browser cannot see captions within the file itself", help_
                )
            return (), True
        if embed.host:
            help_ = "give them to the host with the video, and write here: captions: yes"
            self._wrong(
                field,
                "embed-wrong-value",
                "the player of another host cannot show captions from a file here",
                help_,
            )
            return (), False
        captions = []
        for name in filter(None, (part.strip() for part in field.value.split(","))):
            if extension(name) != ".vtt" or "://" in name:
                help_ = "save them as WebVTT beside the story, and name that file: captions: talk.vtt"
                self._wrong(field, "embed-wrong-value", f'browsers do not read captions from "{name}"', help_)
                continue
            lang = _VTT_LANGUAGE.search(name)
            here = field._replace(column=field.column + field.value.index(name))
            captions.append(Captions(self._refer(name, "media", here), lang[1] if lang else self.lang))
        return tuple(captions), True

    def _transcript(self, embed: Embed) -> tuple[int, str, bool]:
        """Position of a transcript of the site, address of another one, and whether there is one."""
        field = self.fields.get("transcript")
        if field is None or field.value.lower() in NO:
            return -1, "", False
        if field.value.lower() in YES:
            if not embed.host:
                self._wrong(
                    field,
                    "embed-wrong-value",
                    "this does not say where the transcript is",
                    "name it: transcript: words.md",
                )
            return -1, "", True
        if ":" in field.value.partition("/")[0] or field.value.startswith(("//", "\\")):
            if not _is_web_address(field.value):
                help_ = "write an address that starts with https://, or a file beside the story"
                self._wrong(field, "embed-wrong-value", "this is not the address of a web page", help_)
                return -1, "", False
            return -1, field.value, True
        return self._refer(field.value, "link", field), "", True


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
