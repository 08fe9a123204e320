"""Defines `Service`, a place where somebody can share a page, and `Shared`, what is filled in there."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from edblog.services.learned import Learned

MAX_TEXT = 500
"""Characters of a text in a link. Servers refuse addresses of more than some thousand bytes, and each letter of some languages
takes up to nine of them; no service here takes a longer post, but by email."""
_NEAR = 60
"""How many characters before the end a space is looked for, so that a longer text ends with a whole word."""
_JOINERS = "\u200d\ufe0f"
"""Characters that join two others; a text that is cut does not end with one."""


class Shared(NamedTuple):
    """What somebody shares."""

    text: str
    """A title, or a text that is ready to be posted."""
    url: str = ""
    """Absolute; empty if the text has it already. A service that takes an address alone has then no link."""
    hashtag: str = ""
    """Without its `#`; may be empty."""
    picture: str = ""
    """Absolute URL of a picture; may be empty."""


class Service(NamedTuple):
    """A place where somebody can share a page. Its addresses are plain links; nothing is asked before a click."""

    name: str
    """Display name, such as `Bluesky`; a key of the interface texts if `is_word` is set."""
    link: Callable[[Shared], str]
    """The address with everything filled in; empty if something is missing that the service cannot do without. Pure."""
    learns: tuple[Learned, ...]
    """What it learns about a reader who uses it, for the page about privacy."""
    is_word: bool = False
    """Whether the name is an ordinary word, which other languages have too."""
    server_link: str = ""
    """For a service of many servers: the address with `{server}` in place of the host's name, and `{text}` for the text."""


class ShareLink(NamedTuple):
    """A link that shares a page, for a template."""

    key: str
    """The key of the service."""
    name: str
    """Display name; a key of the interface texts if `is_word` is set."""
    is_word: bool
    url: str
    server: str
    """For a service of many servers: the address with `{server}` in place of the host's name; else empty."""


def words(shared: Shared, *, url: bool = True) -> str:
    """The text with its address, if wanted, and its hashtag, as one line of a post."""
    parts = (
        shortened(shared.text),
        shared.url if url else "",
        f"#{shared.hashtag}" if shared.hashtag else "",
    )
    return " ".join(filter(None, parts))


def shortened(text: str, limit: int = MAX_TEXT) -> str:
    """The text, or its first words and an ellipsis if it has more characters than the limit."""
    text = text.strip()
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    whole = kept[:space] if (space := kept.rfind(" ", -_NEAR)) > 0 else kept
    return whole.rstrip(f"{_JOINERS} \n") + "…"
