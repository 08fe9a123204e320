"""WebM: EBML elements (RFC 8794 and 9559), each with an id, a length and content.

Some elements refer to positions in the file, so nothing is moved: an element that is not allowed here becomes a Void
element of the same length.
"""

from __future__ import annotations

import struct

from edblog.files.boxes.in_place import InPlaceCopy
from edblog.files.recordings.ogg import without_comments
from edblog.files.recordings.removed import UnsupportedError

MAX_ELEMENTS = 1_000_000
"""Most elements of a file; a video of an hour has about three hundred thousand blocks."""
_SEGMENT, _CLUSTER, _TRACK, _VOID = 0x18538067, 0x1F43B675, 0xAE, 0xEC
_SIMPLE_BLOCK, _GROUP, _BLOCK = 0xA3, 0xA0, 0xA1
_TYPE, _NUMBER, _CODEC, _PRIVATE = 0x83, 0xD7, 0x86, 0x63A2
_APPLICATIONS = frozenset([0x4D80, 0x5741])
"""Names of the programs that wrote the file; required, and may be empty."""
_TOP = 0
_KEPT = {
    _TOP: frozenset([0x1A45DFA3, _SEGMENT]),
    # The header: versions and document type.
    0x1A45DFA3: frozenset([0x4286, 0x42F7, 0x42F2, 0x42F3, 0x4282, 0x4287, 0x4285]),
    # Index of elements, general information, tracks, clusters, and cue points.
    _SEGMENT: frozenset([0x114D9B74, 0x1549A966, 0x1654AE6B, _CLUSTER, 0x1C53BB6B]),
    0x114D9B74: frozenset([0x4DBB]),
    0x4DBB: frozenset([0x53AB, 0x53AC]),
    # Time scale and duration.
    0x1549A966: frozenset([0x2AD7B1, 0x4489, *_APPLICATIONS]),
    0x1654AE6B: frozenset([_TRACK]),
    # Number, type, flags, durations, language, codec, delays, video and audio settings, and compression.
    _TRACK: frozenset(
        [
            _NUMBER,
            _TYPE,
            _CODEC,
            _PRIVATE,
            *(0x73C5, 0xB9, 0x88, 0x55AA, 0x9C, 0x6DE7, 0x6DF8, 0x23E383, 0x234E7A, 0x23314F, 0x55EE),
            *(0x22B59C, 0x22B59D, 0x56AA, 0x56BB, 0xE0, 0xE1, 0x6D80),
        ]
    ),
    0xE0: frozenset(
        [
            0x9A,
            0x9D,
            0x53B8,
            0x53C0,
            0xB0,
            0xBA,
            0x54AA,
            0x54BB,
            0x54CC,
            0x54DD,
            0x54B0,
            0x54BA,
            0x54B2,
            0x54B3,
            0x55B0,
            0x7670,
            0x2383E3,
        ]
    ),
    0xE1: frozenset([0xB5, 0x78B5, 0x9F, 0x6264]),
    0x55B0: frozenset(
        [
            0x55B1,
            0x55B2,
            0x55B3,
            0x55B4,
            0x55B5,
            0x55B6,
            0x55B7,
            0x55B8,
            0x55B9,
            0x55BA,
            0x55BB,
            0x55BC,
            0x55BD,
            0x55D0,
        ]
    ),
    0x55D0: frozenset(range(0x55D1, 0x55DB)),
    0x7670: frozenset([0x7671, 0x7672, 0x7673, 0x7674, 0x7675]),
    0x6D80: frozenset([0x6240]),
    0x6240: frozenset([0x5031, 0x5032, 0x5033, 0x5034]),
    0x5034: frozenset([0x4254, 0x4255]),
    0x1C53BB6B: frozenset([0xBB]),
    0xBB: frozenset([0xB3, 0xB7]),
    0xB7: frozenset([0xF7, 0xF1, 0xF0, 0xB2, 0x5378, 0xEA]),
    _CLUSTER: frozenset([0xE7, 0xA7, 0xAB, _SIMPLE_BLOCK, _GROUP]),
    # A block, its duration, its references, and transparency.
    _GROUP: frozenset([_BLOCK, 0x9B, 0xFB, 0xFA, 0x75A2, 0x75A1]),
    0x75A1: frozenset([0xA6]),
    0xA6: frozenset([0xEE, 0xA5]),
}
"""Allowed elements within each container element."""
_PLAYED = frozenset([b"\1", b"\2"])
"""Track types to keep: video and audio. Subtitles are published as files of their own."""
_KNOWN_CODECS = frozenset(
    b"V_VP8 V_VP9 V_AV1 V_MPEG4/ISO/AVC V_MPEGH/ISO/HEVC A_OPUS A_VORBIS A_AAC A_PCM/INT/LIT A_PCM/INT/BIG A_PCM/FLOAT/IEEE".split()
)


def clean(data: bytes) -> tuple[bytes, list[bytes]]:
    """The video or audio with only what playback needs, and the removed parts. Raises UnsupportedError, ValueError and IndexError."""
    copy = InPlaceCopy(data)
    _Walker(copy).go()
    return copy.result(), copy.removed


def seconds_of(data: bytes) -> float:
    """The length in seconds: the one in its header, or the time of its last cluster; 0 if neither is known."""
    scale, length, last, at = 1_000_000, 0.0, 0, 0
    for _ in range(MAX_ELEMENTS):
        if at >= len(data):
            break
        name, body = _number(data, at, keep_mark=True)
        size, body = _number(data, body)
        content = data[body : body + max(size, 0)]
        if name == 0x2AD7B1:
            scale = int.from_bytes(content)
        elif name == 0x4489:
            (length,) = struct.unpack(">f" if size == 4 else ">d", content)
        elif name == 0xE7:
            last = int.from_bytes(content)
        at = body if name in (_SEGMENT, _CLUSTER, 0x1549A966) else body + max(size, 0)
    return (length or last) * scale / 1e9


