"""Embed codes that were pasted into a text: each is refused, with the line to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from edblog.embeds import HostPlayer, find_player
from edblog.files.types import PICTURES, SOUND_TYPES, VIDEO_TYPES, extension
from edblog.problems import Problem
from edblog.problems.checks import problem_of
from edblog.problems.places import line_and_column
from edblog.sources.markdown.prose import without_code

TAGS = frozenset(["<iframe>", "<embed>", "<object>", "<video>", "<audio>", "<script>"])
"""What embed codes are made of."""
PARTS = frozenset(["<source>", "<track>", "<param>"])
"""What stands within those, and is not worth a problem of its own."""

_SCRIPT = "nothing in a story may run in a reader's browser"
_FRAME = "content from other sites may not load until the reader clicks"

# A tag ends where another begins, so each character belongs to one attempt; attributes are found one after another.
_TAG = re.compile(r"<(iframe|embed|object|video|audio|script|source)\b([^<>]*)", re.IGNORECASE)
_ADDRESS = re.compile(r"""\b(?:src|data)\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>]+))""", re.IGNORECASE)
# Posts come as a quotation with their address, and a script that makes a frame of it.
_BLUESKY = re.compile(r"\bat://(did:[a-z]+:[A-Za-z0-9.:_-]{1,200})/app\.bsky\.feed\.post/([a-z0-9]{1,40})")


def pasted(path: str, body: str, first_line: int) -> list[Problem]:
    """The problems of the embed codes in a Markdown text that starts on line `first_line` of its file."""
    prose = without_code(body)
    return [
        problem_of(
            "pasted-embed",
            path,
            f"a story cannot hold <{name}>: {_SCRIPT if name == 'script' else _FRAME}",
            _instead(name, address),
            *line_and_column(body, start, first_line),
        )
        for start, name, address in _codes(prose)
    ]


def _codes(prose: str) -> Iterator[tuple[int, str, str]]:
    """Place, name and address of each code; the address of a film may be in a `source` element within it."""
    tags = list(_TAG.finditer(prose))
    for number, tag in enumerate(tags):
        name, address = tag[1].lower(), _address(tag[2])
        if name == "source":
            continue
        if not address and number + 1 < len(tags) and tags[number + 1][1].lower() == "source":
            address = _address(tags[number + 1][2])
        if name == "script" and "embed.bsky.app" in address:
            posts = list(_BLUESKY.finditer(prose, 0, tag.start()))
            address = f"https://bsky.app/profile/{posts[-1][1]}/post/{posts[-1][2]}" if posts else address
        yield tag.start(), name, address


def _address(attributes: str) -> str:
    found = _ADDRESS.search(attributes)
    address = unescape(next(filter(None, found.groups()), "")).strip() if found else ""
    return f"https:{address}" if address.startswith("//") else address


def _instead(name: str, address: str) -> str:
    there = find_player(address)
    if isinstance(there, HostPlayer):
        return f"take the whole code out and write this address on a line of its own: {there.page}"
    kind = extension(address)
    if name != "script" and "://" not in address and (kind in VIDEO_TYPES or kind in SOUND_TYPES):
        return f"take the whole code out and write this on a line of its own: ![What it shows]({address})"
    if kind in PICTURES and "://" not in address:
        return f"take the whole code out and write: ![What it shows]({address})"
    if there.reason in ("elsewhere", "unknown host", "short"):
        return f"take the whole code out; {there.help}"
    if there.reason == "incomplete" and name != "script":
        return f"take the whole code out and write the address of its page on a line of its own; {there.help}"
    if name == "script":
        return (
            "take it out; if it came with a video or a post, write the address of that on a line of its own"
        )
    return "take the whole code out and write the address of the video's page on a line of its own, or a link: [words](address)"
