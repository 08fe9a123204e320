"""What a file is, told by its name alone."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import PurePosixPath

HEIC = frozenset([".heic", ".heif", ".hif"])
"""Photos of iPhones and of some cameras, which the extra `edblog[heic]` can read."""
EXPORTED = {
    **dict.fromkeys(
        (".3gp", ".avi", ".flv", ".m4v", ".mkv", ".mpeg", ".mpg", ".mts", ".wmv"), "export it as MP4"
    ),
    **dict.fromkeys((".aac", ".aif", ".aiff", ".amr", ".flac", ".wma"), "export it as MP3"),
}
"""What to do with recordings that browsers do not play, by their extensions."""
NOT_HEIC = (
    "open it on the phone or computer that made it, and save or export it as JPEG; "
    "or ask whoever looks after the site to run: pip install pi-heif"
)
"""What to do with such a photo where they cannot be read."""
PICTURES = frozenset([".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".gif", ".webp", ".avif", ".svg", *HEIC])
"""Extensions of what an `img` element shows, as it is or after it was converted."""
FILMS = {".mp4": "video/mp4", ".mov": "video/mp4", ".webm": "video/webm"}
"""Media types of what a `video` element can play, by extension."""
SOUNDS = {".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg", ".wav": "audio/wav"}
"""Media types of what an `audio` element can play, by extension."""
DOCUMENTS = frozenset([".pdf", ".vtt", *FILMS, *SOUNDS])
"""Other extensions that a text can link to."""
PUBLISHED = PICTURES | DOCUMENTS
"""What every site publishes where a text uses it."""
PUBLISHED_AS = {
    ".avif": ".webp",
    **dict.fromkeys((*HEIC, ".jfif", ".jpe"), ".jpg"),
    ".mov": ".mp4",
}
"""Second extensions of files that are published in another format, or under a name that every web host knows."""
OFFICE = frozenset([".docx", ".pptx", ".xlsx", ".odt", ".odp", ".ods"])
OPTIONAL = OFFICE | {".csv", ".ics"}
"""What a district can allow besides: `[files]` in `edblog.toml`."""


_DRAFT_FOLDERS = frozenset(["draft", "drafts"])
# A name of capital letters may begin with the same ones: DRAFTSMANSHIP. Linear: each is looked for at one place.
_DRAFT = re.compile(r"_|DRAFT(?![A-Z])")
_LIKE_A_DRAFT = re.compile(r"draft(?=[\W_]|$)|[(\[]draft[)\]]", re.IGNORECASE)
_ENDS_AS_A_DRAFT = re.compile(r"(?:[\W_]DRAFT|[.(\[](?i:draft)[)\]]?)$")
_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}[-_ ]+(?=\S)")


def draft_name(path: str) -> str:
    """The name of the file or folder that makes a text a draft, as other programs have it; empty where none does.

    Folders `draft`, `drafts` and `_drafts`, and others that begin with `_`; files that begin with `_` or `DRAFT`, also behind a date.
    """
    *folders, name = path.split("/")[2:] or [""]
    for folder in folders:
        if folder.lower() in _DRAFT_FOLDERS or (_DRAFT.match(folder) and folder.lower() != "_posts"):
            return folder
    named = folders[-1] if folders and name.lower().startswith("index.") else name
    return named if _DRAFT.match(_DAY.sub("", named, count=1)) else ""


def is_like_a_draft(stem: str) -> bool:
    """Whether the name of a file may say that the story is a draft: `draft-jar`, `jar (draft)`, `jar DRAFT`."""
    return bool(_LIKE_A_DRAFT.match(stem) or _ENDS_AS_A_DRAFT.search(stem))


def extension(path: str) -> str:
    """The extension of a file name, lower case, with its dot."""
    return PurePosixPath(path).suffix.lower()


def is_about_a_folder(name: str) -> bool:
    """Whether a file of this name explains the folder that it is in, as `README.md` and Hugo's `_index.md` do."""
    stem = name.lower().removesuffix(".md")
    return stem in ("readme", "_index") or stem.startswith(("readme.", "_index."))


@cache
def reads_heic() -> bool:
    """Whether the library is installed that the extra `edblog[heic]` brings."""
    return find_spec("pi_heif") is not None


def is_picture(path: str) -> bool:
    """Whether a file of this name can be shown as a picture here."""
    kind = extension(path)
    return kind in PICTURES and (kind not in HEIC or reads_heic())


def listed(kinds: Iterable[str]) -> str:
    """Extensions as a message lists them, without those that cannot be read here."""
    return ", ".join(sorted(kind for kind in kinds if kind not in HEIC or reads_heic()))


def kind_of(path: str, types: tuple[str, ...], folders: Container[str]) -> str:
    """What a file under `content/` is: a folder's name for texts, `media`, or empty for none.

    `types` are the extensions, without their dots, that the district allows besides; `folders` are those of the kinds of content.
    """
    parts = PurePosixPath(path).parts
    if len(parts) < 3 or parts[1] not in folders:
        return ""
    kind = extension(path)
    if kind == ".md":
        return "" if is_about_a_folder(parts[-1]) else parts[1]
    if kind in HEIC and not reads_heic():
        return ""
    return "media" if kind in PUBLISHED or (kind in OPTIONAL and kind[1:] in types) else ""
