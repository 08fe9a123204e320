"""The names of templates that a template names, found without parsing it.

Which templates an output depends on is asked at every build, of all of them; most builds render a few.
"""

from __future__ import annotations

import re
from functools import lru_cache

_TEXT = r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'"""
_START = re.compile(r"\{%[-+]?\s*(extends|include|import|from)\b")
# As for Jinja's lexer, a text may hold the end of a tag.
_REST = re.compile(rf"(?:{_TEXT}|(?!%\}}).)*", re.DOTALL)
_NAME = re.compile(_TEXT, re.DOTALL)
_NAMES = r'\s*(?:"|[\[(]\s*"(?:\s*,\s*")*[\s,]*[\])])\s*'
_CONTEXT = r"(?:with(?:out)?\s+context\s*)?[-+]?"
_PLAIN = {
    "extends": re.compile(rf"{_NAMES}[-+]?"),
    "include": re.compile(rf"{_NAMES}(?:ignore\s+missing\s*)?{_CONTEXT}"),
    "import": re.compile(rf"{_NAMES}as\s+\w+\s*{_CONTEXT}"),
    "from": re.compile(rf"{_NAMES}import\b[\s\w,]*[-+]?"),
}
"""What tags look like where `"` stands for each name; in any other the name is computed."""


# A preview builds again and again from nearly the same theme.
@lru_cache(maxsize=512)
def references(source: str) -> tuple[str | None, ...]:
    """The names in a template's `extends`, `include`, `import` and `from`; None for one that is computed.

    Comments and raw text count as well: there may be more names than are used, and never fewer.
    """
    found: list[str | None] = []
    for start in _START.finditer(source):
        rest = _REST.match(source, start.end())
        text = rest[0] if rest else ""
        plain = "\\" not in text and _PLAIN[start[1]].fullmatch(_NAME.sub('"', text))
        found += [name[1:-1] for name in _NAME.findall(text)] if plain else [None]
    return tuple(found)
