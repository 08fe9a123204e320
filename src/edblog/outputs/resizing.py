"""Makes smaller versions of a picture, for screens with fewer pixels than a camera.

The bytes depend only on the picture and the size, not on the other sizes made with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageOps

from edblog.files.pictures import converted, without_metadata

_OPTIONS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 80, "progressive": True, "optimize": True},
    "PNG": {},
    "WEBP": {"quality": 80},
}
_SRGB = ImageCms.createProfile("sRGB")
_FILTER = Image.Resampling.LANCZOS
_ORIENTATION = 0x0112


def resize(data: bytes, sizes: Iterable[tuple[int, int]]) -> Iterator[bytes]:
    """A picture in each of these sizes (width and height as displayed), in the format in which it is published.

    It is turned upright and keeps its color profile, but no other metadata.
    Raises ValueError or OSError for a damaged picture.
    """
    if converted.is_heic_or_avif(data):
        yield from converted.in_helper(_converted, data, list(sizes))
        return
    clean = without_metadata(data)
    whole: Image.Image | None = None
    for size in sizes:
        opened = Image.open(BytesIO(clean))
        is_turned = opened.getexif().get(_ORIENTATION, 1) >= 5
        lying = size[::-1] if is_turned else size
        if opened.format in ("JPEG", "MPO"):
            # The decoder can make it up to eight times smaller, which saves most of the time and memory.
            opened.draft(None, lying)
            yield _encoded(_finished(opened.resize(lying, _FILTER)), "JPEG")
        else:
            whole = whole or _in_full_colors(opened)
            small = _finished(whole.resize(lying, _FILTER))
            # A drawing of few colors takes three times as many bytes without a palette.
            yield _encoded(small.quantize() if opened.mode == "P" else small, opened.format or "")


def _converted(data: bytes, sizes: Sequence[tuple[int, int]]) -> list[bytes]:
    """The sizes of a picture in a format that browsers cannot all show; must be called in the helper process."""
    image, kind = converted.open_upright(data)
    return [_encoded(image.resize(size, _FILTER), kind) for size in sizes]


def _in_full_colors(image: Image.Image) -> Image.Image:
    """The picture in a mode in which neighboring colors can be mixed."""
    # Only a decoded picture shows its transparency.
    image.load()
    if "transparency" in image.info:
        return image.convert("RGBA")
    return image.convert({"P": "RGB", "1": "L"}.get(image.mode, image.mode))


def _finished(small: Image.Image) -> Image.Image:
    """The picture turned upright, in screen colors, without metadata except its color profile."""
    profile = small.info.get("icc_profile")
    # After resizing, because turning a large picture takes as long as decoding it.
    small = ImageOps.exif_transpose(small)
    if small.mode == "CMYK":
        small, profile = _from_print(small, profile), None
    # Pillow would write comments and other metadata from `info`.
    small.info = {"icc_profile": profile} if profile else {}
    return small


def _from_print(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Converts a picture from print colors (CMYK) to screen colors."""
    try:
        shown = ImageCms.profileToProfile(image, BytesIO(profile or b""), _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        shown = None
    return shown or image.convert("RGB")


def _encoded(image: Image.Image, kind: str) -> bytes:
    out = BytesIO()
    image.save(out, kind, icc_profile=image.info.get("icc_profile"), **_OPTIONS[kind])
    return out.getvalue()
