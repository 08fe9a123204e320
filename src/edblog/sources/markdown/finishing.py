"""Finishing changes to the document tree of a text, after Python-Markdown's own.

Headings go below the page's title, `[ ]` items become task lists, pictures with a title become figures, and quotes become typographic.
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
from edblog.sources.markdown.typography import typeset_tree

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
# Linear: each part starts with a character of its own.
_TASK = re.compile(r"^\s*\[([ xX])\][ \t\n]+")


@dataclass
class FinisherState:
    """The input and the output of `TreeFinisher` for one text."""

    phrases: Phrases = ENGLISH
    players: Mapping[str, tuple[str, bool]] = field(default_factory=dict)
    """The text for the paragraph of each mark: the player's title and True, or its typed text and False."""
    placed: set[str] = field(default_factory=set)
    """Output: the marks that became paragraphs."""


class TreeFinisher(Treeprocessor):
    """Changes the document tree; `state` must be set for each text."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.state = FinisherState()
        self._changes = {
            "li": self._task,
            "a": self._link,
            "img": self._image,
            "p": self._paragraph,
            "td": self._cell,
            "th": self._cell,
        }

    def run(self, root: Element) -> None:
        """Changes the tree in place and fills in `state.placed`."""
        self._change(root)
        typeset_tree(root)

    def _change(self, root: Element) -> None:
        """Changes each element. Headings become an outline below the page's title that skips no level."""
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
            link.set("title", self.state.phrases.back)

    def _image(self, image: Element) -> None:
        # Only checks read this class.
        if DECORATIVE in (words := image.get("class", "").split()):
            words.remove(DECORATIVE)
            image.set("class", " ".join(words))
            if not words:
                del image.attrib["class"]

    def _paragraph(self, paragraph: Element) -> None:
        if paragraph.get("class") == "admonition-title":
            paragraph.text = self.state.phrases.admonitions.get(paragraph.text or "", paragraph.text)
        elif len(paragraph) == 1 and paragraph[0].tag == "img":
            self._figure(paragraph, paragraph[0])
        elif (
            self.state.players and not len(paragraph) and (mark := paragraph.text or "") in self.state.players
        ):
            self.state.placed.add(mark)
            paragraph.text, is_player = self.state.players[mark]
            if is_player:
                link = SubElement(paragraph, "a", {"href": mark})
                link.text, paragraph.text = paragraph.text, None

    def _cell(self, cell: Element) -> None:
        if side := cell.attrib.pop("align", None):
            cell.set("class", f"{cell.get('class', '')} align-{side}".strip())
        if cell.tag == "th" and not len(cell) and not (cell.text or "").strip():
            # The empty corner of a table is not a header.
            cell.tag = "td"

    def _task(self, item: Element) -> None:
        holder = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
        match = _TASK.match(holder.text or "")
        if match is None:
            return
        done = match[1] != " "
        label = self.state.phrases.done if done else self.state.phrases.to_do
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


class FinishingExtension(Extension):
    """Registers edblog's marks within a line, its ids for headings, and `TreeFinisher`."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (Python-Markdown's name)
        """Registers them."""
        register_marks(md)
        md.ESCAPED_CHARS.extend(("'", '"'))
        # After `attr_list` (8), and before `toc` (5), so that `toc` makes no ids of its own.
        md.treeprocessors.register(HeadingIds(md), "edblog-headings", 6)
        # After `toc` (5), `attr_list` (8) and every other extension, before `unescape` (0).
        md.treeprocessors.register(TreeFinisher(md), "edblog-finishing", 4)
