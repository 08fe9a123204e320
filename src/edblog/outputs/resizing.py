"""Makes smaller versions of a picture, for screens with fewer pixels than a camera.

The bytes depend only on the picture and the size, not on the other sizes made with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageOps

from edblog.files.pictures import converted, without_metadata

Size = tuple[int, int] | tuple[int, int, bool]
"""Width and height as displayed; True follows for a WebP file."""
_OPTIONS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 80, "progressive": True, "optimize": True},
    "PNG": {},
    "WEBP": {"quality": 80},
}
_LOSSY = tuple({"quality": quality, "method": 2} for quality in (76, 60, 45, 30, 15))
"""Options for a WebP file beside a JPEG, in the order in which they are tried; a slower method wins few bytes for twice the time."""
_LOSSLESS = ({"lossless": True, "quality": 50, "method": 2},)
"""The same beside a PNG, which often has letters and lines."""
_SRGB = ImageCms.createProfile("sRGB")
_FILTER = Image.Resampling.LANCZOS
_ORIENTATION = 0x0112


def resize(data: bytes, sizes: Iterable[Size]) -> Iterator[bytes]:
    """A picture in each of these sizes, in the format in which it is published or as WebP.

    It is turned upright and keeps its color profile, but no other metadata. A WebP file is smaller than the other file of that size,
    if the encoder can do that.
    Raises ValueError or OSError for a damaged picture.
    """
    if converted.is_heic_or_avif(data):
        yield from converted.in_helper(_converted, data, list(sizes))
        return
    clean = without_metadata(data)
    source = _Source(clean)
    own: dict[tuple[int, int], bytes] = {}
    for width, height, *webp in sizes:
        if (found := own.get((width, height))) is None:
            found = own[width, height] = _encoded(source.sized(width, height), source.kind)
        if any(webp):
            # A picture in its full size is published as it came.
            most = len(clean) if (width, height) == source.size else len(found)
            yield _as_webp(source.sized(width, height), source.kind, most)
        else:
            yield found


class _Source:
    """A picture that is decoded again for each size, because a JPEG decoder can make it smaller."""

    def __init__(self, clean: bytes) -> None:
        self.clean = clean
        opened = Image.open(BytesIO(clean))
        self.kind = "JPEG" if opened.format in ("JPEG", "MPO") else opened.format or ""
        self.has_palette = opened.mode == "P"
        self.is_turned = opened.getexif().get(_ORIENTATION, 1) >= 5
        self.size = opened.size[::-1] if self.is_turned else opened.size
        self._whole: Image.Image | None = None
        self._last: tuple[tuple[int, int], Image.Image] = (0, 0), opened

    def sized(self, width: int, height: int) -> Image.Image:
        """The picture in a size, upright. The last one is remembered for a second format."""
        if self._last[0] != (width, height):
            self._last = (width, height), self._made((height, width) if self.is_turned else (width, height))
        return self._last[1]

    def _made(self, lying: tuple[int, int]) -> Image.Image:
        if self.kind == "JPEG":
            opened = Image.open(BytesIO(self.clean))
            # The decoder can make it up to eight times smaller, which saves most of the time and memory.
            opened.draft(None, lying)
            return _finished(opened.resize(lying, _FILTER))
        self._whole = self._whole or _in_full_colors(Image.open(BytesIO(self.clean)))
        small = _finished(self._whole.resize(lying, _FILTER))
        # A drawing of few colors takes three times as many bytes without a palette.
        return small.quantize() if self.has_palette else small


def _as_webp(image: Image.Image, kind: str, most: int) -> bytes:
    """The WebP file of a picture that has `most` bytes in its own format."""
    tries = _LOSSLESS if kind == "PNG" else _LOSSY
    found = b""
    for options in tries:
        found = _encoded(image, "WEBP", options)
        if len(found) < most:
            break
    return found


def _converted(data: bytes, sizes: Sequence[Size]) -> list[bytes]:
    """The sizes of a picture in a format that browsers cannot all show; must be called in the helper process."""
    image, kind = converted.open_upright(data)
    found: list[bytes] = []
    for width, height, *webp in sizes:
        small = image.resize((width, height), _FILTER)
        own = _encoded(small, kind)
        found.append(_as_webp(small, kind, len(own)) if any(webp) else own)
    return found


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


def _encoded(image: Image.Image, kind: str, options: Mapping[str, Any] | None = None) -> bytes:
    out = BytesIO()
    image.save(out, kind, icc_profile=image.info.get("icc_profile"), **(options or _OPTIONS[kind]))
    return out.getvalue()
