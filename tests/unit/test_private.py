"""What a camera, an editor or somebody on purpose puts into a picture is not in the site; the picture is."""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
import zlib
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageOps

from edblog.files.boxes import BoxFile
from edblog.files.pictures import without_metadata
from edblog.outputs.resizing import resize
from edblog.sources.media import read_media

SECRET = b"SECRET-0042"
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
many = settings(
    max_examples=60, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def saved(kind, frames=1, **options):
    images = []
    for number in range(frames):
        image = Image.linear_gradient("L").resize((48, 36)).convert("RGB")
        image.paste((200, 40 * number, 9), (3, 3, 17, 12))
        images.append(image)
    if frames > 1:
        options |= {"save_all": True, "append_images": images[1:], "duration": 100, "loop": 0}
    out = BytesIO()
    images[0].save(out, kind, **options)
    return out.getvalue()


def pixels(data):
    """Every frame, as a browser decodes it."""
    image = Image.open(BytesIO(data))
    found = []
    for number in range(getattr(image, "n_frames", 1)):
        image.seek(number)
        found.append(image.convert("RGBA").tobytes())
    return found


def tiff(order="<", turn=1, place=True, extra=b""):
    """An Exif directory with an orientation, a serial number and a position."""
    begin = {"<": b"II*\0", ">": b"MM\0*"}[order] + struct.pack(order + "I", 8)
    serial = SECRET + extra + b"\0"
    start = 8 + 2 + 3 * 12 + 4
    entries = [
        struct.pack(order + "HHI", 0x0112, 3, 1) + struct.pack(order + "HH", turn, 0),
        struct.pack(order + "HHII", 0xA431, 2, len(serial), start),
        struct.pack(order + "HHII", 0x8825 if place else 0x0131, 4, 1, start + len(serial)),
    ]
    gps = struct.pack(order + "H", 1) + struct.pack(order + "HHI4s", 1, 2, 2, b"N\0\0\0") + bytes(4)
    return begin + struct.pack(order + "H", 3) + b"".join(entries) + bytes(4) + serial + gps


XMP = b'<x:xmpmeta><rdf:Description exif:GPSLatitude="41,52.5N"/>' + SECRET + b"</x:xmpmeta>"
IPTC = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x10\x1c\x02\x5a\0\x0b" + SECRET
noise = st.binary(max_size=60).map(lambda data: SECRET + data)


# JPEG


def segment(marker, content):
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def with_segments(data, segments):
    return data[:2] + b"".join(segments) + data[2:]


SEGMENTS = st.one_of(
    st.builds(segment, st.integers(0xE0, 0xEF), noise),
    st.builds(segment, st.just(0xFE), noise),
    st.builds(
        lambda order, turn: segment(0xE1, b"Exif\0\0" + tiff(order, turn)),
        st.sampled_from("<>"),
        st.integers(0, 9),
    ),
    st.just(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP)),
    st.just(segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + bytes(40) + XMP)),
    st.just(segment(0xED, IPTC)),
    st.just(segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\1\1" + SECRET)),
    st.just(segment(0xE0, b"JFXX\0\x10" + SECRET)),
    st.just(segment(0xE2, b"MPF\0" + SECRET)),
    st.just(segment(0xE2, b"FPXR\0" + SECRET)),
    st.just(segment(0xEB, b"JP\0\0" + SECRET)),
    st.just(segment(0xEE, b"Adobe\0\x64\0\0\0\0\1" + SECRET)),
)
TAILS = st.sampled_from(
    [b"", SECRET, b"\xff\xd8" + SECRET + b"\xff\xd9", b"\0\0\0\x18ftypmp42" + SECRET, b"PK\x03\x04" + SECRET, b"<script>" + SECRET, b"\0\0\0\0SEFT" + SECRET]
)  # fmt: skip


@many
@given(st.lists(SEGMENTS, max_size=5), TAILS, st.booleans())
def test_nothing_that_is_put_into_a_jpeg_is_left(segments, tail, progressive):
    plain = saved("JPEG", progressive=progressive, icc_profile=PROFILE, quality=90)
    after = without_metadata(with_segments(plain, segments) + tail)

    assert SECRET not in after
    assert pixels(after) == pixels(plain)
    assert Image.open(BytesIO(after)).info["icc_profile"] == PROFILE
    assert without_metadata(after) == after


