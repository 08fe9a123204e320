"""The few interface words that stand in views, because feeds and menus show them too."""

from __future__ import annotations

from edblog.model import FALLBACK_LANGUAGE, Theme

_ENGLISH = {"nav_follow": "Follow", "lost_title": "Page not found"}


class Words:
    """A theme's words in the language of the site; those that it does not have at all are in English."""

    def __init__(self, theme: Theme, language: str) -> None:
        self._phrases = theme.phrases(FALLBACK_LANGUAGE) | theme.phrases(language)

    def __getitem__(self, key: str) -> str:
        phrase, _ = self._phrases.get(key) or (_ENGLISH[key], FALLBACK_LANGUAGE)
        return phrase if isinstance(phrase, str) else phrase["other"]

    def get(self, key: str, otherwise: str) -> str:
        """A text, or another where the theme does not have it."""
        return self[key] if key in self._phrases else otherwise
