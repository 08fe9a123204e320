"""Makes the views of the site's own HTML pages, and has helpers for the pages of each kind of content."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import blake2b
from itertools import chain, islice
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from edblog import views
from edblog.catalog.cards import Cards
from edblog.catalog.feeds import Subscriptions
from edblog.catalog.frame import Frame
from edblog.catalog.groups import Grouping
from edblog.catalog.pagination import Slice, paginate
from edblog.catalog.players import origins
from edblog.catalog.reach import Reach
from edblog.catalog.search import TEMPLATE, has_search
from edblog.catalog.sharing import look_of
from edblog.catalog.site import SEARCH
from edblog.catalog.variants import FOR_SHARING
from edblog.catalog.words import Words
from edblog.model import Document, Theme
from edblog.settings.frame import ICON_TYPES
from edblog.submit import WRITE
from edblog.views import Card, Output, View
from edblog.web.languages import name_of
from edblog.web.policy import NOTHING, Sources, page_policy, waits
from edblog.web.urls import HOME_SLUG, output_of

if TYPE_CHECKING:
    from edblog.kinds.kind import Kind

LATEST = 6
"""The number of stories on the home page below the first one."""
COLORS = "assets/own-colors.css"
"""URL path of the style sheet with the colors of the district."""
WRITE_SLUG = "write"
"""The page that invites to write has this slug."""
Made = tuple[str, str, views.View | Callable[[], views.View]]
"""A page, or the card of one: its URL path, its template or writer, and its view or a function that makes it.

