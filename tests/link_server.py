"""A web server on this computer with every kind of answer, and a network in which names lead to it."""

from __future__ import annotations

import socket
import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from threading import Event, Thread
from typing import NamedTuple

from edblog.links.connection import Network, is_public

SECONDS = 0.4
"""How long a test waits for an answer that never comes."""


class Asked(NamedTuple):
    """A request that the server was sent."""

    method: str
    host: str
    path: str
    agent: str


class Server(socketserver.ThreadingTCPServer):
    """Answers by path: with a status such as `/404`, or as `answers` says."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.port = self.server_address[1]
        self.asked: list[Asked] = []
        self.answers: dict[str, bytes | list[bytes]] = {}
        """The answers to a path, to `METHOD path`, or to `METHOD host path`; of a list, each once, and the last one again."""
        self.ended = Event()

    def url(self, path: str, host: str = "one.example") -> str:
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """What it was asked for, without `robots.txt`."""
        return [f"{a.method} {a.path}" for a in self.asked if a.path != "/robots.txt"]

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that has gone is no error."""


def answer(status: int, body: bytes = b"", *, length: int | None = None, **headers: str) -> bytes:
    """The bytes of an answer."""
    lines = [f"HTTP/1.1 {status} Words", f"Content-Length: {len(body) if length is None else length}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join((*lines, "", "")).encode() + body


class _Handler(socketserver.StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        method, path, _ = self.rfile.readline().decode().split(" ", 2)
        headers = {}
        while line := self.rfile.readline().strip():
            name, _, value = line.decode().partition(":")
            headers[name.lower()] = value.strip()
        host = headers["host"].partition(":")[0]
        self.server.asked.append(Asked(method, host, path, headers["user-agent"]))
        reply = self._reply(method, host, path)
        if reply == b"wait":
            self.server.ended.wait()
        elif reply == b"endless header":
            with_endless_header = b"HTTP/1.1 200 OK\r\nX-Long: "
            self.wfile.write(with_endless_header)
            while not self.server.ended.is_set():
                self.wfile.write(b"a" * 4096)
        elif reply == b"slow body":
            self.wfile.write(answer(200, b"a", length=1000))
            self.server.ended.wait()
        elif reply == b"endless body":
            self.wfile.write(answer(200, length=10**12))
            while not self.server.ended.is_set():
                self.wfile.write(b"a" * 65536)
        else:
            self.wfile.write(reply)

    def _reply(self, method: str, host: str, path: str) -> bytes:
        known = self.server.answers
        for key in (f"{method} {host} {path}", f"{method} {path}", path):
            if key in known:
                found = known[key]
                if isinstance(found, list):
                    return found.pop(0) if len(found) > 1 else found[0]
                return found
        if path == "/robots.txt":
            return answer(404)
        first = path.strip("/").partition("/")[0]
        return answer(int(first)) if first.isdecimal() else answer(200)


@contextmanager
def serving() -> Iterator[Server]:
    """A running server."""
    with Server() as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        try:
            yield server
        finally:
            server.ended.set()
            server.shutdown()


def look_up(host: str, _port: int) -> list[str]:
    """Names below `.example` lead to this computer, apart from two."""
    if host == "unknown.example":
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
    if host == "private.example":
        return ["10.0.0.8"]
    return ["127.0.0.1"] if host.endswith((".example", ".xn--p1ai")) else [host]


NETWORK = Network(look_up, lambda address: address == ip_address("127.0.0.1") or is_public(address), SECONDS)
