"""Pictures of Word documents, as they are shown: cut and turned, and in formats of browsers.

Word keeps the parts of a picture that were cut away, which may show what the writer wanted to hide; they do not come along.
"""

from __future__ import annotations

from io import BytesIO
from typing import NamedTuple

from lxml import etree

from edblog.files.drawings import DrawingError, read_drawing
from edblog.imports import Picture
from edblog.imports.word.ledger import Ledger
from edblog.imports.word.package import Package, Target
from edblog.imports.word.xml import attribute, child, within

MAX_PIXELS = 200_000_000
"""Most pixels of a picture that is converted."""
_MADE_UP = (
    "automatically generated",
    "automatically generated description",
    "auto-generated description",
    "ai-generated content may be incorrect",
    "automatisch generiert",
    "ki-generierte inhalte können fehlerhaft sein",
    "generada automáticamente",
    "generado automáticamente",
    "el contenido generado por ia puede ser incorrecto",
    "générée automatiquement",
    "le contenu généré par l’ia peut être incorrect",
    "gerada automaticamente",
    "generata automaticamente",
)
"""Ends of descriptions that Word and PowerPoint write themselves, in lower case."""
_INTRODUCED = (
    "description",
    "image",
    "text",
    "beschreibung",
    "descripción",
    "contenido",
    "descrição",
    "descrizione",
)
_CONFIDENCE = tuple(f" with {level} confidence" for level in ("very high", "high", "medium", "low"))
_PIXELS = {b"\x89PNG\r\n\x1a\n": ".png", b"\xff\xd8\xff": ".jpg", b"GIF8": ".gif"}
_CONVERTED = (b"BM", b"II*\0", b"MM\0*")
"""First bytes of BMP and TIFF."""


class Shape(NamedTuple):
    """How a picture is shown: shares of its sides that are cut away, and quarter turns to the right."""

    left: float = 0
    top: float = 0
    right: float = 0
    bottom: float = 0
    turns: int = 0
    mirrored: bool = False


PLAIN = Shape()


class Pictures:
    """The pictures of a document, each saved once."""

    def __init__(self, package: Package, ledger: Ledger) -> None:
        self._package, self._ledger = package, ledger
        self._names: dict[tuple[str, Shape], str] = {}
        self.saved: list[Picture] = []

    def save(self, target: Target | None, shape: Shape, alt: str) -> str:
        """The file name of a picture; empty if it cannot be shown, which is noted."""
        if target is None:
            self._ledger.count("empty-picture")
            return ""
        if target.is_outside:
            self._ledger.count("online-picture")
            return ""
        key = (target.name, shape)
        if key not in self._names:
            data = self._package.picture(target.name)
            if data is None:
                self._ledger.count("empty-picture")
                return ""
            suffix, shown = _shown(data, shape)
            if not suffix:
                what = (
                    "a drawing in a format of Windows (EMF or WMF)"
                    if _is_metafile(data)
                    else "a picture that browsers cannot show"
                )
                self._ledger.note(f"{what}: left out; paste it as PNG, or take a screenshot of it", alt)
                return ""
            if shape != PLAIN and (shape.left or shape.top or shape.right or shape.bottom):
                self._ledger.count("crop")
            name = f"picture-{len(self.saved) + 1}{suffix}"
            self.saved.append(Picture(name, shown))
            self._names[key] = name
        return self._names[key]

    def description(self, text: str, name: str) -> str:
        """The description of a picture in one line; that a program wrote it is noted."""
        line = " ".join(text.split())
        own = own_words(line)
        if own != line:
            self._ledger.note(f"a program described {name}; say it in your own words", line)
        return own


def own_words(line: str) -> str:
    """A description without the sentence in which a program says that it wrote it."""
    rest = line.rstrip(" .")
    for confidence in _CONFIDENCE:
        rest = rest.removesuffix(confidence)
    ending = next((one for one in sorted(_MADE_UP, key=len, reverse=True) if rest.lower().endswith(one)), "")
    if not ending:
        return line
    rest = rest[: len(rest) - len(ending)].rstrip(" .,-")
    start = next((one for one in _INTRODUCED if rest.lower().endswith(one)), "")
    return rest[: len(rest) - len(start)].rstrip(" ,-")


