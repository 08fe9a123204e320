"""The registry of calendars on the web: links that add an event, and links that subscribe to a calendar.

Everything is computed from the event; no host is contacted before a click. To add a calendar, write its module, and name it in
`SERVICES`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from edblog.services.calendars.google import SERVICE as GOOGLE
from edblog.services.calendars.outlook import SERVICE as OUTLOOK
from edblog.services.calendars.service import Entry, Service

__all__ = ["MAX_DETAILS", "SERVICES", "Entry", "Service"]

SERVICES: Mapping[str, Service] = MappingProxyType({"google": GOOGLE, "outlook": OUTLOOK})
"""Every calendar, in the order in which pages list them."""
MAX_DETAILS = 400
"""Characters of the details in a link. Servers refuse addresses of more than some thousand bytes, and each letter of some
languages takes up to nine of them."""