@pytest.mark.parametrize("marker", [0x01, 0xC8, 0xD0, 0xD8, 0xF0, 0xFD])
def test_a_segment_that_no_browser_knows_is_refused(marker):
    with pytest.raises(ValueError, match="damaged"):
        without_metadata(with_segments(saved("JPEG"), [segment(marker, SECRET)]))


# PNG


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def hexadecimal(data):
    return b"\nexif\n%8d\n" % len(data) + data.hex().encode()


CHUNKS = st.one_of(
    st.builds(lambda text: chunk(b"tEXt", b"Author\0" + text), noise),
    st.builds(lambda text: chunk(b"zTXt", b"Comment\0\0" + zlib.compress(text)), noise),
    st.builds(lambda text: chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + text), noise),
    st.just(chunk(b"eXIf", tiff(">", 6))),
    st.just(chunk(b"tIME", b"\x07\xea\1\2\3\4\5" + SECRET)),
    st.builds(
        chunk,
        st.sampled_from(
            [b"caBX", b"iDOT", b"prVW", b"mkBT", b"sPLT", b"hIST", b"abCd", b"dSIG", b"vpAg", b"orNT"]
        ),
        noise,
    ),
)


@many
@given(st.lists(CHUNKS, max_size=5), st.lists(CHUNKS, max_size=2), TAILS, st.integers(1, 3))
def test_nothing_that_is_put_into_a_png_is_left(before, behind, tail, frames):
    plain = saved("PNG", frames, icc_profile=PROFILE)
    at = 8 + 25
    dirty = plain[:at] + b"".join(before) + plain[at:-12] + b"".join(behind) + plain[-12:] + tail
    after = without_metadata(dirty)

    assert SECRET not in after
    assert zlib.compress(SECRET) not in after
    assert pixels(after) == pixels(plain)
    assert Image.open(BytesIO(after)).info["icc_profile"] == PROFILE
    assert without_metadata(after) == after


def test_a_chunk_that_a_picture_needs_and_nobody_knows_is_refused():
    plain = saved("PNG")

    with pytest.raises(ValueError, match="damaged"):
        without_metadata(plain[:33] + chunk(b"ABCD", b"x") + plain[33:])


# WebP


def riff(kind, content):
    return struct.pack("<4sI", kind, len(content)) + content + b"\0" * (len(content) & 1)


@many
@given(
    st.lists(st.builds(riff, st.sampled_from([b"XMP ", b"EXIF", b"abcd", b"C2PA", b"JUNK"]), noise), max_size=5), TAILS, st.integers(1, 3)
)  # fmt: skip
def test_nothing_that_is_put_into_a_webp_is_left(chunks, tail, frames):
    plain = saved("WEBP", frames, lossless=True, icc_profile=PROFILE)
    body = plain[8:] + b"".join(chunks)
    after = without_metadata(b"RIFF" + struct.pack("<I", len(body)) + body + tail)

    assert SECRET not in after
    assert pixels(after) == pixels(plain)
    assert Image.open(BytesIO(after)).info["icc_profile"] == PROFILE
    assert without_metadata(after) == after


def test_a_chunk_within_a_frame_goes_too():
    plain = saved("WEBP", 2, lossless=True)
    at = plain.index(b"ANMF")
    (size,) = struct.unpack_from("<I", plain, at + 4)
    more = riff(b"secr", SECRET)
    frame = struct.pack("<4sI", b"ANMF", size + len(more)) + plain[at + 8 : at + 8 + size] + more
    body = plain[8:at] + frame + plain[at + 8 + size :]
    after = without_metadata(b"RIFF" + struct.pack("<I", len(body)) + body)

    assert SECRET not in after
    assert pixels(after) == pixels(plain)


# GIF


def extension(kind, content):
    return b"\x21" + bytes([kind, len(content)]) + content + b"\0"


