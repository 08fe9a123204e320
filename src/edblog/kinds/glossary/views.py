"""Views of the glossary."""

from __future__ import annotations

from typing import Any

from edblog.views import Body, Fact, Link, ListPage, RecordPage, View


class GlossaryTerm(Link, frozen=True):
    """A word in the glossary, with an address of its own."""

    long: str
    """What an acronym stands for; may be empty."""
    also: tuple[str, ...]
    """Other forms of it."""
    id: str
    """The id of its place on the page."""
    place: int
    """The position of its explanation in `texts`."""
    lang: str
    """BCP 47 tag."""
    about: str
    """What it stands for, and the beginning of the explanation, as plain text."""


class Letter(View, frozen=True):
    """The words that begin with a letter."""

    title: str
    id: str
    """The id of its heading."""
    terms: tuple[GlossaryTerm, ...]


class GlossaryPage(ListPage, kw_only=True, frozen=True):
    """All words of the glossary; template `glossary/glossary.html`."""

    letters: tuple[Letter, ...]
    explanations: tuple[Body, ...]
    """The explanation of each word; templates have their HTML in `texts`."""

    @property
    def terms(self) -> tuple[GlossaryTerm, ...]:
        """All words, in the order of the alphabet."""
        return tuple(term for letter in self.letters for term in letter.terms)

    @property
    def entries(self) -> tuple[Link, ...]:
        """All words."""
        return self.terms

    @property
    def texts(self) -> tuple[Body, ...]:
        """The explanations."""
        return self.explanations

    def structured_data(self) -> dict[str, Any]:
        """The schema.org data of the words: a `DefinedTermSet`."""
        from edblog.outputs.schema_org import address, present

        url = address(self.site, self.url)
        return present(
            {
                "@type": "DefinedTermSet",
                "@id": url,
                "name": self.title,
                "description": self.description,
                "url": url,
                "inLanguage": self.lang,
                "hasDefinedTerm": [
                    present(
                        {
                            "@type": "DefinedTerm",
                            "@id": f"{url}#{term.id}",
                            "name": term.title,
                            "alternateName": [*filter(None, (term.long,)), *term.also],
                            "description": term.about,
                            "url": f"{url}#{term.id}",
                            "inLanguage": "" if term.lang == self.lang else term.lang,
                            "inDefinedTermSet": url,
                        }
                    )
                    for term in self.terms
                ],
            }
        )


class ExplanationPage(RecordPage, kw_only=True, frozen=True):
    """A word in a theme without a template for all of them; template `record.html`."""

    long: str
    """What an acronym stands for; may be empty."""
    also: tuple[str, ...]
    """Other forms of it."""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What it stands for, and its other forms."""
        return tuple(map(Fact, filter(None, (self.long, ", ".join(self.also)))))
