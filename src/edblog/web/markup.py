"""Types for HTML that templates do not escape. Everything else on a page is text, and is escaped.

Only a few modules may create such HTML, listed in `tests/invariants/test_typed_html.py`: the sanitizer, the code that fills
in its placeholders, and the builders of embeds. A `str` never becomes HTML by accident, because these types are not `str`.
"""

from __future__ import annotations

from typing import NewType

import msgspec

CleanHtml = NewType("CleanHtml", str)
"""Sanitized HTML of a text, with placeholders for addresses; the form in which it is cached."""

NO_HTML = CleanHtml("")


class SafeHtml(msgspec.Struct, frozen=True):
    """HTML that templates insert without escaping.

    A slice of it (`body[:100]`) is plain text, and so is the result of a filter: both are escaped.
    """

    html: str

    def __html__(self) -> str:
        """The HTML, for Jinja and MarkupSafe; no other value in a template has this method."""
        return self.html

    def __str__(self) -> str:
        return self.html

    def __bool__(self) -> bool:
        return bool(self.html)

    def __len__(self) -> int:
        return len(self.html)

    def __getitem__(self, index: int | slice) -> str:
        return self.html[index]
