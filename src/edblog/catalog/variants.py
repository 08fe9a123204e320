"""Chooses the sizes in which a picture is published: resized versions, and the file itself if it is small enough; each also as WebP.

The address of a resized version is made from the digest of the picture and the width, so a picture in two stories is resized once.
"""

from __future__ import annotations

from collections.abc import Sequence

from edblog.catalog.site import Variant, media_url
from edblog.model import Media
from edblog.web.urls import encode

FOR_FEEDS = 900
"""The least width in pixels of the one size in feeds: feed readers show texts in a column, often on a phone."""
FOR_SHARING = 1200
"""The same for social networks, which show a picture of this width or more in a large format."""


_MOST_IN_WEBP = 16_383
"""The most pixels in a row or a column of a WebP file."""


def variants(media: Media, widths: Sequence[int], *, webp: bool = False) -> tuple[Variant, ...]:
    """All sizes of a picture, the narrowest first; `widths` are in pixels, ascending.

    The original is one of them only if it is not wider than the largest width, or cannot be resized. With `webp`,
    a picture in an older format gets a twin of each size.
    """
    has_twin = webp and media.resized_as in ("jpg", "png") and max(media.width, media.height) <= _MOST_IN_WEBP
    made = f"media/resized/{media.digest.hex()[:16]}"

    def twin(width: int) -> str:
        return f"{made}-{width}.webp" if has_twin else ""

    smaller = [width for width in widths if width < media.width] if media.resized_as else []
    sizes = [
        Variant(
            path=f"{made}-{width}.{media.resized_as}",
            width=width,
            height=max(1, round(media.height * width / media.width)),
            resized=True,
            webp=twin(width),
        )
        for width in smaller
    ]
    if len(smaller) < len(widths) or not smaller:
        path = encode(media_url(media.source))
        sizes.append(Variant(path, media.width, media.height, webp=twin(media.width)))
    return tuple(sizes)


def at_least(width: int, sizes: Sequence[Variant]) -> Variant:
    """The smallest size that is at least `width` pixels wide, or else the widest."""
    return next((size for size in sizes if size.width >= width), sizes[-1])


def srcset(sizes: Sequence[Variant], root: str) -> str:
    """The sizes as a value of the HTML attribute `srcset`; empty for a single size."""
    return ", ".join(f"{root}{size.path} {size.width}w" for size in sizes) if len(sizes) > 1 else ""


def webp_srcset(sizes: Sequence[Variant], root: str) -> str:
    """The same for the WebP twins; empty if there are none. A single one stands alone, without a width."""
    if not sizes or not sizes[0].webp:
        return ""
    if len(sizes) == 1:
        return root + sizes[0].webp
    return ", ".join(f"{root}{size.webp} {size.width}w" for size in sizes)
