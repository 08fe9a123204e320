"""What in a text keeps people out who hear it, or who cannot see it well: each with the rule of WCAG 2.1 that it breaks.

The rules of levels A and AA bind districts in the United States: ADA Title II, 28 CFR 35, subpart H.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from edblog.problems import Problem, Severity
from edblog.problems.places import line_and_column
from edblog.sources.markdown.prose import shape

_NAMES = {
    "1.1.1": "Non-text Content",
    "1.3.1": "Info and Relationships",
    "2.4.4": "Link Purpose (In Context)",
    "2.4.6": "Headings and Labels",
    "3.1": "Readable",
}


def law(number: str) -> str:
    """A success criterion of WCAG 2.1 as people are told of it, with the law that asks for it."""
    return f"(WCAG 2.1, {number} {_NAMES[number]}; ADA Title II, 28 CFR 35 subpart H)"


DECORATIVE = "decorative"
"""The class that says of a picture that it tells nothing: `![](line.svg){.decorative}`."""
LIMIT = 100
"""Problems of one text."""
LONGEST_HERE = 20
LONG_ADDRESS = 40
"""Characters of an address that nobody wants read aloud as the words of a link."""

_Find = tuple[int, Severity, str, str, str]
"""Where in the text, severity, code, message and help."""

_PLAIN = re.compile(r"[*_`~\\]")
_FILE = re.compile(r"[^\n]{0,120}\.(?:jpe?g|jpe|jfif|png|gif|webp|svg|avif|hei[cf]|hif|bmp|tiff?)")
_CAMERA = re.compile(
    r"(?:img|dsc|dscn|pxl|pict?|p|image|photo|foto|imagen|screen ?shot|captura(?: de pantalla)?|whatsapp image|scan|untitled(?: design)?)[ _.-]*(?:\d[\w ._-]{0,40}|\(\d{1,4}\))?|[0-9a-f-]{16,40}|\d{4,}(?:[_-]\d+)*"
)
_IN_NAMES = re.compile(r"[_\d]")
"""What is in the names of files, and seldom in words for what a picture shows."""
_SAYS_NOTHING = frozenset(
    "image|images|img|photo|photos|photograph|picture|pictures|pic|graphic|graphics|icon|figure|thumbnail|banner|header|placeholder|alt|alt text|alternative text|description|decorative|"
    "image of|picture of|photo of|a photo|a picture|an image|my photo|image here|photo here|screenshot|screen shot|untitled|null|undefined|"
    "foto|fotos|imagen|imágenes|fotografía|dibujo|gráfico|icono|ícono|imagen de|foto de|una foto|una imagen|texto alternativo|captura de pantalla".split(
        "|"
    )
)
_HERE = frozenset(
    "here|click here|click|click this|click this link|right here|over here|this|this link|link|the link|this page|this site|this website|this article|read more|more|read on|learn more|see more|more info|more here|read this|go here|see here|"
    "aquí|aqui|haz clic aquí|haga clic aquí|clic aquí|pulsa aquí|pulse aquí|este enlace|enlace|leer más|lee más|más|ver más|más información|saber más|este sitio|esta página|acá|por aquí".split(
        "|"
    )
)

# Each picture and link is read to its closing bracket on the same line; no bracket may stand between, so no sign is read twice.
_PICTURE = re.compile(
    r"!\[([^\[\]\n]*)\](?:\(([^()\n]*(?:\([^()\n]*\)[^()\n]*)?)\)|\[[^\[\]\n]*\])(\{[^{}\n]*\})?"
)
# An element of HTML is read to its end, and begins nowhere within itself.
_IMG = re.compile(r"<img\b[^<>]*>?", re.IGNORECASE)
_ALT = re.compile(r"\salt\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]*))", re.IGNORECASE)
_SRC = re.compile(_ALT.pattern.replace("alt", "src"), re.IGNORECASE)
_LINK = re.compile(r"\[([^\[\]\n]{1,200})\](?:\(|\[(?!\]))")
# Within it may be a few other elements, and no other link, so what one attempt reads is no other's.
_HTML_LINK = re.compile(r"<a\s[^<>]*+>((?:[^<>]{1,200}+|<(?!/?a\b)[^<>]{0,100}+>){0,12}+)</a>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*+>")
_AUTOLINK = re.compile(r"<(https?://[^<>\s]+)>")
# Each begins with signs that stand nowhere else in it, and reads one line.
_HASHES = re.compile(r"\n {0,3}(#{1,6})(?=[ \t\n]|\Z)([^\n]*)")
_UNDERLINE = re.compile(r"\n(==+|--+)[ \t]*(?=\n|\Z)")
_HTML_HEADING = re.compile(r"<h([1-6])\b[^<>]*>([^<>]*)(</h)?", re.IGNORECASE)
_RULE = re.compile(r"\n[ ]{0,3}\|?[ ]{0,9}:?-+:?[ ]{0,9}\|[ :|-]*(?=\n|\Z)")
_HTML_TABLE = re.compile(r"<table\b[^<>]*>", re.IGNORECASE)
_TH = re.compile(r"<th[\s>]", re.IGNORECASE)
_TABLE_END = re.compile(r"</table", re.IGNORECASE)
# A word is read once, and the words of a run are read once: the next run begins after it.
_CAPITALS = re.compile(
    r"(?<![\w@#/.&$-])[A-ZÀ-ÖØ-Þ]{2,}(?:['’][A-Z]{1,2})?(?:[ ,!-]{1,2}(?:[A-ZÀ-ÖØ-Þ]{2,}(?:['’][A-Z]{1,2})?|[AIYO]\b))+(?![\w@/.&-]*[a-z0-9])"
)
_SMALL_WORDS = frozenset("THE AND YOU YOUR NOT ARE WAS THIS THAT WHAT WITH LOS LAS QUE CON ES".split())
"""Words that stand in sentences, and are no acronyms."""
_BOLD_LINE = re.compile(r"\n\n(\*\*|__)(?=\S)([^*_\n]{2,80})\1[ \t]*(?=\n[ \t]*\n[ ]{0,3}[^\s#>|<!*_-])")
_BULLET = "(?:[•●◦▪▫■□○‣·∙✅✔➡👉🔹\uf0b7]|–[ \u00a0])"
_BULLETS = re.compile(rf"\n[ ]{{0,3}}{_BULLET}[^\n]*\n(?:[ \t]*\n)?[ ]{{0,3}}{_BULLET}")


def access(path: str, prose: str, first_line: int) -> list[Problem]:
    """What keeps people out of a Markdown text that starts on line `first_line`; `prose` is the text without its code."""
    # Each line begins after a line end, also the first one.
    prose = f"\n{prose}"
    return [
        Problem(
            path,
            severity,
            code,
            message,
            help_,
            *line_and_column(prose, start, first_line - 1),
        )
        for start, severity, code, message, help_ in islice(_finds(prose), LIMIT)
    ]


def _finds(prose: str) -> Iterator[_Find]:
    if "![" in prose or "<img" in prose:
        yield from _pictures(prose)
    if "](" in prose or "][" in prose or "<a " in prose or "<http" in prose:
        yield from _links(prose)
    if "#" in prose or "\n--" in prose or "\n==" in prose or "<h" in prose:
        yield from _headings(prose)
    if "|" in prose or "<table" in prose:
        yield from _tables(prose)
    if "\n\n**" in prose or "\n\n__" in prose:
        yield from _bold_headings(prose)
    if not prose.isascii():
        yield from _bullets(prose)
    if b"AA-AA" in shape(prose):
        yield from _capitals(prose)


def says_nothing(alt: str, target: str = "") -> bool:
    """Whether words for a picture are only the name of a file, such as its own, or say no more than that there is a picture."""
    words = " ".join(alt.casefold().split()).strip(" .:!-_")
    return (
        words in _SAYS_NOTHING
        or (_FILE.fullmatch(words) is not None and " " not in words.strip())
        or _CAMERA.fullmatch(words) is not None
        or (_IN_NAMES.search(words) is not None and words == _stem(target))
    )


def _stem(target: str) -> str:
    """The name of a picture's file without its ending, from what stands in the parentheses."""
    name = target.strip().partition(' "')[0].strip("<> ").replace("%20", " ").rpartition("/")[2]
    return " ".join(name.rpartition(".")[0].casefold().split()).strip(" .:!-_")


