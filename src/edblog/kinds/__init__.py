"""The list of all kinds of content. To add a kind, add a folder here and one line below.

Translations are a kind that only sites in several languages have: their files are among those of stories.
"""

from __future__ import annotations

from functools import lru_cache
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


def kinds_in(language: str, languages: tuple[str, ...]) -> tuple[Kind, ...]:
    """The kinds of a site in its own language and in those into which it is translated."""
    return (*KINDS, _translations(language, languages)) if languages else KINDS


def all_kinds() -> tuple[Kind, ...]:
    """All kinds, those too that only some sites have."""
    return (*KINDS, _translations("en", ()))


@lru_cache(maxsize=4)
def _translations(language: str, languages: tuple[str, ...]) -> Kind:
    kind: Kind = import_module(f"{__name__}.translations").Translations(language, languages)
    return kind
