"""QuickTime videos (.mov), as iPhones make them: published as MP4 where they hold what an MP4 may hold.

MP4 came out of QuickTime, and has the same boxes. So nothing is converted: the file says of itself that it is an MP4.
"""

from __future__ import annotations

from edblog.files.boxes import File
from edblog.files.recordings import mp4
from edblog.files.recordings.parts import UnsupportedError

_CODECS = {
    b"vide": frozenset([b"avc1", b"avc3", b"hvc1", b"hev1", b"av01", b"vp09", b"dvh1", b"dvhe"]),
    b"soun": frozenset([b"mp4a", b"alac", b"ac-3", b"ec-3", b"fLaC", b"Opus"]),
}
"""What an MP4 may hold and browsers play, by the kind of track."""
_HELP = "open it on the phone or computer that made it, and export it as MP4"


def clean(data: bytes) -> tuple[bytes, list[bytes]]:
    """The video as an MP4 without names, places, times and measurements, and what they were.

    Raises UnsupportedError, ValueError and struct.error.
    """
    file = File(data)
    brands = next((box for box in file.boxes(0, len(data)) if box.kind == b"ftyp"), None)
    if any(box.kind == b"moov" and file.child(box, b"cmov") for box in file.boxes(0, len(data))):
        raise UnsupportedError("a QuickTime video whose table of contents is packed", _HELP)
    tracks = list(mp4.codecs(file))
    for kind, codec in tracks:
        if codec not in _CODECS[kind]:
            what = "sound" if kind == b"soun" else "pictures"
            name = codec.decode("latin-1").strip()
            said = f" ({name})" if name.isascii() and name.isprintable() and name else ""
            raise UnsupportedError(f"a QuickTime video with {what} that browsers cannot play{said}", _HELP)
    if brands is None or brands.start != 0 or not any(kind == b"vide" for kind, _ in tracks):
        raise UnsupportedError("a QuickTime video of an old kind", _HELP)
    cleaned, removed = mp4.clean(data)
    # The brand, its version, and the first of those that fit, too.
    brand = b"mp42" + bytes(4) + (b"isom" if brands.end - brands.body >= 12 else b"")
    return cleaned[: brands.body] + brand + cleaned[brands.body + len(brand) :], removed
