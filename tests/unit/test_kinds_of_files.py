"""A file is what its name says, or it is refused; and what must not be in a document."""

from __future__ import annotations

import struct
from io import BytesIO
from itertools import product
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from tests.pdfs.made import pdf, stream

from edblog.files.types import OPTIONAL, PUBLISHED, read_as
from edblog.settings import read_config
from edblog.sources.media import read_media


def image(kind):
    out = BytesIO()
    Image.new("RGB", (4, 3), "#f2a81d").save(out, kind)
    return out.getvalue()


def box(kind, content=b""):
    return struct.pack(">I4s", 8 + len(content), kind) + content


def zipped(files, **options):
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED, **options) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
PARTS = {".docx": "word/document.xml", ".pptx": "ppt/presentation.xml", ".xlsx": "xl/workbook.xml"}
OPEN = {".odt": "text", ".odp": "presentation", ".ods": "spreadsheet"}


def office(kind=".docx", **more):
    if kind in PARTS:
        return zipped({"[Content_Types].xml": TYPES, PARTS[kind]: "<x/>", **more})
    return zipped(
        {"mimetype": f"application/vnd.oasis.opendocument.{OPEN[kind]}", "content.xml": "<x/>", **more}
    )


FRAME = b"\xff\xfb\x90\x00" + bytes(413)
WAV = (
    b"RIFF"
    + struct.pack("<I", 38)
    + b"WAVEfmt "
    + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 8000, 1, 8)
    + b"data\2\0\0\0\1\2"
)
HEIC = (Path(__file__).parent / "samples/phone.heic").read_bytes()


def quicktime():
    """A video of one track without a single picture."""
    empty = [box(kind, bytes(8)) for kind in (b"stsc", b"stco")] + [box(b"stsz", bytes(12))]
    codec = box(b"stsd", bytes(4) + b"\0\0\0\1" + box(b"avc1", bytes(78)))
    media = box(b"hdlr", bytes(8) + b"vide" + bytes(13)) + box(b"minf", box(b"stbl", codec + b"".join(empty)))
    track = box(b"trak", box(b"tkhd", bytes(84)) + box(b"mdia", media))
    return box(b"ftyp", b"qt  \0\0\0\0qt  ") + box(b"moov", box(b"mvhd", bytes(100)) + track)


