"""WhatsApp. It takes one text, and asks for whom it is."""

from __future__ import annotations

from edblog.services.learned import SHARED
from edblog.services.queries import query
from edblog.services.sharing.service import Service, Shared, words


def _link(shared: Shared) -> str:
    return "https://wa.me/?" + query(text=words(shared))


SERVICE = Service("WhatsApp", _link, SHARED)
