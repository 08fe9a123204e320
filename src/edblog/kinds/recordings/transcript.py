"""Makes the transcript of a recording for its page, and as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from edblog.files.recordings.cues import UNTIMED, Cue
from edblog.kinds.recordings.record import Chapter
from edblog.kinds.recordings.views import Paragraph, TranscriptPart

LONG = 350
"""Characters after which a paragraph ends with its sentence."""
OFTEN = 30.0
"""Seconds after which a voice that goes on has a time again."""
PAUSE = 4.0
"""Seconds of quiet after which a paragraph ends with its sentence."""
# At the end of a text: linear.
_END = re.compile(r"[.!?…。！？؟][\"'”’»)\]]*\Z")


def clock(seconds: float) -> str:
    """A time for readers: `2:41`, `1:02:03`."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def at(file: str, seconds: float) -> str:
    """The address of a file at a time (W3C Media Fragments); empty without a file."""
    return f"{file}#t={int(seconds)}" if file else ""


def parts(
    cues: Sequence[Cue], chapters: Iterable[Chapter], file: str, *, is_written: bool = False
) -> tuple[TranscriptPart, ...]:
    """The words by chapter; one part without a title if there are no chapters. `is_written` keeps the paragraphs of the writer."""
    if not cues:
        return ()
    starts = list(chapters)
    if not starts or (starts[0].at > 0 and max(0, cues[0].starts) < starts[0].at - 0.5):
        starts.insert(0, Chapter(0, ""))
    ends = [chapter.at for chapter in starts[1:]] + [None]
    rest, found = list(cues), []
    for chapter, end in zip(starts, ends, strict=True):
        # Captions may begin a moment before the chapter that they belong to.
        count = len(rest) if end is None else sum(cue.starts < end - 0.5 for cue in rest)
        said = rest[:count] if is_written else list(_joined(rest[:count]))
        rest = rest[count:]
        title, time = chapter.title, clock(chapter.at) if chapter.title else ""
        found.append(
            TranscriptPart(
                title,
                at(file, chapter.at) if title else "",
                time,
                _paragraphs(said, file, is_written=is_written),
            )
        )
    return tuple(part for part in found if part.title or part.paragraphs)


def _joined(cues: Iterable[Cue]) -> Iterator[Cue]:
    """Cues joined into paragraphs: those of one speaker, up to the end of a sentence."""
    current: Cue | None = None
    for cue in cues:
        if current is None:
            current = cue
        elif (cue.who and cue.who != current.who) or (
            _END.search(current.text) and (len(current.text) > LONG or cue.starts - current.ends > PAUSE)
        ):
            yield current
            # A cue without a name goes on with the same voice.
            current = cue if cue.who else cue._replace(who=current.who)
        else:
            current = current._replace(ends=cue.ends, text=f"{current.text} {cue.text}")
    if current is not None:
        yield current


def _paragraphs(cues: Iterable[Cue], file: str, *, is_written: bool) -> tuple[Paragraph, ...]:
    """The paragraphs; one that goes on with the same voice has no name, and a time only after a while."""
    found: list[Paragraph] = []
    who, starts, shown = "", UNTIMED, UNTIMED
    for cue in cues:
        is_same = bool(found) and (cue.starts == starts if is_written else bool(who) and cue.who in ("", who))
        is_timed = cue.starts >= 0 and not (is_same and (is_written or cue.starts - shown < OFTEN))
        found.append(
            Paragraph(
                clock(cue.starts) if is_timed else "",
                at(file, cue.starts) if is_timed else "",
                "" if is_same else cue.who,
                cue.text,
            )
        )
        who, starts, shown = cue.who or who, cue.starts, cue.starts if is_timed else shown
    return tuple(found)


def plain_text(title: str, found: Iterable[TranscriptPart]) -> str:
    """The transcript as a text file."""
    lines = [title]
    for part in found:
        if part.title:
            lines += ("", "", f"{part.time} {part.title}")
        for paragraph in part.paragraphs:
            said = f"{paragraph.who}: {paragraph.text}" if paragraph.who else paragraph.text
            lines += ("", f"[{paragraph.time}] {said}" if paragraph.time else said)
    return "\n".join(lines) + "\n"
