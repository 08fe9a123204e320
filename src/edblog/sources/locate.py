"""Finds the line, the column and the source line of a problem that names only a field or a piece of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

import msgspec

from edblog.problems import Problem
from edblog.problems.checks import CHECKS
from edblog.problems.places import line_and_column
from edblog.sources.decode import with_plain_line_ends


def locate(problem: Problem, text: str) -> Problem:
    """The problem with its line, column and excerpt filled in from the text of its file."""
    text = with_plain_line_ends(text.removeprefix("\ufeff"))
    line, column = problem.line, problem.column
    if not line:
        if problem.path.endswith(".toml"):
            line, column = place_in_toml(text, problem.key)
        elif problem.key:
            line, column = _in_front_matter(problem.path, text, problem.key, problem.text)
        elif problem.text:
            line, column = _in_body(problem.path, text, problem.text, problem.nth)
        line, column = line or 1, column or 1
    lines = text.split("\n")
    excerpt = lines[line - 1] if line <= len(lines) and "\0" not in text else ""
    # A line may be as long as a file.
    excerpt = excerpt[: max(400, column + 200)] if column < _FARTHEST_COLUMN else ""
    check = CHECKS.get(problem.code)
    excerpt = "" if check and check.is_secret else excerpt
    return msgspec.structs.replace(problem, line=line, column=column, excerpt=excerpt)


_FARTHEST_COLUMN = 20_000
"""Beyond it, a problem has no excerpt."""


def _in_front_matter(path: str, text: str, key: tuple[str | int, ...], wanted: str) -> tuple[int, int]:
    """Line and column of the scalar `wanted` under any of the keys, or else of the first key's value."""
    from edblog.sources.front_matter.parsing import Mapping, Scalar, Sequence, Value, parse

    def find(value: Value) -> tuple[int, int] | None:
        if isinstance(value, Scalar):
            return (value.line, value.column) if " ".join(value.text.split()) == wanted else None
        children = value.items if isinstance(value, Sequence) else tuple(value.items.values())
        return next(filter(None, map(find, children)), None)

    fields = parse(path, text, len(text)).fields
    if not isinstance(fields, Mapping):
        return 0, 0
    values = [fields.items[name] for name in map(str, key) if name in fields.items]
    found = next(filter(None, map(find, values)), None) if wanted else None
    return found or next(((value.line, value.column) for value in values), (1, 1))


def _in_body(path: str, text: str, piece: str, nth: int) -> tuple[int, int]:
    from urllib.parse import quote

    from edblog.sources.front_matter.parsing import parse

    parsed = parse(path, text, len(text))
    body = parsed.body
    # `nth` counts no code and no players; only if nothing is found outside of them, they are searched, too.
    for text_ in (_without_code_and_players(path, body), body):
        for spelling in (piece, piece.replace("&", "&amp;"), quote(piece, safe="/#?=&%.:")):
            found = list(islice(_places(text_, spelling), _MOST_PLACES))
            # A link is written `](target)`; the same letters elsewhere are only prose.
            links = [at for at in found if _is_target(text_, at, at + len(spelling))]
            hits = links or found
            if hits:
                at = hits[min(nth, len(hits) - 1)]
                return line_and_column(body, at, parsed.body_line)
    return parsed.body_line, 1


def _without_code_and_players(path: str, body: str) -> str:
    """The text with spaces in the place of code and players."""
    from edblog.sources.markdown.players import Players
    from edblog.sources.markdown.prose import without_code

    players = Players(path, body, 1, "en")
    return without_code(players.without(players.found))


_AFTER_TARGET = frozenset(["", *" \t\n)\"'>"])
"""Characters that can follow a link target."""
_MOST_PLACES = 5_000
"""Places of a piece of text that are checked."""


def _places(body: str, piece: str) -> Iterator[int]:
    at = body.find(piece)
    while at >= 0:
        yield at
        at = body.find(piece, at + len(piece))


def _is_target(body: str, start: int, end: int) -> bool:
    """Whether a piece of text is the whole target of a link or picture."""
    bare = body[max(0, start - 20) : start].rstrip(" \t\n\"'<")
    name = bare.removesuffix("=")
    if not bare.endswith(("](", "]:")) and (
        name == bare or not name.rstrip().lower().endswith(("href", "src"))
    ):
        return False
    return body[end : end + 1] in _AFTER_TARGET


def place_in_toml(text: str, key: tuple[str | int, ...]) -> tuple[int, int]:
    """Line and column of a key in a TOML text, or of its table if the key is missing."""
    names = [str(part) for part in key]
    table: list[str] = []
    best = (1, 1)
    for number, line in enumerate(text.split("\n"), start=1):
        if line.lstrip().startswith("[") and "]" in line:
            header = line.partition("[")[2].removeprefix("[").partition("]")[0]
            table = [part.strip().strip("\"'") for part in header.split(".")]
            if table == names:
                return number, line.index("[") + 1
            if table == names[: len(table)]:
                best = number, line.index("[") + 1
        # Linear: spaces, dots and names take turns.
        elif entry := re.match(
            r"\s*((?:[\w-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*(?:[\w-]+|\"[^\"]*\"))*)\s*=", line
        ):
            dotted = [part.strip().strip("\"'") for part in entry[1].split(".")]
            if table + dotted == names[: len(table) + len(dotted)]:
                best = number, entry.start(1) + 1
                if len(table) + len(dotted) == len(names):
                    return best
    return best
