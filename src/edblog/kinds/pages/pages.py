"""Makes the views of pages such as About."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from edblog.catalog.pages import Made, Pages
from edblog.kinds.pages.views import TextPage


def services(pages: Pages) -> dict[str, Any]:
    """The fields of a page that shows the services; the registries are imported for such a page alone."""
    from edblog.kinds.pages.services import shown

    return shown(pages)


def made(pages: Pages) -> Iterator[Made]:
    """All pages, except those whose text is shown above a list."""
    for text in filter(pages.reach.has, pages.site.documents_at_root):
        if text.address not in pages.site.indexes:
            section = text.address if text.place_in_menu == "header" else ""
            page = pages.page(text.address, text.label, text.about, section=section)
            more = services(pages) if "services" in getattr(text, "shows", ()) else {}
            yield text.address, "page.html", TextPage(**(page | pages.text(text) | more))
