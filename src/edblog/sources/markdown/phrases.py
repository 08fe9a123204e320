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
    players: dict[str, str]
    """What a player without a title is called, by its kind."""
    on: str
    """Between that and the name of its host."""


_PLAYERS_EN = {"video": "Video", "audio": "Recording", "slides": "Slides", "post": "Post"}
_PLAYERS_ES = {"video": "Video", "audio": "Grabación", "slides": "Presentación", "post": "Publicación"}
ENGLISH = Phrases("done", "to do", "Back to the text", {}, _PLAYERS_EN, "on")
_LANGUAGES = {
    "en": ENGLISH,
    "es": Phrases("hecho", "por hacer", "Volver al texto", _ADMONITIONS_ES, _PLAYERS_ES, "en"),
}


def phrases(lang: str) -> Phrases:
    """The words for a BCP 47 tag; English where there are none in that language."""
    return _LANGUAGES.get(lang.partition("-")[0].lower(), ENGLISH)
