"""The view of every HTML page of the site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, islice
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any

from edblog import views
from edblog.catalog.cards import Cards
from edblog.catalog.feeds import Subscriptions
from edblog.catalog.frame import Frame
from edblog.catalog.pagination import Slice, paginate
from edblog.catalog.players import origins
from edblog.catalog.reach import Reach
from edblog.catalog.related import related
from edblog.catalog.site import author_url, credential_url, topic_url
from edblog.catalog.variants import FOR_SHARING
from edblog.catalog.words import Words
from edblog.comments import Thread
from edblog.ids import anchor
from edblog.kinds.credentials.record import Credential
from edblog.kinds.pages.record import Page
from edblog.kinds.people.record import Author
from edblog.kinds.stories.record import Post
from edblog.model import Theme
from edblog.policy import content_security_policy
from edblog.settings.frame import ICON_TYPES
from edblog.urls import HOME_SLUG, output_of, slugify
from edblog.views import Card, Link, Output

LATEST = 6
"""Stories on the home page below the leading one."""
LONG_TEXT = 800
"""Words from which a story has a table of contents, if it has enough headings."""
ENOUGH_HEADINGS = 3
WRITE_SLUG = "write"
"""The page that invites to write has this slug."""
_POLICY = content_security_policy()


class Pages:
    """Makes the views of pages; each page is made once."""

    def __init__(
        self, cards: Cards, feeds: Subscriptions, theme: Theme, words: Words, frame: Frame, reach: Reach
    ) -> None:
        self.cards, self.feeds, self.theme, self.words, self.reach = cards, feeds, theme, words, reach
        self.frame = frame
        self.site, self.config = cards.site, cards.config

    def outputs(self) -> Iterator[Output]:
        """Every page within reach, the home page first."""
        for url, template, view in self._all():
            yield Output(output_of(url), template, view)

    def redirect(self, url: str, target: str) -> views.RedirectPage:
        """The page at a former address."""
        return views.RedirectPage(**self._page(url, self.config.title, ""), target=self.cards.href(target))

    @cached_property
    def chrome(self) -> views.Site:
        """What every page knows of the site."""
        href, config = self.cards.href, self.config
        icon, icon_type = self.frame.icon()
        feeds = bool(config.feeds.formats)
        write = next((page for page in self.site.pages if page.slug == WRITE_SLUG), None)
        assets = {
            name: f"{href('assets/' + name)}?v={file.digest.hex()[:8]}"
            for name, file in self.theme.static.items()
        }
        return views.Site(
            title=config.title,
            description=config.description,
            base_url=config.base_url,
            root=self.cards.root,
            language=config.language,
            menu=self.frame.menu(),
            footer=tuple(
                Link(p.title, href(self.site.urls[p.source])) for p in self.site.pages if p.menu == "footer"
            ),
            feeds=self.feeds.links(config.title, ""),
            opml=href("feeds.opml") if feeds else "",
            follow=href("follow/") if feeds else "",
            write=href(self.site.urls[write.source]) if write else "",
            assets=assets,
            stylesheets=tuple(assets[name] for name in self.theme.stylesheets),
            icon=icon or assets.get(self.theme.icon, ""),
            noindex=config.noindex,
            icon_type=icon_type or ICON_TYPES.get(PurePosixPath(self.theme.icon).suffix.lower(), ""),
            logo=self.frame.logo(),
            announcement=self.frame.announcement(),
            footer_text=self.frame.footer_text(),
            address=self.frame.address(),
        )

    def _page(self, url: str, title: str, description: str, **more: Any) -> dict[str, Any]:
        return {
            "site": self.chrome,
            "url": self.cards.href(url),
            "title": title,
            "description": description or self.config.description,
            "lang": self.config.language,
            "policy": _POLICY,
            **more,
        }

    @staticmethod
    def _holding(
        body: views.Body | None, more: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    ) -> dict[str, Any]:
        """The text of a page with the policy that its players need, and what else the page needs besides."""
        frames = origins(body)
        if not frames and not more:
            return {"body": body}
        policy = {**more, "frame-src": (*more.get("frame-src", ()), *frames)}
        # What waits is put into the page by a script of the site's own.
        policy["script-src"] = ("'self'", *more.get("script-src", ()))
        return {"body": body, "policy": content_security_policy(policy), "waits": True}

    def _all(self) -> Iterator[tuple[str, str, views.PageView]]:
        site, reach = self.site, self.reach
        if reach.front:
            yield "", "home.html", self._home()
        for position in reach.pages(len(site.posts)):
            post = site.posts[position]
            yield site.urls[post.source], "post.html", self._post(position, post)
        yield from self._archive()
        for credential in site.credentials.values():
            yield from self._credential(credential)
        for author in site.authors.values():
            yield from self._author(author)
        yield from self._topics()
        if reach.everything:
            texts = (page for page in site.pages if page is not self._welcome)
            yield from ((site.urls[page.source], "page.html", self._text_page(page)) for page in texts)
        if reach.counts:
            yield from self._indexes()
        if reach.everything:
            page_ = self._page("follow/", self.words["nav_follow"], "", section="follow")
            yield "follow/", "follow.html", views.FollowPage(**page_, groups=self.feeds.groups())
        if reach.front:
            yield "404.html", "404.html", self._lost()

    def _lost(self) -> views.NotFoundPage:
        return views.NotFoundPage(
            **self._page("404.html", self.words["lost_title"], ""),
            latest=self.cards.posts[:3],
            archive=self.cards.href("posts/"),
        )

    def _home(self) -> views.HomePage:
        pinned = self.site.pinned
        others = (position for position in range(len(self.site.posts)) if position not in pinned)
        shown = islice(chain(pinned, others), 1 + LATEST)
        cards = tuple(self.cards.posts[position] for position in shown)
        home = self._welcome
        # One entry of the menu is marked; where the home page has its own, it is that.
        has_entry = home is not None and home.menu == "header"
        page = self._page("", self.config.title, "", section="" if has_entry else "stories")
        if home is not None:
            page |= self._text(home) | {"description": home.summary or self.config.description}
        return views.HomePage(
            **page,
            welcome=home.title if home else "",
            pinned=len(pinned),
            lead=cards[0] if cards else None,
            latest=cards[1:],
            credentials=tuple(self._stacked()),
            archive=self.cards.href("posts/"),
        )

    def _stacked(self) -> Iterable[views.CredentialCard]:
        """Credentials with the most stories first."""
        cards = self.cards.credential_cards
        return sorted(cards.values(), key=lambda card: (-card.stories, slugify(card.title)))

    def _post(self, position: int, post: Post) -> views.PostPage:
        cards, card = self.cards.posts, self.cards.posts[position]
        # Comments stay with the address under which they were written.
        former = self.site.former_url(post)
        address = self.cards.href(former) if former else card.url
        thread = Thread(
            path=address,
            url=self.cards.origin + address,
            title=post.title,
            lang=card.lang,
            site_lang=self.config.language,
            assets=self.cards.href("assets/comments/"),
        )
        comments = self.config.comments if post.comments else None
        headings = tuple(views.Heading(h.level, h.id, h.title) for h in post.text.headings if h.level <= 3)
        is_long = post.text.words >= LONG_TEXT and len(headings) >= ENOUGH_HEADINGS
        page = self._page(self.site.urls[post.source], post.title, card.summary, section="stories")
        image = self.cards.one_size(card.image, FOR_SHARING)
        page |= {"lang": card.lang, "image": image}
        page |= self._holding(self.site.bodies[post.source], comments.policy(thread) if comments else {})
        page["feeds"] = tuple(
            link
            for slug in post.credentials
            for link in self.feeds.links(self.site.credentials[slug].name, credential_url(slug))
        )
        return views.PostPage(
            **page,
            post=card,
            writers=tuple(map(self.cards.writer, post.authors)),
            deck="" if post.text.first_paragraph.startswith(post.summary[:40]) else post.summary,
            updated=post.updated.astimezone(self.cards.zone) if post.updated else None,
            contents=headings if is_long else (),
            newer=_link(cards[position - 1]) if position else None,
            older=_link(cards[position + 1]) if position + 1 < len(cards) else None,
            related=tuple(cards[other] for other in related(self.site, position)),
            comments=comments.view(thread) if comments else None,
            draft=post.draft,
        )

    def _slices(self, url: str, positions: Sequence[int]) -> Iterator[tuple[Slice, tuple[Card, ...]]]:
        if (span := self.reach.span(url)) is not None:
            for part in paginate(url, self.cards.root, positions, self.config.page_size, span):
                yield part, tuple(self.cards.posts[position] for position in part.positions)

    def _archive(self) -> Iterator[tuple[str, str, views.PageView]]:
        title = self.words["all_stories"]
        for part, cards in self._slices("posts/", range(len(self.site.posts))):
            page = self._page(part.url, title, "", section="stories")
            yield part.url, "archive.html", views.ArchivePage(**page, cards=cards, pagination=part.pagination)

    def _credential(self, credential: Credential) -> Iterator[tuple[str, str, views.PageView]]:
        chip = self.cards.credentials[credential.slug]
        positions = self.site.by_credential[credential.slug]
        url = credential_url(credential.slug)
        for part, cards in self._slices(url, positions):
            page = self._page(part.url, credential.name, credential.competency, section="credentials")
            page |= {"feeds": self.feeds.links(credential.name, url), "image": chip.badge}
            page |= self._holding(self.site.bodies[credential.source])
            yield (
                part.url,
                "credential.html",
                views.CredentialPage(
                    **page,
                    credential=chip,
                    issuer=credential.issuer,
                    link=credential.url,
                    hashtag=credential.hashtag,
                    competency=credential.competency,
                    key_method=credential.key_method,
                    evidence=credential.evidence,
                    renewal=tuple(views.Renewal(r.authority, r.amount, r.unit) for r in credential.renewal),
                    stack=self._stack_place(credential),
                    stories=0 if part.pagination.newer else len(positions),
                    cards=cards,
                    pagination=part.pagination,
                ),
            )

    def _stack(self, name: str) -> list[Credential]:
        found = [credential for credential in self.site.credentials.values() if credential.stack == name]
        return sorted(
            found, key=lambda credential: (credential.stack_order or 1000, slugify(credential.name))
        )

    def _stack_place(self, credential: Credential) -> views.StackPlace | None:
        if not credential.stack:
            return None
        members = self._stack(credential.stack)
        return views.StackPlace(
            name=credential.stack,
            url=f"{self.cards.href('credentials/')}#{anchor(credential.stack)}",
            position=members.index(credential) + 1,
            size=len(members),
            credentials=tuple(_link(self.cards.credentials[member.slug]) for member in members),
        )

    def _author(self, author: Author) -> Iterator[tuple[str, str, views.PageView]]:
        chip = self.cards.authors[author.slug]
        positions = self.site.by_author[author.slug]
        url = author_url(author.slug)
        for part, cards in self._slices(url, positions):
            newest = not part.pagination.newer
            about = {slug for n in positions for slug in self.site.posts[n].credentials} if newest else set()
            description = author.text.first_paragraph or ", ".join(filter(None, (author.role, author.school)))
            page = self._page(part.url, author.name, description, section="authors")
            page |= {"feeds": self.feeds.links(author.name, url), "image": chip.photo}
            page |= self._holding(None if author.inline else self.site.bodies[author.source])
            yield (
                part.url,
                "author.html",
                views.AuthorPage(
                    **page,
                    author=chip,
                    links=tuple(Link(link.label, link.url) for link in author.links),
                    credentials=tuple(self.cards.credentials[slug] for slug in sorted(about)),
                    stories=0 if part.pagination.newer else len(positions),
                    cards=cards,
                    pagination=part.pagination,
                ),
            )

    def _topics(self) -> Iterator[tuple[str, str, views.PageView]]:
        for slug, topic in self.site.topics.items():
            url = topic_url(slug)
            for part, cards in self._slices(url, topic.posts):
                page = self._page(part.url, topic.title, "", section="topics")
                page["feeds"] = self.feeds.links(topic.title, url)
                link, stories = self.cards.topics[slug], 0 if part.pagination.newer else len(topic.posts)
                view = views.TopicPage(
                    **page, topic=link, stories=stories, cards=cards, pagination=part.pagination
                )
                yield part.url, "topic.html", view

    def _text_page(self, page: Page) -> views.TextPage:
        url = self.site.urls[page.source]
        description = page.summary or page.text.first_paragraph
        section = url if page.menu == "header" else ""
        view = self._page(url, page.title, description, section=section)
        return views.TextPage(**(view | self._text(page)))

    def _text(self, page: Page) -> dict[str, Any]:
        """What a view has of the text of a page."""
        picture = self.cards.picture(page.source, page.image)
        return {
            "lang": self.cards.lang(page.lang),
            "image": self.cards.one_size(picture, FOR_SHARING),
            **self._holding(self.site.bodies[page.source]),
        }

    @cached_property
    def _welcome(self) -> Page | None:
        """The page whose text is at the top of the home page."""
        return next((page for page in self.site.pages if page.slug == HOME_SLUG), None)

    def _indexes(self) -> Iterator[tuple[str, str, views.PageView]]:
        stacks = sorted(
            {credential.stack for credential in self.site.credentials.values()},
            key=lambda s: (not s, slugify(s)),
        )
        cards = self.cards.credential_cards
        page = self._page("credentials/", self.words["nav_credentials"], "", section="credentials")
        yield (
            "credentials/",
            "credentials.html",
            views.CredentialsPage(
                **page,
                stacks=tuple(
                    views.Stack(
                        name,
                        anchor(name) if name else "",
                        tuple(cards[member.slug] for member in self._stack(name)),
                    )
                    for name in stacks
                ),
            ),
        )
        page = self._page("authors/", self.words["nav_authors"], "", section="authors")
        yield "authors/", "authors.html", views.AuthorsPage(**page, authors=self.cards.author_cards)
        page = self._page("topics/", self.words["nav_topics"], "", section="topics")
        yield "topics/", "topics.html", views.TopicsPage(**page, topics=self.cards.topic_cards)


def _link(view: Link) -> Link:
    return Link(view.title, view.url)
