"""`Repository`: what a new site needs to know of the host of its repository."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import msgspec


class Repository(msgspec.Struct, frozen=True, kw_only=True):
    """A host of git repositories. Its files are in the folder of its name in `overlays/`."""

    name: str
    """As people know it: `GitHub`."""
    shared: Mapping[str, str] = MappingProxyType({})
    """The paths of files that hosts have in common, by their names in `overlays/shared/`."""
    secrets: str
    """Where secrets are kept, as a sentence that ends before their list."""
    steps: tuple[str, ...] = ()
    """What to do there once, in Markdown, for the README of a new site."""
    last: tuple[str, ...] = ()
    """What to do there after the steps of the target."""
