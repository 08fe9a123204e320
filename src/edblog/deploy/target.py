"""Defines targets, the places that a site can be published to, and methods of publishing."""

from __future__ import annotations

import hashlib
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from edblog.options import Mistake
from edblog.problems import EdblogError, Problem
from edblog.start.stat_scan import CONFIG_NAME

Progress = Callable[[int], None]
"""Called with the number of uploaded files of a batch."""
STATUS = "status.json"
"""Path of the file with the time of publishing."""
# Linear. A password may contain a slash; a port and a folder are no password.
_LOGIN = re.compile(r"[^:/@]*:(?!\d{1,5}/)[^@]*@")
PARTIAL = ".edblog-part"
"""Ending of the name of a file while it is being uploaded."""


class Remote(msgspec.Struct, frozen=True):
    """A file in the listing of a target."""

    size: int
    """Size in bytes; -1 for anything but a regular file."""
    mtime: int = 0
    """Modification time in seconds since 1970; 0 if the target keeps none."""
    digest: str = ""
    """What `Target.digest` computes of its bytes; empty if the listing does not say."""


class Secret(msgspec.Struct, frozen=True):
    """An environment variable with a secret of a target."""

    name: str
    meaning: str
    """Its description for the guide, in Markdown."""


class Place(msgspec.Struct, frozen=True):
    """The inputs of a target."""

    address: str
    """The setting `publish.to` of edblog.toml."""
    site: Path
    """The site's folder, as an absolute path."""
    output: Path
    """The output folder, as an absolute path."""
    work: Path
    """The folder for files of this deployment; only this user can read it."""
    environment: Mapping[str, str]
    endpoint: str = ""
    region: str = ""
    lock: int = -1
    """File descriptor of the lock. Programs that are started inherit it, so that the next deployment waits for their end, too."""


class Target(ABC):
    """A place to which a site is published.

    Its methods raise `DeployError` if the target cannot be reached, or refuses something.
    """

    name: str
    """Its address in messages, without secrets."""
    deletes_late = True
    """Whether old files are deleted some seconds after the upload, for readers with an old page open."""

    own: frozenset[str] = frozenset()
    """Paths of further files that publishing adds by itself."""

    @abstractmethod
    def listing(self) -> dict[str, Remote]:
        """All files at the target by path, with `/`; empty if there is nothing yet."""

    @abstractmethod
    def fetch(self, paths: Collection[str], folder: Path) -> None:
        """Copies some files of the target into a local folder."""

    @abstractmethod
    def put(self, folder: Path, paths: Sequence[str], progress: Progress) -> None:
        """Uploads files of a local folder. If the target can do that, each file appears only when it is complete."""

    @abstractmethod
    def delete(self, paths: Sequence[str]) -> None:
        """Deletes files, and folders that become empty."""

    def digest(self, file: Path) -> str:
        """The digest of a local file, as the listing has it: MD5, in hexadecimal digits."""
        return hashlib.md5(file.read_bytes(), usedforsecurity=False).hexdigest()

    def headers(self, folder: Path) -> Callable[[str], str]:  # noqa: ARG002
        """A function that gives what the target keeps beside the bytes of a file, by its path; a file is uploaded again if that changes."""
        return lambda _path: ""

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
    """A method of publishing, an entry of the registry."""

    name: str
    what: str
    """The kind of place, for the table in the guide."""
    example: str
    """An example value of `publish.to`."""
    matches: Callable[[str], bool]
    """Whether this method is used for an address."""
    mistakes: Callable[[str], Iterable[Mistake]]
    """Mistakes in such an address."""
    open: Callable[[Place], Target]
    secrets: tuple[Secret, ...] = ()
    """The environment variables with its secrets."""


class DeployError(EdblogError):
    """A failure that stops publishing. The target did not change, or the next run finishes the work."""

    def __init__(self, code: str, message: str, help_: str = "", exit_code: int = 1) -> None:
        problem = Problem(CONFIG_NAME, "error", code, message, help_, key=("publish", "to"))
        super().__init__([problem], exit_code)


def split_secret(address: str, variable: str) -> Iterator[Mistake]:
    """The mistake of an address that contains a password, which must come from an environment variable instead."""
    rest = address.partition("://")[2]
    if _LOGIN.match(rest) or ":" in rest.partition("/")[0].rpartition("@")[0]:
        yield secret_mistake(variable)


def secret_mistake(variable: str) -> Mistake:
    """The mistake of a secret in the settings, where everybody who reads the repository sees it."""
    return Mistake(
        '"to" contains a password or a key, and everybody who can read this file can read it',
        f"remove it here, change it at the host, and put the new one into the environment variable {variable}",
        "publish-secret",
    )