QUICKTIME = quicktime()
MOVIE = box(b"ftyp", b"isom\0\0\2\0isommp41") + box(b"moov", box(b"mvhd", bytes(100)))
WEBM = b"\x1aE\xdf\xa3\x87\x42\x82\x84webm" + b"\x18\x53\x80\x67\x80"
OGG = (
    b"OggS\0\2"
    + bytes(20)
    + b"\1\x13OpusHead\1\1"
    + bytes(9)
    + b"OggS\0\0"
    + bytes(20)
    + b"\1\x10OpusTags"
    + bytes(8)
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>'
WHOLE = {
    ".jpg": image("JPEG"),
    ".jpeg": image("JPEG"),
    ".png": image("PNG"),
    ".gif": image("GIF"),
    ".webp": image("WEBP"),
    ".jpe": image("JPEG"),
    ".jfif": image("JPEG"),
    ".avif": image("AVIF"),
    ".heic": HEIC,
    ".heif": HEIC,
    ".hif": HEIC,
    ".mov": QUICKTIME,
    ".svg": SVG,
    ".pdf": pdf(),
    ".mp3": FRAME * 2,
    ".m4a": MOVIE.replace(b"isom\0", b"M4A \0"),
    ".mp4": MOVIE,
    ".webm": WEBM,
    ".ogg": OGG,
    ".wav": WAV,
    ".vtt": b"WEBVTT\n\n00:00.000 --> 00:04.000\nA jar.\n",
    ".csv": b"day,slips\nMonday,2\n",
    ".ics": b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
    **{kind: office(kind) for kind in (*PARTS, *OPEN)},
}
OTHERS = {
    "a web page": b"<!DOCTYPE html><script>alert(1)</script>",
    "a web page with a comment": b"<!-- x --><html><body>",
    "a HEIC photo": box(b"ftyp", b"heic\0\0\0\0mif1heic") + bytes(40),
    "a QuickTime video": box(b"ftyp", b"qt  \0\0\0\0qt  ") + bytes(40),
    "a TIFF picture": b"II*\0" + bytes(40),
    "a BMP picture": b"BM" + bytes(40),
    "a program for Windows": b"MZ" + bytes(60),
    "a program for Linux": b"\x7fELF" + bytes(60),
    "a script": b"#!/bin/sh\nid\n",
    "an old Word file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(60),
    "RTF": b"{\\rtf1 x}",
    "a ZIP file": zipped({"a.txt": "x"}),
    "gzip": b"\x1f\x8b\x08\0" + bytes(20),
    "Flash": b"CWS\x0a" + bytes(20),
    "Matroska": b"\x1aE\xdf\xa3\x8b\x42\x82\x88matroska",
    "zeros": bytes(200),
    "letters": b"not what it says it is " * 9,
    "binary noise": bytes(range(256)),
}
ALIKE = {
    pair
    for alike in ((".jpg", ".jpeg", ".jpe", ".jfif"), (".heic", ".heif", ".hif"), (".mp4", ".m4a", ".mov"))
    for pair in product(alike, repeat=2)
} - {(".mp4", ".mov"), (".m4a", ".mov"), (".mov", ".m4a")}


def test_there_is_an_example_of_each_type():
    assert WHOLE.keys() == PUBLISHED | OPTIONAL


@pytest.mark.parametrize("kind", WHOLE)
def test_a_file_that_is_what_its_name_says_is_taken(kind):
    for name in (f"a{kind}", f"A{kind.upper()}"):
        media, problems = read_media(f"content/posts/{name}", WHOLE[kind])

        assert media is not None
        assert [p.code for p in problems] == (["location-removed"] if WHOLE[kind] == HEIC else [])


@pytest.mark.parametrize("kind", WHOLE)
def test_a_file_under_another_name_is_refused(kind):
    others = {other: data for other, data in WHOLE.items() if other != kind and (kind, other) not in ALIKE}
    for what, data in {**others, **OTHERS}.items():
        if kind == ".csv" and what in (".vtt", "letters", ".ics"):
            # A text is a table of one column.
            continue
        media, problems = read_media(f"content/posts/a{kind}", data)

        assert media is None, what
        assert [p.severity for p in problems] == ["error"], what
        assert problems[0].help, what


@pytest.mark.parametrize(
    ("name", "data", "message", "help_"),
    [
        ("jar.jpg", image("PNG"), "this is a PNG picture, although its name ends in .jpg", 'rename it to "jar.png", and write that name in the text'),
        ("jar.jpg", OTHERS["a HEIC photo"], "this is a HEIC photo, although its name ends in .jpg", 'rename it to "jar.heic", and write that name in the text'),
        ("jar.png", OTHERS["a web page"], "this is a web page, although its name ends in .png", "save it as PNG from the program that made it"),
        ("jar.mp4", OTHERS["a QuickTime video"], "this is a QuickTime video, although its name ends in .mp4", 'rename it to "jar.mov", and write that name in the text'),
    ],
)  # fmt: skip
def test_the_message_says_what_it_is_and_what_to_do(name, data, message, help_):
    _, (problem,) = read_media(f"content/posts/{name}", data)

    assert (problem.code, problem.message, problem.help) == ("other-kind", message, help_)


# What a district allows


def test_office_documents_are_published_where_the_district_allows_them(make_site):
    config = 'title = "Stories"\nbase_url = "https://district.example/stories/"\n'
    body = "[Plan](plan.docx) and [scores](scores.csv)"
    site = make_site(
        {
            "edblog.toml": config,
            "content/posts/jar.md": f"---\ntitle: Jar\ndate: 2026-01-02\nauthor: rosa\n---\n{body}\n",
            "content/posts/plan.docx": office(),
            "content/posts/scores.csv": WHOLE[".csv"],
        }
    )
    report = site.build()
    told = [(p.path.rpartition("/")[2], p.code) for p in report.problems]
    assert told == [
        ("jar.md", "unpublished-type"),
        ("jar.md", "unpublished-type"),
        ("plan.docx", "not-published"),
        ("scores.csv", "not-published"),
    ]
    assert report.problems[1].help == (
        'save it as PDF, or ask the person who runs the site for a setting in edblog.toml: [files] types = ["csv"]'
    )

    plan = (site.folder / "content/posts/plan.docx").read_bytes()
    site.write("edblog.toml", config + '[files]\ntypes = ["docx", ".CSV"]\n')
    report = site.build()

    assert (report.ok, report.problems) == (True, ())
    assert site.outputs()["media/posts/plan.docx"] == plan
    assert site.outputs()["media/posts/scores.csv"] == WHOLE[".csv"]


def test_a_type_that_is_never_published_cannot_be_allowed():
    config, problems = read_config(
        'title = "T"\nbase_url = "https://a.example/"\n[files]\ntypes = ["exe", "docm", "zip", "html"]\n'
    )

    assert config is None
    assert [p.message for p in problems] == [
        f'files of the type "{kind}" cannot be allowed' for kind in ("exe", "docm", "zip", "html")
    ]
    assert read_as("content/posts/a.exe", ("exe",), ["posts"]) == ""


def test_a_file_that_nobody_may_publish_stops_nothing(make_site):
    site = make_site({"content/posts/a.docx": b"not a document", "content/posts/b.exe": b"MZ"})

    assert site.problems() == [
        "notice content/posts/a.docx:1:1 not-published",
        "notice content/posts/b.exe:1:1 not-published",
    ]


# Office documents

RELATION = (
    '<Relationships><Relationship Id="a" Type="http://x/relationships/{}" Target="{}"{}/></Relationships>'
)


def related(kind, target="https://evil.example/a.dotm", mode=' TargetMode="External"'):
    return {"word/_rels/document.xml.rels": RELATION.format(kind, target, mode)}


def with_size(data, size):
    """The archive with another size of its last part in the directory."""
    at = data.rindex(b"PK\1\2") + 24
    return data[:at] + struct.pack("<I", size) + data[at + 4 :]


def with_flag(data):
    """The archive with the mark of a password on each part."""
    return data.replace(b"PK\1\2\x14\3\x14\0\0\0", b"PK\1\2\x14\3\x14\0\1\0")


BAD_DOCUMENTS = {
    "macros": office(**{"word/vbaProject.bin": "x"}),
    "macros elsewhere": office(**{"word/x/VBAPROJECT.BIN": "x"}),
    "macros by type": zipped({"[Content_Types].xml": "<Types>application/vnd.ms-word.document.macroEnabled.main+xml</Types>", "word/document.xml": "x"}),
    "old macros": office(".xlsx", **{"xl/macrosheets/sheet1.xml": "x"}),
    "ActiveX": office(**{"word/activeX/activeX1.xml": "x"}),
    "a ribbon": office(**{"customUI/customUI.xml": "x"}),
    "an object": office(**{"word/embeddings/oleObject1.bin": "x"}),
    "a program": office(**{"word/media/x.exe": "x"}),
    "a template from elsewhere": office(**related("attachedTemplate")),
    "a template in UTF-16": office(**{"word/_rels/document.xml.rels": ('<?xml version="1.0" encoding="UTF-16"?>' + RELATION.format("attachedTemplate", "https://evil.example/", ' TargetMode="External"')).encode("utf-16")}),
    "a picture from elsewhere": office(**related("image")),
    "an object from elsewhere": office(**related("oleObject", "file://server/x")),
    "a frame from elsewhere": office(**related("frame", "x>y", " TargetMode = 'External'")),
    "entities": office(**{"_rels/.rels": "<!DOCTYPE a [<!ENTITY b 'c'>]><Relationships/>"}),
    "macros of LibreOffice": office(".odt", **{"Basic/Standard/Module1.xml": "x"}),
    "scripts of LibreOffice": office(".odt", **{"Scripts/python/x.py": "x"}),
    "a password": with_flag(office()),
    "a path out": office(**{"../x": "x"}),
    "an absolute path": office(**{"/etc/x": "x"}),
    "a bomb": with_size(office(**{"word/media/x.png": "x"}), 600_000_000),
    "a program before it": b"MZ" + bytes(70) + office(),
    "something before it": b"PK\3\4" + bytes(26) + office(),
    "something behind it": office() + b"<script>",
    "cut off": office()[:-30],
    "another document": office(".xlsx"),
    "a broken relation": office(**{"_rels/.rels": "<Relationships"}),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_DOCUMENTS)
def test_a_document_that_can_do_something_is_refused(name):
    kind = "odt" if "LibreOffice" in name else "xlsx" if name == "old macros" else "docx"
    media, (problem,) = read_media(f"content/posts/plan.{kind}", BAD_DOCUMENTS[name])

    assert (media, problem.severity) == (None, "error")
    assert problem.code in ("unsafe-document", "damaged-file", "other-kind")
    assert problem.help


def test_a_document_may_hold_links_and_pictures_and_loses_its_author():
    data = office(
        **related("hyperlink"),
        **{"word/media/a.png": "x", "docProps/core.xml": "<dc:creator>Somebody</dc:creator>"},
    )
    media, problems = read_media("content/posts/plan.docx", data)

    assert media is not None
    assert [(p.severity, p.code) for p in problems] == [("notice", "author-removed")]


# Texts


@pytest.mark.parametrize(
    ("name", "data", "line"),
    [
        ("a.vtt", b"WEBVTTX\n\n00:00.000 --> 00:01.000\nx\n", 1),
        ("a.vtt", b"1\n00:00:00,000 --> 00:00:01,000\nx\n", 1),
        ("a.vtt", b"WEBVTT\n\nnothing\n", 1),
        ("a.vtt", b"WEBVTT\r\n\r\n00:00,000 --> 00:01,000\r\nx\r\n", 3),
        ("a.vtt", b"WEBVTT\r\rNOTE 1 --> 2\r\r00:00.000 --> 00:01.000\rx\r\r0:02.000 --> 00:03.000\ry\r", 8),
        ("a.vtt", b"WEBVTT\n\n00:00.000 --> 00:01.00\nx\n", 3),
        ("a.vtt", b"WEBVTT\n\n00:00.000 -->\nx\n", 3),
        ("a.vtt", b"WEBVTT\n\n00:61.000 --> 02:00.000\nx\n", 3),
        ("a.vtt", b"WEBVTT\n\n00:09.000 --> 00:01.000\nx\n", 3),
        (
            "a.vtt",
            b"WEBVTT\n\nSTYLE\n::cue{background:url(https://evil.example/)}\n\n00:00.000 --> 00:01.000\nx\n",
            4,
        ),
        ("a.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\ncafé\n".encode("latin-1"), 4),
        ("a.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nx\n".encode("utf-16"), 1),
        ("a.vtt", b"WEBVTT\n\n00:00.000 --> 00:01.000\n\0\n", 1),
        ("a.vtt", b"WEBVTT\n\n" + b"00:00.000 --> 00:01.000\nx\n\n" * 300_000, 1),
        ("a.csv", b"a,b\n1,=1+1\n", 2),
        ("a.csv", b'a,b\n1,"=HYPERLINK(""https://evil.example/"")"\n', 2),
        ("a.csv", b"a\n@SUM(1)\n", 2),
        ("a.csv", b"=1\n", 1),
        ("a.csv", b"a\0b\n", 1),
        ("a.csv", b"  <table>", 1),
        ("a.ics", b"BEGIN:VCALENDAR\n", 1),
        (
            "a.ics",
            b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nATTACH:file:///etc/passwd\nEND:VEVENT\nEND:VCALENDAR\n",
            3,
        ),
    ],
)
def test_a_text_of_another_form_is_refused_with_its_line(name, data, line):
    media, (problem,) = read_media(f"content/posts/{name}", data)

    assert (media, problem.severity, problem.line) == (None, "error", line)


@pytest.mark.parametrize(
    "data", [b"WEBVTT - Title\n\n00:00.000 --> 00:01.000\nx", b"\xef\xbb\xbfWEBVTT\r\n\r\n00:00.000 --> 00:01.000\r\nx", b"WEBVTT\r\r00:00.000 --> 00:01.000\rx"]
)  # fmt: skip
def test_captions_may_begin_in_each_way_of_the_standard(data):
    assert read_media("content/posts/a.vtt", data)[1] == []


# Damage

RICH = {
    **WHOLE,
    ".pdf": pdf("", "/Contents 4 0 R", stream(b"0 0 9 9 re f"), trailer="/Info<</Author(x)>>"),
    ".docx": office(**related("hyperlink"), **{"docProps/core.xml": "<dc:creator>x</dc:creator>"}),
    ".svg": SVG[:-2] + b'><style>a{fill:url(#b)}</style><g id="b"><use href="#b"/></g></svg>',
}


@pytest.mark.parametrize("kind", RICH)
@settings(max_examples=100, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_damaged_file_is_taken_or_refused_with_a_place(kind, data):
    whole = bytearray(RICH[kind])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(whole)))
        change = data.draw(st.sampled_from(["byte", "cut", "insert", "repeat"]))
        if change == "byte" and at < len(whole):
            whole[at] = data.draw(st.integers(0, 255))
        elif change == "cut":
            del whole[at : at + data.draw(st.integers(1, 40))]
        elif change == "insert":
            whole[at:at] = data.draw(st.binary(min_size=1, max_size=8))
        else:
            whole[at:at] = whole[max(0, at - 16) : at]
    media, problems = read_media(f"content/posts/a{kind}", bytes(whole))

    assert (media is None) == any(p.severity == "error" for p in problems)
    assert all(p.line >= 1 and p.column >= 1 and p.message and p.help for p in problems)
