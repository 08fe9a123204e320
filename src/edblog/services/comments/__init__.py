"""Comments under stories: the available services, and the one chosen in edblog.toml.

To add a service, write a module with a `SERVICE` and add its name to `_MODULES`.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import msgspec

from edblog import views
from edblog.options import option
from edblog.options.reading import Key, not_a_table, read_table
from edblog.options.schema import Schema, table_schema, without_rules
from edblog.problems import Problem, did_you_mean
from edblog.services.comments.options import Options
from edblog.services.comments.service import Embed, OptionsT, Service, Thread, about
from edblog.services.learned import Learned
from edblog.web.markup import SafeHtml

__all__ = ["SERVICES", "Choice", "Comments", "Embed", "Service", "Thread", "comments_schema", "read_options"]

_MODULES = (
    "giscus",
    "utterances",
    "disqus",
    "isso",
    "remark42",
    "comentario",
)
"""The modules of the services, in the order in which messages list them."""

SERVICES: dict[str, Service[Any]] = {
    name: import_module(f"edblog.services.comments.{name}").SERVICE for name in _MODULES
}
"""Every comment service, by its name in edblog.toml."""

NONE = "none"


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """The comment service of a site, with its options."""

    service: str
    """A key of `SERVICES`."""
    options: Options
    load: Literal["click", "auto"] = "click"
    """Whether other hosts are contacted after a click, or at once."""

    @property
    def files(self) -> tuple[str, ...]:
        """Files in this package to publish under `Thread.assets`."""
        return SERVICES[self.service].files

    @property
    def learns(self) -> tuple[Learned, ...]:
        """What the service learns about readers who use it."""
        return SERVICES[self.service].learns

    def view(self, thread: Thread) -> views.Comments:
        """The comments on the page of `thread`."""
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
        """The sources that `content_security_policy` must allow on that page, by directive."""
        policy = self._embed(thread).policy
        # The script that puts the markup into the page is the site's own.
        return {**policy, "script-src": ("'self'", *policy.get("script-src", ()))}

    def problems_at(self, base_url: str) -> list[Problem]:
        """A warning about a comment server with `http:` on a site with `https:`, which browsers block (Mixed Content)."""
        return [
            about(
                self.service,
                name,
                severity="warning",
                code="config-comments-insecure",
                message=f'"{name}" starts with http:// and the site with https://, so browsers block the comments',
                advice="get a certificate for the server, and write its address with https://",
            )
            for name, value in msgspec.structs.asdict(self.options).items()
            if base_url.startswith("https:") and str(value).startswith("http:") and not _is_local(str(value))
        ]

    def _embed(self, thread: Thread) -> Embed:
        embed: Embed = SERVICES[self.service].embed(self.options, thread)
        return embed


class Comments(msgspec.Struct, frozen=True):
    """`[comments]`: the comment service, and when comments load."""

    service: Annotated[
        str,
        option(
            'which of the services below keeps the comments, or `"none"`',
            _MODULES[0],
            choices=(*SERVICES, NONE),
            expected="the name of a comment service",
            advice=f"it can be {', '.join((*SERVICES, NONE))}",
        ),
    ] = NONE
    load: Annotated[
        Literal["click", "auto"],
        option(
            'when they are fetched from there: with `"click"`, after the reader clicks *Show comments*, comes back from signing '
            'in there, or follows a link to a comment; with `"auto"`, together with the page',
            "auto",
            advice='"click" contacts no other host until the reader asks',
        ),
    ] = "click"


def read_options(raw: Mapping[str, object]) -> tuple[Choice | None, list[Problem]]:
    """The choice in the `[comments]` table of edblog.toml, or None if comments are off or a key is wrong, and every problem.

    The tables of other services are not checked, so that a site can try another service and go back.
    """
    own = {key: value for key, value in raw.items() if key not in SERVICES}
    table, problems = read_table(Comments, own, ("comments",), _known)
    key = raw.get("service")
    if key is None:
        problems += [_off(name) for name in SERVICES if name in raw]
    if not isinstance(key, str) or key not in SERVICES:
        return None, problems
    options, more = _read_service(key, SERVICES[key], raw.get(key, {}))
    problems += more
    if table is None or options is None:
        return None, problems
    return Choice(service=key, options=options, load=table.load), problems


def _is_local(address: str) -> bool:
    """Whether an address is on the reader's own computer, which browsers trust without a certificate."""
    return urlsplit(address).hostname in ("localhost", "127.0.0.1", "::1")


def _known(name: str, _at: Key) -> str:
    """Help for an unknown key in `[comments]`, which may be a misspelled service."""
    names = ("service", "load", *SERVICES)
    return did_you_mean(name, names) or f"the settings here are: {', '.join(names)}"


def _off(name: str) -> Problem:
    return about(
        name,
        severity="warning",
        code="config-comments-off",
        message=f"comments are off, although there are settings for {name}",
        advice=f'below [comments], write service = "{name}"; or service = "{NONE}" to keep comments off',
    )


def _read_service(key: str, service: Service[OptionsT], raw: object) -> tuple[OptionsT | None, list[Problem]]:
    at = ("comments", key)
    if not isinstance(raw, Mapping):
        return None, [not_a_table(at, raw)]
    options, problems = read_table(
        service.options, raw, at, lambda name, _at: service.elsewhere.get(name, "")
    )
    problems += service.check(options) if options else []
    return (None if any(p.severity == "error" for p in problems) else options), problems


def comments_schema() -> Schema:
    """The JSON Schema of `[comments]`: only the table of the chosen service has to be right."""
    schema, rule = table_schema(Comments), Schema()
    tables = {key: table_schema(of.options, f"the settings of {key}") for key, of in SERVICES.items()}
    for key, table in reversed(tables.items()):
        chosen = {"properties": {"service": {"const": key}}, "required": ["service"]}
        right = {"required": [key], "properties": {key: table}}
        rule = {"if": chosen, "then": right} | ({"else": rule} if rule else {})
    schema["properties"] |= {key: {"title": key, **without_rules(table)} for key, table in tables.items()}
    return schema | rule