def is_vague(words: str) -> bool:
    """Whether the words of a link do not say where it leads."""
    return len(words) < LONGEST_HERE and words.casefold().strip(" .…,:;!>»→()") in _HERE


def _pictures(prose: str) -> Iterator[_Find]:
    for found in _PICTURE.finditer(prose):
        alt = found[1].strip()
        if alt and says_nothing(alt, found[2] or ""):
            yield _file_name(found.start(), alt, "![Three students around a balance](picture.jpg)")
        elif not alt and DECORATIVE not in (found[3] or ""):
            help_ = "say in the brackets what it shows: ![Three students around a balance](picture.jpg)"
            yield _no_alt(found.start(), f"{help_}; if it only decorates: ![](picture.jpg){{.decorative}}")
    for found in _IMG.finditer(prose):
        alt_value = _ALT.search(found[0])
        if alt_value is None:
            help_ = 'say what it shows: <img alt="Three students around a balance" …>'
            yield _no_alt(found.start(), f'{help_}; if it only decorates: <img alt="" …>')
        elif says_nothing(alt := _value(alt_value), _value(_SRC.search(found[0]))):
            yield _file_name(found.start(), alt, '<img alt="Three students around a balance" …>')


def _value(attribute: re.Match[str] | None) -> str:
    return next(filter(None, attribute.groups()), "") if attribute else ""


def _no_alt(start: int, help_: str) -> _Find:
    return (
        start,
        "error",
        "missing-alt",
        "this picture has no description for people who cannot see it",
        f"{help_} {law('1.1.1')}",
    )


def _file_name(start: int, alt: str, example: str) -> _Find:
    message = f'"{alt}" says nothing about the picture to people who cannot see it'
    return start, "error", "empty-words", message, f"say what it shows: {example} {law('1.1.1')}"


