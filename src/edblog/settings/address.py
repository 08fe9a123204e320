"""`base_url`: the address of the home page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, urlsplit

from edblog.options import Wrong
from edblog.problems import brief

ADDRESS = r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s<>\"'\\/?#@]+(/[^\s<>\"'\\?#]*)?\Z"
"""A pattern for the address of a home page; it takes some that are none."""
_PAGES = (".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx")
"""How the address of a page ends that is no folder, so that no other page could be in it."""
PLACEHOLDERS = frozenset(["example", "invalid", "test", "example.com", "example.net", "example.org"])
"""Domains that nobody can have, with all below them (RFC 2606, RFC 6761)."""


def read_address(url: str) -> tuple[str, str]:
    """The address of a home page as settings have it, and the error in it, which may be empty."""
    wrong = next((one for one in wrong_address(url) if one.severity == "error"), None)
    return clean_address(url), f"{wrong.message}; {wrong.help}" if wrong else ""


def clean_address(url: str) -> str:
    """An address of a home page that ends with `/`, and has no other slash twice."""
    parts = _split(url)
    path = "".join(f"{part}/" for part in parts.path.split("/") if part)
    return f"{parts.scheme}://{parts.netloc}/{path}" if url else ""


def wrong_address(url: str) -> Iterator[Wrong]:
    """Finds an address at which a home page cannot be, or should not."""
    parts = _split(url)
    if not url:
        return
    if parts.scheme not in ("http", "https") or not parts.hostname or re.search(r"[\s<>\"'\\]", url):
        yield Wrong(
            f'"{url}" is not a web address', "write the whole address: https://district.example/stories/"
        )
    elif parts.query or parts.fragment or parts.username:
        yield Wrong('"base_url" must not have ?, # or @ in it', "write only the address of the home page")
    elif any(part in (".", "..") for part in parts.path.split("/")):
        yield Wrong('"base_url" must not have . or .. in its path', "write the address as a browser shows it")
    elif parts.path.rstrip("/").lower().endswith(_PAGES):
        folder, _, page = parts.path.rstrip("/").rpartition("/")
        yield Wrong(
            f'"base_url" must be the address of a folder, and {brief(page)} is a page',
            f'write: base_url = "{parts.scheme}://{parts.netloc}{folder}/"',
        )
    elif reason := _unreachable(parts.hostname):
        yield Wrong(
            f"{brief(reason)}, so links in feeds, emails and posts about your stories would lead nowhere",
            "before you publish, write the address at which people will find the site",
            "placeholder-address",
            "warning",
        )


def _split(url: str) -> SplitResult:
    """The parts of an address; all empty where it has none."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return urlsplit("")
    return parts


def _unreachable(host: str) -> str:
    """Why nobody else can open the pages of a host; empty where somebody may."""
    host = host.lower().rstrip(".")
    labels = host.split(".")
    if PLACEHOLDERS & {".".join(labels[at:]) for at in range(len(labels))}:
        return f"{host} is a made-up address"
    if labels[-1] == "localhost" or ((labels[-1].isdigit() or ":" in host) and _is_own(host)):
        return f"{host} is an address that only this computer can open"
    return ""


def _is_own(host: str) -> bool:
    from ipaddress import ip_address

    try:
        address = ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
