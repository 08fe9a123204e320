"""Structured data (schema.org) of stories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edblog.kinds.stories.groupings import GROUPINGS
from edblog.outputs.schema_org import Data, address, image, organization, players, thing
from edblog.outputs.writing import timestamp

if TYPE_CHECKING:
    from edblog.kinds.stories.views import PostPage


def posting(page: PostPage) -> Data:
    """The structured data of a story's page."""
    post, site = page.post, page.site
    terms = {
        grouping.schema_property: [
            thing(grouping.schema_type, site, chip) if grouping.schema_type else chip.title
            for chip in post.terms.get(grouping.name, ())
        ]
        for grouping in GROUPINGS
    }
    return {
        "@type": "BlogPosting",
        "headline": post.title,
        "description": post.summary,
        "url": address(site, page.url),
        "mainEntityOfPage": address(site, page.url),
        "datePublished": timestamp(post.date),
        "dateModified": timestamp(page.updated or post.date),
        **terms,
        "image": image(site, page.image or post.image),
        "inLanguage": post.lang or page.lang,
        "publisher": organization(site.title, site.base_url),
        "video": players(site, page.body, "video", "VideoObject"),
        "audio": players(site, page.body, "audio", "AudioObject"),
    }
