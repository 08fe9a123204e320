"""A Word document becomes a story in the browser, under the policy of the page, without a request to anyone else."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest
from tests.documents.made import by_hand, drawn, made, p, picture, r, zipped
from tests.write_modules import SCRIPTS

VENDORED = SCRIPTS / "mammoth" / "mammoth.browser.min.js"
OPEN = """
    const { markdownFromDocx } = await use("docx");
    const bytes = Uint8Array.from(atob(argument), (letter) => letter.charCodeAt(0));
    try {
        const found = await markdownFromDocx(new File([bytes], "a jar.docx"));
        const pictures = [];
        for (const { name, blob, alt } of found.pictures) pictures.push([name, blob.name, blob.type, blob.size, alt]);
        return { ...found, pictures };
    } catch (error) {
        return error.code ?? String(error);
    }
"""
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def opened(modules, data: bytes):
    return modules.run(OPEN, base64.b64encode(data).decode())


def test_the_vendored_file_is_that_of_the_package():
    digest = base64.b64encode(hashlib.sha384(VENDORED.read_bytes()).digest()).decode()

    assert f'"sha384-{digest}"' in (SCRIPTS / "docx.js").read_text(encoding="utf-8")
    assert f"SHA-384: {digest}\n" in (VENDORED.parent / "LICENSES.txt").read_text(encoding="utf-8")
    assert "mammoth 1.13.0" in (VENDORED.parent / "LICENSES.txt").read_text(encoding="utf-8")


def test_it_is_loaded_when_a_document_is_opened_and_not_before(modules):
    found = modules.run("await use('docx'); return [typeof globalThis.mammoth];")

    assert found == ["undefined"]


def test_a_document_of_python_docx(modules):
    def fill(d):
        d.add_heading("The Question Jar", 0)
        d.add_paragraph("It began on a Monday.")
        d.add_heading("What I tried", 1)
        text = d.add_paragraph("We ")
        text.add_run("all").bold = True
        text.add_run(" wrote slips.")
        d.add_paragraph("one", style="List Bullet")
        d.add_paragraph("first", style="List Number")
        table = d.add_table(2, 2)
        table.cell(0, 0).text, table.cell(0, 1).text, table.cell(1, 0).text = "a", "b", "c"
        d.add_paragraph("Wise words", style="Intense Quote")
        d.sections[0].header.paragraphs[0].text = "Example School"

    found = opened(modules, made(fill))

    assert found == {
        "title": "The Question Jar",
        "markdown": "It began on a Monday.\n\n## What I tried\n\nWe **all** wrote slips.\n\n- one\n\n1. first\n\n"
        "| a | b |\n| --- | --- |\n| c |  |\n\n> Wise words",
        "pictures": [],
        "notes": [{"code": "margins", "count": 1, "text": "Example School"}],
    }


def test_changes_links_notes_pictures_and_formulas(modules):
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    code = '<w:r><w:instrText> HYPERLINK "https://a.example/x" \\o "a tip" </w:instrText></w:r>'
    formula = "<m:oMath><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>"
    box = "<w:r><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:t>Boxed.</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    body = p(
        "Kept ",
        f"<w:ins>{r('added ')}</w:ins>",
        "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>",
        begin + code + separate,
        "link",
        end,
        '<w:r><w:footnoteReference w:id="2"/></w:r>',
    )
    body += p(drawn("a", "A jar&#10;Description automatically generated")) + p("So ", formula, box)
    notes = f'<w:footnotes {W}><w:footnote w:id="2">{p("A note.")}</w:footnote></w:footnotes>'
    comments = f'<w:comments {W}><w:comment w:id="0">{p("Secret")}</w:comment></w:comments>'

    found = opened(
        modules,
        by_hand(
            body,
            parts={"footnotes.xml": notes, "comments.xml": comments, "media/x.png": picture()},
            relations={
                "f": ("footnotes", "footnotes.xml"),
                "c": ("comments", "comments.xml"),
                "a": ("image", "media/x.png"),
            },
        ),
    )

    assert found["markdown"] == (
        "Kept added [link](https://a.example/x)[^1]\n\n![](picture-1.png)\n\nSo ${x}^{2}$\n\nBoxed.\n\n[^1]: A note."
    )
    assert found["pictures"] == [["picture-1.png", "picture-1.png", "image/png", len(picture()), "A jar"]]
    assert sorted((note["code"], note["count"]) for note in found["notes"]) == [
        ("boxes", 1),
        ("comments", 1),
        ("deletions", 1),
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(600), "old"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "locked"),
        (b"%PDF-1.7", "other"),
        (b"", "other"),
        (by_hand(p("x"))[:-60], "damaged"),
        (by_hand(p("x"), prolog='<!DOCTYPE x [<!ENTITY a "b">]>'), "damaged"),
        (by_hand(p("&a;")), "damaged"),
        (by_hand(p("x"), parts={"vbaProject.bin": "x"}), "macros"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}), "other"),
        (by_hand(p("x"), parts={"big.xml": bytes(50_000_000)}), "too-large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_other_files_are_refused_with_their_reason(modules, data, code):
    assert opened(modules, data) == code
    # Chromium's own note about XML that is none has a style, which the policy refuses.
    modules.said[:] = [said for said in modules.said if not said.startswith("Applying inline style")]


def test_the_vendored_script_needs_no_eval_on_its_way():
    """`new Function` is in it twice: in a fallback that no browser reaches, and in a template engine that nothing calls."""
    text = Path(VENDORED).read_text(encoding="utf-8")

    assert len(re.findall(r"\bnew Function\b|[^\w.]Function\(|[^\w.]eval\(", text)) == 2
