"""Settings of the services that store comments on GitHub."""

from __future__ import annotations

import re

REPOSITORY = r"^[A-Za-z0-9-]+/[A-Za-z0-9._-]+\Z"
"""A pattern for `owner/name`."""
COMPANY = "GitHub"
"""The host where commenters need an account."""


def path_term(path: str) -> str:
    """The name of a story's thread, as the services' own scripts derive it from `location.pathname`.

    edblog sends it, so that `/jar/` and `/jar/index.html` have the same comments.
    """
    return re.sub(r"\.\w+\Z", "", path[1:], flags=re.ASCII) if len(path) > 1 else "index"
