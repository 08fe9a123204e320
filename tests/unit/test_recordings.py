"""Sounds and films: what recorders write into them goes, and what is played stays, byte for byte."""

from __future__ import annotations

import shutil
import struct
import subprocess
from itertools import count

import pytest

from edblog.files import recordings
from edblog.files.recordings import mp3
from edblog.files.recordings.ogg import checksum
from edblog.sources.media import read_media

SECRET = b"SECRET-0042"
PLACE = b"+41.8750-087.6200/" + SECRET


def box(kind, *content):
    inside = b"".join(content)
    return struct.pack(">I4s", 8 + len(inside), kind) + inside


def full(kind, *content):
    return box(kind, bytes(4), *content)


def table(kind, form, *rows, before=b""):
    return full(kind, before, struct.pack(">I", len(rows)), *(struct.pack(form, *row) for row in rows))


NUMBERS = map(struct.Struct(">I").pack, count(1))


def track(handler, samples, offset, *more, co64=False):
    """A track whose samples are in one chunk at `offset`."""
    times = struct.pack(">II", 3_900_000_000, 3_900_000_001)
    places = table(b"co64", ">Q", (offset,)) if co64 else table(b"stco", ">I", (offset,))
    sizes = full(
        b"stsz", bytes(4), struct.pack(">I", len(samples)), *(struct.pack(">I", len(s)) for s in samples)
    )
    stbl = box(b"stbl", table(b"stsc", ">III", (1, len(samples), 1)), sizes, places)
    media = box(
        b"mdia",
        full(b"mdhd", times, bytes(12)),
        full(b"hdlr", bytes(4), handler, bytes(13)),
        box(b"minf", stbl),
    )
    return box(b"trak", full(b"tkhd", times, next(NUMBERS), bytes(68)), media, *more)


def film(*, co64=False, behind=b"", more=b""):
    """A film with a picture, a sound and a track of positions, as a camera saves it."""
    head = box(b"ftyp", b"isom\0\0\2\0isommp41")
    samples = [b"PICTURE-1", b"PICTURE-22"], [b"SOUND"], [SECRET, PLACE]
    data = box(b"mdat", *(sample for each in samples for sample in each))
    at = len(head) + 8
    tracks = []
    for handler, each in zip((b"vide", b"soun", b"meta"), samples, strict=True):
        udta = box(b"udta", box(b"name", SECRET)) if handler == b"vide" else b""
        tracks.append(track(handler, each, at, udta, co64=co64))
        at += sum(map(len, each))
    about = box(
        b"udta",
        box(b"\xa9xyz", struct.pack(">HH", len(PLACE), 0x15C7), PLACE),
        full(b"meta", box(b"ilst", SECRET)),
    )
    times = struct.pack(">II", 3_900_000_000, 3_900_000_001)
    return (
        head
        + data
        + box(
            b"moov",
            full(b"mvhd", times, bytes(88)),
            *tracks,
            about,
            box(b"meta", SECRET),
            box(b"uuid", SECRET),
        )
        + more
        + behind
    )


def played(data):
    return [part in data for part in (b"PICTURE-1PICTURE-22SOUND", b"vide", b"soun", b"stco", b"tkhd")]


@pytest.mark.parametrize("kind", [".mp4", ".m4a"])
def test_a_film_loses_places_names_times_and_tracks_of_measurements(kind):
    before = film(more=box(b"uuid", SECRET) + box(b"free", SECRET) + box(b"abcd", SECRET))
    after, has_location = recordings.clean(kind, before)

    assert has_location
    assert len(after) == len(before)
    assert played(after) == [True] * 5
    assert SECRET not in after
    assert b"\xa9xyz" not in after
    assert struct.pack(">I", 3_900_000_000) not in after
    assert after.index(b"PICTURE") == before.index(b"PICTURE")
    assert recordings.clean(kind, after) == (after, False)


def test_a_film_with_long_offsets_too():
    after, _ = recordings.clean(".mp4", film(co64=True))

    assert SECRET not in after
    assert b"PICTURE-1PICTURE-22SOUND" in after


def test_a_film_without_a_place_is_not_said_to_have_one():
    plain = box(b"ftyp", b"isom\0\0\2\0isom") + box(
        b"moov", full(b"mvhd", bytes(96)), track(b"vide", [b"x"], 0)
    )

    assert not recordings.clean(".mp4", plain).has_location


