"""Writes digests as plain text, the twin of an email, and as feeds for services that send them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from edblog.outputs.templates.renderer import Renderer
from edblog.outputs.templates.texts import Texts
from edblog.outputs.writing import xml_text
from edblog.views import Output
from edblog.views.digests import (
    Digest,
    DigestEvent,
    DigestFeed,
    DigestGroup,
    DigestPage,
    DigestStory,
    DigestText,
)
from edblog.web.markup import CleanHtml

CONTENT = "emails/content.html"
"""The template of what is in a digest, without the frame of a page."""
WIDTH = 72
"""The most characters in a line, except addresses: programs for email break longer ones anywhere (RFC 3676 has 78)."""


def render_text(output: Output, _html: Sequence[CleanHtml], renderer: Renderer) -> bytes:
    """The plain text of a digest, in UTF-8: lines of at most 72 characters, and each address on a line of its own."""
    view = output.view
    assert isinstance(view, DigestText)
    return xml_text("\n".join(_lines(view.page, renderer.texts)) + "\n").encode()


def render_feed(output: Output, _html: Sequence[CleanHtml], renderer: Renderer) -> bytes:
    """The feed, each digest with its whole HTML."""
    from edblog.outputs.feeds import render_feed as write

    view = output.view
    assert isinstance(view, DigestFeed)
    return write(view.feed, [renderer.part(CONTENT, page) for page in view.pages])


def _lines(page: DigestPage, texts: Texts) -> Iterator[str]:
    digest, t = page.digest, texts.text
    yield from _wrapped(page.site.title + (f" · {digest.about.title}" if digest.about else ""))
    yield from _wrapped(_when(digest, texts))
    yield ""
    for story in digest.stories:
        yield from _story(story, texts)
    if digest.more:
        yield from _linked(t("digests.more_stories", count=digest.more), digest.all)
    if digest.events:
        yield from _heading(t("digests.coming"))
        for event in digest.events:
            yield from _event(event, texts)
    for group in digest.groups:
        yield from _group(group, texts)
    yield "-" * WIDTH
    if digest.write:
        yield from _wrapped(t("digests.invite"))
        yield from (digest.write, "")
    yield from _wrapped(t("digests.why"))
    yield from _linked(t("digests.browser"), digest.browser)
    for line in page.site.address:
        yield from _wrapped("".join(piece.text for piece in line))


def _when(digest: Digest, texts: Texts) -> str:
    if digest.unit == "month":
        return texts.day(digest.first, "month")
    return texts.text("digests.week_of", date=texts.day(digest.first))


def _story(story: DigestStory, texts: Texts) -> Iterator[str]:
    lines = [*_wrapped(story.title)]
    yield from lines
    yield "=" * max(map(len, lines), default=0)
    yield from _wrapped(story.summary)
    people = ", ".join(story.people)
    yield from _wrapped(" · ".join(filter(None, (people, story.school, texts.day(story.date)))))
    yield from (story.url, "")


def _event(event: DigestEvent, texts: Texts) -> Iterator[str]:
    yield from _wrapped(event.title)
    yield from _wrapped(f"{texts.day(event.starts, 'full', time=True)}, {texts.zone(event.zone)}")
    places = filter(None, (event.place, texts.text("digests.online") if event.is_online else ""))
    yield from _wrapped(", ".join(places))
    yield from (event.url, "")


def _group(group: DigestGroup, texts: Texts) -> Iterator[str]:
    t = texts.text
    yield from _heading(t(f"digests.{group.name}"))
    for entry in group.entries:
        yield from _wrapped(entry.title)
        if entry.until:
            yield from _wrapped(t("digests.until", date=texts.day(entry.until, time=entry.has_time)))
        yield from _wrapped(entry.summary)
        yield from (entry.url, "")
    if group.more:
        yield from _linked(t("digests.more_entries", count=group.more), group.url)


def _heading(text: str) -> Iterator[str]:
    yield from (text.upper(), "")


def _linked(text: str, url: str) -> Iterator[str]:
    yield from _wrapped(text)
    yield from (url, "")


def _wrapped(text: str) -> list[str]:
    """The lines of a paragraph; none for an empty text."""
    return wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)
