"""LinkedIn. It takes an address alone, and reads the title and the picture from the page itself."""

from __future__ import annotations

from edblog.services.learned import SHARED
from edblog.services.queries import query
from edblog.services.sharing.service import Service, Shared


def _link(shared: Shared) -> str:
    return "https://www.linkedin.com/sharing/share-offsite/?" + query(url=shared.url) if shared.url else ""


SERVICE = Service("LinkedIn", _link, SHARED)
