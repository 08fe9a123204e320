"""Conversion of pictures that not every browser shows: HEIC to JPEG, AVIF to WebP.

The decoders are large programs, and their use of time and memory is not known in advance. So they run in the helper
process, which limits both (`deadline`). Metadata is not copied.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING, Literal, NamedTuple, ParamSpec, TypeVar

from edblog.files.deadline import DeadlineExceeded, run_in_helper
from edblog.files.pictures.icc import clean_profile
from edblog.files.pictures.metadata import holds_location

if TYPE_CHECKING:
    from PIL.Image import Image

P = ParamSpec("P")
R = TypeVar("R")
SECONDS = 60
"""Processor time for one picture; a photo of 48 megapixels takes about five seconds."""
_AVIF = frozenset([b"avif", b"avis"])
_HEIC = frozenset([b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"])


class TooMuchError(ValueError):
    """A picture that exceeds the limits of time or memory for a conversion."""


class PictureInfo(NamedTuple):
    """Facts about a picture, from its decoder."""

    width: int
    height: int
    """Both after rotation by the Exif orientation."""
    frames: int = 1
    has_location: bool = False
    """Whether the file contains the location of the photo."""


def is_heic_or_avif(data: bytes) -> bool:
    """Whether the bytes begin like a HEIC photo or an AVIF picture."""
    return _is_avif(data) or not _HEIC.isdisjoint(_brands(data))


def inspect(data: bytes, pixels: int, total_pixels: int) -> PictureInfo:
    """Facts about a picture.

    It is decoded to find damage, unless it has more than `pixels` pixels, or more than `total_pixels` in all its frames
    together. Raises ValueError.
    """
    return in_helper(_inspect, data, pixels, total_pixels)


def convert(data: bytes) -> bytes:
    """The picture converted to JPEG or WebP. Raises ValueError."""
    return in_helper(_convert, data)


def in_helper(work: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    """The result of `work(*args)`, computed in the helper process. Raises ValueError or its subclass TooMuchError."""
    try:
        return run_in_helper(SECONDS, _safely, work, *args, **kwargs)
    except (DeadlineExceeded, MemoryError):
        raise TooMuchError("too large a picture") from None


def open_upright(data: bytes) -> tuple[Image, Literal["JPEG", "WEBP"]]:
    """A picture rotated by its Exif orientation, with no metadata but its color profile, and its published format.

    Of an animation, the first frame. Call it only in the helper process.
    """
    from PIL import ImageOps

    image = _open(data)
    upright = ImageOps.exif_transpose(image)
    profile = clean_profile(image.info.get("icc_profile") or b"")
    if _is_avif(data):
        upright = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    elif upright.mode != "L":
        upright = (
            _on_white(upright.convert("RGBA")) if upright.has_transparency_data else upright.convert("RGB")
        )
    upright.info = {"icc_profile": profile} if profile else {}
    return upright, "WEBP" if _is_avif(data) else "JPEG"


# In the helper process


def _safely(work: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    """Run `work`, and turn every exception of a decoder but MemoryError into a ValueError."""
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return work(*args, **kwargs)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  (decoders may raise any exception)
        raise ValueError(str(error)) from None


def _inspect(data: bytes, pixels: int, total_pixels: int) -> PictureInfo:
    image = _open(data)
    frames = int(getattr(image, "n_frames", 1)) if _is_avif(data) else 1
    size = image.width * image.height
    if size > pixels or (frames > 1 and size * frames > total_pixels):
        return PictureInfo(*image.size, frames)
    for frame in range(frames):
        image.seek(frame)
        image.load()
    turned = image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
    metadata = [image.info.get(name) for name in ("exif", "xmp")]
    has_location = holds_location(tuple(part for part in metadata if isinstance(part, bytes)))
    return PictureInfo(*(image.size[::-1] if turned else image.size), frames, has_location)


def _convert(data: bytes) -> bytes:
    out = BytesIO()
    first, published_as = open_upright(data)
    profile = first.info.get("icc_profile")
    if published_as == "JPEG":
        first.save(out, published_as, quality=90, progressive=True, optimize=True, icc_profile=profile)
        return out.getvalue()
    animation = _open(data)
    count = int(getattr(animation, "n_frames", 1))
    if count == 1:
        first.save(out, published_as, quality=90, icc_profile=profile)
        return out.getvalue()
    frames, durations = [], []
    for number in range(count):
        animation.seek(number)
        frames.append(animation.convert("RGBA"))
        durations.append(animation.info.get("duration", 100))
    frames[0].info = {}
    frames[0].save(
        out,
        published_as,
        save_all=True,
        append_images=frames[1:],
        duration=durations,
        loop=0,
        icc_profile=profile,
    )
    return out.getvalue()


def _open(data: bytes) -> Image:
    """A picture with only its header read."""
    from PIL import AvifImagePlugin
    from PIL import Image as Images

    # The limits of edblog hold instead of Pillow's.
    Images.MAX_IMAGE_PIXELS = None
    if _is_avif(data):
        # Each thread needs memory of its own, and on many processors that exceeds the helper's limit.
        AvifImagePlugin.DEFAULT_MAX_THREADS = 1
        return Images.open(BytesIO(data), formats=["AVIF"])
    import pi_heif

    pi_heif.options.DECODE_THREADS = 1
    pi_heif.register_heif_opener(thumbnails=False)
    return Images.open(BytesIO(data), formats=["HEIF"])


def _on_white(image: Image) -> Image:
    """A transparent picture on a white background, for a format without transparency."""
    from PIL import Image as Images

    flat = Images.new("RGB", image.size, "white")
    flat.paste(image, mask=image.getchannel("A"))
    return flat


def _is_avif(data: bytes) -> bool:
    return not _AVIF.isdisjoint(_brands(data))


def _brands(data: bytes) -> list[bytes]:
    """The brands of an ISO base media file (ISO/IEC 14496-12); empty for any other file."""
    length = int.from_bytes(data[:4])
    if data[4:8] != b"ftyp" or not 16 <= length <= 1024:
        return []
    return [data[at : at + 4] for at in (8, *range(16, min(length, len(data)), 4))]
