"""Reads a drawing event by event, and writes what may stay."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import NamedTuple, NoReturn
from xml.parsers.expat import ExpatError, ParserCreate
from xml.sax.saxutils import escape

from edblog.files.drawings.lists import (
    ACTIVE,
    ACTIVE_SPACES,
    DROPPED,
    ELEMENTS,
    LEFT_BY_PROGRAMS,
    LEFT_OUT,
    OF_LINKS,
    SAID,
    SPACES,
    SVG,
    TEXTS,
    TURNED,
    WORDS,
    XLINK,
    XML,
)
from edblog.files.drawings.repeats import Repeats
from edblog.files.drawings.styles import danger_in, is_picture, targets, with_pictures, without_web_fonts

MAX_BYTES = 5_000_000
MAX_DEPTH = 200
MAX_WITHIN = 3
"""Drawings within each other, as pictures."""
MAX_SIDE = 10_000
"""Pixels that pages are told; a drawing is as large as it is shown, so only the ratio matters."""
# Fixed words, and one run up to the end, so linear.
_DRAWING = re.compile(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=\s]*)", re.IGNORECASE)
_PROGRAM = re.compile(r"(?:javascript|vbscript|data):", re.IGNORECASE)
# Digits, a dot and digits, each at most once, so linear.
_PIXELS = re.compile(r"\s*(\d{1,9}(?:\.\d{1,9})?)(?:px)?\s*")


CleanPicture = Callable[[bytes], tuple[bytes, bool]]
"""Gives a picture without what a camera wrote into it, and whether that was a place; raises ValueError for a damaged one."""


class Drawing(NamedTuple):
    """A drawing as it is published."""

    data: bytes
    width: int
    """In CSS pixels, at most MAX_SIDE; 0: unknown."""
    height: int
    left_out: tuple[str, ...] = ()
    """Names of what it had and the published one does not, as far as somebody may miss it; the first one's place:"""
    line: int = 1
    column: int = 1
    has_location: bool = False
    """Whether a photo in it said where it was taken; in the published one, it does not."""


class DrawingError(ValueError):
    """Why a drawing is refused, and where."""

    def __init__(self, what: str, line: int = 1, column: int = 1, *, damaged: bool = False) -> None:
        super().__init__(what)
        self.what, self.line, self.column, self.damaged = what, line, column, damaged


