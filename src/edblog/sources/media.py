"""Reads pictures, recordings and documents: whether they are safe to publish, and their size in pixels.

The type of a file must be the one that its name says. Pillow decodes a picture only after its metadata was
removed, so it sees the same bytes as readers.
"""

from __future__ import annotations

import warnings
from hashlib import blake2b
from io import BytesIO
from pathlib import PurePosixPath
from typing import Literal, NamedTuple

from edblog.files import drawings, pictures, recordings
from edblog.files.documents import read_document
from edblog.files.documents.pdf import pages_of
from edblog.files.pictures import Cleaned, holds_location
from edblog.files.signatures import HEIC, UNKNOWN, file_format
from edblog.files.types import HEIC_ADVICE, PICTURES, PUBLISHED_AS, can_read_heic, extension
from edblog.model import Media
from edblog.problems import Problem, of_file
from edblog.problems.checks import problem_of

MAX_FRAMES = 2_000
"""Frames of an animation, or passes of a JPEG."""
MAX_WORK = 2_000_000_000
"""Pixels that a reader's computer has to draw for one file: those of all frames or passes."""
MAX_CONVERTED = 200_000_000
"""`MAX_WORK` for a picture that edblog converts, which takes far longer."""
MAX_LIGHT_GIF = 2_000_000
"""Bytes of a GIF without a notice; GIF is the one format that gets no smaller versions."""
MAX_WEBP_SIDE = 16_383
"""Width or height of a WebP in pixels."""
_ResizedAs = Literal["", "jpg", "png", "webp"]
_RESIZED_AS: dict[str | None, _ResizedAs] = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "WEBP": "webp"}
_SCALABLE = frozenset(["1", "L", "LA", "P", "RGB", "RGBA", "CMYK"])
"""Modes of Pillow that it can resize; modes with 16 bits for each pixel it cannot."""
_EMPTY = "this file is empty", "copy it again, or delete it"


def read_media(path: str, data: bytes, megapixels: int = 89) -> tuple[Media | None, list[Problem]]:
    """The record of a media file; None for one that is damaged, unsafe, or of another type than its name says.

    None, too, for a picture of more than `megapixels` million pixels.
    """
    digest = blake2b(data, digest_size=16).digest()
    type_ = extension(path)
    if not data:
        return None, [_problem("empty-file", path, *_EMPTY)]
    if (problem := _wrong_extension(path, data)) is not None:
        return None, [problem]
    if type_ == ".svg":
        return _drawing(path, data, digest)
    if type_ in PICTURES:
        return _picture(path, data, digest, megapixels * 1_000_000)
    if type_ in recordings.EXTENSIONS:
        return _recording(path, data, digest)
    copy, findings = read_document(type_, data)
    problems = [of_file(path, finding) for finding in findings]
    if any(problem.severity == "error" for problem in problems):
        return None, problems
    pages, paper = pages_of(copy) if type_ == ".pdf" else (0, "")
    return Media(path, digest, size=len(copy), pages=pages, paper=paper), problems


def _wrong_extension(path: str, data: bytes) -> Problem | None:
    """The problem of a file whose first bytes are those of another type."""
    type_ = extension(path)
    found, extensions = file_format(data)
    if type_ in extensions or (found == UNKNOWN and type_ not in (".pdf", *recordings.EXTENSIONS)):
        return None
    if found == UNKNOWN:
        return _damaged_file(path)
    help_ = f"save it as {type_[1:].upper()} from the program that made it"
    if found == HEIC and not can_read_heic():
        help_ = HEIC_ADVICE
    elif extensions:
        name = PurePosixPath(path).with_suffix(extensions[0]).name
        help_ = f'rename it to "{name}", and write that name in the text'
    return _problem("other-kind", path, f"this is {found}, although its name ends in {type_}", help_)


def _damaged_file(path: str) -> Problem:
    message = f"this file is damaged, or it is not really in {extension(path)[1:].upper()} format"
    return _problem("damaged-file", path, message, "export it again")


