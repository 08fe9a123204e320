"""The blocks of a Markdown text, as GitHub shows them: lists, quotes, code, tables, headings and paragraphs.

Writers look at GitHub's preview, so blocks begin and end where CommonMark 0.31 and GitHub's rules for tables and alerts say, and not where
Python-Markdown's older rules do. Of Python-Markdown come what GitHub does not have (definition lists, boxes with `!!!`, abbreviations), and all
that happens within a line. Each line is read once, and goes down the blocks that are open, of which there are at most `DEPTH`
(`block_reader.py`, `open_blocks.py`).
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
    """Python-Markdown's reader of blocks, with another way to read."""

    md: Markdown
    fenced: Any
    """What Python-Markdown makes of code between fences; None where a text has none."""
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
        """Adds a paragraph, or what is left of it without the addresses and abbreviations that it defines."""
        blocks = [text]
        while blocks:
            if "]:" in blocks[0] and any(
                self.blockprocessors[name].run(parent, blocks) for name in ("abbr", "reference")
            ):
                self._add_plain_labels()
                continue
            SubElement(parent, "p").text = blocks.pop(0).lstrip()

    def _add_plain_labels(self) -> None:
        """Lets a label with code in it, such as "[`jar`]: …", be found by what is left once the code has been read."""
        for label, what in list(self.md.references.items()):
            if "`" in label:
                self.md.references.setdefault(label.replace("`", ""), what)

    def add_formula(self, parent: Element, tex: str) -> None:
        """Adds a formula on lines of its own."""
        if word := self.formulas.add(tex, is_block=True):
            add_stashed(parent, self.md.htmlStash.store(word))
        else:
            SubElement(parent, "p").text = f"$${tex}$$"

    def add_code(self, parent: Element, words: str, lines: list[str]) -> None:
        """Adds code, whose language is the first of the words."""
        if words == "math" and any(map(str.strip, lines)):
            self.add_formula(parent, "\n".join(lines))
            return
        run = 3
        while any("`" * run in line for line in lines):
            run += 1
        fence = "`" * run
        language = _LANGUAGE.match(words)
        for said in (words, language[0] if language else "", ""):
            made = "\n".join(self.fenced.run([f"{fence}{said}", *lines, fence])).strip("\n")
            if made.startswith("\x02"):
                break
        add_stashed(parent, made)

    def add_footnote(self, name: str, text: str) -> None:
        """Keeps a footnote, which is read once all others are known."""
        self.footnotes.setFootnote(name, text)


class BlocksExtension(Extension):
    """Reads the blocks of a text as GitHub does. It comes after all other extensions."""

    def __init__(self, footnotes: FootnoteExtension) -> None:
        super().__init__()
        self._footnotes = footnotes

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (Python-Markdown's name)
        """Puts the reader in the place of Python-Markdown's own, and of what finds code and HTML before it."""
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
