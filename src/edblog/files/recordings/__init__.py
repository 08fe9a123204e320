"""Audio and video files without private metadata: locations, times, names, cover pictures.

Sound and picture are neither decoded nor changed.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

from edblog.files.recordings import mov, mp3, mp4, ogg, wav, webm
from edblog.files.recordings.length import seconds_of
from edblog.files.recordings.removed import UnsupportedError

__all__ = ["EXTENSIONS", "Cleaned", "UnsupportedError", "clean", "is_hevc", "seconds_of"]

_FORMATS = {".mp4": mp4, ".m4a": mp4, ".mov": mov, ".webm": webm, ".mp3": mp3, ".wav": wav, ".ogg": ogg}
EXTENSIONS = frozenset(_FORMATS)
"""Extensions of the files that can be cleaned."""
_LOCATION_NAMES = (
    b"\xa9xyz",
    b"loci",
    b"location",
    b"GPSL",
    b"gpmd",
    b"GPS5",
    b"camm",
    b"gps(",
    b"latitude",
)
"""Names that players, phones and action cameras give to a location."""


class Cleaned(NamedTuple):
    """A recording without private metadata."""

    data: bytes
    has_location: bool
    """Whether the original contained a location."""


def clean(extension: str, data: bytes) -> Cleaned:
    """A recording without private metadata. Raises UnsupportedError, and ValueError for a damaged file."""
    try:
        cleaned, removed = _FORMATS[extension].clean(data)
    except UnsupportedError:
        raise
    except (struct.error, IndexError, KeyError, ValueError):
        raise ValueError("damaged recording") from None
    has_location = any(name in part or name in part.lower() for part in removed for name in _LOCATION_NAMES)
    return Cleaned(cleaned, has_location)


def is_hevc(extension: str, cleaned: bytes) -> bool:
    """Whether a cleaned video is coded in HEVC (H.265), which iPhones use and some browsers cannot show."""
    return extension in (".mov", ".mp4") and mp4.is_hevc(cleaned)
