"""MP4 and M4A (ISO/IEC 14496-14)."""

from __future__ import annotations

from edblog.boxes import File
from edblog.boxes.movies import clean_fragment, clean_movie, clean_others

_AT_TOP = frozenset([b"ftyp", b"styp", b"moov", b"moof", b"mfra", b"mdat", b"sidx", b"ssix", b"pdin"])


def clean(data: bytes) -> tuple[bytes, list[bytes]]:
    """The film or sound without names, places, times and measurements, and what they were.

    Raises ValueError and struct.error.
    """
    file = File(data)
    top = file.free_others(file.boxes(0, len(data)), _AT_TOP)
    movies = [box for box in top if box.kind == b"moov"]
    if len(movies) != 1:
        raise ValueError("a film without a table of its parts")
    played = clean_movie(file, movies[0])
    for box in top:
        if box.kind == b"moof":
            clean_fragment(file, box, played)
        elif box.kind == b"mfra":
            clean_others(file, box)
    rooms = [(box.body, box.end) for box in top if box.kind == b"mdat"]
    file.wipe_gaps(rooms, (each for track in played.tracks.values() for each in track))
    return file.result(), file.removed
