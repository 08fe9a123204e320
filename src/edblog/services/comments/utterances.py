"""utterances: comments stored in the Issues of a GitHub repository (https://utteranc.es).

The embed follows https://utteranc.es and src/client.ts of utterance/utterances. Its client.js runs in the
page, adds a style element and a frame from utteranc.es, and fetches nothing else itself.
"""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from edblog.options import option
from edblog.problems import Problem
from edblog.services.comments.github import COMPANY, REPOSITORY, path_term
from edblog.services.comments.options import Options
from edblog.services.comments.service import Embed, Service, Thread, about, element, hash_source

ORIGIN = "https://utteranc.es"

STYLE = """
    .utterances {
      position: relative;
      box-sizing: border-box;
      width: 100%;
      max-width: 760px;
      margin-left: auto;
      margin-right: auto;
    }
    .utterances-frame {
      color-scheme: light;
      position: absolute;
      left: 0;
      right: 0;
      width: 1px;
      min-width: 100%;
      max-width: 100%;
      height: 100%;
      border: 0;
    }
  """
"""The content of the style element that client.js adds. The policy allows it by its hash, because allowing every
inline style would open the page for more than utterances needs; should client.js ever change, the frame
still works and only loses its layout."""


class UtterancesOptions(Options, frozen=True, kw_only=True):
    """`[comments.utterances]` in edblog.toml."""

    repo: Annotated[
        str,
        option(
            'the repository whose Issues hold the comments, as `"owner/name"`',
            "sample-district/stories",
            expected='a GitHub repository in the form "owner/name"',
            advice="it has to be public, with Issues turned on and the utterances app installed "
            "(https://github.com/apps/utterances)",
            pattern=REPOSITORY,
        ),
    ]
    issue_term: Annotated[
        str,
        option(
            'how a story finds its issue: `"pathname"`, `"url"`, `"title"`, `"og:title"`, or the title of one '
            "issue for all stories",
            "url",
            expected='"pathname", "url", "title", "og:title" or the title of one issue for all',
            pattern=r"\S",
        ),
    ] = "pathname"
    label: Annotated[
        str,
        option("a label for new issues, which must exist in the repository", "comments", default_text="none"),
    ] = ""
    theme: Annotated[
        str,
        option(
            "a theme of utterances; by default light or dark as the reader's system is set",
            "github-light",
            expected="the name of an utterances theme",
            advice=f"the names are listed at {ORIGIN}; they have hyphens, not underscores",
            pattern=r"^[a-z][a-z0-9-]*\Z",
        ),
    ] = "preferred-color-scheme"


def embed(options: UtterancesOptions, thread: Thread) -> Embed:
    """The script element that https://utteranc.es documents, with names of attributes that HTML allows."""
    markup = element(
        "script",
        {
            "src": f"{ORIGIN}/client.js",
            "data-repo": options.repo,
            "data-issue-term": _term(options, thread),
            "data-label": options.label or False,
            "data-theme": options.theme,
            "crossorigin": "anonymous",
            "async": True,
        },
    )
    shown = thread.title if options.issue_term in ("title", "og:title") else _term(options, thread)
    query = 'is:issue in:title "{}"'.format(shown.replace('"', " "))
    return Embed(
        markup=markup,
        discussion=f"https://github.com/{options.repo}/issues?q={quote(query, safe='')}",
        host="utteranc.es",
        account=COMPANY,
        policy={"script-src": (ORIGIN,), "style-src": (hash_source(STYLE),), "frame-src": (ORIGIN,)},
    )


def check(options: UtterancesOptions) -> list[Problem]:
    """A warning where a story can lose its comments."""
    if options.issue_term not in ("title", "og:title"):
        return []
    return [
        about(
            "utterances",
            "issue_term",
            severity="warning",
            code="config-comments-unstable",
            message="a story whose title changes will lose its comments",
            advice='use issue_term = "pathname", which depends on the address alone',
        )
    ]


def _term(options: UtterancesOptions, thread: Thread) -> str:
    # The term that utterances would compute on the published page, so that a preview, `index.html` or a
    # query in the address never starts a second issue.
    if options.issue_term == "pathname":
        return path_term(thread.path)
    if options.issue_term == "url":
        return thread.url
    return options.issue_term


SERVICE = Service(
    name="GitHub Issues",
    learns=("device", "page", "account", "written"),
    options=UtterancesOptions,
    embed=embed,
    check=check,
    ids="utterances",
    returning="[?&]utterances=",
)
