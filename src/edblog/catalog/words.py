"""The few interface words that stand in views, because feeds and menus show them too."""

from __future__ import annotations

from edblog.model import Theme

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
    """A theme's words in the language of the site, in English where it has none."""

    def __init__(self, theme: Theme, language: str) -> None:
        tags = (language, language.partition("-")[0], "en")
        self._texts = [theme.translations.get(tag, {}) for tag in tags]

    def __getitem__(self, key: str) -> str:
        found = (texts.get(key) for texts in self._texts)
        return next((text for text in found if isinstance(text, str)), _ENGLISH[key])
