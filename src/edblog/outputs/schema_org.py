"""Parts of structured data in the vocabulary of https://schema.org, and their JSON for HTML."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin

import msgspec

from edblog.outputs.templates.sinks import ScriptJson
from edblog.views import Body, Link, PageView, Picture, Site

Data = dict[str, Any]
_UNSAFE = {character: f"\\u{ord(character):04x}" for character in "<>&'\u2028\u2029"}


def present(data: Data) -> Data:
    """The fields that have a value."""
    return {key: value for key, value in data.items() if value not in ("", [], {}, None)}


def thing(type_: str, site: Site, link: Link) -> Data:
    """A person, an award or the like, with a name and a page."""
    return present({"@type": type_, "name": link.title, "url": address(site, link.url)})


def organization(name: str, url: str = "") -> Data:
    """An organization; empty without a name."""
    return present({"@type": "Organization", "name": name, "url": url}) if name else {}


def publisher(site: Site) -> Data:
    """The district as the publisher of the site, with its logo if it has one."""
    logo = address(site, site.logo.url) if site.logo else ""
    return organization(site.title, site.base_url) | ({"logo": logo} if logo else {})


def image(site: Site, picture: Picture | None) -> str:
    """The absolute URL of a picture; empty for none."""
    return address(site, picture.url) if picture else ""


def breadcrumb(site: Site, trail: Sequence[Link]) -> Data:
    """The pages above a page, and the page itself at last."""
    items = [
        {"@type": "ListItem", "position": number, "name": link.title, "item": address(site, link.url)}
        for number, link in enumerate(trail, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def collection(
    page: PageView, trail: Sequence[Link], entries: Sequence[Link] = (), by: Sequence[Link] = ()
) -> Data:
    """A page that lists others; `trail` are the pages above it, `entries` what it lists in order, and `by` people made it."""
    here = (*trail, Link(page.title, page.url))
    items = [
        {"@type": "ListItem", "position": number, "name": link.title, "url": address(page.site, link.url)}
        for number, link in enumerate(entries, 1)
    ]
    listed = {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items} if items else {}
    return present(
        {
            "@type": "CollectionPage",
            "name": page.title,
            "description": page.description,
            "url": address(page.site, page.url),
            "inLanguage": page.lang,
            "image": image(page.site, page.image),
            "author": [thing("Person", page.site, person) for person in by],
            "breadcrumb": breadcrumb(page.site, here) if trail else {},
            "mainEntity": listed,
        }
    )


def players(site: Site, body: Body | None, kind: str, type_: str) -> list[Data]:
    """The players of one kind in a text; their dates are not known."""
    return [
        present(
            {
                "@type": type_,
                "name": embed.title,
                "url": embed.url if embed.frame else "",
                "embedUrl": embed.frame.partition("?")[0],
                "contentUrl": "" if embed.frame else address(site, embed.url),
                "encodingFormat": embed.type,
                "thumbnailUrl": image(site, embed.poster),
            }
        )
        for embed in (body.embeds if body else ())
        if embed.kind == kind
    ]


def address(site: Site, url: str) -> str:
    """The absolute form of a URL on the site; empty for an empty URL, which authors without a page have."""
    return absolute(site, url) if url else ""


def absolute(site: Site, url: str) -> str:
    """The absolute form of a URL on the site; an empty URL is the home page."""
    return _joined(site.base_url, url)


# A page contains its own address five times, and most other addresses are on many pages.
@lru_cache(maxsize=1024)
def _joined(base: str, url: str) -> str:
    return urljoin(base, url)


def to_script(data: object) -> ScriptJson:
    """JSON with sorted keys for an HTML `script` element: nothing in it ends the element or starts a comment."""
    if data is None:
        return ScriptJson()
    try:
        text = msgspec.json.encode(data, order="sorted").decode()
    except UnicodeEncodeError:
        import json

        # A lone surrogate cannot be written as UTF-8; in JSON its escape can (RFC 8259, section 8.2).
        text = json.dumps(data, sort_keys=True, separators=(",", ":"))
    for character, escape in _UNSAFE.items():
        text = text.replace(character, escape)
    return ScriptJson(text)
