"""Checks of a text for people who hear it, or who do not see it well (WCAG 2.1).

Levels A and AA bind districts in the United States: ADA Title II, 28 CFR 35, subpart H.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator
from typing import NamedTuple

from edblog.problems import messages
from edblog.sources.markdown.checked_text import Find, SourceText
from edblog.sources.markdown.prose import shape_of

DECORATIVE = "decorative"
"""The class of a picture that needs no description: `![](line.svg){.decorative}`."""
LONG_LINK = 20
"""Characters of a link that is too long to be vague."""
LONG_ADDRESS = 40
"""Characters of an address that is too long to be read aloud as the words of a link."""
LINK_ENDS = " .…,:;!>»→()"
"""Characters at the ends of a link's words that say nothing."""
SENTENCE_ENDS = ".:!?,;…\"”'’)"
"""Characters with which a bold line ends that is no heading."""
HEADING_WORDS = 8
"""Words of a bold line that may be meant as a heading."""

MARKS = re.compile(r"[*_`~\\]")
FILE = re.compile(r"[^\n]{0,120}\.(?:jpe?g|jpe|jfif|png|gif|webp|svg|avif|hei[cf]|hif|bmp|tiff?)")
CAMERA = re.compile(
    r"(?:img|dsc|dscn|pxl|pict?|p|image|photo|foto|imagen|screen ?shot|captura(?: de pantalla)?|whatsapp image|scan|untitled(?: design)?)[ _.-]*(?:\d[\w ._-]{0,40}|\(\d{1,4}\))?|[0-9a-f-]{16,40}|\d{4,}(?:[_-]\d+)*"
)
_IN_NAMES = re.compile(r"[_\d]")
"""Characters that are common in file names, and rare in descriptions."""
EMPTY_DESCRIPTIONS = frozenset(
    "image|images|img|photo|photos|photograph|picture|pictures|pic|graphic|graphics|icon|figure|thumbnail|banner|header|placeholder|alt|alt text|alternative text|description|decorative|"
    "image of|picture of|photo of|a photo|a picture|an image|my photo|image here|photo here|screenshot|screen shot|untitled|null|undefined|"
    "foto|fotos|imagen|imágenes|fotografía|dibujo|gráfico|icono|ícono|imagen de|foto de|una foto|una imagen|texto alternativo|captura de pantalla".split(
        "|"
    )
)
VAGUE = frozenset(
    "here|click here|click|click this|click this link|right here|over here|this|this link|link|the link|this page|this site|this website|this article|read more|more|read on|learn more|see more|more info|more here|read this|go here|see here|"
    "aquí|aqui|haz clic aquí|haga clic aquí|clic aquí|pulsa aquí|pulse aquí|este enlace|enlace|leer más|lee más|más|ver más|más información|saber más|este sitio|esta página|acá|por aquí".split(
        "|"
    )
)

# Linear: each picture and link ends with a bracket on the same line, with no bracket inside, so no character is read twice.
PICTURE = re.compile(
    r"!\[([^\[\]\n]*)\](?:\(([^()\n]*(?:\([^()\n]*\)[^()\n]*)?)\)|\[[^\[\]\n]*\])(\{[^{}\n]*\})?"
)
# Linear: no element starts inside another.
_IMG = re.compile(r"<img\b[^<>]*>?", re.IGNORECASE)
_ALT = re.compile(r"\salt\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]*))", re.IGNORECASE)
_SRC = re.compile(_ALT.pattern.replace("alt", "src"), re.IGNORECASE)
LINK = re.compile(r"\[([^\[\]\n]{1,200})\](?:\(|\[(?!\]))")
# Linear: a link may contain a few other elements, but no other link, so no two attempts read the same text.
_HTML_LINK = re.compile(r"<a\s[^<>]*+>((?:[^<>]{1,200}+|<(?!/?a\b)[^<>]{0,100}+>){0,12}+)</a>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*+>")
AUTOLINK = re.compile(r"<(https?://[^<>\s]+)>")
# Linear: each starts with characters that it cannot contain again, and reads one line.
HASHES = re.compile(r"\n {0,3}(#{1,6})(?=[ \t\n]|\Z)([^\n]*)")
_UNDERLINE = re.compile(r"\n(==+|--+)[ \t]*(?=\n|\Z)")
_HTML_HEADING = re.compile(r"<h([1-6])\b[^<>]*>([^<>]*)(</h)?", re.IGNORECASE)
RULE = re.compile(r"\n[ ]{0,3}\|?[ ]{0,9}:?-+:?[ ]{0,9}\|[ :|-]*(?=\n|\Z)")
_HTML_TABLE = re.compile(r"<table\b[^<>]*>", re.IGNORECASE)
_TH = re.compile(r"<th[\s>]", re.IGNORECASE)
_TABLE_END = re.compile(r"</table", re.IGNORECASE)
# Linear: each word is read once; the next run starts after the last one.
_CAPITALS = re.compile(
    r"(?<![\w@#/.&$-])[A-ZÀ-ÖØ-Þ]{2,}(?:['’][A-Z]{1,2})?(?:[ ,!-]{1,2}(?:[A-ZÀ-ÖØ-Þ]{2,}(?:['’][A-Z]{1,2})?|[AIYO]\b))+(?![\w@/.&-]*[a-z0-9])"
)
_SMALL_WORDS = frozenset("THE AND YOU YOUR NOT ARE WAS THIS THAT WHAT WITH LOS LAS QUE CON ES".split())
"""Words of sentences, which are not acronyms."""
BOLD_LINE = re.compile(r"\n\n(\*\*|__)(?=\S)([^*_\n]{2,80})\1[ \t]*(?=\n[ \t]*\n[ ]{0,3}[^\s#>|<!*_-])")
_BULLET = "(?:[•●◦▪▫■□○‣·∙✅✔➡👉🔹\uf0b7]|–[ \u00a0])"
BULLETS = re.compile(rf"\n[ ]{{0,3}}{_BULLET}[^\n]*\n(?:[ \t]*\n)?[ ]{{0,3}}{_BULLET}")


