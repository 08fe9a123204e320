"""HTML that may be shown as it is, as types of its own: whatever else a page shows is text, and is escaped.

Few may make them, and `tests/invariants/test_typed_html.py` names those: the sanitizer, what fills in its placeholders,
and the builders of our own embeds. A text can never become one by accident, since none is a `str` to a template.
"""

from __future__ import annotations

from typing import NewType

import msgspec

CleanHtml = NewType("CleanHtml", str)
"""HTML as the sanitizer left it, with placeholders for addresses; what is remembered of a text."""

NO_HTML = CleanHtml("")


class SafeHtml(msgspec.Struct, frozen=True):
    """HTML that templates show as it is, where HTML may stand.

    A piece of it (`body[:100]`) is plain text, and so is whatever a filter makes of it: those are escaped.
    """

    html: str

    def __html__(self) -> str:
        """What Jinja and MarkupSafe ask for; nothing else that a template sees has it."""
        return self.html

    def __str__(self) -> str:
        return self.html

    def __bool__(self) -> bool:
        return bool(self.html)

    def __len__(self) -> int:
        return len(self.html)

    def __getitem__(self, index: int | slice) -> str:
        return self.html[index]
