"""Defines `Repository`: the facts about a git host that a new site needs."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import msgspec


class Repository(msgspec.Struct, frozen=True, kw_only=True):
    """A host of git repositories. Its files are in the folder of its name in `overlays/`."""

    name: str
    """Its name for people: `GitHub`."""
    shared: Mapping[str, str] = MappingProxyType({})
    """The paths of files that several hosts use, by their names in `overlays/shared/`."""
    secrets: str
    """Where secrets are kept, as a sentence that ends before their list."""
    steps: tuple[str, ...] = ()
    """The steps to set it up once, in Markdown, for the README of a new site."""
    last: tuple[str, ...] = ()
    """The further steps after those of the target."""
