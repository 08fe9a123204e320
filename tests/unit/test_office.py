"""Office documents: what honest programs leave in them is let pass or taken out, and the published copy is theirs otherwise."""

from __future__ import annotations

import struct
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest
from PIL import Image

from edblog.files.documents import read_document
from edblog.files.documents.package import EMPTY_OBJECT

TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{}</Types>'
USE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"a moniker, a macro, or a program" * 40
OBJECT = "this document contains an object from another program (OLE), which opens that program when somebody clicks it"
MACROS = "this document contains programs (macros)"
INSIDE = "this document contains another file"
LOADS = "when this document is opened, it loads something from elsewhere, such as a template or a picture"
LINK = "a link in this document opens a file or a program on the reader's computer"
FIELD = "this document contains a field that loads or starts something"
CLICK = "a click in this document starts a program, or opens another file"
DAMAGED = "this document is damaged, or it is not of the type that its name says"
PADDED = "this file contains something before or after the document"
REMOVED = "the properties of this document name its author; the published copy does not"
MAIN = {"docx": "word/document.xml", "pptx": "ppt/presentation.xml", "xlsx": "xl/workbook.xml"}
OUTSIDE = ' TargetMode="External"'


def relations(*listed):
    """A part of relations, each given as its use, its target, and its mode."""
    items = (
        f'<Relationship Id="r{n}" Type="{USE}{use}" Target="{target}"{mode}/>'
        for n, (use, target, mode) in enumerate(listed, 1)
    )
    return f"<Relationships>{''.join(items)}</Relationships>"


def document(kind="docx", parts=(), types="", main=None):
    """A document with its main part as usual, and others."""
    return zipped(
        {
            "[Content_Types].xml": TYPES.format(types),
            **({MAIN[kind]: "<x/>"} if main is None else main),
            **dict(parts),
        }
    )


def zipped(parts, method=ZIP_DEFLATED):
    out = BytesIO()
    with ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(ZipInfo(name, (2026, 11, 30, 9, 15, 0)), content, method)
    return out.getvalue()


def opened(data):
    """The parts of an archive, in their order."""
    with ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def read(data, kind="docx"):
    """The parts that are published, and what is said of the document."""
    published, problems = read_document(f".{kind}", data)
    assert all(p.help for p in problems)
    return opened(published) if published else None, [p.message for p in problems]


# What SharePoint, Word on the web and others leave


def test_padding_of_sharepoint_is_left_out():
    padding = {"[trash]/0000.dat": b"\xff" * 90 + bytes(9), "[trash]/00a1.dat": b""}
    parts, said = read(document(parts=padding))

    assert (list(parts), said) == (["[Content_Types].xml", "word/document.xml"], [])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("[trash]/0000.dat", b"\xff\xff MZ"),
        ("[trash]/0000.dat", b"\xff" * 90_000 + b"\1"),
        ("[trash]/0000.exe", b"\xff\xff"),
        ("[trash]/x/0000.dat", b"\xff\xff"),
        ("word/[trash]/0000.dat", b"\xff\xff"),
        ("word/0000.dat", b"\xff\xff"),
    ],
)
def test_other_padding_is_another_file(name, content):
    assert read(document(parts={name: content})) == (None, [INSIDE])


def main_at(target, name, use="officeDocument"):
    return document(main={"_rels/.rels": relations((use, target, "")), name: "<x/>"})


@pytest.mark.parametrize("target", ["word/document2.xml", "/word/document2.xml", "./word/document2.xml"])
def test_the_main_part_is_where_the_document_says(target):
    parts, said = read(main_at(target, "word/document2.xml"))

    assert (parts["word/document2.xml"], said) == (b"<x/>", [])


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("custom/document.xml", "custom/document.xml"),
        ("document.xml", "document.xml"),
        ("ppt/presentation.xml", "ppt/presentation.xml"),
        ("word/media/document.xml", "word/media/document.xml"),
        ("../word/document.xml", "word/document.xml"),
        ("/../word/document.xml", "word/document.xml"),
        ("word/document.xml", "word/document2.xml"),
        ("word/document.png", "word/document.png"),
    ],
)
def test_a_main_part_elsewhere_makes_another_kind_of_document(target, name):
    assert read(main_at(target, name)) == (None, [DAMAGED])


def test_two_main_parts_are_refused():
    listed = relations(("officeDocument", "word/document.xml", ""), ("officeDocument", "word/b.xml", ""))
    data = document(parts={"_rels/.rels": listed, "word/b.xml": "<x/>"})

    assert read(data) == (None, [DAMAGED])


