"""Reads a drawing event by event, and writes its allowed content."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import NamedTuple, NoReturn
from xml.parsers.expat import ExpatError, ParserCreate
from xml.sax.saxutils import escape

from edblog.files.drawings.lists import (
    ACTIVE,
    ACTIVE_NAMESPACES,
    DROPPED_ATTRIBUTES,
    ELEMENTS,
    IGNORED_INSTRUCTIONS,
    LEFT_OUT,
    LINK_ATTRIBUTES,
    NAMESPACE_NAMES,
    PLAIN_ATTRIBUTES,
    REPORTED,
    SVG,
    TEXTS,
    TRANSFORMS,
    XLINK,
    XML,
)
from edblog.files.drawings.repeats import Repeats
from edblog.files.drawings.styles import danger_in, is_picture, targets, with_pictures, without_web_fonts

MAX_BYTES = 5_000_000
MAX_DEPTH = 200
MAX_NESTED = 3
"""Most drawings nested in each other as pictures."""
MAX_SIDE = 10_000
"""Largest width or height in pixels that pages use; a drawing scales, so only the ratio matters."""
# Fixed words, and one run up to the end, so linear.
_DRAWING = re.compile(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=\s]*)", re.IGNORECASE)
_PROGRAM = re.compile(r"(?:javascript|vbscript|data):", re.IGNORECASE)
# Digits, a dot and digits, each at most once, so linear.
_PIXELS = re.compile(r"\s*(\d{1,9}(?:\.\d{1,9})?)(?:px)?\s*")


_DAMAGED_DRAWING = "an embedded drawing that is damaged"

CleanPicture = Callable[[bytes], tuple[bytes, bool]]
"""Returns a picture without private metadata, and whether it contained a location; raises ValueError for a damaged one."""


class Drawing(NamedTuple):
    """A drawing to publish."""

    data: bytes
    width: int
    """In CSS pixels, at most MAX_SIDE; 0 if unknown."""
    height: int
    left_out: tuple[str, ...] = ()
    """Names of left-out content that readers may miss; `line` and `column` belong to the first one."""
    line: int = 1
    column: int = 1
    has_location: bool = False
    """Whether a photo in the original drawing contained a location."""


class DrawingError(ValueError):
    """The reason for refusing a drawing, with its position; `what` is a name in the drawing or a phrase for the message."""

    def __init__(self, what: str, line: int = 1, column: int = 1, *, damaged: bool = False) -> None:
        super().__init__(what)
        self.what, self.line, self.column, self.damaged = what, line, column, damaged


class Writer:
    """Handles the events of the parser for one drawing, and writes its allowed content."""

    def __init__(self, clean: CleanPicture, depth: int = 0) -> None:
        self._clean, self._depth = clean, depth
        self._left_out: dict[str, tuple[int, int]] = {}
        self._has_location = False
        # UTF-8, whatever encoding the file declares; names come with their namespaces.
        self._parser = parser = ParserCreate("utf-8", " ")
        parser.buffer_text = True
        parser.ordered_attributes = True
        parser.SetParamEntityParsing(0)
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.ProcessingInstructionHandler = self._instruction
        parser.EntityDeclHandler = self._entity
        parser.AttlistDeclHandler = self._attribute_list
        self._out: list[str] = []
        self._open: list[str] = []
        self._empty = False
        """Whether the `>` of the last start tag is not written yet."""
        self._skipped = 0
        self._style: list[str] | None = None
        self._repeats = Repeats()
        self._size = (0, 0)
        self.drawn = 0
        """Number of elements that a browser draws."""

    def read(self, data: bytes) -> Drawing:
        """Read and write the whole drawing. Raises DrawingError."""
        try:
            self._parser.Parse(data, True)
        except ExpatError as error:
            raise DrawingError(
                str(error).partition(":")[0], error.lineno, error.offset + 1, damaged=True
            ) from None
        if self._repeats.too_many():
            raise DrawingError("parts that repeat each other too often")
        data = "".join(self._out).encode() + b"\n"
        self.drawn = self._repeats.drawn
        place = next(iter(self._left_out.values()), (1, 1))
        return Drawing(data, *self._size, tuple(self._left_out), *place, self._has_location)

    def _refuse(self, what: str) -> NoReturn:
        raise DrawingError(what, *self._place())

    def _report(self, name: str) -> None:
        """Record left-out content with its first position."""
        self._left_out.setdefault(name, self._place())

    def _place(self) -> tuple[int, int]:
        return self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1

    # Refused anywhere

    def _entity(self, *_: object) -> None:
        self._refuse("<!ENTITY")

    def _attribute_list(self, *_: object) -> None:
        self._refuse("<!ATTLIST")

    def _instruction(self, target: str, _: str) -> None:
        if target.lower() not in IGNORED_INSTRUCTIONS:
            self._refuse(f"<?{target}")

    # Elements

    def _start(self, name: str, attributes: list[str]) -> None:
        if len(self._open) + self._skipped >= MAX_DEPTH:
            self._refuse(f"more than {MAX_DEPTH} nested elements")
        space, _, tag = name.rpartition(" ")
        pairs = list(zip(attributes[::2], attributes[1::2], strict=True))
        if not self._open and (space, tag) != (SVG, "svg"):
            for key, value in pairs:
                self._attribute(tag, key, value)
            raise DrawingError(f'it starts with "{tag}", not with: <svg xmlns="{SVG}"', 1, 1, damaged=True)
        plain = dict(pairs)
        is_turning = tag == "animateTransform" and plain.get("attributeName", "transform") in TRANSFORMS
        if self._skipped or space != SVG or tag in LEFT_OUT or (tag in REPORTED and not is_turning):
            self._skip(space, tag, pairs)
            return
        if tag not in ELEMENTS or self._style is not None:
            self._refuse(tag)
        if tag == "a":
            tag, pairs = self._unwrapped(pairs)
        self._close_tag()
        if not self._open:
            self._size = _size(plain)
        self._repeats.start(plain.get("id", ""), (target for _, value in pairs for target in targets(value)))
        # If there are both, browsers use the one without a prefix.
        written = [pair for pair in pairs if pair[0] != f"{XLINK} href" or "href" not in plain]
        kept = [self._attribute(tag, name, value) for name, value in written]
        space = "" if self._open else f' xmlns="{SVG}"'
        self._out.append(f"<{tag}{space}" + "".join(kept))
        self._open.append(tag)
        self._empty = True
        if tag == "style":
            self._style = []

    def _skip(self, space: str, tag: str, pairs: list[tuple[str, str]]) -> None:
        """Leave out an element with all its content; refuse one that could run or load something."""
        if space.startswith(ACTIVE_NAMESPACES):
            self._refuse(tag)
        # Elements without a namespace have no effect, but their names show what they were meant to be.
        if space == SVG or space in NAMESPACE_NAMES:
            if tag.lower() in ACTIVE:
                self._refuse(tag)
            for name, value in pairs:
                key = name.rpartition(" ")[2].lower()
                animated = value.rpartition(":")[2].lower() if key == "attributename" else ""
                if key.startswith("on") or animated.startswith("on") or animated in ("href", "src"):
                    self._refuse(tag if animated else key)
                if _PROGRAM.match("".join(value.split())):
                    self._refuse("javascript:")
        if not self._skipped and (space in NAMESPACE_NAMES or tag in REPORTED):
            self._report(NAMESPACE_NAMES.get(space, tag))
        self._skipped += 1

    def _unwrapped(self, pairs: list[tuple[str, str]]) -> tuple[str, list[tuple[str, str]]]:
        """The element that replaces a link: a group with the same style. Links in an `img` element do not work anyway."""
        self._report("a")
        for name, value in pairs:
            if name.rpartition(" ")[2] == "href" and _PROGRAM.match("".join(value.split())):
                self._refuse(f"{value.strip().partition(':')[0][:20]}:")
        inside = bool(self._open) and self._open[-1] in TEXTS
        kept = [
            (name, value)
            for name, value in pairs
            if name.rpartition(" ")[0] != XLINK and name not in LINK_ATTRIBUTES
        ]
        return "tspan" if inside else "g", kept

    def _attribute(self, tag: str, name: str, value: str) -> str:
        """The written attribute with a space before it; empty if it is left out."""
        space, _, key = name.rpartition(" ")
        if space == XML:
            return _written(f"xml:{key}", value) if key in ("space", "lang") else ""
        if space == XLINK:
            if key != "href":
                return ""
        elif space:
            return ""
        lower = key.lower()
        if lower.startswith("on"):
            self._refuse(key)
        if lower in DROPPED_ATTRIBUTES:
            return ""
        if lower in ("href", "src"):
            target = self._reference(tag, value.strip())
            return _written("href", target) if key == "href" else ""
        if key not in PLAIN_ATTRIBUTES and not lower.startswith(("aria-", "data-")):
            value = self._css(value)
        return _written(key, value)

    def _reference(self, tag: str, value: str) -> str:
        """The target of a reference: a part of the drawing, or a cleaned `data:` URL."""
        if tag in ("image", "feImage") and is_picture(value):
            return self._picture(value)
        if tag == "image" and (drawing := _DRAWING.fullmatch(value)):
            return self._drawing(drawing[1])
        self._check_reference(value)
        return value

    def _picture(self, value: str) -> str:
        """A `data:` URL of a picture without private metadata."""
        head, _, coded = value.partition(",")
        try:
            cleaned, has_location = self._clean(b64decode("".join(coded.split()), validate=True))
        except ValueError:
            self._refuse(
                "an embedded picture that is damaged, or in a format other than JPEG, PNG, WebP and GIF"
            )
        self._has_location |= has_location
        return f"{head},{b64encode(cleaned).decode()}"

    def _drawing(self, coded: str) -> str:
        """A `data:` URL of a drawing, as draw.io stores symbols, cleaned like the drawing around it."""
        try:
            data = b64decode("".join(coded.split()), validate=True)
        except ValueError:
            self._refuse(_DAMAGED_DRAWING)
        if self._depth == MAX_NESTED:
            self._refuse(f"more than {MAX_NESTED} nested drawings")
        inside = Writer(self._clean, self._depth + 1)
        try:
            drawing = inside.read(data)
        except DrawingError as error:
            self._refuse(_DAMAGED_DRAWING if error.damaged else error.what)
        self._repeats.add(inside.drawn)
        self._has_location |= drawing.has_location
        for name in drawing.left_out:
            self._report(name)
        return f"data:image/svg+xml;base64,{b64encode(drawing.data).decode()}"

    def _check_reference(self, value: str) -> None:
        plain = "".join(value.split())
        if plain.startswith("#") or not plain:
            return
        scheme = plain.partition(":")[0] if ":" in plain else ""
        self._refuse(f"{scheme[:20]}:" if scheme and scheme.isprintable() else f'href="{plain[:40]}"')

    def _css(self, text: str) -> str:
        if danger := danger_in(text):
            self._refuse(danger)
        cleaned = with_pictures(text, self._picture)
        if cleaned is None:
            self._refuse("a picture in a style whose address is written with backslashes")
        return cleaned

    def _end(self, _: str) -> None:
        if self._skipped:
            self._skipped -= 1
            return
        tag = self._open.pop()
        self._repeats.end()
        if self._style is not None and tag == "style":
            style, fonts = without_web_fonts("".join(self._style))
            self._style = None
            for font in fonts:
                self._report(font)
            style = self._css(style)
            self._repeats.show("", targets(style))
            self._close_tag()
            self._out.append(escape(style))
        if self._empty:
            self._out.append("/>")
            self._empty = False
        else:
            self._out.append(f"</{tag}>")

    def _text(self, text: str) -> None:
        if self._skipped or not self._open:
            return
        if self._style is not None:
            self._style.append(text)
            return
        self._close_tag()
        self._out.append(escape(text))

    def _close_tag(self) -> None:
        if self._empty:
            self._out.append(">")
            self._empty = False


def _written(name: str, value: str) -> str:
    text = escape(value, {'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})
    return f' {name}="{text}"'


def _size(attributes: dict[str, str]) -> tuple[int, int]:
    """Width and height in CSS pixels, scaled down to MAX_SIDE if larger; (0, 0) if the drawing does not define them."""
    sides = [_PIXELS.fullmatch(attributes.get(side, "")) for side in ("width", "height")]
    if sides[0] and sides[1]:
        width, height = float(sides[0][1]), float(sides[1][1])
    else:
        parts = re.split(r"[\s,]+", attributes.get("viewBox", "").strip()[:200])
        numbers = [_PIXELS.fullmatch(part) for part in parts[2:]]
        if len(parts) != 4 or not (numbers[0] and numbers[1]):
            return 0, 0
        width, height = float(numbers[0][1]), float(numbers[1][1])
    scale = min(1.0, MAX_SIDE / max(width, height, 1.0))
    return round(width * scale), round(height * scale)
