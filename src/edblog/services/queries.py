"""Writes the queries of addresses on other sites, with everything filled in."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote


def query(**values: str) -> str:
    """The query of an address, without parameters that are empty. A space becomes `%20`: some programs show each `+`."""
    return "&".join(f"{name}={encoded(value)}" for name, value in values.items() if value)


def encoded(text: str) -> str:
    """A text as a part of a query."""
    return "%20".join(map(_word, text.split(" ")))


# The links of a page have the same words and the same address, which would be encoded again for each.
@lru_cache(maxsize=2048)
def _word(text: str) -> str:
    return quote(text, safe="", errors="replace")
