"""Takes web addresses apart, as people type them and as servers redirect to them."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]{0,252}[a-z0-9_])?\.?|\[[0-9a-f:.]+\]")
_PORTS = {"http": 80, "https": 443}
_PATH = "/:@!$&'()*+,;=~%[]"
# A wall asks for a name, a place or a yes before it shows the page that was asked for.
_WALL = re.compile(
    r"log-?[io]n|sign-?in|sign-?up|auth|sso|consent|cookie|captcha|challenge|region|country|session|/cdn-cgi/"
)


class Target(NamedTuple):
    """An address in the form in which a server is asked for it."""

    scheme: str
    host: str
    """In lowercase ASCII; an IPv6 address without brackets."""
    port: int
    path: str
    """With the query, encoded."""

    @property
    def origin(self) -> tuple[str, str, int]:
        """Scheme, host and port."""
        return self.scheme, self.host, self.port

    @property
    def host_header(self) -> str:
        """The host for the header of that name."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def target_of(address: str) -> Target | None:
    """The target of an address; None if it is not one of the web, or has a user name in front of its host."""
    try:
        parts = urlsplit(address.strip())
        port = parts.port
        host = (parts.hostname or "").rstrip(".")
        if not host.isascii():
            host = host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return None
    shown = f"[{host}]" if ":" in host else host
    if parts.scheme not in _PORTS or "@" in parts.netloc or port == 0 or not _HOST.fullmatch(shown):
        return None
    path = quote(parts.path or "/", safe=_PATH)
    query = f"?{quote(parts.query, safe=_PATH + '?')}" if parts.query else ""
    return Target(parts.scheme, host, port or _PORTS[parts.scheme], path + query)


def redirected(address: str, location: str) -> str:
    """The address to which a server sends those who ask for `address`; empty if it cannot be read."""
    with suppress(UnicodeError):
        # Headers are read as Latin-1, and many servers send UTF-8.
        location = location.encode("latin-1").decode("utf-8")
    try:
        return urljoin(address, location.strip()).partition("#")[0]
    except ValueError:
        return ""


def is_trifle(old: str, new: str) -> bool:
    """Whether two addresses differ only in what no writer need care for: case, a slash at the end, or the spelling of characters."""
    return _plain(old) == _plain(new)


def _plain(address: str) -> tuple[str, str, str]:
    target = target_of(address)
    if target is None:
        return "", "", address
    path, _, query = target.path.partition("?")
    path = re.sub(r"/(?:index\.html?)?$", "", path.casefold())
    return target.scheme, f"{target.host}:{target.port}", f"{path}?{query.casefold()}"


def is_wall(address: str) -> bool:
    """Whether an address seems to be that of a page which stands before others: to sign in, or to agree to something."""
    target = target_of(address)
    return target is None or _WALL.search(f"{target.host.partition('.')[0]}{target.path}".lower()) is not None


def is_home(address: str) -> bool:
    """Whether an address is that of a site's home page."""
    target = target_of(address)
    return target is not None and target.path == "/"