def default(ending, kind):
    return f'<Default Extension="{ending}" ContentType="application/{kind}"/>'


OLE_TYPE = "vnd.openxmlformats-officedocument.oleObject"
MACRO_TYPE = "vnd.ms-office.vbaProject"


@pytest.mark.parametrize("kind", [OLE_TYPE, MACRO_TYPE])
def test_a_type_that_no_part_has_is_no_harm(kind):
    assert read(document(types=default("bin", kind)))[1] == []


@pytest.mark.parametrize(
    ("types", "name", "message"),
    [
        (default("bin", MACRO_TYPE), "word/printerSettings/printerSettings1.bin", MACROS),
        (
            default("bin", MACRO_TYPE) + default("bin", OLE_TYPE),
            "word/printerSettings/printerSettings1.bin",
            MACROS,
        ),
        (
            default("bin", OLE_TYPE) + default("bin", MACRO_TYPE),
            "word/printerSettings/printerSettings1.bin",
            MACROS,
        ),
        (default("b%69n", MACRO_TYPE), "word/printerSettings/printerSettings1.bin", MACROS),
        (default("BIN", MACRO_TYPE), "word/printerSettings/printerSettings1.bin", MACROS),
        (default("xml", "vnd.ms-word.document.macroEnabled.main+xml"), "word/a.xml", MACROS),
        (default("png", OLE_TYPE), "word/media/a.png", OBJECT),
        (
            f'<Override PartName="/word/media/a.png" ContentType="application/{OLE_TYPE}"/>',
            "word/media/a.png",
            OBJECT,
        ),
        (
            f'<Override PartName="/word/media/%61.png" ContentType="application/{OLE_TYPE}"/>',
            "word/media/a.png",
            OBJECT,
        ),
        (f'<Override PartName="/word/x.bin" ContentType="application/{MACRO_TYPE}"/>', "word/a.xml", MACROS),
    ],
)
def test_a_type_that_a_part_has_counts(types, name, message):
    assert read(document(parts={name: "<x/>"}, types=types)) == (None, [message])


@pytest.mark.parametrize("behind", [b"\n", b"x", bytes(500), b"\r\n\r\n"])
def test_a_byte_or_space_behind_a_document_is_left_out(behind):
    data = document(parts={"word/x.xml": "<x/>"})
    published, problems = read_document(".docx", data + behind)

    assert (opened(published), problems) == (opened(data), [])
    assert published.endswith(
        struct.pack("<HIIH", 3, 162, published.rindex(b"PK\1\2") - 109, 0)
    ) or not published.endswith(behind)


@pytest.mark.parametrize("behind", [b"MZ", b"<b>", b"PK\5\6", b"\n\nx"])
def test_more_than_that_is_refused(behind):
    assert read(document() + behind)[1] in ([PADDED], [DAMAGED])


@pytest.mark.parametrize(
    "target",
    ["/intro-cs/unit_1/lab_14", "/a b/c", "unit.pdf", "../unit.pdf", "#top", "www.district.example.com"],
)
def test_a_link_may_lead_beside_the_document(target):
    assert (
        read(document(parts={"word/_rels/document.xml.rels": relations(("hyperlink", target, OUTSIDE))}))[1]
        == []
    )


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example/x", "/\\evil.example/x", "\\\\evil.example\\x", "/a\\b", "/&#9;/evil.example", "file:///x", "javascript:a()",
        "/tools/setup.exe", "setup.exe", "../x.hta#a", "x.%65xe", "/x.lnk ", "plan.docm?x", "ms-word:ofe|u|https://evil.example/x",
    ],
)  # fmt: skip
def test_a_link_may_lead_to_no_program_and_no_network(target):
    listed = relations(("hyperlink", target, OUTSIDE))

    assert read(document(parts={"word/_rels/document.xml.rels": listed})) == (None, [LINK])


# Templates, videos and charts elsewhere


@pytest.mark.parametrize(
    "target",
    [
        "file:///C:\\Users\\Pat%20Sample\\AppData\\Roaming\\Microsoft\\Templates\\School.dotm", "C:\\Users\\pat\\x.dot", "file:///Users/pat/x.dotx",
        "file://localhost/Users/pat/x.dot", "Macintosh%20HD:Users:pat:x.dot", "/Users/pat/x.dotm", "../Templates/x.dotm",
    ],
)  # fmt: skip
def test_a_template_on_the_authors_computer_is_forgotten(target):
    data = document(parts={"word/_rels/settings.xml.rels": relations(("attachedTemplate", target, OUTSIDE))})
    parts, said = read(data)

    assert said == []
    assert b'Target="Normal.dotm"' in parts["word/_rels/settings.xml.rels"]
    assert b"pat" not in b"".join(parts.values()).lower()


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/t.dotm", "\\\\evil.example\\t.dotm", "file://evil.example/t.dotm", "file:////evil.example/t.dotm", "//evil.example/t.dotm", "ms-word:x"],
)  # fmt: skip
def test_a_template_in_a_network_is_refused(target):
    data = document(parts={"word/_rels/settings.xml.rels": relations(("attachedTemplate", target, OUTSIDE))})

    assert read(data) == (None, [LOADS])


