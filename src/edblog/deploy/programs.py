"""Runs the programs that talk to targets: rclone, rsync, ssh and git."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from edblog.deploy.target import DeployError, Place

_LINES = 3
"""Lines of what a program says that a message repeats."""


class Done(NamedTuple):
    """The output of a program that has ended."""

    code: int
    output: str
    said: str
    """The end of its errors."""


def program(name: str, help_: str) -> str:
    """The path of a program, in the folders of PATH or next to Python's own program. Raises `DeployError` if it is not installed."""
    places = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)))
    found = shutil.which(name, path=places)
    if found is None:
        raise DeployError(
            "publish-program",
            f"the program {name} is not installed, which is needed to publish there",
            help_,
            2,
        )
    return found


def run(
    command: Sequence[str],
    place: Place,
    *,
    environment: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    on_line: Callable[[str], object] | None = None,
    on_error: Callable[[str], str | None] | None = None,
    data: str | None = None,
) -> Done:
    """Runs a program to its end. `on_line` is given each line of its output, instead of collecting them; `on_error` each line of its errors,
    and returns the part to keep.
    """
    descriptors = (place.lock,) if place.lock >= 0 and os.name != "nt" else ()
    said: list[str] = []
    # A file, since a pipe that nobody empties would stop the program.
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace", dir=place.work) as other:
        watched, silent = ("stderr", "stdout") if on_error else ("stdout", "stderr")
        process = subprocess.Popen(
            [*command],
            stdin=subprocess.PIPE if data is not None else subprocess.DEVNULL,
            env={**place.environment, **(environment or {})},
            cwd=cwd,
            pass_fds=descriptors,
            encoding="utf-8",
            errors="surrogateescape",
            **{watched: subprocess.PIPE, silent: other},  # type: ignore[call-overload]
        )
        try:
            if data is not None:
                process.stdin.write(data)
                process.stdin.close()
            kept = []
            stream = process.stderr if on_error else process.stdout
            with stream:
                for line in stream:
                    if on_error:
                        said += [part for part in (on_error(line),) if part]
                    elif on_line:
                        on_line(line)
                    else:
                        kept.append(line)
            process.wait()
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
        other.seek(0)
        rest = other.read()
    if not on_error:
        said = [line for line in rest.splitlines() if line.strip()]
        rest = "".join(kept)
    return Done(process.returncode, rest, "; ".join(said[-_LINES:]))


def listed(place: Place, paths: Iterable[str]) -> Path:
    """A new file with these paths, one per line."""
    file = place.work / "paths"
    file.unlink(missing_ok=True)
    file.write_bytes("".join(f"{path}\n" for path in paths).encode("utf-8", "surrogateescape"))
    return file


def json_line(line: str) -> dict[str, object]:
    """The JSON object in a line of a log; empty for any other line."""
    with suppress(ValueError):
        found = json.loads(line)
        if isinstance(found, dict):
            return found
    return {}
