"""The sizes in which a picture is published: smaller versions of a photo, and the photo itself where it is small enough.

The address of a smaller version is that of the content and the width, so a picture that two stories have is made once.
"""

from __future__ import annotations

from collections.abc import Sequence

from edblog.catalog.site import Variant, media_url
from edblog.model import Media
from edblog.urls import encode

FOR_FEEDS = 900
"""Feed readers are given one size, at least so wide: they show texts in a column, often on a phone."""
FOR_SHARING = 1200
"""The same for networks, which show a picture large from this width on."""


def variants(media: Media, widths: Sequence[int]) -> tuple[Variant, ...]:
    """Every size of a picture, the narrowest first; `widths` ascend.

    The original is among them only where it is no wider than the widest.
    """
    smaller = [width for width in widths if width < media.width] if media.resized_as else []
    sizes = [
        Variant(
            path=f"media/resized/{media.digest.hex()[:16]}-{width}.{media.resized_as}",
            width=width,
            height=max(1, round(media.height * width / media.width)),
            resized=True,
        )
        for width in smaller
    ]
    if len(smaller) < len(widths) or not smaller:
        sizes.append(Variant(encode(media_url(media.source)), media.width, media.height))
    return tuple(sizes)


def at_least(width: int, sizes: Sequence[Variant]) -> Variant:
    """The smallest of some sizes that is so wide, or else the widest."""
    return next((size for size in sizes if size.width >= width), sizes[-1])


def srcset(sizes: Sequence[Variant], root: str) -> str:
    """The sizes for the `srcset` attribute of HTML; empty for a single one."""
    return ", ".join(f"{root}{size.path} {size.width}w" for size in sizes) if len(sizes) > 1 else ""
