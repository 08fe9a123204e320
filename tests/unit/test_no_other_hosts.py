"""No command reaches another host, apart from those that are there for it."""

from __future__ import annotations

import json
import socket
import subprocess
from collections.abc import Iterator
from ipaddress import ip_address

import click
import pytest
from click.testing import CliRunner
from tests.badge_makers import badge as unsigned
from tests.badge_makers import sign
from tests.conftest import post

from edblog.cli.commands import main
from edblog.links.addresses import target_of
from edblog.links.connection import Network, NoAnswerError, ask

REACHES_OTHERS = {"publish", "links", "issuers add"}
"""Besides these, `status --online` reads the site's own address, and `build --cluster` one that is given."""


def leaves(group: click.Group, above: str = "") -> Iterator[str]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from leaves(command, f"{above}{name} ")
        else:
            yield f"{above}{name}"


@pytest.fixture
def attempts(monkeypatch):
    """Connections that were tried to other hosts, and names of hosts that were looked up; none of them happens."""
    tried = []
    connect, connect_ex, look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def is_here(address):
        if not isinstance(address, tuple):
            return True
        try:
            return ip_address(address[0]).is_loopback
        except ValueError:
            return address[0] == "localhost"

    def guarded(inner):
        def guard(self, address):
            if is_here(address):
                return inner(self, address)
            tried.append(address)
            raise OSError(f"a connection to {address}")

        return guard

    def guarded_look_up(host, *args, **kwargs):
        if host is None or is_here((host,)):
            return look_up(host, *args, **kwargs)
        tried.append(host)
        raise socket.gaierror(f"looked up {host}")

    monkeypatch.setattr(socket.socket, "connect", guarded(connect))
    monkeypatch.setattr(socket.socket, "connect_ex", guarded(connect_ex))
    monkeypatch.setattr(socket, "getaddrinfo", guarded_look_up)
    return tried


def test_the_guard_sees_who_tries(attempts):
    for url in ("http://93.184.215.14/", "http://other.example/"):
        with pytest.raises(NoAnswerError):
            ask("HEAD", target_of(url), "edblog", Network())

    assert attempts == ["93.184.215.14", "other.example"]


def test_the_command_for_links_is_seen_too(attempts, make_site):
    site = make_site({"content/posts/jar.md": post(body="[A page](https://other.example/).")})

    CliRunner().invoke(main, ["links", "--site", str(site.folder)], catch_exceptions=False)

    assert attempts == ["other.example"]


def test_the_command_for_issuers_is_seen_too(attempts, tmp_path):
    CliRunner().invoke(main, ["issuers", "add", "did:web:other.example", "--site", str(tmp_path)])

    assert attempts == ["other.example"]


def git(folder, *args):
    name = ["-c", "user.name=Rosa", "-c", "user.email=rosa@district.example"]
    subprocess.run(["git", *name, *args], cwd=folder, check=True, capture_output=True)


def test_every_other_command_leaves_other_hosts_alone(attempts, make_site, tmp_path, monkeypatch):
    body = "[A page](https://other.example/) and\n\nhttps://www.youtube.com/watch?v=dQw4w9WgXcQ\n"
    site = make_site({"content/posts/jar.md": post(body=body)})
    git(site.folder, "init", "-q", "-b", "main")
    git(site.folder, "add", "edblog.toml", "content")
    git(site.folder, "commit", "-q", "-m", "A site")
    report = tmp_path / "report.json"
    badge = tmp_path / "badge.json"
    badge.write_text(json.dumps(sign(unsigned())))
    key = tmp_path / "key.pem"

    def close(_url):
        raise KeyboardInterrupt

    monkeypatch.setattr(click, "launch", close)
    here = ["--site", str(site.folder)]
    new = [
        [*name.split(), "A thing", *here]
        for name in leaves(main)
        if name.startswith("new ") and name != "new post"
    ]
    runs = [
        ["init", str(tmp_path / "new"), "--host", "github", "--publish", "pages"],
        ["new", "post", "A story", "--author", "rosa", *here],
        *new,
        ["schema"],
        ["check", *here],
        ["check", *here, "--format", "json", "--base", "main"],
        ["build", *here],
        ["build", *here, "--clean"],
        ["serve", *here, "--port", "0", "--open"],
        ["headers", *here, "--server", "nginx"],
        ["theme", "path", *here],
        ["theme", "check", *here],
        ["theme", "preview", *here, "--open"],
        ["translations", *here],
        ["book", "year", "2026", *here, "--out", str(tmp_path / "book.epub")],
        ["config", *here],
        ["review", "main", *here],
        ["status", *here],
        ["verify", str(badge), *here],
        ["award", "key", str(key), *here],
        [
            "award",
            "give",
            str(badge),
            "--to",
            "r@s.example",
            "--key",
            str(key),
            "--out",
            str(tmp_path / "b"),
            *here,
        ],
        ["award", "revoke", str(badge), "--key", str(key), *here],
        ["issuers", "list", *here],
        ["comment", str(report)],
        [
            "pictures",
            str(report),
            "--preview",
            str(site.folder / "site"),
            "--output",
            str(tmp_path / "pictures"),
        ],
    ]
    commands = {
        " ".join(run[:2]) if isinstance(main.commands[run[0]], click.Group) else run[0] for run in runs
    }
    assert sorted({*leaves(main)} - commands - REACHES_OTHERS) == []
    for run in runs:
        result = CliRunner().invoke(main, run)
        if run[-1] == "main":
            report.write_text(json.dumps(json.loads(result.output)))
        assert not isinstance(result.exception, (TypeError, AttributeError)), (run, result.exception)
        assert attempts == [], run
