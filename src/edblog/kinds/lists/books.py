"""Lists as books: their stories, in their order."""

from __future__ import annotations

from edblog.catalog.cards import Cards
from edblog.kinds.lists.pages import all_lists, picks_of
from edblog.views.books import Anthology


def anthologies(cards: Cards) -> dict[str, Anthology]:
    """The stories of each list that has some, by its id. Its other entries are left out, as they are no stories."""
    site, found = cards.site, {}
    stream = site.stream.folder
    for one in all_lists(cards):
        picks = [pick for pick in picks_of(cards, one) if pick.folder == stream]
        sources = [site.record(stream, pick.id).source for pick in picks]
        at = {story.source: position for position, story in enumerate(site.stories)} if picks else {}
        if picks:
            found[one.slug] = Anthology(
                one.title,
                one.about,
                cards.lang(one),
                one.address,
                tuple(at[source] for source in sources),
                tuple(pick.why for pick in picks),
            )
    return found
