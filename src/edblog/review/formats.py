"""Formats a review for people and for tools: text, JSON, Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from types import MappingProxyType
from typing import Any

from edblog.problems.formats import json_text
from edblog.review.harmless import code, line, quoted
from edblog.review.values import Change, Level, Note, Review
from edblog.start.wording import count

_MARKS: Mapping[Level, str] = MappingProxyType({"danger": "!!", "look": "! ", "fact": "  "})
"""The mark at the start of a line, for people who cannot see colors."""
_COLORS: Mapping[Level, str] = MappingProxyType({"danger": "31;1", "look": "33", "fact": ""})
"""The terminal colors (ECMA-48)."""
_MOST = 100
"""The most changes that a section lists."""
_MOST_IN_MARKDOWN = 30
_ROOM = 12_000
"""Characters of a section in Markdown; a comment on a git host has an end."""
_MOST_NOTES = 12
"""The most notes on a file in Markdown."""
_MOST_NAMED = 3
"""The most names of writers in the first line."""
_OUTSIDE = "Outside content/: these can change the program or the whole site. Somebody who knows it must read every line."


def headline(review: Review, quote: Callable[[str], str] = str) -> str:
    """The summary of a review in one line: `1 new story by Kim Sample, 1 new author; 2 files outside content/`."""
    groups: dict[tuple[str, str], list[Change]] = {}
    for change in review.content:
        groups.setdefault((change.status, change.what), []).append(change)
    parts = [_counted(status, what, changes, quote) for (status, what), changes in groups.items()]
    for release, people in ((True, "yes"), (False, "no")):
        if number := sum(change.with_people for change in review.content if change.is_released == release):
            parts.append(f"{count(number, 'picture')} with people (release: {people})")
    parts = [", ".join(parts)]
    if any(change.what == "settings" for change in review.outside):
        parts.append("touches the settings (read them!)")
    if review.outside:
        parts.append(f"{count(len(review.outside), 'file')} outside content/")
    if review.left_out:
        parts.append(f"{count(review.left_out, 'more file')}, which are not listed")
    return "; ".join(filter(None, parts)) or "nothing changes"


def _counted(status: str, what: str, changes: list[Change], quote: Callable[[str], str]) -> str:
    """The number of changed files of one kind, with the names of their writers if there are only a few."""
    names = list(dict.fromkeys(name for change in changes for name in change.by))
    by = f" by {', '.join(map(quote, names))}" if 0 < len(names) <= _MOST_NAMED else ""
    return count(len(changes), f"{status} {what}", f"{status} {_many(what)}") + by


def as_text(review: Review, *, is_colored: bool = False) -> str:
    """The review as text for a terminal: a line for each file, and below it its notes; `!!` marks dangers, `!` notes to check."""
    lines = [_line(_compared(review), ""), "", _line(headline(review), "")]
    for title, changes in _sections(review):
        lines += ["", _painted(title, "31;1" if changes is review.outside and is_colored else "")]
        for change in changes if len(changes) <= _MOST else _ranked(changes)[:_MOST]:
            lines += ["", *_text_of(change, is_colored=is_colored)]
        lines += _rest(len(changes) - _MOST)
    return "\n".join((*lines, "", verdict(review), ""))


def verdict(review: Review, danger: str = "!!", look: str = "!") -> str:
    """The last line: the numbers of files with dangers and with notes to check, with their marks."""
    parts = []
    if review.dangers:
        parts.append(f"{count(review.dangers, 'file')} to read line by line ({danger})")
    if review.looks:
        parts.append(f"{count(review.looks, 'file')} to look at closely ({look})")
    return f"{', '.join(parts) or 'Nothing that needs special care'}. Whether the texts can be published: edblog check"


def as_json(review: Review) -> str:
    """The review as a JSON object; `notes` have a `level` (`danger`, `look` or `fact`) and a `text`."""
    return json_text(
        {
            "base": review.base,
            "base_commit": review.base_commit,
            "head_commit": review.head_commit,
            "commits": review.commits,
            "people": review.people,
            "summary": headline(review),
            "dangers": review.dangers,
            "looks": review.looks,
            "outside": [_object(change) for change in review.outside],
            "content": [_object(change) for change in review.content],
            "left_out": review.left_out,
        }
    )


def as_markdown(review: Review) -> str:
    """The review as Markdown lists for a comment on a git host. Texts of strangers become code, so their names, links and HTML do nothing."""
    lines = [f"{_first_capital(headline(review, code))}.", ""]
    for title, changes in _sections(review):
        blocks = list(map(_block, changes))
        if len(blocks) > _MOST_IN_MARKDOWN or sum(map(len, blocks)) > _ROOM:
            blocks = list(map(_block, _ranked(changes)[:_MOST_IN_MARKDOWN]))
        sizes = accumulate(map(len, blocks))
        shown = [block for block, size in zip(blocks, sizes, strict=True) if size <= _ROOM]
        rest = [f"- {words.strip()}" for words in _rest(len(changes) - len(shown)) if words]
        lines += [f"**{title}**", "", *shown, *rest, ""]
    return "\n".join((*lines, verdict(review, "🔴", "🟡"), ""))


def _block(change: Change) -> str:
    """A change with its notes, as an item of a list in Markdown."""
    mark = "🔴 " if change.level == "danger" else "🟡 " if change.level == "look" else ""
    notes = [f"  - {_emphasis(note)}" for note in change.notes[:_MOST_NOTES]]
    if len(change.notes) > _MOST_NOTES:
        notes.append(f"  - and {count(len(change.notes) - _MOST_NOTES, 'more note')}")
    return "\n".join((f"- {mark}{_name(change, code)}", *notes))


def _sections(review: Review) -> Iterator[tuple[str, Sequence[Change]]]:
    if review.outside:
        yield _OUTSIDE, review.outside
    if review.content:
        yield "In content/", review.content


def _ranked(changes: Sequence[Change]) -> list[Change]:
    """The changes, the most dangerous ones first."""
    return sorted(changes, key=lambda change: list(_MARKS).index(change.level))


def _compared(review: Review) -> str:
    by = f" by {', '.join(review.people[:5])}" if review.people else ""
    more = f" and {len(review.people) - 5:,} more" if len(review.people) > 5 else ""
    return (
        f"{count(review.commits, 'commit')}{by}{more}, compared with {review.base} ({review.base_commit[:7]})"
    )


def _text_of(change: Change, *, is_colored: bool) -> Iterator[str]:
    color = _COLORS[change.level] if is_colored else ""
    yield f"{_MARKS[change.level]} {_line(_name(change, quoted), color)}"
    for note in change.notes:
        yield f"{_MARKS[note.level]}     {_line(note.filled(quoted), _COLORS[note.level] if is_colored else '')}"
    if change.address:
        yield f"       {_line(change.address, '')}"


def _name(change: Change, quote: Callable[[str], str]) -> str:
    def shown(text: str) -> str:
        return code(text) if quote is code else text

    label = f" {quote(change.label)}" if change.label else ""
    by = f" by {', '.join(map(shown, change.by))}" if change.by else ""
    was = f" (was {shown(change.was)})" if change.was else ""
    return f"{change.status} {change.what}{label}{by}: {shown(change.path)}{was}"


def _rest(number: int) -> list[str]:
    return ["", f"   … and {count(number, 'more file')}"] if number > 0 else []


def _line(text: str, color: str) -> str:
    return _painted(line(text), color)


def _painted(text: str, color: str) -> str:
    return f"\x1b[{color}m{text}\x1b[0m" if color else text


def _emphasis(note: Note) -> str:
    text = note.filled(code)
    return f"**{text}**" if note.level == "danger" else text


def _many(what: str) -> str:
    return f"{what[:-1]}ies" if what.endswith("y") else what if what.endswith("s") else f"{what}s"


def _first_capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _object(change: Change) -> dict[str, Any]:
    return {
        "path": change.path,
        "status": change.status,
        "what": change.what,
        "was": change.was,
        "label": change.label,
        "by": change.by,
        "address": change.address,
        "level": change.level,
        "notes": [{"level": note.level, "text": note.filled(quoted)} for note in change.notes],
    }


FORMATS: Mapping[str, Callable[[Review], str]] = MappingProxyType(
    {"text": as_text, "json": as_json, "markdown": as_markdown}
)
"""All formats, by their name in `edblog review --format`."""
