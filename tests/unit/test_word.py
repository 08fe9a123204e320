"""Word documents become stories, and no word is lost on the way."""

from __future__ import annotations

from html import escape
from io import BytesIO
from random import Random

import pytest
from click.testing import CliRunner
from lxml import html
from PIL import Image
from tests.documents.made import by_hand, drawn, made, p, picture, r, zipped

from edblog.cli.commands import main
from edblog.imports import Document, proof
from edblog.imports.word import UnsafeError, read_word
from edblog.outputs.markdown.conversion import markdown_of
from edblog.scaffold import documents
from edblog.sources.markdown.rendering import render_text

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STYLES = f"""<w:styles xmlns:w="{W}">
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Eigen"><w:name w:val="Mein Kapitel"/><w:basedOn w:val="berschrift1"/></w:style>
<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
</w:styles>"""
STYLED = {"parts": {"styles.xml": STYLES}, "relations": {"s": ("styles", "styles.xml")}}


def read(body: str, **given) -> Document:
    document = read_word("a-jar.docx", by_hand(body, **given))
    assert document.lost == ()
    return document


def messages(document: Document) -> list[str]:
    return [note.message for note in document.notes]


def markdown(body: str, **given) -> str:
    return read(body, **given).markdown


def test_a_document_of_python_docx():
    def fill(d):
        d.add_heading("The Question Jar", 0)
        d.add_paragraph("It began on a Monday.")
        d.add_heading("What I tried", 1)
        d.add_heading("On Monday", 3)
        text = d.add_paragraph("We ")
        text.add_run("all").bold = True
        text.add_run(" wrote H")
        text.add_run("2").font.subscript = True
        text.add_run("O.")
        for item, style in [("one", "List Bullet"), ("two", "List Bullet"), ("deep", "List Bullet 2")]:
            d.add_paragraph(item, style=style)
        for item in ("first", "second"):
            d.add_paragraph(item, style="List Number")
        table = d.add_table(2, 2)
        table.cell(0, 0).text, table.cell(0, 1).text, table.cell(1, 0).text = "a|b", "x\ny", "1"
        d.add_paragraph("Wise words", style="Intense Quote")

    document = read_word("x.docx", made(fill))

    assert document == Document(
        "The Question Jar",
        """It began on a Monday.

## What I tried

### On Monday

We **all** wrote H~2~O.

- one
- two
    - deep

1. first
2. second

| a\\|b | x<br>y |
| --- | --- |
| 1 |  |

> Wise words
""",
    )


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("a-question-jar.docx", "a question jar"),
        ("My story_final.docx", "My story final"),
        ("El día.DOCX", "El día"),
    ],
)
def test_a_document_without_a_heading_is_called_as_its_file(name, title):
    assert read_word(name, by_hand(p("Hello."))).title == title


def test_headings_are_known_in_any_language_and_by_what_they_are_based_on():
    body = p("Das Glas", properties='<w:pStyle w:val="berschrift1"/>') + p("Hallo.")
    body += p("Mein ", r("Montag", "<w:b/>"), properties='<w:pStyle w:val="Eigen"/>')

    document = read(body, **STYLED)

    assert (document.title, document.markdown) == ("Das Glas", "Hallo.\n\n## Mein Montag\n")


def test_a_given_title_leaves_the_heading_in_the_text():
    data = by_hand(p("Das Glas", properties='<w:pStyle w:val="berschrift1"/>'), **STYLED)

    assert read_word("x.docx", data, "The jar").markdown == "## Das Glas\n"
    assert read_word("x.docx", data, "das glas").markdown == "\n"


