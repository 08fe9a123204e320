"""The HTTP headers that a web server should send: rules for paths, whatever server it is.

Each page has its own Content Security Policy in a `meta` element. Browsers enforce that policy and the one in the header, so the
header holds only what is true of every page, and what a `meta` element cannot say.
"""

from __future__ import annotations

from edblog.editors import FOLDER as EDITOR
from edblog.files.feeds import FEED_FORMATS
from edblog.settings import Config
from edblog.urls import root_of
from edblog.views import HeaderRule, Headers

_NOT_NEEDED = "accelerometer camera display-capture geolocation gyroscope magnetometer microphone midi payment serial usb"
_YEAR = 365 * 24 * 60 * 60
_UNCOMMON = (
    (".csv", "text/csv; charset=utf-8"),
    (".ics", "text/calendar; charset=utf-8"),
    (".m4a", "audio/mp4"),
    (".opml", "text/x-opml; charset=utf-8"),
    (".vtt", "text/vtt; charset=utf-8"),
)
"""Media types that the lists of nginx, Caddy or Apache lack or have wrong, by the end of the file's name."""


def headers(config: Config) -> Headers:
    """The rules for a site, the general one first; all that match a path hold for it."""
    root = root_of(config.base_url)
    # To sign in, comment services open a window of their own and get an answer from it.
    opener = "same-origin-allow-popups" if config.comments else "same-origin"
    everywhere = (
        # No page of the site sets a base or shows a plugin; no `meta` element can say who may frame it.
        ("Content-Security-Policy", "base-uri 'none'; frame-ancestors 'self'; object-src 'none'"),
        ("Cross-Origin-Opener-Policy", opener),
        ("Permissions-Policy", ", ".join(f"{feature}=()" for feature in _NOT_NEEDED.split())),
        # Other sites learn the host that a reader comes from, and not the story.
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("X-Content-Type-Options", "nosniff"),
        *((("X-Robots-Tag", "noindex"),) if config.noindex else ()),
    )
    # A drawing that is opened by itself is a document, and could run scripts.
    drawing = (
        ("Content-Security-Policy", "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox"),
    )
    lasting = (("Cache-Control", f"public, max-age={_YEAR}, immutable"),)
    return Headers(
        root,
        (
            HeaderRule(f"{root}*", everywhere),
            HeaderRule(f"{root}*.svg", drawing),
            # The name of a smaller picture is that of its content.
            HeaderRule(f"{root}media/resized/*", lasting),
            # So is the query of the theme's files.
            HeaderRule(f"{root}assets/*", lasting, versioned=True),
            # An editor signs people in in a window of their git host, and gets an answer from it.
            *(
                (HeaderRule(f"{root}{EDITOR}*", (("Cross-Origin-Opener-Policy", "unsafe-none"),)),)
                if config.editor.is_on
                else ()
            ),
        ),
        feeds=tuple((f"{root}*{feed.file}", feed.media_type) for feed in FEED_FORMATS.values()),
        types=tuple((f"{root}*{ending}", type_) for ending, type_ in _UNCOMMON),
    )
