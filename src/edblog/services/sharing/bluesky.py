"""Bluesky. It takes one text, in which it finds the address and the hashtag."""

from __future__ import annotations

from edblog.services.learned import SHARED
from edblog.services.queries import query
from edblog.services.sharing.service import Service, Shared, words


def _link(shared: Shared) -> str:
    return "https://bsky.app/intent/compose?" + query(text=words(shared))


SERVICE = Service("Bluesky", _link, SHARED)
