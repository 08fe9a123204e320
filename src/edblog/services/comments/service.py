"""Types for all comment services: the thread of a story, and the embed for it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from typing import Generic, TypeVar

import msgspec

from edblog.problems import Problem, Severity
from edblog.services.comments.options import Options
from edblog.services.learned import Learned


class Thread(msgspec.Struct, frozen=True, kw_only=True):
    """The comments on one story."""

    path: str
    """Path of the story's URL, percent-encoded, such as `/stories/posts/jar/`."""
    url: str
    """The absolute URL of the story's page."""
    title: str
    """The story's title as plain text."""
    lang: str
    """BCP 47 tag of the story."""
    site_lang: str
    """BCP 47 tag of the site."""
    assets: str
    """URL under which the build publishes `Service.files`, ends with `/`."""


class Embed(msgspec.Struct, frozen=True, kw_only=True):
    """The HTML of a service for one page, with the policy that it needs."""

    markup: str
    """Trusted HTML for a `template` element; its scripts run when it is cloned into the page."""
    discussion: str
    """Absolute URL of the comments for readers without JavaScript; empty if the service has none."""
    host: str
    """Host name (and port) that is contacted when the markup becomes active."""
    account: str
    """The company at which a reader needs an account to comment, such as `GitHub`; may be empty."""
    policy: dict[str, tuple[str, ...]]
    """Additional Content Security Policy sources for the page, by directive."""
    head: str = ""
    """Trusted HTML for the page's head."""


ID_END = r'(?![^"])'
"""The end of an id, in the patterns of `Service.ids`: the end of the text, or the quote after it in HTML."""

OptionsT = TypeVar("OptionsT", bound=Options)


def _no_problems(_options: Options) -> list[Problem]:
    return []


@dataclass(frozen=True)
class Service(Generic[OptionsT]):
    """A comment service that edblog can put under stories."""

    name: str
    """Display name, such as `GitHub Discussions`."""
    options: type[OptionsT]
    embed: Callable[[OptionsT, Thread], Embed]
    """Makes the HTML for one page; pure."""
    ids: str
    """A pattern for the start of each id that its script looks up. No text may use one."""
    learns: tuple[Learned, ...]
    """What it learns about a reader who uses it, for the page about privacy."""
    check: Callable[[OptionsT], list[Problem]] = _no_problems
    """Finds options that do not fit together, and choices that a district may regret."""
    returning: str = ""
    """A JavaScript pattern for the query and fragment of the address after a reader signs in there or follows a link to
    a comment."""
    files: tuple[str, ...] = ()
    """Scripts and stylesheets in this package that the build must publish under `Thread.assets`."""
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    """Options of the service that edblog does not support, and what to do instead."""


def about(*key: str, code: str, message: str, advice: str, severity: Severity = "error") -> Problem:
    """A problem with the key `key` of the `[comments]` table."""
    return Problem(
        path="edblog.toml",
        severity=severity,
        code=code,
        message=message,
        help=advice,
        key=("comments", *key),
    )


_VOID = frozenset(["link", "meta"])


def element(name: str, attributes: Mapping[str, str | bool]) -> str:
    """An empty HTML element; `True` makes an attribute without a value, `False` none."""
    words = [name]
    for attribute, value in attributes.items():
        if value is True:
            words.append(attribute)
        elif value is not False:
            words.append(f'{attribute}="{escape(value)}"')
    return f"<{' '.join(words)}>" + ("" if name in _VOID else f"</{name}>")


def hash_source(text: str) -> str:
    """The policy source that allows one inline style, by its hash."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
