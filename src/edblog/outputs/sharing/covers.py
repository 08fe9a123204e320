"""Draws the cover of a book: the card with its title below a large flower in the same colors."""

from __future__ import annotations

from io import BytesIO

from msgspec.structs import replace
from PIL import Image

from edblog.outputs.sharing.drawing import draw_card
from edblog.outputs.sharing.lettering import Read
from edblog.outputs.sharing.shapes import HEIGHT, WIDTH
from edblog.problems import Problem
from edblog.views import SharingCard

SIZE = (WIDTH, 3 * HEIGHT)
"""Of a cover, in pixels: upright, as books are."""


def draw_cover(card: SharingCard, read: Read) -> tuple[bytes, Problem | None]:
    """The PNG of a cover, or the problem with a font."""
    words, problem = draw_card(card, read)
    if problem:
        return b"", problem
    flower, _ = draw_card(replace(card, title="", site="", by="", place="", about="", kicker=""), read)
    cover = Image.new("RGB", SIZE)
    with Image.open(BytesIO(flower)) as small:
        # Each pixel becomes four, so that no library decides about shades.
        large = small.convert("RGB").resize((2 * WIDTH, 2 * HEIGHT), Image.Resampling.NEAREST)
        cover.paste(large.crop((WIDTH // 2, 0, WIDTH // 2 + WIDTH, 2 * HEIGHT)), (0, 0))
    with Image.open(BytesIO(words)) as below:
        cover.paste(below.convert("RGB"), (0, 2 * HEIGHT))
    out = BytesIO()
    cover.save(out, "PNG", compress_level=6, compress_type=3)
    return out.getvalue(), None
