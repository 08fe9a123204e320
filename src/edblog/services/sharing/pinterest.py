"""Pinterest. It takes pictures, so a page without a photo has no link to it."""

from __future__ import annotations

from edblog.services.learned import SHARED
from edblog.services.queries import query
from edblog.services.sharing.service import Service, Shared, words

_TYPES = (".png", ".jpg", ".jpeg", ".webp", ".gif")
"""It takes no drawings (SVG)."""


def _link(shared: Shared) -> str:
    if not shared.url or not shared.picture.partition("?")[0].lower().endswith(_TYPES):
        return ""
    return "https://www.pinterest.com/pin/create/button/?" + query(
        url=shared.url, media=shared.picture, description=words(shared, url=False)
    )


SERVICE = Service("Pinterest", _link, SHARED)