An edit plans the site before it as well, but only to compare the paths. So use a function where an edit of any record needs the page.
"""


class Later(NamedTuple):
    """An output whose view is made when it is needed; see `Made`."""

    path: str
    renderer: str
    make: Callable[[], View]


class Pages:
    """Makes the views of all pages within reach."""

    def __init__(
        self, cards: Cards, feeds: Subscriptions, theme: Theme, words: Words, frame: Frame, reach: Reach
    ) -> None:
        self.cards, self.feeds, self.theme, self.words, self.reach = cards, feeds, theme, words, reach
        self.frame = frame
        self.site, self.config = cards.site, cards.config
        self.is_searched = has_search(self.config, theme)
        self._always: Mapping[str, Sources] = {"search": {}} if self.is_searched else NOTHING

    def outputs(self) -> Iterator[Output]:
        """The outputs of all pages within reach, the home page first, and the other files that kinds of content make."""
        for url, template, made in self._all():
            view = made() if callable(made) else made
            yield Output(output_of(url), self._template(template, view), view)
        for other in self._others():
            yield Output(other.path, other.renderer, other.make()) if isinstance(other, Later) else other

    def paths(self) -> Iterator[str]:
        """The paths of `outputs`."""
        yield from (output_of(url) for url, _, _ in self._all())
        yield from (other.path for other in self._others())

    def _others(self) -> Iterator[Output | Later]:
        if self.reach.indexes or self.reach.counts:
            for kind in self._kinds:
                yield from kind.outputs(self)

    @cached_property
    def _kinds(self) -> Sequence[Kind]:
        """The kinds that may have pages or files."""
        return [
            kind
            for kind in self.site.kinds
            if not kind.is_idle_without_records or self.site.records[kind.folder]
        ]

    def _template(self, name: str, view: views.View) -> str:
        """The template of a page; `record.html` or `list.html` if the theme does not have that of its kind."""
        if name in self.theme.templates:
            return name
        if isinstance(view, views.RecordPage):
            return "record.html"
        return "list.html" if isinstance(view, views.ListPage) else name

    @cached_property
    def card_look(self) -> views.CardLook | None:
        """What cards for social networks look like; None if the theme or the settings have none."""
        return look_of(self.theme) if self.config.share.cards else None

    def redirect(self, url: str, target: str) -> views.RedirectPage:
        """The page at a former address, which redirects to the URL path `target`."""
        return views.RedirectPage(**self.page(url, self.config.title), target=self.cards.href(target))

    @cached_property
    def chrome(self) -> views.Site:
        """The view of the site that every page shows: title, menu, footer, feeds, stylesheets."""
        href, config = self.cards.href, self.config
        icon, icon_type = self.frame.icon()
        feeds = bool(config.feeds.formats)
        write = next((text for text in self.site.documents_at_root if text.slug == WRITE_SLUG), None)
        assets = {
            name: f"{href('assets/' + name)}?v={file.digest.hex()[:8]}"
            for name, file in self.theme.static.items()
        }
        return views.Site(
            title=config.title,
            description=config.description,
            base_url=config.base_url,
            root=self.cards.root,
            language=self.cards.language,
            menu=self.frame.menu(),
            more=self.frame.more(),
            footer=self.frame.footer(),
            feeds=self.feeds.links(config.title, self.cards.home),
            opml=href("feeds.opml") if feeds else "",
            follow=href("follow/") if feeds else "",
            write=href(self.site.urls[write.source]) if write else href(WRITE) if config.submit.form else "",
            assets=assets,
            stylesheets=(*(assets[name] for name in self.theme.stylesheets), *self._own_colors()),
            icon=icon or assets.get(self.theme.icon, ""),
            noindex=config.noindex,
            icon_type=icon_type or ICON_TYPES.get(PurePosixPath(self.theme.icon).suffix.lower(), ""),
            logo=self.frame.logo(),
            announcement=self.frame.announcement(),
            footer_text=self.frame.footer_text(),
            address=self.frame.address(),
            share=config.share.services,
            search=href(SEARCH) if self.is_searched else "",
            home=href(self.cards.home),
            own_language=config.language,
            languages=self.homes,
        )

    @cached_property
    def homes(self) -> tuple[views.InLanguage, ...]:
        """The home page in each language of the site, its own first; none if it has only one."""
        return self.in_languages(self.cards.homes)

    def in_languages(self, urls: Mapping[str, str]) -> tuple[views.InLanguage, ...]:
        """Links to a page in several languages, from URL paths by language tag."""
        return tuple(
            views.InLanguage(name_of(language), self.cards.href(url), language)
            for language, url in urls.items()
        )

    @cached_property
    def others(self) -> tuple[Pages, ...]:
        """What makes the pages in each other language of the site, within the same reach."""
        return tuple(self._in(language) for language in self.config.languages)

    def _in(self, language: str) -> Pages:
        words = Words(self.theme, language)
        cards = Cards(self.site.titled(words), self.config, language)
        feeds, frame = Subscriptions(cards, words, self.theme), self.frame.in_language(cards, words)
        return Pages(cards, feeds, self.theme, words, frame, self.reach)

    def _own_colors(self) -> Iterator[str]:
        """The URL of the style sheet with the colors of the district, if there is one."""
        if styles := self.theme.color_styles:
            digest = blake2b(styles.encode(), digest_size=4).hexdigest()
            yield f"{self.cards.href(COLORS)}?v={digest}"

    def page(
        self,
        url: str,
        title: str,
        description: str = "",
        *,
        shown: Mapping[str, Sources] = NOTHING,
        **more: Any,
    ) -> dict[str, Any]:
        """The fields of any page, and those for what it shows (see `page_policy`).

        If the district has a page at this address, its text goes above.
        """
        fields: dict[str, Any] = {
            "site": self.chrome,
            "url": self.cards.href(url),
            "alternates": self.homes if url == self.cards.home else (),
            "title": title,
            "description": description or self.config.description,
            "lang": self.cards.language,
            "policy": page_policy({**self._always, **shown}) if shown else self._policy,
            "waits": waits(shown),
            **more,
        }
        text = self._above.get(url)
        return fields if text is None else fields | self._over(text, shown)

    def _over(self, text: Document, shown: Mapping[str, Sources]) -> dict[str, Any]:
        """Fields taken from the district's page at the same address."""
        title = {} if text.slug == HOME_SLUG else {"title": text.label}
        description = {"description": text.summary} if text.summary else {}
        return {**title, **description, **self.text(text, shown)}

    def text(self, document: Document, shown: Mapping[str, Sources] = NOTHING) -> dict[str, Any]:
        """The fields of a page for the text of a document, its language and its picture, beside what else the page shows."""
        picture = self.cards.picture(document, "image")
        return {
            "lang": self.cards.lang(document),
            "image": self.cards.one_size(picture, FOR_SHARING),
            **self.holding(self.site.bodies[document.source], shown),
        }

    @cached_property
    def _policy(self) -> str:
        return page_policy(self._always)

    def holding(self, body: views.Body | None, shown: Mapping[str, Sources] = NOTHING) -> dict[str, Any]:
        """Fields for a body: the body itself, and the policy for its players and for what else the page shows."""
        if frames := origins(body):
            shown = {**shown, "players": {"frame-src": frames}}
        policy = page_policy({**self._always, **shown})
        return {"body": body, "policy": policy, "waits": waits(shown)} if shown else {"body": body}

    def beside(self, record: Document) -> dict[str, Any]:
        """The parts that other kinds have on the page of a record, by name."""
        others = (kind for kind in self.site.kinds if kind.folder != record.folder)
        return {name: part for kind in others for name, part in kind.beside(self, record).items()}

    def slices(
        self, url: str, positions: Sequence[int], size: int = 0
    ) -> Iterator[tuple[Slice, tuple[Card, ...]]]:
        """The pages within reach of a list of stories, each with the cards of its stories; `size` is `List.page_size`."""
        if (span := self.reach.span(url)) is not None:
            for part in paginate(url, self.cards.root, positions, size or self.config.page_size, span):
                yield part, tuple(self.cards.stories[position] for position in part.positions)

    def terms(self, grouping: Grouping, section: str = "") -> Iterator[Made]:
        """The pages of a grouping whose terms are words, and its index page."""
        name, template = grouping.name, grouping.name.removesuffix("s")
        groups, chips = self.site.groups[name], self.cards.chips[name]
        for key, group in groups.items():
            url = grouping.url_of(key)
            for part, cards in self.slices(url, group.positions):
                view = views.TermPage(
                    **self.page(part.url, chips[key].title, section=section or name),
                    term=chips[key],
                    stories=0 if part.pagination.newer else len(group.positions),
                    cards=cards,
                    pagination=part.pagination,
                    feeds=self.feeds.links(chips[key].title, url),
                    parts={template: chips[key]},
                )
                yield part.url, f"{template}.html", view
        if self.reach.counts and (groups or grouping.is_always_there):
            yield self.index_of_terms(grouping, section)

    def index_of_terms(self, grouping: Grouping, section: str = "") -> Made:
        """The index page of a grouping whose terms are words."""
        name = grouping.name
        terms = tuple(
            views.TermCard(chip.title, chip.url, len(self.site.groups[name][key].positions))
            for key, chip in self.cards.chips[name].items()
        )
        page = self.page(grouping.url, self.words[f"nav_{name}"], section=section or name)
        return grouping.url, f"{name}.html", views.TermsPage(**page, terms=terms, parts={name: terms})

    def _all(self) -> Iterator[Made]:
        if self.reach.front:
            yield "", "home.html", self._home
        for kind in self._kinds:
            if not kind.shows_stories and not self.reach.goes_beyond_stories:
                continue
            for page in kind.pages(self):
                url = page[0]
                if not (
                    kind.gives_way and url.startswith(kind.gives_way) and self.frame.has_file(output_of(url))
                ):
                    yield page
        if self.reach.indexes:
            yield "follow/", "follow.html", self._follow
        if self.reach.front and self.config.search.enabled:
            from edblog.catalog.search.page import search_page

            yield SEARCH, TEMPLATE, search_page(self)
        if self.reach.front:
            yield "404.html", "404.html", self._lost

    def _follow(self) -> views.FollowPage:
        page = self.page("follow/", self.words["nav_follow"], section="follow")
        return views.FollowPage(**page, groups=self.feeds.groups())

    def _lost(self) -> views.NotFoundPage:
        return views.NotFoundPage(
            **self.page("404.html", self.words["lost_title"]),
            latest=self.cards.stories[:3],
            archive=self.cards.href(f"{self.site.stream.folder}/"),
        )

    def _home(self) -> views.HomePage:
        pinned = self.site.pinned
        others = (position for position in range(len(self.site.stories)) if position not in pinned)
        shown = islice(chain(pinned, others), 1 + LATEST)
        cards = tuple(self.cards.stories[position] for position in shown)
        welcome = self._above.get("")
        # Only one menu entry is marked as current: the home page's own, if it has one.
        has_entry = welcome is not None and welcome.place_in_menu == "header"
        return views.HomePage(
            **self.page("", self.config.title, section="" if has_entry else "stories"),
            welcome=welcome.label if welcome else "",
            pinned=len(pinned),
            lead=cards[0] if cards else None,
            latest=cards[1:],
            archive=self.cards.href(f"{self.site.stream.folder}/"),
            parts={name: part for kind in self.site.kinds for name, part in kind.on_home(self).items()},
        )

    @cached_property
    def _above(self) -> Mapping[str, Document]:
        """The district's texts for generated pages, by URL path: their text is shown above the list."""
        return {
            text.address: text for text in self.site.documents_at_root if text.address in self.site.indexes
        }
