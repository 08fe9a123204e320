"""From the Markdown of a text to sanitised HTML and what is known of it.

Python-Markdown does the work with its own extensions. One extension of ours, run last on the document
tree, brings headings below the page's title, sets typographic quotes, turns `[ ]` items into task
lists and pictures with a title into figures, and takes down the headings, the first paragraph and the
number of words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import SimpleTagInlineProcessor
from markdown.treeprocessors import Treeprocessor

from edblog.model import Heading, Reference, Text
from edblog.problems import Problem
from edblog.sources.deadline import DeadlineExceeded, within
from edblog.sources.phrases import ENGLISH, Phrases, phrases
from edblog.sources.sanitize import Sanitiser, removed_by_cleaning
from edblog.sources.slips import slips
from edblog.sources.typography import educate
from edblog.urls import slugify

TIME_LIMIT = 5.0
"""Seconds that Python-Markdown may take for one text."""
SUMMARY_LIMIT = 300
"""Characters of a first paragraph that serves as a summary."""

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_TASK = re.compile(r"^\s*\[([ xX])\][ \t\n]+")
_STASH = re.compile("\x02[^\x03]*\x03")
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_ANCHOR = re.compile(r' id="([^"]+)"')
_MAYBE_REMOVED = re.compile(r"<[A-Za-z!/?]|\{|\]\(\s*<?\s*[a-z]+:|\]:\s*<?[a-z]+:", re.IGNORECASE)


@dataclass
class _Notes:
    """What the tree processor takes down while it works."""

    headings: list[Heading]
    first_paragraph: str = ""
    words: int = 0
    phrases: Phrases = ENGLISH


class _Story(Treeprocessor):
    """The last look at the document tree."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.notes = _Notes([])

    def run(self, root: Element) -> None:
        self._lower_headings(root)
        for parent in list(root.iter()):
            self._element(parent)
        educate(root)
        self._take_notes(root)

    def _lower_headings(self, root: Element) -> None:
        """Headings become an outline below the page's title: none is skipped on the way down."""
        above: list[int] = []
        for element in root.iter():
            if (level := _HEADINGS.get(element.tag)) is not None:
                while above and above[-1] >= level:
                    above.pop()
                above.append(level)
                element.tag = f"h{min(6, 1 + len(above))}"

    def _element(self, parent: Element) -> None:
        if parent.tag == "li":
            self._task(parent)
        elif parent.tag == "a" and parent.get("class") == "footnote-backref":
            parent.set("title", self.notes.phrases.back)
        elif parent.tag == "p" and parent.get("class") == "admonition-title":
            parent.text = self.notes.phrases.admonitions.get(parent.text or "", parent.text)
        elif parent.tag in ("td", "th"):
            if side := parent.attrib.pop("align", None):
                parent.set("class", f"{parent.get('class', '')} align-{side}".strip())
            if parent.tag == "th" and not len(parent) and not (parent.text or "").strip():
                # The empty corner of a table heads nothing.
                parent.tag = "td"
        elif parent.tag == "p" and len(parent) == 1 and parent[0].tag == "img":
            self._figure(parent, parent[0])

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

    def _take_notes(self, root: Element) -> None:
        notes = self.notes
        words = 0
        for element in root:
            text = _plain_text(element)
            words += len(_WORD.findall(text))
            if not notes.first_paragraph and element.tag == "p" and text:
                notes.first_paragraph = shorten(text)
        notes.words = words
        for element in root.iter():
            level = _HEADINGS.get(element.tag)
            if level and (anchor := element.get("id")):
                notes.headings.append(Heading(level, anchor, _plain_text(element)))