def _problem(code: str, path: str, message: str, help_: str, line: int = 1, column: int = 1) -> Problem:
    return problem_of(code, path, message, help_, line, column)


def _drawing(path: str, data: bytes, digest: bytes) -> tuple[Media | None, list[Problem]]:
    try:
        drawing = drawings.read_drawing(data, pictures.clean_embedded)
    except drawings.DrawingError as error:
        help_ = "save it as a plain SVG, or as PNG"
        if error.damaged:
            message, code = (
                f"this drawing is damaged, so browsers cannot show it: {error.what}",
                "damaged-picture",
            )
        else:
            message, code = (
                f'this drawing contains "{error.what}", which could run or load something in a reader\'s browser',
                "unsafe-picture",
            )
            if " " in error.what:
                message = f"this drawing has {error.what}"
        return None, [_problem(code, path, message, help_, error.line, error.column)]
    problems = [_location_removed(path, "photo")] if drawing.has_location else []
    if drawing.left_out:
        problems.append(_left_out(path, drawing))
    return Media(path, digest, drawing.width, drawing.height, size=len(drawing.data)), problems


def _left_out(path: str, drawing: drawings.Drawing) -> Problem:
    """The notice of the parts of a drawing that are not published."""
    message = f"these parts of the drawing are not published: {', '.join(drawing.left_out)}"
    help_ = "look at it on the page; if something is missing, save it as PNG"
    if "foreignObject" in drawing.left_out:
        help_ = (
            "look at it on the page: words may be missing or look different; "
            "in draw.io, turn off Formatted Text and Word Wrap for them; in Mermaid, set htmlLabels to false; or save it as PNG"
        )
    return _problem("drawing-left-out", path, message, help_, drawing.line, drawing.column)


def _recording(path: str, data: bytes, digest: bytes) -> tuple[Media | None, list[Problem]]:
    try:
        cleaned = recordings.clean(extension(path), data)
    except recordings.UnsupportedError as error:
        return None, [_problem("unknown-recording", path, f"this recording is {error.what}", error.help)]
    except ValueError:
        return None, [_damaged_file(path)]
    problems = [_location_removed(path, "recording")] if cleaned.has_location else []
    if recordings.is_hevc(extension(path), cleaned.data):
        message = "this video is saved as HEVC, and some browsers play only the sound of such a video"
        help_ = "save it as H.264; on an iPhone, choose Settings, Camera, Formats, Most Compatible for your next videos"
        problems.append(_problem("video-hevc", path, message, help_))
    seconds = recordings.seconds_of(extension(path), cleaned.data)
    return Media(path, digest, size=len(cleaned.data), seconds=seconds), problems


def _picture(path: str, data: bytes, digest: bytes, pixels: int) -> tuple[Media | None, list[Problem]]:
    message = "this picture is damaged, or it is not of the type that its name says"
    damaged = _problem("damaged-picture", path, message, "open it and save it again as PNG or JPEG")
    if pictures.converted.is_heic_or_avif(data):
        return _converted(path, data, digest, pixels, damaged)
    try:
        cleaned = pictures.clean(data)
    except ValueError:
        return None, [damaged]
    if cleaned is None:
        return None, [damaged]
    if (problem := _too_much(path, cleaned, pixels)) is not None:
        return None, [problem]
    facts = _decode(cleaned.data)
    if facts is None:
        return None, [damaged]
    if facts.frames > MAX_FRAMES or facts.width * facts.height > pixels:
        measured = cleaned._replace(width=facts.width, height=facts.height, frames=facts.frames)
        return None, [_too_much(path, measured, pixels) or damaged]
    media = Media(
        path,
        digest,
        facts.width,
        facts.height,
        facts.resized_as,
        mode=facts.mode,
        size=len(cleaned.data),
    )
    problems = [_location_removed(path, "photo")] if holds_location(cleaned.removed) else []
    if extension(path) == ".gif" and len(data) > MAX_LIGHT_GIF:
        problems.append(_heavy(path, len(data), is_moving=cleaned.frames > 1))
    return media, problems


