"""The kind of content that is called pages."""

from __future__ import annotations

from edblog.kinds.kind import Kind
from edblog.kinds.pages.record import Page


class Pages(Kind):
    """Pages."""

    record = Page
    what = "a page"


PAGES = Pages()
