"""What a file is, told by its name alone."""

from __future__ import annotations

from pathlib import PurePosixPath

FOLDERS = ("posts", "authors", "credentials", "pages")
"""The folders of `content/` that mean something."""
PICTURES = frozenset([".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg"])
"""Extensions that an `img` element can show."""
FILMS = {".mp4": "video/mp4", ".webm": "video/webm"}
"""Media types of what a `video` element can play, by extension."""
SOUNDS = {".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg", ".wav": "audio/wav"}
"""Media types of what an `audio` element can play, by extension."""
DOCUMENTS = frozenset([".pdf", ".vtt", *FILMS, *SOUNDS])
"""Other extensions that a text can link to."""
PUBLISHED = PICTURES | DOCUMENTS
"""What every site publishes where a text uses it."""
OFFICE = frozenset([".docx", ".pptx", ".xlsx", ".odt", ".odp", ".ods"])
OPTIONAL = OFFICE | {".csv", ".ics"}
"""What a district can allow besides: `[files]` in `edblog.toml`."""


def extension(path: str) -> str:
    """The extension of a file name, lower case, with its dot."""
    return PurePosixPath(path).suffix.lower()


def kind_of(path: str, types: tuple[str, ...] = ()) -> str:
    """What a file under `content/` is: a folder's name for texts, `media`, or empty for none.

    `types` are the extensions, without their dots, that the district allows besides.
    """
    parts = PurePosixPath(path).parts
    if len(parts) < 3 or parts[1] not in FOLDERS:
        return ""
    kind = extension(path)
    if kind == ".md":
        return parts[1]
    return "media" if kind in PUBLISHED or (kind in OPTIONAL and kind[1:] in types) else ""
