"""giscus: comments stored in the Discussions of a GitHub repository (https://giscus.app).

The embed follows https://giscus.app and ADVANCED-USAGE.md of giscus/giscus. Its client.js runs in the
page, adds a stylesheet and a frame from giscus.app, and fetches nothing else itself. It has to come from
giscus.app, because that is where it finds the frame.
"""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import quote

from edblog.options import option
from edblog.problems import Problem
from edblog.services.comments.github import COMPANY, REPOSITORY, path_term
from edblog.services.comments.languages import check_language, spoken
from edblog.services.comments.options import Options
from edblog.services.comments.service import Embed, Service, Thread, about, element

ORIGIN = "https://giscus.app"
FIND = f'open {ORIGIN}, enter your repository and choose a category; the box "Enable giscus" shows the value'

LANGUAGES = {
    name.casefold(): name
    for name in (
        "ar be bg ca cs da de en eo es eu fa fr gr gsw hbs he hu id it ja kh ko nl pl pt ro ru th tr uk uz vi "
        "zh-CN zh-HK zh-Hans zh-Hant zh-TW"
    ).split()
} | {"bs": "hbs", "el": "gr", "hr": "hbs", "km": "kh", "sh": "hbs", "sr": "hbs", "zh": "zh-CN"}
"""The languages of giscus in its own spelling, by BCP 47 tag; any other makes its frame fail to load."""


class GiscusOptions(Options, frozen=True, kw_only=True):
    """`[comments.giscus]` in edblog.toml."""

    repo: Annotated[
        str,
        option(
            'the repository whose Discussions hold the comments, as `"owner/name"`',
            "sample-district/stories",
            expected='a GitHub repository in the form "owner/name"',
            advice="it has to be public, with Discussions turned on and the giscus app installed "
            "(https://github.com/apps/giscus)",
            pattern=REPOSITORY,
        ),
    ]
    repo_id: Annotated[
        str,
        option(
            'GitHub\'s id of the repository, `"R_…"`',
            "R_kgDOSample00",
            expected='an id that starts with "R_" or "MDEw"',
            advice=FIND,
            pattern=r"^(R_|MDEw)[A-Za-z0-9_=-]+\Z",
        ),
    ]
    category: Annotated[
        str,
        option(
            "the category for new discussions",
            "Announcements",
            expected="the name of a category in Discussions",
            advice=FIND,
            pattern=r"\S",
        ),
    ]
    category_id: Annotated[
        str,
        option(
            'GitHub\'s id of the category, `"DIC_…"`',
            "DIC_kwDOSample00000000",
            expected='an id that starts with "DIC_" or "MDE4"',
            advice=FIND,
            pattern=r"^(DIC_|MDE4)[A-Za-z0-9_=-]+\Z",
        ),
    ]
    mapping: Annotated[
        Literal["pathname", "url", "title", "og:title", "specific", "number"],
        option(
            'how a story finds its discussion: `"pathname"`, `"url"`, `"title"`, `"og:title"`, `"specific"` or '
            '`"number"`. With the titles, a story that gets a new title loses its comments.',
            "url",
        ),
    ] = "pathname"
    term: Annotated[
        str,
        option(
            'for `"specific"` and `"number"`: the title or number of the one discussion that all stories share',
            "12",
            default_text="empty",
        ),
    ] = ""
    strict: Annotated[
        bool, option("match titles exactly, so that no story shows the comments of another", False)
    ] = True
    reactions: Annotated[bool, option("show reactions to the story itself", False)] = True
    emit_metadata: Annotated[bool, option("send data about the discussion to scripts in the page", True)] = (
        False
    )
    input_position: Annotated[
        Literal["top", "bottom"], option('where the box to write in is: `"top"` or `"bottom"`', "top")
    ] = "bottom"
    theme: Annotated[
        str,
        option(
            "a theme of giscus, or the https address of a stylesheet; by default light or dark as the reader's "
            "system is set",
            "light_high_contrast",
            expected="the name of a giscus theme or the https address of a stylesheet",
            advice=f"the names are listed at {ORIGIN}; they have underscores, not hyphens",
            pattern=r"^(https://\S+|[a-z][a-z0-9_]*)\Z",
        ),
    ] = "preferred_color_scheme"
    lang: Annotated[
        str,
        option(
            "the language of the buttons, in giscus' spelling. If giscus does not have that of the story, "
            "it is that of the site, or else English.",
            "es",
            default_text="the story's",
        ),
    ] = ""


