"""Completes records with moments that they take from other records, such as the end of the event that a text is about.

What `due` says of a record then depends on that record alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from edblog.catalog.index import Index
from edblog.catalog.revision import Change
from edblog.model import AnyRecord, Document

if TYPE_CHECKING:
    from edblog.kinds.kind import Kind

Records = Mapping[str, AnyRecord | None]
"""Every source file with its record."""


def dated(records: Records, kinds: Iterable[Kind]) -> Records:
    """All records, completed."""
    completed: dict[str, AnyRecord | None] = {}
    for kind in kinds:
        if kind.dated_by and (own := [text for text in records.values() if isinstance(text, kind.record)]):
            others = _by_id(
                text
                for text in records.values()
                if isinstance(text, Document) and text.folder == kind.dated_by
            )
            completed |= {text.source: kind.dated(text, others) for text in own}
    return {**records, **completed} if completed else records


def dated_changes(
    index: Index[Document], changes: Sequence[Change], kinds: Iterable[Kind]
) -> list[Change] | None:
    """The changes of a quick edit, completed; None if they change a moment of a record that is not among them."""
    found = list(changes)
    folders = {change.new.folder for change in changes}
    new = {change.new.source: change.new for change in changes}
    for kind in kinds:
        if not kind.dated_by or folders.isdisjoint((kind.folder, kind.dated_by)):
            continue
        former = index.others[kind.dated_by]
        ours = [change.new for change in changes if change.new.folder == kind.dated_by]
        before = _by_id(former)
        after = _by_id([*(text for text in former if text.source not in new), *ours])
        rest = (text for text in index.others[kind.folder] if text.source not in new)
        if any(kind.dated(text, after) != text for text in rest):
            return None
        found = [
            Change(change.old and kind.dated(change.old, before), kind.dated(change.new, after))
            if change.new.folder == kind.folder
            else change
            for change in found
        ]
    return found


def _by_id(texts: Iterable[Document]) -> dict[str, Document]:
    """Records by their ids and by their sources, which are never the same."""
    texts = tuple(texts)
    return {text.source: text for text in texts} | {text.slug: text for text in texts}