def slides(*names, **parts):
    """Slides in the order in which they are shown."""
    order = "".join(f'<p:sldId id="{256 + n}" r:id="r{n}"/>' for n in range(1, len(names) + 1))
    return document(
        "pptx",
        {
            "ppt/_rels/presentation.xml.rels": relations(
                *(("slide", f"slides/{name}.xml", "") for name in names)
            ),
            **{f"ppt/slides/{name}.xml": "<x/>" for name in names},
            **parts,
        },
        main={
            "ppt/presentation.xml": f'<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst>{order}</p:sldIdLst></p:presentation>'
        },
    )


def test_a_video_from_elsewhere_is_left_out_and_its_slide_is_named():
    address = "https://www.youtube.com/embed/x1?feature=oembed"
    listed = relations(
        ("video", address, OUTSIDE), ("image", "../media/a.png", ""), ("media", address, OUTSIDE)
    )
    data = slides("slide7", "slide2", **{"ppt/slides/_rels/slide2.xml.rels": listed, "ppt/media/a.png": "x"})
    parts, said = read(data, "pptx")

    assert said == [f"the published copy of this document leaves out the video on slide 2 ({address})"]
    assert [finding.code for finding in read_document(".pptx", data)[1]] == ["left-out"]
    assert parts["ppt/slides/_rels/slide2.xml.rels"].count(b'Target="NULL" TargetMode="External"') == 2
    assert b"youtube" not in b"".join(parts.values())
    assert b'Target="../media/a.png"' in parts["ppt/slides/_rels/slide2.xml.rels"]


def test_a_video_on_the_authors_computer_is_left_out_without_its_path():
    listed = relations(("video", "file://localhost/Users/pat/car.mov", OUTSIDE))
    parts, said = read(slides("slide1", **{"ppt/slides/_rels/slide1.xml.rels": listed}), "pptx")

    assert said == ["the published copy of this document leaves out the video on slide 1"]
    assert b"pat" not in parts["ppt/slides/_rels/slide1.xml.rels"]


@pytest.mark.parametrize(
    "target",
    ["\\\\evil.example\\x.mp4", "file://evil.example/x.mp4", "//evil.example/x", "ftp://evil.example/x"],
)
def test_a_video_in_a_network_is_refused(target):
    listed = relations(("video", target, OUTSIDE))

    assert read(slides("slide1", **{"ppt/slides/_rels/slide1.xml.rels": listed}), "pptx") == (None, [LOADS])


def test_a_table_elsewhere_behind_a_chart_is_forgotten():
    address = "https://d.docs.example/f5/Book1.xlsx"
    parts, said = read(
        document(parts={"word/charts/_rels/chart1.xml.rels": relations(("oleObject", address, OUTSIDE))})
    )

    assert said == []
    assert b'Target="NULL"' in parts["word/charts/_rels/chart1.xml.rels"]


def test_an_online_video_of_word_holds_html_and_is_refused():
    video = '<wp15:webVideoPr xmlns:wp15="w" embeddedHtml="&lt;iframe src=&quot;https://evil.example/&quot;&gt;" h="1" w="1"/>'

    assert read(document(parts={"word/a.xml": video})) == (
        None,
        ["this document plays a video from another website"],
    )


# Fields and clicks


def field(code):
    return f'<w:p xmlns:w="w"><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'


@pytest.mark.parametrize(
    "code",
    [
        ' ADDIN ZOTERO_ITEM CSL_CITATION {"citationItems":[{"uris":["file://x"],"title":"a \\\\ b"}]} ',
        " ADDIN CitaviPlaceholder{eyIkaWQiOiIxIn0=}",
        " ADDIN EN.CITE &lt;EndNote&gt; ",
        " MACROBUTTON  NoMacro [Click here and type] ",
        " macrobutton DoFieldClick [Name]",
    ],
)
def test_fields_of_citation_managers_and_prompts_are_data(code):
    assert read(document(parts={"word/a.xml": field(code)}))[1] == []


