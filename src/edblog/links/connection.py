"""Sends one request to another host, and never to this computer or its network.

The name of the host is looked up once; the addresses found are checked, and the connection is made to one of those that passed. So a
name that leads somewhere else a moment later (DNS rebinding) leads nowhere. Nothing goes through a proxy, no cookies are kept, and no redirect
is followed here: who follows one calls `ask` again, which checks again.
"""

from __future__ import annotations

import io
import socket
import ssl
import time
from collections.abc import Callable, Sequence
from functools import lru_cache
from http.client import HTTPException, HTTPResponse
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any, NamedTuple, cast

from edblog.links.addresses import Target

SECONDS = 10.0
"""The longest that a request may take, from the look-up of the name to the last byte."""
MOST_BYTES = 1_000_000
"""The most bytes read of an answer, with its headers."""
# Some servers refuse those who accept only pages, and some those who do not say.
PAGES = "text/html,application/xhtml+xml,*/*;q=0.8"
"""The header `Accept` of who wants a page."""
_NAT64 = IPv6Network("64:ff9b::/96")
Address = IPv4Address | IPv6Address


class NoAnswerError(Exception):
    """There is no answer; the text says why."""

    is_final = False
    """Whether the other pages of this host will not answer either."""


class NoHostError(NoAnswerError):
    """The host does not exist, or refuses connections."""

    is_final = True


class PrivateHostError(NoAnswerError):
    """The host is this computer, or in its network."""

    is_final = True


class GarbledError(NoAnswerError):
    """The host ended the connection, or what it said is not HTTP."""


class Answer(NamedTuple):
    """The answer to a request."""

    status: int
    location: str = ""
    retry_after: str = ""
    body: bytes = b""


def is_public(address: Address) -> bool:
    """Whether an IP address is one of the public internet; one that wraps an IPv4 address is judged by that."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if inner is None and address in _NAT64:
            inner = IPv4Address(int(address) & 0xFFFF_FFFF)
        if inner is not None:
            return is_public(inner)
        if address.is_site_local:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def look_up(host: str, port: int) -> Sequence[str]:
    """The IP addresses of a host."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Network(NamedTuple):
    """How hosts are found. Only tests give other values."""

    look_up: Callable[[str, int], Sequence[str]] = look_up
    may_ask: Callable[[Address], bool] = is_public
    seconds: float = SECONDS


def ask(
    method: str, target: Target, agent: str, network: Network, *, body: int = 0, accept: str = PAGES
) -> Answer:
    """The answer of a host, with at most `body` bytes of its text, in a format of `accept`. Raises `NoAnswerError`."""
    deadline = time.monotonic() + network.seconds
    try:
        with _connection(target, network, deadline) as connection:
            connection.settimeout(_left(deadline))
            connection.sendall(_request(method, target, agent, accept))
            response = HTTPResponse(cast("Any", _Stream(connection, deadline)), method=method)
            try:
                response.begin()
                text = response.read(body) if body else b""
                headers = response.headers
                return Answer(
                    response.status, headers.get("Location") or "", headers.get("Retry-After") or "", text
                )
            finally:
                response.close()
    except TimeoutError as error:
        raise NoAnswerError(f"no answer within {network.seconds:g} seconds") from error
    except ssl.SSLError as error:
        is_certificate = isinstance(error, ssl.SSLCertVerificationError)
        raise NoAnswerError(
            "its certificate is not valid" if is_certificate else "no secure connection"
        ) from error
    except socket.gaierror as error:
        if error.errno == getattr(socket, "EAI_AGAIN", None):
            raise NoAnswerError("the name of the host could not be looked up") from error
        raise NoHostError("there is no such host") from error
    except ConnectionRefusedError as error:
        raise NoHostError("the host refuses connections") from error
    except (HTTPException, ConnectionError, EOFError, ValueError) as error:
        raise GarbledError("the host ended the connection") from error
    except OSError as error:
        raise NoAnswerError("the host cannot be reached") from error


def _connection(target: Target, network: Network, deadline: float) -> socket.socket:
    found = network.look_up(target.host, target.port)
    allowed = [address for address in found if network.may_ask(ip_address(address))]
    if not allowed:
        raise PrivateHostError("the host is in a private network, which readers cannot reach")
    failure: OSError | None = None
    for address in allowed[:2]:
        try:
            plain = socket.create_connection((address, target.port), timeout=_left(deadline))
        except OSError as error:
            failure = error
            continue
        if target.scheme == "http":
            return plain
        try:
            plain.settimeout(_left(deadline))
            return _tls().wrap_socket(plain, server_hostname=target.host)
        except BaseException:
            plain.close()
            raise
    assert failure is not None
    raise failure


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def _request(method: str, target: Target, agent: str, accept: str) -> bytes:
    lines = (
        f"{method} {target.path} HTTP/1.1",
        f"Host: {target.host_header}",
        f"User-Agent: {agent}",
        f"Accept: {accept}",
        "Accept-Encoding: identity",
        "Connection: close",
    )
    return "".join(f"{line}\r\n" for line in (*lines, "")).encode("ascii", "replace")


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


class _Stream(io.RawIOBase):
    """The bytes that a host sends, up to a time and a number. A host that sends one byte at a time gains nothing."""

    def __init__(self, connection: socket.socket, deadline: float) -> None:
        super().__init__()
        self._connection, self._deadline, self._rest = connection, deadline, MOST_BYTES

    def makefile(self, _mode: str) -> io.BufferedReader:
        """A file of these bytes, as `HTTPResponse` asks for it."""
        return io.BufferedReader(self)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """Reads some bytes."""
        if self._rest <= 0:
            raise HTTPException("too many bytes")
        self._connection.settimeout(_left(self._deadline))
        count = self._connection.recv_into(memoryview(buffer)[: self._rest])
        self._rest -= count
        return count
