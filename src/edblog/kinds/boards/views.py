"""Views of boards."""

from __future__ import annotations

from edblog.kinds.resources.views import BoardCard
from edblog.views import Link, ListPage


class CredentialBoard(Link, frozen=True):
    """The board of a micro-credential, in the list of all boards."""

    resources: int
    tone: int


class BoardsPage(ListPage, kw_only=True, frozen=True):
    """All boards; template `boards/boards.html`."""

    boards: tuple[BoardCard, ...]
    credentials: tuple[CredentialBoard, ...]
    """Those of micro-credentials; `title` is the name of the micro-credential."""
    all: str
    """URL of the page of all resources; empty if there are none."""
    total: int
    """The number of all resources."""

    @property
    def entries(self) -> tuple[Link, ...]:
        """The boards."""
        return self.boards
