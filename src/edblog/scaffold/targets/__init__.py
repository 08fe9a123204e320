"""The places that `edblog init` can prepare a site to be published to.

To add one, write a module with a `TARGET`, and add its name to `_MODULES`.
"""

from __future__ import annotations

from importlib import import_module

from edblog.scaffold.targets.target import ANY, Secret, Target

__all__ = ["ANY", "TARGETS", "Secret", "Target"]

_MODULES = (
    "pages",
    "netlify",
    "cloudflare",
    "s3",
    "sftp",
    "rsync",
    "folder",
    "none",
)
"""The modules of the targets, in the order in which messages list them."""

TARGETS: dict[str, Target] = {
    name: import_module(f"edblog.scaffold.targets.{name}").TARGET for name in _MODULES
}
"""Every target, by its name in `edblog init --publish`."""
