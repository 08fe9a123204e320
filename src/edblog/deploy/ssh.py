"""What targets with SSH share: the keys of servers, and the key of the user."""

from __future__ import annotations

import os
from pathlib import Path

from edblog.deploy.target import DeployError, Place

KEY = "EDBLOG_SSH_KEY"
KNOWN_HOSTS = "EDBLOG_SSH_KNOWN_HOSTS"


def known_hosts(place: Place) -> Path:
    """A file with the keys of known servers; raises `DeployError` if there is none, since any computer could pretend to be the server."""
    if lines := place.environment.get(KNOWN_HOSTS):
        return _written(place, "known_hosts", lines)
    file = Path(place.environment.get("HOME", "~")).expanduser() / ".ssh" / "known_hosts"
    if not file.is_file():
        raise DeployError(
            "publish-secret",
            "the key of the server is not known, so another computer could pretend to be it",
            f"log in once with ssh, or put what ssh-keyscan prints for the server into the environment variable {KNOWN_HOSTS}",
            2,
        )
    return file


def ssh_command(place: Place) -> str:
    """The command with which rsync and git log in."""
    command = ["ssh", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes"]
    if place.environment.get(KNOWN_HOSTS):
        command += ["-o", f"UserKnownHostsFile={known_hosts(place)}", "-o", "GlobalKnownHostsFile=/dev/null"]
    if key := place.environment.get(KEY):
        command += ["-o", "IdentitiesOnly=yes", "-i", str(_written(place, "key", key))]
    from shlex import join

    return join(command)


def _written(place: Place, name: str, text: str) -> Path:
    file = place.work / name
    file.unlink(missing_ok=True)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(handle, "w", encoding="utf-8", newline="\n") as stream:  # noqa: PTH123 - with these permissions from the start
        stream.write(text.strip().replace("\r\n", "\n") + "\n")
    return file