@pytest.mark.parametrize(
    "code",
    ["ADDINX a", "MACROBUTTON AutoOpen x", "MACROBUTTON NoMacroX y", "DDEAUTO cmd", 'INCLUDETEXT "ADDIN"'],
)
def test_other_fields_are_refused(code):
    assert read(document(parts={"word/a.xml": field(code)})) == (None, [FIELD])


@pytest.mark.parametrize(
    "instr",
    [
        'w:instr="DDEAUTO cmd" a:href="x"',
        'a:instr="PAGE" w:instr="DDEAUTO cmd"',
        'w:instr="DDEAUTO cmd" a:instr="PAGE"',
    ],
)
def test_no_other_attribute_hides_the_code_of_a_field(instr):
    parts, said = read(document(parts={"word/a.xml": f'<w:fldSimple xmlns:w="w" xmlns:a="a" {instr}/>'}))

    assert parts is None
    assert said in ([FIELD], [DAMAGED])


@pytest.mark.parametrize("action", ["hlinkfile", "hlinkpres?slideindex=1&amp;slidetitle=x", "ole?verb=0"])
def test_a_click_in_a_slide_may_follow_a_link(action):
    click = f'<a:hlinkClick xmlns:a="a" xmlns:r="r" r:id="r1" action="ppaction://{action}"/>'
    listed = relations(("hyperlink", "reading.pdf", OUTSIDE))

    assert read(document("pptx", {"ppt/a.xml": click, "ppt/_rels/a.xml.rels": listed}), "pptx")[1] == []


@pytest.mark.parametrize(
    ("click", "target", "message"),
    [
        (
            '<a:hlinkClick xmlns:a="a" xmlns:r="r" r:id="r1" action="ppaction://hlinkfile"/>',
            "file:///c:/x.exe",
            LINK,
        ),
        ('<a:hlinkClick xmlns:a="a" xmlns:r="r" r:id="r1" action="ppaction://hlinkfile"/>', "x.exe", LINK),
        (
            '<a:hlinkMouseOver xmlns:a="a" xmlns:r="r" r:id="r1" action="ppaction://hlinkfile"/>',
            "x.pdf",
            CLICK,
        ),
        ('<a:hlinkMouseOver xmlns:a="a" xmlns:r="r" action="ppaction://ole?verb=0"/>', "x.pdf", CLICK),
        ('<a:hlinkClick xmlns:a="a" xmlns:r="r" action="ppaction://program"/>', "x.pdf", CLICK),
        ('<a:hlinkClick xmlns:a="a" xmlns:r="r" action="ppaction://macro?name=x"/>', "x.pdf", CLICK),
        ('<p:cmd xmlns:p="p" type="verb" cmd="3"/>', "x.pdf", OBJECT),
    ],
)
def test_a_click_in_a_slide_starts_nothing(click, target, message):
    listed = relations(("hyperlink", target, OUTSIDE))

    assert read(document("pptx", {"ppt/a.xml": click, "ppt/_rels/a.xml.rels": listed}), "pptx") == (
        None,
        [message],
    )


# Objects of other programs


def with_object(
    program="Equation.3",
    name="word/embeddings/oleObject1.bin",
    target="embeddings/oleObject1.bin",
    content=OLE,
    mode="Embed",
):
    shown = f'<o:OLEObject xmlns:o="o" xmlns:r="r" Type="{mode}" ProgID="{program}" r:id="r1"/>'
    return document(
        parts={
            "word/a.xml": shown,
            "word/_rels/a.xml.rels": relations(("oleObject", target, "")),
            name: content,
        },
        types=default("bin", OLE_TYPE),
    )


@pytest.mark.parametrize(
    "program",
    [
        "Equation.3",
        "Equation.DSMT4",
        "Visio.Drawing.11",
        "Excel.Sheet.8",
        "Word.Document.12",
        "PBrush",
        "Acrobat Document",
        "",
    ],
)
def test_of_a_formula_the_picture_stays(program):
    parts, said = read(with_object(program))

    assert said == [
        "the published copy of this document leaves out the data behind 1 formula or other OLE object (pictures of them stay)"
    ]
    assert parts["word/embeddings/oleObject1.bin"] == EMPTY_OBJECT
    assert parts["word/a.xml"] == opened(with_object(program))["word/a.xml"]
    assert b"moniker" not in b"".join(parts.values())


