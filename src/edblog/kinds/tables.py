"""The table of all front matter fields of a kind of content."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from edblog.kinds.kind import Kind
    from edblog.sources.front_matter.field import Table


@cache
def table_of(kind: Kind) -> Table:
    """Its own fields, and those that all kinds have."""
    from edblog.sources.front_matter.common import COMMON
    from edblog.sources.front_matter.field import Table

    away = "write: draft: true" if kind.can_be_draft else "move this file out of content/"
    return Table(kind.what, (*kind.own_fields, *COMMON), away, kind.can_be_draft, kind.describes_others)
