"""Texts of the theme that views need for feeds and menus, and the settings that change them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from edblog.model import FALLBACK_LANGUAGE, Theme
from edblog.settings import Config

if TYPE_CHECKING:
    from edblog.kinds.kind import Kind

_ENGLISH = {"nav_follow": "Follow", "feeds_site": "Everything", "lost_title": "Page not found"}


def adapted(theme: Theme, kinds: Iterable[Kind], config: Config) -> Theme:
    """The theme with English texts added for kinds of content that it does not know, and the menu names from the settings."""
    english = _ENGLISH | {key: text for kind in kinds for key, text in kind.english.items()}
    names = {f"nav_{name}": title for name, title in config.menu.names.items()}
    return theme.with_fallbacks(english).with_words(config.language, names)


class Words:
    """The texts of a theme in the site's language; missing ones are in English."""

    def __init__(self, theme: Theme, language: str) -> None:
        self._phrases = theme.phrases(FALLBACK_LANGUAGE) | theme.phrases(language)

    def __getitem__(self, key: str) -> str:
        phrase, _ = self._phrases[key]
        return phrase if isinstance(phrase, str) else phrase["other"]

    def get(self, key: str, otherwise: str) -> str:
        """The text of a key, or `otherwise` if the theme does not have it."""
        return self[key] if key in self._phrases else otherwise
