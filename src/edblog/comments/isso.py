"""Isso: comments kept on a server of one's own (https://isso-comments.de), checked with Isso 0.14.

The embed and the client settings follow https://isso-comments.de/docs/reference/client-config/. Settings
that Isso's client takes from its server (`require-author`, `reply-to-self` …) are not options here.
"""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlsplit

from edblog.comments.service import Embed, Options, Service, Thread, element, hash_source, means

GRAVATAR = "https://www.gravatar.com"

AVATAR_COLOURS = (
    "#f0f0f0",  # the ground
    *("#9abf88", "#5698c4", "#e279a3", "#9163b6", "#be5168", "#f19670", "#e4bf80", "#447c69"),
)
"""Isso colours its patterns with style attributes, which the policy allows by their hashes: a pattern would be
black without, and allowing every inline style would open the page for more than Isso needs."""

Count = Annotated[int, means('a whole number from 0, or "inf" for all', least=0)] | Literal["inf"]


class IssoOptions(Options, frozen=True, kw_only=True):
    """`[comments.isso]` in edblog.toml."""

    host: Annotated[
        str,
        means(
            "an address that starts with https:// or http://",
            "it is the address at which readers reach your Isso server (public-endpoint in isso.cfg), "
            'such as host = "https://comments.district.example"',
            pattern=r"""^https?://[^\s/?#@;,"']+(/[^\s?#;,"']*)?$""",
        ),
    ]
    """Where readers reach the Isso server; `host` in isso.cfg must name this site in turn."""
    lang: str = ""
    """Language of the form, as a BCP 47 tag; empty for that of the story."""
    css: bool = True
    """Let Isso bring its own stylesheet; false when the theme styles its comments."""
    avatar: bool = False
    """Draw a pattern beside each name; off, unlike in Isso, because it needs exceptions in the policy."""
    gravatar: bool = False
    """Allow pictures from gravatar.com; set this when isso.cfg has `gravatar = true`."""
    vote: bool = True
    """Let readers vote comments up and down."""
    max_comments_top: Annotated[Count, means('a whole number from 0, or "inf" for all')] = "inf"
    """Comments shown at first; a whole number or `inf`."""
    max_comments_nested: Annotated[Count, means('a whole number from 0, or "inf" for all')] = 5
    """Replies to a comment shown at first; a whole number or `inf`."""
    reveal_on_click: Annotated[int, means("a whole number from 1", least=1)] = 5
    """How many hidden comments a click brings."""
    sorting: Literal["oldest", "newest", "upvotes"] = "oldest"
    """Which comments come first."""


def embed(options: IssoOptions, thread: Thread) -> Embed:
    """The section and the script element that Isso documents, with settings that differ from Isso's own."""
    host = options.host.rstrip("/")
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
            "data-isso-lang": options.lang or thread.lang,
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
    parts = urlsplit(host)
    origin = f"{parts.scheme}://{parts.netloc}"
    patterns = ("'unsafe-hashes'", *(hash_source(f"fill: {colour}") for colour in AVATAR_COLOURS))
    policy = {
        "script-src": (origin,),
        "style-src": (*((origin,) if options.css else ()), *(patterns if options.avatar else ())),
        "img-src": (GRAVATAR,) if options.gravatar else (),
        "connect-src": (origin,),
    }
    return Embed(
        markup=section + script,
        # Isso has no page for people, only an API.
        discussion="",
        host=parts.netloc,
        account="",
        policy=policy,
    )


def _unless(value: int | str, default: int | str) -> str | bool:
    return False if value == default else str(value)


SERVICE = Service(
    name="Isso",
    options=IssoOptions,
    embed=embed,
    elsewhere={
        name: f"remove it and set {name.replace('_', '-')} in isso.cfg; Isso passes it to the page itself"
        for name in ("reply_to_self", "require_author", "require_email", "reply_notifications")
    },
)
