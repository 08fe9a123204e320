"""The registry of places where somebody can share a page: links with title, address, hashtag and picture filled in.

Everything is computed from the page; no host is contacted before a click, and no script of theirs is used. To add a service,
write its module, and name it in `SERVICES`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from edblog.services.queries import encoded
from edblog.services.sharing.bluesky import SERVICE as BLUESKY
from edblog.services.sharing.email import SERVICE as EMAIL
from edblog.services.sharing.facebook import SERVICE as FACEBOOK
from edblog.services.sharing.linkedin import SERVICE as LINKEDIN
from edblog.services.sharing.mastodon import SERVICE as MASTODON
from edblog.services.sharing.pinterest import SERVICE as PINTEREST
from edblog.services.sharing.service import MAX_TEXT, Service, Shared, ShareLink, words
from edblog.services.sharing.threads import SERVICE as THREADS
from edblog.services.sharing.whatsapp import SERVICE as WHATSAPP
from edblog.services.sharing.x import SERVICE as X

__all__ = ["MAX_TEXT", "SERVICES", "Service", "ShareLink", "Shared", "links", "words"]

SERVICES: Mapping[str, Service] = MappingProxyType(
    {
        "email": EMAIL,
        "bluesky": BLUESKY,
        "facebook": FACEBOOK,
        "linkedin": LINKEDIN,
        "mastodon": MASTODON,
        "pinterest": PINTEREST,
        "threads": THREADS,
        "whatsapp": WHATSAPP,
        "x": X,
    }
)
"""Every service, by its name in `edblog.toml`, in the order in which pages list them."""


def links(shared: Shared, keys: Iterable[str]) -> tuple[ShareLink, ...]:
    """The links of these services, in this order, without those that need more than the page has."""
    found = []
    for key in keys:
        service = SERVICES[key]
        if url := service.link(shared):
            template = service.server_link
            server = template.replace("{text}", encoded(words(shared))) if template else ""
            found.append(ShareLink(key, service.name, service.is_word, url, server))
    return tuple(found)