BLOCKS = st.one_of(
    st.builds(lambda text: extension(0xFE, text), noise),
    st.builds(lambda text: b"\x21\xff\x0bXMP DataXMP" + bytes([len(text)]) + text + b"\0", noise),
    st.builds(lambda text: b"\x21\xff\x0bNETSCAPE2.0" + bytes([len(text)]) + text + b"\0", noise),
    st.just(b"\x21\x01\x0c" + bytes(12) + bytes([len(SECRET)]) + SECRET + b"\0"),
    st.just(extension(0x42, SECRET)),
)


@many
@given(st.lists(BLOCKS, max_size=5), TAILS, st.integers(1, 3))
def test_nothing_that_is_put_into_a_gif_is_left(blocks, tail, frames):
    plain = saved("GIF", frames)
    at = 13 + 3 * (2 << (plain[10] & 7))
    after = without_metadata(plain[:at] + b"".join(blocks) + plain[at:] + tail)

    assert SECRET not in after
    assert pixels(after) == pixels(plain)
    assert without_metadata(after) == after


# AVIF


@pytest.mark.parametrize("cut", range(0, 400, 9))
def test_an_avif_whose_tables_are_damaged_is_taken_or_refused(cut):
    plain = bytearray(saved("AVIF", exif=b"Exif\0\0" + tiff()))
    meta = next(box for box in BoxFile(bytes(plain)).boxes(0, len(plain)) if box.name == b"meta")
    plain[meta.body + cut % (meta.end - meta.body)] ^= 0xFF
    media, problems = read_media("content/posts/jar.avif", bytes(plain))

    assert media is not None or [p.code for p in problems] in (
        ["damaged-picture"],
        ["picture-too-large"],
        ["other-kind"],
    )


# Which way is up, and colours


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_each_of_eight_ways_up_is_kept_and_shown(kind, turn, order):
    plain = saved(
        kind,
        exif=b"Exif\0\0" + tiff(order, turn),
        **({"lossless": True} if kind == "WEBP" else {"quality": 95} if kind == "JPEG" else {}),
    )
    after = without_metadata(plain)
    upright = ImageOps.exif_transpose(Image.open(BytesIO(plain))).convert("RGB")
    (small,) = resize(plain, [upright.size])

    assert ImageOps.exif_transpose(Image.open(BytesIO(after))).convert("RGB").tobytes() == upright.tobytes()
    assert dict(Image.open(BytesIO(after)).getexif()) == ({} if turn == 1 else {0x0112: turn})
    shown = Image.open(BytesIO(small)).convert("RGB")
    assert shown.size == upright.size
    difference = max(
        abs(a - b)
        for a, b in zip(shown.resize((4, 4)).tobytes(), upright.resize((4, 4)).tobytes(), strict=True)
    )
    assert difference < 12


# What a check says, and what a site holds

PLACES = {
    "a.jpg": with_segments(saved("JPEG"), [segment(0xE1, b"Exif\0\0" + tiff())]),
    "b.jpg": with_segments(saved("JPEG"), [segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP)]),
    "c.jpg": with_segments(saved("JPEG"), [segment(0xED, IPTC)]),
    "d.png": saved("PNG")[:33] + chunk(b"eXIf", tiff()) + saved("PNG")[33:],
    "e.png": saved("PNG")[:33] + chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(XMP)) + saved("PNG")[33:],
    "f.png": saved("PNG")[:33] + chunk(b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(hexadecimal(b"Exif\0\0" + tiff()))) + saved("PNG")[33:],
    "g.webp": saved("WEBP", exif=b"Exif\0\0" + tiff()),
    "h.webp": saved("WEBP", xmp=XMP),
    "i.gif": saved("GIF")[:-1] + b"\x21\xff\x0bXMP DataXMP" + bytes([len(XMP)]) + XMP + b"\0;",
    "j.avif": saved("AVIF", exif=b"Exif\0\0" + tiff()),
    "k.avif": saved("AVIF", xmp=XMP),
}  # fmt: skip


