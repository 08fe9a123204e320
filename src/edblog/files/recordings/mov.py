"""QuickTime videos (.mov), as iPhones make them: published as MP4 if their content is allowed in an MP4.

MP4 is derived from QuickTime and has the same boxes, so only the brand in the header changes.
"""

from __future__ import annotations

from edblog.files.boxes import BoxFile
from edblog.files.recordings import mp4
from edblog.files.recordings.removed import UnsupportedError

_CODECS = {
    b"vide": frozenset([b"avc1", b"avc3", b"hvc1", b"hev1", b"av01", b"vp09", b"dvh1", b"dvhe"]),
    b"soun": frozenset([b"mp4a", b"alac", b"ac-3", b"ec-3", b"fLaC", b"Opus"]),
}
"""Codecs that an MP4 may contain and browsers play, by handler type."""
_HELP = "open it on the phone or computer that made it, and export it as MP4"


def clean(data: bytes) -> tuple[bytes, list[bytes]]:
    """The video as an MP4 without names, locations, times and measurements, and the removed parts.

    Raises UnsupportedError, ValueError and struct.error.
    """
    file = BoxFile(data)
    brands = next((box for box in file.boxes(0, len(data)) if box.name == b"ftyp"), None)
    if any(box.name == b"moov" and file.child(box, b"cmov") for box in file.boxes(0, len(data))):
        raise UnsupportedError("a QuickTime video whose index is compressed", _HELP)
    tracks = list(mp4.codecs(file))
    for handler_type, codec in tracks:
        if codec not in _CODECS[handler_type]:
            medium = "sound" if handler_type == b"soun" else "pictures"
            name = codec.decode("latin-1").strip()
            shown = f" ({name})" if name.isascii() and name.isprintable() and name else ""
            raise UnsupportedError(f"a QuickTime video with {medium} that browsers cannot play{shown}", _HELP)
    if brands is None or brands.start != 0 or not any(handler_type == b"vide" for handler_type, _ in tracks):
        raise UnsupportedError("a QuickTime video in an old format", _HELP)
    cleaned, removed = mp4.clean(data)
    # Major brand, its version, and the first compatible brand.
    brand = b"mp42" + bytes(4) + (b"isom" if brands.end - brands.body >= 12 else b"")
    return cleaned[: brands.body] + brand + cleaned[brands.body + len(brand) :], removed
