"""Escapes texts of strangers for a comment, so that they mention nobody, link nowhere, and contain no HTML or command."""

from __future__ import annotations

import re

from edblog.start.wording import printable

# Each of these is linear: it looks at single characters, or at a few of a fixed number.
_SPACES = re.compile(r"\s+")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~>/=^$\"':])")
_MENTION = re.compile(r"([@#!$%~&^])(?=[\w\"'\[(*-])|(?<=\b[Gg][Hh])(-)(?=\d)")
_HASH = re.compile(r"\b([0-9a-fA-F])(?=[0-9a-fA-F]{6,63}\b)")
_ADDRESS = re.compile(r"(:)(?=/)|\b([Ww]{3})(?=\.)|(@)")
_TICKS = re.compile("`+")
JOINER = "\N{WORD JOINER}"
"""An invisible character. Between two others, it keeps programs from recognizing a name or an address."""


def line_of(text: str) -> str:
    """The text on one line, without control characters, and without characters that change the text direction."""
    return printable(_SPACES.sub(" ", text)).strip()


def plain(text: str) -> str:
    """The text escaped as Markdown that shows exactly these characters on GitHub, GitLab and Forgejo."""
    return _escaped(line_of(text))


def _escaped(text: str) -> str:
    text = _HASH.sub(rf"\1{JOINER}", text)
    text = _MENTION.sub(lambda found: f"{found[0]}{JOINER}", text)
    text = _ADDRESS.sub(lambda found: f"{found[0]}{JOINER}", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    return _MARKDOWN.sub(r"\\\1", text)


def code(text: str) -> str:
    """The text as inline code in Markdown."""
    text = line_of(text) or " "
    marks = "`" * (_longest(text) + 1)
    padding = " " if text[0] == "`" or text[-1] == "`" or text.isspace() else ""
    return f"{marks}{padding}{text}{padding}{marks}"


def block(line: str) -> str:
    """The line as a code block in Markdown, which readers can copy."""
    line = printable(line.replace("\t", "    ")).rstrip()
    marks = "`" * max(3, _longest(line) + 1)
    return f"{marks}text\n{line}\n{marks}"


def _longest(text: str) -> int:
    return max(map(len, _TICKS.findall(text)), default=0)


# Linear: the text between two quotation marks or two accents has none.
_PIECES = re.compile(r'"([^"\n]*)"')


def prose(text: str) -> str:
    """A message of edblog in Markdown, with quoted parts as code."""
    parts = _PIECES.split(line_of(text))
    return "".join(
        code(part) if number % 2 and part.strip() else _escaped(part) for number, part in enumerate(parts)
    )