@pytest.mark.parametrize(
    "data",
    [
        b"",
        film()[:-1],
        film(behind=b"PK\x03\x04 and more"),
        film(behind=b"\0\0\0\0abcd")[:-4],
        box(b"ftyp", b"isom"),
        film().replace(b"stsz", b"xxxx"),
        film().replace(b"hdlr", b"xxxx"),
        film() + box(b"moov"),
        struct.pack(">I4sQ", 1, b"ftyp", 1 << 62),
        box(b"moov") * 100_002,
    ],
)
def test_a_film_that_is_damaged_is_refused(data):
    with pytest.raises(ValueError, match="damaged"):
        recordings.clean(".mp4", data)


def test_a_table_that_claims_billions_of_samples_is_refused_at_once():
    data = film()
    at = data.index(b"stsz") + 8

    with pytest.raises(ValueError, match="damaged"):
        recordings.clean(".mp4", data[:at] + b"\0\0\0\0\xff\xff\xff\xff" + data[at + 8 :])


@pytest.mark.parametrize("handler", [b"text", b"sbtl", b"subt", b"clcp", b"tmcd", b"meta", b"hint"])
def test_a_track_that_is_no_picture_and_no_sound_goes_with_its_samples(handler):
    """Drones write where they are into captions."""
    head = box(b"ftyp", b"isom\0\0\2\0isom")
    words = b"GPS(-74.0060,40.7128,19)"
    data = box(b"mdat", b"PICTURE", words, b"SOUND", SECRET)
    at = len(head) + 8
    tracks = (
        track(b"vide", [b"PICTURE"], at),
        track(handler, [words], at + 7),
        track(b"soun", [b"SOUND"], at + 7 + len(words)),
    )
    before = head + data + box(b"moov", full(b"mvhd", bytes(96)), *tracks)
    after, has_location = recordings.clean(".mp4", before)

    assert has_location
    assert after[: len(head + data)] == head + box(
        b"mdat", b"PICTURE", bytes(len(words)), b"SOUND", bytes(len(SECRET))
    )
    assert after.count(b"trak") == 2
    assert after.count(handler) == 0


def test_boxes_that_nobody_has_listed_go_wherever_they_are():
    secret = box(b"uuid", SECRET)
    head = box(b"ftyp", b"isom\0\0\2\0isom") + box(b"mdat", b"PICTURE")
    name = full(b"hdlr", bytes(4), b"vide", bytes(12), SECRET + b"\0")
    source = full(b"dref", struct.pack(">I", 1), struct.pack(">I4sI", 12 + len(SECRET), b"alis", 1), SECRET)
    row = box(
        b"avc1",
        bytes(6),
        b"\0\1",
        SECRET.ljust(16),
        bytes(18),
        SECRET.ljust(32),
        bytes(4),
        box(b"avcC", b"NEEDED"),
        secret,
        bytes(4),
    )
    places = (
        table(b"stco", ">I", (len(head) - 7,)),
        table(b"stsc", ">III", (1, 1, 1)),
        full(b"stsz", struct.pack(">II", 7, 1)),
    )
    stbl = box(b"stbl", full(b"stsd", struct.pack(">I", 1), row), *places, secret)
    media = box(
        b"mdia",
        full(b"mdhd", bytes(20)),
        name,
        box(b"minf", full(b"hdlr", bytes(4), b"url ", SECRET), box(b"dinf", source), stbl, secret),
        secret,
    )
    trak = box(
        b"trak",
        full(b"tkhd", bytes(8), b"\0\0\0\1", bytes(68)),
        box(b"edts", full(b"elst", b"EDITED"), secret),
        media,
        box(b"tref", secret),
    )
    after = recordings.clean(
        ".mp4",
        head + box(b"moov", full(b"mvhd", bytes(96)), trak, box(b"mvex", secret), box(b"pssh", SECRET)),
    ).data

    assert SECRET not in after
    assert [part in after for part in (b"PICTURE", b"NEEDED", b"EDITED", b"vide", b"avc1", b"alis")] == [
        True
    ] * 6
    assert recordings.clean(".mp4", after) == (after, False)


