"""The JSON-LD contexts that come with edblog; there are no others.

What a context says decides what a signature covers. So each is a file here, byte for byte as its publisher has it, with its digest, which is
checked when it is read; nothing is ever fetched. README.md has sources and licenses.
"""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, NamedTuple


class Pinned(NamedTuple):
    """A context: its file, the SHA-256 of it, and what it belongs to."""

    file: str
    sha256: str
    version: str


PINNED = {
    "https://www.w3.org/2018/credentials/v1": Pinned(
        "credentials-v1.json",
        "ab4ddd9a531758807a79a5b450510d61ae8d147eab966cc9a200c07095b0cdcc",
        "W3C, Verifiable Credentials Data Model 1.1",
    ),
    "https://www.w3.org/ns/credentials/v2": Pinned(
        "credentials-v2.json",
        "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
        "W3C, Verifiable Credentials Data Model 2.0",
    ),
    "https://w3id.org/security/data-integrity/v1": Pinned(
        "data-integrity-v1.json",
        "b5d829bd09aa7c42abc6efa0c8ed7635313b5487f37ccfce3ecd149ca9418554",
        "W3C, Data Integrity 1.0",
    ),
    "https://w3id.org/security/data-integrity/v2": Pinned(
        "data-integrity-v2.json",
        "67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4",
        "W3C, Data Integrity 1.0",
    ),
    "https://w3id.org/security/multikey/v1": Pinned(
        "multikey-v1.json",
        "ba2c182de2d92f7e47184bcca8fcf0beaee6d3986c527bf664c195bbc7c58597",
        "W3C, Controlled Identifiers 1.0",
    ),
    "https://w3id.org/security/suites/ed25519-2020/v1": Pinned(
        "ed25519-2020-v1.json",
        "3db5c19efb0047a6edfd3b36e24346a8a3caad369d749e3c2d69e862696403e5",
        "W3C, Ed25519Signature2020",
    ),
    "https://www.w3.org/ns/credentials/status/v1": Pinned(
        "status-v1.json",
        "fda5add353231e6a6884a46b12e6c75464281900cb348284d9c360f62381d9f7",
        "W3C, Bitstring Status List 1.0",
    ),
    "https://w3id.org/vc/status-list/2021/v1": Pinned(
        "status-list-2021-v1.json",
        "634d71c159289f068c96012e4511c657fdf82ac4231900081bda3ba24e2e1160",
        "Digital Bazaar, StatusList2021",
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json": Pinned(
        "ob-3.0.1.json",
        "5f3d9dd6288ef437ff8286cf95ffbff609c748a66f24a1e9450c45ca64be1571",
        "1EdTech, Open Badges 3.0.1",
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json": Pinned(
        "ob-3.0.2.json",
        "00666ad080ba407687ed1846b7f5e7495f5019042b202a727de47c48a1755c53",
        "1EdTech, Open Badges 3.0.2",
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": Pinned(
        "ob-3.0.3.json",
        "3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84",
        "1EdTech, Open Badges 3.0.3",
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json": Pinned(
        "ob-extensions-3.0.json",
        "87c06c81bc2317663bf288d740d94fddd2818c4342b186270ff6371dfaa63f93",
        "1EdTech, Open Badges 3.0, extensions",
    ),
    "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json": Pinned(
        "clr-2.0.1.json",
        "880f1902d4158f2f33ce06af41b90719977cd1ea337a9de2e41edb3ff5e543d6",
        "1EdTech, Comprehensive Learner Record 2.0.1",
    ),
}
"""By the address that credentials name it with."""


@cache
def context(url: str) -> dict[str, Any] | None:
    """The document of a context; None for an address that is not pinned. Raises ValueError if its file was changed."""
    pinned = PINNED.get(url)
    if pinned is None:
        return None
    data = files(__name__).joinpath(pinned.file).read_bytes()
    if sha256(data).hexdigest() != pinned.sha256:
        raise ValueError(f"{pinned.file} is not the file that belongs to edblog; install edblog again")
    document: dict[str, Any] = json.loads(data)
    return document


@cache
def terms() -> frozenset[str]:
    """All terms that any of the contexts defines, in any scope."""
    found: set[str] = set()
    waiting: list[Any] = [(context(url) or {})["@context"] for url in PINNED]
    while waiting:
        definition = waiting.pop()
        if isinstance(definition, dict):
            found |= definition.keys()
            waiting += [each.get("@context") for each in definition.values() if isinstance(each, dict)]
    return frozenset(found)
