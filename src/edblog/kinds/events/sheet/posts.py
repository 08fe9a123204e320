"""Texts of a chat that are ready to post, and the minutes at which their time comes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Literal

from edblog.kinds.events.sheet.views import ChatPost
from edblog.outputs.templates.texts import Texts
from edblog.services.sharing import Service, Shared
from edblog.views import Link

MAX_LENGTH = 280
"""Characters of a post on X, the shortest limit of the networks: Bluesky takes 300, Mastodon and Threads 500."""
_CUT = "…"
# What counts twice on X: emoji, and the characters of Chinese, Japanese and Korean.
_TWICE = re.compile("[^\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")


def length(text: str) -> int:
    """The length of a text as X counts it. An address counts with all of its characters; X itself counts 23."""
    composed = unicodedata.normalize("NFC", text)
    return len(composed) + len(_TWICE.findall(composed))


def _weight(character: str) -> int:
    return 2 if _TWICE.match(character) else 1


def schedule(minutes: int, questions: int) -> tuple[int, ...]:
    """The minutes after the start at which to post the welcome, each question, and the thanks.

    A tenth of the time, at most ten minutes, is for the welcome, and as much for the thanks; the questions share the rest evenly:
    of an hour with eight questions, each has six minutes.
    """
    around = min(minutes // 10, 10)
    rest = minutes - 2 * around
    return 0, *(around + rest * number // questions for number in range(questions)), minutes - around


def fitting(variants: Sequence[str], tail: str) -> tuple[str, bool]:
    """The first variant of a text that fits into a post with its tail, and whether it is whole.

    If none fits, the last one ends at the last word that has room, with `…`.
    """
    room = MAX_LENGTH - length(f"\n{tail}")
    plain = [unicodedata.normalize("NFC", text) for text in variants]
    whole = next((text for text in plain if length(text) <= room), "")
    return (whole, True) if whole else (_shortened(plain[-1], room), False)


def _shortened(text: str, room: int) -> str:
    kept, end, left = 0, 0, room - length(_CUT)
    for end, character in enumerate(text):
        if character.isspace():
            kept = end
        left -= _weight(character)
        if left < 0:
            break
    # A very long word is cut within.
    return text[: kept if kept > end // 2 else end].rstrip(" ,;:.–—-") + _CUT


def posts(
    texts: Texts,
    title: str,
    questions: Sequence[str],
    starts: datetime,
    minutes: int,
    tail: str,
    coming: str,
    networks: Sequence[Service] = (),
) -> Iterator[ChatPost]:
    """The posts of a chat: a welcome, each question, and the thanks. `coming` names the next chat; it may be empty."""

    def post(
        kind: Literal["welcome", "question", "thanks"], number: int, after: int, *variants: str
    ) -> ChatPost:
        text, is_whole = fitting(variants, tail)
        whole = f"{text}\n{tail}"
        at = (starts.astimezone(UTC) + timedelta(minutes=after)).astimezone(starts.tzinfo)
        clock, _, half = texts.day(at, "time").replace("\u202f", " ").replace("\xa0", " ").partition(" ")
        return ChatPost(
            kind=kind,
            number=number,
            at=at,
            clock=clock,
            half=half,
            text=text,
            whole=whole,
            length=length(whole),
            is_cut=not is_whole,
            links=tuple(Link(network.name, network.link(Shared(whole))) for network in networks),
        )

    welcome, *asking, thanks = schedule(minutes, len(questions))
    who, how = texts.text("sheet.post_who"), texts.text("sheet.post_how", count=len(questions))
    hello = texts.text("sheet.post_welcome", minutes=minutes, title=ended(title), count=len(questions))
    yield post("welcome", 0, welcome, f"{hello} {how} {who}", f"{hello} {how}", hello)
    for number, (after, question) in enumerate(zip(asking, questions, strict=True), 1):
        text = texts.text("sheet.post_question", number=number, question=question)
        yield post("question", number, after, text)
    goodbye = texts.text("sheet.post_thanks")
    longer = (f"{goodbye} {coming}",) if coming else ()
    yield post("thanks", 0, thanks, *longer, goodbye)


def ended(title: str) -> str:
    """A title that can be followed by a sentence."""
    return title if title.endswith(("?", "!", ".", "…")) else f"{title}."