def test_insertions_stay_and_deletions_and_comments_are_counted_and_never_quoted():
    comments = f'<w:comments xmlns:w="{W}"><w:comment w:id="0" w:author="Rosa"><w:p><w:r><w:t>Secret remark</w:t></w:r></w:p></w:comment></w:comments>'
    body = p(
        "We ",
        f'<w:ins w:id="1" w:author="Rosa">{r("really ")}</w:ins>',
        '<w:del w:id="2" w:author="Rosa"><w:r><w:delText>never </w:delText></w:r></w:del>',
        '<w:commentRangeStart w:id="0"/>',
        "tried it.",
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
    )
    body += p("First half,", properties='<w:rPr><w:del w:id="3"/></w:rPr>') + p(" second half.")
    document = read(body, parts={"comments.xml": comments}, relations={"c": ("comments", "comments.xml")})

    assert document.markdown == "We really tried it.\n\nFirst half, second half.\n"
    assert messages(document) == [
        "1 comment: left out",
        "2 deleted passages: left out; insertions are kept",
    ]
    assert "never" not in str(document.notes)
    assert "Secret" not in str(document.notes)


def test_links_of_all_forms():
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    code = '<w:r><w:instrText> HYPERLINK "https://a.example/x" \\o "a tip" </w:instrText></w:r>'
    body = p(f'<w:hyperlink r:id="l">{r("one")}</w:hyperlink>', " and ", begin + code + separate, "two", end)
    body += p(f"<w:fldSimple w:instr='HYPERLINK \"https://b.example/\"'>{r('three')}</w:fldSimple>")
    body += p(f'<w:hyperlink w:anchor="there">{r("inside")}</w:hyperlink>')
    body += p(f'<w:hyperlink r:id="f">{r("a file")}</w:hyperlink>')
    links = {
        "l": ("hyperlink", "https://www.google.com/url?q=https://c.example/%3Fa%3D1&amp;sa=D"),
        "f": ("hyperlink", "file:///C:/x.pdf"),
    }

    document = read(body, relations=links)

    assert document.markdown == (
        "[one](https://c.example/?a=1) and [two](https://a.example/x)\n\n[three](https://b.example/)\n\ninside\n\na file\n"
    )
    assert [(note.message, note.text) for note in document.notes] == [
        ("1 link to another place in the document: became plain text", ""),
        ("a link without a web address became plain text", "file:///C:/x.pdf"),
    ]


def test_footnotes_and_endnotes():
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="7">{p(r("See the "), r("book", "<w:i/>"))}{p("Twice.")}</w:footnote><w:footnote w:id="8">{p("Nobody refers to this.")}</w:footnote></w:footnotes>'
    ends = f'<w:endnotes xmlns:w="{W}"><w:endnote w:id="7">{p("The end.")}</w:endnote></w:endnotes>'
    body = p(
        "One",
        '<w:r><w:footnoteReference w:id="7"/></w:r>',
        " two",
        '<w:r><w:endnoteReference w:id="7"/></w:r>',
    )
    parts = {"footnotes.xml": notes, "endnotes.xml": ends}

    text = markdown(
        body, parts=parts, relations={"f": ("footnotes", "footnotes.xml"), "e": ("endnotes", "endnotes.xml")}
    )

    assert text == "One[^1] two[^2]\n\n[^1]: See the *book*\n\n    Twice.\n\n[^2]: The end.\n"


def test_pictures_come_with_their_descriptions():
    said = "A jar&#10;&#10;Description automatically generated with medium confidence"
    body = (
        p(drawn("a", said))
        + p(drawn("b", "Slips [of] paper"))
        + p(drawn("a", "The jar again"))
        + p(drawn("gone"))
    )
    relations = {
        "a": ("image", "media/x.png"),
        "b": ("image", "media/y.jpeg"),
        "gone": ("image", "media/z.png"),
    }

    document = read(
        body, relations=relations, parts={"media/x.png": picture(), "media/y.jpeg": picture("JPEG")}
    )

    assert document.markdown == (
        "![A jar](picture-1.png)\n\n![Slips [of] paper](picture-2.jpg)\n\n![The jar again](picture-1.png)\n"
    )
    assert [one.name for one in document.pictures] == ["picture-1.png", "picture-2.jpg"]
    assert messages(document) == [
        "1 picture: is not in the file, so it was left out",
        "the description of picture-1.png was generated by a program; write your own",
    ]


