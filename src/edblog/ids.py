"""The ids of elements: which a text cannot have, and those of its headings."""

from __future__ import annotations

import re

from edblog.comments import SERVICES
from edblog.comments.service import ID_END
from edblog.urls import former_slug, slugify

RESERVED_IDS = "|".join(
    [
        "eb-",  # the theme
        "edblog|livereload",  # the preview
        # To every script of a page, an element is a variable with the name that is its id (HTML, section 7.2.2.3).
        f"(?:define|exports|global|module|process|require){ID_END}",
        *(service.ids for service in SERVICES.values()),
    ]
)
"""A pattern for how the ids begin that scripts look for, in HTML and alone; capitals do not count."""
_RESERVED_ID = re.compile(RESERVED_IDS, re.IGNORECASE)


def is_reserved_id(name: str) -> bool:
    """Whether a script of the theme, the preview or a comment service would take a text's element for its own."""
    return _RESERVED_ID.match(name) is not None


def anchor(text: str) -> str:
    """The id of a heading or a group with this name."""
    return _anchor(slugify(text))


def former_anchor(text: str) -> str:
    """The id that a heading with this name had until November 2026."""
    return _anchor(former_slug(text))


def _anchor(slug: str) -> str:
    slug = slug or "section"
    return f"section-{slug}" if is_reserved_id(slug) else slug
