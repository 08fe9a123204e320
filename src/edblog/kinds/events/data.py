"""Structured data (schema.org) of events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edblog.outputs.schema_org import Data, address, image, publisher, thing
from edblog.outputs.writing import timestamp

if TYPE_CHECKING:
    from edblog.kinds.events.views import EventCard, EventPage

_MODE = "https://schema.org/{}EventAttendanceMode"


def event(page: EventPage) -> Data:
    """The structured data of an event's page."""
    found, site = page.event, page.site
    # One line says where it is; search engines ask for an address, which may be a text.
    place = {"@type": "Place", "name": found.place, "address": found.place} if found.place else {}
    # A chat with only a hashtag is online too; its page says how to find it.
    joined = found.join_url or ("" if place else address(site, page.url))
    online = {"@type": "VirtualLocation", "url": joined} if joined else {}
    mode = "Mixed" if place and online else "Offline" if place else "Online"
    hosts = [thing("Person", site, host) for host in found.hosts]
    district = publisher(site)
    where = [each for each in (place, online) if each]
    status = "EventCancelled" if found.is_cancelled else "EventScheduled"
    about = (thing("EducationalOccupationalCredential", site, chip) for chip in found.credentials)
    return {
        "@type": "Event",
        "name": found.title,
        "description": found.summary,
        "url": address(site, page.url),
        "inLanguage": page.lang,
        "startDate": timestamp(found.starts),
        "endDate": timestamp(found.ends),
        "eventStatus": f"https://schema.org/{status}",
        "eventAttendanceMode": _MODE.format(mode),
        "location": where,
        "organizer": {} if found.is_external else [*hosts, district],
        "performer": hosts,
        "about": list(about),
        "keywords": found.hashtag,
        "image": image(site, page.image),
        "subEvent": [_date(page, date, where) for date in page.dates],
    }


def _date(page: EventPage, date: EventCard, where: list[Data]) -> Data:
    """A date of a series."""
    return {
        "@type": "Event",
        "name": date.title,
        "url": address(page.site, page.url),
        "startDate": timestamp(date.starts),
        "endDate": timestamp(date.ends),
        "location": where,
    }