def is_empty_description(alt: str, target: str = "") -> bool:
    """Whether a description is only a file name, such as that of its picture, or a word such as *photo*."""
    words = " ".join(alt.casefold().split()).strip(" .:!-_")
    return (
        words in EMPTY_DESCRIPTIONS
        or (FILE.fullmatch(words) is not None and " " not in words.strip())
        or CAMERA.fullmatch(words) is not None
        or (_IN_NAMES.search(words) is not None and words == _stem(target))
    )


def _stem(target: str) -> str:
    """The file name of a picture, without its extension, from the text in parentheses."""
    name = target.strip().partition(' "')[0].strip("<> ").replace("%20", " ").rpartition("/")[2]
    return " ".join(name.rpartition(".")[0].casefold().split()).strip(" .:!-_")


def is_vague(words: str) -> bool:
    """Whether the words of a link do not say where it leads."""
    return len(words) < LONG_LINK and words.casefold().strip(LINK_ENDS) in VAGUE


def pictures(text: SourceText) -> Iterator[Find]:
    """Pictures without a description, or with an empty one."""
    for found in PICTURE.finditer(text.prose):
        alt = found[1].strip()
        if alt and is_empty_description(alt, found[2] or ""):
            yield _empty_description(found.start(), alt, "![Three students around a balance](picture.jpg)")
        elif not alt and DECORATIVE not in (found[3] or ""):
            help_ = "in the brackets, describe what it shows: ![Three students around a balance](picture.jpg)"
            yield _no_alt(found.start(), f"{help_}; if it only decorates: ![](picture.jpg){{.decorative}}")
    for found in _IMG.finditer(text.prose):
        alt_value = _ALT.search(found[0])
        if alt_value is None:
            help_ = 'describe what it shows: <img alt="Three students around a balance" …>'
            yield _no_alt(found.start(), f'{help_}; if it only decorates: <img alt="" …>')
        elif is_empty_description(alt := _value(alt_value), _value(_SRC.search(found[0]))):
            yield _empty_description(found.start(), alt, '<img alt="Three students around a balance" …>')


def _value(attribute: re.Match[str] | None) -> str:
    return next(filter(None, attribute.groups()), "") if attribute else ""


def _no_alt(at: int, help_: str) -> Find:
    return Find(at, "missing-alt", messages.NO_DESCRIPTION, help_)


def _empty_description(at: int, alt: str, example: str) -> Find:
    message = messages.EMPTY_DESCRIPTION.format(alt=alt)
    return Find(at, "empty-words", message, f"describe what it shows: {example}")


def links(text: SourceText) -> Iterator[Find]:
    """Links whose words do not say where they lead."""
    prose = text.prose
    found = [match for match in LINK.finditer(prose) if prose[match.start() - 1] != "!"]
    if "<a " in prose:
        found += _HTML_LINK.finditer(prose)
    if "<http" in prose:
        found += AUTOLINK.finditer(prose)
    for link in found:
        words = link[1] if link[1].isalnum() else " ".join(MARKS.sub("", _TAG.sub("", link[1])).split())
        if is_vague(words):
            message = messages.VAGUE_LINK.format(words=words)
            help_ = "say where the link goes: [the guidelines for writers](guidelines.md)"
            yield Find(link.start(), "vague-link", message, help_)
        elif (
            len(words) > LONG_ADDRESS
            and words.startswith(("http://", "https://", "www."))
            and " " not in words
        ):
            message = messages.ADDRESS_AS_WORDS
            help_ = "say where the link goes: [the report](https://…)"
            yield Find(link.start(), "address-as-words", message, help_)


class _Heading(NamedTuple):
    start: int
    level: int
    words: str