M = "<m:oMath>{}</m:oMath>"
BOX = "<w:txbxContent><w:p><w:r><w:t>Boxed.</w:t></w:r></w:p></w:txbxContent>"
BOTH = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx>"
    f"{BOX}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
    f"<mc:Fallback><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def m(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (p("Before ", BOTH, "after."), "Before after.\n\nBoxed.\n"),
        (
            p("So ", M.format(f"<m:f><m:num>{m('1')}</m:num><m:den>{m('a+β')}</m:den></m:f>"), "."),
            "So $\\frac{1}{a+\\beta}$.\n",
        ),
        (
            p(f"<m:oMathPara>{M.format('<m:rad><m:deg/><m:e>' + m('2') + '</m:e></m:rad>')}</m:oMathPara>"),
            "$$\n\\sqrt{2}\n$$\n",
        ),
        (p('<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>', " yes"), "☺ yes\n"),
        (p("non", "<w:r><w:noBreakHyphen/></w:r>", "stop", "<w:r><w:softHyphen/></w:r>", "ped"), "non-stopped\n"),
        (p("a", "<w:r><w:tab/></w:r>", "b", '<w:r><w:br w:type="page"/></w:r>', "c"), "a b\\\nc\n"),
        (p(f'<w:smartTag w:element="City">{r("Paris")}</w:smartTag>', " in May"), "Paris in May\n"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{p('☒ done')}</w:sdtContent></w:sdt>", "☒ done\n"),
        (p("O", properties='<w:framePr w:dropCap="drop"/>') + p("nce upon"), "Once upon\n"),
        (p(r("5 ", "<w:b/>"), r("apples", "<w:b/>"), " each"), "**5 apples** each\n"),
        (p("A", r("n “odd” ", "<w:i/>"), "one"), "A*n “odd”* one\n"),
        (p("a ", r("(b)", "<w:b/>"), "c"), "a <strong>(b)</strong>c\n"),
        (p(r("1", '<w:vertAlign w:val="superscript"/>'), "Lab"), "<sup>1</sup>Lab\n"),
        (p("$5 and $6, 50% &amp; more_or_less."), "\\$5 and \\$6, 50% & more_or_less.\n"),
        (p("1. Not a list"), "1\\. Not a list\n"),
        (
            "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>" + p("wide") + "</w:tc></w:tr><w:tr><w:tc>"
            + p("a") + "</w:tc><w:tc><w:tbl><w:tr><w:tc>" + p("in") + "</w:tc><w:tc>" + p("ner")
            + "</w:tc></w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>",
            "| wide |  |\n| --- | --- |\n| a | in, ner |\n",
        ),
        ("<w:tbl><w:tr><w:tc>" + p("A frame.") + "</w:tc></w:tr></w:tbl>", "A frame.\n"),
    ],
)  # fmt: skip
def test_what_mammoth_does_not_read_by_itself(body, text):
    assert markdown(body) == text


def test_a_list_goes_on_counting_after_a_paragraph():
    levels = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/></w:lvl>'
    lists = f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum><w:num w:numId="4"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="4"/></w:numPr>'
    body = (
        p("one", properties=item) + p("two", properties=item) + p("Meanwhile.") + p("three", properties=item)
    )

    text = markdown(body, parts={"numbering.xml": lists}, relations={"n": ("numbering", "numbering.xml")})

    assert text == "1. one\n2. two\n\nMeanwhile.\n\n3. three\n"


def test_what_was_cut_away_from_a_picture_does_not_come_along():
    body = p(drawn("a", "Half a jar", '</pic:blipFill><pic:blipFill><a:srcRect r="50000"/>'))

    document = read(
        body, relations={"a": ("image", "media/x.png")}, parts={"media/x.png": picture(size=(8, 6))}
    )

    assert Image.open(BytesIO(document.pictures[0].data)).size == (4, 6)
    assert messages(document) == [
        "1 picture: cut as in the document; the parts cut away are not in the story's folder"
    ]


