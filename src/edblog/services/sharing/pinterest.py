"""Pinterest. It takes pictures, so a page without one has no link to it."""

from __future__ import annotations

from edblog.services.sharing.service import Service, Shared, query, words


def _link(shared: Shared) -> str:
    if not shared.picture or not shared.url:
        return ""
    return "https://www.pinterest.com/pin/create/button/?" + query(
        url=shared.url, media=shared.picture, description=words(shared, url=False)
    )


SERVICE = Service("Pinterest", _link)
