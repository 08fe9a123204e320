"""Files whose bytes are the mistake: encodings, sizes, links, and names that no editor shows as they are."""

from __future__ import annotations

import os
import sys
import unicodedata

import pytest

from edblog.problems.formats import as_text

STORY = "---\ntitle: El frasco\ndate: 2026-01-02\nauthor: rosa\n---\nLa señora Ruiz preguntó.\n"
POST = "content/posts/jar.md"


@pytest.fixture
def answer(make_site):
    """What a check says about a site of these files."""

    def answer(files):
        return as_text(make_site(files).build(dry=True).problems)

    return answer


def test_a_file_in_latin_1(answer):
    assert answer({POST: STORY.encode("latin-1")}) == (
        "error content/posts/jar.md:6:6  this file is not saved as UTF-8 text, but probably as Windows-1252 (Latin-1); "
        'see the character "ñ" here\n'
        "  6 | La se\N{REPLACEMENT CHARACTER}ora Ruiz pregunt\N{REPLACEMENT CHARACTER}.\n"
        "    |      ^\n"
        "  help: open it in your editor and save it with the encoding UTF-8\n"
    )


def test_a_file_in_utf_16(answer):
    assert answer({POST: STORY.encode("utf-16")}) == (
        "error content/posts/jar.md:1:1  this file is not saved as UTF-8 text, but probably as UTF-16\n"
        "  help: open it in your editor and save it with the encoding UTF-8\n"
    )


def test_a_word_file_that_was_only_renamed(answer):
    assert answer({POST: b"PK\x03\x04\x14\x00\x06\x00" + bytes(range(256)) * 9}) == (
        "error content/posts/jar.md:1:1  this is not a text file, although its name ends in .md\n"
        "  help: save the story as plain text; a file from a word processor must be exported, not renamed\n"
    )


def test_a_story_of_five_megabytes(answer):
    assert answer({POST: STORY.encode() + b"and so on " * 500_000}) == (
        "error content/posts/jar.md:1:1  this text is too large: it has 5,000 kB, and the limit is 1,000 kB\n"
        "  help: delete pasted pictures and other data from the text, and save pictures as files in the same folder\n"
    )


def test_a_picture_that_is_none(answer):
    body = STORY + "\n![A jar](jar.png)\n"

    assert answer({POST: body, "content/posts/jar.png": b"\x89PNG\r\n\x1a\n and then nothing"}) == (
        "error content/posts/jar.png:1:1  this picture is damaged, or it is not of the type that its name says\n"
        "  help: open it and save it again as PNG or JPEG\n"
    )


def test_an_empty_picture(answer):
    assert answer({POST: STORY + "\n![A jar](jar.png)\n", "content/posts/jar.png": b""}) == (
        "error content/posts/jar.png:1:1  this file is empty\n  help: copy it again, or delete it\n"
    )


def test_a_drawing_with_a_program_in_it(answer):
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

    assert answer({POST: STORY + "\n![A jar](jar.svg)\n", "content/posts/jar.svg": drawing}) == (
        'error content/posts/jar.svg:1:41  this drawing contains "script", which could run or load something '
        "in a reader's browser\n"
        "  help: save it as a plain SVG, or as PNG\n"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
@pytest.mark.parametrize("target", ["outside.md", "outside", "nowhere"])
def test_a_link_in_the_file_system(make_site, target):
    site = make_site({POST: STORY})
    (site.folder.parent / "outside.md").write_text(STORY, encoding="utf-8")
    (site.folder.parent / "outside").mkdir(exist_ok=True)
    (site.folder / "content/posts/link.md").symlink_to(site.folder.parent / target)

    assert as_text(site.build(dry=True).problems) == (
        "error content/posts/link.md:1:1  this is a link to another place on the computer, and links are not followed\n"
        "  help: delete the link, and put the file or folder itself here\n"
    )


def test_two_names_that_differ_only_by_their_unicode_form(answer):
    composed, decomposed = (unicodedata.normalize(form, "frasco-日々ガ") for form in ("NFC", "NFD"))
    files = {
        f"content/posts/2025/{composed}.md": STORY,
        f"content/posts/2026/{decomposed}.md": STORY,
        "content/posts/2025/más.md": STORY,
        "content/posts/2026/mas.md": STORY,
    }

    assert answer(files) == (
        f'error content/posts/2026/{decomposed}.md:1:1  this file and "content/posts/2025/{composed}.md" have the '
        f'same address, "/posts/{composed}/"\n'
        f"  help: rename one of the two files, or give it another address: slug: {composed}-2\n"
        "\n"
        'error content/posts/2026/mas.md:1:1  this file and "content/posts/2025/más.md" have the same address, '
        '"/posts/mas/"\n'
        "  help: rename one of the two files, or give it another address: slug: mas-2\n"
    )


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are Unicode there")
def test_a_file_name_that_is_not_utf_8(make_site):
    site = make_site({POST: STORY})
    with open(os.fsencode(site.folder / "content/posts") + b"/caf\xe9.md", "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write(STORY)

    problems = site.build(dry=True).problems

    assert as_text(problems).encode() == (
        b"error content/posts/caf\xef\xbf\xbd.md:1:1  the name of this file is not stored as UTF-8\n"
        b"  help: rename it; use only letters, digits and hyphens\n"
    )
