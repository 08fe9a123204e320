"""Writes the files of the search."""

from __future__ import annotations

import json
from collections.abc import Iterable

from edblog.views.search import SearchManifest, SearchTable
from edblog.web.terms import COMMON

MISSING = "-" * 10
"""Stands for a table without lines among names of ten characters."""


def render_table(view: SearchTable) -> bytes:
    """A table, in UTF-8."""
    return view.lines.encode()


def render_manifest(view: SearchManifest) -> bytes:
    """The manifest as JSON. Names have ten characters each, so a list of them is one string; see `MISSING`."""
    value = {
        "stories": view.stories,
        "tableSize": view.table_size,
        "idBits": view.id_bits,
        "words": _joined(view.words),
        "spelling": _joined(view.spelling),
        "entries": _joined(view.entries),
        "otherEntries": _joined(view.other_entries),
        "filters": view.filters,
        "kinds": view.kinds,
        "longStarts": " ".join(view.long_starts),
        "common": " ".join(sorted(COMMON)),
    }
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _joined(names: Iterable[str]) -> str:
    return "".join(name or MISSING for name in names)
