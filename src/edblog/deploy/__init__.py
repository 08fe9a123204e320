"""Publishes the built site: uploads it to the place where visitors find it, and keeps a record of the files there.

    target = open_target(place)
    outcome = Deployment(target, site, …).run()

To add a way to publish, write a module with a `METHOD`, and add its name to `_MODULES`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module

from edblog.deploy.target import STATUS, DeployError, Method, Place, Secret, Target
from edblog.options import Mistake

__all__ = [
    "STATUS",
    "DeployError",
    "Method",
    "Place",
    "Secret",
    "Target",
    "method_of",
    "methods",
    "open_target",
    "wrong_address",
]

_MODULES = ("s3", "sftp", "rsync", "webdav", "git", "folder")
"""The modules of the methods, in order: the first one whose `matches` accepts an address is used. A folder accepts any path."""


@cache
def methods() -> tuple[Method, ...]:
    """All methods of publishing."""
    return tuple(import_module(f"{__name__}.{name}").METHOD for name in _MODULES)


def method_of(address: str) -> Method:
    """The method of publishing to an address."""
    return next(method for method in methods() if method.matches(address))


def wrong_address(address: str) -> Iterator[Mistake]:
    """Mistakes in `publish.to`."""
    if address.strip():
        yield from method_of(address).mistakes(address)


def open_target(place: Place) -> Target:
    """The target at an address. Raises `DeployError` if something that it needs is missing, such as a secret."""
    return method_of(place.address).open(place)