@pytest.mark.parametrize(
    "data",
    [
        with_object("Package"),
        with_object("htmlfile"),
        with_object("Shell.Explorer.1"),
        with_object("Excel.SheetMacroEnabled.12"),
        with_object("Equation.3;Package"),
        with_object(mode="Link"),
        with_object(target="media/image1.png"),
        with_object(target="../../embeddings/oleObject1.bin"),
        with_object(target="/embeddings/oleObject1.bin"),
        # Nothing shows it.
        document(parts={"word/embeddings/oleObject1.bin": OLE}),
        # In a slide, it could be started by an animation; in a table, by a link.
        document("docx", {"word/a.xml": '<oleObject progId="Excel.Sheet.12" link="[1]!x"/>'}),
    ],
)
def test_other_objects_are_called_ole_and_refused(data):
    assert read(data) == (None, [OBJECT])


@pytest.mark.parametrize("content", [b"MZ", b"PK\3\4", b"<script>", b""])
def test_the_data_of_an_object_must_be_one(content):
    assert read(with_object(content=content)) == (None, [INSIDE])


def test_no_other_attribute_hides_what_an_object_is():
    shown = '<o:OLEObject xmlns:o="o" xmlns:a="a" Type="Embed" ProgID="Package" a:href="x"/>'

    assert read(document(parts={"word/a.xml": shown})) == (None, [OBJECT])


def test_an_empty_object_is_a_compound_file_without_streams():
    """MS-CFB: 512 bytes of header, one sector of the table, one of the directory, of which the root is the only entry."""
    assert len(EMPTY_OBJECT) == 3 * 512
    assert EMPTY_OBJECT[:8] == OLE[:8]
    assert struct.unpack_from("<HHHHH", EMPTY_OBJECT, 24) == (0x3E, 3, 0xFFFE, 9, 6)
    assert struct.unpack_from("<2I", EMPTY_OBJECT, 512) == (0xFFFFFFFD, 0xFFFFFFFE)
    root = EMPTY_OBJECT[1024:1152]
    assert root[:20] == "Root Entry".encode("utf-16-le")
    assert (root[64:68], root[76:80]) == (struct.pack("<HBB", 22, 5, 1), b"\xff" * 4)
    assert struct.unpack_from("<IQ", root, 116) == (0xFFFFFFFE, 0)


def test_a_document_within_a_document_is_read_and_cleaned_like_one():
    core = "<c:x xmlns:c='c' xmlns:dc='d'><dc:creator>Pat Sample</dc:creator></c:x>"
    inner = document("xlsx", {"docProps/core.xml": core})
    parts, said = read(document(parts={"word/embeddings/table.xlsx": inner}))

    assert said == [REMOVED]
    assert b"Pat Sample" not in opened(parts["word/embeddings/table.xlsx"])["docProps/core.xml"]
    assert read(document(parts={"word/embeddings/a.docx": document(parts={"word/vbaProject.bin": "x"})})) == (
        None,
        [MACROS],
    )


# Who made it

CORE = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">\
<dc:title>A jar &amp; a cup</dc:title><dc:creator>Pat Sample</dc:creator><cp:lastModifiedBy>Kim &lt;kim@district.example&gt;</cp:lastModifiedBy>\
<cp:revision>4</cp:revision></cp:coreProperties>"""
APP = '<Properties xmlns="x"><Template>C:\\Users\\pat\\School.dotm</Template><Manager>Rosa Lee</Manager><Company>Oak School</Company><Pages>2</Pages></Properties>'
CUSTOM = '<Properties xmlns="x" xmlns:vt="v"><property name="_AuthorEmail"><vt:lpwstr>pat@district.example</vt:lpwstr></property><property name="Unit"><vt:lpwstr>Fractions</vt:lpwstr></property></Properties>'
PEOPLE = (b"Pat", b"Kim", b"Rosa", b"Oak", b"pat@")


def test_the_properties_lose_names_and_nothing_else():
    parts = {
        "docProps/core.xml": CORE,
        "docProps/app.xml": APP,
        "docProps/custom.xml": CUSTOM,
        "word/styles.xml": "<w:styles  xmlns:w='w'/>\n",
    }
    before = document(parts=parts)
    after, said = read(before)

    assert said == [REMOVED]
    assert list(after) == list(opened(before))
    assert {name for name in after if after[name] != opened(before)[name]} == {
        "docProps/core.xml",
        "docProps/app.xml",
        "docProps/custom.xml",
    }
    assert not any(name in b"".join(after.values()) for name in PEOPLE)
    assert (
        b"<dc:title>A jar &amp; a cup</dc:title><dc:creator/><cp:lastModifiedBy/><cp:revision>4</cp:revision>"
        in after["docProps/core.xml"]
    )
    assert b"<Template/><Manager/><Company/><Pages>2</Pages>" in after["docProps/app.xml"]
    assert b"<vt:lpwstr/>" in after["docProps/custom.xml"]
    assert b"<vt:lpwstr>Fractions</vt:lpwstr>" in after["docProps/custom.xml"]


