"""Sets the words of cards: lines that fit, and their pixels.

Letters are placed one after the other without kerning, because a program for kerning is not part of every Pillow; so a card has
the same bytes with and without one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from io import BytesIO
from typing import Any, NamedTuple

from PIL import Image, ImageFont

from edblog.problems import Problem
from edblog.views import CardFont

Read = Callable[[str, bytes], tuple[bytes, Problem | None]]
"""Returns the bytes of a file of the theme, given its source and digest, or the problem with it."""
_NO_CHARACTER = "\uffff"
ELLIPSIS = "…"


class _Letter(NamedTuple):
    """The pixels of a letter, with its place relative to the pen, and how far the pen moves."""

    image: Any
    """None for a letter without pixels, such as a space."""
    left: int
    top: int
    right: int
    bottom: int
    width: int


class Face:
    """Fonts at one size and weight; each letter comes from the first font that has it, and is drawn once in a process."""

    def __init__(self, files: Sequence[bytes], size: int, weight: int) -> None:
        self.size = size
        self._fonts = [_font(data, size, weight) for data in files]
        self._missing = [_look(font, _NO_CHARACTER) for font in self._fonts]
        self._letters: dict[str, _Letter] = {}

    def _letter(self, letter: str) -> _Letter:
        if (known := self._letters.get(letter)) is None:
            having = (
                font
                for font, missing in zip(self._fonts, self._missing, strict=True)
                if _look(font, letter) != missing
            )
            font = next(having, self._fonts[0])
            image, (left, top) = font.getmask2(letter, "L", anchor="ls")
            across, along = image.size
            known = _Letter(
                image if across and along else None,
                left,
                top,
                left + across,
                top + along,
                round(font.getlength(letter)),
            )
            self._letters[letter] = known
        return known

    def width(self, text: str) -> int:
        """The width of a line in pixels."""
        return sum(self._letter(letter).width for letter in text)

    def mask(self, text: str) -> Image.Image:
        """A line in shades of gray, white on black; its first letter begins at `size` // 4, its baseline is at `baseline`."""
        letters = [self._letter(letter) for letter in text]
        pen = self.size // 4
        image = Image.new("L", (sum(letter.width for letter in letters) + self.size, round(self.size * 1.7)))
        core, baseline = image.im, self.baseline
        for picture, left, top, right, bottom, width in letters:
            if picture is not None:
                core.paste(255, (pen + left, baseline + top, pen + right, baseline + bottom), picture)
            pen += width
        return image

    @property
    def baseline(self) -> int:
        """The place of the baseline in a mask, from its top."""
        return round(self.size * 1.2)


def _font(data: bytes, size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(BytesIO(data), size, layout_engine=ImageFont.Layout.BASIC)
    try:
        axes = font.get_variation_axes()
    except (OSError, NotImplementedError):
        return font
    names = [axis["name"] for axis in axes]
    if b"Weight" in names:
        font.set_variation_by_axes(
            [weight if axis["name"] == b"Weight" else axis["default"] or 0 for axis in axes]
        )
    return font


def _look(font: ImageFont.FreeTypeFont, letter: str) -> tuple[object, ...]:
    mask = font.getmask(letter)
    return font.getlength(letter), mask.size, bytes(mask)


def lines(text: str, face: Face, width: int, most: int) -> list[str] | None:
    """The text in at most `most` lines of about the same width; None if it does not fit."""
    words = [(word, face.width(word)) for word in text.split()]
    longest = max((own for _, own in words), default=0)
    found = _filled(words, face, width)
    if longest > width or len(found) > most:
        return None
    # The least width that needs no more lines gives lines of about the same width.
    low, high = longest, width
    while low < high:
        middle = (low + high) // 2
        if len(_filled(words, face, middle)) > len(found):
            low = middle + 1
        else:
            high = middle
    return _filled(words, face, high)


def _filled(words: Sequence[tuple[str, int]], face: Face, width: int) -> list[str]:
    found: list[list[str]] = []
    space, left = face.width(" "), -1
    for word, own in words:
        if left < space + own:
            found.append([word])
            left = width - own
        else:
            found[-1].append(word)
            left -= space + own
    return [" ".join(line) for line in found]


def fitted(text: str, face: Face, width: int, most: int) -> list[str]:
    """The text in at most `most` lines; if it does not fit, it is cut, and ends with `…`."""
    if (found := lines(text, face, width, most)) is not None:
        return found
    pieces = [part for word in text.split() for part in _broken(word, face, width)]
    found = _filled([(piece, face.width(piece)) for piece in pieces], face, width)
    return found if len(found) <= most else [*found[: most - 1], _ended(found[most - 1], face, width)]


def cut(text: str, face: Face, width: int) -> str:
    """As much of a line as fits; what is cut off is shown as `…`."""
    return text if face.width(text) <= width else _ended(text, face, width)


def _ended(text: str, face: Face, width: int) -> str:
    """A line that goes on elsewhere: as many of its words as fit before an `…`."""
    left, end = width - face.width(ELLIPSIS), 0
    for letter in text:
        left -= face.width(letter)
        if left < 0:
            break
        end += 1
    start = text[:end]
    if end < len(text) and text[end] != " ":
        start = start.rpartition(" ")[0] or start
    return start.rstrip(" ,;:.–—-") + ELLIPSIS


def _broken(word: str, face: Face, width: int) -> list[str]:
    """A word in pieces that fit."""
    if face.width(word) <= width:
        return [word]
    pieces, start, length = list[str](), 0, 0
    for at, letter in enumerate(word):
        own = face.width(letter)
        if at > start and length + own > width:
            pieces.append(word[start:at])
            start, length = at, 0
        length += own
    return [*pieces, word[start:]]


class FontError(Exception):
    """A font that cannot be read."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


Faces = Callable[[int, int], Face]
"""Returns the face of some fonts at a size and weight."""
_FACES: dict[tuple[CardFont, ...], Faces] = {}


def faces_of(read: Read, fonts: tuple[CardFont, ...]) -> Faces:
    """The faces of some fonts; each file is read once in a process. Raises FontError."""
    if fonts not in _FACES:
        if len(_FACES) > 8:
            _FACES.clear()
        files = [_checked(read, font) for font in fonts]
        _FACES[fonts] = lru_cache(maxsize=64)(lambda size, weight: Face(files, size, weight))
    return _FACES[fonts]


def _checked(read: Read, font: CardFont) -> bytes:
    data, problem = read(font.source, font.digest)
    if problem is None:
        try:
            _font(data, 16, 400)
        except OSError:
            message = "this is not a font that cards can be drawn with"
            help_ = "save it as WOFF2, TTF or OTF, or write in edblog.toml, below [share]: cards = false"
            problem = Problem(font.shown, "error", "theme-font", message, help_, line=1, column=1)
    if problem:
        raise FontError(problem)
    return data
