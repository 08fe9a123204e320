"""WebM: EBML elements (RFC 8794), each a number, a length and content.

Some elements name places in the file, so nothing is moved: what has to go becomes a Void element of the
same length.
"""

from __future__ import annotations

_SEGMENT, _CLUSTER, _INFO, _TAGS, _ATTACHMENTS = 0x18538067, 0x1F43B675, 0x1549A966, 0x1254C367, 0x1941A469
_IN_INFO = frozenset([0xBF, 0x4461, 0x7BA9, 0x7384, 0x73A4])
"""Checksum, date, title, name of the file, unique number."""
_MAX_ELEMENTS = 2_000_000


def clean(data: bytes) -> tuple[bytes, list[bytes]]:
    """The film or sound without tags, titles, dates and attached files, and what they were.

    Raises ValueError and IndexError.
    """
    out = bytearray(data)
    removed: list[bytes] = []
    at, info_end = 0, 0
    # Each element is met once: those that are opened go on with their first part, the others with what follows.
    for _ in range(_MAX_ELEMENTS):
        if at == len(out):
            return bytes(out), removed
        name, body = _number(out, at, keep_mark=True)
        size, body = _number(out, body)
        is_open = size == -1
        end = len(out) if is_open else body + size
        if end > len(out) or (is_open and name not in (_SEGMENT, _CLUSTER)):
            raise ValueError("damaged element")
        if name in (_TAGS, _ATTACHMENTS) or (at < info_end and name in _IN_INFO):
            removed.append(bytes(out[body:end]))
            _void(out, at, end)
        if name == _INFO:
            info_end = end
        at = body if name in (_SEGMENT, _INFO) or is_open else end
    raise ValueError("too many elements")


def _number(data: bytearray, at: int, *, keep_mark: bool = False) -> tuple[int, int]:
    """A number of variable length, -1 for an unknown one, and where it ends."""
    first = data[at]
    length = 9 - first.bit_length()
    if not first or at + length > len(data):
        raise ValueError("damaged number")
    value = int.from_bytes(data[at : at + length])
    if keep_mark:
        return value, at + length
    value &= (1 << 7 * length) - 1
    return (-1 if value == (1 << 7 * length) - 1 else value), at + length


def _void(out: bytearray, start: int, end: int) -> None:
    """Makes a Void element of what is there."""
    length = end - start
    digits = 8 if length >= 9 else length - 1
    content = length - 1 - digits
    if digits < 1 or content > (1 << 7 * digits) - 2:
        raise ValueError("no room for a Void element")
    out[start:end] = b"\xec" + (content | 1 << 7 * digits).to_bytes(digits) + bytes(content)
