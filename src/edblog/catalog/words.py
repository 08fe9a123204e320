"""The few interface words that stand in views, because feeds and menus show them too."""

from __future__ import annotations

from edblog.model import FALLBACK_LANGUAGE, Theme

_ENGLISH = {
    "nav_stories": "Stories",
    "nav_credentials": "Micro-credentials",
    "nav_authors": "Educators",
    "nav_topics": "Topics",
    "nav_follow": "Follow",
    "all_stories": "All stories",
    "lost_title": "Page not found",
}


class Words:
    """A theme's words in the language of the site; those that it does not have at all are in English."""

    def __init__(self, theme: Theme, language: str) -> None:
        self._phrases = theme.phrases(FALLBACK_LANGUAGE) | theme.phrases(language)

    def __getitem__(self, key: str) -> str:
        return self.get(key, _ENGLISH[key])

    def get(self, key: str, other: str) -> str:
        """The theme's word, or another one where it has none."""
        phrase, _ = self._phrases.get(key, (other, FALLBACK_LANGUAGE))
        return phrase if isinstance(phrase, str) else phrase["other"]
