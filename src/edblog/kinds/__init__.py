"""The kinds of content that a site may have. A new kind costs a folder here, and one line."""

from __future__ import annotations

from edblog.kinds.credentials import CREDENTIALS
from edblog.kinds.kind import Kind
from edblog.kinds.pages import PAGES
from edblog.kinds.people import PEOPLE
from edblog.kinds.stories import STORIES

KINDS: tuple[Kind, ...] = (STORIES, CREDENTIALS, PEOPLE, PAGES)
"""In the order in which a site shows them."""
