"""Pictures in formats that not every browser shows, converted to one that all do: HEIC to JPEG, AVIF to WebP.

Their decoders are large programs, and nothing of ours says beforehand what a file will ask of them. So they work in the
helper process, which has limits of time and memory (`deadline`). What cameras write into a file is left behind.
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
"""Of work for one picture; one of 48 megapixels takes about five."""
_AVIF = frozenset([b"avif", b"avis"])
_HEIC = frozenset([b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"])


class TooMuchError(ValueError):
    """A picture that takes more time or memory than there is for one."""


class PictureInfo(NamedTuple):
    """What a decoder says of a picture."""

    width: int
    height: int
    """Both as shown: a photo that the camera held upright is turned first."""
    frames: int = 1
    has_location: bool = False
    """Whether the file says where the photo was taken."""


def is_heic_or_avif(data: bytes) -> bool:
    """Whether the bytes begin as a HEIC photo or an AVIF picture does."""
    return _is_avif(data) or not _HEIC.isdisjoint(_brands(data))


def inspect(data: bytes, pixels: int, drawn: int) -> PictureInfo:
    """What is to be known of a picture.

    It is decoded, to see whether it is damaged, unless it has more than so many pixels, or all of its frames together
    have more than `drawn`. Raises ValueError.
    """
    return in_helper(_inspect, data, pixels, drawn)


def convert(data: bytes) -> bytes:
    """The picture as it is published: a JPEG, or a WebP. Raises ValueError."""
    return in_helper(_convert, data)


def in_helper(work: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    """The result of some work on a picture, done in the helper process. Raises ValueError, also of the kind TooMuchError."""
    try:
        return run_in_helper(SECONDS, _safely, work, *args, **kwargs)
    except (DeadlineExceeded, MemoryError):
        raise TooMuchError("too large a picture") from None


def open_upright(data: bytes) -> tuple[Image, Literal["JPEG", "WEBP"]]:
    """A picture the right way up, with nothing but its color profile, and the format it is published in.

    To be called in the helper process alone. The first frame of an animation is what it gives.
    """
    from PIL import ImageOps

    image = _open(data)
    shown = ImageOps.exif_transpose(image)
    profile = clean_profile(image.info.get("icc_profile") or b"")
    if _is_avif(data):
        shown = shown.convert("RGBA" if shown.has_transparency_data else "RGB")
    elif shown.mode != "L":
        shown = _on_white(shown.convert("RGBA")) if shown.has_transparency_data else shown.convert("RGB")
    shown.info = {"icc_profile": profile} if profile else {}
    return shown, "WEBP" if _is_avif(data) else "JPEG"


# In the helper process


def _safely(work: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
    """Does some work; of what decoders raise, only that it failed comes back."""
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return work(*args, **kwargs)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  (decoders raise what they like)
        raise ValueError(str(error)) from None


def _inspect(data: bytes, pixels: int, drawn: int) -> PictureInfo:
    image = _open(data)
    frames = int(getattr(image, "n_frames", 1)) if _is_avif(data) else 1
    seen = PictureInfo(*image.size, frames)
    if image.width * image.height > pixels or (frames > 1 and image.width * image.height * frames > drawn):
        return seen
    for frame in range(frames):
        image.seek(frame)
        image.load()
    turned = image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
    written = [image.info.get(name) for name in ("exif", "xmp")]
    has_location = holds_location(tuple(part for part in written if isinstance(part, bytes)))
    return PictureInfo(*(image.size[::-1] if turned else image.size), frames, has_location)


def _convert(data: bytes) -> bytes:
    out = BytesIO()
    first, kind = open_upright(data)
    profile = first.info.get("icc_profile")
    if kind == "JPEG":
        first.save(out, kind, quality=90, progressive=True, optimize=True, icc_profile=profile)
        return out.getvalue()
    moving = _open(data)
    frames = int(getattr(moving, "n_frames", 1))
    if frames == 1:
        first.save(out, kind, quality=90, icc_profile=profile)
        return out.getvalue()
    shown, durations = [], []
    for frame in range(frames):
        moving.seek(frame)
        shown.append(moving.convert("RGBA"))
        durations.append(moving.info.get("duration", 100))
    shown[0].info = {}
    shown[0].save(
        out, kind, save_all=True, append_images=shown[1:], duration=durations, loop=0, icc_profile=profile
    )
    return out.getvalue()


def _open(data: bytes) -> Image:
    """A picture of which the header is read."""
    from PIL import AvifImagePlugin
    from PIL import Image as Images

    # The limit that is ours to say holds instead.
    Images.MAX_IMAGE_PIXELS = None
    if _is_avif(data):
        # Each thread takes room of its own, which the helper does not have on a computer of many processors.
        AvifImagePlugin.DEFAULT_MAX_THREADS = 1
        return Images.open(BytesIO(data), formats=["AVIF"])
    import pi_heif

    pi_heif.options.DECODE_THREADS = 1
    pi_heif.register_heif_opener(thumbnails=False)
    return Images.open(BytesIO(data), formats=["HEIF"])


def _on_white(image: Image) -> Image:
    """A picture for a format that has no transparency."""
    from PIL import Image as Images

    flat = Images.new("RGB", image.size, "white")
    flat.paste(image, mask=image.getchannel("A"))
    return flat


def _is_avif(data: bytes) -> bool:
    return not _AVIF.isdisjoint(_brands(data))


def _brands(data: bytes) -> list[bytes]:
    """The kinds that an ISO base media file says it is of (ISO/IEC 14496-12); none of another file."""
    length = int.from_bytes(data[:4])
    if data[4:8] != b"ftyp" or not 16 <= length <= 1024:
        return []
    return [data[at : at + 4] for at in (8, *range(16, min(length, len(data)), 4))]
