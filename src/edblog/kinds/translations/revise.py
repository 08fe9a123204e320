"""Finds the effects of a quick edit of translations, for that of stories: an edit of a translation reaches what one of its story reaches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from edblog.catalog.index import Index, Records
from edblog.catalog.revision import Change, differing, files_of
from edblog.kinds.stories.record import Post
from edblog.kinds.translations.checks import checks
from edblog.kinds.translations.record import Translation, of_story
from edblog.model import WORDS_PER_MINUTE
from edblog.problems import Problem
from edblog.settings import Config

if TYPE_CHECKING:
    from edblog.kinds.kind import Kind

_FREE = frozenset(
    [
        "text",
        "private_details",
        "privacy_ok",
        "people_in_photo",
        "photo_release",
        "summary",
        "title",
        "updated",
        "image",
        "image_alt",
        "image_caption",
        "copied",
    ]
)
"""Fields that affect only its own page, card and feed entries. An edit of any other looks at the whole site."""


def completed(
    index: Index[Any],
    retold: Iterable[Change],
    changes: Iterable[Change],
    records: Records,
    problems: Iterable[Problem],
    kinds: Iterable[Kind],
    now: datetime,
) -> list[Change] | None:
    """The changes of translations, completed from their stories; None if one is new, or changes more than what `_FREE` names.

    `changes` are all changes of the edit; None if one of them is that of a story whose translation changes, too.
    """
    edited = {change.new.source for change in changes}
    between = {problem.path for problem in problems if problem.code == "duplicate-address"}
    shown = {text.source for kind in kinds if kind.stands_by for text in index.others[kind.folder]}
    found = []
    for old, new in ((change.old, change.new) for change in retold):
        story = records(new.translates)
        if not (isinstance(old, Translation) and isinstance(new, Translation) and isinstance(story, Post)):
            return None
        if new.translates in edited or new.translates not in index.order or new.source not in shown:
            return None
        change = Change(of_story(old, story), of_story(new, story))
        if not _stays(change, index, now) or new.source in between:
            return None
        found.append(change)
    return found


def _stays(change: Change, index: Index[Any], now: datetime) -> bool:
    """Whether a translation keeps its place, and no page of another language depends on what changed."""
    old, new = change.old, change.new
    assert isinstance(old, Translation)
    assert isinstance(new, Translation)
    return (
        not (old.draft or new.draft or new.due(now).reason)
        and differing(old, new) <= _FREE
        and (new.source not in index.anchored or old.text.anchors == new.text.anchors)
        and files_of(old) == files_of(new)
        # A question is shown on the pages of those who answer it.
        and not (new.asks and differs(change))
    )


def differs(change: Change) -> bool:
    """Whether lists show something else of a translation than before."""
    return _shown(change.old) != _shown(change.new)


def _shown(text: Any) -> object:
    minutes = max(1, round(text.text.words / WORDS_PER_MINUTE))
    return text.label, text.about, text.image, text.lang, minutes


def problems_of(retold: Sequence[Change], records: Records, config: Config) -> Iterator[Problem]:
    """The problems between changed translations and their stories."""
    for new in (change.new for change in retold):
        story = records(new.translates)
        assert isinstance(new, Translation)
        assert isinstance(story, Post)
        yield from checks(new, story, config.language, config.languages)
