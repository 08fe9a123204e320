"""`[podcast]` of `edblog.toml`."""

from __future__ import annotations

from typing import Annotated

import msgspec

from edblog.options import option
from edblog.settings import values


class Podcast(msgspec.Struct, frozen=True):
    """`[podcast]`: where people hear [the podcast](#a-podcast) besides its feed."""

    apple: Annotated[
        str,
        option(
            "the page of [the podcast](#a-podcast) at Apple Podcasts, which recordings link to",
            "https://podcasts.apple.com/us/podcast/talks/id1234567890",
            default_text="none",
            pattern=r"^(https://podcasts\.apple\.com/[^\s<>\"']*\bid\d+[^\s<>\"']*)?\Z",
            clean=values.without_query,
            expected="the address of a podcast at Apple",
            advice='copy it from Apple Podcasts: apple = "https://podcasts.apple.com/us/podcast/…/id1234567890"',
        ),
    ] = ""
    spotify: Annotated[
        str,
        option(
            "its page at Spotify",
            "https://open.spotify.com/show/0123456789abcdefABCDEF",
            default_text="none",
            pattern=r"^(https://open\.spotify\.com/(intl-[a-z]+/)?show/[^\s<>\"']+)?\Z",
            clean=values.without_query,
            expected="the address of a show at Spotify",
            advice='copy it from Spotify: spotify = "https://open.spotify.com/show/…"',
        ),
    ] = ""
