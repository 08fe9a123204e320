"""Flyers: a page of paper about a story, an event, a board or the like, to print and to pin up in the staff room."""

from __future__ import annotations

from typing import Any

from edblog.catalog.pages import Pages
from edblog.kinds.people.sentences import first_sentences
from edblog.model import Document
from edblog.views import FlyerPage, Link, Picture

FLYER = "flyer/"
"""The last part of the address of a flyer."""
TEMPLATE = "flyer.html"
SENTENCES = 3
LONGEST = 420
"""The most characters of the sentences, so that they fit on the page beside a picture."""


def has_flyers(pages: Pages) -> bool:
    """Whether the theme can make flyers."""
    return TEMPLATE in pages.theme.templates


def flyer_url(pages: Pages, record: Document, url: str = "") -> str:
    """The URL of the flyer of a record, or of its page at the URL path `url`; empty if the theme has none."""
    return pages.cards.href((url or pages.site.urls[record.source]) + FLYER) if has_flyers(pages) else ""


def flyer(
    pages: Pages,
    record: Document,
    *,
    section: str,
    kicker: str,
    about: tuple[Link, ...],
    picture: Picture | None,
    tone: int,
    by: str = "",
    title: str = "",
    url: str = "",
    **more: Any,
) -> FlyerPage:
    """The flyer of a record, or of another page about it, with a title and a URL path; `more` are further fields of the view."""
    url, title = url or pages.site.urls[record.source], title or record.label
    page = pages.page(url + FLYER, title, record.about, section=section)
    return FlyerPage(
        **page | {"lang": pages.cards.lang(record), "noindex": True, "body": None},
        of=Link(title, pages.cards.href(url)),
        kicker=kicker,
        about=next(iter(about), None),
        picture=picture,
        sentences=shortened(first_sentences(_words(record), SENTENCES)),
        by=by,
        tone=tone,
        **more,
    )


def _words(record: Document) -> str:
    """What lists say of a record and the start of its text, without saying the same twice."""
    summary, start = record.about, record.text.first_paragraph
    if not summary or start.startswith(summary[:40]):
        return start or summary
    return f"{summary} {start}" if summary[-1] in '.!?…。！？»”"' else summary


def shortened(text: str) -> str:
    """A text that is not longer than `LONGEST`; it ends at a word, with `…`."""
    if len(text) <= LONGEST:
        return text
    start, _, cut = text[:LONGEST].rpartition(" ")
    return f"{(start or cut).rstrip(' ,;:.–—-')}…"
