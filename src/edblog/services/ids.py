"""Ids of HTML elements: reserved ids, and the ids of headings."""

from __future__ import annotations

import re

from edblog.services.comments import SERVICES
from edblog.services.comments.service import ID_END
from edblog.web.urls import former_slug, slugify

RESERVED_IDS = "|".join(
    [
        "eb-",  # the theme
        "edblog|livereload",  # the preview
        # Scripts see every element as a global variable with the name of its id (HTML, section 7.2.2.3).
        f"(?:define|exports|global|module|process|require){ID_END}",
        *(service.ids for service in SERVICES.values()),
    ]
)
"""A pattern for the start of the ids that scripts look up, in HTML or alone; case does not matter."""
_RESERVED_ID = re.compile(RESERVED_IDS, re.IGNORECASE)


def is_reserved_id(name: str) -> bool:
    """Whether a script of the theme, the preview or a comment service looks up this id."""
    return _RESERVED_ID.match(name) is not None


def anchor(text: str) -> str:
    """The id of a heading or group with this text."""
    return _anchor(slugify(text))


def former_anchor(text: str) -> str:
    """The id of a heading with this text until November 2026."""
    return _anchor(former_slug(text))


def _anchor(slug: str) -> str:
    slug = slug or "section"
    return f"section-{slug}" if is_reserved_id(slug) else slug
