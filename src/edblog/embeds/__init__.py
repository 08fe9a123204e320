"""Players of other hosts: which hosts there are, and what they play at an address that somebody typed.

Everything is computed from the address; no host is asked. To add a host, write its row, and name it in `HOSTS`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal, NamedTuple, get_args
from urllib.parse import urlsplit

from edblog.embeds.boards import POSTS, SLIDES
from edblog.embeds.host import Address, Host, Kind, first_values
from edblog.embeds.sounds import SOUNDS
from edblog.embeds.videos import VIDEOS

__all__ = ["HOSTS", "KINDS", "Kind", "Player", "Refusal", "is_known", "player"]

HOSTS: dict[str, Host] = {**VIDEOS, **SOUNDS, **SLIDES, **POSTS}
"""Every host, by a name that records remember it by."""
KINDS: tuple[Kind, ...] = get_args(Kind)

_BY_DOMAIN = {domain: key for key, host in HOSTS.items() for domain in host.domains}
_ELSEWHERE = {
    "slideshare.net": ("SlideShare", "the address of its player is not in its links"),
    "pbslearningmedia.org": ("PBS LearningMedia", "the address of its player is not in its links"),
    "x.com": ("X", "it shows posts with a script that tracks readers"),
    "twitter.com": ("X", "it shows posts with a script that tracks readers"),
    "facebook.com": ("Facebook", "it follows readers"),
    "instagram.com": ("Instagram", "it shows posts with a script that tracks readers"),
    "tiktok.com": ("TikTok", "it follows readers"),
    "flip.com": ("Flip", "it has closed"),
    "flipgrid.com": ("Flip", "it has closed"),
    "ed.ted.com": ("TED-Ed", "the address of the video is not in its links"),
    "forms.gle": ("Google Forms", "readers could not tell it from a part of this site"),
}
"""Hosts that people look for, and why stories cannot show what is there."""
_SHORT = {"on.soundcloud.com": "SoundCloud", "spotify.link": "Spotify"}
"""Hosts of short addresses, and where those lead."""
ADDRESS_LIMIT = 2000
"""Characters."""
# One look at each character, and nothing is given back: the host is what stands before the first of `/?#`.
_ADDRESS = re.compile(r"https?://([^/?#]++)[!-~]*+", re.IGNORECASE)

Reason = Literal[
    "no address", "password", "not what it seems", "unknown host", "elsewhere", "short", "incomplete"
]


class Player(NamedTuple):
    """What a host plays."""

    host: str
    """A key of `HOSTS`."""
    kinds: tuple[Kind, ...]
    """What it may be; the first where nobody says."""
    page: str
    """Absolute URL for people."""
    frame: str
    """Absolute URL of the player."""


class Refusal(NamedTuple):
    """Why there is no player at an address, in a writer's words."""

    reason: Reason
    message: str
    help: str


def is_known(domain: str) -> bool:
    """Whether a host name, in any case, is one of a known host."""
    return domain.lower() in _BY_DOMAIN


def player(address: str) -> Player | Refusal:
    """The player for an address, or why there is none."""
    found = _ADDRESS.fullmatch(address) if len(address) <= ADDRESS_LIMIT else None
    try:
        parts = urlsplit(address)
    except ValueError:
        found = None
    if found is None:
        return _not_an_address(address)
    domain = found[1].lower()
    # Browsers read what stands before an @ as a name and a password, and take the rest for the host.
    if "@" in domain:
        message = "this address has a user name or password in front of the real site"
        return Refusal("password", message, "copy the address again from the page itself")
    key = _BY_DOMAIN.get(domain)
    if key is None:
        return _unknown(domain)
    host = HOSTS[key]
    path = tuple(part for part in parts.path.split("/") if part)
    there = host.find(Address(domain, path, first_values(parts.query), parts.fragment))
    if there is None and (what := _other(host, path)):
        message = f"this is {what}, and of {host.family} only {host.name} can be shown in a story"
        return Refusal("elsewhere", message, "write a link to it: [words](address)")
    if there is None:
        message = f"this address on {host.name} does not lead to {_one(host.kinds)}"
        return Refusal("incomplete", message, f"it should look like {host.example}")
    return Player(key, host.kinds, there.page, there.frame)


def _not_an_address(address: str) -> Refusal:
    scheme = address.partition(":")[0].lower()
    if scheme in ("http", "https") and len(address) <= ADDRESS_LIMIT:
        help_ = "copy the address again from the page itself; it has no spaces, and no letters beyond a to z"
        return Refusal("no address", "this is not an address that a browser could open", help_)
    return Refusal(
        "no address",
        "this is not the address of a web page",
        "copy the address from the page; it starts with https://",
    )


def _other(host: Host, path: tuple[str, ...]) -> str:
    """What is at an address of a host that shows only some of what people make there; empty where nobody knows."""
    # Links within a school's own domain: `/a/district.org/forms/…`.
    kind = path[2:3] if path[:1] == ("a",) else path[:1]
    return host.others.get(kind[0], "") if kind else ""


def _unknown(domain: str) -> Refusal:
    if _resembles(domain):
        shown = domain.encode("ascii", "backslashreplace").decode()
        message = f'"{shown}" is not the site that it seems to be'
        return Refusal("not what it seems", message, "copy the address again from the page itself")
    if domain in _SHORT:
        message = f"this is a short address of {_SHORT[domain]}, which hides where it leads"
        return Refusal("short", message, "open it in a browser and copy the address shown there")
    for known, (name, reason) in _ELSEWHERE.items():
        if domain == known or domain.endswith(f".{known}"):
            message = f"content from {name} cannot be shown in a story: {reason}"
            return Refusal("elsewhere", message, "write a link to it: [words](address)")
    names = ", ".join(sorted({host.name.removeprefix("the ") for host in HOSTS.values()}))
    message = f'stories cannot show content from "{domain}"'
    return Refusal(
        "unknown host", message, f"write a link to it: [words](address); these can be shown: {names}"
    )


def _resembles(domain: str) -> bool:
    """Whether a host has the name of a known one where it means nothing: `youtube.com.example.net`, `youtu.be:81`."""
    plain = unicodedata.normalize("NFKC", domain).replace("。", ".").partition(":")[0]
    return any(f".{known}." in f".{plain}." and not domain.endswith(f".{known}") for known in _BY_DOMAIN)


def _one(kinds: tuple[Kind, ...]) -> str:
    words = {"video": "a video", "audio": "a recording", "slides": "slides", "post": "a post"}
    return " or ".join(words[kind] for kind in kinds)
