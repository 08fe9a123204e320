"""Makes the page of the glossary, and what stories show of its words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from msgspec.structs import replace

from edblog.catalog.cards import Cards
from edblog.catalog.pages import Made, Pages
from edblog.kinds.glossary.record import Explanation
from edblog.kinds.glossary.views import ExplanationPage, GlossaryPage, GlossaryTerm, Letter
from edblog.services.ids import anchor
from edblog.views import Body, Explained, RedirectPage
from edblog.web.terms import folded
from edblog.web.urls import encode

INDEX = f"{Explanation.folder}/"
TEMPLATE = "glossary/glossary.html"
OTHERS = "#"
"""The heading above words that begin with no letter, such as `504 plan`."""


def made(pages: Pages) -> Iterator[Made]:
    """The page of all words, and at the address of each one a page that leads there.

    In a theme without a template for that page, each word has a page of its own, and the list of all leads to these.
    """
    terms = all_terms(pages.cards)
    is_one_page = TEMPLATE in pages.theme.templates
    for term in terms:
        if pages.reach.has(term):
            yield (
                (term.address, "redirect.html", partial(_redirect, pages, term))
                if is_one_page
                else (term.address, "record.html", _record(pages, term))
            )
    if terms and pages.reach.indexes:
        yield INDEX, TEMPLATE, partial(_glossary, pages)


def all_terms(cards: Cards) -> list[Explanation]:
    """All words, in the order of the alphabet."""
    return [record for record in cards.site.records[Explanation.folder] if isinstance(record, Explanation)]


def explained(cards: Cards, term: Explanation) -> Explained:
    """What a story shows of a word."""
    return Explained(
        title=term.term,
        url=_url(cards, term),
        id=term.slug,
        long=term.long,
        text=term.text.first_paragraph,
        forms=(term.term, *term.also),
        lang=cards.lang(term),
    )


def letter_of(word: str) -> str:
    """The letter under which a word stands, without accents; `OTHERS` for a digit or sign."""
    first = folded(word).lstrip("\"'([¿¡ ")[:1].upper()
    return first if first.isalpha() else OTHERS


def _url(cards: Cards, term: Explanation) -> str:
    return f"{cards.href(INDEX)}#{encode(anchor(term.slug))}"


def _redirect(pages: Pages, term: Explanation) -> RedirectPage:
    page = pages.page(term.address, term.label, term.about, section=Explanation.folder)
    return RedirectPage(**page | {"lang": pages.cards.lang(term)}, target=_url(pages.cards, term))


def _record(pages: Pages, term: Explanation) -> ExplanationPage:
    page = pages.page(term.address, term.term, term.about, section=Explanation.folder) | pages.text(term)
    return ExplanationPage(**page, long=term.long, also=term.also)


def _glossary(pages: Pages) -> GlossaryPage:
    cards = pages.cards
    terms = all_terms(cards)
    shown = [
        GlossaryTerm(
            term.term,
            cards.href(term.address),
            term.long,
            term.also,
            anchor(term.slug),
            place,
            cards.lang(term),
            term.about,
        )
        for place, term in enumerate(terms)
    ]
    letters = tuple(
        Letter(title, f"eb-letter-{title.casefold() if title != OTHERS else 'other'}", tuple(found))
        for title, found in groupby(shown, key=lambda term: letter_of(term.title))
    )
    return GlossaryPage(
        **pages.page(
            INDEX, pages.words["nav_glossary"], pages.words["glossary.intro"], section=Explanation.folder
        ),
        letters=letters,
        explanations=tuple(_alone(pages.site.bodies[term.source], term) for term in terms),
    )


def _alone(body: Body, term: Explanation) -> Body:
    """A text for a page with others: its players become links, and its anchors get names that no other text has."""
    start = f"eb-term-{term.slug}-"
    urls = tuple(f"#{start}{url[1:]}" if len(url) > 1 and url[0] == "#" else url for url in body.urls)
    return replace(body, urls=urls, embeds=(), ids=start)
