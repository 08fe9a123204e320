"""Takes needless backslashes out of Markdown, so that people can read and edit it.

html-to-markdown escapes each character that may have a meaning somewhere; most of them have none where they are.
"""

from __future__ import annotations

import re

from edblog.outputs.markdown.marks import FORMULA

_FENCE = re.compile(r"[ >]*(?:```|~~~)")
# Linear: a run of backticks and what is up to the next one of the same length is looked for by `_outside_code`.
_ESCAPE = re.compile(r"\\([\\.+=#_>$^<-])")
_START = re.compile(r"[ >]*(?:(?:-|[0-9]+\.)[ ]+)*[0-9]*")
"""The beginning of a line, with the marks of quotations and lists, and a number."""


def without_needless(markdown: str) -> str:
    """Markdown without needless backslashes."""
    lines, fenced = [], False
    for line in markdown.split("\n"):
        if _FENCE.match(line):
            fenced = not fenced
        lines.append(line if fenced or "\\" not in line else _plain(line))
    return "\n".join(lines)


def _plain(line: str) -> str:
    if "`" in line.replace("\\`", ""):
        return line
    begins = _START.match(line)
    first = begins.end() if begins else 0
    single = {one: line.count(one) == 1 and FORMULA not in line for one in "$^"}

    def kept(found: re.Match[str]) -> str:
        before, after = line[: found.start()][-1:], line[found.end() :][:1]
        one = found[1]
        if one == "\\" or found.start() <= first or (one == "#" and line.lstrip().startswith("#")):
            return found[0]
        return (
            one if _is_needless(one, before, after, line[found.end() : found.end() + 2], single) else found[0]
        )

    return _ESCAPE.sub(kept, line)


def _is_needless(one: str, before: str, after: str, rest: str, single: dict[str, bool]) -> bool:
    """Whether a character has no meaning between its neighbors, which is not at the beginning of a line."""
    if one == ".":
        return True
    if one in "$^":
        return single[one]
    if one == "_":
        return before.isalnum() and after.isalnum()
    if one == "<":
        return after == " " or after.isdecimal()
    if one == ">":
        return before != "-"
    # Two of them have a meaning, such as a dash or marked words.
    return before != one and rest != f"\\{one}" and after != one
