"""Views of pages."""

from __future__ import annotations

from edblog.views import RecordPage


class TextPage(RecordPage, kw_only=True, frozen=True):
    """A page such as About; template `page.html`."""
