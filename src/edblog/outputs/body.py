"""The body of a page: sanitised HTML whose placeholders become addresses once the site is known.

A text is rendered and remembered without knowing where anything on the site is. Its links and pictures
are written `href="edblog:N"` and `src="edblog:N"`, where N counts its references from 0. The HTML is as the
sanitiser serialises it: attributes in double quotes, `<` in text escaped.
"""

from __future__ import annotations

import re
from html import escape
from urllib.parse import urljoin, urlsplit

from edblog.views import Body

# Text and the values of other attributes are matched too, so that a placeholder that somebody writes about
# in their story is passed over. Each character is looked at once.
_OTHER = r'="[^"]*"|>[^<]*|\A[^<]+'
_PLACEHOLDER = re.compile(rf'(?<=\s)(href|src)="edblog:([0-9]{{1,9}})"|{_OTHER}')
_RELATIVE = re.compile(rf'(?<=\s)(href|src|poster|cite)="([#/][^"]*)"|{_OTHER}')


def resolve(html: str, body: Body, absolute: str = "") -> str:
    """The HTML with every placeholder replaced by its URL from `body.urls`.

    Pictures of known size get `width` and `height` in CSS pixels, and load when they are needed. With
    `absolute`, a URL, the addresses are joined with it (RFC 3986, section 5). Placeholders without a URL
    stay as they are.
    """

    def replace(match: re.Match[str]) -> str:
        attribute, number = match[1], match[2]
        if attribute is None or int(number) >= len(body.urls):
            return match[0]
        index = int(number)
        url = urljoin(absolute, body.urls[index]) if absolute else body.urls[index]
        size = body.pictures[index] if attribute == "src" and index < len(body.pictures) else (0, 0)
        text = f'{attribute}="{escape(url)}"'
        if size == (0, 0):
            return text
        return f'{text} width="{size[0]}" height="{size[1]}" loading="lazy" decoding="async"'

    return _PLACEHOLDER.sub(replace, html)


def absolutize(html: str, page_url: str) -> str:
    """The HTML for use away from its page: `#part` and `/path` become absolute URLs.

    `page_url` is the absolute URL of the page; paths from the root get its origin.
    """
    parts = urlsplit(page_url)
    scheme, origin, page = (
        escape(text) for text in (parts.scheme, f"{parts.scheme}://{parts.netloc}", page_url)
    )

    def replace(match: re.Match[str]) -> str:
        attribute, url = match[1], match[2]
        if attribute is None:
            return match[0]
        before = page.partition("#")[0] if url[0] == "#" else f"{scheme}:" if url.startswith("//") else origin
        return f'{attribute}="{before}{url}"'

    return _RELATIVE.sub(replace, html)
