"""Structured data (schema.org) of people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edblog.outputs.schema_org import Data, address, image, organization, present, publisher, thing

if TYPE_CHECKING:
    from edblog.kinds.people.views import AuthorPage, ColumnPage


def profile(page: AuthorPage) -> Data:
    """The structured data of a person's page."""
    author, site = page.author, page.site
    person = thing("Person", site, author) | {
        "jobTitle": author.role,
        "alternateName": author.fediverse,
        "description": page.description if page.description != site.description else "",
        "worksFor": organization(author.school),
        "knowsAbout": [subject.title for subject in page.subjects],
        "image": image(site, author.photo),
        "sameAs": [link.url for link in page.links if link.url.startswith(("https://", "http://"))],
    }
    return {
        "@type": "ProfilePage",
        "url": address(site, page.url),
        "inLanguage": page.lang,
        "mainEntity": present(person),
    }


def column(page: ColumnPage) -> Data:
    """The structured data of the page of a column."""
    site, found = page.site, page.column
    return thing("Blog", site, found) | {
        "description": page.description,
        "author": [thing("Person", site, person) for person in found.people],
        "image": image(site, page.image),
        "inLanguage": page.lang,
        "publisher": publisher(site),
        "blogPost": [thing("BlogPosting", site, card) for card in page.entries],
    }
