"""The front matter fields of a page."""

from __future__ import annotations

from edblog.sources.front_matter.common import IMAGE_CALLED, SLUG, summary, title
from edblog.sources.front_matter.field import Field, called
from edblog.sources.front_matter.pictures import picture
from edblog.sources.front_matter.readers import Choice, WholeNumber

SHOWN = ("services",)
FIELDS = (
    title("its title", "About this blog", needed='"About this blog"'),
    summary("a sentence for search engines", "Who we are."),
    Field(
        "menu",
        Choice(("header", "footer")),
        "`header` puts it into the menu at the top, `footer` at the bottom of every page",
        "header",
        called=called("nav navigation mainmenu navbar"),
    ),
    Field(
        "order",
        WholeNumber(),
        "its place among the pages in that menu",
        "1",
        called=called("navorder weight sort sortorder position menuorder"),
    ),
    Field(
        "shows",
        Choice(SHOWN),
        "`services` adds a table of the services of others that your site uses, and what each learns about readers: for a page about privacy",
        "services",
        called=called("show include includes"),
    ),
    *picture(
        "image",
        "a picture for when the page is shared elsewhere",
        "school.jpg",
        alt=("what it shows; needed with `image`", "A school building in the morning"),
        caption=("words under it, in themes that show them", '"Photo: Kim Sample"'),
        called=IMAGE_CALLED,
    ),
    SLUG,
)
