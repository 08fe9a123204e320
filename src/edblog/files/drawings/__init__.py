"""Drawings (SVG): read by a real parser against a list of what may be in them, and written again.

A picture in an `img` element can neither run nor load anything. But the file has an address of its own, and
somebody who opens that gets a document. So what could act there is refused with its place. Links, animations, words in
HTML and web fonts are left out, and the writer is told. What is merely private, such as names of files and people that drawing programs leave, is left out; and since the published
file is written by this module, no other parser can understand it differently: it is UTF-8, with no document
type, no entities, no processing instructions and no comments.
"""

from __future__ import annotations

from edblog.files.drawings.writer import MAX_BYTES, CleanPicture, Drawing, DrawingError, Writer

__all__ = ["Drawing", "DrawingError", "read_drawing"]


def _as_it_is(picture: bytes) -> tuple[bytes, bool]:
    return picture, False


def read_drawing(data: bytes, clean: CleanPicture = _as_it_is) -> Drawing:
    """A drawing from its file; `clean` is applied to each picture in it. Raises DrawingError."""
    if len(data) > MAX_BYTES:
        raise DrawingError(f"more than {MAX_BYTES // 1_000_000} MB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DrawingError("an encoding other than UTF-8") from None
    # UTF-16 without a mark: every other byte of its letters is none of a text.
    if "\0" in text:
        raise DrawingError("an encoding other than UTF-8")
    return Writer(clean).read(data.removeprefix(b"\xef\xbb\xbf"))
