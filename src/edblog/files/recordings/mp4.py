"""MP4 and M4A (ISO/IEC 14496-14)."""

from __future__ import annotations

from collections.abc import Iterator

from edblog.files.boxes import BoxFile
from edblog.files.boxes.movies import clean_box, clean_fragment, clean_movie

_AT_TOP = frozenset([b"ftyp", b"styp", b"moov", b"moof", b"mfra", b"mdat", b"sidx", b"ssix", b"pdin"])


def clean(data: bytes) -> tuple[bytes, list[bytes]]:
    """The video or audio without names, locations, times and measurements, and the removed parts.

    Raises ValueError and struct.error.
    """
    file = BoxFile(data)
    top = file.free_others(file.boxes(0, len(data)), _AT_TOP)
    movies = [box for box in top if box.name == b"moov"]
    if len(movies) != 1:
        raise ValueError("a video without an index")
    samples = clean_movie(file, movies[0])
    for box in top:
        if box.name == b"moof":
            clean_fragment(file, box, samples)
        elif box.name == b"mfra":
            clean_box(file, box)
    areas = [(box.body, box.end) for box in top if box.name == b"mdat"]
    file.wipe_gaps(areas, (each for track in samples.tracks.values() for each in track))
    return file.result(), file.removed


def codecs(file: BoxFile) -> Iterator[tuple[bytes, bytes]]:
    """Handler type and codec of each video or audio track. Raises ValueError and struct.error."""
    for movie in (box for box in file.boxes(0, len(file.data)) if box.name == b"moov"):
        for track in (box for box in file.boxes(movie.body, movie.end) if box.name == b"trak"):
            media = file.child(track, b"mdia")
            handler = file.child(media, b"hdlr") if media else None
            handler_type = file.data[handler.body + 8 : handler.body + 12] if handler else b""
            inside = file.child(media, b"minf") if media else None
            table = file.child(inside, b"stbl") if inside else None
            rows = file.child(table, b"stsd") if table else None
            if rows and handler_type in (b"vide", b"soun"):
                yield from ((handler_type, row.name) for row in file.boxes(rows.body + 8, rows.end))


def is_hevc(data: bytes) -> bool:
    """Whether a video is coded in HEVC (ITU-T H.265)."""
    return any(codec in (b"hvc1", b"hev1", b"dvh1", b"dvhe") for _, codec in codecs(BoxFile(data)))
