"""Comments under stories: the services to choose from, and the choice that edblog.toml makes.

To add a service, write a module with a `SERVICE` and add its name to `_MODULES`.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Literal

import msgspec

from edblog import views
from edblog.comments.options import Options
from edblog.comments.reading import one_of, read_table, wrong_value
from edblog.comments.service import Embed, Service, Thread, about
from edblog.markup import SafeHtml
from edblog.problems import Problem, did_you_mean

__all__ = ["SERVICES", "Choice", "Embed", "Service", "Thread", "read_options"]

_MODULES = (
    "giscus",
    "utterances",
    "disqus",
    "isso",
)
"""The modules of the services, in the order in which messages list them."""

SERVICES: dict[str, Service[Any]] = {name: import_module(f"{__name__}.{name}").SERVICE for name in _MODULES}
"""Every comment service, by its name in edblog.toml."""

NONE = "none"


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """The service that a site has chosen, ready to be put under stories."""

    service: str
    """A key of `SERVICES`."""
    options: Options
    load: Literal["click", "auto"] = "click"
    """Whether other hosts are contacted when the reader asks, or at once."""

    @property
    def files(self) -> tuple[str, ...]:
        """Files in this package to publish under `Thread.assets`."""
        return SERVICES[self.service].files

    def view(self, thread: Thread) -> views.Comments:
        """The comments' part of the page that `thread` belongs to."""
        service, embed = SERVICES[self.service], self._embed(thread)
        return views.Comments(
            service=service.name,
            host=embed.host,
            load=self.load,
            discussion=embed.discussion,
            markup=SafeHtml(embed.markup),
            account=f"a {embed.account} account" if embed.account else "",
            head=SafeHtml(embed.head),
            account_at=embed.account,
            returning=service.returning,
        )

    def policy(self, thread: Thread) -> dict[str, tuple[str, ...]]:
        """What `content_security_policy` must allow on that page."""
        policy = self._embed(thread).policy
        # The script that puts the markup into the page is the site's own.
        return {**policy, "script-src": ("'self'", *policy.get("script-src", ()))}

    def _embed(self, thread: Thread) -> Embed:
        embed: Embed = SERVICES[self.service].embed(self.options, thread)
        return embed


def read_options(raw: Mapping[str, object]) -> tuple[Choice | None, list[Problem]]:
    """The choice in the `[comments]` table of edblog.toml; none if comments are off or a key is wrong.

    The tables of services that are not chosen may hold anything, so that a site can try another service
    and go back.
    """
    problems = [_unknown(key) for key in raw if key not in ("service", "load", *SERVICES)]
    problems += _service_problems(raw) + _load_problems(raw)
    key = raw.get("service", NONE)
    if not isinstance(key, str) or key not in SERVICES:
        return None, problems
    options, more = read_table(key, SERVICES[key], raw.get(key, {}))
    problems += more
    if options is None or any(problem.severity == "error" for problem in problems):
        return None, problems
    load: Literal["click", "auto"] = "auto" if raw.get("load") == "auto" else "click"
    return Choice(service=key, options=options, load=load), problems


def _unknown(key: str) -> Problem:
    return about(
        key,
        code="config-unknown-key",
        message=f'[comments] has no key "{key}"',
        advice=did_you_mean(key, ("service", "load", *SERVICES))
        or f"it can have service, load, {', '.join(SERVICES)}",
    )


def _service_problems(raw: Mapping[str, object]) -> list[Problem]:
    known = (*SERVICES, NONE)
    key = raw.get("service")
    if key is None:
        return [
            about(
                name,
                severity="warning",
                code="config-comments-off",
                message=f"comments are off, although {name} is set up",
                advice=f'write service = "{name}" below [comments], or service = "{NONE}" to keep them off',
            )
            for name in SERVICES
            if name in raw
        ]
    if isinstance(key, str) and key in known:
        return []
    guess = did_you_mean(key, known) if isinstance(key, str) else ""
    return [
        wrong_value(
            "service",
            expected=one_of(known),
            value=key,
            advice=guess or f'write it like this: service = "{_MODULES[0]}"',
        )
    ]


def _load_problems(raw: Mapping[str, object]) -> list[Problem]:
    load = raw.get("load", "click")
    if load in ("click", "auto"):
        return []
    return [
        wrong_value(
            "load",
            expected=one_of(("click", "auto")),
            value=load,
            advice='"click" contacts no other host until the reader asks',
        )
    ]
