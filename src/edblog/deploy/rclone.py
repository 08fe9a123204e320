"""Publishes with rclone, a program for many storage services, which the extra `edblog[publish]` installs."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from edblog.deploy import programs
from edblog.deploy.target import PARTIAL, DeployError, Place, Progress, Remote, Target

INSTALL = "install it with edblog: pip install 'edblog[publish]'"
_NOT_THERE = 3
"""Exit code of rclone if a folder does not exist."""
_COPY = (
    "copy --no-traverse --no-check-dest --ignore-times --no-update-dir-modtime --transfers 8 --checkers 8 --retries 3 --retries-sleep 1s "
    "--use-json-log --stats 500ms --stats-log-level NOTICE --log-level NOTICE"
).split()


class Rclone(Target):
    """A target that rclone reaches. `options` are those of its backend; secrets among them reach it through the environment alone."""

    listing_options: Sequence[str] = ()
    """Further options of `rclone lsjson`."""
    has_folders = True
    """Whether empty folders stay behind when files are deleted."""
    keeps_times = False
    """Whether a file has the modification time that it was uploaded with."""

    def __init__(self, place: Place, name: str, path: str, options: Mapping[str, str]) -> None:
        self.name = name
        self._place, self._root = place, f"T:{path}"
        own = {
            key: value
            for key, value in place.environment.items()
            if not key.startswith("RCLONE_") or key == "RCLONE_BWLIMIT"
        }
        given = {f"RCLONE_CONFIG_T_{key.upper()}": value for key, value in options.items()}
        # The district's own configuration of rclone stays out of it.
        self._environment = {**own, **given, "RCLONE_CONFIG": "", "RCLONE_ASK_PASSWORD": "false"}

    def listing(self) -> dict[str, Remote]:
        """All files, asked for in one go."""
        command = [
            "lsjson",
            self._root,
            "--recursive",
            "--files-only",
            "--no-mimetype",
            *self.listing_options,
        ]
        done = self._rclone(command, allowed=(0, _NOT_THERE))
        found = json.loads(done.output or "[]") if done.code == 0 else []
        return {item["Path"]: self._remote(item) for item in found}

    def _remote(self, item: Mapping[str, object]) -> Remote:
        size, hashes, mtime = item["Size"], item.get("Hashes"), 0
        if self.keeps_times:
            mtime = _seconds(str(item["ModTime"]))
        md5 = hashes.get("md5", "") if isinstance(hashes, dict) else ""
        return Remote(size if isinstance(size, int) else -1, mtime, md5)

    def fetch(self, paths: Collection[str], folder: Path) -> None:
        """Downloads files; those that are not there are left out."""
        for path in paths:
            (folder / path).unlink(missing_ok=True)
        self._copy(self._root, str(folder), paths, lambda _done: None)

    def put(self, folder: Path, paths: Sequence[str], progress: Progress) -> None:
        """Uploads files, several at once."""
        self._copy(str(folder), self._root, paths, progress)

    def delete(self, paths: Sequence[str]) -> None:
        """Deletes files, and the folders that held nothing else."""
        if not paths:
            return
        self._rclone(["delete", self._root, "--files-from-raw", str(programs.listed(self._place, paths))])
        folders = (
            {path[:at] for path in paths for at, sign in enumerate(path) if sign == "/"}
            if self.has_folders
            else ()
        )
        for folder in sorted(folders, key=lambda path: path.count("/"), reverse=True):
            # It may hold other files.
            with suppress(DeployError):
                self._rclone(["rmdir", f"{self._root.rstrip('/')}/{folder}", "--retries", "1"])

    def _copy(
        self, source: str, target: str, paths: Iterable[str], progress: Progress, *options: str
    ) -> None:
        errors: list[str] = []

        def read(line: str) -> str | None:
            said = programs.json_line(line)
            stats = said.get("stats")
            if isinstance(stats, dict):
                progress(int(stats.get("transfers", 0)))
            elif said.get("level") in ("error", "critical"):
                object_ = f"{said['object']}: " if "object" in said else ""
                errors.append(f"{object_}{said.get('msg', '')}".strip())
            return None

        file = programs.listed(self._place, paths)
        command = [
            *_COPY,
            "--partial-suffix",
            PARTIAL,
            "--files-from-raw",
            str(file),
            *options,
            "--",
            source,
            target,
        ]
        done = programs.run(
            [self._program, *command], self._place, environment=self._environment, on_error=read
        )
        if done.code:
            raise self._failed("; ".join(errors[:2]) or f"rclone ended with {done.code}")

    def _rclone(self, command: Sequence[str], allowed: Collection[int] = (0,)) -> programs.Done:
        done = programs.run(
            [self._program, *command, "--log-level", "ERROR"], self._place, environment=self._environment
        )
        if done.code not in allowed:
            raise self._failed(done.said or f"rclone ended with {done.code}")
        return done

    @cached_property
    def _program(self) -> str:
        return programs.program("rclone", INSTALL)

    def _failed(self, said: str) -> DeployError:
        return DeployError(
            "publish-failed",
            f"{self.name} cannot be read or written: {said}",
            "check the address and the secrets, and run the command again",
        )


def obscured(place: Place, secret: str) -> str:
    """A password in the form in which rclone takes it; it passes through the input of a program, never through its arguments."""
    name = programs.program("rclone", INSTALL)
    done = programs.run([name, "obscure", "-"], place, environment={"RCLONE_CONFIG": ""}, data=secret)
    return done.output.strip()


def _seconds(moment: str) -> int:
    from datetime import datetime

    # Nanoseconds are more digits than Python reads.
    date, _, zone = moment.partition(".")
    rest = zone.lstrip("0123456789") if zone else ""
    return int(datetime.fromisoformat(date + rest).timestamp())
