"""Structured data (schema.org) of micro-credentials."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edblog.outputs.schema_org import Data, address, image, organization, thing

if TYPE_CHECKING:
    from edblog.kinds.credentials.views import CredentialPage


def credential(page: CredentialPage) -> Data:
    """The structured data of a micro-credential's page."""
    site = page.site
    return thing("EducationalOccupationalCredential", site, page.credential) | {
        "description": page.description,
        "credentialCategory": "MicroCredential",
        "competencyRequired": page.competency,
        "recognizedBy": organization(page.issuer),
        "image": image(site, page.credential.badge),
        "sameAs": page.link,
        "mainEntityOfPage": address(site, page.url),
    }
