"""Disqus: comments hosted by a company that earns money with advertising (https://disqus.com).

The embed follows Disqus' Universal Embed Code, whose inline script is `disqus.js` here, because the page's
policy allows no inline scripts. Disqus documents no policy; this one allows its own hosts and none of those
that its advertising adds.
"""

from __future__ import annotations

from typing import Annotated

from edblog.options import option
from edblog.problems import Problem
from edblog.services.comments.options import Options
from edblog.services.comments.service import Embed, Service, Thread, about, element

HOSTS = ("https://disqus.com", "https://*.disqus.com")
FILES = "https://*.disquscdn.com"
SCRIPT = "disqus.js"


class DisqusOptions(Options, frozen=True, kw_only=True):
    """`[comments.disqus]` in edblog.toml."""

    shortname: Annotated[
        str,
        option(
            "the short name of your site at Disqus, the part before `.disqus.com`",
            "sample-district",
            expected='the short name of your site at Disqus, the part before ".disqus.com"',
            advice="https://disqus.com/admin/settings/general/ shows it",
            pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*\Z",
        ),
    ]


def embed(options: DisqusOptions, thread: Thread) -> Embed:
    """The thread element, and the script that passes its data to Disqus."""
    markup = element(
        "div",
        {
            "id": "disqus_thread",
            "data-shortname": options.shortname,
            "data-url": thread.url,
            # The identifier outranks the URL, so comments survive a new domain.
            "data-identifier": thread.path,
            "data-title": thread.title,
        },
    ) + element("script", {"src": thread.assets + SCRIPT, "async": True})
    return Embed(
        markup=markup,
        # Disqus gives a thread an address only once it has comments; this one lists all of the site's.
        discussion=f"https://{options.shortname}.disqus.com/",
        host="disqus.com",
        account="Disqus",
        policy={
            "script-src": (*HOSTS, FILES),
            # Disqus styles its frame with inline styles that differ from page to page.
            "style-src": ("'unsafe-inline'", FILES),
            "img-src": (*HOSTS, FILES),
            "connect-src": HOSTS,
            "frame-src": HOSTS,
        },
    )


def check(_options: DisqusOptions) -> list[Problem]:
    """A warning about advertising and tracking."""
    return [
        about(
            "service",
            severity="warning",
            code="config-comments-tracking",
            message="Disqus shows advertising and tracks visitors from site to site",
            advice='the other services do not; if you stay with Disqus, keep load = "click" and say so on your '
            "privacy page",
        )
    ]


SERVICE = Service(
    name="Disqus",
    learns=("device", "page", "account", "written"),
    options=DisqusOptions,
    embed=embed,
    check=check,
    ids="disqus|dsq-",
    files=(SCRIPT,),
)
