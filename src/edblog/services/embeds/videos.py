"""Hosts of videos."""

from __future__ import annotations

import re

from edblog.services.embeds.host import DIGITS, HEX, Address, Host, HostedPage, is_id, seconds
from edblog.services.learned import PLAYED

_YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}")
_YOUTUBE_LIST = re.compile(r"(?:PL|UU|OL|FL)[A-Za-z0-9_-]{10,60}")
_VIMEO_HASH = re.compile(r"[0-9a-f]{6,20}")
_SLUG = re.compile(r"[a-z0-9_]{1,150}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z]{2,4})?")
_ITEM = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{2,99}")
# YouTube does not play without a referrer (error 153); it accepts the origin.
_ORIGIN_ONLY = "strict-origin"


def _youtube(address: Address) -> HostedPage | None:
    parts, query = address.parts, address.query
    if address.host == "youtu.be":
        name = parts[0] if len(parts) == 1 else ""
    elif parts == ("watch",):
        name = query.get("v", "")
    elif len(parts) == 2 and parts[0] in ("shorts", "embed", "live", "v") and parts[1] != "videoseries":
        name = parts[1]
    elif parts in (("playlist",), ("embed", "videoseries")) and is_id(query.get("list", ""), _YOUTUBE_LIST):
        page = f"https://www.youtube.com/playlist?list={query['list']}"
        return HostedPage(
            page, f"https://www.youtube-nocookie.com/embed/videoseries?list={query['list']}&autoplay=1"
        )
    else:
        return None
    if not is_id(name, _YOUTUBE_ID):
        return None
    start = seconds(query.get("t") or query.get("start") or address.fragment.removeprefix("t="))
    page = f"https://www.youtube.com/watch?v={name}" + (f"&t={start}s" if start else "")
    frame = f"https://www.youtube-nocookie.com/embed/{name}?autoplay=1&rel=0" + (
        f"&start={start}" if start else ""
    )
    return HostedPage(page, frame)


def _vimeo(address: Address) -> HostedPage | None:
    parts = address.parts
    if address.host == "player.vimeo.com":
        if len(parts) != 2 or parts[0] != "video":
            return None
        parts = parts[1:]
    elif parts[:1] == ("channels",) and len(parts) == 3:
        parts = parts[2:]
    elif parts[:1] == ("groups",) and len(parts) == 4 and parts[2] == "videos":
        parts = parts[3:]
    elif parts[:2] == ("manage", "videos") and len(parts) > 2:
        # After the number comes a settings page, or the second id.
        parts = parts[2:4] if is_id("".join(parts[3:]), _VIMEO_HASH) else parts[2:3]
    elif parts[:1] in (("showcase",), ("album",)) and len(parts) in (4, 5) and parts[2] == "video":
        parts = parts[3:]
    if len(parts) not in (1, 2) or not is_id(parts[0], DIGITS):
        return None
    # An unlisted video has a second id, and cannot be opened without it.
    secret = parts[1] if len(parts) == 2 else address.query.get("h", "")
    if secret and not is_id(secret, _VIMEO_HASH):
        return None
    start = seconds(address.fragment.removeprefix("t="))
    page = f"https://vimeo.com/{parts[0]}" + (f"/{secret}" if secret else "")
    query = (f"h={secret}&" if secret else "") + "dnt=1&autoplay=1"
    at = f"#t={start}s" if start else ""
    return HostedPage(page + at, f"https://player.vimeo.com/video/{parts[0]}?{query}{at}")


def _loom(address: Address) -> HostedPage | None:
    parts = address.parts
    if len(parts) != 2 or parts[0] not in ("share", "embed") or not is_id(parts[1], HEX):
        return None
    return HostedPage(f"https://www.loom.com/share/{parts[1]}", f"https://www.loom.com/embed/{parts[1]}")


