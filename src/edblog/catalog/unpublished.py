"""Messages that explain why a file that a text names is not published, or not shown as a picture."""

from __future__ import annotations

import re

from edblog.catalog.site import Held
from edblog.files.types import (
    EXPORT_ADVICE,
    HEIC,
    HEIC_ADVICE,
    OPTIONAL,
    PICTURES,
    PUBLISHED,
    SOUND_TYPES,
    VIDEO_TYPES,
    can_read_heic,
    extension,
    listed_extensions,
)
from edblog.problems import brief
from edblog.web.urls import readable_date

# Matched at the start of an address. Linear: each part of a host name ends at a dot.
_HOST = re.compile(
    r"(www\.|[\w-]+(\.[\w-]+)*\.(com|edu|gov|net|org|us|io|be|ly|gle|app|tv|co|uk|ca|mx|es)(/|$))",
    re.IGNORECASE,
)


def is_address(path: str) -> bool:
    """Whether it is the address of a website without its start, such as `www.example.org/a`."""
    return _HOST.match(path) is not None


def is_published(kind: str, allowed: tuple[str, ...]) -> bool:
    """Whether files with this extension are published; `allowed` has the extensions that the district adds, without dots."""
    if kind in HEIC:
        return can_read_heic()
    return kind in PUBLISHED or (kind in OPTIONAL and kind[1:] in allowed)


def unpublished_type(kind: str) -> tuple[str, str]:
    """The message and the help for a link to a file whose extension is not published."""
    help_ = f"save it as PDF; these are published: {listed_extensions(PUBLISHED)}"
    if kind in HEIC:
        help_ = HEIC_ADVICE
    if kind in OPTIONAL:
        help_ = f'save it as PDF, or ask the person who runs the site for a setting in edblog.toml: [files] types = ["{kind[1:]}"]'
    message = (
        f"files of the type {kind} are not published"
        if kind
        else "files without an extension are not published"
    )
    return message, help_


def not_a_picture(path: str, found: str, *, in_text: bool) -> tuple[str, str]:
    """The message and the help for a file that is used as a picture but is not one."""
    kind = extension(found)
    help_ = f"save it as JPEG or PNG; these work: {listed_extensions(PICTURES)}"
    if kind in HEIC:
        help_ = HEIC_ADVICE
    if in_text and kind in EXPORT_ADVICE:
        help_ = f"{EXPORT_ADVICE[kind]}, and write that file name on a line of its own: it becomes a player"
    if in_text and (kind in VIDEO_TYPES or kind in SOUND_TYPES):
        help_ = "put it on a line of its own, with a blank line above and below: it becomes a player"
    return f'"{path}" is not a picture that a browser can show', help_


def in_closed_folder(path: str, folder: str) -> tuple[str, str]:
    """The message and the help for a path into a folder whose files texts cannot use."""
    message = f'"{brief(path)}" is in {folder}/, and texts cannot use the files there'
    return (
        message,
        "put a copy in the same folder as this file, or ask the person who runs the site to put one in static/",
    )


def why_held(held: Held) -> str:
    """The reason that a text is not published now, in words for a message."""
    if held.reason == "draft":
        return "it is a draft"
    return (
        f"it appears on {readable_date(held.date)}"
        if held.reason == "scheduled" and held.date
        else "its time is over"
    )


def picture_elsewhere(path: str) -> tuple[str, str] | None:
    """The message and the help for a picture that is no file of the site; None for a path."""
    start = path.lower()
    if start.startswith(("http:", "https:", "//")):
        message = "this picture is on another website, and pages load nothing from other sites"
        help_ = "if you may use it, download it, save it in the same folder as the story, and write its file name here"
        return message, help_
    if start.startswith("data:"):
        message = "this picture is inside the text itself (data:…), and pages show only picture files"
        return message, "save it in the same folder as the story, and write its file name here"
    return None


def encoded_name(typed: str) -> str:
    """Advice for a file name with #, ? or %: how to write these in an address."""
    encoded = {"%": "%25", "#": "%23", "?": "%3F"}
    shown = "".join(encoded.get(character, character) for character in typed)
    codes = " and ".join(
        f"{code} for {character}" for character, code in encoded.items() if character in typed
    )
    return f'in an address, write {codes}: "{shown}"'