def embed(options: GiscusOptions, thread: Thread) -> Embed:
    """The script element that https://giscus.app documents."""
    mapping, term = _identity(options, thread)
    markup = element(
        "script",
        {
            "src": f"{ORIGIN}/client.js",
            "data-repo": options.repo,
            "data-repo-id": options.repo_id,
            "data-category": options.category,
            "data-category-id": options.category_id,
            "data-mapping": mapping,
            "data-term": term or False,
            "data-strict": _switch(options.strict),
            "data-reactions-enabled": _switch(options.reactions),
            "data-emit-metadata": _switch(options.emit_metadata),
            "data-input-position": options.input_position,
            "data-theme": options.theme,
            "data-lang": options.lang
            or spoken(thread.lang, LANGUAGES)
            or spoken(thread.site_lang, LANGUAGES)
            or "en",
            "data-loading": "lazy",
            "crossorigin": "anonymous",
            "async": True,
        },
    )
    return Embed(
        markup=markup,
        discussion=_discussion(options, term or thread.title),
        host="giscus.app",
        account=COMPANY,
        policy={"script-src": (ORIGIN,), "style-src": (ORIGIN,), "frame-src": (ORIGIN,)},
        # A discussion that starts from a preview links to the published story all the same.
        head=element("meta", {"name": "giscus:backlink", "content": thread.url}),
    )


def check(options: GiscusOptions) -> list[Problem]:
    """Problems with options that only make sense, or not, together."""
    problems = []
    if options.mapping in ("specific", "number") and not options.term:
        problems.append(
            about(
                "giscus",
                "mapping",
                code="config-missing",
                message=f'the mapping "{options.mapping}" of giscus needs a "term"',
                advice='set term to the title or number of the discussion, or use mapping = "pathname"',
            )
        )
    elif options.mapping == "number" and not (options.term.isascii() and options.term.isdigit()):
        problems.append(
            about(
                "giscus",
                "term",
                code="config-value",
                message=f'"term" must be the number of a discussion, not "{options.term}"',
                advice='it is the last part of the discussion\'s address, such as term = "12"',
            )
        )
    elif options.mapping in ("title", "og:title"):
        problems.append(
            about(
                "giscus",
                "mapping",
                severity="warning",
                code="config-comments-unstable",
                message="a story whose title changes will lose its comments",
                advice='use mapping = "pathname", which depends on the address alone',
            )
        )
    harm = "comments may not load"
    return problems + check_language(options.lang, LANGUAGES, "giscus", "lang", harm=harm)


def _identity(options: GiscusOptions, thread: Thread) -> tuple[str, str]:
    """Mapping and term as giscus gets them.

    `pathname` and `url` are sent as the term that giscus would compute on the published page, so that a
    preview, `index.html` or a query in the address never starts a second discussion.
    """
    match options.mapping:
        case "pathname":
            return "specific", path_term(thread.path)
        case "url":
            return "specific", thread.url
        case "specific" | "number":
            return options.mapping, options.term
        case _:
            return options.mapping, ""


def _discussion(options: GiscusOptions, term: str) -> str:
    discussions = f"https://github.com/{options.repo}/discussions"
    if options.mapping == "number":
        return f"{discussions}/{options.term}"
    query = '"{}" in:title'.format(term.replace('"', " "))
    return f"{discussions}?discussions_q={quote(query, safe='')}"


def _switch(on: bool) -> str:
    return "1" if on else "0"


SERVICE = Service(
    name="GitHub Discussions",
    learns=("device", "page", "account", "written"),
    options=GiscusOptions,
    embed=embed,
    check=check,
    ids="giscus",
    returning="[?&]giscus=",
)
