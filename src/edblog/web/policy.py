"""The Content Security Policy of a page (W3C CSP Level 3), as the `content` of its meta element.

A page may load what everything on it needs, and no more: its policy is the sum of `BASE` and of a row of `SHOWN` for each
thing that it shows. Something new on pages is a new row.

`frame-ancestors`, `report-uri` and `sandbox` are missing because browsers ignore them in a meta element; a district that
wants them also sets the HTTP header.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

Sources = Mapping[str, Sequence[str]]
"""Sources by directive."""

BASE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "default-src": (),
        "base-uri": (),
        "form-action": (),
        "script-src": (),
        "style-src": ("'self'",),
        "img-src": ("'self'", "data:"),
        "font-src": ("'self'",),
        "media-src": ("'self'",),
        "manifest-src": ("'self'",),
        "connect-src": (),
        "frame-src": (),
    }
)
"""The sources for a page of text and pictures: nothing from other sites, and no scripts."""


class Thing(NamedTuple):
    """Something that a page can show, with the sources that it needs."""

    words: str
    """What it is, in the guides."""
    sources: Sources
    """Sources that it always needs."""
    others: str = ""
    """Sources that depend on the page, in the guides, as Markdown; empty if there are none."""
    waits: bool = False
    """Whether it waits for a click before it loads something from another host."""


_SELF = ("'self'",)
SHOWN: Mapping[str, Thing] = MappingProxyType(
    {
        "comments": Thing("comments", {"script-src": _SELF}, "what the comment service needs", waits=True),
        "players": Thing(
            "players of other hosts",
            {"script-src": _SELF},
            "`frame-src` with the host of each player",
            waits=True,
        ),
        "zone": Thing("times in the reader's zone, on the page of all events", {"script-src": _SELF}),
        "times": Thing("times that lead into a recording", {"script-src": _SELF}),
        "copy": Thing("texts to copy, such as on a chat sheet", {"script-src": _SELF}),
        "share": Thing("the row that shares a story", {"script-src": _SELF}),
        "directory": Thing("the choices on the page of all people", {"script-src": _SELF}),
        "wall": Thing("the choices on a board", {"script-src": _SELF}),
        # Lighthouse, which rates pages for search engines, reads robots.txt from within each page.
        "search": Thing(
            "the field to search the site",
            {"script-src": _SELF, "connect-src": _SELF, "form-action": _SELF},
        ),
        "form": Thing(
            "the form at `/write/`",
            {"script-src": _SELF, "connect-src": _SELF, "img-src": ("'self'", "data:", "blob:")},
        ),
        "editor": Thing(
            "the editor at `/admin/`",
            {
                "script-src": _SELF,
                "style-src": ("'unsafe-inline'",),
                "img-src": ("blob:",),
                "media-src": ("blob:",),
                "connect-src": ("'self'", "blob:", "data:"),
            },
            "`connect-src` and `img-src` with the git host; Sveltia CMS `frame-src blob:`, Decap CMS `script-src 'unsafe-eval'`",
        ),
    }
)
"""Everything on pages that needs more than `BASE`, by name."""

NOTHING: Mapping[str, Any] = MappingProxyType({})
"""A page of text and pictures."""


def page_policy(shown: Mapping[str, Sources] = NOTHING) -> str:
    """The policy of a page that shows these things, keys of `SHOWN`, each with the sources that depend on the page."""
    extra: dict[str, tuple[str, ...]] = {}
    for name, thing in SHOWN.items():
        for sources in (thing.sources, shown[name]) if name in shown else ():
            for directive, allowed in sources.items():
                extra[directive] = (*extra.get(directive, ()), *allowed)
    return content_security_policy(extra)


def content_security_policy(extra: Sources = NOTHING) -> str:
    """The policy that allows `BASE` and the additional sources in `extra`, by directive.

    The result does not depend on the order of the mapping.
    """
    directives = []
    for name in (*BASE, *sorted(extra.keys() - BASE.keys())):
        sources = dict.fromkeys((*BASE.get(name, ()), *extra.get(name, ())))
        directives.append(" ".join((name, *(sources or ("'none'",)))))
    return "; ".join(directives)


def email_policy(origin: str) -> str:
    """The policy of an email as a page: styles of its own, and pictures of the site, whose addresses are absolute."""
    return f"default-src 'none'; img-src {origin}; style-src 'unsafe-inline'"


def waits(shown: Mapping[str, Sources]) -> bool:
    """Whether something on the page waits for a click."""
    return any(SHOWN[name].waits for name in shown)
