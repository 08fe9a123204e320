"""Finds the templates that a template extends, includes or imports, without parsing it.

Every build needs this for all templates, to compute digests; most builds render only a few of them.
"""

from __future__ import annotations

import re
from functools import lru_cache

_TEXT = r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'"""
_START = re.compile(r"\{%[-+]?\s*(extends|include|import|from)\b")
# As in Jinja's lexer, the end of a tag does not count inside quotes.
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
"""Patterns of tags with literal names, each name replaced by `"`; a tag that does not match has a computed name."""


# A preview builds many times with nearly the same theme.
@lru_cache(maxsize=512)
def references(source: str) -> tuple[str | None, ...]:
    """The names in a template's `extends`, `include`, `import` and `from` tags; None for a name that is computed.

    Tags in comments and raw text count as well, so there may be more names than the template uses, never fewer.
    """
    found: list[str | None] = []
    for start in _START.finditer(source):
        rest = _REST.match(source, start.end())
        text = rest[0] if rest else ""
        plain = "\\" not in text and _PLAIN[start[1]].fullmatch(_NAME.sub('"', text))
        found += [name[1:-1] for name in _NAME.findall(text)] if plain else [None]
    return tuple(found)
