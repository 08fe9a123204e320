"""The kind of content for pages such as About. The text of a page such as `topics.md` is shown above that list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from edblog.kinds.kind import Kind
from edblog.kinds.pages.record import Page
from edblog.kinds.pages.words import ENGLISH

if TYPE_CHECKING:
    from edblog.catalog.pages import Made, Pages
    from edblog.kinds.start import Start
    from edblog.problems import Problem
    from edblog.sources.front_matter.field import Field
    from edblog.sources.front_matter.fields import Fields
    from edblog.sources.reading import TextFile


class TextPages(Kind):
    """The kind of pages, in `content/pages/`; menus and links lead to them."""

    record = Page
    what = "a page"
    word = "page"
    templates = ("page.html",)
    is_at_root = True
    free = frozenset(["title", "image", "shows"])
    has_list = False
    english = ENGLISH

    def order(self, record: Page) -> tuple[object, ...]:
        """The sort key: the field `order`, then the slug."""
        return record.order, record.slug

    def pages(self, pages: Pages) -> Iterator[Made]:
        """The pages, except those whose text is shown above a list."""
        from edblog.kinds.pages.pages import made

        return made(pages)

    # How its files are read

    describes_others = False
    is_official = True

    @property
    def own_fields(self) -> tuple[Field, ...]:
        """The fields of a page: title, menu, order and so on."""
        from edblog.kinds.pages.fields import FIELDS

        return FIELDS

    @property
    def start(self) -> Start:
        """The content of a new file from `edblog new`."""
        from edblog.kinds.pages.start import START

        return START

    def record_values(self, fields: Fields, values: dict[str, Any]) -> dict[str, Any]:
        """The values of a page's record; `home.md` gets the alias `/home/`."""
        from edblog.web.urls import HOME_SLUG

        values["shows"] = tuple(filter(None, (values.get("shows"),)))
        if values["slug"] != HOME_SLUG:
            return values
        return {**values, "aliases": tuple(dict.fromkeys((f"/{HOME_SLUG}/", *values["aliases"])))}

    def problems_of(self, file: TextFile) -> Iterator[Problem]:
        """A warning for a page that says there are no comments, on a site with comments."""
        from edblog.kinds.pages.reading import problems_of

        return problems_of(file)


KIND = TextPages()
