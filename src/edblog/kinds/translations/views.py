"""The view of the home page of a language."""

from __future__ import annotations

from edblog.views import Card, Link, ListPage, Pagination


class LanguagePage(ListPage, kw_only=True, frozen=True):
    """All stories for the readers of a language, each in that language if it can be read in it; template `language.html`."""

    cards: tuple[Card, ...]
    pagination: Pagination

    @property
    def entries(self) -> tuple[Link, ...]:
        """The stories."""
        return self.cards