@pytest.mark.parametrize("is_based", [False, True])
def test_a_film_in_fragments_loses_what_no_track_plays(is_based):
    empty = table(b"stco", ">I"), table(b"stsc", ">III"), full(b"stsz", bytes(8))

    def kept(number, handler):
        media = box(b"mdia", full(b"hdlr", bytes(4), handler, bytes(13)), box(b"minf", box(b"stbl", *empty)))
        return box(b"trak", full(b"tkhd", bytes(8), struct.pack(">I", number), bytes(68)), media)

    def part(number, at, size, start):
        flags = 0x1 if is_based else 0x20000
        base = struct.pack(">Q", start) if is_based else b""
        head = box(b"tfhd", struct.pack(">II", flags, number), base)
        # Two samples: the first says its size, the second too.
        run = box(b"trun", struct.pack(">IIi", 0x201, 2, at), struct.pack(">II", 1, size - 1))
        return box(b"traf", head, full(b"tfdt", bytes(4)), run, box(b"uuid", SECRET))

    tracks = kept(1, b"vide"), kept(2, b"meta")
    more = box(b"mvex", *(full(b"trex", struct.pack(">5I", number, 1, 0, 0, 0)) for number in (1, 2)))
    front = box(b"ftyp", b"iso5\0\0\2\0iso5") + box(b"moov", full(b"mvhd", bytes(96)), *tracks, more)

    def fragment(size):
        parts = part(1, size + 8, 7, len(front)), part(2, size + 15, len(PLACE), len(front))
        return box(b"moof", full(b"mfhd", bytes(4)), *parts, box(b"uuid", SECRET))

    before = front + fragment(len(fragment(0))) + box(b"mdat", b"PICTURE", PLACE, SECRET)
    after, _ = recordings.clean(".mp4", before)

    assert SECRET not in after
    assert after.endswith(box(b"mdat", b"PICTURE", bytes(len(PLACE + SECRET))))
    assert [after.count(kind) for kind in (b"traf", b"trex", b"trak")] == [1, 1, 1]
    assert recordings.clean(".mp4", after) == (after, False)


@pytest.mark.parametrize("rows", [[(2, 1, 1)], [(1, 1, 1), (1, 1, 1)], [(1, 1, 1), (9, 1, 1)]])
def test_chunks_that_are_in_no_order_are_refused(rows):
    data = film().replace(
        table(b"stsc", ">III", (1, 2, 1)), table(b"stsc", ">III", *rows)[: 28 if len(rows) == 1 else 40], 1
    )

    with pytest.raises(ValueError, match="damaged"):
        recordings.clean(".mp4", data)


# WebM


def element(name, content, digits=1):
    size = len(content) | 1 << 7 * digits
    return bytes.fromhex(name) + size.to_bytes(digits) + content


TRACK = element("d7", b"\1") + element("83", b"\1") + element("86", b"V_VP9")
WORDS = element("d7", b"\2") + element("83", b"\x11") + element("86", b"D_WEBVTT/SUBTITLES")


def webm(*, is_live=False, digits=1, track=TRACK, before=b"", within=b"", more=b""):
    info = element(
        "1549a966",
        element("7ba9", SECRET)
        + element("4461", bytes(8))
        + element("4d80", b"muxer")
        + element("bf", b"\1\2\3\4"),
        digits,
    )
    tags = element("1254c367", element("7373", b"LOCATION" + PLACE), digits)
    files = element("1941a469", SECRET, 2)
    tracks = element(
        "1654ae6b", element("ae", track + element("536e", SECRET), 2) + element("ae", WORDS), digits
    )
    cluster = element(
        "1f43b675", element("a3", b"\x81PICTURE") + element("a3", b"\x82" + SECRET) + within, digits
    )
    if is_live:
        cluster = (
            bytes.fromhex("1f43b67501ffffffffffffff")
            + element("e7", b"\0")
            + element("a3", b"\x81PICTURE")
            + within
        )
    inside = info + before + tracks + tags + cluster + files + tags + more
    segment = (
        bytes.fromhex("1853806701ffffffffffffff") + inside if is_live else element("18538067", inside, 4)
    )
    return bytes.fromhex("1a45dfa3") + b"\x87\x42\x82\x84webm" + segment


