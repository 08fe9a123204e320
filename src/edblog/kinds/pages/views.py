"""Views of pages."""

from __future__ import annotations

from edblog.views import Fact, RecordPage, View


class ServiceRow(View, frozen=True):
    """Services that learn the same; all texts are in the language of the site."""

    names: str
    learns: str


class ServiceGroup(View, frozen=True):
    """Services of one sort; all texts are in the language of the site."""

    title: str
    when: str
    """When they are contacted."""
    rows: tuple[ServiceRow, ...]


class TextPage(RecordPage, kw_only=True, frozen=True):
    """A page such as About; template `page.html`."""

    services: tuple[ServiceGroup, ...] = ()
    """The services of others that the settings allow; empty if the page does not ask for them."""
    shows_services: bool = False
    """Whether the page asks for them."""
    nothing_else: str = ""
    """A sentence that there are no others; in the language of the site."""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The services, for themes without a template for pages."""
        rows = (
            Fact(f"{group.title}: {row.names}: {row.learns}. {group.when}")
            for group in self.services
            for row in group.rows
        )
        return (*rows, Fact(self.nothing_else)) if self.shows_services else ()
