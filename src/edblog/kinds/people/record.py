"""A person who writes."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote

from edblog.model import Document, PictureRef, SiteLink


class Author(Document, kw_only=True, frozen=True):
    """A person who writes."""

    folder = "authors"
    has_id = True

    name: str
    role: str = ""
    school: str = ""
    links: tuple[SiteLink, ...] = ()
    photo: PictureRef | None = None
    inline: bool = False
    """Introduced inside a story, and not by a file of their own."""

    @property
    def is_introduced(self) -> bool:
        """Whether they are introduced inside a story."""
        return self.inline

    @property
    def label(self) -> str:
        """The name."""
        return self.name

    @property
    def about(self) -> str:
        """The role and the school."""
        return ", ".join(filter(None, (self.role, self.school)))

    def named_pictures(self) -> Mapping[str, PictureRef]:
        """The portrait."""
        return {"photo": self.photo} if self.photo else {}

    def public_names(self) -> tuple[str, ...]:
        """The name."""
        return (self.name,)

    def public_addresses(self) -> tuple[str, ...]:
        """The addresses of `mailto:` links (RFC 6068)."""
        mail = (link.url for link in self.links if link.url.lower().startswith("mailto:"))
        return tuple(unquote(url[len("mailto:") :].partition("?")[0]).casefold() for url in mail)

    def shows_address(self, address: str) -> str:
        """Advice to add the address as a link."""
        return f'if it is yours, make it a link of your page: links: [{{label: E-mail, url: "mailto:{address}"}}]'