def _outline(prose: str) -> list[_Heading]:
    """The headings of a text in their order."""
    found = [
        _Heading(
            match.start() + 1,
            len(match[1]),
            match[2].strip().strip(" \t#").strip(),
        )
        for match in (HASHES.finditer(prose) if "#" in prose else ())
    ]
    if "\n--" in prose or "\n==" in prose:
        for match in _UNDERLINE.finditer(prose):
            start = prose.rfind("\n", 0, match.start()) + 1
            over = prose[start : match.start()].strip()
            # Only a paragraph of one line becomes such a heading.
            alone = not prose[prose.rfind("\n", 0, max(0, start - 1)) + 1 : max(0, start - 1)].strip()
            if over and alone and "|" not in over and not over.startswith(("#", ">", "-", "*", "+", "=")):
                found.append(_Heading(start, 1 if match[1][0] == "=" else 2, over))
    if "<h" in prose:
        # "…" stands for words inside another element.
        found += (
            _Heading(match.start(), int(match[1]), match[2].strip() or ("" if match[3] else "…"))
            for match in _HTML_HEADING.finditer(prose)
        )
    return sorted(found)


def headings(text: SourceText) -> Iterator[Find]:
    """Headings that are empty, as large as the title, or more than a level below the one before."""
    above = 0
    has_first = False
    for heading in _outline(text.prose):
        if not heading.words:
            message = messages.EMPTY_HEADING
            yield Find(heading.start, "empty-heading", message, "write the heading, or delete it")
            continue
        if heading.level == 1 and not has_first:
            has_first = True
            message = messages.FIRST_LEVEL_HEADING
            help_ = "start it with ##, and write one # more before those below"
            yield Find(heading.start, "first-level-heading", message, help_)
        level = max(heading.level, 2)
        if above and level > above + 1:
            message = messages.HEADING_SKIP.format(level=level, above=above)
            yield Find(heading.start, "heading-skip", message, f"write {'#' * (above + 1)} before it")
        above = level


def bold_headings(text: SourceText) -> Iterator[Find]:
    """Bold lines that should be headings."""
    for found in BOLD_LINE.finditer(text.prose):
        words = found[2].strip()
        if words[-1] not in SENTENCE_ENDS and len(words.split()) <= HEADING_WORDS:
            message = messages.BOLD_HEADING
            yield Find(found.start(1), "bold-heading", message, f"write: ## {words}")


def tables(text: SourceText) -> Iterator[Find]:
    """Tables without headers."""
    prose = text.prose
    for found in RULE.finditer(prose):
        start = prose.rfind("\n", 0, found.start()) + 1
        head = prose[start : found.start()]
        if "|" in head and not head.strip("| \t"):
            yield _no_headers(start, "write above each column what it holds: | Day | Slips |")
    if "<table" not in prose:
        return
    heads, ends = (
        [found.start() for found in _TH.finditer(prose)],
        [found.start() for found in _TABLE_END.finditer(prose)],
    )
    for found in _HTML_TABLE.finditer(prose):
        after = bisect(ends, found.start())
        end = ends[after] if after < len(ends) else len(prose)
        if bisect(heads, found.start()) == bisect(heads, end) and "presentation" not in found[0]:
            yield _no_headers(found.start(), "write its first row with <th> in place of <td>")


def _no_headers(at: int, help_: str) -> Find:
    message = messages.TABLE_WITHOUT_HEADERS
    return Find(at, "table-without-headers", message, help_)


CAPITALS = "words in capital letters are hard to read, and some screen readers spell them letter by letter"


def in_capitals(text: str) -> Iterator[tuple[int, str]]:
    """The sentences in capital letters, not acronyms: the start of each, and the words to write instead."""
    if b"AA-AA" not in shape_of(text):
        return
    for found in _CAPITALS.finditer(text):
        words = re.findall(r"\w+", found[0])
        letters = sum(map(len, words))
        # Acronyms in a row are short, and have no words such as *the* between them.
        is_sentence = letters >= 4 * len(words) or not _SMALL_WORDS.isdisjoint(words)
        if (len(words) >= 4 and is_sentence and "," not in found[0]) or (
            letters >= 20 and max(map(len, words)) >= 7
        ):
            yield found.start(), found[0].removesuffix(" I").capitalize()


def capitals(text: SourceText) -> Iterator[Find]:
    """Sentences in capital letters."""
    for at, suggestion in in_capitals(text.prose):
        help_ = f'write "{suggestion}"; to make it bold, put **two asterisks** around it'
        yield Find(at, "all-capitals", CAPITALS, help_)


def bullets(text: SourceText) -> Iterator[Find]:
    """Lists with bullets that were typed by hand; each list once."""
    if text.prose.isascii():
        return
    end = -9
    for found in BULLETS.finditer(text.prose):
        if (found.start() > end + 2 and text.prose.count("\n", max(0, end), found.start()) > 1) or end < 0:
            message = messages.FAKE_LIST
            help_ = "begin each line with a hyphen and a space: - …"
            yield Find(found.start() + 1, "fake-list", message, help_)
        end = found.end()
