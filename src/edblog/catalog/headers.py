"""The HTTP headers that a web host should send: rules for paths, whatever server there is.

Each page has its own Content Security Policy in a `meta` element. Browsers enforce that and the one of the header both, so the
header says only what is true of every page, and what a `meta` element cannot say.
"""

from __future__ import annotations

from edblog.config import Config
from edblog.urls import root_of
from edblog.views import HeaderRule, Headers

_NOT_NEEDED = "accelerometer camera display-capture geolocation gyroscope magnetometer microphone midi payment serial usb"
_YEAR = 365 * 24 * 60 * 60


def headers(config: Config) -> Headers:
    """The rules for a site, the general one first; all that match a path hold for it."""
    root = root_of(config.base_url)
    # To sign in, comment services open a window of their own and hear back from it.
    opener = "same-origin-allow-popups" if config.comments else "same-origin"
    everywhere = (
        # No page of the site sets a base or shows a plugin; who may frame it, no `meta` element can say.
        ("Content-Security-Policy", "base-uri 'none'; frame-ancestors 'self'; object-src 'none'"),
        ("Cross-Origin-Opener-Policy", opener),
        ("Permissions-Policy", ", ".join(f"{feature}=()" for feature in _NOT_NEEDED.split())),
        # Other sites learn of the host that a reader comes from, and not of the story.
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("X-Content-Type-Options", "nosniff"),
    )
    # A drawing that is opened by itself is a document, and could run scripts.
    drawing = (
        ("Content-Security-Policy", "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox"),
    )
    # The name of a smaller picture is that of its content.
    lasting = (("Cache-Control", f"public, max-age={_YEAR}, immutable"),)
    return Headers(
        root,
        (
            HeaderRule(f"{root}*", everywhere),
            HeaderRule(f"{root}*.svg", drawing),
            HeaderRule(f"{root}media/resized/*", lasting),
        ),
    )
