"""Structured data for search engines: schema.org vocabulary as JSON-LD 1.1.

Properties without a value are left out. Dates are RFC 3339, URLs absolute, languages BCP 47.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import urljoin

import msgspec

from edblog.outputs.templates.sinks import ScriptJson
from edblog.outputs.writing import timestamp
from edblog.views import (
    AuthorChip,
    AuthorPage,
    CredentialChip,
    CredentialPage,
    HomePage,
    PageView,
    Picture,
    PostPage,
    Site,
)

Data = dict[str, Any]


def json_ld(page: PageView) -> Data | None:
    """What a page is about in schema.org's words; None for pages that are only lists or plain text."""
    match page:
        case PostPage():
            data = _posting(page)
        case AuthorPage():
            data = _profile(page)
        case CredentialPage():
            data = _credential(page)
        case HomePage():
            data = _blog(page)
        case _:
            return None
    return {"@context": "https://schema.org", **data}


def script(page: PageView) -> ScriptJson:
    """The same for a `script` element; empty for pages that have none."""
    data = json_ld(page)
    return to_script(data) if data else ScriptJson()


def to_script(data: Data) -> ScriptJson:
    """JSON with sorted keys that can stand in an HTML `script` element: nothing in it ends that, or begins a comment."""
    try:
        text = msgspec.json.encode(data, order="sorted").decode()
    except UnicodeEncodeError:
        import json

        # A lone surrogate cannot be written as UTF-8; in JSON its escape can (RFC 8259, section 8.2).
        text = json.dumps(data, sort_keys=True, separators=(",", ":"))
    for character, escape in _UNSAFE.items():
        text = text.replace(character, escape)
    return ScriptJson(text)


_UNSAFE = {character: f"\\u{ord(character):04x}" for character in "<>&'\u2028\u2029"}


def _posting(page: PostPage) -> Data:
    post, site = page.post, page.site
    image = page.image or post.image
    return _present(
        {
            "@type": "BlogPosting",
            "headline": post.title,
            "description": post.summary,
            "url": _absolute(site, page.url),
            "mainEntityOfPage": _absolute(site, page.url),
            "datePublished": timestamp(post.date),
            "dateModified": timestamp(page.updated or post.date),
            "author": [_person(site, author) for author in post.authors],
            "image": _image(site, image),
            "inLanguage": post.lang or page.lang,
            "keywords": [topic.title for topic in post.topics],
            "about": [_award(site, credential) for credential in post.credentials],
            "publisher": _organization(site.title, site.base_url),
            "video": _players(page, "video", "VideoObject"),
            "audio": _players(page, "audio", "AudioObject"),
        }
    )


def _players(page: PostPage, kind: str, type_: str) -> list[Data]:
    """What can be played in a story; when it was made is not known."""
    return [
        _present(
            {
                "@type": type_,
                "name": embed.title,
                "url": embed.url if embed.frame else "",
                "embedUrl": embed.frame.partition("?")[0],
                "contentUrl": "" if embed.frame else _absolute(page.site, embed.url),
                "encodingFormat": embed.type,
                "thumbnailUrl": _image(page.site, embed.poster),
            }
        )
        for embed in (page.body.embeds if page.body else ())
        if embed.kind == kind
    ]


def _profile(page: AuthorPage) -> Data:
    author, site = page.author, page.site
    person = _person(site, author) | {
        "jobTitle": author.role,
        "worksFor": _organization(author.school),
        "image": _image(site, author.photo),
        "sameAs": [link.url for link in page.links if link.url.startswith(("https://", "http://"))],
    }
    return _present(
        {
            "@type": "ProfilePage",
            "url": _absolute(site, page.url),
            "inLanguage": page.lang,
            "mainEntity": _present(person),
        }
    )


def _credential(page: CredentialPage) -> Data:
    site = page.site
    return _present(
        _award(site, page.credential)
        | {
            "description": page.description,
            "credentialCategory": "MicroCredential",
            "competencyRequired": page.competency,
            "recognizedBy": _organization(page.issuer),
            "image": _image(site, page.credential.badge),
            "sameAs": page.link,
            "mainEntityOfPage": _absolute(site, page.url),
        }
    )


def _blog(page: HomePage) -> Data:
    site = page.site
    return _present(
        {
            "@type": "Blog",
            "name": site.title,
            "description": site.description,
            "url": site.base_url,
            "inLanguage": site.language,
            "publisher": _organization(site.title, site.base_url),
        }
    )


def _person(site: Site, author: AuthorChip) -> Data:
    return _present({"@type": "Person", "name": author.title, "url": _absolute(site, author.url)})


def _award(site: Site, credential: CredentialChip) -> Data:
    return _present(
        {
            "@type": "EducationalOccupationalCredential",
            "name": credential.title,
            "url": _absolute(site, credential.url),
        }
    )


def _organization(name: str, url: str = "") -> Data:
    return _present({"@type": "Organization", "name": name, "url": url}) if name else {}


def _image(site: Site, picture: Picture | None) -> str:
    return _absolute(site, picture.url) if picture else ""


def absolute(site: Site, url: str) -> str:
    """The whole address of a URL on the site."""
    return _joined(site.base_url, url)


# A page says its own address five times, and most others are on many pages.
@lru_cache(maxsize=1024)
def _joined(base: str, url: str) -> str:
    return urljoin(base, url)


def _absolute(site: Site, url: str) -> str:
    # An author without a page of their own has no URL, and must not get that of the home page.
    return absolute(site, url) if url else ""


def _present(data: Data) -> Data:
    return {key: value for key, value in data.items() if value not in ("", [], {}, None)}
