"""Drawings (SVG): parsed, checked against lists of allowed elements and attributes, and written again.

In an `img` element, a drawing can neither run nor load anything. But the file also has an address of its own, where it
opens as a document, so a drawing with active content is refused. Links, animations, HTML text and web fonts are left out
and reported. Private data, such as names of files and people that drawing programs store, is left out silently. The
published file is UTF-8 without document type, entities, processing instructions or comments, so that no other parser can
understand it differently.
"""

from __future__ import annotations

from edblog.files.drawings.writer import MAX_BYTES, CleanPicture, Drawing, DrawingError, Writer

__all__ = ["Drawing", "DrawingError", "read_drawing"]


def _unchanged(picture: bytes) -> tuple[bytes, bool]:
    return picture, False


def read_drawing(data: bytes, clean: CleanPicture = _unchanged) -> Drawing:
    """The drawing in a file; `clean` is applied to each picture embedded in it. Raises DrawingError."""
    if len(data) > MAX_BYTES:
        raise DrawingError(f"more than {MAX_BYTES // 1_000_000} MB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DrawingError("an encoding other than UTF-8") from None
    # UTF-16 without a byte order mark contains zero bytes.
    if "\0" in text:
        raise DrawingError("an encoding other than UTF-8")
    return Writer(clean).read(data.removeprefix(b"\xef\xbb\xbf"))
