"""Facebook. It takes an address alone, and reads the title and the picture from the page itself."""

from __future__ import annotations

from edblog.services.learned import SHARED
from edblog.services.queries import query
from edblog.services.sharing.service import Service, Shared


def _link(shared: Shared) -> str:
    return "https://www.facebook.com/sharer/sharer.php?" + query(u=shared.url) if shared.url else ""


SERVICE = Service("Facebook", _link, SHARED)
