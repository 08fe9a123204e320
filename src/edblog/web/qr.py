"""Draws QR codes (ISO/IEC 18004) of addresses, as SVG within a page."""

from __future__ import annotations

import re

from markupsafe import escape

from edblog.web.markup import SafeHtml

LONGEST = 1000
"""The longest address that gets a code. A longer one has modules too small for a phone to read from paper."""
_QUIET = 4
"""The modules of white around a code, which scanners need."""
_MASK = 3
"""The pattern laid over the data. Scanners read all eight; trying each of them takes four times as long."""

_BLACK = re.compile(rb"\x01+")


def qr_code(address: str, label: str, id_: str = "") -> SafeHtml:
    """The QR code of an absolute URL as an inline SVG: black on white in every theme, named by its label for screen readers.

    With an id, it can be drawn again by `use` elsewhere on the page. Empty for a URL that is longer than `LONGEST`. The address must be
    ASCII, as `web.urls.ascii_url` makes it.
    """
    if not address or len(address) > LONGEST:
        return SafeHtml("")
    size, path = _drawing(address)
    named = f' id="{escape(id_)}"' if id_ else ""
    return SafeHtml(
        f'<svg class="qr"{named} role="img" aria-label="{escape(label)}" xmlns="http://www.w3.org/2000/svg" '
        f'width="132" height="132" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<rect width="{size}" height="{size}" fill="#fff"/>'
        f'<path d="{path}" stroke="#000" fill="none"/></svg>'
    )


def qr_file(address: str) -> bytes:
    """The QR code of an absolute URL as an SVG file; `address` is as for `qr_code`, and not longer than `LONGEST`."""
    size, path = _drawing(address)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<rect width="{size}" height="{size}" fill="#fff"/>'
        f'<path d="{path}" stroke="#000" fill="none"/></svg>\n'
    ).encode()


def _drawing(address: str) -> tuple[int, str]:
    """The width of a code in modules, and the SVG path of its black ones."""
    import segno

    rows = [bytes(row) for row in segno.make_qr(address, error="m", mask=_MASK).matrix]
    return len(rows) + 2 * _QUIET, "".join(map(_line, range(len(rows)), rows))


def _line(y: int, row: bytes) -> str:
    """The black modules of a row, as lines through their middle."""
    parts: list[str] = []
    last = 0
    for run in _BLACK.finditer(row):
        x, end = run.span()
        start = f"m{x - last} 0" if parts else f"M{x + _QUIET} {y + _QUIET}.5"
        parts.append(f"{start}h{end - x}")
        last = end
    return "".join(parts)
