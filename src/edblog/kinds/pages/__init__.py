"""Pages outside the stream of stories, such as About. One at an address that edblog makes stands above what is made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from edblog.kinds.kind import Kind
from edblog.kinds.pages.record import Page

if TYPE_CHECKING:
    from edblog.catalog.pages import Made, Pages


class TextPages(Kind):
    """Pages. Menus and links lead to them."""

    record = Page
    what = "a page"
    is_at_root = True
    has_list = False

    def order(self, record: Page) -> tuple[object, ...]:
        """By number, then by address."""
        return record.order, record.slug

    def pages(self, pages: Pages) -> Iterator[Made]:
        """Each page that does not stand above another one."""
        from edblog.kinds.pages.pages import made

        return made(pages)


PAGES = TextPages()
