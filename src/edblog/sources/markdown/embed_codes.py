"""Finds embed codes that were pasted into a text, and says what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from edblog.files.types import PICTURES, SOUND_TYPES, VIDEO_TYPES, extension
from edblog.problems import Problem
from edblog.problems.checks import problem_of
from edblog.problems.places import line_and_column
from edblog.services.embeds import HostPlayer, find_player
from edblog.sources.markdown.prose import without_code

TAGS = frozenset(["<iframe>", "<embed>", "<object>", "<video>", "<audio>", "<script>"])
"""Elements of embed codes."""
PARTS = frozenset(["<source>", "<track>", "<param>"])
"""Elements inside of those, which need no problem of their own."""

_SCRIPT = "nothing in a story may run in a reader's browser"
_FRAME = "content from other sites may not load until the reader clicks"

# Linear: a tag ends where another starts, so each character belongs to one attempt.
_TAG = re.compile(r"<(iframe|embed|object|video|audio|script|source)\b([^<>]*)", re.IGNORECASE)
_ADDRESS = re.compile(r"""\b(?:src|data)\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>]+))""", re.IGNORECASE)
# The embed code of a Bluesky post is a quotation with the post's address, and a script that makes a frame of it.
_BLUESKY = re.compile(r"\bat://(did:[a-z]+:[A-Za-z0-9.:_-]{1,200})/app\.bsky\.feed\.post/([a-z0-9]{1,40})")


def pasted_embeds(path: str, body: str, first_line: int) -> list[Problem]:
    """A problem for each embed code in a Markdown text that starts on line `first_line` of its file."""
    prose = without_code(body)
    return [
        problem_of(
            "pasted-embed",
            path,
            f"a story cannot contain <{name}>: {_SCRIPT if name == 'script' else _FRAME}",
            _instead(name, address),
            *line_and_column(body, start, first_line),
        )
        for start, name, address in _codes(prose)
    ]


def _codes(prose: str) -> Iterator[tuple[int, str, str]]:
    """Position, element and address of each embed code; a video may have its address in a `source` element."""
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
    found = find_player(address)
    type_ = extension(address)
    if isinstance(found, HostPlayer):
        instead = f"write this address on a line of its own: {found.page}"
    elif name != "script" and "://" not in address and (type_ in VIDEO_TYPES or type_ in SOUND_TYPES):
        instead = f"write this on a line of its own: ![What it shows]({address})"
    elif type_ in PICTURES and "://" not in address:
        instead = f"write: ![What it shows]({address})"
    elif found.reason in ("elsewhere", "unknown host", "short"):
        instead = found.help
    elif name == "script":
        return "delete it; if it came with a video or a post, write the address of that on a line of its own"
    elif found.reason == "incomplete":
        instead = f"write the address of its page on a line of its own; {found.help}"
    else:
        instead = "write the address of the video's page on a line of its own, or a link: [words](address)"
    return f"delete the whole embed code; {instead}"
