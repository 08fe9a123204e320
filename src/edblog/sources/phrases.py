"""Words that Python-Markdown puts into a text by itself, in the languages of stories."""

from __future__ import annotations

from typing import NamedTuple

_ADMONITIONS_ES = {
    "Attention": "Atención",
    "Caution": "Cuidado",
    "Danger": "Peligro",
    "Error": "Error",
    "Hint": "Pista",
    "Important": "Importante",
    "Note": "Nota",
    "Tip": "Consejo",
    "Try": "Pruébalo",
    "Warning": "Aviso",
}


class Phrases(NamedTuple):
    """The words in one language."""

    done: str
    to_do: str
    back: str
    """Title of the link from a footnote to its place in the text."""
    admonitions: dict[str, str]
    """Titles of admonitions that were given none, by the English one."""


ENGLISH = Phrases("done", "to do", "Back to the text", {})
_LANGUAGES = {"en": ENGLISH, "es": Phrases("hecho", "por hacer", "Volver al texto", _ADMONITIONS_ES)}


def phrases(lang: str) -> Phrases:
    """The words for a BCP 47 tag; English where there are none in that language."""
    return _LANGUAGES.get(lang.partition("-")[0].lower(), ENGLISH)
