"""Structured data (schema.org) of stories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edblog.catalog.sharing import CARD
from edblog.kinds.stories.groupings import GROUPINGS
from edblog.outputs.schema_org import Data, address, breadcrumb, image, players, present, publisher, thing
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
        "mainEntityOfPage": _web_page(page),
        "datePublished": timestamp(post.date),
        "dateModified": timestamp(page.updated or post.date),
        **terms,
        "position": page.series.part if page.series else None,
        "image": _picture(page),
        "inLanguage": post.lang or page.lang,
        **_translations(page),
        "publisher": publisher(site),
        "video": players(site, page.body, "video", "VideoObject"),
        "audio": players(site, page.body, "audio", "AudioObject"),
    }


def _translations(page: PostPage) -> Data:
    """The story that this one translates, or its translations."""
    if not page.alternates:
        return {}
    original, *others = (
        {"@type": "BlogPosting", "@id": address(page.site, each.url), "inLanguage": each.lang}
        for each in page.alternates
    )
    if page.alternates[0].url != page.url:
        return {"translationOfWork": original}
    return {"workTranslation": others}


def _picture(page: PostPage) -> str | Data:
    url, shown = image(page.site, page.image or page.post.image), page.post.image
    is_card = page.image is not None and page.image.url.startswith(page.url + CARD)
    if is_card or not shown or not (shown.credit or shown.license):
        return url
    return present(
        {
            "@type": "ImageObject",
            "url": url,
            "creditText": shown.credit,
            "license": shown.license_url or shown.license,
        }
    )


def _web_page(page: PostPage) -> str | Data:
    url = address(page.site, page.url)
    if not page.trail:
        return url
    return {"@type": "WebPage", "@id": url, "breadcrumb": breadcrumb(page.site, (*page.trail, page.post))}
