"""Sounds and films without what recorders write into them: places, times, names, cover pictures.

What is heard and seen is not touched, and nothing in it is looked at.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

from edblog.files.recordings import mov, mp3, mp4, ogg, wav, webm
from edblog.files.recordings.parts import UnsupportedError

__all__ = ["KINDS", "Cleaned", "UnsupportedError", "clean", "is_hevc"]

_KINDS = {".mp4": mp4, ".m4a": mp4, ".mov": mov, ".webm": webm, ".mp3": mp3, ".wav": wav, ".ogg": ogg}
KINDS = frozenset(_KINDS)
"""Extensions of the files that can be cleaned."""
_PLACES = (b"\xa9xyz", b"loci", b"location", b"GPSL", b"gpmd", b"GPS5", b"camm", b"gps(", b"latitude")
"""What players, phones and action cameras call a place, in small letters or as it stands in files."""


class Cleaned(NamedTuple):
    """A recording without what was written into it."""

    data: bytes
    has_location: bool
    """Whether a place was in it, and is not any more."""


def clean(extension: str, data: bytes) -> Cleaned:
    """A recording of the kind that an extension stands for. Raises UnsupportedError, and ValueError where it is damaged."""
    try:
        cleaned, removed = _KINDS[extension].clean(data)
    except UnsupportedError:
        raise
    except (struct.error, IndexError, KeyError, ValueError):
        raise ValueError("damaged recording") from None
    return Cleaned(cleaned, any(sign in part or sign in part.lower() for part in removed for sign in _PLACES))


def is_hevc(extension: str, cleaned: bytes) -> bool:
    """Whether the pictures of a cleaned video are coded in HEVC (H.265), as iPhones do and not every browser can show."""
    return extension in (".mov", ".mp4") and mp4.is_hevc(cleaned)
