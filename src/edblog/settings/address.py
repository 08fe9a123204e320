"""Checks of `base_url`, the address of the home page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, urlsplit

from edblog.options import Mistake
from edblog.problems import brief

ADDRESS = r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s<>\"'\\/?#@]+(/[^\s<>\"'\\?#]*)?\Z"
"""A pattern for the address of a home page; it accepts some addresses that `wrong_address` refuses."""
_PAGES = (".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx")
"""Extensions of pages; an address that ends like this is not a folder, which `base_url` must be."""
PLACEHOLDER_DOMAINS = frozenset(["example", "invalid", "test", "example.com", "example.net", "example.org"])
"""Domains that nobody can own, including all their subdomains (RFC 2606, RFC 6761)."""


def read_address(url: str) -> tuple[str, str]:
    """The normalized address of a home page, and the error in it; empty if there is none."""
    mistake = next((each for each in wrong_address(url) if each.severity == "error"), None)
    return clean_address(url), f"{mistake.message}; {mistake.help}" if mistake else ""


def clean_address(url: str) -> str:
    """The address of a home page with `/` at its end, and without doubled slashes."""
    parts = _split(url)
    path = "".join(f"{part}/" for part in parts.path.split("/") if part)
    return f"{parts.scheme}://{parts.netloc}/{path}" if url else ""


def wrong_address(url: str) -> Iterator[Mistake]:
    """Mistakes in the address of a home page."""
    parts = _split(url)
    if not url:
        return
    if parts.scheme not in ("http", "https") or not parts.hostname or re.search(r"[\s<>\"'\\]", url):
        yield Mistake(
            f'"{url}" is not a web address', "write the whole address: https://district.example/stories/"
        )
    elif parts.query or parts.fragment or parts.username:
        yield Mistake('"base_url" must not have ?, # or @ in it', "write only the address of the home page")
    elif any(part in (".", "..") for part in parts.path.split("/")):
        yield Mistake(
            '"base_url" must not have . or .. in its path', "write the address as a browser shows it"
        )
    elif parts.path.rstrip("/").lower().endswith(_PAGES):
        folder, _, page = parts.path.rstrip("/").rpartition("/")
        yield Mistake(
            f'"base_url" must be the address of a folder, and {brief(page)} is a page',
            f'write: base_url = "{parts.scheme}://{parts.netloc}{folder}/"',
        )
    elif reason := _why_unreachable(parts.hostname):
        yield Mistake(
            f"{brief(reason)}, so links in feeds, emails and posts about your stories would not work",
            "before you publish, write the address at which people will find the site",
            "placeholder-address",
            "warning",
        )


def _split(url: str) -> SplitResult:
    """The parts of an address; all empty if it is invalid."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return urlsplit("")
    return parts


def _why_unreachable(host: str) -> str:
    """The reason that readers cannot reach a host; empty if they may."""
    host = host.lower().rstrip(".")
    labels = host.split(".")
    if PLACEHOLDER_DOMAINS & {".".join(labels[at:]) for at in range(len(labels))}:
        return f"{host} is a made-up address"
    if labels[-1] == "localhost" or ((labels[-1].isdigit() or ":" in host) and _is_this_computer(host)):
        return f"{host} is an address that only this computer can open"
    return ""


def _is_this_computer(host: str) -> bool:
    from ipaddress import ip_address

    try:
        address = ip_address(host)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
