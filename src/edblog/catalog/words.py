"""Texts of the theme that views need for feeds and menus, and the settings that change them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from edblog.model import FALLBACK_LANGUAGE, Phrase, Theme
from edblog.settings import Config

if TYPE_CHECKING:
    from edblog.kinds.kind import Kind

_ENGLISH = {"nav_follow": "Follow", "feeds_site": "Everything", "lost_title": "Page not found"}


def english_texts(kinds: Iterable[Kind]) -> dict[str, Phrase]:
    """The English words of all kinds of content, and of the form, by key."""
    from edblog.submit.words import WORDS

    return {**_ENGLISH, **WORDS, **{key: text for kind in kinds for key, text in kind.english.items()}}


def adapted(theme: Theme, kinds: Iterable[Kind], config: Config) -> Theme:
    """The theme with English words for what it does not know, and with the menu names of the settings."""
    english: dict[str, Phrase] = {**_ENGLISH}
    if config.submit.form:
        from edblog.submit.words import WORDS

        english |= WORDS
    english |= {key: text for kind in kinds for key, text in kind.english.items()}
    names = {f"nav_{name}": title for name, title in config.menu.names.items()}
    return theme.with_fallbacks(english).with_words(config.language, names)


class Words:
    """The texts of a theme in the site's language; missing ones are in English."""

    def __init__(self, theme: Theme, language: str) -> None:
        own = theme.phrases(language)
        self._phrases = theme.phrases(FALLBACK_LANGUAGE) | own
        self.formats = {
            key.removeprefix("formats."): text
            for key, (text, _) in own.items()
            if key.startswith("formats.") and isinstance(text, str)
        }
        """The formats of dates and numbers that the theme brings for the language."""

    def __getitem__(self, key: str) -> str:
        phrase, _ = self._phrases[key]
        return phrase if isinstance(phrase, str) else phrase["other"]

    def get(self, key: str, otherwise: str) -> str:
        """The text of a key, or `otherwise` if the theme does not have it."""
        return self[key] if key in self._phrases else otherwise

    def below(self, start: str) -> dict[str, Phrase]:
        """All texts with keys that begin so, by the rest of their keys."""
        return {
            key.removeprefix(start): phrase
            for key, (phrase, _) in sorted(self._phrases.items())
            if key.startswith(start)
        }
