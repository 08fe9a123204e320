"""Where a site keeps what it has pinned of issuers of badges."""

from __future__ import annotations

ISSUERS_FOLDER = "data/issuers"
"""The folder that `edblog issuers add` writes, relative to the site's folder."""

BADGES_FOLDER = "static/badges"
"""What the site publishes of its own badges: its DID document, and the list of those that were taken back."""
GIVEN_FILE = f"{ISSUERS_FOLDER}/given.toml"
"""How many badges the site itself has given."""


def is_of_issuers(path: str) -> bool:
    """Whether a path is that of a pin, such as `data/issuers/maple.json`."""
    folder, _, name = path.rpartition("/")
    return folder == ISSUERS_FOLDER and name.endswith(".json")
