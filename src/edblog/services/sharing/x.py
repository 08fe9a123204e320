"""X, formerly Twitter."""

from __future__ import annotations

from edblog.services.learned import SHARED
from edblog.services.queries import query
from edblog.services.sharing.service import Service, Shared, shortened


def _link(shared: Shared) -> str:
    return "https://x.com/intent/post?" + query(
        text=shortened(shared.text), url=shared.url, hashtags=shared.hashtag
    )


SERVICE = Service("X", _link, SHARED)
