"""Color profiles (ICC.1:2022) without the tags that identify one device.

A Mac's screenshots carry the profile of its display, with private tags for maker, model, serial number and date, and
so do profiles from calibration programs. The tags that a color engine computes with do not change.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable

_HEADER = 128
MAX_BYTES = 8_000_000
"""Largest profile; those of printing presses are about 2 MB."""
MAX_TAGS = 200
_KEPT = frozenset(
    b"""A2B0 A2B1 A2B2 A2B3 B2A0 B2A1 B2A2 B2A3 D2B0 D2B1 D2B2 D2B3 B2D0 B2D1 B2D2 B2D3 rXYZ gXYZ bXYZ rTRC gTRC bTRC
    kTRC wtpt bkpt chad chrm lumi meas view vued tech cicp gamt pre0 pre1 pre2 rig0 rig2 ciis clrt clro clot ncl2 resp
    desc cprt dmnd dmdd""".split()
)
"""Allowed tags of ICC.1 and its former versions. Left out on purpose: texts and dates of measurements (`targ`, `calt`),
source profiles (`pseq`, `psid`), devices (`devs`) and free text (`meta`)."""
_OF_DEVICE = frozenset([b"dmnd", b"dmdd", b"vued"])
"""Texts about the device, except for the profile's name."""
_NAME = "Color profile"
"""Neutral value of the required name, in place of one that may identify somebody's display."""
_NEUTRAL_DATE = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)


def clean_profile(profile: bytes) -> bytes:
    """The profile with only the allowed tags; empty if no color engine could read it.

    A profile without other tags is returned unchanged. Other tags mean a profile of one display or scanner, so names, maker,
    model and date are removed as well. Tags that share their content still do.
    """
    if not _HEADER + 4 <= len(profile) <= MAX_BYTES or profile[36:40] != b"acsp":
        return b""
    end = min(len(profile), int.from_bytes(profile[:4]))
    (count,) = struct.unpack_from(">I", profile, _HEADER)
    first = _HEADER + 4 + 12 * count
    if count > MAX_TAGS or first > end:
        return b""
    tags: dict[bytes, tuple[int, int]] = {}
    is_private = is_odd = False
    for at in range(_HEADER + 4, first, 12):
        name, start, size = struct.unpack_from(">4sII", profile, at)
        if name not in _KEPT:
            is_private = True
        elif name in tags or size < 8 or not first <= start <= start + size <= end:
            # Color engines ignore these.
            is_odd = True
        else:
            tags[name] = start, size
    if sum(size for _, size in set(tags.values())) > 2 * len(profile):
        return b""
    if not (is_private or is_odd or _has_hidden_data(profile[:end], first, tags.values())):
        return profile[:end]
    header = profile[:84] + bytes(44)
    contents = {name: profile[start : start + size] for name, (start, size) in tags.items()}
    # A profile for a printing press or a paper describes a standard, not one person's device.
    if is_private and header[12:16] != b"prtr":
        header = header[:24] + _NEUTRAL_DATE + header[36:48] + bytes(8) + header[56:80] + bytes(48)
        contents = {name: content for name, content in contents.items() if name not in _OF_DEVICE}
        if b"desc" in contents:
            contents[b"desc"] = _text(_NAME, version=header[8])
    return _written(header, contents)


def _has_hidden_data(profile: bytes, first: int, spans: Iterable[tuple[int, int]]) -> bool:
    """Whether a profile has data between or after its tags, or in the reserved part of the header."""
    rest = bytearray(profile)
    rest[:100] = bytes(100)
    rest[_HEADER:first] = bytes(first - _HEADER)
    for start, size in spans:
        rest[start : start + size] = bytes(size)
    return bool(rest.strip(b"\0"))


def _text(text: str, version: int) -> bytes:
    """A text tag in the form of this version of the standard: several languages since version 4."""
    if version >= 4:
        words = text.encode("utf-16-be")
        return b"mluc" + struct.pack(">III2s2sII", 0, 1, 12, b"en", b"US", len(words), 28) + words
    plain = text.encode("ascii") + b"\0"
    return b"desc" + struct.pack(">II", 0, len(plain)) + plain + bytes(4 + 4 + 2 + 1 + 67)


def _written(header: bytes, contents: dict[bytes, bytes]) -> bytes:
    """The bytes of a profile with these tags; equal content is written once."""
    first = _HEADER + 4 + 12 * len(contents)
    places: dict[bytes, int] = {}
    body = bytearray()
    for content in contents.values():
        if content not in places:
            places[content] = first + len(body)
            body += content + bytes(-len(content) % 4)
    table = b"".join(struct.pack(">4sII", name, places[each], len(each)) for name, each in contents.items())
    whole = header[4:] + struct.pack(">I", len(contents)) + table + body
    return struct.pack(">I", len(whole) + 4) + whole
