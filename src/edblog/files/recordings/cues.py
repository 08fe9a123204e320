"""The words of captions (WebVTT): who says what when. They are kept packed, as one text, because few builds need them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import NamedTuple

LONGEST = 1_000_000
"""Characters of captions that are read: about ten hours of speech."""
UNTIMED = -1.0
"""The start of words before the first time."""
# Linear: all parts have a limited length.
_TIME = r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2})(?:[.,](\d{1,3}))?"
_TIMES = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}")
_CLOCK = re.compile(_TIME)
_VOICE = re.compile(r"<v[^\s<>]*+[ \t]++([^<>]*+)>")
_TAG = re.compile(r"<[^<>]*+>")
_SETTINGS = ("NOTE", "STYLE", "REGION")
# A short name in front of the words, as Zoom writes it: each part begins with a capital letter, or with none in scripts without them.
_NAME = re.compile(r"([^\W\d_][^:<>\n.!?]{0,49}):\s+(?=\S)")
_SMALL_PARTS = frozenset(["and", "da", "de", "del", "der", "di", "do", "dos", "la", "van", "von", "y", "al", "bin", "el"])  # fmt: skip


class Cue(NamedTuple):
    """Words that are shown together."""

    starts: float
    """In seconds, as `ends` is."""
    ends: float
    who: str
    """Who says it; empty if the file does not say."""
    text: str


def seconds_at(clock: str) -> float | None:
    """The seconds of a time such as `2:41`, `1:02:03` or `00:02:41.500`; None for anything else."""
    found = _CLOCK.fullmatch(clock.strip())
    return (
        _seconds(found.groups())
        if found and int(found[3]) < 60 and not (found[1] and int(found[2]) > 59)
        else None
    )


def _seconds(parts: Iterable[str | None]) -> float:
    hours, minutes, seconds, rest = parts
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0) + float(f"0.{rest or 0}")


def speaker(text: str) -> tuple[str, str]:
    """The name of a speaker in front of words, and the words: `Jonas Tanaka: I ask.`; without a name, the first is empty."""
    found = _NAME.match(text)
    if found is None:
        return "", text
    parts = found[1].split()
    is_name = len(parts) <= 5 and all(not part[0].islower() or part in _SMALL_PARTS for part in parts)
    return (" ".join(parts), text[found.end() :]) if is_name else ("", text)


def read_cues(data: bytes) -> list[Cue]:
    """The cues of WebVTT in order of time, without markup. A line that is shown twice in a row, as in automatic captions, is taken once."""
    text = data.decode("utf-8-sig", "replace")[:LONGEST].replace("\r\n", "\n").replace("\r", "\n")
    cues = sorted(_cues(text), key=lambda cue: cue.starts)
    found: list[Cue] = []
    before: list[str] = []
    for cue in cues:
        lines = cue.text.split("\n")
        fresh = lines[1:] if before and lines[0] == before[-1] else lines
        before = lines
        if words := " ".join(" ".join(fresh).split()):
            found.append(cue._replace(text=words))
    return found


def _cues(text: str) -> Iterator[Cue]:
    """The cues in the order of the file, each with its lines. Only an empty line ends a cue, or the times of the next one."""
    for block in re.split(r"\n{2,}", text):
        lines = block.strip("\n").split("\n")
        if (lines[0].split(maxsplit=1)[:1] or [""])[0] in _SETTINGS:
            continue
        found = [(at, times) for at, line in enumerate(lines) if (times := _TIMES.match(line))]
        ends = [at for at, _ in found[1:]] + [len(lines)]
        for (at, times), end in zip(found, ends, strict=False):
            # The number of the next cue is no word of this one.
            has_number = end < len(lines) and lines[end - 1].strip().isdigit()
            starts, stops = _seconds(times.groups()[:4]), _seconds(times.groups()[4:])
            yield from _voices(starts, stops, "\n".join(filter(str.strip, lines[at + 1 : end - has_number])))


def _voices(starts: float, ends: float, words: str) -> Iterator[Cue]:
    """A cue for each voice in the words of one."""
    pieces = _VOICE.split(words)
    for who, piece in zip(["", *pieces[1::2]], pieces[::2], strict=True):
        plain = "\n".join(
            " ".join(unescape(_TAG.sub("", line)).split()) for line in piece.strip().split("\n")
        )
        if plain.strip():
            named, said = (who, plain) if who else speaker(plain)
            yield Cue(starts, ends, " ".join(unescape(named).split()), said)


def pack(cues: Iterable[Cue]) -> str:
    """The cues as one text: a line for each."""
    return "\n".join(f"{cue.starts:.3f}\t{cue.ends:.3f}\t{_flat(cue.who)}\t{_flat(cue.text)}" for cue in cues)


def unpack(packed: str) -> list[Cue]:
    """The cues of a packed text."""
    rows = (line.split("\t") for line in packed.split("\n") if line)
    return [Cue(float(starts), float(ends), who, text) for starts, ends, who, text in rows]


def _flat(text: str) -> str:
    return " ".join(text.split())
