"""The hosts that `edblog init` can prepare a repository for.

To add one, write a module with a `REPOSITORY`, add its name to `_MODULES`, and put its files into `overlays/NAME/`.
"""

from __future__ import annotations

from importlib import import_module

from edblog.scaffold.repositories.repository import Repository

__all__ = ["REPOSITORIES", "Repository"]

_MODULES = (
    "github",
    "gitlab",
    "forgejo",
    "none",
)
"""The modules of the hosts, in the order in which messages list them."""

REPOSITORIES: dict[str, Repository] = {
    name: import_module(f"edblog.scaffold.repositories.{name}").REPOSITORY for name in _MODULES
}
"""Every host, by its name in `edblog init --host`."""
