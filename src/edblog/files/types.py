"""File types, recognized by the extension and the name alone."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import PurePosixPath
from typing import NamedTuple

from edblog.files.languages import language_in

HEIC = frozenset([".heic", ".heif", ".hif"])
"""Photos from iPhones and some cameras, which need the extra `edblog[heic]`."""
EXPORT_ADVICE = {
    **dict.fromkeys(
        (".3gp", ".avi", ".flv", ".m4v", ".mkv", ".mpeg", ".mpg", ".mts", ".wmv"), "export it as MP4"
    ),
    **dict.fromkeys((".aac", ".aif", ".aiff", ".amr", ".flac", ".wma"), "export it as MP3"),
}
"""Advice for recordings that browsers do not play, by extension."""
HEIC_ADVICE = (
    "open it on the phone or computer that made it, and save or export it as JPEG; "
    "or ask the person who runs the site to run: pip install pi-heif"
)
"""Advice for a HEIC photo if `edblog[heic]` is not installed."""
PICTURES = frozenset([".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".gif", ".webp", ".avif", ".svg", *HEIC])
"""Extensions of pictures, which an `img` element shows directly or after a conversion."""
VIDEO_TYPES = {".mp4": "video/mp4", ".mov": "video/mp4", ".webm": "video/webm"}
"""Media types of videos that a `video` element can play, by extension."""
SOUND_TYPES = {".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg", ".wav": "audio/wav"}
"""Media types of recordings that an `audio` element can play, by extension."""
PUBLISHED = PICTURES | {".pdf", ".vtt", *VIDEO_TYPES, *SOUND_TYPES}
"""Extensions that every site publishes, if a text uses the file."""
PUBLISHED_AS = {
    ".avif": ".webp",
    **dict.fromkeys((*HEIC, ".jfif", ".jpe"), ".jpg"),
    ".mov": ".mp4",
}
"""Published extensions of files that are converted, or renamed to an extension that every web server knows."""
OFFICE = frozenset([".docx", ".pptx", ".xlsx", ".odt", ".odp", ".ods"])
OPTIONAL = OFFICE | {".csv", ".ics"}
"""Extensions that a district can allow in addition: `[files]` in `edblog.toml`."""


_DRAFT_FOLDERS = frozenset(["draft", "drafts"])
# Not DRAFTSMANSHIP. Linear: each alternative is tried at one place only.
_DRAFT = re.compile(r"_|DRAFT(?![A-Z])")
_LIKE_A_DRAFT = re.compile(r"draft(?=[\W_]|$)|[(\[]draft[)\]]", re.IGNORECASE)
_ENDS_AS_A_DRAFT = re.compile(r"(?:[\W_]DRAFT|[.(\[](?i:draft)[)\]]?)$")
_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}[-_ ]+(?=\S)")


def draft_name(path: str) -> str:
    """The part of a path that marks a text as a draft, by the conventions of other programs; empty if none does.

    A folder named `draft` or `drafts`, or one that begins with `_`; a file that begins with `_` or `DRAFT`, also after a date.
    """
    *folders, name = path.split("/")[2:] or [""]
    for folder in folders:
        if folder.lower() in _DRAFT_FOLDERS or (_DRAFT.match(folder) and folder.lower() != "_posts"):
            return folder
    named = folders[-1] if folders and name.lower().startswith("index.") else name
    return named if _DRAFT.match(_DAY.sub("", named, count=1)) else ""


def looks_like_a_draft(stem: str) -> bool:
    """Whether a file name suggests a draft without marking one: `draft-jar`, `jar (draft)`, `jar DRAFT`."""
    return bool(_LIKE_A_DRAFT.match(stem) or _ENDS_AS_A_DRAFT.search(stem))


def extension(path: str) -> str:
    """The extension of a file name, lower case, with its dot."""
    return PurePosixPath(path).suffix.lower()


def describes_its_folder(name: str) -> bool:
    """Whether the file describes its folder, as `README.md` and Hugo's `_index.md` do."""
    stem = name.lower().removesuffix(".md")
    return stem in ("readme", "_index") or stem.startswith(("readme.", "_index."))


@cache
def can_read_heic() -> bool:
    """Whether the extra `edblog[heic]` is installed."""
    return find_spec("pi_heif") is not None


def is_picture(path: str) -> bool:
    """Whether the file is a picture by its extension, and this installation can read it."""
    return _is_readable(extension(path)) and extension(path) in PICTURES


def listed_extensions(extensions: Iterable[str]) -> str:
    """Extensions joined for a message, without those that this installation cannot read."""
    return ", ".join(sorted(filter(_is_readable, extensions)))


def _is_readable(suffix: str) -> bool:
    return suffix not in HEIC or can_read_heic()


class Beside(NamedTuple):
    """How files with a language in their names are read, such as `jar.es.md`, on a site in several languages."""

    folders: Mapping[str, str]
    """The folder of the kind that they are, by that of the kind of the texts that they translate."""
    languages: tuple[str, ...]
    """The language tags that count in a name, besides those with two letters of ISO 639-1."""


def read_as(path: str, types: tuple[str, ...], folders: Container[str], beside: Beside | None = None) -> str:
    """The way to read a file in `content/`: the folder of its kind of content, `media`, or an empty string for not at all.

    `types` are the additional extensions that the district allows, without their dots; `folders` are those of the kinds of content.
    A site in one language has no `beside`: there, a language in a name says nothing.
    """
    parts = PurePosixPath(path).parts
    if len(parts) < 3 or parts[1] not in folders or (beside and parts[1] in beside.folders.values()):
        return ""
    suffix = extension(path)
    if suffix == ".md":
        if describes_its_folder(parts[-1]):
            return ""
        is_beside = beside is not None and parts[1] in beside.folders and language_in(path, beside.languages)
        return beside.folders[parts[1]] if beside and is_beside else parts[1]
    is_allowed = suffix in PUBLISHED or (suffix in OPTIONAL and suffix[1:] in types)
    return "media" if is_allowed and _is_readable(suffix) else ""