@pytest.mark.parametrize("is_live", [False, True])
@pytest.mark.parametrize("digits", [1, 2, 4, 8])
def test_a_webm_loses_tags_titles_and_attached_files(is_live, digits):
    before = webm(is_live=is_live, digits=digits)
    after, has_location = recordings.clean(".webm", before)

    assert has_location
    assert len(after) == len(before)
    assert SECRET not in after
    assert after.index(b"PICTURE") == before.index(b"PICTURE")
    assert b"muxer" not in after
    assert after.count(bytes.fromhex("4d80")) == 1
    assert recordings.clean(".webm", after) == (after, False)


@pytest.mark.parametrize(
    "data",
    [
        webm()[:-1],
        webm() + b"\0",
        webm() + b"\xff\xff\xff\xff\xff",
        b"\x1aE\xdf\xa3\x01\xff\xff\xff\xff\xff\xff\xff",
    ],
)
def test_a_webm_that_is_damaged_is_refused(data):
    with pytest.raises(ValueError, match="damaged"):
        recordings.clean(".webm", data)


@pytest.mark.parametrize("is_live", [False, True])
@pytest.mark.parametrize(
    "secret",
    [
        element("1043a770", SECRET),
        element("ec", SECRET),
        element("4f00", SECRET),
        element("bf", SECRET),
        element("1254c367", SECRET),
        element("a0", element("a1", b"\x82" + SECRET)),
        element("a0", element("a1", b"\x81") + element("a4", SECRET)),
    ],
)
def test_what_nobody_has_listed_goes_from_a_webm_wherever_it_is(is_live, secret):
    for where in ("before", "within", "more"):
        before = webm(is_live=is_live, digits=2, **{where: secret})
        after = recordings.clean(".webm", before).data

        assert SECRET not in after
        assert len(after) == len(before)
        assert after.index(b"\xa3\x88\x81PICTURE") == before.index(b"\xa3\x88\x81PICTURE")


def test_a_webm_with_vorbis_loses_the_comments_in_what_its_decoder_is_told():
    first, third = b"\x01vorbis" + bytes(23), b"\x05vorbis THIRD"
    second = comments(b"\x03vorbis", b"LOCATION=" + PLACE * 20)
    private = (
        b"\2"
        + bytes([len(first)])
        + b"\xff" * (len(second) // 255)
        + bytes([len(second) % 255])
        + first
        + second
        + third
    )
    track = (
        element("d7", b"\1") + element("83", b"\2") + element("86", b"A_VORBIS") + element("63a2", private, 2)
    )
    after, has_location = recordings.clean(".webm", webm(track=track, digits=2))
    fresh = b"\x03vorbis" + struct.pack("<I", len(second) - 16) + b" " * (len(second) - 16) + bytes(4) + b"\1"

    assert has_location
    assert SECRET not in after
    assert first + fresh + third in after


@pytest.mark.parametrize(
    ("extension", "data", "what"),
    [
        (
            "webm",
            webm(track=TRACK.replace(b"V_VP9", b"V_XYZ")),
            "in a format that edblog does not support (V_XYZ)",
        ),
        ("ogg", b"OggS\0\2" + bytes(20) + b"\1\x0a\x80theora...", "an Ogg file with neither Vorbis nor Opus"),
        ("ogg", b"OggS\0\2" + bytes(20) + b"\1\x0aSpeex     ", "an Ogg file with neither Vorbis nor Opus"),
        (
            "ogg",
            b"OggS\0\2" + bytes(20) + b"\1\x0a\x7fFLAC\1\0\0\1f",
            "an Ogg file with neither Vorbis nor Opus",
        ),
    ],
)
def test_a_kind_of_sound_or_picture_that_nobody_has_thought_of_is_refused_with_a_way_out(
    extension, data, what
):
    media, (problem,) = read_media(f"content/posts/a.{extension}", data)

    assert media is None
    assert (problem.severity, problem.code, problem.message) == (
        "error",
        "unknown-recording",
        f"this recording is {what}",
    )
    assert problem.help.startswith("save it again as ")


# MP3

FRAME = b"\xff\xfb\x90\x00" + b"SOUND" + bytes(408)


def id3(content, flags=0):
    size = bytes(len(content) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\4\0" + bytes([flags]) + size + content + (b"3DI\4\0\0" + size if flags & 0x10 else b"")


APE = SECRET + b"APETAGEX" + struct.pack("<IIII", 2000, 32 + len(SECRET), 1, 0) + bytes(8)


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        (id3(b"TIT2" + SECRET), b""),
        (id3(b"APIC\xff\xd8\xff" + SECRET * 50), b"TAG" + SECRET + bytes(114)),
        (id3(SECRET, 0x10) + id3(SECRET) + bytes(50), APE),
        (b"", APE + b"TAG" + SECRET + bytes(114)),
        (b"", b"LYRICSBEGINLYR00011" + SECRET + b"000030LYRICS200"),
        (b"", b"PK\x03\x04 \xff\xfb\x90\x00" + SECRET),
        (b"APETAGEX" + struct.pack("<IIII", 2000, len(SECRET), 1, 1 << 29) + bytes(8) + SECRET, b""),
        (b"", FRAME[:100] + SECRET),
    ],
)
def test_an_mp3_loses_its_tags(before, behind):
    assert recordings.clean(".mp3", before + FRAME * 3 + behind) == (FRAME * 3, False)


