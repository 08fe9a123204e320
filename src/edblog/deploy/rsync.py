"""Publishes to a server with rsync over SSH."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from edblog.deploy import programs
from edblog.deploy.ssh import KEY, KNOWN_HOSTS, ssh_command
from edblog.deploy.target import (
    DeployError,
    Method,
    Place,
    Progress,
    Remote,
    Secret,
    Target,
    secret_mistake,
    split_secret,
)
from edblog.options import Mistake

_ADDRESS = re.compile(r"(?:rsync:)?(?:[^@/\s:-][^@/\s:]*@)?[^@/\s:-][^@/\s:]+:[^:]+")
_URL = re.compile(r"ssh://(?:[^@/\s:-][^@/\s:]*@)?[^@/\s:-][^@/\s:]*(?::\d{1,5})?/[^?#]+")
_PASSWORD = re.compile(r"(?:rsync:)?[^@/\s:]+:[^@/\s]*@[^@/\s:]+:.*")
# Kind and permissions, size, date, time, path.
_LINE = re.compile(r"([-dlpscb])\S{9,}\s+([\d,.]+) (\d{4}/\d\d/\d\d \d\d:\d\d:\d\d) (.*)")
_ESCAPED = re.compile(r"\\#(\d{3})")
_NO_SUCH_FILE = 23
"""Exit code of rsync if some files are not there, or could not be transferred."""


class Rsync(Target):
    """A folder on a server as a target. rsync moves each file to its place only when it is complete."""

    def __init__(self, place: Place) -> None:
        self.name = place.address
        self._place = place
        self._root = place.address.removeprefix("rsync:").rstrip("/") + "/"
        self._ssh = ssh_command(place)
        if place.address.startswith("ssh://"):
            parts = urlsplit(place.address)
            login = f"{unquote(parts.username)}@" if parts.username else ""
            self._root = f"{login}{parts.hostname}:{unquote(parts.path).rstrip('/')}/"
            self._ssh += f" -p {parts.port}" if parts.port else ""

    def listing(self) -> dict[str, Remote]:
        """All files at the target by path, read with one command."""
        done = self._rsync(["--recursive", "--list-only", "--no-h", "-8", self._root])
        if done.code == _NO_SUCH_FILE and "No such file" in done.said:
            return {}
        self._refuse(done)
        return dict(_listed(done.output.splitlines()))

    def fetch(self, paths: Collection[str], folder: Path) -> None:
        """Downloads files to a local folder; missing files are skipped."""
        for path in paths:
            (folder / path).unlink(missing_ok=True)
        done = self._rsync([*self._files(paths), "--ignore-times", self._root, f"{folder}/"])
        if not (done.code == _NO_SUCH_FILE and "No such file" in done.said):
            self._refuse(done)

    def put(self, folder: Path, paths: Sequence[str], progress: Progress) -> None:
        """Uploads files."""
        arrived = 0

        def count(_line: str) -> None:
            nonlocal arrived
            arrived += 1
            progress(arrived)

        options = "--mkpath --times --omit-dir-times --ignore-times --whole-file --chmod=D755,F644 --out-format=%n".split()
        command = [*options, *self._files(paths), f"{folder}/", self._root]
        self._refuse(self._rsync(command, count))

    def delete(self, paths: Sequence[str]) -> None:
        """Deletes files, and folders that become empty."""
        folders = {path[:at] for path in paths for at, sign in enumerate(path) if sign == "/"}
        self._refuse(self._delete([], paths))
        for depth in sorted({folder.count("/") for folder in folders}, reverse=True):
            # They may hold other files.
            self._delete(["--dirs"], [folder for folder in folders if folder.count("/") == depth])

    def _delete(self, options: Sequence[str], paths: Sequence[str]) -> programs.Done:
        """Deletes the files at the target that a local folder lacks, in folders that it has."""
        empty = self._place.work / "empty"
        if empty.exists():
            shutil.rmtree(empty)
        empty.mkdir()
        for parent in {path.rpartition("/")[0] for path in paths}:
            (empty / parent).mkdir(parents=True, exist_ok=True)
        return self._rsync(
            [
                "--delete-missing-args",
                "--omit-dir-times",
                *options,
                *self._files(paths),
                f"{empty}/",
                self._root,
            ]
        )

    def _files(self, paths: Iterable[str]) -> list[str]:
        file = self._place.work / "paths"
        file.write_bytes("".join(f"{path}\0" for path in paths).encode("utf-8", "surrogateescape"))
        return ["--from0", f"--files-from={file}"]

    def _rsync(self, options: Sequence[str], on_line: Callable[[str], None] | None = None) -> programs.Done:
        name = programs.program(
            "rsync", "install it with your package manager: apt install rsync, or brew install rsync"
        )
        command = [name, "--rsh", self._ssh, "--protect-args", *options]
        return programs.run(
            command, self._place, environment={"TZ": "UTC", "LC_ALL": "C.UTF-8"}, on_line=on_line
        )

    def _refuse(self, done: programs.Done) -> None:
        if done.code:
            raise DeployError(
                "publish-failed",
                f"{self.name} cannot be read or written: {done.said or f'rsync ended with {done.code}'}",
                "check the address and the key, and run the command again",
            )


def _listed(lines: Iterable[str]) -> Iterator[tuple[str, Remote]]:
    for line in lines:
        found = _LINE.fullmatch(line)
        if found is None or found[1] == "d":
            continue
        path = _ESCAPED.sub(lambda code: chr(int(code[1], 8)), found[4])
        if found[1] == "l":
            path = path.partition(" -> ")[0]
        at = datetime.strptime(found[3], "%Y/%m/%d %H:%M:%S").replace(tzinfo=UTC)
        size = int(re.sub(r"\D", "", found[2])) if found[1] == "-" else -1
        yield path, Remote(size, int(at.timestamp()))


def _mistakes(address: str) -> Iterator[Mistake]:
    is_url = address.startswith("ssh://")
    if secrets := [*split_secret(address, KEY)]:
        yield from secrets
    elif _PASSWORD.fullmatch(address):
        yield secret_mistake(KEY)
    elif address.startswith("rsync://"):
        yield Mistake(
            "an rsync:// server gets everything without encryption",
            'write: to = "user@host:/srv/www/stories"',
        )
    elif not (_URL if is_url else _ADDRESS).fullmatch(address):
        example = "ssh://user@host:2222/srv/www/stories" if is_url else "user@host:/srv/www/stories"
        yield Mistake(f'"{address}" is not the address of a folder', f'write: to = "{example}"')


def _matches(address: str) -> bool:
    if address.startswith(("rsync:", "ssh://")):
        return True
    # The drive letter of Windows is no host.
    return (
        "://" not in address
        and not address.startswith((".", "/", "git:"))
        and (_ADDRESS.fullmatch(address) or _PASSWORD.fullmatch(address)) is not None
    )


METHOD = Method(
    name="rsync",
    what="a folder on a server where you can log in with SSH, and where rsync is installed; with a port: `ssh://web@district.example:2222/srv/www/stories`",
    example="web@district.example:/srv/www/stories",
    matches=_matches,
    mistakes=_mistakes,
    open=Rsync,
    secrets=(
        Secret(KEY, "the text of the private key; without it, ssh does as it does in your terminal"),
        Secret(KNOWN_HOSTS, "lines of `known_hosts` for the server"),
    ),
)
