"""Mastodon. Everybody is on a server of their own, so the link leads to a page that asks for it, unless the browser knows it."""

from __future__ import annotations

from edblog.services.learned import SHARED
from edblog.services.queries import query
from edblog.services.sharing.service import Service, Shared, words


def _link(shared: Shared) -> str:
    return "https://mastodonshare.com/?" + query(text=words(shared))


SERVICE = Service("Mastodon", _link, SHARED, server_link="https://{server}/share?text={text}")
