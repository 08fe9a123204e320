"""Draws the ground of cards: what is the same on all cards of a tone, without words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import ceil, cos, floor, pi, sin

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1200, 630
SEAM = 820
"""Where the drawing of a panel begins."""
FINE = 4
"""Shapes are drawn so many times larger, for smooth edges."""
Point = tuple[float, float]
Color = tuple[int, int, int]


def rgb(color: str) -> Color:
    """The red, green and blue of a color like `#f2a81d`."""
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


class Canvas:
    """A picture in full color that shapes with smooth edges are put on; `box` is the part that they may touch."""

    def __init__(self, color: Color) -> None:
        self.image = Image.new("RGB", (WIDTH, HEIGHT), color)
        self.box = (0, 0, WIDTH, HEIGHT)

    def polygons(self, color: Color, outlines: Iterable[Sequence[Point]]) -> None:
        """Fills the inside of some outlines."""
        found = [list(outline) for outline in outlines]
        xs, ys = ([point[axis] for outline in found for point in outline] for axis in (0, 1))
        left, top = max(floor(min(xs)), self.box[0]), max(floor(min(ys)), self.box[1])
        right, bottom = min(ceil(max(xs)) + 1, self.box[2]), min(ceil(max(ys)) + 1, self.box[3])
        if right <= left or bottom <= top:
            return
        mask = Image.new("L", ((right - left) * FINE, (bottom - top) * FINE))
        pen = ImageDraw.Draw(mask)
        for outline in found:
            # Whole numbers: the last digits of sines differ between processors.
            pen.polygon([(round((x - left) * FINE), round((y - top) * FINE)) for x, y in outline], fill=255)
        self.image.paste(color, (left, top), mask.reduce(FINE))

    def circle(self, color: Color, x: float, y: float, radius: float) -> None:
        """Fills a circle."""
        self.polygons(color, [ellipse(x, y, radius, radius)])

    def rectangle(self, color: Color, left: int, top: int, right: int, bottom: int) -> None:
        """Fills a rectangle with straight edges."""
        self.image.paste(color, (left, top, right, bottom))


def ellipse(x: float, y: float, across: float, along: float, turn: float = 0) -> list[Point]:
    """The outline of an ellipse, turned by some degrees."""
    steps = max(24, round(max(across, along)))
    points = [
        (across * cos(2 * pi * step / steps), along * sin(2 * pi * step / steps)) for step in range(steps)
    ]
    return [(x + px, y + py) for px, py in turned(points, turn)]


def turned(points: Iterable[Point], degrees: float) -> list[Point]:
    """Points turned around the middle."""
    c, s = cos(degrees * pi / 180), sin(degrees * pi / 180)
    return [(x * c - y * s, x * s + y * c) for x, y in points]


def rounded(left: float, top: float, width: float, height: float, corner: float) -> list[Point]:
    """The outline of a rectangle with round corners."""
    points: list[Point] = []
    right, bottom = left + width, top + height
    for x, y, start in (
        (right - corner, bottom - corner, 0),
        (left + corner, bottom - corner, 90),
        (left + corner, top + corner, 180),
        (right - corner, top + corner, 270),
    ):
        angles = ((start + step * 10) * pi / 180 for step in range(10))
        points += [(x + corner * cos(angle), y + corner * sin(angle)) for angle in angles]
    return points


def rosette(canvas: Canvas, color: Color, x: float, y: float, radius: float, corner: float) -> None:
    """A badge with twelve points, whose corners are as round as a circle of radius `corner`."""
    points = [
        (
            x + (radius - corner) * far * sin(number * pi / 12),
            y - (radius - corner) * far * cos(number * pi / 12),
        )
        for number in range(24)
        for far in (1 if number % 2 == 0 else 0.815,)
    ]
    # The outline drawn with a round pen: each edge is widened, and each corner is a circle.
    shapes: list[list[Point]] = [points]
    for (ax, ay), (bx, by) in zip(points, [*points[1:], points[0]], strict=True):
        length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
        dx, dy = (by - ay) / length * corner, (ax - bx) / length * corner
        shapes += [
            [(ax + dx, ay + dy), (bx + dx, by + dy), (bx - dx, by - dy), (ax - dx, ay - dy)],
            ellipse(ax, ay, corner, corner),
        ]
    canvas.polygons(color, shapes)


def flower(canvas: Canvas, petals: Color, seed: Color, x: float, y: float, size: float) -> None:
    """The flower beside the site's name."""
    canvas.polygons(petals, [ellipse(x, y, size * 0.125, size * 0.47, turn) for turn in (0, 45, 90, 135)])
    canvas.circle(seed, x, y, size * 0.175)


Paints = tuple[Color, Color, Color]
"""The light part, the main part and the spot of a drawing."""


def _petals(canvas: Canvas, paints: Paints) -> None:
    x, y = 1030, 262
    canvas.polygons(paints[0], [ellipse(x, y, 36, 186, turn) for turn in (15, 45, 75, 105, 135, 165)])
    canvas.circle(paints[1], x, y, 64)


def _sheets(canvas: Canvas, paints: Paints) -> None:
    light, mark, spot = paints

    def sheet(
        color: Color, x: float, y: float, turn: float, parts: Iterable[tuple[float, float, float, float]]
    ) -> None:
        outlines = (turned(rounded(*part, 9), turn) for part in parts)
        canvas.polygons(color, [[(x + px, y + py) for px, py in outline] for outline in outlines])

    sheet(light, 955, 200, -6, [(-74, -96, 148, 192)])
    sheet(mark, 955, 200, -6, [(-50, -50, 100, 18), (-50, -18, 74, 18), (-50, 14, 88, 18)])
    sheet(mark, 1092, 292, 7, [(-66, -84, 132, 168)])
    canvas.circle(light, 1092, 296, 34)
    canvas.circle(spot, 950, 112, 11)
    canvas.circle(spot, 1100, 216, 11)


def _hills(canvas: Canvas, paints: Paints) -> None:
    light, mark, spot = paints
    canvas.circle(spot, 1124, 386, 59)
    canvas.polygons(light, [ellipse(847, HEIGHT - 95, 189, 189), _block(658, HEIGHT - 95, 1036)])
    canvas.polygons(mark, [ellipse(1012, HEIGHT - 32, 166, 166), _block(846, HEIGHT - 32, 1178)])
    canvas.circle(mark, 1272, HEIGHT, 118)


def _block(left: float, top: float, right: float) -> list[Point]:
    return [(left, top), (right, top), (right, HEIGHT), (left, HEIGHT)]


def _bubbles(canvas: Canvas, paints: Paints) -> None:
    light, mark, _ = paints
    canvas.polygons(light, [rounded(850, 94, 216, 114, 20), [(898, 200), (898, 242), (950, 200)]])
    canvas.polygons(mark, [rounded(1004, 158, 168, 90, 18), [(1144, 240), (1144, 282), (1096, 240)]])
    for x in (1054, 1088, 1122):
        canvas.circle(light, x, 203, 10)


DRAWINGS: Sequence[Callable[[Canvas, Paints], None]] = (_petals, _sheets, _hills, _bubbles)
"""The drawings of panels."""


def large_flower(canvas: Canvas, paints: Paints) -> None:
    """The drawing of a card without words."""
    x, y = 770, 372
    turns = range(15, 180, 30)
    canvas.polygons(paints[0], [ellipse(x, y, 66, 368, turn) for turn in turns])
    canvas.circle(paints[1], x, y, 128)
