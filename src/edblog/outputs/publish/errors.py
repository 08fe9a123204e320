"""Errors that stop a publication; each leaves the public folder unchanged."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from edblog.problems import EdblogError, Problem
from edblog.settings import CONFIG_NAME


class PublishError(EdblogError):
    """Base of all errors that stop a publication."""


class BusyError(PublishError):
    """Another build of the same site is running, or has published since this one started."""

    def __init__(self, output: Path, message: str = "another edblog build is running") -> None:
        help_ = "wait until it has finished, then build again"
        super().__init__([Problem(in_site(output), "error", "build-running", message, help_)])


class ConflictError(PublishError):
    """Files in the output folder that edblog did not write are where it has to write its own."""

    paths: tuple[str, ...]
    """The files in the way, relative to the output folder, sorted."""

    def __init__(self, output: Path, paths: Sequence[str]) -> None:
        message = "edblog did not write this file, and it is in the way of a page or a file of the site"
        help_ = "move it elsewhere or delete it, then build again"
        super().__init__(
            [Problem(in_site(output / path), "error", "output-conflict", message, help_) for path in paths]
        )
        self.paths = tuple(paths)


class IncompleteError(PublishError):
    """A commit before all stale outputs were written: a mistake of the caller."""

    paths: tuple[str, ...]
    """The outputs that were not written, in the order of the target."""

    def __init__(self, output: Path, paths: Sequence[str]) -> None:
        message = "this file should have been written, but was not"
        super().__init__(
            [Problem(in_site(output / path), "error", "output-missing", message) for path in paths]
        )
        self.paths = tuple(paths)


def in_site(path: Path) -> str:
    """The path relative to the folder of its site; unchanged if it is in no site."""
    # A publication does not know the folder of its site, but the settings are there.
    site = next((folder for folder in path.parents if (folder / CONFIG_NAME).is_file()), None)
    return (path.relative_to(site) if site else path).as_posix()
