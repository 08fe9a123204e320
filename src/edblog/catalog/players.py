"""Players in texts: the view that a template shows, and the origins that the page's policy must allow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from edblog.model import Embed
from edblog.views import Body, Picture, Track
from edblog.views import Embed as Player

_LANGUAGES = {
    "ar": "العربية", "en": "English", "es": "Español", "fr": "Français", "hmn": "Hmoob", "ht": "Kreyòl ayisyen", "ko": "한국어",
    "pt": "Português", "ru": "Русский", "so": "Soomaali", "tl": "Tagalog", "uk": "Українська", "vi": "Tiếng Việt", "zh": "中文",
}  # fmt: skip
"""What languages call themselves, for the menu of a player."""


def player(embed: Embed, urls: Sequence[str], pictures: Sequence[tuple[int, int, str]]) -> Player:
    """A player for a page; `urls` and `pictures` are what the references of its text lead to."""
    host = None
    if embed.host:
        # Loaded late: few texts have a player of another host.
        from edblog.embeds import HOSTS

        host = HOSTS[embed.host]
    poster = None
    if embed.poster >= 0:
        width, height, sizes = pictures[embed.poster]
        # The title beside it says what it shows.
        poster = Picture(urls[embed.poster], "", width, height, "", sizes)
    return Player(
        title=embed.title,
        url=urls[embed.file],
        kind=embed.kind,
        place=embed.file,
        host=host.name if host else "",
        frame=embed.frame,
        allow=host.allow if host else "",
        referrer=host.referrer if host else "",
        type=embed.type,
        poster=poster,
        tracks=tuple(
            Track(_LANGUAGES.get(c.lang.lower(), c.lang), urls[c.file], c.lang) for c in embed.captions
        ),
        transcript=urls[embed.transcript] if embed.transcript >= 0 else embed.words,
    )


def origins(body: Body | None) -> tuple[str, ...]:
    """The origins of the players of a text, for `frame-src`; none where it plays only files of the site."""
    players: Iterable[Player] = body.embeds if body else ()
    return tuple(
        dict.fromkeys("/".join(player.frame.split("/", 3)[:3]) for player in players if player.frame)
    )
