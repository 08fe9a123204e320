"""MP4 and M4A (ISO/IEC 14496-14)."""

from __future__ import annotations

from collections.abc import Iterator

from edblog.files.boxes import File
from edblog.files.boxes.movies import clean_fragment, clean_movie, clean_others

_AT_TOP = frozenset([b"ftyp", b"styp", b"moov", b"moof", b"mfra", b"mdat", b"sidx", b"ssix", b"pdin"])


def clean(data: bytes) -> tuple[bytes, list[bytes]]:
    """The film or sound without names, places, times and measurements, and what they were.

    Raises ValueError and struct.error.
    """
    file = File(data)
    top = file.free_others(file.boxes(0, len(data)), _AT_TOP)
    movies = [box for box in top if box.kind == b"moov"]
    if len(movies) != 1:
        raise ValueError("a video without a table of its parts")
    played = clean_movie(file, movies[0])
    for box in top:
        if box.kind == b"moof":
            clean_fragment(file, box, played)
        elif box.kind == b"mfra":
            clean_others(file, box)
    rooms = [(box.body, box.end) for box in top if box.kind == b"mdat"]
    file.wipe_gaps(rooms, (each for track in played.tracks.values() for each in track))
    return file.result(), file.removed


def codecs(file: File) -> Iterator[tuple[bytes, bytes]]:
    """The kind of each track that is seen or heard, and what it is coded in. Raises ValueError and struct.error."""
    for movie in (box for box in file.boxes(0, len(file.data)) if box.kind == b"moov"):
        for track in (box for box in file.boxes(movie.body, movie.end) if box.kind == b"trak"):
            media = file.child(track, b"mdia")
            handler = file.child(media, b"hdlr") if media else None
            kind = file.data[handler.body + 8 : handler.body + 12] if handler else b""
            inside = file.child(media, b"minf") if media else None
            table = file.child(inside, b"stbl") if inside else None
            rows = file.child(table, b"stsd") if table else None
            if rows and kind in (b"vide", b"soun"):
                yield from ((kind, row.kind) for row in file.boxes(rows.body + 8, rows.end))


def is_hevc(data: bytes) -> bool:
    """Whether the pictures of a video are coded in HEVC (ITU-T H.265)."""
    return any(codec in (b"hvc1", b"hev1", b"dvh1", b"dvhe") for _, codec in codecs(File(data)))
