"""Structured data (schema.org) of circles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edblog.outputs.schema_org import Data, address, image, organization, thing

if TYPE_CHECKING:
    from edblog.kinds.circles.views import CirclePage


def circle(page: CirclePage) -> Data:
    """The structured data of a circle's page."""
    site, found = page.site, page.circle
    return thing("Organization", site, found) | {
        "description": found.summary,
        "image": image(site, found.image),
        "member": [thing("Person", site, person) for person in page.people],
        "knowsAbout": [thing("EducationalOccupationalCredential", site, chip) for chip in found.credentials],
        "parentOrganization": organization(site.title, site.base_url),
        "mainEntityOfPage": address(site, page.url),
    }
