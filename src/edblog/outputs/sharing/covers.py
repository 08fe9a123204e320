"""Draws the cover of a book: the card with its title below a large flower in the same colors."""

from __future__ import annotations

from io import BytesIO

from msgspec.structs import replace
from PIL import Image

from edblog.outputs.sharing.drawing import picture_of
from edblog.outputs.sharing.lettering import FontError, Read
from edblog.outputs.sharing.shapes import HEIGHT, WIDTH
from edblog.problems import Problem
from edblog.views import SharingCard

SIZE = (WIDTH, 3 * HEIGHT)
"""Of a cover, in pixels: upright, as books are."""
_RLE = 3
"""The strategy of zlib with which every version of it makes the same bytes."""


def draw_cover(card: SharingCard, read: Read) -> tuple[bytes, Problem | None]:
    """The PNG of a cover, or the problem with a font."""
    try:
        words = picture_of(card, read)
        flower = picture_of(
            replace(card, title="", site="", by="", place="", about="", kicker="", letter=""), read
        )
    except FontError as found:
        return b"", found.problem
    # Each pixel becomes four, so that no library decides about shades.
    large = flower.resize((2 * WIDTH, 2 * HEIGHT), Image.Resampling.NEAREST)
    cover = Image.new("RGB", SIZE)
    cover.paste(large.crop((WIDTH // 2, 0, WIDTH // 2 + WIDTH, 2 * HEIGHT)), (0, 0))
    cover.paste(words, (0, 2 * HEIGHT))
    out = BytesIO()
    cover.save(out, "PNG", compress_level=6, compress_type=_RLE)
    return out.getvalue(), None
