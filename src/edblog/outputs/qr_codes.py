"""Writes QR codes as pictures of their own, for pages that show many of them."""

from __future__ import annotations

from edblog.views import QrCode
from edblog.web.qr import qr_file


def render_qr_code(view: QrCode) -> bytes:
    """The SVG file of a QR code."""
    return qr_file(view.address)
