"""Chooses related stories: near in time, with shared credentials and topics.

Only the nearest stories of each shared term are candidates. So a new story changes the related stories of
only a few neighbors, never of the whole archive.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from edblog.catalog.site import Site
from edblog.model import Document

NEIGHBOURS = 3
"""The number of candidates before and after a story, for each of its terms."""
RELATED = 3
"""The most related stories of a story."""


def related(site: Site, position: int) -> tuple[int, ...]:
    """Positions of the stories most related to the one at `position`, the best first."""
    scores: dict[int, int] = {}
    steps: dict[int, int] = {}
    for weight, positions in _terms(site, site.stories[position]):
        at = bisect_left(positions, position)
        first = max(0, at - NEIGHBOURS)
        for step, other in enumerate(positions[first : at + NEIGHBOURS + 1], start=first - at):
            if step:
                scores[other] = scores.get(other, 0) + weight
                steps[other] = min(abs(step), steps.get(other, NEIGHBOURS))
    # Distance is counted within a term, so that a new story without the term does not change the order.
    ranked = sorted((-score, steps[other], other) for other, score in scores.items())
    return tuple(other for _, _, other in ranked[:RELATED])


def _terms(site: Site, story: Document) -> Iterable[tuple[int, Sequence[int]]]:
    for grouping in site.groupings:
        if grouping.weight:
            groups = site.groups[grouping.name]
            yield from (
                (grouping.weight, groups[key].positions) for key in grouping.keys(story) if key in groups
            )
