"""What a file is, told by its name alone."""

from __future__ import annotations

from pathlib import PurePosixPath

PICTURES = frozenset([".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg"])
"""Extensions that an `img` element can show."""
DOCUMENTS = frozenset([".pdf", ".mp3", ".m4a", ".ogg", ".mp4", ".webm", ".vtt", ".csv"])
"""Other extensions that a text can link to."""
PUBLISHED = PICTURES | DOCUMENTS


def extension(path: str) -> str:
    """The extension of a file name, lower case, with its dot."""
    return PurePosixPath(path).suffix.lower()
