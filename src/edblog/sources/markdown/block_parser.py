"""Connects the reader of blocks (`block_reader.py`, `open_blocks.py`) to Python-Markdown.

Writers look at GitHub's preview, so blocks start and end by the rules of CommonMark 0.31 and of GitHub's tables and alerts, not by
Python-Markdown's older rules. Python-Markdown adds blocks that GitHub does not have (definition lists, boxes with `!!!`,
abbreviations), and converts everything within a line.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, ElementTree, SubElement

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions import Extension

from edblog.sources.markdown.block_reader import Reader
from edblog.sources.markdown.formulas import Formulas
from edblog.sources.markdown.open_blocks import add_stashed

if TYPE_CHECKING:
    from markdown.extensions.footnotes import FootnoteExtension

_LANGUAGE = re.compile(r"\.?[\w#.+-]*")


class GitHubBlocks(BlockParser):
    """A block parser for Python-Markdown that reads blocks as GitHub does."""

    md: Markdown
    fenced: Any
    """Python-Markdown's converter of fenced code; None where a text has none."""
    footnotes: FootnoteExtension
    formulas: Formulas

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:  # noqa: N802  (the library's name)
        """The tree of a text."""
        self.root = Element(self.md.doc_tag)
        Reader(self, self.root).read(lines)
        return ElementTree(self.root)

    def parseChunk(self, parent: Element, text: str) -> None:  # noqa: N802  (the library's name)
        """Adds the blocks of a text, such as a footnote, to an element."""
        Reader(self, parent).read(text.split("\n"))

    def add_paragraphs(self, parent: Element, text: str) -> None:
        """Adds a paragraph, without the definitions of links and abbreviations in it."""
        blocks = [text]
        while blocks:
            if "]:" in blocks[0] and any(
                self.blockprocessors[name].run(parent, blocks) for name in ("abbr", "reference")
            ):
                self._add_plain_labels()
                continue
            SubElement(parent, "p").text = blocks.pop(0).lstrip()

    def _add_plain_labels(self) -> None:
        """Adds labels such as "[`jar`]: …" a second time without backticks, because Python-Markdown has removed these from links."""
        for label, target in list(self.md.references.items()):
            if "`" in label:
                self.md.references.setdefault(label.replace("`", ""), target)

    def add_formula(self, parent: Element, tex: str) -> None:
        """Adds a formula on lines of its own."""
        if word := self.formulas.add(tex, is_block=True):
            add_stashed(parent, self.md.htmlStash.store(word))
        else:
            SubElement(parent, "p").text = f"$${tex}$$"

    def add_code(self, parent: Element, words: str, lines: list[str]) -> None:
        """Adds fenced code; `words` follow the opening fence, and the first one is the language."""
        if words == "math" and any(map(str.strip, lines)):
            self.add_formula(parent, "\n".join(lines))
            return
        run = 3
        while any("`" * run in line for line in lines):
            run += 1
        fence = "`" * run
        language = _LANGUAGE.match(words)
        for info in (words, language[0] if language else "", ""):
            placeholder = "\n".join(self.fenced.run([f"{fence}{info}", *lines, fence])).strip("\n")
            if placeholder.startswith("\x02"):
                break
        add_stashed(parent, placeholder)

    def add_footnote(self, name: str, text: str) -> None:
        """Keeps the text of a footnote, which is converted at the end."""
        self.footnotes.setFootnote(name, text)


class BlocksExtension(Extension):
    """Makes Python-Markdown read blocks as GitHub does. It must be the last of the extensions."""

    def __init__(self, footnotes: FootnoteExtension) -> None:
        super().__init__()
        self._footnotes = footnotes

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (Python-Markdown's name)
        """Replaces Python-Markdown's block parser, and its preprocessors for code and HTML."""
        parser = md.parser
        parser.__class__ = GitHubBlocks
        assert isinstance(parser, GitHubBlocks)
        parser.footnotes = self._footnotes
        parser.fenced = None
        if (name := "fenced_code_block") in md.preprocessors:
            parser.fenced = md.preprocessors[name]
            md.preprocessors.deregister(name)
        md.preprocessors.deregister("html_block")
        md.ESCAPED_CHARS[:] = string.punctuation
        parser.formulas = Formulas("")
