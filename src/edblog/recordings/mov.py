"""QuickTime videos (.mov), as iPhones make them: published as MP4 where they hold what an MP4 may hold.

MP4 came out of QuickTime, and has the same boxes. So nothing is converted: the file says of itself that it is an MP4.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from edblog.boxes import Box, File
from edblog.recordings import mp4
from edblog.recordings.parts import NotTakenError

_CODECS = {
    b"vide": frozenset([b"avc1", b"avc3", b"hvc1", b"hev1", b"av01", b"vp09", b"dvh1", b"dvhe"]),
    b"soun": frozenset([b"mp4a", b"alac", b"ac-3", b"ec-3", b"fLaC", b"Opus"]),
}
"""What an MP4 may hold and browsers play, by the kind of track."""
_HELP = "open it on the phone or computer that made it, and export it as MP4"


def clean(data: bytes) -> tuple[bytes, list[bytes]]:
    """The video as an MP4 without names, places, times and measurements, and what they were.

    Raises NotTakenError, ValueError and struct.error.
    """
    file = File(data)
    brands = next((box for box in file.boxes(0, len(data)) if box.kind == b"ftyp"), None)
    tracks = list(_tracks(file))
    for kind, codec in tracks:
        if codec not in _CODECS[kind]:
            what = "sound" if kind == b"soun" else "pictures"
            name = codec.decode("latin-1").strip()
            said = f" ({name})" if name.isascii() and name.isprintable() and name else ""
            raise NotTakenError(f"a QuickTime video with {what} that browsers cannot play{said}", _HELP)
    if brands is None or brands.start != 0 or not any(kind == b"vide" for kind, _ in tracks):
        raise NotTakenError("a QuickTime video of an old kind", _HELP)
    cleaned, removed = mp4.clean(data)
    # The brand, its version, and the first of those that fit, too.
    brand = b"mp42" + bytes(4) + (b"isom" if brands.end - brands.body >= 12 else b"")
    return cleaned[: brands.body] + brand + cleaned[brands.body + len(brand) :], removed


def _tracks(file: File) -> Iterator[tuple[bytes, bytes]]:
    """The kind of each track that is played, and what it is coded in."""
    for movie in (box for box in file.boxes(0, len(file.data)) if box.kind == b"moov"):
        if file.child(movie, b"cmov") is not None:
            raise NotTakenError("a QuickTime video whose table of contents is packed", _HELP)
        for track in (box for box in file.boxes(movie.body, movie.end) if box.kind == b"trak"):
            media = file.child(track, b"mdia")
            handler = file.child(media, b"hdlr") if media else None
            kind = file.data[handler.body + 8 : handler.body + 12] if handler else b""
            if media and kind in _CODECS:
                yield from ((kind, codec) for codec in _codecs(file, media))


def _codecs(file: File, media: Box) -> Iterator[bytes]:
    inside = file.child(media, b"minf")
    table = file.child(inside, b"stbl") if inside else None
    rows = file.child(table, b"stsd") if table else None
    if rows is None:
        raise ValueError("a track without samples")
    (count,) = struct.unpack_from(">I", file.data, rows.body + 4)
    found = [row.kind for row in file.boxes(rows.body + 8, rows.end)]
    if count != len(found):
        raise ValueError("damaged codec")
    yield from found