def test_properties_are_read_in_every_encoding():
    core = CORE.replace("UTF-8", "UTF-16").encode("utf-16")
    after, said = read(document(parts={"docProps/core.xml": core}))

    assert said == [REMOVED]
    assert b"A jar &amp; a cup" in after["docProps/core.xml"]
    assert not any(name in after["docProps/core.xml"] for name in PEOPLE)


def test_the_properties_of_an_opendocument_lose_names():
    meta = '<office:document-meta xmlns:office="o" xmlns:meta="m" xmlns:dc="d" xmlns:l="l"><meta:initial-creator>Pat</meta:initial-creator><dc:creator>Kim</dc:creator><meta:printed-by>Rosa</meta:printed-by><dc:title>Jar</dc:title><meta:template l:href="../../Users/Oak/x.ott"/></office:document-meta>'
    data = zipped(
        {"content.xml": "<x/>", "meta.xml": meta, "mimetype": "application/vnd.oasis.opendocument.text"},
        ZIP_STORED,
    )
    after, said = read(data, "odt")

    assert said == [REMOVED]
    assert list(after) == ["mimetype", "content.xml", "meta.xml"]
    assert not any(name in after["meta.xml"] for name in PEOPLE)
    assert b"<dc:title>Jar</dc:title>" in after["meta.xml"]


@pytest.mark.parametrize(
    "shown",
    [
        field(" AUTHOR "),
        field(" DOCPROPERTY Company "),
        '<w:dataBinding xmlns:w="w" w:xpath="/ns1:coreProperties[1]/ns0:creator[1]"/>',
    ],
)
def test_a_name_that_a_page_shows_stays(shown):
    data = document(parts={"docProps/core.xml": CORE, "word/header1.xml": shown})
    after, said = read(data)

    assert said == [
        "this document prints a name from its properties on its pages, so the published copy keeps those names"
    ]
    assert [finding.code for finding in read_document(".docx", data)[1]] == ["names-its-author"]
    assert after == opened(data)


def test_the_history_of_powerpoint_loses_who_changed_what():
    history = '<pc:chgInfo xmlns:pc="p"><pc:docChgLst><pc:chgData name="Pat Sample" userId="S::pat@district.example::1" providerId="AD"/></pc:docChgLst></pc:chgInfo>'
    after, said = read(document("pptx", {"ppt/changesInfos/changesInfo1.xml": history}), "pptx")

    assert said == [REMOVED]
    assert after["ppt/changesInfos/changesInfo1.xml"].endswith(
        b'<pc:chgData name="" userId="" providerId="AD"/></pc:docChgLst></pc:chgInfo>'
    )


WHO = '<w15:people xmlns:w15="w"><w15:person w15:author="Pat Sample"><w15:presenceInfo w15:providerId="AD" w15:userId="S::pat@district.example::1"/></w15:person></w15:people>'


def test_the_accounts_of_those_who_commented_go():
    comment = '<w:comments xmlns:w="w"><w:comment w:author="Pat Sample"/></w:comments>'
    after, said = read(document(parts={"word/people.xml": WHO, "word/comments.xml": comment}))

    assert said == ["comments or tracked changes in this document show who wrote them: Pat Sample", REMOVED]
    assert after["word/people.xml"].endswith(
        b'<w15:people xmlns:w15="w"><w15:person w15:author="Pat Sample"/></w15:people>'
    )
    assert after["word/comments.xml"] == comment.encode()


def test_a_name_in_pieces_is_taken_out_whole():
    core = (
        '<c xmlns:dc="d"><dc:creator>Pat<!-- and -->Kim<x>Rosa</x></dc:creator><dc:title>Jar</dc:title></c>'
    )
    after, _ = read(document(parts={"docProps/core.xml": core.replace("<x>Rosa</x>", "")}))

    assert after["docProps/core.xml"].endswith(b'<c xmlns:dc="d"><dc:creator/><dc:title>Jar</dc:title></c>')
    assert read(document(parts={"docProps/core.xml": core})) == (None, [DAMAGED])


