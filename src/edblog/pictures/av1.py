"""AV1 (version 1.0.0 with errata 1): how large the pictures are that a decoder makes room for.

Read from the headers that decoders follow, since what stands around them can say anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

MAX_UNITS = 100_000
"""Of one file; a picture has some ten for each frame."""
_SEQUENCE, _FRAME_HEADER, _FRAME = 1, 3, 6
_HEADER = 256
"""Bytes of a unit that are looked at; a header of 32 operating points has fewer."""
_CHOSEN_LATER = 2
"""Says of a tool that each frame says whether it is used."""


class _Sequence(NamedTuple):
    """What a sequence header says of its frames."""

    width: int
    height: int
    largest: tuple[int, int]
    """What a frame can say instead."""
    is_reduced: bool
    time_bits: int
    """Of the time in each frame that is shown; 0: there is none."""
    screen_tools: int
    integer_motion: int
    id_bits: int


class Frames:
    """Goes through the units of pictures, and keeps the largest frame, and how much is drawn."""

    def __init__(self) -> None:
        self.width = self.height = self.pixels = self.shown = 0
        self._units = 0

    def read(self, parts: Iterator[memoryview]) -> None:
        """The units of a stream, in which a sequence header comes first. Raises ValueError."""
        sequence: _Sequence | None = None
        for part in parts:
            for kind, bits in self._all_units(part):
                if kind == _SEQUENCE:
                    sequence = _sequence(bits)
                elif sequence is None:
                    raise ValueError("a frame without a header")
                else:
                    self._frame(sequence, bits)
        if sequence is None:
            raise ValueError("a picture without a header")

    def _frame(self, sequence: _Sequence, bits: _Bits) -> None:
        is_shown, is_other_size = _frame(sequence, bits)
        width, height = sequence.largest if is_other_size else (sequence.width, sequence.height)
        self.width, self.height = max(self.width, width), max(self.height, height)
        self.pixels += width * height
        self.shown += is_shown

    def _all_units(self, data: memoryview) -> Iterator[tuple[int, _Bits]]:
        """The kind of each unit that matters, and its content."""
        at = 0
        while at < len(data):
            self._units += 1
            if self._units > MAX_UNITS:
                raise ValueError("too many units")
            head = data[at]
            kind = head >> 3 & 15
            at += 2 if head & 4 else 1
            size = len(data) - at
            if head & 2:
                size, at = _number(data, at)
            if head & 0x80 or size < 0 or at + size > len(data):
                raise ValueError("damaged unit")
            if kind in (_SEQUENCE, _FRAME_HEADER, _FRAME):
                yield kind, _Bits(bytes(data[at : at + min(size, _HEADER)]))
            at += size


def _number(data: memoryview, at: int) -> tuple[int, int]:
    """A number in pieces of seven bits (leb128), and where it ends."""
    value = 0
    for count in range(8):
        if at + count >= len(data):
            break
        value |= (data[at + count] & 0x7F) << 7 * count
        if not data[at + count] & 0x80:
            return value, at + count + 1
    raise ValueError("damaged number")


class _Bits:
    """Reads numbers of any width, the highest bit first."""

    def __init__(self, data: bytes) -> None:
        self._value, self._left = int.from_bytes(data), 8 * len(data)

    def read(self, width: int = 1) -> int:
        self._left -= width
        if self._left < 0:
            raise ValueError("damaged header")
        return self._value >> self._left & (1 << width) - 1


def _sequence(bits: _Bits) -> _Sequence:
    """Section 5.5.1: what is of no use here is passed over."""
    bits.read(4)
    is_reduced = bool(bits.read())
    time_bits = 0
    if is_reduced:
        bits.read(5)
    else:
        time_bits = _timing_and_points(bits)
    of_width, of_height = bits.read(4) + 1, bits.read(4) + 1
    width, height = bits.read(of_width) + 1, bits.read(of_height) + 1
    id_bits = 0
    if not is_reduced and bits.read():
        id_bits = bits.read(4) + 2
        id_bits += bits.read(3) + 1
    bits.read(3)
    screen_tools = integer_motion = _CHOSEN_LATER
    if not is_reduced:
        bits.read(4)
        if bits.read():
            bits.read(2)
        screen_tools = _CHOSEN_LATER if bits.read() else bits.read()
        if screen_tools:
            integer_motion = _CHOSEN_LATER if bits.read() else bits.read()
    largest = 1 << of_width, 1 << of_height
    return _Sequence(width, height, largest, is_reduced, time_bits, screen_tools, integer_motion, id_bits)


def _timing_and_points(bits: _Bits) -> int:
    """Passes over how quick a decoder has to be; gives the bits of the time in each frame, 0 where it has none."""
    delay_bits = time_bits = 0
    if bits.read():
        bits.read(64)
        is_equal = bits.read()
        if is_equal:
            zeros = 0
            while not bits.read():
                zeros += 1
            bits.read(zeros if zeros < 32 else 0)
        if bits.read():
            delay_bits = bits.read(5) + 1
            bits.read(37)
            time_bits = 0 if is_equal else bits.read(5) + 1
            if is_equal:
                bits.read(5)
    has_delays = bits.read()
    for _ in range(bits.read(5) + 1):
        bits.read(12)
        if bits.read(5) > 7:
            bits.read()
        if delay_bits and bits.read():
            bits.read(2 * delay_bits + 1)
        if has_delays and bits.read():
            bits.read(4)
    return time_bits


def _frame(sequence: _Sequence, bits: _Bits) -> tuple[bool, bool]:
    """Whether a frame is shown, and whether it says a size of its own (section 5.9.2)."""
    if sequence.is_reduced:
        return True, False
    if bits.read():
        return True, False
    kind, is_shown = bits.read(2), bool(bits.read())
    if is_shown:
        bits.read(sequence.time_bits)
    else:
        bits.read()
    # Frames of kind 3 and key frames that are shown are resilient without saying so.
    if kind != 3 and not (kind == 0 and is_shown):
        bits.read()
    bits.read()
    has_tools = bits.read() if sequence.screen_tools == _CHOSEN_LATER else sequence.screen_tools
    if has_tools and sequence.integer_motion == _CHOSEN_LATER:
        bits.read()
    bits.read(sequence.id_bits)
    return is_shown, kind == 3 or bool(bits.read())
