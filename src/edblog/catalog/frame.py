"""Makes the frame of every page: menu, icon, logo, announcement and footer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from functools import cached_property
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote

from edblog import views
from edblog.catalog.cards import Cards
from edblog.catalog.site import static_url
from edblog.catalog.words import Words
from edblog.model import Document, SourceFile
from edblog.problems import Problem, brief, did_you_mean
from edblog.settings import CONFIG_NAME, Config
from edblog.settings.frame import ICON_TYPES
from edblog.web.urls import output_of

MOST = 8
"""The number of entries that a menu has room for."""
FAVICONS = ("favicon.svg", "favicon.png", "favicon.ico")
"""Names in `static/` that are used as the icon without a setting; the best one comes first."""


class MenuEntry(NamedTuple):
    """A menu entry that a kind of content adds."""

    name: str
    """Its name in settings, in `page.section`, and in the key `nav_NAME` of the theme's texts."""
    url: str
    is_shown: bool
    is_there: bool = False
    """Whether it is shown if the settings ask for it."""
    in_footer: bool = False
    """Whether it is in the first row of the footer, unless the settings ask for it in the menu."""
    moves: bool = True
    """Whether it moves to the footer from a menu with too many entries."""


_Entry = tuple[str, views.MenuItem]
"""A menu entry's name in the settings, and the entry."""