def test_properties_that_are_far_too_large_are_refused():
    core = f'<c xmlns:dc="d"><dc:creator>Pat</dc:creator>{"<a/>" * 500_001}</c>'

    assert read(document(parts={"docProps/core.xml": core})) == (
        None,
        ["this document is too large to check"],
    )


def test_the_list_of_who_commented_goes_with_the_last_comment():
    after, said = read(document(parts={"word/people.xml": WHO}))

    assert said == [REMOVED]
    assert after["word/people.xml"].endswith(
        b'<w15:people xmlns:w15="w"><w15:person w15:author="Author"/></w15:people>'
    )


@pytest.mark.parametrize(
    ("kind", "name", "content", "people"),
    [
        ("docx", "word/comments.xml", '<w:comments xmlns:w="w"><w:comment w:author="Pat  Sample" w:date="2026"/><w:comment w:author="Kim"/></w:comments>', "Pat Sample, Kim"),
        ("docx", "word/a.xml", '<w:p xmlns:w="w"><w:ins w:author="Pat" w:date="x"/><w:del w:author="Pat"/><w:rPrChange w:author="Kim" w:date="x"/></w:p>', "Pat, Kim"),
        ("pptx", "ppt/commentAuthors.xml", '<p:cmAuthorLst xmlns:p="p"><p:cmAuthor id="1" name="Pat" initials="P"/></p:cmAuthorLst>', "Pat"),
        ("pptx", "ppt/authors.xml", '<p188:authorLst xmlns:p188="p"><p188:author id="{1}" name="Pat" userId="S::pat"/></p188:authorLst>', "Pat"),
        ("xlsx", "xl/comments1.xml", "<comments><authors><author>Pat</author><author>tc={1}</author><author/></authors></comments>", "Pat"),
        ("xlsx", "xl/persons/person.xml", '<personList><person displayName="Pat" id="{1}"/></personList>', "Pat"),
        ("docx", "word/comments.xml", '<w:comments xmlns:w="w"><w:comment w:author="A"/><w:comment w:author="B"/><w:comment w:author="C"/><w:comment w:author="D"/><w:comment w:author="E"/><w:comment w:author="F"/></w:comments>', "A, B, C, D, E and 1 more"),
    ],
)  # fmt: skip
def test_names_that_comments_and_changes_keep_are_a_warning(kind, name, content, people):
    _, (problem,) = read_document(f".{kind}", document(kind, {name: content}))

    assert (problem.severity, problem.code) == ("warning", "document-remarks")
    assert problem.message == f"comments or tracked changes in this document show who wrote them: {people}"


def test_names_that_comments_of_an_opendocument_keep_are_a_warning():
    text = '<x xmlns:office="o" xmlns:dc="d"><office:annotation><dc:creator>Pat</dc:creator></office:annotation><office:change-info><dc:creator>Kim</dc:creator></office:change-info></x>'
    data = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": text})

    assert read(data, "odt")[1] == [
        "comments or tracked changes in this document show who wrote them: Pat, Kim"
    ]


def test_programs_that_know_no_name_are_nobody():
    content = '<w:comments xmlns:w="w"><w:comment w:author="Author"/><w:comment w:author="Unknown Author"/><w:comment w:author=""/></w:comments>'

    assert read(document(parts={"word/comments.xml": content}))[1] == []


# The file


def test_the_same_document_gives_the_same_bytes_whenever_it_was_saved():
    one = document(parts={"docProps/core.xml": CORE, "word/a.xml": "<x/>" + " " * 5000})
    again = one.replace(
        struct.pack("<HH", 9 << 11 | 15 << 5, (2026 - 1980) << 9 | 11 << 5 | 30), struct.pack("<HH", 0, 0x21)
    )
    published, _ = read_document(".docx", one)

    assert again != one
    assert read_document(".docx", again)[0] == published
    assert read_document(".docx", published) == (published, [])


def test_a_document_with_nothing_to_take_out_is_published_as_it_is():
    data = document(parts={"word/media/a.png": b"\x89PNG\r\n\x1a\n" * 40})

    assert read_document(".docx", data) == (data, [])


def test_what_lies_between_the_parts_is_left_out():
    data = document(parts={"word/a.xml": "<x/>"})
    directory = data.index(b"PK\1\2")
    hidden = b"Pat Sample's address"
    end = data.rindex(b"PK\5\6")
    moved = (
        data[:directory]
        + hidden
        + data[directory:end]
        + data[end : end + 16]
        + struct.pack("<I", directory + len(hidden))
        + data[end + 20 :]
    )
    published, problems = read_document(".docx", moved)

    assert (opened(published), problems) == (opened(data), [])
    assert hidden not in published