def _converted(
    path: str, data: bytes, digest: bytes, pixels: int, damaged: Problem
) -> tuple[Media | None, list[Problem]]:
    """A picture that is published in another format; it is decoded in the helper process."""
    try:
        seen = pictures.converted.inspect(data, pixels, MAX_CONVERTED)
    except pictures.converted.TooMuchError:
        message = "opening this picture takes too much time or memory"
        help_ = "save a smaller copy as JPEG: 4000 pixels on the longer side are plenty"
        return None, [_problem("picture-too-slow", path, message, help_)]
    except ValueError:
        return None, [damaged]
    measured = Cleaned(b"", seen.width, seen.height, seen.frames)
    if (problem := _too_much(path, measured, pixels, MAX_CONVERTED)) is not None:
        return None, [problem]
    format_: _ResizedAs = "jpg" if PUBLISHED_AS[extension(path)] == ".jpg" else "webp"
    if format_ == "webp" and max(seen.width, seen.height) > MAX_WEBP_SIDE:
        message = f"this picture is more than {MAX_WEBP_SIDE} pixels wide or high"
        return None, [_problem("picture-too-large", path, message, "save a smaller copy")]
    media = Media(path, digest, seen.width, seen.height, format_ if seen.frames == 1 else "")
    return media, [_location_removed(path, "photo")] if seen.has_location else []


def _too_much(path: str, picture: Cleaned, limit: int, work: int = MAX_WORK) -> Problem | None:
    """The problem of a picture that takes too much memory or time; it is not decoded yet."""
    pixels = picture.width * picture.height
    if pixels > limit:
        message = (
            f"this picture has {-(-pixels // 1_000_000)} megapixels, and the limit is {limit // 1_000_000}"
        )
        help_ = "save a smaller copy: 4000 pixels on the longer side are plenty"
        return _problem("picture-too-large", path, message, help_)
    if picture.frames > MAX_FRAMES or pixels * picture.frames > work:
        message = f"browsers draw this picture in {picture.frames} steps, which takes too long"
        help_ = "make it shorter or smaller, or save it as a video (MP4)"
        return _problem("picture-too-large", path, message, help_)
    return None


class _Facts(NamedTuple):
    width: int
    height: int
    """Both as displayed, after the photo is turned upright."""
    frames: int
    resized_as: _ResizedAs
    mode: str


def _decode(data: bytes) -> _Facts | None:
    """The facts that a decoder finds about a picture without metadata; None if it cannot decode the picture."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # Raised when the header is read, before any memory is taken for pixels.
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data)) as image:
                width, height = image.size
                turned = image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
                frames = int(getattr(image, "n_frames", 1)) if image.format != "GIF" else 1
                moves = getattr(image, "is_animated", False)
                scalable = image.mode in _SCALABLE and not moves
                resized_as = _RESIZED_AS.get(image.format, "") if scalable else ""
                # Only decoding shows whether a picture is damaged; a JPEG decodes faster at an eighth of its size.
                mode = image.mode
                image.draft(None, (1, 1))
                image.load()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return None
    except (OSError, ValueError, SyntaxError, EOFError, RuntimeError, MemoryError):
        return None
    if turned:
        width, height = height, width
    return _Facts(width, height, frames, resized_as, mode)


def _heavy(path: str, size: int, *, is_moving: bool) -> Problem:
    """The notice of a large GIF."""
    message = f"this GIF is {size / 1e6:,.1f} MB, and readers' phones have to load all of it"
    help_ = "save it as PNG or JPEG, which makes it much smaller"
    if is_moving:
        help_ = "save it as a video (MP4), which is about a tenth of the size, and write on a line of its own: ![what it shows](name.mp4)"
    return _problem("heavy-picture", path, message, help_)


def _location_removed(path: str, what: str) -> Problem:
    made = "taken" if what == "photo" else "made"
    message = (
        f"this {what} contains the location where it was {made}; edblog leaves it out of the published copy"
    )
    help_ = "you need not do anything, but the file in the repository still contains the location"
    return _problem("location-removed", path, message, help_)
