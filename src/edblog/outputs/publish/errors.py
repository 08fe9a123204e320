"""What can keep a publication from happening; each leaves the public folder as it was."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from edblog.problems import EdblogError, Problem
from edblog.settings import CONFIG_NAME


class PublishError(EdblogError):
    """A publication that did not happen."""


class BusyError(PublishError):
    """Another build of the same site, running now or finished since this one looked."""

    def __init__(self, output: Path, message: str = "another edblog build is running") -> None:
        help_ = "wait until it has finished, then build again"
        super().__init__([Problem(in_site(output), "error", "build-running", message, help_)])


class ConflictError(PublishError):
    """Files in the output folder that edblog did not write, where it has to write its own."""

    paths: tuple[str, ...]
    """The files in the way, relative to the output folder, sorted."""

    def __init__(self, output: Path, paths: Sequence[str]) -> None:
        message = "this file is in the way of a page or asset of the site, and edblog did not write it"
        help_ = "move it elsewhere or delete it, then build again"
        super().__init__(
            [Problem(in_site(output / path), "error", "output-conflict", message, help_) for path in paths]
        )
        self.paths = tuple(paths)


class IncompleteError(PublishError):
    """A commit before all stale outputs were written: a mistake of the caller."""

    paths: tuple[str, ...]
    """The outputs that nobody wrote, in the order of the target."""

    def __init__(self, output: Path, paths: Sequence[str]) -> None:
        message = "this output was to be written and was not"
        super().__init__(
            [Problem(in_site(output / path), "error", "output-missing", message) for path in paths]
        )
        self.paths = tuple(paths)


def in_site(path: Path) -> str:
    """The path relative to the folder of the site that it is in; as it is where it is in none."""
    # A publication is given its folders and not the site's; the site is where the settings are.
    site = next((folder for folder in path.parents if (folder / CONFIG_NAME).is_file()), None)
    return (path.relative_to(site) if site else path).as_posix()
