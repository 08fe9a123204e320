"""Stories to read next: near in time, and sharing credentials and topics.

Only the nearest stories of each shared term are looked at. A new story therefore changes what a few of
its neighbours recommend, never the whole archive.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence

from edblog.catalog.site import Site
from edblog.model import Post
from edblog.urls import slugify

NEIGHBOURS = 3
"""Stories looked at on each side of a story, for each of its terms."""
RELATED = 3
"""Stories recommended at most."""


def related(site: Site, position: int) -> tuple[int, ...]:
    """Positions of the stories that go best with the one at `position`, best first."""
    post = site.posts[position]
    scores: Counter[int] = Counter()
    steps: dict[int, int] = {}
    for weight, positions in _terms(site, post):
        at = bisect_left(positions, position)
        for index in range(max(0, at - NEIGHBOURS), min(len(positions), at + NEIGHBOURS + 1)):
            if index != at:
                other = positions[index]
                scores[other] += weight
                steps[other] = min(abs(index - at), steps.get(other, NEIGHBOURS))
    # Steps within a term, not within the site: a new story elsewhere must not turn the order round.
    ranked = sorted(scores, key=lambda other: (-scores[other], steps[other], other))
    return tuple(ranked[:RELATED])


def _terms(site: Site, post: Post) -> Iterable[tuple[int, Sequence[int]]]:
    for credential in post.credentials:
        yield 2, site.by_credential[credential]
    for topic in dict.fromkeys(map(slugify, post.topics)):
        if topic in site.topics:
            yield 1, site.topics[topic].posts
