"""The record of a person who writes."""

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
    subjects: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    """Ids, from the youngest to the oldest."""
    open_to: tuple[str, ...] = ()
    """Words of `OPEN_TO`."""
    listed: bool | None = None
    """Whether the person wants to be on lists; None if they do not say."""
    column: str = ""
    """The name under which the person writes regularly; may be empty."""
    links: tuple[SiteLink, ...] = ()
    fediverse: str = ""
    """`@NAME@HOST`; may be empty."""
    photo: PictureRef | None = None
    inline: bool = False
    """Whether the person is introduced in a story, and has no file of their own."""

    @property
    def is_introduced(self) -> bool:
        """Whether the person is introduced in a story."""
        return self.inline

    @property
    def label(self) -> str:
        """The person's name."""
        return self.name

    @property
    def about(self) -> str:
        """The role and the school, as far as known."""
        return ", ".join(filter(None, (self.role, self.school)))

    def is_on_lists(self, stories: int) -> bool:
        """Whether lists of people may have the person: as they say, or else once they have a story."""
        return stories > 0 if self.listed is None else self.listed

    def named_pictures(self) -> Mapping[str, PictureRef]:
        """The person's photo, as the field `photo`."""
        return {"photo": self.photo} if self.photo else {}

    def public_names(self) -> tuple[str, ...]:
        """The person's name."""
        return (self.name,)

    def public_addresses(self) -> tuple[str, ...]:
        """The email addresses in `mailto:` links (RFC 6068), in lowercase."""
        mail = (link.url for link in self.links if link.url.lower().startswith("mailto:"))
        return tuple(unquote(url[len("mailto:") :].partition("?")[0]).casefold() for url in mail)

    def shows_address(self, address: str) -> str:
        """Advice to add the address as a link."""
        return f'if it is yours, add it as a link to your page: links: [{{label: Email, url: "mailto:{address}"}}]'
