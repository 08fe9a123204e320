"""What a file is, told by its name alone."""

from __future__ import annotations

from pathlib import PurePosixPath

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
