"""Hosts whose players stories may show, and the player for an address on one of them.

Everything is computed from the address; no host is contacted. To add a host, write its row, and name it in `HOSTS`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal, NamedTuple, get_args
from urllib.parse import urlsplit

from edblog.services.embeds.boards import POSTS, SLIDES
from edblog.services.embeds.host import Address, Host, PlayerKind, first_values
from edblog.services.embeds.sounds import SOUNDS
from edblog.services.embeds.videos import VIDEOS

__all__ = ["HOSTS", "PLAYER_KINDS", "HostPlayer", "PlayerKind", "Refusal", "find_player", "is_known"]

HOSTS: dict[str, Host] = {**VIDEOS, **SOUNDS, **SLIDES, **POSTS}
"""Every host, by the name that records store."""
PLAYER_KINDS: tuple[PlayerKind, ...] = get_args(PlayerKind)

_BY_DOMAIN = {domain: key for key, host in HOSTS.items() for domain in host.domains}
_ELSEWHERE = {
    "slideshare.net": ("SlideShare", "the address of its player is not in its links"),
    "pbslearningmedia.org": ("PBS LearningMedia", "the address of its player is not in its links"),
    "x.com": ("X", "it shows posts with a script that tracks readers"),
    "twitter.com": ("X", "it shows posts with a script that tracks readers"),
    "facebook.com": ("Facebook", "it tracks readers"),
    "instagram.com": ("Instagram", "it shows posts with a script that tracks readers"),
    "tiktok.com": ("TikTok", "it tracks readers"),
    "flip.com": ("Flip", "it has closed"),
    "flipgrid.com": ("Flip", "it has closed"),
    "ed.ted.com": ("TED-Ed", "the address of the video is not in its links"),
    "forms.gle": ("Google Forms", "readers could not tell it from a part of this site"),
}
"""Hosts that people try, with the reason that stories cannot show their content."""
_SHORT = {"on.soundcloud.com": "SoundCloud", "spotify.link": "Spotify"}
"""Hosts of short links, and the sites that they lead to."""
MAX_ADDRESS_LENGTH = 2000
# The host ends at the first of `/?#`. Possessive, so each character is looked at once.
_ADDRESS = re.compile(r"https?://([^/?#]++)[!-~]*+", re.IGNORECASE)

Reason = Literal[
    "no address", "password", "not what it seems", "unknown host", "elsewhere", "short", "incomplete"
]


class HostPlayer(NamedTuple):
    """A player of another host."""

    host: str
    """A key of `HOSTS`."""
    kinds: tuple[PlayerKind, ...]
    """Possible kinds; the first is the default."""
    page: str
    """Absolute URL of the page on the host, for a link."""
    frame: str
    """Absolute URL of the player."""


class Refusal(NamedTuple):
    """The reason that an address has no player, as a message for the writer."""

    reason: Reason
    message: str
    help: str


def is_known(domain: str) -> bool:
    """Whether a domain belongs to a known host; case does not matter."""
    return domain.lower() in _BY_DOMAIN


def find_player(address: str) -> HostPlayer | Refusal:
    """The player for an address, or the reason that there is none."""
    found = _ADDRESS.fullmatch(address) if len(address) <= MAX_ADDRESS_LENGTH else None
    try:
        parts = urlsplit(address)
    except ValueError:
        found = None
    if found is None:
        return _not_an_address(address)
    domain = found[1].lower()
    # Browsers read the part before an @ as a user name and a password, and only the rest as the host.
    if "@" in domain:
        message = "this address has a user name or password in front of the real site"
        return Refusal("password", message, "copy the address again from the page itself")
    key = _BY_DOMAIN.get(domain)
    if key is None:
        return _unknown(domain)
    host = HOSTS[key]
    path = tuple(part for part in parts.path.split("/") if part)
    there = host.find(Address(domain, path, first_values(parts.query), parts.fragment))
    if there is None and (what := _other_content(host, path)):
        message = f"this is {what}; from {host.family}, a story can show only {host.name}"
        return Refusal("elsewhere", message, "write a link to it: [words](address)")
    if there is None:
        message = f"this address on {host.name} does not lead to {_in_words(host.kinds)}"
        return Refusal("incomplete", message, f"it should look like {host.example}")
    return HostPlayer(key, host.kinds, there.page, there.frame)


def _not_an_address(address: str) -> Refusal:
    scheme = address.partition(":")[0].lower()
    if scheme in ("http", "https") and len(address) <= MAX_ADDRESS_LENGTH:
        help_ = "copy the address again from the page itself; it must not have spaces or accented letters"
        return Refusal("no address", "browsers cannot open this address", help_)
    return Refusal(
        "no address",
        "this is not the address of a web page",
        "copy the address from the page; it starts with https://",
    )


def _other_content(host: Host, path: tuple[str, ...]) -> str:
    """A description of content on a known host that has no player, such as a text on Google Docs; empty if unknown."""
    # Links within a school's own domain: `/a/district.org/forms/…`.
    kind = path[2:3] if path[:1] == ("a",) else path[:1]
    return host.others.get(kind[0], "") if kind else ""


def _unknown(domain: str) -> Refusal:
    if _resembles(domain):
        printable = domain.encode("ascii", "backslashreplace").decode()
        message = f'"{printable}" is not the site that it seems to be'
        return Refusal("not what it seems", message, "copy the address again from the page itself")
    if domain in _SHORT:
        message = f"this is a short link from {_SHORT[domain]}, which hides where it leads"
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
    """Whether a domain imitates a known host: `youtube.com.example.net`, `youtu.be:81`."""
    plain = unicodedata.normalize("NFKC", domain).replace("。", ".").partition(":")[0]
    return any(f".{known}." in f".{plain}." and not domain.endswith(f".{known}") for known in _BY_DOMAIN)


def _in_words(kinds: tuple[PlayerKind, ...]) -> str:
    words = {"video": "a video", "audio": "a recording", "slides": "slides", "post": "a post"}
    return " or ".join(words[kind] for kind in kinds)