def _links(prose: str) -> Iterator[_Find]:
    found = [match for match in _LINK.finditer(prose) if prose[match.start() - 1] != "!"]
    if "<a " in prose:
        found += _HTML_LINK.finditer(prose)
    if "<http" in prose:
        found += _AUTOLINK.finditer(prose)
    for link in found:
        words = link[1] if link[1].isalnum() else " ".join(_PLAIN.sub("", _TAG.sub("", link[1])).split())
        if is_vague(words):
            message = f'the link "{words}" does not say where it leads, and screen readers list links by their words alone'
            help_ = "say where the link goes: [the guidelines for writers](guidelines.md)"
            yield link.start(), "warning", "vague-link", message, f"{help_} {law('2.4.4')}"
        elif (
            len(words) > LONG_ADDRESS
            and words.startswith(("http://", "https://", "www."))
            and " " not in words
        ):
            message = "the words of this link are a web address, which screen readers spell out character by character"
            yield (
                link.start(),
                "warning",
                "address-as-words",
                message,
                f"say where the link goes: [the report](https://…) {law('2.4.4')}",
            )


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
        for match in (_HASHES.finditer(prose) if "#" in prose else ())
    ]
    if "\n--" in prose or "\n==" in prose:
        for match in _UNDERLINE.finditer(prose):
            start = prose.rfind("\n", 0, match.start()) + 1
            over = prose[start : match.start()].strip()
            # A heading of this form is a paragraph of its own.
            alone = not prose[prose.rfind("\n", 0, max(0, start - 1)) + 1 : max(0, start - 1)].strip()
            if over and alone and "|" not in over and not over.startswith(("#", ">", "-", "*", "+", "=")):
                found.append(_Heading(start, 1 if match[1][0] == "=" else 2, over))
    if "<h" in prose:
        # What is within its tags may be another element.
        found += (
            _Heading(match.start(), int(match[1]), match[2].strip() or ("" if match[3] else "…"))
            for match in _HTML_HEADING.finditer(prose)
        )
    return sorted(found)


def _headings(prose: str) -> Iterator[_Find]:
    above = 0
    has_first = False
    for heading in _outline(prose):
        if not heading.words:
            message = "this heading is empty, so people who move from heading to heading land on nothing"
            yield (
                heading.start,
                "warning",
                "empty-heading",
                message,
                f"write the heading, or delete it {law('2.4.6')}",
            )
            continue
        if heading.level == 1 and not has_first:
            has_first = True
            message = "this heading is the same size as the story's title, and a page has only one"
            help_ = f"start it with ##, and write one # more before those below {law('1.3.1')}"
            yield heading.start, "warning", "first-level-heading", message, help_
        level = max(heading.level, 2)
        if above and level > above + 1:
            message = (
                f"this is a level {level} heading right after a level {above} heading, so a level is skipped"
            )
            yield (
                heading.start,
                "warning",
                "heading-skip",
                message,
                f"write {'#' * (above + 1)} before it {law('1.3.1')}",
            )
        above = level


def _tables(prose: str) -> Iterator[_Find]:
    for found in _RULE.finditer(prose):
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


def _no_headers(start: int, help_: str) -> _Find:
    message = "this table has no headers, so people who hear it cannot know what each cell means"
    return start, "warning", "table-without-headers", message, f"{help_} {law('1.3.1')}"


def _capitals(prose: str) -> Iterator[_Find]:
    for found in _CAPITALS.finditer(prose):
        words = re.findall(r"\w+", found[0])
        letters = sum(map(len, words))
        # Acronyms in a row are short, and have no small words among them; words are not.
        is_sentence = letters >= 4 * len(words) or not _SMALL_WORDS.isdisjoint(words)
        if (len(words) >= 4 and is_sentence and "," not in found[0]) or (
            letters >= 20 and max(map(len, words)) >= 7
        ):
            message = "words in capital letters are hard to read, and some screen readers spell them letter by letter"
            shown = found[0].removesuffix(" I").capitalize()
            help_ = f'write "{shown}", with **two asterisks** around it for weight (advice of WCAG 2.1, guideline 3.1 Readable)'
            yield found.start(), "warning", "all-capitals", message, help_


def _bold_headings(prose: str) -> Iterator[_Find]:
    for found in _BOLD_LINE.finditer(prose):
        words = found[2].strip()
        if words[-1] in ".:!?,;…\"”'’)" or len(words.split()) > 8:
            continue
        start = found.start(1)
        message = "this looks like a heading, but it is only bold, so people who move from heading to heading miss it"
        yield start, "warning", "bold-heading", message, f"write: ## {words} {law('1.3.1')}"


def _bullets(prose: str) -> Iterator[_Find]:
    end = -9
    for found in _BULLETS.finditer(prose):
        if (found.start() > end + 2 and prose.count("\n", max(0, end), found.start()) > 1) or end < 0:
            message = "these bullets were typed by hand, so this is not a real list, and it is read as one long sentence"
            yield (
                found.start() + 1,
                "warning",
                "fake-list",
                message,
                f"begin each line with a hyphen and a space: - … {law('1.3.1')}",
            )
        end = found.end()
