"""Photos without what cameras and editors write into them: positions, serial numbers, names, previews.

The picture itself is not touched. What is published is put together from those parts of a file that a
browser needs (colour profile, resolution, transparency, animation, which way is up), by a list of what may
stay; whatever else is there, also behind the end, is left out.
"""

from __future__ import annotations

import struct
from collections.abc import Callable

from edblog.files.pictures import converted, gif, jpeg, png, webp
from edblog.files.pictures.metadata import Cleaned, holds_location

__all__ = ["Cleaned", "clean", "clean_embedded", "converted", "holds_location", "without_metadata"]

_KINDS: tuple[tuple[Callable[[bytes], bool], Callable[[bytes], Cleaned]], ...] = (
    (jpeg.is_jpeg, jpeg.clean),
    (png.is_png, png.clean),
    (webp.is_webp, webp.clean),
    (gif.is_gif, gif.clean),
)


def clean(data: bytes) -> Cleaned | None:
    """A JPEG, PNG, WebP or GIF picture without private metadata; None for other files.

    Nothing is decoded, so it is quick and takes little memory whatever a file says of itself. Raises
    ValueError for a picture that is damaged, because nobody can say what is in it.
    """
    for is_one, clean_one in _KINDS:
        if is_one(data):
            try:
                return clean_one(data)
            except (struct.error, IndexError, ValueError):
                raise ValueError("damaged picture") from None
    return None


def clean_embedded(data: bytes) -> tuple[bytes, bool]:
    """A picture that is within another file, without private metadata, and whether that said a place. Raises ValueError.

    One of any other kind is refused, as nobody can say what is in it.
    """
    cleaned = clean(data)
    if cleaned is None:
        raise ValueError("a picture of another kind")
    return cleaned.data, holds_location(cleaned.removed)


def without_metadata(data: bytes) -> bytes:
    """The bytes of a picture without private metadata; other files come back as they are.

    Raises ValueError for a picture that is damaged.
    """
    cleaned = clean(data)
    return data if cleaned is None else cleaned.data
