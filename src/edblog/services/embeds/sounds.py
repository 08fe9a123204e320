"""Hosts of music, podcasts and other audio."""

from __future__ import annotations

import re

from edblog.services.embeds.host import DIGITS, Address, Host, HostedPage, is_id
from edblog.services.learned import PLAYED

_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")
_SECRET = re.compile(r"s-[A-Za-z0-9]{5,20}")
_NO_TRACKS = frozenset(
    ["sets", "likes", "tracks", "reposts", "albums", "following", "followers", "popular-tracks", "comments"]
)
_NO_PEOPLE = frozenset(
    [
        "discover",
        "stream",
        "you",
        "search",
        "charts",
        "upload",
        "pages",
        "settings",
        "messages",
        "terms-of-use",
    ]
)
_SPOTIFY_ID = re.compile(r"[A-Za-z0-9]{22}")
_COUNTRY = re.compile(r"[a-z]{2}")
_SHOW = re.compile(r"id[0-9]{5,15}")


# The address of a SoundCloud player contains the address of the recording.
_WITHIN = re.compile(r"https://soundcloud\.com/([a-z0-9][A-Za-z0-9_/-]{0,250})")


def _soundcloud(address: Address) -> HostedPage | None:
    parts = address.parts
    if address.host == "w.soundcloud.com":
        # SoundCloud's own embed codes contain a number, which does not lead to a page.
        within = _WITHIN.fullmatch(address.query.get("url", "")) if parts == ("player",) else None
        parts = tuple(filter(None, within[1].split("/"))) if within else ()
    person, *rest = parts or ("",)
    if not is_id(person, _SLUG) or person in _NO_PEOPLE:
        return None
    secret = rest.pop() if rest and is_id(rest[-1], _SECRET) else ""
    if len(rest) == 2 and rest[0] == "sets" and is_id(rest[1], _SLUG):
        path = f"{person}/sets/{rest[1]}"
    elif len(rest) == 1 and is_id(rest[0], _SLUG) and rest[0] not in _NO_TRACKS:
        path = f"{person}/{rest[0]}"
    else:
        return None
    path += f"/{secret}" if secret else ""
    return HostedPage(
        f"https://soundcloud.com/{path}",
        f"https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/{path}",
    )


def _spotify(address: Address) -> HostedPage | None:
    parts = address.parts
    if parts and (parts[0] == "embed" or parts[0].startswith("intl-")):
        parts = parts[1:]
    kinds = ("episode", "show", "track", "album", "playlist")
    if len(parts) != 2 or parts[0] not in kinds or not is_id(parts[1], _SPOTIFY_ID):
        return None
    path = f"{parts[0]}/{parts[1]}"
    return HostedPage(f"https://open.spotify.com/{path}", f"https://open.spotify.com/embed/{path}")


def _apple(address: Address) -> HostedPage | None:
    # The name in the middle of the path is ignored; Apple reads only the number.
    parts = address.parts
    if len(parts) not in (3, 4) or parts[1] != "podcast":
        return None
    country, show, episode = parts[0], parts[-1], address.query.get("i", "")
    if not is_id(country, _COUNTRY) or not is_id(show, _SHOW):
        return None
    path = f"{country}/podcast/{show}" + (f"?i={episode}" if is_id(episode, DIGITS) else "")
    return HostedPage(f"https://podcasts.apple.com/{path}", f"https://embed.podcasts.apple.com/{path}")


SOUNDS = {
    "soundcloud": Host(
        "SoundCloud",
        ("soundcloud.com", "www.soundcloud.com", "m.soundcloud.com", "w.soundcloud.com"),
        ("audio",),
        _soundcloud,
        "https://soundcloud.com/name/title, as a browser shows it when the recording is open on SoundCloud",
        PLAYED,
    ),
    "spotify": Host(
        "Spotify",
        ("open.spotify.com",),
        ("audio",),
        _spotify,
        "https://open.spotify.com/episode/…",
        PLAYED,
        "encrypted-media; fullscreen",
    ),
    "apple": Host(
        "Apple Podcasts",
        ("podcasts.apple.com", "embed.podcasts.apple.com"),
        ("audio",),
        _apple,
        "https://podcasts.apple.com/us/podcast/name/id123456789",
        PLAYED,
        "encrypted-media",
    ),
}