def _edpuzzle(address: Address) -> HostedPage | None:
    parts = address.parts[1:] if address.parts[:1] == ("embed",) else address.parts
    if len(parts) != 2 or parts[0] != "media" or not is_id(parts[1], HEX):
        return None
    return HostedPage(
        f"https://edpuzzle.com/media/{parts[1]}", f"https://edpuzzle.com/embed/media/{parts[1]}"
    )


def _ted(address: Address) -> HostedPage | None:
    parts, language = address.parts, address.query.get("language", "")
    if len(parts) == 4 and parts[:2] == ("talks", "lang"):
        language, parts = parts[2], (parts[0], parts[3])
    if len(parts) != 2 or parts[0] != "talks" or not is_id(parts[1], _SLUG):
        return None
    if not is_id(language, _LANGUAGE):
        return HostedPage(f"https://www.ted.com/talks/{parts[1]}", f"https://embed.ted.com/talks/{parts[1]}")
    page = f"https://www.ted.com/talks/{parts[1]}?language={language}"
    return HostedPage(page, f"https://embed.ted.com/talks/lang/{language}/{parts[1]}")


def _drive(address: Address) -> HostedPage | None:
    parts = address.parts
    if parts[:2] == ("file", "u") and len(parts) > 3 and is_id(parts[2], DIGITS):
        # The address for people with several accounts.
        parts = ("file", *parts[3:])
    if len(parts) in (3, 4) and parts[:2] == ("file", "d"):
        name = parts[2]
    else:
        name = address.query.get("id", "") if parts == ("open",) else ""
    if len(name) < 20 or not is_id(name):
        return None
    return HostedPage(
        f"https://drive.google.com/file/d/{name}/view", f"https://drive.google.com/file/d/{name}/preview"
    )


def _archive(address: Address) -> HostedPage | None:
    parts = address.parts
    if len(parts) != 2 or parts[0] not in ("details", "embed") or not is_id(parts[1], _ITEM):
        return None
    return HostedPage(f"https://archive.org/details/{parts[1]}", f"https://archive.org/embed/{parts[1]}")


_PLAYS = "autoplay; encrypted-media; fullscreen; picture-in-picture"

VIDEOS = {
    "youtube": Host(
        "YouTube",
        (
            "youtube.com",
            "www.youtube.com",
            "m.youtube.com",
            "music.youtube.com",
            "youtu.be",
            "youtube-nocookie.com",
            "www.youtube-nocookie.com",
        ),
        ("video",),
        _youtube,
        "https://www.youtube.com/watch?v=… with its eleven letters and digits",
        PLAYED,
        _PLAYS,
        _ORIGIN_ONLY,
    ),
    "vimeo": Host(
        "Vimeo",
        ("vimeo.com", "www.vimeo.com", "player.vimeo.com"),
        ("video",),
        _vimeo,
        "https://vimeo.com/123456789",
        PLAYED,
        _PLAYS,
        _ORIGIN_ONLY,
    ),
    "loom": Host(
        "Loom", ("loom.com", "www.loom.com"), ("video",), _loom, "https://www.loom.com/share/…", PLAYED
    ),
    "edpuzzle": Host(
        "Edpuzzle",
        ("edpuzzle.com", "www.edpuzzle.com"),
        ("video",),
        _edpuzzle,
        "https://edpuzzle.com/media/…",
        PLAYED,
    ),
    "ted": Host(
        "TED",
        ("ted.com", "www.ted.com", "embed.ted.com"),
        ("video",),
        _ted,
        "https://www.ted.com/talks/name_of_the_talk",
        PLAYED,
    ),
    "drive": Host(
        "Google Drive",
        ("drive.google.com",),
        ("video", "audio"),
        _drive,
        "https://drive.google.com/file/d/…/view",
        PLAYED,
    ),
    "archive": Host(
        "the Internet Archive",
        ("archive.org", "www.archive.org"),
        ("video", "audio"),
        _archive,
        "https://archive.org/details/name",
        PLAYED,
    ),
}
