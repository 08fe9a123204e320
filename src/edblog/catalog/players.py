"""Makes the views of players in texts, and finds the origins that the page's policy must allow for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from edblog.model import Player
from edblog.views import Body, Picture, Track
from edblog.views import Player as PlayerView

_LANGUAGES = {
    "ar": "العربية", "en": "English", "es": "Español", "fr": "Français", "hmn": "Hmoob", "ht": "Kreyòl ayisyen", "ko": "한국어",
    "pt": "Português", "ru": "Русский", "so": "Soomaali", "tl": "Tagalog", "uk": "Українська", "vi": "Tiếng Việt", "zh": "中文",
}  # fmt: skip
"""The names of languages in these languages, for the captions menu of a player."""


def player(
    record: Player, urls: Sequence[str], pictures: Sequence[tuple[int, int, str]], webp: Sequence[str]
) -> PlayerView:
    """The view of a player; `urls`, `pictures` and `webp` have the resolved references of its text."""
    host = None
    if record.host:
        # Imported late: few texts have a player of another host.
        from edblog.services.embeds import HOSTS

        host = HOSTS[record.host]
    poster = None
    if record.poster >= 0:
        width, height, sizes = pictures[record.poster]
        # No description, because the title next to it describes the video.
        poster = Picture(urls[record.poster], "", width, height, srcset=sizes, webp=webp[record.poster])
    return PlayerView(
        title=record.title,
        url=urls[record.file],
        kind=record.kind,
        place=record.file,
        host=host.name if host else "",
        frame=record.frame,
        allow=host.allow if host else "",
        referrer=host.referrer if host else "",
        type=record.type,
        poster=poster,
        tracks=tuple(Track(language_name(c.lang), urls[c.file], c.lang) for c in record.captions),
        transcript=urls[record.transcript] if record.transcript >= 0 else record.words,
    )


def language_name(tag: str) -> str:
    """The name of a language in itself, such as `Español`; the tag (BCP 47) if it has none here."""
    return _LANGUAGES.get(tag.lower(), tag)


def origins(body: Body | None) -> tuple[str, ...]:
    """The origins of the players in a text, for `frame-src` of the policy; none if all play files of the site."""
    players: Iterable[PlayerView] = body.embeds if body else ()
    return tuple(
        dict.fromkeys("/".join(player.frame.split("/", 3)[:3]) for player in players if player.frame)
    )
