"""The kind of content for circles: educators who work on the same micro-credential and meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from edblog.kinds.circles.record import Circle
from edblog.kinds.kind import Kind
from edblog.model import Document

if TYPE_CHECKING:
    from edblog.catalog.groups import Group
    from edblog.catalog.lists import List
    from edblog.catalog.pages import Made, Pages
    from edblog.catalog.site import Site
    from edblog.settings import Config
    from edblog.views import Output


class Circles(Kind):
    """The kind of circles, in `content/circles/`."""

    record = Circle
    what = "a circle"
    is_idle_without_records = True
    word = "circle"
    templates = ("circles/circle.html",)
    free = frozenset(Circle.__struct_fields__).difference(Document.__struct_fields__)
    is_official = True
    is_numbered = True
    names = MappingProxyType({"facilitators": "authors", "members": "authors", "credentials": "credentials"})
    english = MappingProxyType({"nav_circles": "Circles", "feeds_circles": "One circle"})

    def lists(
        self,
        records: Mapping[str, Sequence[Document]],
        groups: Mapping[str, Mapping[str, Group]],
        config: Config,
    ) -> Iterator[List]:
        """The list of the stories of each circle, with feeds."""
        from edblog.catalog.lists import List
        from edblog.kinds.circles.stories import positions_of
        from edblog.kinds.stories.record import Post

        for circle in records[self.folder]:
            assert isinstance(circle, Circle)
            positions = positions_of(circle, records, groups)
            yield List(
                circle.stories,
                circle.name,
                Post.folder,
                positions,
                self.folder,
                circle.about,
                feeds=circle.address,
            )

    def sitemap(self, site: Site) -> Iterable[str]:
        """URL paths of its pages for the sitemap: the list, the circles, and the lists of their stories."""
        stories = (circle.stories for circle in site.records[self.folder] if isinstance(circle, Circle))
        return *super().sitemap(site), *stories

    def pages(self, pages: Pages) -> Iterator[Made]:
        """The page of each circle, the list of its stories, and the list of all circles."""
        from edblog.kinds.circles.pages import made

        return made(pages)

    def beside(self, pages: Pages, record: Document) -> Mapping[str, Any]:
        """The circles of a micro-credential or of a person, for its page."""
        from edblog.kinds.circles.pages import beside

        return beside(pages, record)

    def outputs(self, pages: Pages) -> Iterator[Output]:
        """The files with the feeds of the members of each circle."""
        from edblog.kinds.circles.pages import outputs

        return outputs(pages)


KIND = Circles()