def test_a_site_holds_no_secret_and_the_check_says_which_photos_told_a_place(make_site):
    names = {
        **PLACES,
        "plain.jpg": with_segments(saved("JPEG"), [segment(0xE1, b"Exif\0\0" + tiff(place=False))]),
    }
    # Shown and linked to, so that the originals are published too.
    body = "\n\n".join(f"[![x]({name})]({name})" for name in names)
    site = make_site(
        {
            "edblog.toml": 'title = "T"\nbase_url = "https://district.example/"\n[pictures]\nwidths = [100]\n',
            "content/posts/jar/index.md": f"---\ntitle: Jar\ndate: 2026-01-02\nauthor: rosa\n---\n{body}\n",
            **{f"content/posts/jar/{name}": data for name, data in names.items()},
        }
    )
    report = site.build()

    said = {name for name, data in names.items() if read_media(f"content/posts/jar/{name}", data)[1]}
    assert said == PLACES.keys()
    assert [(p.severity, p.code) for p in report.problems] == [("notice", "location-removed")]
    assert f"and {len(PLACES) - 3} more contain" in report.problems[0].message
    outputs = site.outputs()
    assert {
        path.rpartition("/")[2].removesuffix(".webp" if ".avif" in path else "")
        for path in outputs
        if path.startswith("media/posts/jar/")
    } == names.keys()
    for path, data in outputs.items():
        assert not re.search(SECRET + b"|xmpmeta|8BIM", data), path


def test_a_smaller_version_holds_no_secret_either():
    for kind in ("JPEG", "PNG", "WEBP"):
        dirty = saved(
            kind,
            exif=b"Exif\0\0" + tiff(turn=6),
            icc_profile=PROFILE,
            **({} if kind == "PNG" else {"xmp": XMP}),
        )
        for data in resize(dirty, [(30, 40)]):
            assert SECRET not in data
            assert Image.open(BytesIO(data)).info["icc_profile"] == PROFILE


# What other programs find. They are not needed to work on edblog, so these are left out without them.

WRITTEN = (
    "-GPSLatitude=41.875", "-GPSLatitudeRef=N", "-GPSLongitude=87.625", "-GPSLongitudeRef=W", "-XMP:Creator=SECRET-0042", "-XMP:GPSLatitude=41.875",
    "-IPTC:City=SECRET-0042", "-Comment=SECRET-0042", "-EXIF:SerialNumber=SECRET-0042", "-EXIF:UserComment=SECRET-0042", "-EXIF:Orientation#=6",
    "-EXIF:DateTimeOriginal=2026:01:02 03:04:05", "-XMP-photoshop:City=SECRET-0042", "-XMP:CreatorTool=SECRET-0042",
)  # fmt: skip
PRIVATE = re.compile(
    r"GPS|Serial|Creator|City|Comment|Artist|Date/?Time|Author|Software|XMP|IPTC|Maker|Thumbnail|SECRET",
    re.IGNORECASE,
)


@pytest.mark.skipif(not shutil.which("exiftool"), reason="needs ExifTool")
@pytest.mark.parametrize("frames", [1, 3])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_exiftool_finds_nothing_private(tmp_path, kind, frames):
    options = {} if kind == "GIF" else {"icc_profile": PROFILE}
    dirty, cleaned = tmp_path / f"dirty.{kind.lower()}", tmp_path / f"clean.{kind.lower()}"
    dirty.write_bytes(saved(kind, 1 if kind == "JPEG" else frames, **options))
    subprocess.run(
        ["exiftool", "-q", "-m", "-overwrite_original", *WRITTEN, str(dirty)], check=True, capture_output=True
    )
    cleaned.write_bytes(without_metadata(dirty.read_bytes()))
    # BoxFile dates are the system's, and a colour profile has a date, a maker and a creator of its own.
    listed = [
        [
            "exiftool",
            "-s",
            "-G1",
            "-a",
            "--ICC_Profile:all",
            "--ICC-header:all",
            "--System:all",
            "--Composite:all",
            str(path),
        ]
        for path in (dirty, cleaned)
    ]
    before, after = (
        subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
        for command in listed
    )
    found = [line for line in after if PRIVATE.search(line)]

    assert sum(bool(PRIVATE.search(line)) for line in before) > 3
    assert found == []
    assert not [line for line in after if "Warning" in line or "Error" in line]
    assert pixels(cleaned.read_bytes()) == pixels(dirty.read_bytes())
