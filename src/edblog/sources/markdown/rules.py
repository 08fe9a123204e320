"""Exports the patterns and words of the text checks as JSON, for checks in a browser."""

from __future__ import annotations

from typing import Any

from edblog.sources.markdown import accessibility as access
from edblog.sources.markdown.silent_mistakes import CLOSE_HEADING
from edblog.sources.patterns import portable

_PATTERNS = {
    "picture": access.PICTURE,
    "link": access.LINK,
    "autolink": access.AUTOLINK,
    "marks": access.MARKS,
    "bold_line": access.BOLD_LINE,
    "rule": access.RULE,
    "bullets": access.BULLETS,
    "hashes": access.HASHES,
    "close_heading": CLOSE_HEADING,
    "file": access.FILE,
    "camera": access.CAMERA,
}


def text_rules() -> dict[str, Any]:
    """The rules for pictures, links, headings, tables and lists in a text."""
    return {
        "patterns": {name: portable(pattern.pattern) for name, pattern in _PATTERNS.items()},
        "empty_descriptions": sorted(access.EMPTY_DESCRIPTIONS),
        "vague": sorted(access.VAGUE),
        "decorative": access.DECORATIVE,
        "long_link": access.LONG_LINK,
        "long_address": access.LONG_ADDRESS,
        "link_ends": access.LINK_ENDS,
        "sentence_ends": access.SENTENCE_ENDS,
        "heading_words": access.HEADING_WORDS,
        "alt_limit": ALT_LIMIT,
    }


ALT_LIMIT = 1_000
"""The most characters of a picture's description, as in front matter."""
