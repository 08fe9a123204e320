"""The few interface words that stand in views, because feeds and menus show them too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from edblog.model import FALLBACK_LANGUAGE, Theme

if TYPE_CHECKING:
    from edblog.kinds.kind import Kind

_ENGLISH = {"nav_follow": "Follow", "lost_title": "Page not found"}


class Words:
    """A theme's words in the language of the site; those that it does not have at all are in English."""

    def __init__(self, theme: Theme, language: str, kinds: Iterable[Kind] = ()) -> None:
        self._phrases = theme.phrases(FALLBACK_LANGUAGE) | theme.phrases(language)
        self._english = {key: text for kind in kinds for key, text in kind.english.items()} | _ENGLISH

    def __getitem__(self, key: str) -> str:
        phrase, _ = self._phrases.get(key) or (self._english[key], FALLBACK_LANGUAGE)
        return phrase if isinstance(phrase, str) else phrase["other"]

    def get(self, key: str, otherwise: str) -> str:
        """A text, or another where neither the theme nor a kind of content has it."""
        return self[key] if key in self._phrases or key in self._english else otherwise