class _StoryExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (Python-Markdown's name)
        md.inlinePatterns.register(SimpleTagInlineProcessor(r"(~~)(?=\S)(.+?)(?<=\S)~~", "del"), "del", 65)
        md.ESCAPED_CHARS.extend(("'", '"'))
        # After `toc` (5), `attr_list` (8) and every other extension, before `unescape` (0).
        md.treeprocessors.register(_Story(md), "edblog-story", 4)


def _plain_text(element: Element) -> str:
    return _SPACE.sub(" ", _STASH.sub("", "".join(element.itertext()))).strip()


def shorten(text: str, limit: int = SUMMARY_LIMIT) -> str:
    """The text, cut at the end of a word where it is longer than the limit."""
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"


@lru_cache(maxsize=1)
def _converter() -> tuple[Markdown, _Story, Sanitiser]:
    options: dict[str, dict[str, Any]] = {
        "codehilite": {"guess_lang": False, "css_class": "highlight"},
        "tables": {"use_align_attribute": True},
        "toc": {"slugify": lambda value, _separator: slugify(value) or "section", "permalink": False},
        "footnotes": {"BACKLINK_TEXT": "↩"},
    }
    md = Markdown(
        extensions=[
            "abbr", "admonition", "attr_list", "codehilite", "def_list", "fenced_code", "footnotes",
            "sane_lists", "tables", "toc", _StoryExtension(),
        ],
        extension_configs=options,
    )  # fmt: skip
    story = md.treeprocessors["edblog-story"]
    assert isinstance(story, _Story)
    return md, story, Sanitiser()


def _convert(body: str, lang: str) -> tuple[str, _Notes]:
    md, story, _ = _converter()
    md.reset()
    story.notes = _Notes([], phrases=phrases(lang))
    return md.convert(body), story.notes


EMPTY = Text(blake2b(b"", digest_size=16).digest(), (), (), (), "", 0)
"""What is known of a text that has no words."""


def render_text(
    path: str, body: str, first_line: int, lang: str = "en"
) -> tuple[Text | None, str, list[Problem]]:
    """What is known of a Markdown text, its sanitised HTML, and the problems met.

    `first_line` is the line of the file on which the text starts. The text is None when it could not
    be converted.
    """
    try:
        return within(TIME_LIMIT, _render, path, body, first_line, lang)
    except DeadlineExceeded:
        _converter.cache_clear()
        return None, "", [_too_slow(path, first_line)]
    except RecursionError:
        _converter.cache_clear()
        return None, "", [_too_deep(path, first_line)]


def _render(path: str, body: str, first_line: int, lang: str) -> tuple[Text, str, list[Problem]]:
    raw, notes = _convert(body, lang)
    cleaned = _converter()[2].clean(raw)
    problems = slips(path, body, first_line)
    problems += _removals(path, body, raw) if _MAYBE_REMOVED.search(body) else []
    problems += [_picture_elsewhere(path, address) for address in dict.fromkeys(cleaned.away)]
    data = cleaned.html.encode()
    anchors = tuple(dict.fromkeys(map(unescape, _ANCHOR.findall(cleaned.html))))
    text = Text(
        digest=blake2b(data, digest_size=16).digest(),
        references=_references(cleaned.pointers),
        anchors=anchors,
        headings=tuple(heading for heading in notes.headings if heading.id in anchors),
        first_paragraph=notes.first_paragraph,
        words=notes.words,
    )
    return text, cleaned.html, problems


def _references(pointers: Any) -> tuple[Reference, ...]:
    seen: dict[str, int] = {}
    references = []
    for pointer in pointers:
        nth = seen.get(pointer.target, 0)
        seen[pointer.target] = nth + 1
        references.append(Reference(pointer.target, pointer.kind, nth))
    return tuple(references)


def _removals(path: str, body: str, raw: str) -> list[Problem]:
    problems = []
    for name in removed_by_cleaning(raw):
        inner = name.strip("<>").split('"')[0].rstrip("=")
        spot = f"<{inner}" if name.startswith("<") else name.split('"')[0]
        if name.startswith(('href="', 'src="')):
            spot = name.split('"')[1].rstrip("…")
        elif name.startswith(("class=", "id=")):
            spot = name.split('"')[1]
        found = re.search(re.escape(spot), body, re.IGNORECASE)
        problems.append(
            Problem(
                path,
                "warning",
                "html-removed",
                f"{name} was removed: it is not among the HTML that a story may use",
                _instead(name),
                text=found[0] if found else "",
            )
        )
    return problems


def _instead(name: str) -> str:
    if name in ("<iframe>", "<video>", "<audio>", "<embed>", "<object>"):
        return "link to it instead: [Watch the lesson](https://…)"
    if name.startswith(("href=", "src=")):
        return "use an address that starts with https://"
    if name.startswith("<"):
        return "say it in Markdown, or leave it out; a story cannot hold programs, styles or forms"
    return "leave it out; the theme gives a story its looks"


def _picture_elsewhere(path: str, address: str) -> Problem:
    return Problem(
        path,
        "warning",
        "picture-elsewhere",
        "this picture is on another web site, so the page shows a link in its place",
        "if you may use it, download it, put it beside the story and name that file",
        text=address,
    )


def _too_slow(path: str, line: int) -> Problem:
    return Problem(
        path,
        "error",
        "text-too-complex",
        f"this text could not be converted within {TIME_LIMIT:.0f} seconds",
        "look for very long runs of the same sign, such as [[[[ or ****, and take them out",
        line=line,
        column=1,
    )


def _too_deep(path: str, line: int) -> Problem:
    return Problem(
        path,
        "error",
        "text-too-complex",
        "this text has lists or quotes inside each other, too many levels deep",
        "bring the text down to a few levels",
        line=line,
        column=1,
    )
