"""The kind of content that is called stories."""

from __future__ import annotations

from edblog.kinds.kind import Kind
from edblog.kinds.stories.record import Post


class Stories(Kind):
    """Stories."""

    record = Post
    what = "a story"


STORIES = Stories()
