"""The change of a few records, and the site after it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from edblog.catalog.index import Index
from edblog.catalog.reach import Reach
from edblog.catalog.site import Site
from edblog.files.types import OPTIONAL, PUBLISHED, extension
from edblog.model import Document, Record
from edblog.problems import Problem

LEADS_NOWHERE = frozenset(
    [
        "broken-link",
        "broken-anchor",
        "link-to-unpublished",
        "missing-media",
        "missing-picture",
        "unpublished-type",
        "wiki-link",
    ]
)
"""Codes of problems that a new text may solve."""


class Change(Record, frozen=True):
    """A record before and after an edit; `old` is None for a new file."""

    old: Document | None
    new: Document


class Revision(Record, frozen=True):
    """The site after an edit."""

    site: Site
    index: Index[Document]
    reach: Reach
    problems: tuple[Problem, ...]
    """Problems between the changed records and other files."""
    changes: tuple[Change, ...]
    """The changes, completed with what records take from others."""
    before: Site | None = None
    """The site before the edit, if the plan must compare both: pages may be gone, and pages beside the records may differ."""


def differing(old: Record, new: Record) -> set[str]:
    """The names of the fields in which two records of one type differ."""
    return {name for name in new.__struct_fields__ if getattr(old, name) != getattr(new, name)}


def files_of(text: Document) -> set[tuple[str, str]]:
    """The pictures and other files that a text uses: pairs of the field or the kind of reference, and the path."""
    named = {(field, picture.path) for field, picture in text.named_pictures().items()}
    links: list[tuple[str, str]] = [(reference.kind, reference.target) for reference in text.text.references]
    links += [(field, address) for field, addresses in text.named_links().items() for address in addresses]
    for kind, address in links:
        target = unquote(address.partition("#")[0].partition("?")[0]).replace("\\", "/")
        if kind == "picture" or extension(posixpath.normpath(target)) in PUBLISHED | OPTIONAL:
            named.add((kind, target))
    return named


def ways_to(text: Document, root: str) -> Iterator[str]:
    """URL paths of links that lead to a new text by its file name or address, and may have led elsewhere before."""
    stem = text.source.removesuffix(".md")
    names = [f"/{name.removeprefix('content/')}" for name in (text.source, stem, stem.removesuffix("/index"))]
    for name in (*names, root + text.address.rstrip("/")):
        for path in (name, f"{name}/"):
            yield from (path.lstrip("/"), path.removeprefix(root).lstrip("/"))


def shadowed(text: Document) -> tuple[str, str, str]:
    """Files to which links would lead no longer, because they lead to a new text then."""
    stem = text.source.removesuffix(".md")
    return f"{text.source}.md", f"{text.source}/index.md", f"{stem}/index.md"
