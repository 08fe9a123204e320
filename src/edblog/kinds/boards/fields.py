"""The front matter fields of a board."""

from __future__ import annotations

from edblog.sources.front_matter.common import IMAGE_CALLED, summary, title
from edblog.sources.front_matter.field import Field, called
from edblog.sources.front_matter.pictures import picture
from edblog.sources.front_matter.readers import Names

FIELDS = (
    title("what the board is called", "The drawer by the door", needed="The drawer by the door"),
    summary(
        "what is on it, in a sentence or two; without it, the first paragraph serves",
        "What we reach for when a lesson could go two ways.",
    ),
    *picture(
        "cover",
        "the picture of the board in lists; without it, those of its first resources",
        "drawer.jpg",
        alt=("what that picture shows; needed with `cover`", "An open drawer with index cards"),
        called={
            key: {name: words for name, words in names.items() if name != "cover"}
            | (called("image") if not key else {})
            for key, names in IMAGE_CALLED.items()
            if key != "caption"
        },
    ),
    Field(
        "order",
        Names(),
        "the ids of the resources that come first, in this order; the others follow, the newest first",
        "[exit-ticket, long-division]",
        called=called("sort first resources pins pinned featured weight"),
        ids_of="resources",
    ),
)
