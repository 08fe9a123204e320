"""Isso: comments hosted on your own server (https://isso-comments.de), checked with Isso 0.14.

The embed and the client settings follow https://isso-comments.de/docs/reference/client-config/. Settings
that Isso's client takes from its server (`require-author`, `reply-to-self` …) are not options here.
"""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlsplit

import msgspec

from edblog.options import option
from edblog.services.comments.languages import spoken
from edblog.services.comments.options import Options, server_address
from edblog.services.comments.service import ID_END, Embed, Service, Thread, element, hash_source
from edblog.web.urls import origin_of

STYLES = "isso.css"
"""Colors for Isso's stylesheet; if a theme styles the comments itself, it is not used."""
GRAVATAR = "https://www.gravatar.com"

AVATAR_COLORS = (
    "#f0f0f0",  # the background
    *("#9abf88", "#5698c4", "#e279a3", "#9163b6", "#be5168", "#f19670", "#e4bf80", "#447c69"),
)
"""Colors of Isso's patterns, which it sets with style attributes. The policy allows these by their hashes: without them, a
pattern would be black, and allowing all inline styles would allow more than Isso needs."""

LANGUAGES = {"zh-hant": "zh-TW", "zh-hk": "zh-TW"}
"""Languages for which Isso would use simplified Chinese; it finds all others by their tags."""
Count = Annotated[int, msgspec.Meta(ge=0)] | Literal["inf"]


class IssoOptions(Options, frozen=True, kw_only=True):
    """`[comments.isso]` in edblog.toml."""

    host: Annotated[
        str,
        server_address(
            "where readers reach your Isso server; `host` in `isso.cfg` names this site in turn",
            "it is the address at which readers reach your Isso server (public-endpoint in isso.cfg)",
        ),
    ]
    lang: Annotated[
        str, option("the language of the form, as a tag such as `es`", "es", default_text="the story's")
    ] = ""
    css: Annotated[
        bool,
        option("let Isso bring its own stylesheet; `false` if your theme styles its comments", False),
    ] = True
    # Off, unlike in Isso, because it needs exceptions in the policy.
    avatar: Annotated[bool, option("draw a pattern beside each name", True)] = False
    gravatar: Annotated[
        bool,
        option(
            "allow pictures from gravatar.com; set it when `isso.cfg` has `gravatar = true`. That company then "
            "learns who reads.",
            True,
        ),
    ] = False
    vote: Annotated[
        bool,
        option(
            "let readers vote comments up and down, with arrows that have no name for a screen reader", False
        ),
    ] = True
    max_comments_top: Annotated[
        Count,
        option(
            'comments shown at first; a whole number, or `"inf"` for all',
            20,
            expected='a whole number from 0, or "inf" for all',
        ),
    ] = "inf"
    max_comments_nested: Annotated[
        Count,
        option(
            'replies to a comment shown at first; a whole number, or `"inf"` for all',
            3,
            expected='a whole number from 0, or "inf" for all',
        ),
    ] = 5
    reveal_on_click: Annotated[int, option("how many hidden comments a click brings", 20, low=1)] = 5
    sorting: Annotated[
        Literal["oldest", "newest", "upvotes"],
        option('which come first: `"oldest"`, `"newest"` or `"upvotes"`', "newest"),
    ] = "oldest"


def embed(options: IssoOptions, thread: Thread) -> Embed:
    """The section and the script element that Isso documents, with settings that differ from Isso's own."""
    host = options.host.rstrip("/")
    colors = element("link", {"rel": "stylesheet", "href": thread.assets + STYLES}) if options.css else ""
    section = element(
        "section",
        {
            "id": "isso-thread",
            "data-isso-id": thread.path,
            # Without a title, Isso's server would fetch the page to find one.
            "data-title": thread.title,
        },
    )
    script = element(
        "script",
        {
            "src": f"{host}/js/embed.min.js",
            "data-isso": f"{host}/",
            "data-isso-lang": options.lang or spoken(thread.lang, LANGUAGES) or thread.lang,
            "data-isso-css": not options.css and "false",
            "data-isso-avatar": not options.avatar and "false",
            "data-isso-vote": not options.vote and "false",
            "data-isso-max-comments-top": _unless(options.max_comments_top, "inf"),
            "data-isso-max-comments-nested": _unless(options.max_comments_nested, 5),
            "data-isso-reveal-on-click": _unless(options.reveal_on_click, 5),
            "data-isso-sorting": _unless(options.sorting, "oldest"),
            "async": True,
        },
    )
    origin = origin_of(host)
    patterns = ("'unsafe-hashes'", *(hash_source(f"fill: {color}") for color in AVATAR_COLORS))
    policy = {
        "script-src": (origin,),
        "style-src": (*((origin,) if options.css else ()), *(patterns if options.avatar else ())),
        "img-src": (GRAVATAR,) if options.gravatar else (),
        "connect-src": (origin,),
    }
    return Embed(
        markup=colors + section + script,
        # Isso has no page for people, only an API.
        discussion="",
        host=urlsplit(host).netloc,
        account="",
        policy=policy,
    )


def _unless(value: int | str, default: int | str) -> str | bool:
    return False if value == default else str(value)


SERVICE = Service(
    name="Isso",
    learns=("device", "page", "account", "written"),
    options=IssoOptions,
    embed=embed,
    ids=rf"isso(?:-(?:thread|root|\d)|{ID_END})",
    returning=r"#isso-\d",
    files=(STYLES,),
    elsewhere={
        name: f"remove it and set {name.replace('_', '-')} in isso.cfg; Isso passes it to the page itself"
        for name in ("reply_to_self", "require_author", "require_email", "reply_notifications")
    },
)
