"""Writes a book as EPUB 3.3, with the metadata of EPUB Accessibility 1.1.

The same book has the same bytes on every machine: the date is that of the newest story, and nothing is compressed, because the
libraries that compress differ. Pictures, most of the bytes, are compressed anyway.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC
from hashlib import blake2b
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from edblog.outputs.books.nodes import Node
from edblog.outputs.books.own import own_file
from edblog.outputs.books.parts import Made, about_lines, absolute, byline, caption, direction
from edblog.outputs.books.xhtml import XML, anchor, attribute, element, markup, page, text
from edblog.views.books import Book, Chapter

_OPENED = (1980, 1, 1, 0, 0, 0)
"""The date of every file: the earliest that a ZIP file can have."""
_CONTAINER = (
    f'{XML}<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">\n<rootfiles>\n'
    '<rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/>\n</rootfiles>\n</container>\n'
)
_COVER = '<item id="cover" href="cover.png" media-type="image/png" properties="cover-image"/>'
_MAY_MOVE = ("image/gif", "image/webp")
"""Types of pictures that may flash."""


def epub(made: Made) -> bytes:
    """The bytes of the EPUB."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for name, data in _archived(made):
            info = ZipInfo(name, _OPENED)
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return out.getvalue()


def _archived(made: Made) -> Iterator[tuple[str, bytes]]:
    """All files in their order: the type comes first, so that programs know the file by its first bytes."""
    yield "mimetype", b"application/epub+zip"
    yield "META-INF/container.xml", _CONTAINER.encode()
    yield "book/package.opf", _package(made).encode()
    yield "book/nav.xhtml", _navigation(made.book)
    yield "book/title.xhtml", _title_page(made)
    for number in range(len(made.book.chapters)):
        yield f"book/{_name(number)}", _chapter_page(made, number)
    yield "book/people.xhtml", _people_page(made.book)
    yield "book/about.xhtml", _about_page(made)
    yield "book/style.css", own_file("style.css")
    if made.cover:
        yield "book/cover.png", made.cover
    for file in made.files.values():
        yield f"book/pictures/{file.name}", file.data


def _name(number: int) -> str:
    return f"story-{number + 1}.xhtml"


def _package(made: Made) -> str:
    book = made.book
    changed = book.changed.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    names = [person.name for person in book.people]
    lines = [
        f'<dc:identifier id="id">{text(book.page)}#book-{_digest(book.title)}{f"-{book.lang}" if book.site_lang else ""}</dc:identifier>',
        f"<dc:title{_xml(book.title_lang)}>{text(book.title)}</dc:title>",
        f"<dc:language>{text(book.lang)}</dc:language>",
        *(f"<dc:language>{text(lang)}</dc:language>" for lang in _languages(book)),
        *(f"<dc:creator>{text(name)}</dc:creator>" for name in names),
        f"<dc:publisher>{text(book.site.title)}</dc:publisher>",
        f"<dc:date>{book.newest:%Y-%m-%d}</dc:date>",
        f"<dc:source>{text(book.page)}</dc:source>",
        *([f"<dc:description>{text(book.about)}</dc:description>"] if book.about else []),
        *([f"<dc:rights>{text(book.license.title)}</dc:rights>"] if book.license else []),
        '<meta name="generator" content="edblog book"/>',
        # For readers that know only EPUB 2.
        *(['<meta name="cover" content="cover"/>'] if made.cover else []),
        f'<meta property="dcterms:modified">{changed}</meta>',
        *(f'<meta property="schema:{name}">{text(value)}</meta>' for name, value in _access(made)),
    ]
    items = [
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
        *(_manifest_item(name, f"{name}.xhtml") for name in ("title", "people", "about")),
        *(
            _manifest_item(f"story-{n + 1}", _name(n), has_math=_has_math(made.texts[n]))
            for n in range(len(made.texts))
        ),
        '<item id="style" href="style.css" media-type="text/css"/>',
        # On shelves of books only: within the book, the title page says the same in words.
        *([_COVER] if made.cover else []),
        *(
            f'<item id="{file.name.partition(".")[0]}" href="pictures/{file.name}" media-type="{file.type}"/>'
            for file in made.files.values()
        ),
    ]
    spine = ["title", "nav", *(f"story-{n + 1}" for n in range(len(made.texts))), "people", "about"]
    way = ' page-progression-direction="rtl"' if direction(book.lang) == "rtl" else ""
    return "\n".join(
        (
            f'{XML}<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"',
            f'xml:lang={attribute(book.lang)} prefix="schema: http://schema.org/">',
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">',
            *lines,
            "</metadata>\n<manifest>",
            *items,
            f"</manifest>\n<spine{way}>",
            *(f'<itemref idref="{name}"/>' for name in spine),
            "</spine>\n</package>\n",
        )
    )


def _in(language: str) -> dict[str, str]:
    """The attributes of an element in another language than the book; none for an empty one."""
    return {"lang": language, "xml__lang": language, "dir": direction(language)} if language else {}


def _xml(language: str) -> str:
    return f" xml:lang={attribute(language)}" if language else ""


def _digest(title: str) -> str:
    return blake2b(title.encode(), digest_size=8).hexdigest()


