"""Draws a card: the ground of its tone, made once in a process, and the words of the page.

A card has at most 256 colors: those of its look, and the shades between two of them at the edges of letters and shapes. So it is
small, and quick to draw and to write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from io import BytesIO
from typing import NamedTuple

from PIL import Image

from edblog.outputs.sharing import shapes
from edblog.outputs.sharing.lettering import Face, FontError, Read, cut, faces_of, fitted, lines
from edblog.outputs.sharing.shapes import HEIGHT, SEAM, WIDTH, Canvas, Color, rgb
from edblog.problems import Problem
from edblog.views import CardLook, SharingCard

SHADES = 9
"""The number of steps from a ground to the color on it."""
WHITE = (255, 255, 255)
LEFT, RIGHT = 72, WIDTH - 72
SIZES = (92, 82, 72, 64, 56, 48, 42)
"""The sizes of titles; the largest is taken in which the title fits."""
LEADING = 1.12
"""From one line of a title to the next, as a part of its size."""
SEAL = (SEAM, 478, 104)
"""The middle and the radius of the badge on a panel."""
MEDAL = (222, 292, 150)
"""The same on the card of a badge."""
PERSON = (115, 532, 42)
_RLE = 3
"""The strategy of zlib that looks only for equal bytes side by side; every version of zlib makes the same bytes with it."""


def draw_card(card: SharingCard, read: Read) -> tuple[bytes, Problem | None]:
    """The PNG of a card, or the problem with a font."""
    ground = _ground(_Ground(card.look, card.layout, card.tone, card.drawing, *_shown(card)))
    try:
        return _Words(card, read, ground).png(), None
    except FontError as found:
        return b"", found.problem


def picture_of(card: SharingCard, read: Read) -> Image.Image:
    """A card in full color, for a larger picture. Raises `FontError`."""
    ground = _ground(_Ground(card.look, card.layout, card.tone, card.drawing, *_shown(card)))
    return _Words(card, read, ground).colored().convert("RGB")


class _Ground(NamedTuple):
    """What the ground of a card depends on."""

    look: CardLook
    layout: str
    tone: int
    drawing: int
    person: int
    """-1 for nobody."""
    has_badge: bool
    has_words: bool


def _shown(card: SharingCard) -> tuple[int, bool, bool]:
    return card.person if card.initials and card.title else -1, bool(card.letter), bool(card.title)


class _Painted(NamedTuple):
    """A ground without words: a picture of numbers of colors, these colors, and the numbers of the shades of two colors."""

    image: Image.Image
    palette: bytes
    shades: dict[tuple[Color, Color], bytes]
    """By the ground and the color on it, the number of the color for each of 256 levels."""


@lru_cache(maxsize=64)
def _ground(ground: _Ground) -> _Painted:
    look, canvas = ground.look, _painted(ground)
    tone, person = look.tones[ground.tone], look.tones[max(ground.person, 0)]
    paper, wash = rgb(look.paper), rgb(tone.wash)
    words = rgb(tone.soft) if ground.layout == "badge" else paper
    grounds = (words, WHITE, rgb(person.soft), wash)
    on_words = [(words, rgb(color)) for color in (look.ink, look.soft, tone.ink, look.mark, look.seed)]
    pairs = [
        *on_words,
        (WHITE, rgb(tone.ink)),
        (WHITE, rgb(tone.tone)),
        (words, rgb(tone.tone)),
        (paper, rgb(tone.tone)),
        (rgb(person.soft), rgb(person.ink)),
        (paper, rgb(person.soft)),
        (wash, paper),
        (wash, rgb(look.petal)),
        (wash, rgb(tone.tone)),
        (wash, rgb(tone.spot)),
        (rgb(look.petal), rgb(tone.tone)),
    ]
    colors = list(dict.fromkeys(color for pair in pairs for color in _between(*pair)))
    named = Image.new("P", (1, 1))
    named.putpalette(bytes(part for color in colors for part in color))
    flat = _numbers(canvas.image, named)
    # The search takes one of several colors that are nearly the same. For the grounds of words, that one is set right.
    row = Image.new("RGB", (len(grounds), 1))
    row.putdata(grounds)
    exact = dict(zip(grounds, _numbers(row, named).tobytes(), strict=True))
    numbers = {color: number for number, color in enumerate(colors)} | exact
    for color, number in exact.items():
        colors[number] = color
    shades = {}
    for pair in dict.fromkeys(pairs):
        steps = [numbers[shade] for shade in _between(*pair)]
        shades[pair] = bytes(steps[(level * SHADES + 127) // 255] for level in range(256))
    return _Painted(flat, bytes(part for color in colors for part in color), shades)


def _numbers(image: Image.Image, named: Image.Image) -> Image.Image:
    """A picture of the numbers of the nearest colors."""
    flat = image.quantize(palette=named, dither=Image.Dither.NONE)
    return Image.frombytes("L", flat.size, flat.tobytes())


def _between(ground: Color, color: Color) -> Iterator[Color]:
    for step in range(SHADES + 1):
        red, green, blue = (
            (a * (SHADES - step) + b * step + SHADES // 2) // SHADES
            for a, b in zip(ground, color, strict=True)
        )
        yield red, green, blue


def _painted(ground: _Ground) -> Canvas:
    """The shapes of a ground, in full color."""
    look, tone = ground.look, ground.look.tones[ground.tone]
    main, spot, petal = rgb(tone.tone), rgb(tone.spot), rgb(look.petal)
    if not ground.has_words:
        canvas = Canvas(rgb(tone.wash))
        shapes.large_flower(canvas, (petal, main, spot))
        return canvas
    if ground.layout == "badge":
        canvas = Canvas(rgb(tone.soft))
        _scallop(canvas, main, petal)
        if ground.has_badge:
            _badge(canvas, main, *MEDAL)
        shapes.flower(canvas, rgb(look.mark), rgb(look.seed), 95, 552, 46)
        return canvas
    canvas = Canvas(rgb(look.paper))
    canvas.rectangle(rgb(tone.wash), SEAM, 0, WIDTH, HEIGHT)
    canvas.box = (SEAM, 0, WIDTH, HEIGHT)
    shapes.DRAWINGS[ground.drawing % len(shapes.DRAWINGS)](canvas, (petal, main, spot))
    canvas.box = (0, 0, WIDTH, HEIGHT)
    shapes.flower(canvas, rgb(look.mark), rgb(look.seed), 95, 79, 46)
    if ground.person >= 0:
        canvas.circle(rgb(look.tones[ground.person].soft), *PERSON)
    if ground.has_badge:
        x, y, radius = SEAL
        shapes.rosette(canvas, rgb(look.paper), x, y, radius + 15, 18)
        _badge(canvas, main, *SEAL)
    return canvas


def _badge(canvas: Canvas, color: Color, x: int, y: int, radius: int) -> None:
    shapes.rosette(canvas, color, x, y, radius, radius / 24)
    canvas.circle(WHITE, x, y, radius * 0.565)


def _scallop(canvas: Canvas, color: Color, dot: Color) -> None:
    width = WIDTH / 14
    middles = [width * (number + 0.5) for number in range(14)]
    canvas.rectangle(color, 0, 0, WIDTH, 14)
    canvas.polygons(color, [shapes.ellipse(x, 13, width / 2 - 1, 37) for x in middles])
    canvas.polygons(dot, [shapes.ellipse(x, 23, 8, 8) for x in middles])


class _Words:
    """The words of one card."""

    def __init__(self, card: SharingCard, read: Read, ground: _Painted) -> None:
        look, self.card, self.ground = card.look, card, ground
        self.image = ground.image.copy()
        self.title = faces_of(read, look.title)
        self.text = faces_of(read, look.text)
        self.tone = look.tones[card.tone]
        self.ink, self.soft = rgb(look.ink), rgb(look.soft)
        self.behind = rgb(self.tone.soft if card.layout == "badge" else look.paper)
        if card.title:
            _LAYOUTS[card.layout](self)

    def colored(self) -> Image.Image:
        """The picture with its colors."""
        self.image.putpalette(self.ground.palette)
        return self.image

    def png(self) -> bytes:
        """The bytes of the picture."""
        out = BytesIO()
        self.colored().save(out, "PNG", compress_level=6, compress_type=_RLE)
        return out.getvalue()

    def panel(self) -> None:
        """The words beside a drawing."""
        card, top, bottom = self.card, 140, 462
        name, bold = self.title(34, card.look.title_weight), self.text(30, 700)
        self._line(card.site, name, 136, 90, self.ink, SEAM - 40 - 136)
        above = 54 if card.kicker else 0
        width = SEAM - LEFT - (120 if card.letter else 60)
        face, found = self._title(SIZES, width, bottom - top - above)
        y = top + (bottom - top - above - round(len(found) * face.size * LEADING)) // 2
        self._line(card.kicker, bold, LEFT, y + 28, rgb(self.tone.ink), width)
        self._block(found, face, LEFT, y + above)
        if card.by:
            self._person()
        elif card.about:
            regular = self.text(30, 400)
            for number, line in enumerate(fitted(card.about, regular, width - 20, 2)):
                self._line(line, regular, LEFT, 518 + 42 * number, self.soft)
        if card.letter:
            self._inside(card.letter, *SEAL[:2], 69, WHITE, rgb(self.tone.ink))

    def badge(self) -> None:
        """The words beside a large badge."""
        card, left, width = self.card, 436, RIGHT - 436
        name, bold = self.title(34, card.look.title_weight), self.text(30, 700)
        above = 54 if card.kicker else 0
        face, found = self._title((82, 72, 64, 56, 48, 42), width, 230)
        height = round(len(found) * face.size * LEADING)
        most = 3 if height < 190 else 2
        about = fitted(card.about, regular := self.text(32, 400), width, most)
        below = 26 + 42 * len(about) if about else 0
        y = 292 - (above + height + below) // 2
        self._line(card.kicker, bold, left, y + 28, rgb(self.tone.ink), width)
        self._block(found, face, left, y + above)
        for number, line in enumerate(about):
            self._line(line, regular, left, y + above + height + 50 + 42 * number, self.ink)
        self._line(card.site, name, 136, 563, self.ink, 520)
        by = cut(card.by, bold, 460)
        self._line(by, bold, RIGHT - bold.width(by), 563, self.ink, 460)
        if card.letter:
            self._inside(card.letter, *MEDAL[:2], 104, WHITE, rgb(self.tone.ink))

    def _title(self, sizes: Sequence[int], width: int, height: int) -> tuple[Face, list[str]]:
        """The face of the title, and its lines."""
        for size in sizes:
            face = self.title(size, self.card.look.title_weight)
            most = int(height / (size * LEADING))
            if found := lines(self.card.title, face, width, most):
                return face, found
        return face, fitted(self.card.title, face, width, most)

    def _block(self, found: Sequence[str], face: Face, x: int, y: int) -> None:
        for number, line in enumerate(found):
            self._line(line, face, x, y + round(face.size * (0.9 + LEADING * number)), self.ink)

    def _person(self) -> None:
        card = self.card
        x, width = LEFT, 610
        if card.initials:
            tone = card.look.tones[card.person]
            self._inside(card.initials, *PERSON[:2], 32, rgb(tone.soft), rgb(tone.ink))
            x, width = 176, 506
        self._line(card.by, self.text(30, 700), x, 523 if card.place else 542, self.ink, width)
        self._line(card.place, self.text(27, 400), x, 561, self.soft, width)

    def _line(self, text: str, face: Face, x: int, y: int, color: Color, width: int = WIDTH) -> None:
        """Puts a line that begins at `x`, with its baseline at `y`."""
        if text:
            mask = face.mask(cut(text, face, width))
            self._put(mask, x - face.size // 4, y - face.baseline, self.behind, color)

    def _inside(self, text: str, x: int, y: int, size: int, ground: Color, color: Color) -> None:
        """Puts letters into the middle of a circle."""
        mask = self.title(size, self.card.look.title_weight).mask(text)
        if box := mask.getbbox():
            mask = mask.crop(box)
            self._put(mask, x - mask.width // 2, y - mask.height // 2, ground, color)

    def _put(self, mask: Image.Image, x: int, y: int, ground: Color, color: Color) -> None:
        if box := mask.getbbox():
            shown = mask.crop(box).point(self.ground.shades[ground, color])
            self.image.paste(shown, (x + box[0], y + box[1]))


_LAYOUTS: dict[str, Callable[[_Words], None]] = {"panel": _Words.panel, "badge": _Words.badge}
