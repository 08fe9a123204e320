"""Structured data (schema.org) of notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edblog.outputs.schema_org import Data, address, image, present, publisher, thing
from edblog.outputs.writing import timestamp

if TYPE_CHECKING:
    from edblog.kinds.notices.views import NoticePage


def notice(page: NoticePage) -> Data:
    """The structured data of a notice's page: schema.org's type for what schools and other organizations nearby announce."""
    found, site = page.notice, page.site
    about = [thing("EducationalOccupationalCredential", site, chip) for chip in found.credentials]
    return {
        "@type": "SpecialAnnouncement",
        "name": found.title,
        "text": found.summary,
        "url": address(site, page.url),
        "inLanguage": page.lang,
        "datePosted": timestamp(found.starts) if found.starts else "",
        "expires": timestamp(found.over) if found.over else "",
        "image": image(site, found.flyer),
        "associatedMedia": present({"@type": "MediaObject", "contentUrl": address(site, found.file)})
        if found.file
        else {},
        "spatialCoverage": present({"@type": "Place", "name": found.place}) if found.place else {},
        "about": [*about, *([thing("Event", site, found.event)] if found.event else ())],
        "publisher": publisher(site),
    }
