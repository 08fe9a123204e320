"""Threads."""

from __future__ import annotations

from edblog.services.learned import SHARED
from edblog.services.queries import query
from edblog.services.sharing.service import Service, Shared, words


def _link(shared: Shared) -> str:
    return "https://www.threads.net/intent/post?" + query(text=words(shared, url=False), url=shared.url)


SERVICE = Service("Threads", _link, SHARED)
