"""Publishes to a server over SFTP, with a key or a password."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from edblog.deploy.rclone import Rclone, obscured
from edblog.deploy.ssh import KEY, KNOWN_HOSTS, known_hosts
from edblog.deploy.target import Method, Place, Secret, split_secret
from edblog.options import Mistake

_ADDRESS = re.compile(r"sftp://(?:[^@/\s]+@)?[^@/\s:]+(?::\d{1,5})?/[^?]*")
PASSWORD = "EDBLOG_SSH_PASSWORD"  # noqa: S105


class Sftp(Rclone):
    """A folder on a server as a target, reached over SFTP."""

    keeps_times = True

    def __init__(self, place: Place) -> None:
        parts = urlsplit(place.address)
        env = place.environment
        options = {
            "type": "sftp",
            "host": parts.hostname or "",
            "shell_type": "none",
            "known_hosts_file": str(known_hosts(place)),
        }
        options["user"] = unquote(parts.username or "") or env.get("USER", "")
        if parts.port:
            options["port"] = str(parts.port)
        if env.get(KEY):
            options["key_pem"] = env[KEY].strip().replace("\n", "\\n")
        elif env.get(PASSWORD):
            options["pass"] = obscured(place, env[PASSWORD])
        elif not env.get("SSH_AUTH_SOCK"):
            keys = (Path.home() / ".ssh" / name for name in ("id_ed25519", "id_ecdsa", "id_rsa"))
            if key := next((key for key in keys if key.is_file()), None):
                options["key_file"] = str(key)
        path = unquote(parts.path)
        # A folder in the home folder of the user.
        path = path.removeprefix("/~/") if path.startswith("/~/") else path
        super().__init__(place, place.address, path, options)


def _mistakes(address: str) -> Iterator[Mistake]:
    if secrets := [*split_secret(address, PASSWORD)]:
        yield from secrets
    elif not _ADDRESS.fullmatch(address):
        yield Mistake(
            f'"{address}" is not the address of a folder', 'write: to = "sftp://user@host/srv/www/stories"'
        )


METHOD = Method(
    name="SFTP",
    what="a folder on a server; `/~/www` is one in the home folder of the user",
    example="sftp://web@district.example/srv/www/stories",
    matches=lambda address: address.startswith("sftp://"),
    mistakes=_mistakes,
    open=Sftp,
    secrets=(
        Secret(PASSWORD, "the password"),
        Secret(
            KEY, "or the text of the private key; without both, ssh-agent and the keys in `~/.ssh` are used"
        ),
        Secret(
            KNOWN_HOSTS, "lines of `known_hosts` for the server; without it, `~/.ssh/known_hosts` is used"
        ),
    ),
)
