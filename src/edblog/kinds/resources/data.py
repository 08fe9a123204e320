"""Structured data (schema.org) of resources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edblog.outputs.schema_org import Data, address, image, present, thing
from edblog.outputs.writing import timestamp

if TYPE_CHECKING:
    from edblog.kinds.resources.views import ResourceCard, ResourcePage

_TYPES = {
    "printable": "worksheet",
    "lesson": "lesson plan",
    "video": "video",
    "tool": "tool",
    "article": "article",
}
"""Values of `learningResourceType`, as the Learning Resource Metadata Initiative has them."""


def resource(page: ResourcePage) -> Data:
    """The structured data of a resource's page."""
    found, site = page.resource, page.site
    credit = found.credit
    makers = [thing("Person", site, person) for person in found.by]
    return {
        "@type": "LearningResource",
        "name": found.title,
        "headline": found.title,
        "description": found.summary,
        "url": address(site, page.url),
        "inLanguage": page.lang,
        "datePublished": timestamp(found.added),
        "learningResourceType": _TYPES[found.what],
        "educationalLevel": _levels(found),
        "author": [{"@type": "Person", "name": credit.maker}] if credit.maker else makers,
        "contributor": makers if credit.maker else [],
        "license": credit.url or credit.license,
        "isAccessibleForFree": True if found.file else None,
        "image": image(site, page.image or found.image),
        "keywords": [topic.title for topic in page.topics],
        "teaches": [chip.title for chip in found.credentials],
        "about": [thing("EducationalOccupationalCredential", site, chip) for chip in found.credentials],
        "isPartOf": [thing("CollectionPage", site, board) for board in page.boards],
        "isBasedOn": found.link,
        "encoding": _file(page),
    }


def _file(page: ResourcePage) -> Data:
    file = page.resource.file
    if file is None:
        return {}
    return present(
        {
            "@type": "MediaObject",
            "contentUrl": address(page.site, file.url),
            "contentSize": f"{file.size:g} {file.unit}" if file.size else "",
        }
    )


def _levels(found: ResourceCard) -> list[str]:
    return [first if first == last else f"{first}-{last}" for first, last in found.grades]
