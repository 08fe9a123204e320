"""Makes the pages of stories, and the lists of stories."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from edblog.catalog.explained import with_explanations
from edblog.catalog.pages import Made, Pages
from edblog.catalog.sharing import CARD, WRITER, card_of, for_sharing, names
from edblog.files.feeds import FEED_FORMATS
from edblog.kinds.credentials.record import Credential
from edblog.kinds.flyers import FLYER, TEMPLATE, flyer, flyer_url
from edblog.kinds.people.pages import writer
from edblog.kinds.stories import archive, questions, series
from edblog.kinds.stories.cards import titled
from edblog.kinds.stories.record import MARKDOWN, Post
from edblog.kinds.stories.related import related
from edblog.kinds.stories.views import ArchivePage, Filter, Follow, PostPage
from edblog.model import Document
from edblog.outputs.writing import timestamp
from edblog.services import hosts
from edblog.services.comments import Thread
from edblog.services.hosts import HOSTS
from edblog.views import FlyerPage, Heading, InLanguage, Link, MarkdownStory, SharingCard
from edblog.web.policy import Sources

LONG_TEXT = 800
"""From this many words on, a story with enough headings has a table of contents."""
ENOUGH_HEADINGS = 3
SHARE_SCRIPT = "share.js"
"""The script of the row that shares a story; a theme without it has at most plain links."""


def made(pages: Pages) -> Iterator[Made]:
    """The pages of stories, the list of all stories, and the lists of terms that are words."""
    site = pages.site
    for position in pages.reach.pages(len(site.stories)):
        story = site.stories[position]
        assert isinstance(story, Post)
        yield from made_of(pages, position, story)
        if _flyer_url(pages, story):
            yield site.urls[story.source] + FLYER, TEMPLATE, _flyer(pages, position, story)
    filters = tuple(
        Filter(pages.words[f"nav_{grouping.name}"], tuple(pages.cards.chips[grouping.name].values()))
        for grouping in site.groupings
        if grouping.is_filter and site.groups[grouping.name]
    )
    for part, cards in pages.slices(f"{Post.folder}/", range(len(site.stories))):
        page = pages.page(part.url, pages.words["all_stories"], section="stories")
        shown = () if part.pagination.newer else filters
        view = ArchivePage(**page, cards=cards, pagination=part.pagination, filters=shown)
        yield part.url, "archive.html", view
    for grouping in site.groupings:
        if grouping.is_ordered:
            yield from series.made(pages, grouping)
        elif not grouping.folder:
            yield from pages.terms(grouping)
    yield from questions.made(pages)
    yield from archive.made(pages)
    if pages.reach.counts and pages.config.submit.form:
        # The rules of its form need all the code that reads a story.
        from edblog.kinds.stories.write import write_page

        yield from write_page(pages)


def made_of(pages: Pages, position: int, story: Post) -> Iterator[Made]:
    """The page of a story in the language of `pages`, and its card for networks."""
    card, url = sharing_card(pages, position), pages.site.urls[pages.cards.told(story).source]
    yield url, "post.html", _story(pages, position, story, card)
    if card:
        yield url + CARD, WRITER, card
    if _markdown_url(pages, story):
        yield url + MARKDOWN, "markdown", _markdown(pages, position, story)


def sharing_card(pages: Pages, position: int) -> SharingCard | None:
    """The card of a story for social networks; None if it has a picture, or there are no cards."""
    shown = pages.cards.stories[position]
    writers, awards = shown.terms["authors"], shown.terms["credentials"]
    alone = writers[0] if len(writers) == 1 else None
    return card_of(
        pages,
        shown.image,
        shown.title,
        tone=getattr(awards[0], "tone", 0) if awards else None,
        letter=getattr(awards[0], "letter", "") if awards else "",
        by=names(pages.words, [writer.title for writer in writers]),
        place=getattr(alone, "school", ""),
        initials=getattr(alone, "initials", ""),
        person=getattr(alone, "tone", 0),
    )


def _story(pages: Pages, position: int, story: Post, picture: SharingCard | None) -> PostPage:
    cards, site = pages.cards, pages.site
    card, told = cards.stories[position], cards.told(story)
    updated: datetime | None = getattr(told, "updated", None)
    # Comment services find comments by the address at which they were written. All translations of a story have the same ones.
    former = site.former_address(story)
    address = cards.href(former or site.urls[story.source])
    thread = Thread(
        path=address,
        url=cards.origin + address,
        title=story.title,
        lang=card.lang,
        site_lang=cards.language,
        assets=cards.href("assets/comments/"),
    )
    comments = pages.config.comments if story.comments else None
    headings = tuple(Heading(h.level, h.id, h.title) for h in told.text.headings if h.level <= 3)
    is_long = told.text.words >= LONG_TEXT and len(headings) >= ENOUGH_HEADINGS
    url = site.urls[told.source]
    page = pages.page(url, card.title, card.summary, section="stories")
    page |= {"lang": card.lang, "image": for_sharing(pages, url, card.image, picture)}
    if versions := cards.versions(story):
        page["alternates"] = pages.in_languages(versions)
    shown: dict[str, Sources] = {}
    if pages.config.share.services and SHARE_SCRIPT in pages.theme.static:
        shown["share"] = {}
    if comments:
        shown["comments"] = comments.policy(thread)
    page |= pages.holding(with_explanations(cards, told), shown)
    page["feeds"] = tuple(
        link
        for grouping in site.groupings
        if grouping.has_feeds_on_stories and not cards.other_language
        for key in grouping.keys(story)
        for link in pages.feeds.links(site.groups[grouping.name][key].title, grouping.url_of(key))
    )
    return PostPage(
        **page,
        post=card,
        writers=tuple(writer(cards, id_) for id_ in story.authors),
        deck="" if told.text.first_paragraph.startswith(told.summary[:40]) else told.summary,
        updated=updated.astimezone(cards.zone) if updated else None,
        contents=headings if is_long else (),
        newer=titled(cards, position - 1) if position else None,
        older=titled(cards, position + 1) if position + 1 < len(cards.stories) else None,
        related=tuple(cards.stories[other] for other in related(site, position)),
        comments=comments.view(thread) if comments else None,
        draft=told.draft,
        hashtag=_hashtag(pages, story),
        is_old=story.source in site.past,
        newer_about=_newer_about(pages, position, story) if story.source in site.past else None,
        trail=(_archive(pages), *map(_link, card.terms["credentials"][:1])),
        follow=_follow(pages, story),
        edit=_edit(pages, told),
        markdown=_markdown_url(pages, story),
        flyer="" if cards.other_language else _flyer_url(pages, story),
        question=questions.question(cards, position) if story.asks else None,
        answers_to=questions.answered_by(cards, story),
        questions=cards.href(questions.INDEX) if site.groups["questions"] else "",
        series=series.place_in_series(cards, story),
    )


def _markdown_url(pages: Pages, story: Post) -> str:
    told = pages.cards.told(story)
    is_there = pages.config.programs.markdown and not told.draft
    return pages.cards.href(pages.site.urls[told.source] + MARKDOWN) if is_there else ""


def _markdown(pages: Pages, position: int, story: Post) -> MarkdownStory:
    card, feeds, told = pages.cards.stories[position], pages.feeds, pages.cards.told(story)
    changed: datetime | None = getattr(told, "updated", None)
    updated = changed.astimezone(pages.cards.zone) if changed else None
    facts: dict[str, str | tuple[str, ...]] = {
        "title": card.title,
        "url": feeds.url(told),
        "date": timestamp(card.date),
        "updated": timestamp(updated) if updated else "",
        "lang": card.lang,
        **{name: tuple(link.title for link in links) for name, links in card.terms.items()},
        "summary": card.summary,
    }
    return MarkdownStory(title=card.title, facts=facts, body=feeds.body(told))


def _flyer_url(pages: Pages, story: Post) -> str:
    return flyer_url(pages, story) if pages.config.stories.flyers and not story.draft else ""


def _flyer(pages: Pages, position: int, story: Post) -> FlyerPage:
    cards = pages.cards
    card = cards.stories[position]
    awards = card.terms["credentials"]
    kicker = pages.words.get("flyer.story", "")
    if awards:
        kicker = pages.words.get("flyer.story_about", "").replace("{name}", awards[0].title)
    writers = [writer(cards, id_) for id_ in story.authors]
    people = (", ".join(filter(None, (who.title, who.role, who.school))) for who in writers)
    return flyer(
        pages,
        story,
        section="stories",
        kicker=kicker,
        about=awards,
        picture=card.image,
        tone=getattr(awards[0], "tone", 0) if awards else 0,
        by=" · ".join(people if len(writers) == 1 else (who.title for who in writers)),
    )


def _hashtag(pages: Pages, story: Post) -> str:
    awards = (pages.site.record(Credential.folder, id_) for id_ in story.credentials)
    return next((award.hashtag for award in awards if isinstance(award, Credential) and award.hashtag), "")


def _newer_about(pages: Pages, position: int, story: Post) -> InLanguage | None:
    groups, chips = pages.site.groups["credentials"], pages.cards.chips["credentials"]
    for id_ in story.credentials:
        if groups[id_].positions[0] < position:
            return InLanguage(chips[id_].title, chips[id_].url, pages.config.language)
    archive = _archive(pages)
    return InLanguage(archive.title, archive.url, pages.cards.language) if position else None


def _archive(pages: Pages) -> Link:
    return Link(pages.words["nav_stories"], pages.cards.href(pages.cards.home or f"{Post.folder}/"))


def _follow(pages: Pages, story: Post) -> tuple[Follow, ...]:
    formats = pages.config.feeds.formats
    if not formats or pages.cards.other_language:
        return ()
    groups, file = pages.site.groups, FEED_FORMATS[formats[0]].file
    return tuple(
        Follow(groups[g.name][key].title, pages.cards.href(g.url_of(key) + file), g.name)
        for g in pages.site.groupings
        if g.folder
        for key in g.keys(story)[:1]
    )


def _edit(pages: Pages, story: Document) -> str:
    submit = pages.config.submit
    if not submit.repository:
        return ""
    path = f"{submit.folder}/{story.source}" if submit.folder else story.source
    template = HOSTS[submit.host].edit
    return hosts.address(template, submit.repository, branch=submit.branch, path=path)


def _link(view: Link) -> Link:
    return Link(view.title, view.url)
