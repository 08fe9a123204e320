"""Targets: the places to which a site can be published, and what each of them can do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from edblog.options import Mistake
from edblog.problems import EdblogError, Problem
from edblog.start.stat_scan import CONFIG_NAME

Progress = Callable[[int], None]
"""Is told how many files of a batch are at the target."""
STATUS = "status.json"
"""Path of the file that says when the site was published."""
PARTIAL = ".edblog-part"
"""How the name of a file ends while it is being uploaded."""


class Remote(msgspec.Struct, frozen=True):
    """A file at a target, as the listing shows it."""

    size: int
    """In bytes; -1 for what is not a regular file."""
    mtime: int = 0
    """Modification time in seconds since 1970; 0 if the target keeps none."""
    md5: str = ""
    """Digest in hexadecimal; empty if the listing has none."""


class Secret(msgspec.Struct, frozen=True):
    """An environment variable that holds a secret of a target."""

    name: str
    meaning: str
    """For a cell of a table, in Markdown."""


class Place(msgspec.Struct, frozen=True):
    """What a target is made of."""

    address: str
    """`publish.to` of edblog.toml."""
    site: Path
    """Folder of the site, absolute."""
    output: Path
    """Folder that a build writes, absolute."""
    work: Path
    """Folder for files of this run; only this user can read it."""
    environment: Mapping[str, str]
    endpoint: str = ""
    region: str = ""
    lock: int = -1
    """Descriptor of the lock of this run, which programs inherit: the next run waits for one that has outlived its own."""


class Target(ABC):
    """A place to which a site is published.

    Its methods raise `DeployError` if the target cannot be reached, or refuses something.
    """

    name: str
    """Where it is, for people; without secrets."""
    deletes_late = True
    """Whether files that no page needs any more are deleted some seconds after the pages have changed."""

    @abstractmethod
    def listing(self) -> dict[str, Remote]:
        """All files at the target by path, with `/`; empty if there is nothing yet."""

    @abstractmethod
    def fetch(self, paths: Collection[str], folder: Path) -> None:
        """Copies some files of the target into a local folder."""

    @abstractmethod
    def put(self, folder: Path, paths: Sequence[str], progress: Progress) -> None:
        """Uploads files of a local folder; each appears at the target as a whole, as far as it can do that."""

    @abstractmethod
    def delete(self, paths: Sequence[str]) -> None:
        """Deletes files, and folders that are empty then."""

    def replace(
        self,
        folder: Path,  # noqa: ARG002
        add: Collection[str],  # noqa: ARG002
        remove: Collection[str],  # noqa: ARG002
        progress: Progress,  # noqa: ARG002
    ) -> bool:
        """Makes all changes in one step, so that every visitor sees either the old site or the new one.

        False, with nothing changed, if the target cannot do that.
        """
        return False


class Method(msgspec.Struct, frozen=True):
    """A way to publish: an entry of the registry."""

    name: str
    what: str
    """What is published to, for the table in the guide."""
    example: str
    """A sensible value of `publish.to`."""
    matches: Callable[[str], bool]
    """Whether an address means this method."""
    mistakes: Callable[[str], Iterable[Mistake]]
    """Mistakes in such an address."""
    open: Callable[[Place], Target]
    secrets: tuple[Secret, ...] = ()
    """The environment variables that it reads."""


class DeployError(EdblogError):
    """A failure that stops publishing; the target is as it was, or the next run finishes the work."""

    def __init__(self, code: str, message: str, help_: str = "", exit_code: int = 1) -> None:
        problem = Problem(CONFIG_NAME, "error", code, message, help_, key=("publish", "to"))
        super().__init__([problem], exit_code)
