"""Makes the outputs of digests: emails, their plain text and feeds, and the page that lists them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import cast

from edblog.catalog.pages import Made, Pages
from edblog.files.feeds import FEED_FORMATS
from edblog.kinds.digests.contents import EMAIL, TEXT, Bundle, Contents, Subject, contents_of
from edblog.kinds.digests.emails import day, email
from edblog.settings.digests import DIGESTS, MONTH, WEEK
from edblog.views import Body, Feed, FeedItem, FeedLink
from edblog.views.digests import (
    DigestFeed,
    DigestPage,
    DigestRow,
    DigestsPage,
    DigestSubject,
    DigestText,
    Unit,
)

IN_FEED = 10
"""The number of digests in a feed."""
OF_OTHERS = 3
"""How many digests of a micro-credential or a circle the page of all lists."""
FOLDERS = {WEEK: "weekly", MONTH: "monthly"}
_RSS = FEED_FORMATS["rss"]


def made(pages: Pages) -> Iterator[Made]:
    """The emails, plain texts and feeds within reach, and the page of all."""
    reach = pages.reach
    if reach.everything or any(url.startswith(DIGESTS) for url in reach.listings):
        yield from _reached(pages, contents_of(pages.cards))
    if reach.counts or reach.indexes:
        yield DIGESTS, "digests.html", partial(_all, pages)


def _reached(pages: Pages, contents: Contents) -> Iterator[Made]:
    for bundle in contents.bundles.values():
        if pages.reach.span(bundle.list) is None:
            continue
        yield bundle.url + EMAIL, "emails/digest.html", partial(email, pages, bundle)
        yield bundle.url + TEXT, "digest-text", partial(_text, pages, bundle)
    for subject in contents.subjects:
        for unit in (WEEK, MONTH):
            newest = contents.of_subject(subject, unit)[:IN_FEED]
            if any(pages.reach.span(bundle.list) is not None for bundle in newest):
                url = _feed_url(subject, unit) + _RSS.file
                yield url, "digest-feed", partial(_feed, pages, subject, unit, newest)


def _text(pages: Pages, bundle: Bundle) -> DigestText:
    return DigestText(email(pages, bundle))


def _feed_url(subject: Subject, unit: str) -> str:
    return f"{subject.url}{FOLDERS[unit]}/"


def _feed(pages: Pages, subject: Subject, unit: str, newest: list[Bundle]) -> DigestFeed:
    """The feed with the newest digests of a subject. Its items never get another date, so that no service sends one twice."""
    cards, absolute, config = pages.cards, pages.feeds.absolute, pages.config
    emails = tuple(email(pages, bundle) for bundle in newest)
    title = f"{_label(pages, subject)} · {pages.words[f'digests.{FOLDERS[unit]}']}"
    items = tuple(_item(pages, email, bundle) for email, bundle in zip(emails, newest, strict=True))
    feed = Feed(
        format="rss",
        title=f"{title} · {config.title}" if subject.record else title,
        description=pages.words["digests.intro"],
        url=absolute(cards.href(DIGESTS)),
        self_url=absolute(cards.href(_feed_url(subject, unit) + _RSS.file)),
        language=config.language,
        updated=max(item.updated for item in items if item.updated),
        items=items,
        hub=config.feeds.hub,
    )
    return DigestFeed(feed, emails)


def _item(pages: Pages, email: DigestPage, bundle: Bundle) -> FeedItem:
    ended = contents_of(pages.cards).after(bundle.period)[0].astimezone(pages.cards.zone)
    image = next((story.image for story in email.digest.stories[:1] if story.image), None)
    return FeedItem(
        id=email.digest.browser,
        title=email.title,
        url=email.digest.browser,
        published=ended,
        updated=ended,
        authors=(),
        categories=(),
        summary=email.digest.preview,
        image=image.url if image else "",
        image_alt=image.alt if image else "",
        image_width=image.width if image else 0,
        image_height=image.height if image else 0,
        lang=email.lang,
        body=Body(b"", ()),
    )


def _all(pages: Pages) -> DigestsPage:
    contents, cards = contents_of(pages.cards), pages.cards
    subjects = []
    for subject in contents.subjects:
        found = {unit: contents.of_subject(subject, unit) for unit in (WEEK, MONTH)}
        rows = [bundle for bundles in found.values() for bundle in bundles]
        rows.sort(key=lambda bundle: (bundle.period.end, bundle.period.first), reverse=True)
        if not rows:
            continue
        subjects.append(
            DigestSubject(
                title=_label(pages, subject),
                url=cards.href(subject.record.address) if subject.record else "",
                kind=subject.kind,
                feeds=tuple(_link(pages, subject, unit) for unit, bundles in found.items() if bundles),
                digests=tuple(
                    _row(pages, bundle) for bundle in (rows[:OF_OTHERS] if subject.record else rows)
                ),
            )
        )
    page = pages.page(DIGESTS, pages.words["nav_digests"], pages.words["digests.intro"], section="digests")
    page["feeds"] = subjects[0].feeds if subjects else ()
    return DigestsPage(**page, subjects=tuple(subjects))


def _label(pages: Pages, subject: Subject) -> str:
    return subject.record.label if subject.record else pages.config.title


def _link(pages: Pages, subject: Subject, unit: str) -> FeedLink:
    label = pages.words[f"digests.{FOLDERS[unit]}"]
    return FeedLink(
        title=f"{_label(pages, subject)} · {label}",
        url=pages.cards.href(_feed_url(subject, unit) + _RSS.file),
        type=_RSS.media_type,
        format=unit,
        label=label,
    )


def _row(pages: Pages, bundle: Bundle) -> DigestRow:
    href, period = pages.cards.href, bundle.period
    week = pages.words["digests.week_of"].replace("{date}", period.first.isoformat())
    return DigestRow(
        title=week if period.unit == WEEK else period.key,
        url=href(bundle.url + EMAIL),
        unit=cast("Unit", period.unit),
        first=day(pages, period.first.toordinal()),
        last=day(pages, period.end.toordinal() - 1),
        stories=len(bundle.positions),
        text=href(bundle.url + TEXT),
    )
