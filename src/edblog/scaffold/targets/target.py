"""Defines `Target`: the facts about a place to publish to that a new site needs."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

ANY = ""


class Secret(msgspec.Struct, frozen=True):
    """A secret in the settings of the repository, which the workflow uses."""

    name: str
    """The name of the environment variable."""
    meaning: str


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """A place to publish to."""

    name: str
    """Its name for people: `Netlify`."""
    hosts: tuple[str, ...]
    """The hosts whose repositories can publish to it: keys of `REPOSITORIES`."""
    needs: str = ""
    """Its requirement, for the message about a host that cannot be used."""
    overlays: tuple[str, ...] = ()
    """Folders in `overlays/` with its files; `{host}` is the name of the host. Some hosts have none."""
    to: str = ""
    """An example of `to` in `[publish]`; empty if `edblog publish` is not needed."""
    extra: str = ""
    """The required extra of edblog, such as `publish`."""
    programs: str = ""
    """The required Debian packages, separated by spaces."""
    secrets: tuple[Secret, ...] = ()
    steps: Mapping[str, str]
    """The steps to set it up once, in Markdown, for the README of a new site, by host; `ANY` is for all others."""
