"""The last look at the document tree of a text.

It gives headings their ids and brings them below the page's title, turns `[ ]` items into task lists and pictures with a title into
figures, and sets typographic quotes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from edblog.sources.markdown.accessibility import DECORATIVE
from edblog.sources.markdown.headings import HeadingIds
from edblog.sources.markdown.inline_marks import register_marks
from edblog.sources.markdown.phrases import ENGLISH, Phrases
from edblog.sources.markdown.typography import educate

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
# Each pattern here goes one way at each character, so it is linear.
_TASK = re.compile(r"^\s*\[([ xX])\][ \t\n]+")


@dataclass
class Notes:
    """What the tree processor is told, and what it takes down while it works."""

    phrases: Phrases = ENGLISH
    players: Mapping[str, tuple[str, bool]] = field(default_factory=dict)
    """Words that stand for players; the title of each, or else what was typed, and whether it is the title."""
    live: set[str] = field(default_factory=set)
    """The words of them that came out as a paragraph."""


class Story(Treeprocessor):
    """The last look at the document tree."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.notes = Notes()
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
        self._change(root)
        educate(root)

    def _change(self, root: Element) -> None:
        """Changes each element. Headings become an outline below the page's title: none is skipped on the way down."""
        above: list[int] = []
        for element in list(root.iter()):
            if change := self._changes.get(element.tag):
                change(element)
            elif (level := _HEADINGS.get(element.tag)) is not None:
                while above and above[-1] >= level:
                    above.pop()
                above.append(level)
                element.tag = f"h{min(6, 1 + len(above))}"

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


class StoryExtension(Extension):
    """What edblog adds to Python-Markdown."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (Python-Markdown's name)
        """Registers marks within lines, ids for headings and the last look at the tree."""
        register_marks(md)
        md.ESCAPED_CHARS.extend(("'", '"'))
        # After `attr_list` (8), and before `toc` (5), which finds nothing left to name.
        md.treeprocessors.register(HeadingIds(md), "edblog-headings", 6)
        # After `toc` (5), `attr_list` (8) and every other extension, before `unescape` (0).
        md.treeprocessors.register(Story(md), "edblog-story", 4)
