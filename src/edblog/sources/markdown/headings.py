"""Ids for the headings of a text, made from their words. The different ids of before November 2026 still work as link targets."""

from __future__ import annotations

import re
from functools import cache
from html import escape, unescape
from xml.etree.ElementTree import Element

import nh3
from markdown.extensions.toc import remove_fnrefs, render_inner_html, strip_tags
from markdown.treeprocessors import Treeprocessor

from edblog.services.ids import anchor, former_anchor
from edblog.sources.markdown.plain_text import plain
from edblog.sources.markdown.sanitize import DROPPED_WITH_CONTENT, TAGS

_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_MARKUP = re.compile("[&<>\x02\x03]").search
_CONTENTS = "[TOC]"
"""A paragraph of this becomes a list of the headings."""


class HeadingIds(Treeprocessor):
    """Gives an id to each heading that has none.

    A different former id stays in an empty `span` inside the heading, unless another element has that id now.
    """

    def run(self, root: Element) -> None:
        """Changes the tree in place."""
        elements = list(root.iter())
        headings = [element for element in elements if element.tag in _HEADINGS]
        if not headings:
            return
        own = {id_ for element in elements if (id_ := element.get("id"))}
        now, then = _Ids(own), _Ids(own)
        former: list[tuple[Element, str]] = []
        for heading in headings:
            if heading.get("id"):
                continue
            words, before = self._words(heading)
            heading.set("id", id_ := now.unique(anchor(words)))
            if (old := then.unique(former_anchor(before))) != id_:
                former.append((heading, old))
        if any((element.text or "").strip() == _CONTENTS for element in elements):
            # Python-Markdown would join the words before and after a line break.
            for heading in headings:
                heading.set("data-toc-label", escape(self._words(heading)[0], quote=False))
        for heading, old in former:
            if old not in now.taken:
                mark = Element("span", {"id": old})
                mark.tail, heading.text = heading.text, None
                heading.insert(0, mark)

    def _words(self, heading: Element) -> tuple[str, str]:
        """The words of a heading, and the words that its former id was made from."""
        if not len(heading) and not _MARKUP(text := heading.text or ""):
            words = " ".join(text.split())
            return words, words
        html = render_inner_html(remove_fnrefs(heading), self.md)
        html = self._with_formulas(html)
        return plain(_cleaner().clean(html)), unescape(strip_tags(html))

    def _with_formulas(self, html: str) -> str:
        """The heading with the TeX of its formulas in place of the words that stand for them."""
        formulas = getattr(self.md.parser, "formulas", None)
        if formulas is None or not formulas.found or formulas.prefix not in html:
            return html
        first, *rest = html.split(formulas.prefix)
        numbered = (piece.partition("n") for piece in rest)
        return first + "".join(escape(formulas.found[int(number)].tex) + more for number, _, more in numbered)


class _Ids:
    """Unique ids in one text: the second `jar` becomes `jar_1`."""

    def __init__(self, taken: set[str]) -> None:
        self.taken = set(taken)
        self._counts: dict[str, int] = {}

    def unique(self, id_: str) -> str:
        """The id, with a number if the id is taken."""
        unique, count = id_, self._counts.get(id_, 0)
        while unique in self.taken:
            count += 1
            unique = f"{id_}_{count}"
        self._counts[id_] = count
        self.taken.add(unique)
        return unique


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(tags=set(TAGS), clean_content_tags=set(DROPPED_WITH_CONTENT), link_rel=None)
