"""Pictures without the private metadata that cameras and editors write: locations, serial numbers, names, previews.

The pixels are not touched. The published file consists of the parts that a browser needs (color profile, resolution,
transparency, animation, orientation), by a list of allowed parts. Everything else is left out, also after the end of the picture.
"""

from __future__ import annotations

import struct
from collections.abc import Callable

from edblog.files.pictures import converted, gif, jpeg, png, webp
from edblog.files.pictures.metadata import Cleaned, holds_location

__all__ = ["Cleaned", "clean", "clean_embedded", "converted", "holds_location", "without_metadata"]

_FORMATS: tuple[tuple[Callable[[bytes], bool], Callable[[bytes], Cleaned]], ...] = (
    (jpeg.is_jpeg, jpeg.clean),
    (png.is_png, png.clean),
    (webp.is_webp, webp.clean),
    (gif.is_gif, gif.clean),
)


def clean(data: bytes) -> Cleaned | None:
    """A JPEG, PNG, WebP or GIF picture without private metadata; None for other files.

    Nothing is decoded, so cleaning is quick and takes little memory, whatever size the file claims. Raises
    ValueError for a damaged picture, because its metadata cannot be found.
    """
    for is_format, clean_format in _FORMATS:
        if is_format(data):
            try:
                return clean_format(data)
            except (struct.error, IndexError, ValueError):
                raise ValueError("damaged picture") from None
    return None


def clean_embedded(data: bytes) -> tuple[bytes, bool]:
    """A picture embedded in another file, without private metadata, and whether it contained a location.

    Raises ValueError for a damaged picture and for any other format, because its metadata cannot be found.
    """
    cleaned = clean(data)
    if cleaned is None:
        raise ValueError("a picture in another format")
    return cleaned.data, holds_location(cleaned.removed)


def without_metadata(data: bytes) -> bytes:
    """The bytes of a picture without private metadata; other files are returned unchanged.

    Raises ValueError for a damaged picture.
    """
    cleaned = clean(data)
    return data if cleaned is None else cleaned.data