def _languages(book: Book) -> list[str]:
    return [lang for lang in dict.fromkeys(chapter.lang for chapter in book.chapters) if lang != book.lang]


def _manifest_item(id_: str, href: str, *, has_math: bool = False) -> str:
    math = ' properties="mathml"' if has_math else ""
    return f'<item id="{id_}" href="{href}" media-type="application/xhtml+xml"{math}/>'


def _has_math(nodes: list[Node | str]) -> bool:
    return any(isinstance(node, Node) and (node.tag == "math" or _has_math(node.children)) for node in nodes)


def _access(made: Made) -> Iterator[tuple[str, str]]:
    """What helps readers with disabilities to know whether they can read the book (EPUB Accessibility 1.1, section 2)."""
    yield "accessMode", "textual"
    if made.files:
        yield "accessMode", "visual"
    yield "accessModeSufficient", "textual"
    features = ["displayTransformability", "readingOrder", "structuralNavigation", "tableOfContents"]
    features += ["alternativeText"] if made.files else []
    features += ["MathML"] if any(map(_has_math, made.texts)) else []
    yield from (("accessibilityFeature", feature) for feature in features)
    moves = any(file.type in _MAY_MOVE for file in made.files.values())
    yield "accessibilityHazard", "unknown" if moves else "none"
    yield "accessibilitySummary", made.book.words["access"]


def _navigation(book: Book) -> bytes:
    items = [
        *((_name(number), chapter.title, chapter.lang) for number, chapter in enumerate(book.chapters)),
        ("people.xhtml", book.words["people"], book.lang),
        ("about.xhtml", book.words["about"], book.lang),
    ]
    listed = "".join(
        f"<li><a href={attribute(href)} lang={attribute(lang)} xml:lang={attribute(lang)}>{text(title)}</a></li>\n"
        for href, title, lang in items
    )
    title = book.words["contents"]
    body = f'<nav epub:type="toc" role="doc-toc" aria-labelledby="contents">\n<h1 id="contents">{text(title)}</h1>\n<ol>\n{listed}</ol>\n</nav>'
    return page(title, body, book.lang, direction(book.lang))


def _title_page(made: Made) -> bytes:
    book = made.book
    body = (
        '<section class="title" epub:type="titlepage">\n'
        + element("h1", book.title, **_in(book.title_lang))
        + element("p", book.about)
        + element("p", " · ".join(person.name for person in book.people))
        + element("p", f"{book.site.title}, {made.dates(book.newest)}")
        + "</section>"
    )
    return page(book.title, body, book.lang, direction(book.lang))


def _chapter_page(made: Made, number: int) -> bytes:
    book, chapter = made.book, made.book.chapters[number]
    own = f" lang={attribute(chapter.lang)} xml:lang={attribute(chapter.lang)} dir={attribute(direction(chapter.lang))}"
    part = book.words["part"].replace("{part}", str(chapter.part)) if chapter.part else ""
    body = (
        '<section epub:type="chapter" role="doc-chapter" aria-labelledby="eb-title">\n<header>\n'
        + element("p", part, class_="part")
        + f'<h1 id="eb-title"{own}>{text(chapter.title)}</h1>\n'
        + element("p", byline(book, chapter), class_="by")
        + element("p", made.dates(chapter.date), class_="when")
        + element("p", " · ".join(chapter.subjects), class_="subjects", **_in(book.site_lang))
        + element("p", chapter.why, class_="why", **_in(book.site_lang))
        + "</header>\n"
        + _lead(chapter, made.leads[number])
        + f"<div{own}>\n{element('p', chapter.deck, class_='lead')}{markup(made.texts[number])}</div>\n"
        + f'<p class="online">{anchor(book.words["online"], absolute(book, chapter.url))}</p>\n</section>'
    )
    return page(chapter.title, body, book.lang, direction(book.lang))


def _lead(chapter: Chapter, name: str) -> str:
    if not name or chapter.image is None:
        return ""
    words = " · ".join(anchor(words, url) for words, url in caption(chapter.image))
    under = f"<figcaption>{words}</figcaption>" if words else ""
    return f"<figure><img src={attribute(f'pictures/{name}')} alt={attribute(chapter.image.alt)}/>{under}</figure>\n"


def _people_page(book: Book) -> bytes:
    title, own = book.words["people"], _in(book.site_lang)
    found = []
    for person in book.people:
        found.append(f"<h2>{anchor(person.name, absolute(book, person.url) if person.url else '')}</h2>\n")
        found.append(element("p", ", ".join(filter(None, (person.role, person.school))), **own))
        found.append(element("p", person.about, **own))
    body = f'<section epub:type="contributors">\n{element("h1", title)}{"".join(found)}</section>'
    return page(title, body, book.lang, direction(book.lang))


def _about_page(made: Made) -> bytes:
    title = made.book.words["about"]
    lines = "".join(
        f"<p>{''.join(anchor(words, url) for words, url in line)}</p>\n" for line in about_lines(made)
    )
    body = f'<section epub:type="colophon" role="doc-colophon">\n{element("h1", title)}{lines}</section>'
    return page(title, body, made.book.lang, direction(made.book.lang))
