"""Makes badges of Open Badges 3.0: signs them, bakes them into pictures, and keeps the list of those that were taken back.

All functions are pure: keys, moments, identifiers and salts are given. A private key is an Ed25519 key, with which both forms of a badge are
signed: `eddsa-rdfc-2022` of Data Integrity, and VC-JWT with EdDSA.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import struct
import zlib
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import base58
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from edblog.badges.containers import unpack
from edblog.badges.credentials import credential_in
from edblog.badges.facts import when
from edblog.badges.linked_data import LinkedData
from edblog.badges.refusal import RefusedError
from edblog.badges.status import unpacked
from edblog.badges.strict import listed, read_json
from edblog.badges.tokens import read_token

CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
ENTRIES = 131_072
"""Places in a list: so many that one says nothing about its person (Bitstring Status List 1.0, 4.3)."""
_STEP = 52_711
"""Odd, so that each number of a badge has a place of its own, and neighbors lie far apart."""
_PNG = b"\x89PNG\r\n\x1a\n"


class Signer(msgspec.Struct, frozen=True):
    """An issuer who can sign."""

    did: str
    name: str
    private: Ed25519PrivateKey

    @property
    def method(self) -> str:
        """The identifier of its key."""
        return f"{self.did}#key-1"


class Award(msgspec.Struct, frozen=True):
    """What is awarded, to whom and until when."""

    id: str
    achievement: Mapping[str, Any]
    """An `Achievement` of Open Badges 3.0."""
    email: str
    salt: str
    start: datetime
    end: datetime | None
    list_address: str
    index: int


def did_document(signer: Signer) -> dict[str, Any]:
    """The DID document of an issuer, which its site publishes."""
    raw = signer.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    multikey = base58.b58encode(b"\xed\x01" + raw).decode()
    method = {
        "id": signer.method,
        "type": "Multikey",
        "controller": signer.did,
        "publicKeyMultibase": f"z{multikey}",
    }
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": signer.did,
        "name": signer.name,
        "verificationMethod": [method],
        "assertionMethod": [signer.method],
    }


def place(number: int) -> int:
    """The place in the list of the badge with a number, counted from 0. Raises `RefusedError` when the list is full."""
    if number >= ENTRIES:
        raise RefusedError("full", f"the list has {ENTRIES:,} places, and all are taken")
    return number * _STEP % ENTRIES


def unsigned(award: Award, signer: Signer) -> dict[str, Any]:
    """A badge without a signature. The email address of the person is in it only as a digest."""
    digest = hashlib.sha256((award.email + award.salt).encode()).hexdigest()
    identity = {
        "type": "IdentityObject",
        "hashed": True,
        "identityHash": f"sha256${digest}",
        "identityType": "emailAddress",
        "salt": award.salt,
    }
    achievement = {**award.achievement, "type": ["Achievement"]}
    document: dict[str, Any] = {
        "@context": [*CONTEXTS],
        "id": award.id,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": signer.did, "type": ["Profile"], "name": signer.name},
        "name": achievement.get("name", ""),
        "validFrom": when(award.start),
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [identity],
            "achievement": achievement,
        },
        "credentialStatus": {
            "id": f"{award.list_address}#{award.index}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(award.index),
            "statusListCredential": award.list_address,
        },
    }
    if award.end:
        document["validUntil"] = when(award.end)
    return document


def with_proof(
    document: Mapping[str, Any], signer: Signer, created: datetime, linked: LinkedData
) -> dict[str, Any]:
    """The document with a proof of Data Integrity (`eddsa-rdfc-2022`). Raises `RefusedError` if it says what is not defined."""
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": when(created),
        "verificationMethod": signer.method,
        "proofPurpose": "assertionMethod",
    }
    parts = (linked.canonical({**proof, "@context": document["@context"]}), linked.canonical(document))
    signature = signer.private.sign(b"".join(hashlib.sha256(part).digest() for part in parts))
    return {**document, "proof": {**proof, "proofValue": f"z{base58.b58encode(signature).decode()}"}}


def as_token(document: Mapping[str, Any], signer: Signer) -> str:
    """The document as VC-JWT (EdDSA)."""
    header = {"alg": "EdDSA", "typ": "JWT", "kid": signer.method}
    payload = {**document, "iss": signer.did, "jti": document["id"]}
    for claim, name in (("nbf", "validFrom"), ("exp", "validUntil")):
        if name in document:
            payload[claim] = int(datetime.fromisoformat(document[name]).timestamp())
    start = ".".join(_encoded(json.dumps(part).encode()) for part in (header, payload))
    return f"{start}.{_encoded(signer.private.sign(start.encode()))}"


def _encoded(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def baked(picture: bytes, text: str) -> bytes:
    """A PNG with a badge in it, in place of one that it had. Raises `RefusedError` if it is no PNG."""
    if not picture.startswith(_PNG):
        raise RefusedError("damaged-picture", "it is no PNG")
    kept, at = [_PNG], len(_PNG)
    while at + 12 <= len(picture):
        length, name = struct.unpack_from(">I4s", picture, at)
        chunk = picture[at : at + 12 + length]
        at += len(chunk)
        keyword = chunk[8:].partition(b"\0")[0]
        if name not in (b"tEXt", b"zTXt", b"iTXt") or keyword not in (b"openbadges", b"openbadgecredential"):
            kept.append(chunk)
        if name == b"IHDR":
            content = b"iTXt" + b"openbadgecredential\0\0\0\0\0" + text.encode()
            kept.append(
                struct.pack(">I", len(content) - 4) + content + struct.pack(">I", zlib.crc32(content))
            )
        if name == b"IEND":
            return b"".join(kept)
    raise RefusedError("damaged-picture", "the PNG ends too early")


# The list of badges that were taken back


def status_list(bits: bytes, address: str, signer: Signer, moment: datetime) -> dict[str, Any]:
    """The list as an unsigned credential."""
    return {
        "@context": [CONTEXTS[0]],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": signer.did,
        "validFrom": when(moment),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": f"u{_encoded(gzip.compress(bits, mtime=0))}",
        },
    }


def bits_of(document: Mapping[str, Any]) -> bytes:
    """The bits of a list. Raises `RefusedError`."""
    subject = document.get("credentialSubject")
    return unpacked(subject.get("encodedList") if isinstance(subject, dict) else None)


def place_in(data: bytes, address: str) -> int:
    """The place that a badge has in the list at an address. Raises `RefusedError` if it has none."""
    contained = unpack(data)
    document = (
        credential_in(read_token(contained.content)) if contained.is_compact else read_json(contained.content)
    )
    for entry in listed(document.get("credentialStatus")):
        if isinstance(entry, dict) and entry.get("statusListCredential") == address:
            return int(entry["statusListIndex"])
    raise RefusedError("status", "it is not in the list of this site")


def with_bit(bits: bytes, index: int) -> bytes:
    """The bits with one more set."""
    changed = bytearray(bits)
    changed[index // 8] |= 128 >> index % 8
    return bytes(changed)