class Frame:
    """Makes the parts of the frame from the settings; `static` has the district's own files."""

    def __init__(self, cards: Cards, words: Words, static: Iterable[SourceFile]) -> None:
        self.cards, self.words = cards, words
        self.site, self.config = cards.site, cards.config
        self._static = {static_url(file.path): file.digest for file in static}
        self._names: Mapping[str, str] = self.config.menu.names

    def in_language(self, cards: Cards, words: Words) -> Frame:
        """The frame of pages in another language, for which the names in the settings are no words."""
        frame = Frame(cards, words, ())
        frame._static, frame._names = self._static, {}
        return frame

    def menu(self) -> tuple[views.MenuItem, ...]:
        """The entries of the menu, in order; lists without content have none."""
        return tuple(item for item in self._sorted if item.section not in self._below)

    def more(self) -> tuple[views.MenuItem, ...]:
        """The first row of the footer: entries that belong there, and those for which the menu has no room."""
        return tuple(item for item in self._sorted if item.section in self._below)

    @cached_property
    def _sorted(self) -> tuple[views.MenuItem, ...]:
        """The entries of the menu and of the first row of the footer, in the order of the settings."""
        settings = self.config.menu
        entries = [entry for entry in self._entries if entry[0] not in settings.hide]
        first = [entry for name in settings.order for entry in entries if entry[0] == name]
        return tuple(
            views.MenuItem(self._names.get(name, item.title), item.url, item.section)
            for name, item in (*first, *(entry for entry in entries if entry not in first))
        )

    @cached_property
    def _below(self) -> frozenset[str]:
        """Sections of the entries in the first row of the footer. What the district itself puts into the menu stays there."""
        kept = {*self.config.menu.order, *self.config.menu.hide}
        movable = [entry for entry in self._made if entry.name not in kept and entry.url not in self._own]
        below = {entry.name for entry in movable if entry.in_footer}
        too_many = len(self._sorted) - len(below) - MOST
        later = [entry.name for entry in movable if entry.moves and not entry.in_footer]
        return frozenset(below.union(later[-too_many:] if too_many > 0 else ()))

    @cached_property
    def _made(self) -> list[MenuEntry]:
        """The entries that kinds of content add, in the default order, and that for following."""
        asked = self.config.menu.order
        follow = MenuEntry("follow", "follow/", is_shown=bool(self.config.feeds.formats), moves=False)
        return [
            entry
            for entry in (*(entry for kind in self.site.kinds for entry in kind.menu(self.site)), follow)
            if entry.is_shown or entry.url in self._above or (entry.is_there and entry.name in asked)
        ]

    @cached_property
    def _own(self) -> dict[str, Document]:
        """The district's pages that ask for the menu, by URL path."""
        return {page.address: page for page in self.site.documents_at_root if page.place_in_menu == "header"}

    @cached_property
    def _above(self) -> dict[str, str]:
        """The titles of the district's pages above lists that ask for the menu, by URL path."""
        return {url: page.label for url, page in self._own.items() if url in self.site.indexes}

    @cached_property
    def _entries(self) -> list[_Entry]:
        """All entries in the default order. If the district's page above a list asks for the menu, the entry has that page's title."""
        href, made = self.cards.href, self._made
        stories = f"{self.site.stream.folder}/"
        items = [
            views.MenuItem(
                self._above.get(entry.url) or self.words[f"nav_{entry.name}"],
                href(self.cards.home if self.cards.home and entry.url == stories else entry.url),
                entry.name,
            )
            for entry in made
        ]
        found = [(entry.name, item) for entry, item in zip(made, items, strict=True)]
        pages = [
            (page.slug, views.MenuItem(page.label, href(url), url))
            for url, page in self._own.items()
            if url not in {entry.url for entry in made}
        ]
        at = len(found) - (found[-1][0] == "follow" if found else 0)
        return [*found[:at], *pages, *found[at:]]

    def footer(self) -> tuple[views.Link, ...]:
        """The links in the footer of every page."""
        return tuple(
            views.Link(page.label, self.cards.href(page.address))
            for page in self.site.documents_at_root
            if page.place_in_menu == "footer"
        )

    def has_file(self, name: str) -> bool:
        """Whether the district has a file of this name in `static/`."""
        return name in self._static

    def icon(self) -> tuple[str, str]:
        """The URL of the district's icon, and its media type; both empty if there is none."""
        name = self.config.icon or next((name for name in FAVICONS if name in self._static), "")
        return self._file(name), ICON_TYPES.get(PurePosixPath(name).suffix.lower(), "")

    def logo(self) -> views.Picture | None:
        """The district's logo; None if there is none."""
        url = self._file(self.config.logo)
        return views.Picture(url, self.config.logo_alt) if url else None

    def _file(self, name: str) -> str:
        """The URL of a file in `static/`, with a fingerprint of its content; empty if there is no such file."""
        digest = self._static.get(name)
        return f"{self.cards.href(name)}?v={digest.hex()[:8]}" if digest else ""

    def announcement(self) -> tuple[views.Piece, ...]:
        """The announcement at the top of every page; empty if there is none."""
        return self._pieces(self.config.announcement.text)

    def footer_text(self) -> tuple[views.Piece, ...]:
        """The text of the footer; empty if there is none, in which case themes show the site's description."""
        return self._pieces(self.config.footer.text)

    def address(self) -> tuple[tuple[views.Piece, ...], ...]:
        """The lines of the district's contact details, for the footer."""
        return tuple(map(self._pieces, filter(str.strip, self.config.footer.address.splitlines())))

    def _pieces(self, text: str) -> tuple[views.Piece, ...]:
        if not text:
            return ()
        from edblog.settings.pieces import pieces

        return tuple(views.Piece(piece.words, self._href(piece.address)) for piece in pieces(text))

    def _href(self, address: str) -> str:
        """The `href` for an address in the settings. One that starts with `/` is on this site, with or without the path of `base_url`."""
        if not address.startswith("/"):
            return address
        path, tail = _split(address)
        local, root = unquote(path), self.cards.root
        if f"{local}/" == root:
            local = root
        return self.cards.href(local.removeprefix(root) if local.startswith(root) else local[1:]) + tail

    def problems(self, outputs: Collection[str]) -> Iterator[Problem]:
        """Problems with settings that name a missing menu entry, page or file; `outputs` are the paths of all files of the site."""
        yield from self._unknown_entries()
        for key, name in (("icon", self.config.icon), ("logo", self.config.logo)):
            if name and name not in self._static:
                help_ = did_you_mean(name, self._static) or f"save the file as static/{name}"
                yield _wrong("missing-file", f'there is no file "static/{name}"', help_, key)
        for where, piece, path in self._links():
            if not _is_there(path, outputs):
                known = (f"/{output.removesuffix('index.html')}" for output in outputs)
                help_ = did_you_mean(f"/{path}", known) or "copy the address of the page from the browser"
                message = f'the link "{brief(piece.text)}" leads to "/{path}", but this site has no such page'
                yield _wrong("broken-link", message, help_, *where)

    def linked(self) -> Iterator[str]:
        """URL paths on this site to which the settings link."""
        return (path for _, _, path in self._links())

    def _links(self) -> Iterator[tuple[tuple[str, str], views.Piece, str]]:
        """The links of the settings within this site, each with its setting and its URL path."""
        texts = {
            ("announcement", "text"): self.config.announcement.text,
            ("footer", "text"): self.config.footer.text,
            ("footer", "address"): self.config.footer.address,
        }
        for where, text in texts.items():
            for piece in self._pieces(text):
                if piece.url.startswith("/"):
                    yield where, piece, unquote(_split(piece.url)[0].removeprefix(self.cards.root))

    def _unknown_entries(self) -> Iterator[Problem]:
        settings, pages = self.config.menu, self.site.documents_at_root
        made = [entry.name for kind in self.site.kinds for entry in kind.menu(self.site)]
        known = list(dict.fromkeys((*made, "follow", *(name for name, _ in self._entries))))
        elsewhere = {page.slug for page in pages if page.place_in_menu != "header"} - {*known}
        for key, names in (("order", settings.order), ("hide", settings.hide), ("names", settings.names)):
            for name in names:
                if name in known:
                    continue
                help_ = did_you_mean(name, known) or f"the menu has these entries: {', '.join(known)}"
                if name in elsewhere:
                    help_ = "that page is not in the menu; to add it, write in its file: menu: header"
                where = (key, name) if key == "names" else (key,)
                yield _wrong("unknown-menu-entry", f'the menu has no entry "{name}"', help_, "menu", *where)


def _split(address: str) -> tuple[str, str]:
    """The path of an address, and the rest: query and fragment."""
    end = min((at for at in map(address.find, "?#") if at >= 0), default=len(address))
    return address[:end], address[end:]


def _is_there(path: str, outputs: Collection[str]) -> bool:
    return any(output_of(form) in outputs for form in (path, f"{path}/")) or path == ""


def _wrong(code: str, message: str, help_: str, *key: str) -> Problem:
    return Problem(CONFIG_NAME, "error", code, message, help_, key=key)


def ended(config: Config, now: datetime) -> Iterator[Problem]:
    """A notice if the announcement has expired."""
    announcement = config.announcement
    if announcement.text and announcement.is_over(now):
        yield Problem(
            CONFIG_NAME,
            "notice",
            "announcement-over",
            "this announcement has expired, so it is no longer shown",
            "delete it, or give it a later date",
            key=("announcement", "until"),
        )
