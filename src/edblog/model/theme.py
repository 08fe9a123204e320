"""Records of themes: their templates, static files and texts."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from edblog.model.record import Record
from edblog.web.languages import lookup_range

FALLBACK_LANGUAGE = "en"
"""The language of texts that a theme lacks in the site's language."""
Phrase = str | dict[str, str]
"""A translation: a text, or one for each plural category."""
Phrases = dict[str, Phrase]


class StaticFile(Record, frozen=True):
    """A file that a theme publishes unchanged."""

    source: str
    """`theme:NAME/static/FILE`, as in `Copy.source`; `theme_file` returns its path."""
    digest: bytes
    """BLAKE2b-128 of the bytes."""
    theme: str
    is_own: bool = False
    """Whether the theme is in the site's folder."""


class ThemeCard(Record, kw_only=True, frozen=True):
    """`[card]` in theme.toml: what the cards for social networks look like; colors are like `#f2a81d`."""

    title: tuple[str, ...]
    """Static names of the fonts of titles."""
    text: tuple[str, ...]
    """The same for all other words."""
    weight: int
    """The weight of titles, 1 to 1000, if the font has more than one."""
    letters: str
    """The letters that the fonts have, as in `unicode-range` of CSS."""
    colors: dict[str, str]
    """By the names in `CARD_COLORS`."""
    tones: tuple[dict[str, str], ...]
    """By the names in `CARD_TONE`."""


class ThemeColor(Record, kw_only=True, frozen=True):
    """An entry of `[colors]` or `[fixed_colors]` in theme.toml: a color that a district may set, or one that stands with these; colors are like `#8a5200`."""

    properties: tuple[str, ...]
    """The custom properties of CSS that have it, without the two hyphens."""
    light: str
    """The theme's own color."""
    dark: str
    """The theme's own color where readers prefer dark pages."""
    on: tuple[str, ...] = ()
    """The names of the colors on which it stands as words or as the edge of a control; none for a ground or a mark."""
    contrast: float = 4.5
    """The least contrast on these: 4.5 for words, 3 for large words and for controls (WCAG 2.1, 1.4.3 and 1.4.11)."""


CARD_COLORS = ("paper", "ink", "soft", "mark", "seed", "petal")
CARD_TONE = ("tone", "ink", "soft", "wash", "spot")


class Theme(Record, frozen=True):
    """A theme with everything that it inherits."""

    chain: tuple[str, ...]
    """Names of the theme and of those it extends, nearest first."""
    templates: dict[str, str]
    """Sources by all names: `post.html` is the nearest one in the chain, `marigold/post.html` that of one theme."""
    paths: dict[str, str]
    """The path of each template, for messages."""
    static: dict[str, StaticFile]
    """By path in `static/`, with `/`."""
    stylesheets: tuple[str, ...]
    """Static names, in order."""
    icon: str
    """Static name, or an empty string."""
    picture_sizes: str
    """The display width of pictures in texts, as a value of the HTML attribute `sizes`."""
    translations: dict[str, Phrases]
    """By BCP 47 tag in lowercase; keys of nested tables are joined with `.`."""
    translated: dict[str, str] = {}  # noqa: RUF012 - msgspec copies it
    """The path of the nearest translation file of each language, for messages, by the same tags."""

    card: ThemeCard | None = None
    """None if the theme has no cards for social networks."""
    colors: dict[str, ThemeColor] = {}  # noqa: RUF012 - msgspec copies it
    """The colors that a district may set, by the names in the settings."""
    fixed_colors: dict[str, ThemeColor] = {}  # noqa: RUF012 - msgspec copies it
    """Colors that it cannot set, on which these stand or which stand on these."""
    color_styles: str = ""
    """A style sheet with the colors that the district has set; empty for none."""

    def with_words(self, language: str, words: Mapping[str, str]) -> Theme:
        """The theme with some texts of a language replaced."""
        if not words:
            return self
        tag = language.lower()
        translations = {**self.translations, tag: {**self.translations.get(tag, {}), **words}}
        return msgspec.structs.replace(self, translations=translations)

    def with_fallbacks(self, english: Mapping[str, Phrase]) -> Theme:
        """The theme with English texts added where it has none, for kinds of content that it does not know."""
        texts = {**english, **self.translations.get(FALLBACK_LANGUAGE, {})}
        return msgspec.structs.replace(self, translations={**self.translations, FALLBACK_LANGUAGE: texts})

    def phrases(self, language: str) -> dict[str, tuple[Phrase, str]]:
        """The texts for a language by key, each with the tag of its translation; `pt-BR` also uses texts of `pt`."""
        found: dict[str, tuple[Phrase, str]] = {}
        for tag in reversed(lookup_range(language)):
            found |= {key: (text, tag) for key, text in self.translations.get(tag.lower(), {}).items()}
        return found
