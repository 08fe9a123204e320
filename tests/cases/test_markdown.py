"""What Markdown becomes: pairs of input and HTML in `markdown/`, one file for each topic.

A pair is a title, a dot, the Markdown, a dot, the HTML, a dot. `topic.es.md` is read as Spanish. Links and
pictures of the site are still placeholders here (`edblog:0`); `UPDATE_GOLDEN=1 pytest tests/cases` writes the
HTML anew.
"""

from __future__ import annotations

import os
import re
from functools import partial
from pathlib import Path

import pytest

from edblog.sources.markdown.rendering import render_text

FOLDER = Path(__file__).parent / "markdown"
_PAIR = re.compile(r"^(?P<title>[^\n]+)\n\.\n(?P<source>.*?)^\.\n(?P<html>.*?)^\.$", re.MULTILINE | re.DOTALL)


def convert(path, source):
    lang = path.suffixes[0].removeprefix(".") if len(path.suffixes) > 1 else "en"
    _, html, _ = render_text("content/posts/jar.md", source, 1, lang)
    return f"{html.rstrip()}\n"


def pairs():
    found = []
    for path in sorted(FOLDER.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        if "UPDATE_GOLDEN" in os.environ:
            anew = partial(rewrite, path)
            text = _PAIR.sub(anew, text)
            path.write_text(text, encoding="utf-8")
        found += [
            pytest.param(path, pair["source"], pair["html"], id=f"{path.stem}: {pair['title']}")
            for pair in _PAIR.finditer(text)
        ]
    return found


def rewrite(path, pair):
    return f"{pair['title']}\n.\n{pair['source']}.\n{convert(path, pair['source'])}."


@pytest.mark.parametrize(("path", "source", "html"), pairs())
def test_markdown_becomes_html(path, source, html):
    assert convert(path, source) == html


def test_no_pair_is_overlooked():
    for path in FOLDER.glob("*.md"):
        dots = re.findall(r"^\.$", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert len(dots) == 3 * len(_PAIR.findall(path.read_text(encoding="utf-8")))