def _is_metafile(data: bytes) -> bool:
    return data.startswith(
        (b"\x01\0\0\0", b"\xd7\xcd\xc6\x9a", b"\x01\0\x09\0", b"\x02\0\x09\0", b"\x1f\x8b")
    )


def _shown(data: bytes, shape: Shape) -> tuple[str, bytes]:
    """The extension and the bytes of a picture as it is shown; empty if browsers cannot show it."""
    suffix = next((s for start, s in _PIXELS.items() if data.startswith(start)), "")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        suffix = ".webp"
    if suffix and shape == PLAIN:
        return suffix, data
    if suffix or data.startswith(_CONVERTED):
        return _converted(data, shape, suffix)
    if b"<svg" in data[:2_000]:
        try:
            read_drawing(data)
        except DrawingError:
            return "", b""
        return ".svg", data
    return "", b""


def _converted(data: bytes, shape: Shape, suffix: str) -> tuple[str, bytes]:
    from PIL import Image

    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")) as image:
            if image.width * image.height > MAX_PIXELS:
                return "", b""
            box = (
                round(image.width * shape.left),
                round(image.height * shape.top),
                round(image.width * (1 - shape.right)),
                round(image.height * (1 - shape.bottom)),
            )
            shown = image.crop(box) if box[0] < box[2] and box[1] < box[3] else image.copy()
            if shape.mirrored:
                shown = shown.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
            if shape.turns:
                # Pillow turns to the left.
                shown = shown.rotate(-90 * shape.turns, expand=True)
            out = BytesIO()
            is_photo = suffix == ".jpg" and shown.mode in ("L", "RGB")
            if not is_photo and shown.mode not in ("1", "L", "LA", "P", "RGB", "RGBA"):
                shown = shown.convert("RGBA" if "A" in shown.getbands() else "RGB")
            shown.info.pop("exif", None)
            profile = image.info.get("icc_profile")
            if is_photo:
                shown.save(out, "JPEG", quality=90, icc_profile=profile)
            else:
                shown.save(out, "PNG", icc_profile=profile if shown.mode in ("RGB", "RGBA") else None)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return "", b""
    return (".jpg" if is_photo else ".png"), out.getvalue()


def drawn_shape(picture: etree._Element) -> Shape:
    """How a `pic:pic` is shown."""
    fill = next(within(picture, "srcRect", "a:srcRect"), None)
    left, top, right, bottom = (_share(attribute(fill, side)) for side in ("l", "t", "r", "b"))
    frame = next(within(picture, "a:xfrm"), None)
    turn = attribute(frame, "rot", "0")
    turns = round(int(turn) / 5_400_000) % 4 if turn.lstrip("-").isdecimal() else 0
    mirrored = attribute(frame, "flipH") in ("1", "true")
    if attribute(frame, "flipV") in ("1", "true"):
        turns, mirrored = (turns + 2) % 4, not mirrored
    return Shape(left, top, right, bottom, turns, mirrored)


def _share(text: str) -> float:
    if text.endswith("%"):
        text = text[:-1]
        return float(text) / 100 if text.replace(".", "", 1).isdecimal() else 0.0
    return int(text) / 100_000 if text.isdecimal() else 0.0


def vml_shape(data: etree._Element) -> Shape:
    """How a picture of old Word documents is shown: its sides are cut by 65,536ths, or by shares."""

    def cut(side: str) -> float:
        text = attribute(data, f"crop{side}")
        if text.endswith("f") and text[:-1].isdecimal():
            return int(text[:-1]) / 65_536
        return float(text) if text.replace(".", "", 1).isdecimal() else 0.0

    return Shape(cut("left"), cut("top"), cut("right"), cut("bottom"))


def is_decorative(properties: etree._Element | None) -> bool:
    """Whether a picture is marked as decoration."""
    if properties is None:
        return False
    return any(
        attribute(one, "val") in ("1", "true")
        for one in properties.iter()
        if str(one.tag).endswith("}decorative")
    )


def said_of(properties: etree._Element | None) -> str:
    """The description of a picture in its properties; its title where it has none."""
    return attribute(properties, "descr").strip() or attribute(properties, "title").strip()


def link_of(properties: etree._Element | None) -> str:
    """The id of the relation of the link on a picture."""
    return attribute(child(properties, "a:hlinkClick"), "id")
