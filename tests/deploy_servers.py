"""Real servers on this computer to which tests publish."""

from __future__ import annotations

import getpass
import os
import re
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

_READY = re.compile(r"(?:127\.0\.0\.1|\[::1\]):(\d+)")
USER, PASSWORD = "web", "s3cret:/@ü"


class Server(NamedTuple):
    """A server, and what a site needs to publish to it."""

    to: str
    settings: str
    """Further lines below `[publish]`."""
    environment: dict[str, str]
    folder: Path
    """Where the files are."""


@contextmanager
def served(rclone: str, kind: str, root: Path, *options: str) -> Iterator[int]:
    """`rclone serve` of a folder; the port at which it answers."""
    with tempfile.TemporaryDirectory() as cache:
        command = [
            rclone,
            "serve",
            kind,
            str(root),
            "--addr",
            "127.0.0.1:0",
            "--config",
            "",
            "--cache-dir",
            cache,
            # Tests look into the folder, and change it, behind its back.
            "--dir-cache-time",
            "1ms",
            *options,
        ]
        environment = {**os.environ, "RCLONE_CONFIG": ""}
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
            try:
                for line in process.stderr:
                    if found := _READY.search(line):
                        break
                else:
                    raise AssertionError("the server has ended")
                drained = subprocess.Popen(["cat"], stdin=process.stderr, stdout=subprocess.DEVNULL)
                yield int(found[1])
            finally:
                process.kill()
        drained.wait()


@contextmanager
def s3(rclone: str, root: Path) -> Iterator[Server]:
    (root / "bucket").mkdir(parents=True)
    with served(
        rclone, "s3", root, "--auth-key", "sample-key-id,key/with+signs", "--vfs-cache-mode", "off"
    ) as port:
        yield Server(
            "s3://bucket/stories",
            f'endpoint = "http://127.0.0.1:{port}"\nregion = "us-east-1"\n',
            {"AWS_ACCESS_KEY_ID": "sample-key-id", "AWS_SECRET_ACCESS_KEY": "key/with+signs"},
            root / "bucket" / "stories",
        )


@contextmanager
def sftp(rclone: str, root: Path) -> Iterator[Server]:
    root.mkdir(parents=True)
    key = root.parent / f"{root.name}-key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    with served(rclone, "sftp", root, "--user", USER, "--pass", PASSWORD, "--key", str(key)) as port:
        public = key.with_name(f"{key.name}.pub").read_text().strip()
        environment = {
            "EDBLOG_SSH_PASSWORD": PASSWORD,
            "EDBLOG_SSH_KNOWN_HOSTS": f"[127.0.0.1]:{port} {public}",
        }
        yield Server(f"sftp://{USER}@127.0.0.1:{port}/www/stories", "", environment, root / "www" / "stories")


@contextmanager
def webdav(rclone: str, root: Path) -> Iterator[Server]:
    root.mkdir(parents=True)
    with served(rclone, "webdav", root, "--user", USER, "--pass", PASSWORD) as port:
        yield Server(
            f"dav://{USER}@127.0.0.1:{port}/stories", "", {"EDBLOG_DAV_PASSWORD": PASSWORD}, root / "stories"
        )


@contextmanager
def folder(_rclone: str, root: Path) -> Iterator[Server]:
    root.mkdir(parents=True)
    yield Server(str(root / "www"), "", {}, root / "www")


@contextmanager
def rsync(_rclone: str, root: Path) -> Iterator[Server]:
    """OpenSSH's own server, for the user who runs the tests."""
    root.mkdir(parents=True)
    home = root.parent / f"{root.name}-ssh"
    home.mkdir(mode=0o700)
    for name in ("host", "user"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", home / name], check=True)
    (home / "authorized_keys").write_text((home / "user.pub").read_text())
    port = free_port()
    (home / "config").write_text(
        f"ListenAddress 127.0.0.1:{port}\nHostKey {home}/host\nPidFile none\nAuthorizedKeysFile {home}/authorized_keys\n"
        "PasswordAuthentication no\nUsePAM no\nUseDNS no\nStrictModes no\nSubsystem sftp internal-sftp\nLogLevel INFO\n"
    )
    Path("/run/sshd").mkdir(exist_ok=True)
    sshd = shutil.which("sshd", path=f"{os.environ['PATH']}:/usr/sbin")
    with subprocess.Popen(
        [sshd, "-D", "-e", "-f", home / "config"], stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            for line in process.stderr:
                if "listening on" in line:
                    break
            drained = subprocess.Popen(["cat"], stdin=process.stderr, stdout=subprocess.DEVNULL)
            public = (home / "host.pub").read_text().strip()
            environment = {
                "EDBLOG_SSH_KEY": (home / "user").read_text(),
                "EDBLOG_SSH_KNOWN_HOSTS": f"[127.0.0.1]:{port} {public}",
            }
            to = f"ssh://{getpass.getuser()}@127.0.0.1:{port}{root}/www/my%20stories"
            yield Server(to, "", environment, root / "www" / "my stories")
        finally:
            process.kill()
    drained.wait()


@contextmanager
def git(_rclone: str, root: Path) -> Iterator[Server]:
    """A repository, and a working copy of its branch that follows it."""
    root.mkdir(parents=True)
    subprocess.run(["git", "init", "-q", "--bare", root / "stories.git"], check=True)
    yield Server(f"git:{root / 'stories.git'}#pages", "", {}, root / "checkout")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


SERVERS = {"folder": folder, "S3": s3, "SFTP": sftp, "rsync": rsync, "WebDAV": webdav, "git": git}
