"""The list of all kinds of content. To add a kind, add a folder here and one line below."""

from __future__ import annotations

from importlib import import_module

from edblog.kinds.kind import Kind


def _kind(name: str) -> Kind:
    """The kind defined in a package of `kinds/`."""
    kind: Kind = import_module(f"{__name__}.{name}").KIND
    return kind


KINDS = tuple(
    map(
        _kind,
        (
            "stories",
            "credentials",
            "people",
            "events",
            "circles",
            "notices",
            "recordings",
            "goals",
            "lists",
            "boards",
            "resources",
            "glossary",
            "pages",
        ),
    )
)
"""All kinds, in the order of lists, menus and the sitemap."""
