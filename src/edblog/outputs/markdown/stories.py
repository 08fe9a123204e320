"""Writes a story as Markdown, for programs: from what is published, never from the file that somebody wrote.

Its front matter (YAML 1.2, of which JSON is a part) has only what the page of the story shows.
"""

from __future__ import annotations

import json
from html import escape

from lxml import html

from edblog.outputs.markdown.conversion import markdown_of
from edblog.outputs.markdown.marks import without_private
from edblog.views import MarkdownStory
from edblog.web.markup import SafeHtml


def render_markdown(story: MarkdownStory, body: SafeHtml) -> bytes:
    """The file, in UTF-8: front matter, the title as a heading, and the text."""
    facts = ((name, value) for name, value in story.facts.items() if value)
    lines = (f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in facts)
    title = markdown_of(_tree(f"<h1>{escape(story.title)}</h1>"))
    text = markdown_of(_tree(body.html))
    return "\n".join(("---", *lines, "---", "", title, text)).encode(errors="replace")


def _tree(text: str) -> html.HtmlElement:
    tree = html.fragment_fromstring(without_private(text), create_parent="div")
    for number in list(tree.iter("sup")):
        # The number of a footnote is a link; outside of edblog, Markdown has no raised text.
        if number.find("a") is not None:
            number.drop_tag()
    return tree
