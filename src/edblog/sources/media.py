"""Pictures and other files beside the texts: whether they are safe to publish, and how large they are.

What a file is must be what its name says. What edblog publishes of it has been looked at here: Pillow is
given a picture as readers will get it, and never what was taken out of it.
"""

from __future__ import annotations

import warnings
from hashlib import blake2b
from io import BytesIO
from pathlib import PurePosixPath
from typing import Literal, NamedTuple

from edblog.files import drawings, pictures, recordings
from edblog.files.documents import read_document
from edblog.files.pictures import Cleaned, holds_location
from edblog.files.signatures import HEIC, UNKNOWN, file_format
from edblog.files.types import HEIC_ADVICE, PICTURES, PUBLISHED_AS, can_read_heic, extension
from edblog.model import Media
from edblog.problems import Problem, of_file
from edblog.problems.checks import problem_of

MAX_FRAMES = 2_000
"""Pictures of an animation."""
MAX_WORK = 2_000_000_000
"""Pixels that a reader's computer has to draw for one file: those of all frames, or of all passes of a JPEG."""
HEAVY = 2_000_000
"""Bytes of a GIF, the one kind of which no smaller versions are made."""
MAX_CONVERTED = 200_000_000
"""The same for one that is converted, which takes longer by far."""
MAX_WEBP = 16_383
"""Pixels on a side of a WebP."""
_ResizedAs = Literal["", "jpg", "png", "webp"]
_RESIZED_AS: dict[str | None, _ResizedAs] = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "WEBP": "webp"}
_SCALABLE = frozenset(["1", "L", "LA", "P", "RGB", "RGBA", "CMYK"])
"""Modes of Pillow that can be made smaller; those of 16 bits for each pixel cannot."""
_EMPTY = "this file is empty", "copy it again, or delete it"


def read_media(path: str, data: bytes, megapixels: int = 89) -> tuple[Media | None, list[Problem]]:
    """What is known of a media file; one that is damaged, unsafe, or not what its name says is refused.

    So is a picture of more than so many million pixels.
    """
    digest = blake2b(data, digest_size=16).digest()
    kind = extension(path)
    if not data:
        return None, [_problem("empty-file", path, *_EMPTY)]
    if (problem := _renamed(path, data)) is not None:
        return None, [problem]
    if kind == ".svg":
        return _drawing(path, data, digest)
    if kind in PICTURES:
        return _picture(path, data, digest, megapixels * 1_000_000)
    if kind in recordings.EXTENSIONS:
        return _recording(path, data, digest)
    _, findings = read_document(kind, data)
    problems = [of_file(path, finding) for finding in findings]
    return (None if any(p.severity == "error" for p in problems) else Media(path, digest)), problems


def _renamed(path: str, data: bytes) -> Problem | None:
    """The problem of a file whose first bytes say something else than its name."""
    kind = extension(path)
    words, fits = file_format(data)
    if kind in fits or (words == UNKNOWN and kind not in (".pdf", *recordings.EXTENSIONS)):
        return None
    if words == UNKNOWN:
        message = f"this file is damaged, or it is no {kind[1:].upper()} file"
        return _problem("damaged-file", path, message, "export it again")
    help_ = f"save it as {kind[1:].upper()} from the program that made it"
    if words == HEIC and not can_read_heic():
        help_ = HEIC_ADVICE
    elif fits:
        name = PurePosixPath(path).with_suffix(fits[0]).name
        help_ = f'rename it to "{name}", and write that name in the text'
    return _problem("other-kind", path, f"this is {words}, although its name ends in {kind}", help_)


def _problem(code: str, path: str, message: str, help_: str, line: int = 1, column: int = 1) -> Problem:
    return problem_of(code, path, message, help_, line, column)


def _drawing(path: str, data: bytes, digest: bytes) -> tuple[Media | None, list[Problem]]:
    try:
        drawing = drawings.read_drawing(data, pictures.clean_embedded)
    except drawings.DrawingError as error:
        help_ = "save it as a plain SVG, or as PNG"
        if error.damaged:
            message, code = (
                f"this drawing is damaged, and no browser shows it: {error.what}",
                "damaged-picture",
            )
        else:
            message, code = (
                f'this drawing holds "{error.what}", which could run or load something in a reader\'s browser',
                "unsafe-picture",
            )
            if " " in error.what:
                message = f"this drawing has {error.what}"
        return None, [_problem(code, path, message, help_, error.line, error.column)]
    problems = [_location_removed(path, "photo")] if drawing.has_location else []
    if drawing.left_out:
        problems.append(_left_out(path, drawing))
    return Media(path, digest, drawing.width, drawing.height), problems


def _left_out(path: str, drawing: drawings.Drawing) -> Problem:
    """The notice of what a drawing had and the published one does not."""
    message = f"left out of this drawing: {', '.join(drawing.left_out)}; the rest is published"
    help_ = "look at it on the page; where it lacks something, save it as PNG"
    if "foreignObject" in drawing.left_out:
        help_ = (
            "look at it on the page: words may be missing, or look another way; "
            "in draw.io, turn off Formatted Text and Word Wrap for them; in Mermaid, set htmlLabels to false; or save it as PNG"
        )
    return _problem("drawing-left-out", path, message, help_, drawing.line, drawing.column)


