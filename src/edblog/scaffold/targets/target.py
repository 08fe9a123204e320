"""`Target`: what a new site needs to know of the place where its pages go."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

ANY = ""


class Secret(msgspec.Struct, frozen=True):
    """A secret that the workflow takes from the settings of the repository."""

    name: str
    """Of the environment variable."""
    meaning: str


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """A place to publish to."""

    name: str
    """As people know it: `Netlify`."""
    hosts: tuple[str, ...]
    """The hosts whose repositories can publish to it: keys of `REPOSITORIES`."""
    needs: str = ""
    """What it needs, for the message where the host has no such thing."""
    overlays: tuple[str, ...] = ()
    """Folders of `overlays/` with its files, in which `{host}` is the name of the host; some hosts have none."""
    to: str = ""
    """An example of `to` in `[publish]`; empty where `edblog publish` is not needed."""
    extra: str = ""
    """The extra of edblog that is needed, such as `publish`."""
    programs: str = ""
    """Debian packages that are needed, with spaces between."""
    secrets: tuple[Secret, ...] = ()
    steps: Mapping[str, str]
    """What to do once, in Markdown, for the README of a new site, by host; `ANY` is for all others."""
