"""The last look at the document tree of a text.

It brings headings below the page's title, turns `[ ]` items into task lists and pictures with a title into
figures, sets typographic quotes, and takes down the headings, the first paragraph and the number of words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from edblog.model import Heading
from edblog.sources.access import DECORATIVE
from edblog.sources.phrases import ENGLISH, Phrases
from edblog.sources.typography import educate

SUMMARY_LIMIT = 300
"""Characters of a first paragraph that serves as a summary."""

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
# Each pattern here goes one way at each character, so it is linear.
_TASK = re.compile(r"^\s*\[([ xX])\][ \t\n]+")
_STASH = re.compile("\x02[^\x02\x03]*\x03")
_WORD = re.compile(r"\w+(?:['.-]\w+)*")
_PLAIN = (("’", "'"), ("‘", '"'), ("“", '"'), ("”", '"'), ("–", " "), ("—", " "), ("…", " "))
# What each sign of Latin-1 is to `_WORD`; with these three kinds, words are counted in a fraction of the time.
_KINDS = bytes(
    ord("w" if _WORD.match(chr(code)) else "-" if chr(code) in "'.-" else " ") for code in range(256)
)


@dataclass
class Notes:
    """What the tree processor takes down while it works."""

    headings: list[Heading]
    first_paragraph: str = ""
    words: int = 0
    phrases: Phrases = ENGLISH
    players: Mapping[str, tuple[str, bool]] = field(default_factory=dict)
    """Words that stand for players; the title of each, or else what was typed, and whether it is the title."""
    live: set[str] = field(default_factory=set)
    """The words of them that came out as a paragraph."""


class Story(Treeprocessor):
    """The last look at the document tree."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.notes = Notes([])
        self._changes = {
            "li": self._task,
            "a": self._link,
            "img": self._image,
            "p": self._paragraph,
            "td": self._cell,
            "th": self._cell,
        }

    def run(self, root: Element) -> None:
        """Changes the tree in place and fills in `notes`."""
        headings = self._change(root)
        # Before there are curly quotes, most texts have nothing but Latin letters, with which it is quick.
        self.notes.words = count_words("\n".join(map(_text, root)))
        educate(root)
        self._take_notes(root, headings)

    def _change(self, root: Element) -> list[Element]:
        """Changes each element, and returns the headings.

        Headings become an outline below the page's title: none is skipped on the way down.
        """
        headings = []
        above: list[int] = []
        for element in list(root.iter()):
            if change := self._changes.get(element.tag):
                change(element)
            elif (level := _HEADINGS.get(element.tag)) is not None:
                while above and above[-1] >= level:
                    above.pop()
                above.append(level)
                element.tag = f"h{min(6, 1 + len(above))}"
                headings.append(element)
        return headings

    def _link(self, link: Element) -> None:
        if link.get("class") == "footnote-backref":
            link.set("title", self.notes.phrases.back)

    def _image(self, image: Element) -> None:
        # No picture is without words but one of which the writer says that it only decorates.
        if DECORATIVE in (words := image.get("class", "").split()):
            words.remove(DECORATIVE)
            image.set("class", " ".join(words))
            if not words:
                del image.attrib["class"]

    def _paragraph(self, paragraph: Element) -> None:
        if paragraph.get("class") == "admonition-title":
            paragraph.text = self.notes.phrases.admonitions.get(paragraph.text or "", paragraph.text)
        elif len(paragraph) == 1 and paragraph[0].tag == "img":
            self._figure(paragraph, paragraph[0])
        elif (
            self.notes.players and not len(paragraph) and (mark := paragraph.text or "") in self.notes.players
        ):
            self.notes.live.add(mark)
            paragraph.text, is_player = self.notes.players[mark]
            if is_player:
                link = SubElement(paragraph, "a", {"href": mark})
                link.text, paragraph.text = paragraph.text, None

    def _cell(self, cell: Element) -> None:
        if side := cell.attrib.pop("align", None):
            cell.set("class", f"{cell.get('class', '')} align-{side}".strip())
        if cell.tag == "th" and not len(cell) and not (cell.text or "").strip():
            # The empty corner of a table heads nothing.
            cell.tag = "td"

    def _task(self, item: Element) -> None:
        holder = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
        match = _TASK.match(holder.text or "")
        if match is None:
            return
        done = match[1] != " "
        label = self.notes.phrases.done if done else self.notes.phrases.to_do
        box = Element("span", {"class": "task-box", "role": "img", "aria-label": label})
        box.text = "☑" if done else "☐"
        box.tail = " " + (holder.text or "")[match.end() :]
        holder.text = ""
        holder.insert(0, box)
        item.set("class", f"{item.get('class', '')} task".strip())

    def _figure(self, paragraph: Element, image: Element) -> None:
        caption = image.attrib.pop("title", "")
        if (paragraph.text or "").strip() or (image.tail or "").strip() or not caption:
            if caption:
                image.set("title", caption)
            return
        paragraph.tag = "figure"
        if "wide" in image.get("class", "").split():
            paragraph.set("class", "wide")
            del image.attrib["class"]
        SubElement(paragraph, "figcaption").text = caption

    def _take_notes(self, root: Element, headings: list[Element]) -> None:
        for element in root:
            if len(element) and element[0].get("href") in self.notes.live:
                continue
            if element.tag == "p" and (text := _plain_text(element)):
                self.notes.first_paragraph = shorten(text)
                break
        for heading in headings:
            if anchor := heading.get("id"):
                self.notes.headings.append(Heading(_HEADINGS[heading.tag], anchor, _plain_text(heading)))


