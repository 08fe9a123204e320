"""Hosts of slides, boards and posts."""

from __future__ import annotations

import re

from edblog.services.embeds.host import DIGITS, HEX, WORD, Address, Host, HostedPage, is_id
from edblog.services.learned import PLAYED

_CANVA_DESIGN = re.compile(r"DA[A-Za-z0-9_-]{6,20}")
_PADLET = re.compile(r"[a-z0-9]{12,24}")
_HANDLE = re.compile(r"[a-z0-9-]{1,63}+(?:\.[a-z0-9-]{1,63}+){1,6}")
_DID = re.compile(r"did:(?:plc:[a-z2-7]{24}|web:[a-z0-9.-]{4,100})")
_RECORD = re.compile(r"[a-z2-7]{13}")
_FEDIVERSE_NAME = re.compile(r"@[A-Za-z0-9_]{1,64}(?:@[a-z0-9.-]{3,120})?")

INSTANCES = (
    "fosstodon.org", "hachyderm.io", "hcommons.social", "mas.to", "mastodon.online", "mastodon.social", "mastodon.world",
    "mathstodon.xyz", "mstdn.social", "scholar.social",
)  # fmt: skip
"""Mastodon servers whose posts can be shown; any website could claim to be one, so they are listed."""


def _slides(address: Address) -> HostedPage | None:
    parts = address.parts
    if parts[:1] == ("a",) and len(parts) > 2:
        # Links within a school's own domain: `/a/district.org/presentation/…`.
        parts = parts[2:]
    if len(parts) > 4 and parts[:4] == ("presentation", "u", parts[2], "d") and is_id(parts[2], DIGITS):
        parts = ("presentation", *parts[3:])
    if parts[:3] == ("presentation", "d", "e") and len(parts) in (4, 5):
        path, name = f"presentation/d/e/{parts[3]}", parts[3]
        page = f"https://docs.google.com/{path}/pub"
    elif parts[:2] == ("presentation", "d") and len(parts) in (3, 4):
        path, name = f"presentation/d/{parts[2]}", parts[2]
        page = f"https://docs.google.com/{path}/preview"
    else:
        return None
    if len(name) < 20 or not is_id(name):
        return None
    return HostedPage(page, f"https://docs.google.com/{path}/embed")


def _canva(address: Address) -> HostedPage | None:
    parts = address.parts
    if len(parts) not in (3, 4) or parts[0] != "design" or not is_id(parts[1], _CANVA_DESIGN):
        return None
    # Without the second id, or with `edit` at the end, a link opens only for people who may edit the design.
    if parts[-1] not in ("view", "watch") or not all(is_id(part, WORD) for part in parts[2:-1]):
        return None
    path = "/".join(parts[:-1])
    return HostedPage(f"https://www.canva.com/{path}/view", f"https://www.canva.com/{path}/view?embed")


def _genially(address: Address) -> HostedPage | None:
    parts = address.parts
    if len(parts) not in (1, 2) or len(parts[0]) != 24 or not is_id(parts[0], HEX):
        return None
    return HostedPage(f"https://view.genially.com/{parts[0]}", f"https://view.genially.com/{parts[0]}")


def _padlet(address: Address) -> HostedPage | None:
    parts = address.parts
    if len(parts) != 2:
        return None
    # The name of a board ends with its id.
    name = parts[1] if parts[0] == "embed" else parts[1].rpartition("-")[2]
    person_ok = is_id(parts[0])
    if not person_ok or not is_id(name, _PADLET) or (parts[0] != "embed" and not is_id(parts[1])):
        return None
    return HostedPage(
        f"https://padlet.com/embed/{name}"
        if parts[0] == "embed"
        else f"https://padlet.com/{parts[0]}/{parts[1]}",
        f"https://padlet.com/embed/{name}",
    )


def _bluesky(address: Address) -> HostedPage | None:
    parts = address.parts
    if address.host == "embed.bsky.app":
        if len(parts) != 4 or parts[0] != "embed" or parts[2] != "app.bsky.feed.post":
            return None
    elif len(parts) != 4 or parts[0] != "profile" or parts[2] != "post":
        return None
    who, record = parts[1], parts[3]
    if not (is_id(who, _DID) or is_id(who, _HANDLE)) or not is_id(record, _RECORD):
        return None
    return HostedPage(
        f"https://bsky.app/profile/{who}/post/{record}",
        f"https://embed.bsky.app/embed/{who}/app.bsky.feed.post/{record}",
    )


def _mastodon(address: Address) -> HostedPage | None:
    parts = address.parts[:-1] if len(address.parts) == 3 and address.parts[2] == "embed" else address.parts
    if len(parts) != 2 or not is_id(parts[0], _FEDIVERSE_NAME) or not is_id(parts[1], DIGITS):
        return None
    page = f"https://{address.host}/{parts[0]}/{parts[1]}"
    return HostedPage(page, f"{page}/embed")


SLIDES = {
    "slides": Host(
        "Google Slides",
        ("docs.google.com",),
        ("slides",),
        _slides,
        "https://docs.google.com/presentation/d/…/edit, shared with everyone",
        PLAYED,
        family="Google Docs",
        others={
            "document": "a text on Google Docs",
            "spreadsheets": "a table on Google Sheets",
            "forms": "a form on Google Forms",
            "drawings": "a drawing on Google Drawings",
            "videos": "a video on Google Vids",
        },
    ),
    "canva": Host(
        "Canva",
        ("canva.com", "www.canva.com"),
        ("slides", "video"),
        _canva,
        "https://www.canva.com/design/…/…/view, from Share, Public view link",
        PLAYED,
    ),
    "genially": Host(
        "Genially",
        ("view.genially.com", "view.genial.ly"),
        ("slides",),
        _genially,
        "https://view.genially.com/… with 24 letters and digits",
        PLAYED,
    ),
}
POSTS = {
    "bluesky": Host(
        "Bluesky",
        ("bsky.app", "embed.bsky.app"),
        ("post",),
        _bluesky,
        "https://bsky.app/profile/name.bsky.social/post/…",
        PLAYED,
    ),
    "mastodon": Host(
        "Mastodon",
        INSTANCES,
        ("post",),
        _mastodon,
        "https://mastodon.social/@name/123456789012345678",
        PLAYED,
    ),
    "padlet": Host(
        "Padlet",
        ("padlet.com", "www.padlet.com"),
        ("post",),
        _padlet,
        "https://padlet.com/name/title-abc123def456",
        PLAYED,
    ),
}
