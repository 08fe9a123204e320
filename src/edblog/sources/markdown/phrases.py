"""The words that edblog adds to a converted text, such as "Note", in several languages."""

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
    """The added words in one language."""

    done: str
    to_do: str
    back: str
    """Title of the link from a footnote back to the text."""
    admonitions: dict[str, str]
    """Default titles of boxes, by the English ones."""
    players: dict[str, str]
    """Titles of players without a title of their own, by kind."""
    on: str
    """The word between such a title and the name of the host."""
    archived: str
    """What a link to an archived copy is called."""


_PLAYERS_EN = {"video": "Video", "audio": "Recording", "slides": "Slides", "post": "Post"}
_PLAYERS_ES = {"video": "Video", "audio": "Grabación", "slides": "Presentación", "post": "Publicación"}
ENGLISH = Phrases("done", "to do", "Back to the text", {}, _PLAYERS_EN, "on", "archived copy")
_LANGUAGES = {
    "en": ENGLISH,
    "es": Phrases(
        "hecho", "por hacer", "Volver al texto", _ADMONITIONS_ES, _PLAYERS_ES, "en", "copia archivada"
    ),
}


def phrases(lang: str) -> Phrases:
    """The words in a language (a BCP 47 tag); in English for unknown languages."""
    return _LANGUAGES.get(lang.partition("-")[0].lower(), ENGLISH)
