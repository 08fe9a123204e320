"""The kind of content for boards: walls of resources that belong together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from edblog.kinds.boards.record import Board
from edblog.kinds.kind import Kind
from edblog.model import Document

if TYPE_CHECKING:
    from edblog.catalog.lists import List
    from edblog.catalog.pages import Made, Pages
    from edblog.kinds.kind import Groups, Records
    from edblog.problems import Problem
    from edblog.settings import Config


class Boards(Kind):
    """The kind of boards, in `content/boards/`."""

    record = Board
    what = "a board"
    is_idle_without_records = True
    shows_stories = False
    word = "board"
    templates = ("boards/boards.html",)
    names = MappingProxyType({"order": "resources"})
    free = frozenset(Board.__struct_fields__).difference(Document.__struct_fields__)
    is_official = True
    english = MappingProxyType({"nav_boards": "Boards", "feeds_boards": "One board"})

    def checks(self, records: Records, now: datetime, zone: ZoneInfo) -> Iterator[Problem]:
        """Warnings for resources in the order of a board that are not on it."""
        from edblog.kinds.boards.order import checks

        return checks(records)

    def lists(self, records: Records, groups: Groups, config: Config) -> Iterator[List]:
        """The list of the resources of each board, with feeds of the newest."""
        from edblog.catalog.lists import List
        from edblog.kinds.resources.record import Resource
        from edblog.kinds.resources.walls import walls

        for wall in walls(records).values() if records[self.folder] else ():
            if isinstance(wall.owner, Board):
                yield List(
                    wall.url,
                    wall.owner.title,
                    Resource.folder,
                    sorted(wall.positions),
                    self.folder,
                    wall.owner.about,
                    feeds=wall.url,
                    has_pages=False,
                )

    def pages(self, pages: Pages) -> Iterator[Made]:
        """The wall of each board, and the list of all boards."""
        from edblog.kinds.boards.pages import made

        return made(pages)

    def compared(self, pages: Pages, record: Any) -> object:
        """The other boards on the page of a board."""
        from edblog.kinds.boards.pages import compared

        return compared(pages, record)


KIND = Boards()