def test_headers_are_noted_with_their_words_and_hidden_text_is_only_counted():
    header = f'<w:hdr xmlns:w="{W}">{p("Example School")}</w:hdr>'
    body = (
        p("Seen.", r("Unseen.", "<w:vanish/>"))
        + '<w:sectPr><w:headerReference w:type="default" r:id="h"/></w:sectPr>'
    )

    document = read(body, parts={"header1.xml": header}, relations={"h": ("header", "header1.xml")})

    assert document.markdown == "Seen.\n"
    assert [(note.message, note.text) for note in document.notes] == [
        ("1 hidden passage: left out, as Word does not show them", ""),
        ("the header of the pages: left out", "Example School"),
    ]


def test_any_line_of_a_document_reads_the_same_on_the_page():
    """What has a meaning in Markdown has none where it was typed in a document."""
    pieces = "a b1 5 * _ [ ] ( ) # + - . ! ` \\ ~ ^ = $ { } : | < > & &amp; 1. >\u00a0 :smile: [^1] a_b == ~~ ** __ !!! {.x} [x](y) <b> <!-- [1]:\u00a0x $x$ x^2^ H~2~O ```".split(
        " "
    )
    forms = (
        "<p>{}</p>",
        "<ul><li>{}</li></ul>",
        "<h2>{}</h2>",
        "<p>a<em>{}</em>b</p>",
        "<p>a <strong>{}</strong></p>",
        "<blockquote><p>{}</p></blockquote>",
    )
    typed = str.maketrans("“”‘’", "\"\"''")
    chance = Random(7)
    wrong = []
    for _ in range(600):
        line = " ".join(
            "".join(chance.choice(pieces) + chance.choice(["", "", " "]) for _ in range(7)).split()
        )
        tree = html.fragment_fromstring(chance.choice(forms).format(escape(line)), create_parent="div")
        wanted = "".join(tree.itertext())
        _, page, _ = render_text("x.md", markdown_of(tree), 1, "en", 20)
        shown = "".join(html.fragment_fromstring(page, create_parent="div").itertext())
        shown = shown.translate(typed).replace("—", "---").replace("–", "--").replace("…", "...")
        if shown.split() != wanted.split():
            wrong.append((wanted, shown))

    assert wrong == []


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "this file is empty"),
        (b"%PDF-1.7\n", "this is a PDF, not a Word document"),
        (b"{\\rtf1 x}", "this is an RTF document, not a Word document"),
        (b"<html><body>x", "this is a web page, not a Word document"),
        (b"Dear all", "this is not a Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "this document is in the old format of Word (.doc)"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "this document is locked with a password",
        ),
        (by_hand(p("x"))[:-40], "this document is damaged"),
        (by_hand(p("x"), prolog='<!DOCTYPE x [<!ENTITY a "b">]>'), "this document contains a part with a document type, which could expand without end"),
        (by_hand(p("&a;")), "this document is damaged"),
        (by_hand(p("x"), main_type="application/vnd.ms-word.document.macroEnabled.main+xml"), "this document contains programs (macros)"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}), "this is an OpenDocument or an e-book, not a Word document"),
        (zipped({"a.txt": "x"}), "this is not a Word document"),
        (by_hand("<w:altChunk r:id='x'/>"), "this document contains another document"),
        (by_hand(p("x"), parts={"styles.xml": bytes(40_000_000)}, relations={"s": ("styles", "styles.xml")}), "this document is too large"),
        (by_hand("<w:p>" * 300 + "</w:p>" * 300), "the parts of this document are nested too deeply"),
    ],
)  # fmt: skip
def test_other_files_are_refused_with_their_reason(data, message):
    with pytest.raises(UnsafeError) as refused:
        read_word("x.docx", data)

    assert refused.value.message == message
    assert refused.value.help


def call(*args):
    result = CliRunner().invoke(main, list(map(str, args)), catch_exceptions=False)
    return result.exit_code, result.output


