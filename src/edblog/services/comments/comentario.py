"""Comentario: comments hosted on your own server (https://comentario.app), checked with the embed code of 3.13.

The embed follows https://docs.comentario.app/en/configuration/embedding/. Its script defines an element, which adds a
stylesheet from the server, asks its API, and shows pictures of commenters from there.
"""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlsplit

from edblog.options import option
from edblog.services.comments.options import Options, server_address
from edblog.services.comments.service import Embed, Service, Thread, element
from edblog.web.urls import origin_of


class ComentarioOptions(Options, frozen=True, kw_only=True):
    """`[comments.comentario]` in edblog.toml."""

    host: Annotated[
        str,
        server_address(
            "where readers reach your Comentario server; the domain of this site is registered there",
            "it is BASE_URL of your server",
        ),
    ]
    lang: Annotated[
        str,
        option(
            "the language of the buttons, as a tag such as `es`; English if Comentario does not have it",
            "es",
            default_text="the story's",
        ),
    ] = ""
    theme: Annotated[
        Literal["system", "light", "dark"],
        option('`"light"`, `"dark"`, or `"system"`: as the reader\'s system is set', "light"),
    ] = "system"
    css: Annotated[
        bool,
        option("let Comentario bring its own stylesheet; `false` if your theme styles its comments", False),
    ] = True
    # Off, unlike in Comentario, so that comments look like the site and load less.
    fonts: Annotated[bool, option("use Comentario's own typeface in place of the site's", True)] = False
    live_update: Annotated[
        bool, option("show new comments while the page is open, over a connection that stays", False)
    ] = True
    max_level: Annotated[int, option("how deep replies are indented", 3, low=1)] = 10


def embed(options: ComentarioOptions, thread: Thread) -> Embed:
    """The script and the element that Comentario documents."""
    host, origin = options.host.rstrip("/"), origin_of(options.host)
    script = element("script", {"src": f"{host}/comentario.js", "async": True})
    comments = element(
        "comentario-comments",
        {
            "page-id": thread.path,
            "lang": options.lang or thread.lang,
            "theme": options.theme != "system" and options.theme,
            "css-override": not options.css and "false",
            "no-fonts": not options.fonts and "true",
            "live-update": not options.live_update and "false",
            "max-level": options.max_level != 10 and str(options.max_level),
        },
    )
    return Embed(
        markup=script + comments,
        # Comentario has no page for people, only an API.
        discussion="",
        host=urlsplit(host).netloc,
        account="",
        policy={
            "script-src": (origin,),
            "style-src": (origin,) if options.css else (),
            "img-src": (origin,),
            # The stylesheet lists its fonts even if none is used, and browsers report blocked fonts.
            "font-src": (origin,) if options.css else (),
            # A policy treats WebSockets as another scheme: `wss:` instead of `https:`.
            "connect-src": (origin, *([origin.replace("http", "ws", 1)] if options.live_update else [])),
        },
    )


SERVICE = Service(
    name="Comentario",
    learns=("device", "page", "account", "written"),
    options=ComentarioOptions,
    embed=embed,
    ids=r"comentario-(?:[\da-f]{8}-|cb-|login-form|unregistered-form)",
    returning=r"#comentario-[\da-f]{8}-",
    elsewhere={
        "page_id": "remove it; it is the address of each story",
        "auto_init": "remove it; comments are shown when a reader asks for them",
        "css_override": "write css = false, and put your own rules into your theme",
        "no_fonts": "write fonts = true or fonts = false",
    },
)