class _Walker:
    """Walks through all elements in order, once each."""

    def __init__(self, copy: InPlaceCopy) -> None:
        self.played: set[int] = set()
        """Numbers of the tracks that stay."""
        self._copy = copy
        self._met = 0
        self._inside: list[tuple[int, int, bool]] = [(_TOP, len(copy.data), False)]
        """The open container elements: id, end, and whether their size is unknown."""

    def go(self) -> None:
        at = 0
        while at < len(self._copy.data):
            name, body, end, is_unsized = self._element(at)
            while at == self._inside[-1][1] or (self._inside[-1][2] and self._ends(name)):
                self._inside.pop()
            parent, limit, _ = self._inside[-1]
            if is_unsized:
                end = limit
            if end > limit or (is_unsized and name not in (_SEGMENT, _CLUSTER)):
                raise ValueError("damaged element")
            at = self._process(parent, name, at, body, end, is_unsized=is_unsized)

    def _element(self, at: int) -> tuple[int, int, int, bool]:
        """Id of an element, start and end of its content, and whether its size is unknown."""
        self._met += 1
        if self._met > MAX_ELEMENTS:
            raise ValueError("too many elements")
        name, body = _number(self._copy.data, at, keep_mark=True)
        size, body = _number(self._copy.data, body)
        return name, body, body + max(size, 0), size == -1

    def _ends(self, name: int) -> bool:
        """Whether this element can only come after the open container, whose size is unknown."""
        parent = self._inside[-1][0]
        return name in _KEPT[_TOP] or (parent == _CLUSTER and name in _KEPT[_SEGMENT])

    def _process(self, parent: int, name: int, at: int, body: int, end: int, *, is_unsized: bool) -> int:
        """Keep, open or remove an element; return the position of the next one."""
        if name == _VOID:
            self._copy.wipe(body, end)
        elif name not in _KEPT[parent] or not self._is_played(name, body, end):
            _void(self._copy, at, body, end)
        elif name in _APPLICATIONS:
            self._copy.wipe(body, end)
        elif name in _KEPT:
            self._inside.append((name, end, is_unsized))
            return body
        return end

    def _children(self, at: int, end: int) -> dict[int, tuple[int, int]]:
        found = {}
        while at < end:
            name, body, stop, is_unsized = self._element(at)
            if stop > end or is_unsized or name in found:
                raise ValueError("damaged element")
            if name not in (_VOID, 0xFB, 0x6DF8):
                found[name] = (body, stop)
            at = stop
        return found

    def _is_played(self, name: int, body: int, end: int) -> bool:
        """Whether an element belongs to playback: anything but a track or a block that is not kept."""
        if name == _TRACK:
            return self._is_kept_track(body, end)
        if name not in (_SIMPLE_BLOCK, _GROUP):
            return True
        if not self.played:
            raise ValueError("blocks without a track")
        if name == _GROUP:
            body, end = self._children(body, end).get(_BLOCK, (end, end))
        return body < end and _number(self._copy.data, body)[0] in self.played

    def _is_kept_track(self, body: int, end: int) -> bool:
        """Whether a track is kept; blanks the comments in its codec data."""
        data, inside = self._copy.data, self._children(body, end)
        track_type, number, codec = (data[slice(*inside[name])] for name in (_TYPE, _NUMBER, _CODEC))
        if track_type.lstrip(b"\0") not in _PLAYED:
            return False
        codec = codec.rstrip(b"\0")
        if codec not in _KNOWN_CODECS:
            name = codec[:20].decode("ascii", "replace")
            raise UnsupportedError(
                f"in a format that edblog does not support ({name})",
                "save it again as MP4, or as WebM with VP9 and Opus",
            )
        if codec == b"A_VORBIS" and _PRIVATE in inside:
            self._blank_comments(*inside[_PRIVATE])
        self.played.add(int.from_bytes(number))
        return True

    def _blank_comments(self, start: int, end: int) -> None:
        """Blank the second of three Vorbis headers, the comments; the lengths of the first two come first."""
        data, lengths, at = self._copy.data, [], start + 1
        if data[start] != 2:
            raise ValueError("damaged headers")
        for _ in range(2):
            length = 0
            while data[at] == 255:
                length, at = length + 255, at + 1
            lengths.append(length + data[at])
            at += 1
        begin = at + lengths[0]
        stop = begin + lengths[1]
        if stop > end:
            raise ValueError("damaged headers")
        packet = data[begin:stop]
        if (fresh := without_comments(packet)) != packet:
            self._copy.remember(packet)
            self._copy.write(begin, fresh)


def _number(data: bytes, at: int, *, keep_mark: bool = False) -> tuple[int, int]:
    """A number of variable length (-1 if unknown), and its end."""
    first = data[at]
    length = 9 - first.bit_length()
    if not first or at + length > len(data):
        raise ValueError("damaged number")
    value = int.from_bytes(data[at : at + length])
    if keep_mark:
        return value, at + length
    value &= (1 << 7 * length) - 1
    return (-1 if value == (1 << 7 * length) - 1 else value), at + length


def _void(copy: InPlaceCopy, start: int, body: int, end: int) -> None:
    """Turn an element into a Void element."""
    length = end - start
    digits = 8 if length >= 9 else length - 1
    content = length - 1 - digits
    if digits < 1 or content > (1 << 7 * digits) - 2:
        raise ValueError("no room for a Void element")
    copy.wipe(body, end)
    copy.write(start, bytes(body - start))
    copy.write(start, b"\xec" + (content | 1 << 7 * digits).to_bytes(digits))
