"""Smaller versions of a picture, for readers whose screens are smaller than a camera's.

The bytes depend on the picture and the size alone, never on which other sizes are made along with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageOps

from edblog.pictures import without_metadata

_OPTIONS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 80, "progressive": True, "optimize": True},
    "PNG": {},
    "WEBP": {"quality": 80},
}
_SRGB = ImageCms.createProfile("sRGB")
_ORIENTATION = 0x0112


def resize(data: bytes, sizes: Iterable[tuple[int, int]]) -> Iterator[bytes]:
    """A JPEG, PNG or WebP picture in each of these sizes (width and height as shown), in its own format.

    It is turned the right way up, keeps its colour profile, and holds nothing else that was in the file.
    Raises ValueError or OSError for a picture that is damaged.
    """
    clean = without_metadata(data)
    whole: Image.Image | None = None
    for size in sizes:
        opened = Image.open(BytesIO(clean))
        if opened.format in ("JPEG", "MPO"):
            # The decoder makes it up to eight times smaller on its way, which saves most of the time and memory.
            turned = opened.getexif().get(_ORIENTATION, 1) >= 5
            opened.draft(None, size[::-1] if turned else size)
            yield _made(_plain(opened), size, "JPEG")
        else:
            whole = whole or _plain(opened)
            yield _made(whole, size, opened.format or "", few_colours=opened.mode == "P")


def _plain(image: Image.Image) -> Image.Image:
    """The picture decoded, the right way up, in a mode that can be scaled, with its colour profile at most."""
    profile = image.info.get("icc_profile")
    image = ImageOps.exif_transpose(image)
    if image.mode == "CMYK":
        image, profile = _from_print(image, profile), None
    elif "transparency" in image.info:
        image = image.convert("RGBA")
    elif image.mode in ("P", "1"):
        image = image.convert("RGB" if image.mode == "P" else "L")
    # Pillow writes comments and more from here.
    image.info = {"icc_profile": profile} if profile else {}
    return image


def _from_print(image: Image.Image, profile: bytes | None) -> Image.Image:
    """A picture made for a printing press in the colours of a screen."""
    try:
        shown = ImageCms.profileToProfile(image, BytesIO(profile or b""), _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        shown = None
    return shown or image.convert("RGB")


def _made(image: Image.Image, size: tuple[int, int], kind: str, *, few_colours: bool = False) -> bytes:
    small = image.resize(size, Image.Resampling.LANCZOS)
    if few_colours:
        # A drawing of few colours takes three times the room without its palette.
        small = small.quantize()
    out = BytesIO()
    small.save(out, kind, icc_profile=image.info.get("icc_profile"), **_OPTIONS[kind])
    return out.getvalue()