class _StruckOut(InlineProcessor):
    """`~~words~~`, with no space inside the signs. A text in which nothing ends the signs is searched once."""

    _hopeless: str | None = None

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element | None, int | None, int | None]:  # type: ignore[override]  # noqa: N802
        if data is self._hopeless:
            return None, None, None
        end = data.find("~~", m.start() + 3)
        while end > 0 and data[end - 1].isspace():
            end = data.find("~~", end + 1)
        if end < 0:
            self._hopeless = data
            return None, None, None
        struck = Element("del")
        struck.text = data[m.start() + 2 : end]
        return struck, m.start(), end + 2


class StoryExtension(Extension):
    """What edblog adds to Python-Markdown."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (Python-Markdown's name)
        """Registers `~~struck out~~` and the last look at the tree."""
        md.inlinePatterns.register(_StruckOut(r"~~(?=\S)", md), "del", 65)
        md.ESCAPED_CHARS.extend(("'", '"'))
        # After `toc` (5), `attr_list` (8) and every other extension, before `unescape` (0).
        md.treeprocessors.register(Story(md), "edblog-story", 4)


def _text(element: Element) -> str:
    text = "".join(element.itertext())
    if "\x02" in text or "\x03" in text:
        # Where one stash is within another, an end stays behind.
        text = _STASH.sub("", text).replace("\x02", "").replace("\x03", "")
    return text


def _plain_text(element: Element) -> str:
    return " ".join(_text(element).split())


def count_words(text: str) -> int:
    """The number of words; `3.5` and `well-known` are one each."""
    for typographic, plain in _PLAIN:
        text = text.replace(typographic, plain)
    try:
        signs = b" " + text.encode("latin-1").translate(_KINDS)
    except UnicodeEncodeError:
        return len(_WORD.findall(text))
    # Twice, since in `a.b.c` the second stop has no letter of its own before it when the first one is replaced.
    return signs.replace(b"w-w", b"ww").replace(b"w-w", b"ww").replace(b"-", b" ").count(b" w")


def shorten(text: str, limit: int = SUMMARY_LIMIT) -> str:
    """The text, cut at the end of a word where it is longer than the limit."""
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"
