"""Language tags (BCP 47)."""

from __future__ import annotations

_SCRIPTS = {
    **dict.fromkeys(("zh", "zh-cn", "zh-my", "zh-sg"), "Hans"),
    **dict.fromkeys(("zh-hk", "zh-mo", "zh-tw"), "Hant"),
}
"""The script that a tag means without saying it (the likely subtags of CLDR), for languages of which themes have several."""
_NAMES = {
    "ar": "العربية", "de": "Deutsch", "en": "English", "es": "Español", "fr": "Français", "hi": "हिन्दी", "hmn": "Hmoob",
    "ht": "Kreyòl ayisyen", "ja": "日本語", "ko": "한국어", "pl": "Polski", "pt": "Português", "ru": "Русский",
    "so": "Soomaali", "sw": "Kiswahili", "tl": "Tagalog", "uk": "Українська", "ur": "اردو", "vi": "Tiếng Việt",
    "zh": "中文", "zh-hans": "简体中文", "zh-hant": "繁體中文",
}  # fmt: skip
"""Names of languages in themselves: those that schools in the United States write most."""


def lookup_range(language: str) -> list[str]:
    """The tags to look up for a language, in order: `zh-Hant-TW`, `zh-Hant`, `zh` (RFC 4647, section 3.4).

    A tag without the script that it means is looked up with it, too: `zh-CN`, `zh-Hans`, `zh`.
    """
    parts = language.split("-")
    found = ["-".join(parts[:count]) for count in range(len(parts), 0, -1)]
    if script := _SCRIPTS.get(language.lower()):
        found.insert(1, f"{parts[0]}-{script}")
    return found


def with_script(language: str) -> str:
    """A tag with the script that it means without saying it: `zh-Hans` for `zh-CN`; other tags as they are."""
    script = _SCRIPTS.get(language.lower())
    return f"{primary(language)}-{script}" if script else language


def primary(language: str) -> str:
    """The language alone, in lowercase: `es` for `es-MX`."""
    return language.partition("-")[0].lower()


def is_in(language: str, wanted: str) -> bool:
    """Whether a text in a language is one for readers of another tag: `es-MX` for readers of `es`."""
    return wanted.lower() in (tag.lower() for tag in lookup_range(language))


def name_of(language: str) -> str:
    """The name of a language in itself, such as `Español`; for an unknown one, its tag."""
    if name := _NAMES.get(language.lower()):
        return name
    # Babel takes longer to load than a small edit of a site takes.
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(language, sep="-").get_display_name() or ""
    except (UnknownLocaleError, ValueError):
        name = ""
    return name[:1].upper() + name[1:] or language
