"""The structured data of pages for search engines: a function for each class of views that has some."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from edblog.outputs.schema_org import (
    Data,
    address,
    image,
    organization,
    players,
    present,
    thing,
    to_script,
)
from edblog.outputs.templates.sinks import ScriptJson
from edblog.outputs.writing import timestamp
from edblog.views import AuthorPage, CredentialPage, HomePage, PageView, PostPage

_AWARD = "EducationalOccupationalCredential"


def script(page: PageView) -> ScriptJson:
    """The structured data of a page for a `script` element; empty for pages that have none."""
    return to_script(json_ld(page))


def json_ld(page: PageView) -> Data | None:
    """The structured data of a page as JSON-LD; None for pages that are only lists or plain text."""
    make = STRUCTURED.get(type(page))
    return {"@context": "https://schema.org", **present(make(page))} if make else None


def _story(page: PostPage) -> Data:
    post, site = page.post, page.site
    return {
        "@type": "BlogPosting",
        "headline": post.title,
        "description": post.summary,
        "url": address(site, page.url),
        "mainEntityOfPage": address(site, page.url),
        "datePublished": timestamp(post.date),
        "dateModified": timestamp(page.updated or post.date),
        "author": [thing("Person", site, author) for author in post.authors],
        "image": image(site, page.image or post.image),
        "inLanguage": post.lang or page.lang,
        "keywords": [topic.title for topic in post.topics],
        "about": [thing(_AWARD, site, credential) for credential in post.credentials],
        "publisher": organization(site.title, site.base_url),
        "video": players(site, page.body, "video", "VideoObject"),
        "audio": players(site, page.body, "audio", "AudioObject"),
    }


def _author(page: AuthorPage) -> Data:
    author, site = page.author, page.site
    person = thing("Person", site, author) | {
        "jobTitle": author.role,
        "worksFor": organization(author.school),
        "image": image(site, author.photo),
        "sameAs": [link.url for link in page.links if link.url.startswith(("https://", "http://"))],
    }
    return {
        "@type": "ProfilePage",
        "url": address(site, page.url),
        "inLanguage": page.lang,
        "mainEntity": present(person),
    }


def _credential(page: CredentialPage) -> Data:
    site = page.site
    return thing(_AWARD, site, page.credential) | {
        "description": page.description,
        "credentialCategory": "MicroCredential",
        "competencyRequired": page.competency,
        "recognizedBy": organization(page.issuer),
        "image": image(site, page.credential.badge),
        "sameAs": page.link,
        "mainEntityOfPage": address(site, page.url),
    }


def _home(page: HomePage) -> Data:
    site = page.site
    return {
        "@type": "Blog",
        "name": site.title,
        "description": site.description,
        "url": site.base_url,
        "inLanguage": site.language,
        "publisher": organization(site.title, site.base_url),
    }


STRUCTURED: dict[type[PageView], Callable[[Any], Data]] = {
    PostPage: _story,
    AuthorPage: _author,
    CredentialPage: _credential,
    HomePage: _home,
}
"""The fields for schema.org by the class of the view; those without a value are left out."""
