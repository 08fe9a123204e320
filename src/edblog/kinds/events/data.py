"""Structured data (schema.org) of events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edblog.outputs.schema_org import Data, address, organization, present
from edblog.outputs.writing import timestamp

if TYPE_CHECKING:
    from edblog.kinds.events.views import EventPage

_MODE = "https://schema.org/{}EventAttendanceMode"


def event(page: EventPage) -> Data:
    """The structured data of an event's page."""
    found, site = page.event, page.site
    place = present({"@type": "Place", "name": found.place}) if found.place else {}
    online = {"@type": "VirtualLocation", "url": found.join_url} if found.join_url else {}
    mode = "Mixed" if place and online else "Online" if online else "Offline"
    return {
        "@type": "Event",
        "name": found.title,
        "description": found.summary,
        "url": address(site, page.url),
        "inLanguage": page.lang,
        "startDate": timestamp(found.starts),
        "endDate": timestamp(found.ends) if found.ends else "",
        "eventAttendanceMode": _MODE.format(mode),
        "location": [where for where in (place, online) if where],
        "organizer": organization(site.title, site.base_url),
    }
