"""What a file is, told by its name alone."""

from __future__ import annotations

from pathlib import PurePosixPath

PICTURES = frozenset([".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg"])
"""Extensions that an `img` element can show."""
DOCUMENTS = frozenset([".pdf", ".mp3", ".m4a", ".ogg", ".mp4", ".webm", ".vtt", ".csv"])
"""Other extensions that a text can link to."""
FILMS = {".mp4": "video/mp4", ".webm": "video/webm"}
"""Media types of what a `video` element can play, by extension."""
SOUNDS = {".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg"}
"""Media types of what an `audio` element can play, by extension."""
PUBLISHED = PICTURES | DOCUMENTS


def extension(path: str) -> str:
    """The extension of a file name, lower case, with its dot."""
    return PurePosixPath(path).suffix.lower()