def test_a_new_post_from_documents(make_site, tmp_path):
    site = make_site({})
    (tmp_path / "mein glas.docx").write_bytes(
        by_hand(
            p("Das Glas", properties='<w:pStyle w:val="berschrift1"/>') + p("Hallo.") + p(drawn("a")),
            parts={"styles.xml": STYLES, "media/x.png": picture()},
            relations={"s": ("styles", "styles.xml"), "a": ("image", "media/x.png")},
        )
    )
    (tmp_path / "two.docx").write_bytes(by_hand(p("Two.")))

    code, printed = call(
        "new", "post", "--author", "rosa", "--site", site.folder,
        "--from", tmp_path / "mein glas.docx", "--from", tmp_path / "two.docx",
    )  # fmt: skip

    [folder] = (site.folder / "content/posts").glob("*-das-glas")
    day = folder.name.removesuffix("-das-glas")
    assert code == 0
    assert (
        f'mein glas.docx is now the draft content/posts/{folder.name}/index.md and 1 picture: "Das Glas".'
        in printed
    )
    assert "this picture has no description for people who cannot see it" in printed
    assert (folder / "index.md").read_text() == (
        f'---\ntitle: "Das Glas"\ndate: {day}\nauthors: [rosa]\ndraft: true\n---\n\nHallo.\n\n![](picture-1.png)\n'
    )
    assert (folder / "picture-1.png").read_bytes() == picture()
    assert (site.folder / f"content/posts/{day}-two/index.md").read_text().endswith("\nTwo.\n")


def test_one_option_takes_all_files_that_a_shell_names_after_it(make_site, monkeypatch):
    site = make_site({"one.docx": by_hand(p("One.")), "two.docx": by_hand(p("Two."))})
    monkeypatch.chdir(site.folder)

    code, _ = call("new", "post", "--from", "one.docx", "two.docx")
    titled, _ = call("new", "post", "A title", "--from", "one.docx")

    assert (code, titled) == (0, 0)
    names = sorted(path.stem[11:] for path in (site.folder / "content/posts").iterdir())
    assert names == ["a-title", "one", "two"]


def test_where_one_document_cannot_be_read_nothing_is_written(make_site, tmp_path):
    """The problem is `unread-document`."""
    site = make_site({})
    (tmp_path / "good.docx").write_bytes(by_hand(p("Good.")))
    (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))

    code, printed = call(
        "new", "post", "--site", site.folder, "--from", tmp_path / "good.docx", "--from", tmp_path / "old.doc"
    )

    assert code == 1
    assert "old.doc:1:1  this document is in the old format of Word (.doc)\n  help: open it" in printed
    assert not (site.folder / "content/posts").exists()


def test_a_lost_word_is_named_and_is_an_error(make_site, monkeypatch):
    """The problem is `lost-words`."""
    site = make_site({"a.docx": by_hand(p("One two."))})
    monkeypatch.chdir(site.folder)
    monkeypatch.setattr(proof, "_page", lambda _: "one")

    code, printed = call("new", "post", "--from", "a.docx")

    assert code == 1
    assert "a.docx:1:1  1 word is not in the story: two\n  help: add it by hand" in printed


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ([], "Missing argument 'TITLE'."),
        (["x", "--from", "a.docx", "--from", "a.docx"], "A title works for one document only."),
        (["x", "y", "--from", "a.docx"], "Got unexpected extra words: y."),
        (["x", "y"], "Got unexpected extra words: y. Put a title of several words in quotes."),
        (["--from", "a.docx", "b.docx"], "File 'b.docx' does not exist."),
        (["--from", "a.docx", "--from", "a.docx"], 'this document has the same title as a.docx: "a"'),
    ],
)
def test_wrong_usage(make_site, monkeypatch, args, message):
    site = make_site({"a.docx": by_hand(p("x"))})
    monkeypatch.chdir(site.folder)

    code, printed = call("new", "post", *args)

    assert (code, message in printed) == (2, True)


def test_without_the_extra_the_command_says_what_to_install(make_site, monkeypatch):
    site = make_site({"a.docx": by_hand(p("x"))})
    monkeypatch.setattr(documents, "find_spec", lambda _: None)

    code, printed = call("new", "post", "--site", site.folder, "--from", site.folder / "a.docx")

    assert (code, 'run: pip install "edblog[import]"' in printed) == (2, True)
