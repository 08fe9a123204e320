"""Lists the passed checks of a proposal, with one sentence for each."""

from __future__ import annotations

from collections.abc import Iterator

from edblog.review.comment.escaping import plain
from edblog.start.wording import count as counted
from edblog.views.proposal import Proposal, ProposedText

__all__ = ["counted", "fine", "names_of"]

_MOST = 5
"""The most texts with more details than their title."""
_OF_NAMES = frozenset(["unknown-author", "unknown-credential", "unknown-id"])
"""Codes of problems with ids, which are then shown in place of names."""
_OF_LINKS = frozenset(["broken-link", "broken-anchor", "bare-address"])


def fine(proposal: Proposal) -> Iterator[str]:
    """The sentences about passed checks, in Markdown."""
    for number, text in enumerate(proposal.texts):
        broken = _broken(proposal, text)
        names = names_of(proposal, text)
        writers = f" by **{', '.join(map(plain, names))}**" if names else ""
        if "missing-title" not in broken:
            yield f"**{plain(text.title)}**, {plain(text.what)}{writers}"
        if number < _MOST:
            yield from _more(text, broken)


def names_of(proposal: Proposal, text: ProposedText) -> tuple[str, ...]:
    """The names of the writers of a text; none if one of its ids is unknown, because it would stand there as a name."""
    return () if _broken(proposal, text) & _OF_NAMES else text.by


def _broken(proposal: Proposal, text: ProposedText) -> set[str]:
    """The codes of the problems of a text."""
    return {problem.code for problem in proposal.problems if problem.path == text.path}


def _more(text: ProposedText, broken: set[str]) -> Iterator[str]:
    for terms in text.terms:
        if terms.names != text.by and not broken & _OF_NAMES:
            yield f"{plain(terms.label)}: {', '.join(map(plain, terms.names))}"
    if text.pictures and not any("picture" in code or "alt" in code for code in broken):
        size = f"{max(1, round(text.picture_bytes / 1000)):,} kB"
        which = "The picture" if text.pictures == 1 else f"{text.pictures:,} pictures"
        yield (
            f"{which}: {size}; where it was taken is not published"
            if text.pictures == 1
            else (f"{which}: {size}; where they were taken is not published")
        )
    if text.links and not broken & _OF_LINKS:
        several = "Both links lead" if text.links == 2 else f"All {text.links:,} links lead"
        yield f"{'The link leads' if text.links == 1 else several} to a page that is there"