class Writer:
    """Takes what the parser meets, and writes what may stay; for one drawing."""

    def __init__(self, clean: CleanPicture, depth: int = 0) -> None:
        self._clean, self._depth = clean, depth
        self._left_out: dict[str, tuple[int, int]] = {}
        self._has_location = False
        # Whatever a file says of its encoding, it is UTF-8 to us. Parts are named by their namespaces.
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
        """Whether the last start tag is not closed yet by its `>`."""
        self._skipped = 0
        self._style: list[str] | None = None
        self._repeats = Repeats()
        self._size = (0, 0)
        self.drawn = 0
        """Elements that a browser draws for it."""

    def read(self, data: bytes) -> Drawing:
        """The drawing; raises DrawingError."""
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

    def _say(self, name: str) -> None:
        """Remembers what is left out, where it is first met."""
        self._left_out.setdefault(name, self._place())

    def _place(self) -> tuple[int, int]:
        return self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1

    # What is refused wherever it stands

    def _entity(self, *_: object) -> None:
        self._refuse("<!ENTITY")

    def _attribute_list(self, *_: object) -> None:
        self._refuse("<!ATTLIST")

    def _instruction(self, target: str, _: str) -> None:
        if target.lower() not in LEFT_BY_PROGRAMS:
            self._refuse(f"<?{target}")

    # Elements

    def _start(self, name: str, attributes: list[str]) -> None:
        if len(self._open) + self._skipped >= MAX_DEPTH:
            self._refuse(f"more than {MAX_DEPTH} elements within each other")
        space, _, tag = name.rpartition(" ")
        pairs = list(zip(attributes[::2], attributes[1::2], strict=True))
        if not self._open and (space, tag) != (SVG, "svg"):
            for key, value in pairs:
                self._attribute(tag, key, value)
            raise DrawingError(
                f'it begins with "{tag}", and not with: <svg xmlns="{SVG}"', 1, 1, damaged=True
            )
        plain = dict(pairs)
        is_turning = tag == "animateTransform" and plain.get("attributeName", "transform") in TURNED
        if self._skipped or space != SVG or tag in LEFT_OUT or (tag in SAID and not is_turning):
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
        # With both, browsers follow the one without a prefix.
        written = [pair for pair in pairs if pair[0] != f"{XLINK} href" or "href" not in plain]
        kept = [self._attribute(tag, name, value) for name, value in written]
        space = "" if self._open else f' xmlns="{SVG}"'
        self._out.append(f"<{tag}{space}" + "".join(kept))
        self._open.append(tag)
        self._empty = True
        if tag == "style":
            self._style = []

    def _skip(self, space: str, tag: str, pairs: list[tuple[str, str]]) -> None:
        """Leaves an element out, with all that is in it; refuses it where it could run or load something."""
        if space.startswith(ACTIVE_SPACES):
            self._refuse(tag)
        # Elements of no namespace mean nothing either, but their names say what they were meant to be.
        if space == SVG or space in SPACES:
            if tag.lower() in ACTIVE:
                self._refuse(tag)
            for name, value in pairs:
                key = name.rpartition(" ")[2].lower()
                changed = value.rpartition(":")[2].lower() if key == "attributename" else ""
                if key.startswith("on") or changed.startswith("on") or changed in ("href", "src"):
                    self._refuse(tag if changed else key)
                if _PROGRAM.match("".join(value.split())):
                    self._refuse("javascript:")
        if not self._skipped and (space in SPACES or tag in SAID):
            self._say(SPACES.get(space, tag))
        self._skipped += 1

    def _unwrapped(self, pairs: list[tuple[str, str]]) -> tuple[str, list[tuple[str, str]]]:
        """What stands for a link: a group with its looks. Nobody can follow a link of a picture within a page."""
        self._say("a")
        for name, value in pairs:
            if name.rpartition(" ")[2] == "href" and _PROGRAM.match("".join(value.split())):
                self._refuse(f"{value.strip().partition(':')[0][:20]}:")
        inside = bool(self._open) and self._open[-1] in TEXTS
        kept = [
            (name, value)
            for name, value in pairs
            if name.rpartition(" ")[0] != XLINK and name not in OF_LINKS
        ]
        return "tspan" if inside else "g", kept

    def _attribute(self, tag: str, name: str, value: str) -> str:
        """The attribute as it is written, with a space before it; empty where it is left out."""
        space, _, key = name.rpartition(" ")
        if space == XML:
            return _written(f"xml:{key}", value) if key in ("space", "lang") else ""
        if space == XLINK:
            if key != "href":
                return ""
        elif space:
            return ""
        low = key.lower()
        if low.startswith("on"):
            self._refuse(key)
        if low in DROPPED:
            return ""
        if low in ("href", "src"):
            shown = self._shown(tag, value.strip())
            return _written("href", shown) if key == "href" else ""
        if key not in WORDS and not low.startswith(("aria-", "data-")):
            value = self._css(value)
        return _written(key, value)

    def _shown(self, tag: str, value: str) -> str:
        """What an element shows: a part of the drawing, or something that is written out in its address."""
        if tag in ("image", "feImage") and is_picture(value):
            return self._picture(value)
        if tag == "image" and (drawing := _DRAWING.fullmatch(value)):
            return self._drawing(drawing[1])
        self._link(value)
        return value

    def _picture(self, value: str) -> str:
        """The address of a picture that is written out in it, without what a camera wrote into that."""
        head, _, coded = value.partition(",")
        try:
            cleaned, has_location = self._clean(b64decode("".join(coded.split()), validate=True))
        except ValueError:
            self._refuse("a picture in it that is damaged, or of a kind other than JPEG, PNG, WebP and GIF")
        self._has_location |= has_location
        return f"{head},{b64encode(cleaned).decode()}"

    def _drawing(self, coded: str) -> str:
        """The address of a drawing that is written out in it, as draw.io keeps symbols; read and written as this one is."""
        try:
            data = b64decode("".join(coded.split()), validate=True)
        except ValueError:
            self._refuse("a drawing in it that is damaged")
        if self._depth == MAX_WITHIN:
            self._refuse(f"more than {MAX_WITHIN} drawings within each other")
        inside = Writer(self._clean, self._depth + 1)
        try:
            drawing = inside.read(data)
        except DrawingError as error:
            self._refuse("a drawing in it that is damaged" if error.damaged else error.what)
        self._repeats.add(inside.drawn)
        self._has_location |= drawing.has_location
        for name in drawing.left_out:
            self._say(name)
        return f"data:image/svg+xml;base64,{b64encode(drawing.data).decode()}"

    def _link(self, value: str) -> None:
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
                self._say(font)
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
    """Width and height in CSS pixels, made small enough in the same ratio; (0, 0) where nobody says."""
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
