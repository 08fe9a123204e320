"""X, formerly Twitter."""

from __future__ import annotations

from edblog.services.sharing.service import Service, Shared, query, shortened


def _link(shared: Shared) -> str:
    return "https://x.com/intent/post?" + query(
        text=shortened(shared.text), url=shared.url, hashtags=shared.hashtag
    )


SERVICE = Service("X", _link)