def _recording(path: str, data: bytes, digest: bytes) -> tuple[Media | None, list[Problem]]:
    try:
        cleaned = recordings.clean(extension(path), data)
    except recordings.UnsupportedError as error:
        return None, [_problem("unknown-recording", path, f"this recording is {error.what}", error.help)]
    except ValueError:
        message = f"this file is damaged, or it is no {extension(path)[1:].upper()} file"
        return None, [_problem("damaged-file", path, message, "export it again")]
    problems = [_location_removed(path, "recording")] if cleaned.has_location else []
    if recordings.is_hevc(extension(path), cleaned.data):
        message = (
            "this video is coded in HEVC, which some browsers cannot show; their readers hear the sound alone"
        )
        help_ = "save it as H.264; on an iPhone, choose Settings, Camera, Formats, Most Compatible for the next ones"
        problems.append(_problem("video-hevc", path, message, help_))
    return Media(path, digest), problems


def _picture(path: str, data: bytes, digest: bytes, pixels: int) -> tuple[Media | None, list[Problem]]:
    message = "this picture is damaged, or it is not the kind that its name says"
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
    facts = _look_at(cleaned.data)
    if facts is None:
        return None, [damaged]
    if facts.frames > MAX_FRAMES or facts.width * facts.height > pixels:
        measured = cleaned._replace(width=facts.width, height=facts.height, frames=facts.frames)
        return None, [_too_much(path, measured, pixels) or damaged]
    media = Media(path, digest, facts.width, facts.height, facts.resized_as)
    problems = [_location_removed(path, "photo")] if holds_location(cleaned.removed) else []
    if extension(path) == ".gif" and len(data) > HEAVY:
        problems.append(_heavy(path, len(data), is_moving=cleaned.frames > 1))
    return media, problems


def _converted(
    path: str, data: bytes, digest: bytes, pixels: int, damaged: Problem
) -> tuple[Media | None, list[Problem]]:
    """A picture that is published in another format, which a decoder has seen in the helper process."""
    try:
        seen = pictures.converted.inspect(data, pixels, MAX_CONVERTED)
    except pictures.converted.TooMuchError:
        message = "this picture takes more time or memory to open than there is for one"
        help_ = "save a smaller copy as JPEG: 4000 pixels on the longer side are plenty"
        return None, [_problem("picture-too-slow", path, message, help_)]
    except ValueError:
        return None, [damaged]
    measured = Cleaned(b"", seen.width, seen.height, seen.frames)
    if (problem := _too_much(path, measured, pixels, MAX_CONVERTED)) is not None:
        return None, [problem]
    kind: _ResizedAs = "jpg" if PUBLISHED_AS[extension(path)] == ".jpg" else "webp"
    if kind == "webp" and max(seen.width, seen.height) > MAX_WEBP:
        message = f"this picture is more than {MAX_WEBP} pixels wide or high"
        return None, [_problem("picture-too-large", path, message, "save a smaller copy")]
    media = Media(path, digest, seen.width, seen.height, kind if seen.frames == 1 else "")
    return media, [_location_removed(path, "photo")] if seen.has_location else []


def _too_much(path: str, picture: Cleaned, limit: int, work: int = MAX_WORK) -> Problem | None:
    """The problem of a picture that would fill a computer; nothing of it has been decoded yet."""
    pixels = picture.width * picture.height
    if pixels > limit:
        message = f"this picture is {-(-pixels // 1_000_000)} megapixels; {limit // 1_000_000} are the most that edblog takes"
        help_ = "save a smaller copy: 4000 pixels on the longer side are plenty"
        return _problem("picture-too-large", path, message, help_)
    if picture.frames > MAX_FRAMES or pixels * picture.frames > work:
        message = f"this picture is drawn in {picture.frames} steps, which takes too long"
        help_ = "make it shorter or smaller, or save it as a video (MP4)"
        return _problem("picture-too-large", path, message, help_)
    return None


class _Facts(NamedTuple):
    width: int
    height: int
    """Both as shown: a photo that the camera held upright is turned first."""
    frames: int
    resized_as: _ResizedAs


def _look_at(data: bytes) -> _Facts | None:
    """What a decoder says of a picture without metadata; None for one that it cannot decode."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # Raised on the header, before there is room for a single pixel.
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data)) as image:
                width, height = image.size
                turned = image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
                frames = int(getattr(image, "n_frames", 1)) if image.format != "GIF" else 1
                moves = getattr(image, "is_animated", False)
                scalable = image.mode in _SCALABLE and not moves
                resized_as = _RESIZED_AS.get(image.format, "") if scalable else ""
                # Whether a picture is damaged is seen only when it is decoded; a JPEG is quicker at an eighth.
                image.draft(None, (1, 1))
                image.load()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return None
    except (OSError, ValueError, SyntaxError, EOFError, RuntimeError, MemoryError):
        return None
    if turned:
        width, height = height, width
    return _Facts(width, height, frames, resized_as)


def _heavy(path: str, size: int, *, is_moving: bool) -> Problem:
    """The notice of a GIF that is large for what it shows."""
    message = f"this GIF is {size / 1e6:,.1f} MB, and so is what a reader's phone has to load"
    help_ = "save it as PNG or JPEG, which makes it much smaller"
    if is_moving:
        help_ = "save it as a video (MP4), about a tenth of the size, and put that on a line of its own: ![what it shows](name.mp4)"
    return _problem("heavy-picture", path, message, help_)


def _location_removed(path: str, what: str) -> Problem:
    made = "taken" if what == "photo" else "made"
    message = f"this {what} holds the place where it was {made}; the published copy does not"
    help_ = "nothing to do here, but the file in the repository still says where"
    return _problem("location-removed", path, message, help_)
