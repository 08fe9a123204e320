"""Remark42: comments hosted on your own server (https://remark42.com), checked with the embed code of August 2026.

The embed follows https://remark42.com/docs/configuration/frontend/. Its inline script is `remark42.js` here, because
the page's policy allows none. embed.mjs adds a frame from the server, and fetches nothing else itself.
"""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlsplit

from edblog.options import option
from edblog.problems import Problem
from edblog.services.comments.languages import check_language, spoken
from edblog.services.comments.options import Options, server_address
from edblog.services.comments.service import ID_END, Embed, Service, Thread, element
from edblog.web.urls import origin_of

SCRIPT = "remark42.js"
LANGUAGES = {
    name: name for name in "ar be bg cs de en es fa fi fr it ja ko mk pl ro ru th tr vi zh".split()
} | {
    "pt": "bp",
    "uk": "ua",
    "zh-hant": "zh-tw",
    "zh-hk": "zh-tw",
    "zh-tw": "zh-tw",
}
"""The languages of Remark42 in its own spelling, by BCP 47 tag; any other is English."""


class Remark42Options(Options, frozen=True, kw_only=True):
    """`[comments.remark42]` in edblog.toml."""

    host: Annotated[
        str, server_address("where readers reach your Remark42 server", "it is REMARK_URL of your server")
    ]
    site_id: Annotated[
        str,
        option(
            "the id of your site, as `SITE` of the server has it",
            "stories",
            expected="the id of your site",
            advice="it is one of the ids in SITE of your server",
            pattern=r"^\S+$",
        ),
    ] = "remark"
    theme: Annotated[
        Literal["system", "light", "dark"],
        option('`"light"`, `"dark"`, or `"system"`: as the reader\'s system is set', "light"),
    ] = "system"
    locale: Annotated[
        str,
        option(
            "the language of the buttons, in Remark42's spelling. If Remark42 does not have that of the story, it is "
            "that of the site, or else English.",
            "es",
            default_text="the story's",
        ),
    ] = ""
    max_shown_comments: Annotated[
        int, option("how many comments a small screen shows at first", 30, low=1)
    ] = 15
    show_email_subscription: Annotated[
        bool, option("offer emails about new comments, if your server sends them", False)
    ] = True
    show_rss_subscription: Annotated[bool, option("offer a feed of the comments", False)] = True
    simple_view: Annotated[bool, option("show the box to write in without its toolbar", True)] = False
    no_footer: Annotated[bool, option("leave out the line that says what Remark42 is", True)] = False


def embed(options: Remark42Options, thread: Thread) -> Embed:
    """The element that Remark42 documents, with its configuration, and the script that passes it to Remark42."""
    host, origin = options.host.rstrip("/"), origin_of(options.host)
    thread_element = element(
        "div",
        {
            "id": "remark42",
            "data-host": host,
            "data-site_id": options.site_id,
            # Without an address here, every query string on the page's address would have comments of its own.
            "data-url": thread.url,
            "data-page_title": thread.title,
            "data-locale": options.locale
            or spoken(thread.lang, LANGUAGES)
            or spoken(thread.site_lang, LANGUAGES)
            or "en",
            "data-theme": options.theme != "system" and options.theme,
            "data-max_shown_comments": options.max_shown_comments != 15 and str(options.max_shown_comments),
            "data-show_email_subscription": not options.show_email_subscription and "false",
            "data-show_rss_subscription": not options.show_rss_subscription and "false",
            "data-simple_view": options.simple_view and "true",
            "data-no_footer": options.no_footer and "true",
        },
    )
    return Embed(
        markup=thread_element + element("script", {"src": thread.assets + SCRIPT, "async": True}),
        # Remark42 has no page for people, only an API.
        discussion="",
        host=urlsplit(host).netloc,
        account="",
        policy={"script-src": (origin,), "frame-src": (origin,)},
    )


def check(options: Remark42Options) -> list[Problem]:
    """A warning about a language that Remark42 may not have."""
    harm = "comments may be in English"
    return check_language(options.locale, LANGUAGES, "remark42", "locale", harm=harm)


SERVICE = Service(
    name="Remark42",
    learns=("device", "page", "account", "written"),
    options=Remark42Options,
    embed=embed,
    check=check,
    ids=f"remark42(?:__|{ID_END})",
    returning="#remark42__comment-",
    files=(SCRIPT,),
    elsewhere={
        "url": "remove it; it is the address of each story",
        "page_title": "remove it; it is the title of each story",
        "components": "remove it; stories have their comments and nothing else",
        "lang": "write locale",
    },
)
