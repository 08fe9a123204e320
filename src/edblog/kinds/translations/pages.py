"""Makes the pages of translations, and the home page of each language."""

from __future__ import annotations

from collections.abc import Iterator

from edblog.catalog.pages import Made, Pages
from edblog.kinds.stories.pages import made_of
from edblog.kinds.stories.record import Post
from edblog.kinds.translations.views import LanguagePage


def made(pages: Pages) -> Iterator[Made]:
    """The page of each translation, and the list of all stories for the readers of each language."""
    site, stories = pages.site, pages.site.stories
    for position in pages.reach.pages(len(stories)):
        story = stories[position]
        assert isinstance(story, Post)
        told = site.translations.get(story.source, {})
        for other in pages.others:
            if other.cards.other_language in told:
                yield from made_of(other, position, story)
    for other in pages.others:
        yield from _home(other)


def _home(pages: Pages) -> Iterator[Made]:
    """The list of all stories, each in the language of `pages` if it can be read in it."""
    home = pages.cards.home
    for part, cards in pages.slices(home, range(len(pages.site.stories))):
        title, about = pages.words["all_stories"], pages.words["languages.intro"]
        view = LanguagePage(
            **pages.page(part.url, title, about, section="stories"),
            cards=cards,
            pagination=part.pagination,
        )
        yield part.url, "language.html", view
