"""Plans the HTTP headers that a web server should send, as rules for paths that hold for any server.

Each page has its own Content Security Policy in a `meta` element. Browsers enforce both that policy and the one in the header, so the
header has only rules for all pages, and rules that a `meta` element cannot have.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from edblog.files.feeds import FEED_FORMATS
from edblog.services.editors import FOLDER as EDITOR
from edblog.settings import Config
from edblog.submit import WRITE
from edblog.views import HeaderRule, Headers
from edblog.web.urls import root_of

if TYPE_CHECKING:
    from edblog.kinds.kind import Kind

_NOT_NEEDED = "accelerometer camera display-capture geolocation gyroscope magnetometer microphone midi payment serial usb"
_YEAR = 365 * 24 * 60 * 60
_UNCOMMON = (
    (".csv", "text/csv; charset=utf-8"),
    (".ics", "text/calendar; charset=utf-8"),
    (".m4a", "audio/mp4"),
    (".opml", "text/x-opml; charset=utf-8"),
    (".vtt", "text/vtt; charset=utf-8"),
)
"""Media types that nginx, Caddy or Apache lack or have wrong, by file extension."""

_MARKDOWN = (".md", "text/markdown; charset=utf-8")
_AWAY = ("X-Robots-Tag", "noindex")


def headers(config: Config, kinds: Iterable[Kind]) -> Headers:
    """The rules for a site with these kinds of content, the general one first; for a path, all rules that match apply."""
    root = root_of(config.base_url)
    markdown = (_MARKDOWN,) if config.programs.markdown else ()
    # Comment services open a window for signing in, which must be able to answer the page.
    opener = "same-origin-allow-popups" if config.comments else "same-origin"
    everywhere = (
        # No page has a `base` element or a plugin. A `meta` element cannot have `frame-ancestors`.
        ("Content-Security-Policy", "base-uri 'none'; frame-ancestors 'self'; object-src 'none'"),
        ("Cross-Origin-Opener-Policy", opener),
        ("Permissions-Policy", ", ".join(f"{feature}=()" for feature in _NOT_NEEDED.split())),
        # A link tells another site the host that a reader comes from, but not the story.
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("X-Content-Type-Options", "nosniff"),
        *((("X-Robots-Tag", "noindex"),) if config.noindex else ()),
    )
    # An SVG that is opened at its own address is a document, and could run scripts.
    drawing = (
        ("Content-Security-Policy", "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox"),
    )
    lasting = (("Cache-Control", f"public, max-age={_YEAR}, immutable"),)
    return Headers(
        root,
        (
            HeaderRule(f"{root}*", everywhere),
            HeaderRule(f"{root}*.svg", drawing),
            # The name of each table of the search contains the digest of its content.
            *((HeaderRule(f"{root}search/*.txt", lasting),) if config.search.enabled else ()),
            # So does that of a resized picture.
            HeaderRule(f"{root}media/resized/*", lasting),
            # So does that of the folder of the form's scripts. nginx takes the first rule that fits, so this one comes first.
            *((HeaderRule(f"{root}assets/{WRITE}*", lasting),) if config.submit.form else ()),
            # So does the query in addresses of the theme's files.
            HeaderRule(f"{root}assets/*", lasting, versioned=True),
            # Search engines find the pages themselves.
            *((HeaderRule(f"{root}*.md", (_AWAY,)),) if markdown else ()),
            *(rule for kind in kinds for rule in kind.headers(config)),
            # An editor signs people in in a window of their git host, and gets an answer from it.
            *(
                (HeaderRule(f"{root}{EDITOR}*", (("Cross-Origin-Opener-Policy", "unsafe-none"),)),)
                if config.editor.is_on
                else ()
            ),
        ),
        feeds=tuple((f"{root}*{feed.file}", feed.media_type) for feed in FEED_FORMATS.values()),
        types=tuple((f"{root}*{ending}", type_) for ending, type_ in (*_UNCOMMON, *markdown)),
    )