def test_an_mp3_loses_tags_between_its_frames():
    between = id3(b"APIC\xff\xfb\x90" + SECRET) + b"TAG" + SECRET.ljust(125) + APE
    cleaned = recordings.clean(".mp3", FRAME * 2 + between + FRAME * 3 + between + FRAME)

    assert cleaned == (FRAME * 6, False)


@pytest.mark.parametrize(
    ("head", "length"),
    [
        ("fffb90", 417),
        ("fffb92", 418),
        ("fffae0", 1044),
        ("fff380", 208),
        ("fff394", 240),
        ("ffe318", 72),
        ("fffbf0", 0),
        ("fffb00", 0),
        ("fffb9c", 0),
        ("fffd90", 0),
        ("ffeb90", 0),
    ],
)
def test_a_frame_is_as_long_as_its_head_says(head, length):
    assert mp3.frame_length(bytes.fromhex(head) + bytes(2_000), 0) == length


def test_an_mp3_with_a_place_in_a_tag_is_told():
    media, problems = read_media("content/posts/a.mp3", id3(b"TXXXlocation\0" + PLACE) + FRAME)

    assert media is not None
    assert [(p.severity, p.code) for p in problems] == [("notice", "location-removed")]
    assert (
        problems[0].message
        == "this recording contains the location where it was made; edblog leaves it out of the published copy"
    )


@pytest.mark.parametrize(
    "data",
    [
        b"ID3",
        id3(b"x"),
        id3(b"x")[:-1],
        id3(b"") + b"<script>",
        b"ID3\4\0\0\xff\xff\xff\xff" + FRAME,
        FRAME[:2],
    ],
)
def test_an_mp3_without_sound_is_refused(data):
    with pytest.raises(ValueError, match="damaged"):
        recordings.clean(".mp3", data)


# WAV


def riff(kind, content):
    return struct.pack("<4sI", kind, len(content)) + content + b"\0" * (len(content) & 1)


def test_a_wav_loses_all_but_the_sound():
    sound = riff(b"fmt ", bytes(16)), riff(b"data", b"SOUND")
    body = (
        b"WAVE"
        + riff(b"bext", SECRET)
        + sound[0]
        + riff(b"LIST", b"INFO" + SECRET)
        + sound[1]
        + riff(b"id3 ", SECRET)
        + riff(b"iXML", SECRET)
    )
    after = recordings.clean(".wav", riff(b"RIFF", body) + SECRET).data

    assert after == riff(b"RIFF", b"WAVE" + b"".join(sound))


@pytest.mark.parametrize(
    "body",
    [
        b"WAVE",
        b"WAVE" + riff(b"data", b"x"),
        b"WAVE" + riff(b"fmt ", b"x"),
        b"WAVE" + riff(b"fmt ", b"x") + riff(b"data", b"x") * 2,
    ],
)
def test_a_wav_without_sound_is_refused(body):
    with pytest.raises(ValueError, match="damaged"):
        recordings.clean(".wav", riff(b"RIFF", body))


# Ogg


