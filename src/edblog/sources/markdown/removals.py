"""Warnings for HTML that the sanitizer removes: one for each tag or attribute, and a single one for HTML of word processors."""

from __future__ import annotations

import re

from edblog.problems import MOST, Problem
from edblog.problems.checks import problem_of
from edblog.problems.places import line_and_column
from edblog.sources.markdown.checked_text import HtmlText
from edblog.sources.markdown.prose import without_code
from edblog.sources.markdown.sanitize import removed_by_cleaning

_PICTURE_IN_TEXT = 'src="data:…"'
"""The name that `removed_by_cleaning` has for a picture with its bytes in its address, as word processors paste it."""
_EMBED_CODES = ("iframe", "embed", "object", "video", "audio", "script")
# Marks of HTML that was copied from Word, Outlook, Google Docs or LibreOffice.
_WORD_PROCESSOR = re.compile(
    r"<[^<>]{0,300}?(?:\bclass=[\"']?Mso|\bmso-|docs-internal-guid|\burn:schemas-microsoft|\bxmlns:[ovw]\b)|</?[ovw]:[a-z]|<!--\[if|<!\[if",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"\bdisplay: ?none\b|\bvisibility: ?hidden\b", re.IGNORECASE)
_NOT_HIDDEN = "everyone can see the words in it: delete those that readers must not see"
_STYLING = re.compile(
    r"<(?:[ovw]|st1):?[a-z]*>|<(?:font|style|meta|link|title|xml|head|body|html|center|big|tt|strike|base)>"
    r"|(?:style|class|align|valign|width|height|border|cellpadding|cellspacing|face|size|color|bgcolor|background|lang|dir|type|name|start"
    r"|id|link|vlink|clear|role|nowrap|xmlns[:a-z]*|[ovw]:[a-z]+|data-[a-z-]+)=.*"
)


def removals(text: HtmlText) -> list[Problem]:
    """The warnings for HTML that was removed from a text."""
    path, body, first_line = text.path, text.body, text.first_line
    removed = removed_by_cleaning(text.raw)
    problems = []
    if any(f"<{name}>" in removed for name in _EMBED_CODES):
        from edblog.sources.markdown.embed_codes import PARTS, TAGS, pasted_embeds

        problems = pasted_embeds(path, body, first_line)
        removed = [name for name in removed if name not in TAGS | PARTS] if problems else removed
    place = _Places(body, first_line)
    if removed and (processed := _WORD_PROCESSOR.search(place.prose)):
        message = "this HTML came from a word processor; its fonts, colors and sizes were removed"
        help_ = "paste it again as plain text (Ctrl+Shift+V, or Cmd+Shift+V on a Mac), and mark headings and lists with Markdown"
        line, column = place.of(processed.start())
        problems.append(problem_of("html-from-word", path, message, help_, line, column))
        removed = [name for name in removed if not _STYLING.fullmatch(name)]
    # Finding the place of each takes a search of the whole text, and only a limited number is reported.
    for name in removed[: MOST + 1]:
        piece, line, column = place.spot(name)
        message = f"{name} was removed: stories may not use this HTML"
        if name == _PICTURE_IN_TEXT:
            message = "this picture is inside the text itself (data:…), so it was left out"
        help_ = _NOT_HIDDEN if name == "style=" and _HIDDEN.search(place.prose) else _instead(name)
        problems.append(problem_of("html-removed", path, message, help_, line, column, text=piece))
    return problems


class _Places:
    """The places of removed HTML in a text."""

    def __init__(self, body: str, first_line: int) -> None:
        self.prose, self.first_line = without_code(body), first_line

    def of(self, at: int) -> tuple[int, int]:
        """The line and the column of a position."""
        return line_and_column(self.prose, at, self.first_line)

    def spot(self, name: str) -> tuple[str, int, int]:
        """The place of a removed tag, attribute or address: a piece of text to search for, or else its line and column."""
        inner = name.strip("<>").split('"')[0].rstrip("=")
        if name.startswith("<"):
            found = re.search(f"<{re.escape(inner)}(?![A-Za-z0-9])", self.prose, re.IGNORECASE)
            return ("", *self.of(found.start())) if found else ("", 0, 0)
        wanted = name.split('"', maxsplit=1)[0]
        if '"' in name:
            wanted = name.split('"')[1].rstrip("…")
        # An attribute is inside a tag or braces; the same word elsewhere is prose.
        if not name.startswith(('href="', 'src="')):
            # It may have no value.
            word = re.compile(rf"(?<![\w-]){re.escape(wanted.rstrip('='))}(?![\w-])", re.IGNORECASE)
            for tag in re.finditer(r"<[A-Za-z][^<>]*+|\{[^{}\n]*+", self.prose):
                if found := word.search(tag[0], 1):
                    return ("", *self.of(tag.start() + found.start()))
        found = re.search(re.escape(wanted), self.prose, re.IGNORECASE)
        return (found[0] if found else ""), 0, 0


def _instead(name: str) -> str:
    if name.startswith("<www."):
        return f"write the whole address: <https://{name[1:]}"
    if name == _PICTURE_IN_TEXT:
        return "save it in the same folder as the story, and write its file name here: ![what it shows](picture.png)"
    if name.startswith("hidden="):
        return _NOT_HIDDEN
    if name.startswith(("href=", "src=")):
        return "use an address that starts with https://"
    if name.startswith("<"):
        return "use Markdown instead, or delete it; a story cannot contain scripts, styles or forms"
    return "delete it; the theme decides how a story looks"
