"""Faults that people reported of other programs that take pasted text or make file names, each as a small input."""

from __future__ import annotations

import pytest

GUID = '<b style="font-weight:normal;" id="docs-internal-guid-6f1865c9">'
REPORTS = {
    # marktext 4688, draft-js 481, typora 1681: the paragraph of Google Docs is in a <b> that is not bold.
    "only bold words are bold": (
        (
            f'{GUID}<p><span style="font-weight:700">Bold</span><span style="font-weight:400"> normal </span>'
            '<span style="font-weight:400;font-style:italic">italic</span></p></b>'
        ),
        "**Bold** normal *italic*",
    ),
    # gd2md-html 31: a heading is bold already.
    "a bold heading is a heading": ("<h1><b>is bold</b></h1>", "## is bold"),
    # google-docs-to-markdown 113: part of a heading is bold; a heading has one weight here.
    "a partly bold heading keeps its words": (
        '<h2><span style="font-weight:400">With </span><span style="font-weight:700">bold</span></h2>',
        "## With bold",
    ),
    # gdocs2md 26, Expensify 14294: bold that covers the space around a word, or nothing but a space.
    "bold ends with its word": ("<p>a<b> word </b>b<i> </i>c</p>", "a **word** b c"),
    # mammoth.js 10: words in elements that nobody knows.
    "words in unknown elements stay": (
        "<p>about <st1:country-region><st1:place>France</st1:place></st1:country-region>'s coast</p>",
        "about France's coast",
    ),
    # turndown and many others: a line that would be a list or a heading.
    "a year is no list": (
        "<p>1986. A great year.</p><p># 1 in town</p>",
        "1986\\. A great year.\n\n\\# 1 in town",
    ),
}


@pytest.mark.parametrize("name", REPORTS)
def test_pasted(modules, name):
    html, markdown = REPORTS[name]

    assert modules.call("paste", "markdownFromHtml", html)["markdown"].strip() == markdown


@pytest.mark.parametrize(
    ("title", "name"),
    [
        # decap-cms 4212 and 4707: quotation marks in a title.
        ("What’s in a “name”?", "whats-in-a-name"),
        # decap-cms 1963: a title that begins with one.
        ('"Quote" wall', "quote-wall"),
        # decap-cms 275: a full stop, which branches of git may not have everywhere.
        ("Day 1. Fractions v2.0", "day-1-fractions-v2-0"),
        # apostrophe 4086: a slash.
        ("Pairs/groups, and/or", "pairs-groups-and-or"),
        # BlogTemplate 91: signs that addresses use.
        ("100% of #math | <b> \\ ?", "100-of-math-b"),
        # storyblok 866: letters with accents stay letters.
        ("Grün und Łódź", "grun-und-lodz"),
    ],
)
def test_named(modules, title, name):
    assert modules.call("names", "fileName", title, "2026-11-30") == f"2026-11-30-{name}"