def page(number, packets, stream=7, is_open=False):
    """A page; with `is_open`, its last packet goes on in the next one."""
    lengths = b"".join(b"\xff" * (len(p) // 255) + bytes([len(p) % 255]) for p in packets)
    lengths = lengths[:-1] if is_open else lengths
    flags = bytes([2 if number == 0 else 0])
    body = (
        b"OggS\0"
        + flags
        + bytes(8)
        + struct.pack("<II", stream, number)
        + bytes(4)
        + bytes([len(lengths)])
        + lengths
    )
    whole = body + b"".join(packets)
    return whole[:22] + struct.pack("<I", checksum(whole)) + whole[26:]


def comments(head, *texts):
    packed = b"".join(struct.pack("<I", len(text)) + text for text in texts)
    return head + struct.pack("<I", 6) + b"vendor" + struct.pack("<I", len(texts)) + packed + b"\1"


def blank(head, length):
    """Comments of that length that say nothing."""
    end = b"\1" if head == b"\x03vorbis" else b""
    spaces = length - len(head) - 8 - len(end)
    return head + struct.pack("<I", spaces) + b" " * spaces + bytes(4) + end


FIRST = {b"\x03vorbis": b"\x01vorbis" + bytes(23), b"OpusTags": b"OpusHead\1\1" + bytes(9)}
LONG = 255 * 40


def sound(head, packet, stream=7):
    """A stream: its first packet, its comments, and sound."""
    if len(packet) < LONG:
        return (
            page(0, [FIRST[head]], stream) + page(1, [packet, b"third"], stream) + page(2, [b"SOUND"], stream)
        )
    middle = page(1, [packet[:LONG]], stream, is_open=True) + page(2, [packet[LONG:], b"third"], stream)
    return page(0, [FIRST[head]], stream) + middle + page(3, [b"SOUND"], stream)


@pytest.mark.parametrize("head", FIRST)
@pytest.mark.parametrize("size", [1, 700])
def test_an_ogg_loses_its_comments_in_each_stream_and_its_pages_stay_whole(head, size):
    # With a name of a program, and with what stands behind the comments.
    packet = (
        comments(head, b"LOCATION=" + PLACE * size, b"ARTIST=" + SECRET).replace(b"vendor", b"SECRET")
        + SECRET
    )
    fresh = blank(head, len(packet))
    # One behind the other, with other numbers and with the same.
    after = recordings.clean(".ogg", sound(head, packet) + sound(head, packet, 8) + sound(head, packet))

    assert after == (sound(head, fresh) + sound(head, fresh, 8) + sound(head, fresh), True)
    assert recordings.clean(".ogg", after.data) == (after.data, False)


def test_an_ogg_of_two_streams_at_once_loses_the_comments_of_both():
    a, b = b"\x03vorbis", b"OpusTags"
    before = (
        page(0, [FIRST[a]])
        + page(0, [FIRST[b]], 8)
        + page(1, [comments(a, SECRET)])
        + page(1, [comments(b, SECRET)], 8)
        + page(2, [b"x"], 8)
    )
    after = recordings.clean(".ogg", before).data

    assert SECRET not in after
    assert len(after) == len(before)


@pytest.mark.parametrize("content", [b"", b"OggS", bytes(range(256)) * 3])
def test_the_checksum_of_a_page_is_that_of_the_standard(content):
    crc = 0
    for byte in content:
        crc ^= byte << 24
        for _ in range(8):
            crc = crc << 1 & 0xFFFFFFFF ^ (0x04C11DB7 if crc & 0x80000000 else 0)

    assert checksum(content) == crc


@pytest.mark.parametrize(
    "data",
    [
        b"OggX",
        page(0, [FIRST[b"OpusTags"]]),
        page(0, [FIRST[b"OpusTags"] + SECRET]) + page(1, [comments(b"OpusTags")]),
        page(0, [FIRST[b"\x03vorbis"] + SECRET]) + page(1, [comments(b"\x03vorbis")]),
        page(0, [FIRST[b"OpusTags"]]) + page(1, [SECRET * 3]),
        page(0, [FIRST[b"OpusTags"]]) + page(1, [b"OpusTags"]),
        page(0, [FIRST[b"OpusTags"]]) + page(1, [comments(b"OpusTags")]) + page(2, [SECRET], 8),
        sound(b"OpusTags", comments(b"OpusTags"))[:-1],
        sound(b"OpusTags", comments(b"OpusTags")) + b"OggS\0\4" + page(3, [b"END"])[6:] + page(4, [SECRET]),
        sound(b"OpusTags", comments(b"OpusTags")) + b"PK\x03\x04",
    ],
)
def test_an_ogg_that_is_damaged_is_refused(data):
    with pytest.raises(ValueError, match="damaged"):
        recordings.clean(".ogg", data)


# In a site


def test_a_site_publishes_recordings_without_secrets(make_site):
    files = {"a.mp4": film(), "b.webm": webm(), "c.mp3": id3(SECRET) + FRAME * 2}
    body = "\n\n".join(f"[listen]({name})" for name in files)
    site = make_site(
        {
            "content/posts/jar/index.md": f"---\ntitle: Jar\ndate: 2026-01-02\nauthor: rosa\n---\n{body}\n",
            **{f"content/posts/jar/{name}": data for name, data in files.items()},
        }
    )
    report = site.build()

    assert {(p.path.rpartition("/")[2], p.code) for p in report.problems} == {
        ("a.mp4", "location-removed"),
        ("b.webm", "location-removed"),
    }
    published = site.outputs()
    assert {name for name in files if f"media/posts/jar/{name}" in published} == files.keys()
    assert [path for path, data in published.items() if SECRET in data] == []


# What another program plays. It is not needed to work on edblog, so this is left out without it.

SOUND = ("-f", "lavfi", "-i", "sine=440:duration=1")
PICTURE = ("-f", "lavfi", "-i", "testsrc=duration=1:size=160x120:rate=10,format=yuv420p")
TAGS = [f"{key}={SECRET.decode()}" for key in ("title", "artist", "comment", "album")]
TAGS += ["location=+41.8750-087.6200/", "creation_time=2026-01-02T03:04:05Z"]


@pytest.mark.skipif(not shutil.which("ffmpeg"), reason="needs FFmpeg")
@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("a.mp3", SOUND),
        ("a.m4a", SOUND),
        ("a.wav", SOUND),
        ("a.ogg", (*SOUND, "-c:a", "libvorbis")),
        ("opus.ogg", (*SOUND, "-c:a", "libopus")),
        ("a.mp4", (*PICTURE, "-movflags", "+faststart")),
        ("fragments.mp4", (*PICTURE, "-movflags", "frag_keyframe+empty_moov")),
        ("based.mp4", (*PICTURE, "-movflags", "frag_keyframe+empty_moov+default_base_moof")),
        ("unbased.mp4", (*PICTURE, *SOUND, "-movflags", "frag_keyframe+empty_moov+omit_tfhd_offset")),
        ("clock.mp4", (*PICTURE, *SOUND, "-timecode", "01:00:00:00")),
        ("flac.mp4", (*SOUND, "-c:a", "flac", "-strict", "-2")),
        ("alac.m4a", (*SOUND, "-c:a", "alac")),
        ("a.webm", (*SOUND, *PICTURE, "-shortest")),
        (
            "vorbis.webm",
            (*SOUND, *PICTURE, "-c:a", "libvorbis", "-c:v", "libvpx", "-metadata:s:a", "title=SECRET-0042"),
        ),
        ("live.webm", (*SOUND, *PICTURE, "-live", "1")),
    ],
)
def test_ffmpeg_plays_the_very_same(tmp_path, name, made):
    dirty, cleaned = tmp_path / name, tmp_path / f"clean-{name}"
    tags = [word for tag in TAGS for word in ("-metadata", tag)]
    subprocess.run(["ffmpeg", "-v", "error", *made, *tags, str(dirty)], check=True, capture_output=True)
    cleaned.write_bytes(recordings.clean(dirty.suffix, dirty.read_bytes()).data)
    command = ["ffmpeg", "-v", "error", "-i", "{}", "-map", "0:v?", "-map", "0:a?", "-f", "hash", "-"]
    before, after = (
        subprocess.run([word.replace("{}", str(path)) for word in command], check=True, capture_output=True)
        for path in (dirty, cleaned)
    )

    assert (before.stderr, after.stderr) == (b"", b"")
    assert before.stdout == after.stdout
    assert SECRET in dirty.read_bytes()
    assert SECRET not in cleaned.read_bytes()
    assert b"41.8750" not in cleaned.read_bytes()
