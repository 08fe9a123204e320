"""Files that are small and would fill a computer: each is refused in bounded memory, with a place."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import zlib
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from PIL import Image
from tests.pdfs.made import pdf, stream

import edblog

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no resource module")

MEGABYTES = 300
"""What a process may take in all, with Python, Pillow and the file itself."""
READ = """
import json, resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
from edblog.sources.media import read_media
path = sys.argv[1]
media, problems = read_media("content/posts/" + Path(path).name, Path(path).read_bytes())
# The other measure goes on from that of the process which started this one.
lines = Path("/proc/self/status").read_text().splitlines() if sys.platform == "linux" else []
peak = max([int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")], default=0)
peak = peak or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([media is not None, [[p.code, p.line, p.column] for p in problems], peak]))
"""
CHECK = """
import json, resource, sys
from pathlib import Path
from edblog.pipeline import build
from edblog.pipeline.report import Options
report = build(Path(sys.argv[1]), Options(dry=True))
# The other measure goes on from that of the process which started this one.
lines = Path("/proc/self/status").read_text().splitlines() if sys.platform == "linux" else []
peak = max([int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")], default=0)
peak = peak or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([report.ok, [[p.code, p.line, p.column] for p in report.problems if p.severity == "error"], peak]))
"""


def run(code, path):
    environment = {**os.environ, "PYTHONPATH": str(Path(edblog.__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def saved(kind, size=(8, 8), **options):
    out = BytesIO()
    Image.new("RGB", size, "#f2a81d").save(out, kind, **options)
    return out.getvalue()


def png(width, height, *chunks, data=b"\0" + bytes(3)):
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + b"".join(chunks)
        + chunk(b"IDAT", zlib.compress(data, 1))
        + chunk(b"IEND", b"")
    )


def zeros(megabytes):
    """A zlib stream of so many zeros, which takes a hundredth of that."""
    packer = zlib.compressobj(1)
    return b"".join(packer.compress(bytes(1_000_000)) for _ in range(megabytes)) + packer.flush()


def jpeg(width, height):
    """Says how large it is, and has no scan worth the name."""
    whole = bytearray(saved("JPEG"))
    at = whole.index(b"\xff\xc0")
    whole[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(whole)


def scans(times, size):
    """A progressive photo whose last scan comes again and again."""
    whole = saved("JPEG", size, progressive=True)
    last = whole.rindex(b"\xff\xda")
    return whole[:-2] + whole[last:-2] * times + b"\xff\xd9"


def gif(width, height, frames, frame=(1, 1)):
    one = b"\x2c" + struct.pack("<HHHHB", 0, 0, *frame, 0) + b"\x02\x02\x4c\x01\x00"
    return b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + bytes(6) + one * frames + b";"


def riff(kind, content):
    return struct.pack("<4sI", kind, len(content)) + content + b"\0" * (len(content) & 1)


def webp(width, height, frames=1):
    whole = saved("WEBP", (1, 1), lossless=True)
    picture = whole[12:]
    canvas = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    frame = riff(b"ANMF", bytes(12) + b"\x64\0\0\0" + picture)
    body = b"WEBP" + riff(b"VP8X", b"\x02\0\0\0" + canvas) + riff(b"ANIM", bytes(6)) + frame * frames
    return riff(b"RIFF", body)


def avif(width, height):
    whole = saved("AVIF", (64, 64))
    at = whole.index(b"ispe") + 8
    return whole[:at] + struct.pack(">II", width, height) + whole[at + 8 :]


def document(megabytes):
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<x/>")
        with archive.open("_rels/.rels", "w", force_zip64=True) as part:
            for _ in range(megabytes):
                part.write(b" " * 1_000_000)
    return out.getvalue()


def laughs():
    uses = "".join(f"<g id='a{n}'>" + f"<use href='#a{n - 1}'/>" * 20 + "</g>" for n in range(1, 40))
    return f'<svg xmlns="http://www.w3.org/2000/svg">{uses}<use href="#a39"/></svg>'.encode()


def entities():
    named = "".join(f"<!ENTITY a{n} '" + f"&a{n - 1};" * 10 + "'>" for n in range(1, 20))
    return f'<!DOCTYPE svg [<!ENTITY a0 "ha">{named}]><svg xmlns="http://www.w3.org/2000/svg">&a19;</svg>'.encode()


def box(kind, *content):
    inside = b"".join(content)
    return struct.pack(">I4s", 8 + len(inside), kind) + inside


def film(chunks, runs, sizes, handler=b"vide", more=b""):
    """A film whose tables say where its samples are."""
    places = box(b"stco", bytes(4), struct.pack(">I", len(chunks) // 4), chunks)
    stbl = box(
        b"stbl",
        box(b"stsc", bytes(4), struct.pack(">I", len(runs) // 12), runs),
        box(b"stsz", bytes(4), sizes),
        places,
    )
    media = box(b"mdia", box(b"hdlr", bytes(8), handler, bytes(13)), box(b"minf", stbl))
    track = box(b"trak", box(b"tkhd", bytes(12), b"\0\0\0\1", bytes(68)), media)
    return box(b"ftyp", b"isom\0\0\0\0isom") + box(b"moov", track) + box(b"mdat", bytes(5_000)) + more


def samples():
    return film(bytes(4), struct.pack(">III", 1, 1 << 31, 1), struct.pack(">II", 0, (1 << 32) - 1))


def turning():
    """Runs of chunks that go back and forth."""
    return film(bytes(1_200_000), struct.pack(">IIIIII", 1, 0, 1, 300_001, 0, 1) * 50_000, bytes(8))


def extents(items):
    """Items that each consist of 65,535 times nothing."""

    def full(kind, *content, version=0):
        return box(kind, bytes([version, 0, 0, 0]), *content)

    def whole(end):
        rows = (struct.pack(">IHHQH", number + 1, 0, 0, end, 65_535) for number in range(items))
        places = full(b"iloc", struct.pack(">HI", 0x0080, items), *rows, version=2)
        listed = full(b"iinf", b"\0\1", full(b"infe", struct.pack(">HH4s", 1, 0, b"av01"), b"\0", version=2))
        said = box(b"iprp", box(b"ipco", full(b"ispe", struct.pack(">II", 8, 8))))
        meta = full(
            b"meta", full(b"hdlr", bytes(4), b"pict", bytes(13)), full(b"pitm", b"\0\1"), places, listed, said
        )
        return box(b"ftyp", b"avif\0\0\0\0avifmif1") + meta + box(b"mdat", bytes(10))

    return whole(len(whole(0)))


def ogg():
    """The two pages before the sound of Opus."""

    def page(packet, first):
        return (
            b"OggS\0" + bytes([first]) + bytes(8) + b"EDBL" + bytes(8) + b"\1" + bytes([len(packet)]) + packet
        )

    return page(b"OpusHead\1\1" + bytes(9), 2) + page(b"OpusTags" + bytes(8), 0)


def lying_avif():
    """100 megapixels in a box that says 100 pixels."""
    whole = saved("AVIF", (10_000, 10_000), speed=10, quality=1)
    at = whole.index(b"ispe") + 8
    return whole[:at] + struct.pack(">II", 10, 10) + whole[at + 8 :]


BOMBS = {
    "PNG of 3,600 megapixels": ("a.png", lambda: png(60_000, 60_000)),
    "PNG of 18 exapixels": ("a.png", lambda: png((1 << 32) - 1, (1 << 32) - 1)),
    "PNG of 200,000 chunks": ("a.png", lambda: png(1, 1, chunk(b"IDAT", b"") * 200_000)),
    "PNG that moves 5,000 times": (
        "a.png",
        lambda: png(1, 1, chunk(b"acTL", struct.pack(">II", 5000, 0)), chunk(b"fcTL", bytes(26)) * 5000),
    ),
    "JPEG of 4,290 megapixels": ("a.jpg", lambda: jpeg(65_500, 65_500)),
    "JPEG of 3,000 scans": ("a.jpg", lambda: scans(3_000, (64, 64))),
    "JPEG of 300 scans of 9 megapixels": ("a.jpg", lambda: scans(300, (3_000, 3_000))),
    "GIF of 4,294 megapixels": ("a.gif", lambda: gif(65_535, 65_535, 1)),
    "GIF with a frame of 4,294 megapixels": ("a.gif", lambda: gif(1, 1, 1, (65_535, 65_535))),
    "GIF of 60,000 frames": ("a.gif", lambda: gif(1, 1, 60_000)),
    "GIF of 1,000 frames of 9 megapixels": ("a.gif", lambda: gif(3_000, 3_000, 1_000)),
    "WebP of 268 megapixels": ("a.webp", lambda: webp(16_383, 16_383)),
    "WebP of 281 terapixels": ("a.webp", lambda: webp(1 << 24, 1 << 24)),
    "WebP of 9,000 frames": ("a.webp", lambda: webp(1, 1, 9_000)),
    "AVIF of 3,600 megapixels": ("a.avif", lambda: avif(60_000, 60_000)),
    "AVIF of 65,000 times nothing in 300 items": ("a.avif", lambda: extents(300)),
    "GIF of 10,000,000 comments": ("a.gif", lambda: gif(1, 1, 1)[:-1] + b"\x21\xfe\0" * 10_000_000 + b";"),
    "JPEG of 60 MB of filling": ("a.jpg", lambda: b"\xff\xd8" + b"\xff" * 60_000_000),
    "JPEG with a scan of 60 MB of filling": ("a.jpg", lambda: b"\xff\xd8\xff\xda\0\2" + b"\xff" * 60_000_000),
    "Ogg of 1,500,000 pages": (
        "a.ogg",
        lambda: ogg() + (b"OggS\0\0" + bytes(8) + b"EDBL" + bytes(9)) * 1_500_000,
    ),
    "Ogg with comments of 60 MB": (
        "a.ogg",
        lambda: (
            ogg()[:47] + (b"OggS\0\0" + bytes(8) + b"EDBL" + bytes(8) + b"\xff" * 256 + bytes(65_025)) * 900
        ),
    ),
    "MP3 with 30,000,000 times the beginning of a frame": ("a.mp3", lambda: b"\xff\xfb" * 30_000_000),
    "WebM of 3,000,000 elements": (
        "a.webm",
        lambda: bytes.fromhex("1a45dfa3874282847765626d1853806701ffffffffffffff") + b"\xec\x80" * 3_000_000,
    ),
    "SVG that repeats itself": ("a.svg", laughs),
    "SVG of entities": ("a.svg", entities),
    "SVG of 20 MB": (
        "a.svg",
        lambda: b'<svg xmlns="http://www.w3.org/2000/svg">' + b"<path/>" * 3_000_000 + b"</svg>",
    ),
    "MP4 of four billion samples": ("a.mp4", samples),
    "MP4 of runs that go back and forth": ("a.mp4", turning),
    "MP4 of a million boxes": ("a.mp4", lambda: film(b"", b"", bytes(8), more=box(b"free") * 1_000_000)),
    "MP4 of 12,000,000 samples": (
        "a.mp4",
        lambda: film(b"", b"", struct.pack(">II", 0, 12_000_000) + bytes(48_000_000)),
    ),
    "DOCX with relations of 90 MB": ("a.docx", lambda: document(90)),
    "CSV of 20 MB": ("a.csv", lambda: b"a,b\n" * 5_000_000),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_in_bounded_memory(tmp_path, name):
    file, make = BOMBS[name]
    (tmp_path / file).write_bytes(make())
    is_taken, problems, peak = run(READ, tmp_path / file)

    assert not is_taken
    assert len(problems) == 1
    assert problems[0][1:] >= [1, 1]
    assert peak < MEGABYTES * 1_000_000


HARMLESS = {
    "PNG with a colour profile of 300 MB": (
        "a.png",
        lambda: png(1, 1, chunk(b"iCCP", b"x\0\0" + zeros(300))),
    ),
    "AVIF that says that it is small": ("a.avif", lying_avif),
    "PNG with texts of 300 MB": (
        "a.png",
        lambda: png(1, 1, chunk(b"zTXt", b"x\0\0" + zeros(300)), chunk(b"iTXt", b"x\0\1\0\0\0" + zeros(300))),
    ),
    "PNG with 3,000 texts of a megabyte": (
        "a.png",
        lambda: png(1, 1, chunk(b"zTXt", b"x\0\0" + zlib.compress(bytes(1_000_000), 9)) * 3_000),
    ),
    "MP4 of 300,000 pieces that are all the same": (
        "a.mp4",
        lambda: film(bytes(1_200_000), struct.pack(">III", 1, 1, 1), struct.pack(">II", 4_096, 300_000)),
    ),
    "PNG with pixels of 300 MB too many": ("a.png", lambda: png(1, 1, data=bytes(300_000_000))),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_is_never_unpacked_does_no_harm(tmp_path, name):
    file, make = HARMLESS[name]
    (tmp_path / file).write_bytes(make())
    is_taken, problems, peak = run(READ, tmp_path / file)

    assert (is_taken, problems) == (True, [])
    assert peak < MEGABYTES * 1_000_000


def test_a_packed_pdf_of_gigabytes_takes_no_memory_of_ours(tmp_path):
    """The helper process looks into it, which has a limit of its own."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = packer.compress(bytes(20_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)
    bomb = stream(b"\x78\x9c" + piece * 60, "/Type/Metadata/Subtype/XML/Filter/FlateDecode")
    (tmp_path / "a.pdf").write_bytes(pdf("/Metadata 4 0 R", "", bomb))
    is_taken, problems, peak = run(READ, tmp_path / "a.pdf")

    # It needs no such words about itself.
    assert (is_taken, problems) == (True, [])
    assert peak < MEGABYTES * 1_000_000


@pytest.mark.parametrize("name", ["photo.jpg", "story.md", "sheet.pdf", "film.mp4"])
def test_a_file_of_ten_gigabytes_is_not_even_opened(make_site, name):
    site = make_site(
        {"content/posts/jar.md": "---\ntitle: Jar\ndate: 2026-01-02\nauthor: rosa\n---\nWords.\n"}
    )
    path = site.folder / "content/posts" / name
    path.touch()
    # Takes no room on the disk, and minutes to read.
    os.truncate(path, 10_000_000_000)
    is_ok, problems, peak = run(CHECK, site.folder)

    assert not is_ok
    assert problems == [["file-too-large", 1, 1]]
    assert peak < MEGABYTES * 1_000_000
