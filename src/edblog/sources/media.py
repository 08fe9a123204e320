"""Pictures and other files beside the texts: whether they are safe to publish, and how large they are."""

from __future__ import annotations

import re
import warnings
from hashlib import blake2b
from io import BytesIO
from typing import Literal, NamedTuple

from edblog.kinds import PICTURES, extension
from edblog.model import Media
from edblog.pictures import CLEANED, without_metadata
from edblog.problems import Problem

_ResizedAs = Literal["", "jpg", "png", "webp"]
_RESIZED_AS: dict[str | None, _ResizedAs] = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "WEBP": "webp"}
_SCALABLE = frozenset(["1", "L", "LA", "P", "RGB", "RGBA", "CMYK"])
"""Modes of Pillow that can be made smaller; those of 16 bits for each pixel cannot."""
# Linear: no two ways to go on begin with the same sign.
_SVG_SIZE = re.compile(rb"<svg\b[^<>]*>", re.IGNORECASE)
_SVG_ATTRIBUTE = re.compile(rb'\b(width|height|viewBox)\s*=\s*"([^"]*)"', re.IGNORECASE)
_SVG_DANGER = re.compile(
    rb"<\s*(?:[\w-]+:)?(script|foreignObject|iframe|embed|object|handler|set|animate)\b"
    rb"|[\s\"'/](on[a-z]+)\s*=|(javascript\s*:)|<!(ENTITY)|(?:href|src)\s*=\s*[\"']\s*((?:https?:)?//)"
    rb"|url\(\s*(?:[\"']\s*)?((?:https?:)?//)|@(import)",
    re.IGNORECASE,
)


def read_media(path: str, data: bytes, megapixels: int = 89) -> tuple[Media | None, list[Problem]]:
    """What is known of a media file; a damaged or unsafe picture is refused, and one of more than so many million pixels."""
    digest = blake2b(data, digest_size=16).digest()
    kind = extension(path)
    if not data:
        return None, [_problem(path, "empty-file", "this file is empty", "copy it again, or delete it")]
    if kind == ".svg":
        if found := _SVG_DANGER.search(data):
            what = next(part for part in found.groups() if part).decode("ascii", "replace")
            message = f'this drawing holds "{what}", which could run or load something in a reader\'s browser'
            return None, [_problem(path, "unsafe-picture", message, "save it as a plain SVG, or as PNG")]
        width, height = _svg_size(data)
        return Media(path, digest, width, height), []
    if kind in PICTURES:
        try:
            facts = _look_at(data, megapixels * 1_000_000)
        except _TooLargeError as error:
            message = f"this picture is {error.megapixels} megapixels; {megapixels} are the most that edblog takes"
            help_ = "save a smaller copy: 4000 pixels on the longer side are plenty"
            return None, [_problem(path, "picture-too-large", message, help_)]
        if facts is None:
            message = "this picture is damaged, or it is not the kind that its name says"
            return None, [_problem(path, "damaged-picture", message, "open it and save it again as PNG or JPEG")]
        if facts.metadata and kind not in CLEANED:
            message = f"this picture holds what the camera wrote into it, which cannot be taken out of {kind[1:].upper()} files"
            return None, [_problem(path, "private-metadata", message, "save it as JPEG or PNG")]
        media = Media(path, digest, facts.width, facts.height, facts.resized_as)
        return media, [_location_removed(path)] if facts.location else []
    return Media(path, digest), []


def _problem(path: str, code: str, message: str, help_: str) -> Problem:
    return Problem(path, "error", code, message, help_, line=1, column=1)


def _svg_size(data: bytes) -> tuple[int, int]:
    tag = _SVG_SIZE.search(data)
    if tag is None:
        return 0, 0
    values = {name.decode().lower(): value.decode("utf-8", "replace") for name, value in _SVG_ATTRIBUTE.findall(tag[0])}
    sides = [re.fullmatch(r"(\d{1,7}(?:\.\d{1,7})?)(?:px)?", values.get(side, "").strip()) for side in ("width", "height")]
    if sides[0] and sides[1]:
        return round(float(sides[0][1])), round(float(sides[1][1]))
    box = values.get("viewbox", "").replace(",", " ").split()
    sides = [re.fullmatch(r"\d{1,7}(?:\.\d{1,7})?", side) for side in box[2:]] if len(box) == 4 else []
    return (round(float(sides[0][0])), round(float(sides[1][0]))) if sides and sides[0] and sides[1] else (0, 0)


class _Facts(NamedTuple):
    width: int
    height: int
    """Both as shown: a photo that the camera held upright is turned first."""
    metadata: bool
    location: bool
    resized_as: _ResizedAs


class _TooLargeError(Exception):
    def __init__(self, megapixels: int) -> None:
        super().__init__(megapixels)
        self.megapixels = megapixels


def _look_at(data: bytes, pixels: int) -> _Facts | None:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # Raised on the header, before there is room for a single pixel.
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            Image.MAX_IMAGE_PIXELS = pixels
            with Image.open(BytesIO(data)) as image:
                exif = image.getexif()
                metadata = bool(exif) or "xmp" in image.info
                location = bool(exif.get_ifd(0x8825))
            # What is published, as a browser sees it.
            with Image.open(BytesIO(without_metadata(data))) as image:
                width, height = image.size
                turned = image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
                moves = getattr(image, "is_animated", False) and image.format != "MPO"
                scalable = image.mode in _SCALABLE and not moves
                resized_as = _RESIZED_AS.get(image.format, "") if scalable else ""
                # Whether a picture is damaged is seen only when it is decoded; a JPEG is quicker at an eighth.
                image.draft(None, (1, 1))
                image.load()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        found = re.search(r"\d+", str(error))
        raise _TooLargeError(-(-int(found[0]) // 1_000_000) if found else 0) from None
    except (OSError, ValueError, SyntaxError, EOFError, RuntimeError):
        return None
    if turned:
        width, height = height, width
    return _Facts(width, height, metadata, location, resized_as)


def _location_removed(path: str) -> Problem:
    return Problem(
        path,
        "notice",
        "location-removed",
        "this photo holds the place where it was taken; the published copy does not",
        "nothing to do here, but the file in the repository still says where",
        line=1,
        column=1,
    )
