"""The registry of git hosts: the addresses of a repository's pages for writers and reviewers.

Everything is computed from the address of the repository; no host is contacted. To add a host, write its row, and name it
in `HOSTS`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import quote, urlsplit

from edblog.services.hosts.bitbucket import BITBUCKET
from edblog.services.hosts.forgejo import FORGEJO
from edblog.services.hosts.gitea import GITEA
from edblog.services.hosts.github import GITHUB
from edblog.services.hosts.gitlab import GITLAB
from edblog.services.hosts.host import ADDRESSES, Host

__all__ = ["ADDRESSES", "HOSTS", "Host", "address", "guess"]

HOSTS: Mapping[str, Host] = MappingProxyType(
    {"github": GITHUB, "gitlab": GITLAB, "gitea": GITEA, "forgejo": FORGEJO, "bitbucket": BITBUCKET}
)
"""Every host, by its name in `edblog.toml`."""

_KEPT = "/!'()*"
"""Characters that stay as they are, beside letters, digits and `-._~`; `encodeURIComponent` of JavaScript keeps all but `/`."""


def guess(repository: str) -> str:
    """The host of a repository at a public address, as a key of `HOSTS`; empty if its domain is not known."""
    try:
        domain = (urlsplit(repository).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    known = (key for key, host in HOSTS.items() if domain in host.domains)
    return next(known, "")


def address(template: str, repository: str, **values: str) -> str:
    """The URL from a template of a `Host`; empty if the template is empty.

    `repository` is an absolute URL without `/` at its end. The values are encoded for a URL.
    """
    parts = urlsplit(repository)
    url = template.replace("{repository}", repository).replace("{origin}", f"{parts.scheme}://{parts.netloc}")
    # Split first: a value that contains the name of another placeholder stays as it is.
    pieces = url.split("{")
    return pieces[0] + "".join(
        quote(values[name], safe=_KEPT) + rest
        for name, _, rest in (piece.partition("}") for piece in pieces[1:])
    )
