"""The HTTP headers of digests."""

from __future__ import annotations

from collections.abc import Iterator

from edblog.settings import Config
from edblog.settings.digests import DIGESTS
from edblog.views import HeaderRule
from edblog.web.policy import email_policy
from edblog.web.urls import origin_of, root_of

_AWAY = ("X-Robots-Tag", "noindex")


def headers(config: Config) -> Iterator[HeaderRule]:
    """Emails as pages have a policy of their own, and no place among the results of search engines."""
    root = root_of(config.base_url)
    policy = ("Content-Security-Policy", email_policy(origin_of(config.base_url)))
    yield HeaderRule(f"{root}{DIGESTS}*email.html", (policy, _AWAY))
    yield HeaderRule(f"{root}{DIGESTS}*email.txt", (_AWAY,))
