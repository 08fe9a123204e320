"""Makes the list of the services of others that a site uses, from its settings, for a page about privacy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from edblog.catalog.pages import Pages
from edblog.kinds.pages.views import ServiceGroup, ServiceRow
from edblog.kinds.recordings.podcast import elsewhere
from edblog.services.calendars import SERVICES as CALENDARS
from edblog.services.comments.service import Thread
from edblog.services.embeds import HOSTS as PLAYERS
from edblog.services.hosts import HOSTS
from edblog.services.learned import PLAYED, SIGNED_IN, Learned
from edblog.services.sharing import SERVICES as SHARING

_Entry = tuple[str, tuple[Learned, ...]]
"""The name of a service, and what it learns."""


def shown(pages: Pages) -> dict[str, Any]:
    """The fields of a page that shows the services."""
    return {
        "services": tuple(_groups(pages)),
        "shows_services": True,
        "nothing_else": pages.words["services.nothing"],
    }


def _groups(pages: Pages) -> Iterator[ServiceGroup]:
    config, words = pages.config, pages.words
    if (choice := config.comments) is not None:
        url = config.base_url
        comments = choice.view(Thread(path="/", url=url, title="", lang="en", site_lang="en", assets=url))
        name = (
            comments.service if comments.host in comments.service else f"{comments.service} ({comments.host})"
        )
        yield _group(pages, "comments", [(name, choice.learns)], choice.load)
    yield _group(pages, "players", ((host.name, host.learns) for host in PLAYERS.values()))
    if pages.site.records["events"]:
        yield _group(pages, "calendars", ((each.long_name, each.learns) for each in CALENDARS.values()))
    if pages.site.records["recordings"] and (directories := elsewhere(config)):
        yield _group(pages, "podcast", ((link.title, PLAYED) for link in directories))
    shared = [SHARING[key] for key in config.share.services]
    if shared:
        named = [(words["services.email"] if each.is_word else each.name, each.learns) for each in shared]
        yield _group(pages, "sharing", named)
    if config.submit.repository and config.submit.host:
        host = HOSTS[config.submit.host]
        helper = urlsplit(config.editor.sign_in).hostname if config.editor.is_on else None
        signed_in = [(helper, SIGNED_IN)] if helper else []
        yield _group(pages, "sending", [(host.name, host.learns), *signed_in])


def _group(pages: Pages, name: str, entries: Iterable[_Entry], when: str = "click") -> ServiceGroup:
    """A group with a row for all services that learn the same."""
    words = pages.words
    rows: dict[tuple[Learned, ...], list[str]] = {}
    for title, learns in entries:
        rows.setdefault(learns, []).append(title.removeprefix("the "))
    return ServiceGroup(
        words[f"services.{name}"],
        words[f"services.{name}_{when}"],
        tuple(
            ServiceRow(", ".join(names), "; ".join(words[f"services.{each}"] for each in learns))
            for learns, names in rows.items()
        ),
    )