def test_parts_that_share_their_bytes_do_not_make_a_larger_file():
    """Many names for one part, each of which would be written by itself."""
    data = document(
        parts={f"word/media/{n}.png": bytes(range(256)) * 200 if n == 0 else b"" for n in range(50)}
    )
    entry = data.index(b"PK\1\2", data.index(b"PK\1\2") + 4)
    end = data.rindex(b"PK\5\6")
    first = data.index(b"word/media/0.png", entry) - 46
    sizes, place = data[first + 16 : first + 28], data[first + 42 : first + 46]
    method = data[first + 10 : first + 12]
    shared, at = bytearray(data), first
    while (at := shared.find(b"PK\1\2", at + 4, end)) > 0:
        shared[at + 10 : at + 12], shared[at + 16 : at + 28], shared[at + 42 : at + 46] = method, sizes, place

    assert read(bytes(shared)) == (None, [PADDED])


def test_the_published_document_is_what_was_read(make_site):
    data = document(parts={"docProps/core.xml": CORE, "[trash]/0000.dat": b"\xff"})
    site = make_site(
        {
            "edblog.toml": 'title = "Stories"\nbase_url = "https://district.example/"\n[files]\ntypes = ["docx"]\n',
            "content/posts/jar.md": "---\ntitle: Jar\ndate: 2026-01-02\nauthor: rosa\n---\n[Plan](plan.docx)\n",
            "content/posts/plan.docx": data,
        }
    )
    report = site.build()

    assert [(p.path, p.severity, p.code) for p in report.problems if p.path.endswith(".docx")] == [
        ("content/posts/plan.docx", "notice", "author-removed")
    ]
    assert site.outputs()["media/posts/plan.docx"] == read_document(".docx", data)[0]


# Photos


def photo(place=True, software=True):
    """A JPEG as a camera saves it: with its maker, and with the place where it was."""
    exif = Image.Exif()
    if software:
        exif[0x010F] = "Serial 0042"
    if place:
        exif.get_ifd(0x8825).update({1: "N", 2: (41.0, 52.0, 55.0), 3: "W", 4: (87.0, 37.0, 40.0)})
    out = BytesIO()
    Image.linear_gradient("L").resize((48, 36)).convert("RGB").save(
        out, "JPEG", **({"exif": exif} if len(exif) else {})
    )
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "name"),
    [("docx", "word/media/image1.jpeg"), ("pptx", "ppt/media/image1.JPG"), ("xlsx", "xl/media/a.jfif")],
)
def test_photos_in_a_document_lose_where_they_were_taken(kind, name):
    before = photo()
    after, said = read(document(kind, {name: before}), kind)

    assert said == [
        "a photo in this document contains the location where it was taken; edblog leaves it out of the published copy"
    ]
    assert b"Serial 0042" not in after[name]
    assert Image.open(BytesIO(after[name])).tobytes() == Image.open(BytesIO(before)).tobytes()
    assert 0x8825 not in Image.open(BytesIO(after[name])).getexif()


def test_what_else_a_camera_writes_goes_without_a_word():
    after, said = read(document(parts={"word/media/a.jpg": photo(place=False)}))

    assert said == []
    assert b"Serial 0042" not in after["word/media/a.jpg"]


def test_photos_in_an_opendocument_lose_it_too():
    data = zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": "<x/>",
            "Pictures/a.jpg": photo(),
        }
    )
    after, said = read(data, "odt")

    assert said == [
        "a photo in this document contains the location where it was taken; edblog leaves it out of the published copy"
    ]
    assert b"Serial 0042" not in after["Pictures/a.jpg"]


@pytest.mark.parametrize(
    "data", [photo(place=False, software=False), photo()[:300], b"\x89PNG\r\n\x1a\n", b"no picture"]
)
def test_a_plain_or_damaged_picture_stays_as_it_is(data):
    document_ = document(parts={"word/media/a.png": data})

    assert read_document(".docx", document_) == (document_, [])


def test_what_is_loaded_from_elsewhere_is_named():
    listed = relations(("image", "https://evil.example/x.png", OUTSIDE))
    _, (problem,) = read_document(".docx", document(parts={"word/_rels/document.xml.rels": listed}))

    assert (problem.message, problem.help) == (
        LOADS,
        "it is at https://evil.example/x.png; insert the picture itself, choose another template, or save the document as PDF",
    )


def test_controls_are_called_activex():
    assert read(document(parts={"word/activeX/activeX1.xml": "<x/>"})) == (
        None,
        ["this document contains ActiveX buttons or fields, which are programs"],
    )
