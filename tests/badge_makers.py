"""Makes badges of every kind and signs them, with keys of made-up issuers, and pins for these."""

from __future__ import annotations

import copy
import gzip
import hashlib
import json
import struct
import zlib
from base64 import urlsafe_b64encode
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import base58
import rfc8785
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256, SHA384
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from edblog.badges.keys import Key
from edblog.badges.linked_data import LinkedData
from edblog.badges.pins import Pin, Pins, pins_of
from edblog.badges.verdict import Verdict
from edblog.badges.verifier import verify

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
TODAY = date(2026, 11, 20)
MAPLE, CEDAR = "did:web:badges.maple.example", "did:web:badges.cedar.example"
LIST = "https://badges.maple.example/status/1"
V2 = "https://www.w3.org/ns/credentials/v2"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
ED2020 = "https://w3id.org/security/suites/ed25519-2020/v1"
SUITES = {
    "eddsa-rdfc-2022": "Ed25519",
    "eddsa-jcs-2022": "Ed25519",
    "ecdsa-rdfc-2019 P-256": "P-256",
    "ecdsa-rdfc-2019 P-384": "P-384",
    "ecdsa-jcs-2019 P-256": "P-256",
    "Ed25519Signature2020": "Ed25519",
}
ALGORITHMS = {"RS256": "RSA", "ES256": "P-256", "EdDSA": "Ed25519"}
LINKED = LinkedData()
_CODECS = {"Ed25519": b"\xed\x01", "P-256": b"\x80\x24", "P-384": b"\x81\x24"}


@cache
def private(owner: str, kind: str) -> Any:
    """The private key of a kind that an issuer has; always the same within a run."""
    seed = hashlib.sha256(f"{owner} {kind}".encode()).digest()
    if kind == "Ed25519":
        return ed25519.Ed25519PrivateKey.from_private_bytes(seed)
    if kind == "RSA":
        return rsa.generate_private_key(public_exponent=65537, key_size=2048)
    curve = ec.SECP256R1() if kind == "P-256" else ec.SECP384R1()
    return ec.derive_private_key(int.from_bytes(seed[:31]), curve)


def multikey(owner: str, kind: str) -> str:
    public = private(owner, kind).public_key()
    if kind == "Ed25519":
        raw = public.public_bytes(Encoding.Raw, PublicFormat.Raw)
    else:
        raw = public.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
    return "z" + base58.b58encode(_CODECS[kind] + raw).decode()


def did_key(owner: str, kind: str = "Ed25519") -> str:
    return f"did:key:{multikey(owner, kind)}"


def pem(owner: str, kind: str) -> str:
    public = private(owner, kind).public_key()
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def key_of(owner: str, kind: str) -> Key:
    public = private(owner, kind).public_key()
    return Key(kind, public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))  # type: ignore[arg-type]


def document_of(did: str, *kinds: str) -> dict[str, Any]:
    """The DID document of an issuer."""
    methods: list[dict[str, Any]] = []
    for kind in kinds or ("Ed25519", "P-256", "P-384", "RSA"):
        method = {"id": f"{did}#{kind}", "type": "Multikey", "controller": did}
        if kind == "RSA":
            method |= {"type": "JsonWebKey", "publicKeyPem": pem(did, kind)}
        else:
            method["publicKeyMultibase"] = multikey(did, kind)
        methods.append(method)
    return {"id": did, "verificationMethod": methods, "assertionMethod": [method["id"] for method in methods]}


def raw_signature(key: Any, data: bytes) -> bytes:
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return key.sign(data)
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(data, padding.PKCS1v15(), SHA256())
    size = (key.curve.key_size + 7) // 8
    r, s = decode_dss_signature(key.sign(data, ec.ECDSA(SHA384() if size == 48 else SHA256())))
    return r.to_bytes(size) + s.to_bytes(size)


# Open Badges 3.0


def badge(**changes: Any) -> dict[str, Any]:
    """An unsigned badge."""
    return {
        "@context": [V2, OB],
        "id": "urn:uuid:3fa3c9b0-0000-4000-8000-000000000001",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": MAPLE, "type": ["Profile"], "name": "Maple District"},
        "validFrom": "2026-09-01T08:00:00Z",
        "validUntil": "2029-09-01T08:00:00Z",
        "name": "Formative assessment",
        "credentialSubject": {
            "id": "did:example:rosa",
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "https://badges.maple.example/achievements/formative",
                "type": ["Achievement"],
                "achievementType": "MicroCredential",
                "name": "Formative assessment",
                "description": "Asks every student, every day.",
                "criteria": {"narrative": "Hand in **three** question jars."},
            },
        },
        "credentialStatus": status_entry(7),
        **changes,
    }


def status_entry(index: int, purpose: str = "revocation", address: str = LIST) -> dict[str, Any]:
    return {
        "id": f"{address}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": purpose,
        "statusListIndex": str(index),
        "statusListCredential": address,
    }


def sign(
    document: dict[str, Any],
    suite: str = "eddsa-rdfc-2022",
    *,
    owner: str = MAPLE,
    key: str = "",
    **options: Any,
) -> dict[str, Any]:
    """The document with a proof. `key` signs in place of the owner's; options change the proof before it is signed."""
    document = copy.deepcopy(document)
    kind = SUITES[suite]
    name = suite.split(maxsplit=1)[0]
    proof: dict[str, Any] = {"type": "DataIntegrityProof", "cryptosuite": name}
    if name == "Ed25519Signature2020":
        proof = {"type": name}
        document["@context"] = [*document["@context"], ED2020]
    method = (
        f"{owner}#{owner.removeprefix('did:key:')}" if owner.startswith("did:key:") else f"{owner}#{kind}"
    )
    proof |= {
        "created": "2020-01-01T08:00:00Z",
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
        **options,
    }
    signer = private(key or owner, kind)
    if "jcs" in name:
        proof["@context"] = document["@context"]
        parts = [rfc8785.dumps(proof), rfc8785.dumps(document)]
    else:
        hash_name = "sha384" if kind == "P-384" else "sha256"
        parts = [
            LINKED.canonical({**proof, "@context": document["@context"]}, hash_name),
            LINKED.canonical(document, hash_name),
        ]
    digest = hashlib.sha384 if kind == "P-384" else hashlib.sha256
    signature = raw_signature(signer, b"".join(digest(part).digest() for part in parts))
    return {**document, "proof": {**proof, "proofValue": "z" + base58.b58encode(signature).decode()}}


def encoded(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def jws(header: dict[str, Any], payload: dict[str, Any] | bytes, key: Any) -> str:
    """A compact JWS, signed with a private key, or without a signature."""
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    start = f"{encoded(json.dumps(header).encode())}.{encoded(body)}"
    return f"{start}.{encoded(raw_signature(key, start.encode())) if key else ''}"


def claims(document: dict[str, Any]) -> dict[str, Any]:
    """The payload of a VC-JWT, with the registered claims."""
    moments = {"nbf": document.get("validFrom"), "exp": document.get("validUntil")}
    return {
        **document,
        "iss": document["issuer"]["id"],
        "jti": document["id"],
        "sub": document["credentialSubject"]["id"],
        **{name: int(datetime.fromisoformat(text).timestamp()) for name, text in moments.items() if text},
    }


def token(
    document: dict[str, Any], algorithm: str = "EdDSA", *, owner: str = MAPLE, key: str = "", **header: Any
) -> str:
    """A badge as VC-JWT."""
    kind = ALGORITHMS[algorithm]
    header = {"alg": algorithm, "typ": "JWT", "kid": f"{owner}#{kind}", **header}
    return jws(
        {k: v for k, v in header.items() if v is not None}, claims(document), private(key or owner, kind)
    )


def status_list(
    *revoked: int, purpose: str = "revocation", owner: str = MAPLE, address: str = LIST, **changes: Any
) -> dict[str, Any]:
    """A signed status list with these bits set."""
    bits = bytearray(16_384)
    for index in revoked:
        bits[index // 8] |= 128 >> index % 8
    document = {
        "@context": [V2],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": owner,
        "validFrom": "2020-01-01T00:00:00Z",
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": "u" + encoded(gzip.compress(bytes(bits), mtime=0)),
        },
        **changes,
    }
    return sign(document, owner=owner)


def pin(kind: Any, document: Any, name: str = "", on: date = TODAY, **more: Any) -> Pin:
    return Pin(kind, name or document["id"], on, document, **more)


@cache
def pins(*revoked: int) -> Pins:
    """Maple and Cedar are pinned, with a list of Maple's badges that were taken back."""
    return pins_of(
        [
            pin("issuer", document_of(MAPLE), name=MAPLE),
            pin("issuer", document_of(CEDAR), name=CEDAR),
            pin("status-list", status_list(*revoked)),
        ]
    )


def look(value: Any, held: Pins | None = None, **options: Any) -> Verdict:
    """The verdict about a badge as a value, a text or bytes."""
    if isinstance(value, dict | list):
        value = json.dumps(value)
    if isinstance(value, str):
        value = value.encode()
    return verify(value, pins() if held is None else held, options.pop("now", NOW), **options)


# Open Badges 2.0

SCHOOL = "https://school.example/issuer.json"
SCHOOL_KEY = "https://school.example/key.json"
REVOKED = "https://school.example/revoked.json"
BADGE_CLASS = {
    "@context": "https://w3id.org/openbadges/v2",
    "type": "BadgeClass",
    "id": "https://school.example/badges/jar.json",
    "name": "Question jar",
    "description": "Keeps a jar of questions.",
    "image": "https://school.example/jar.png",
    "criteria": {"narrative": "Collect *ten* questions."},
    "issuer": SCHOOL,
}


def profile(name: str = SCHOOL, key: str = SCHOOL_KEY, **changes: Any) -> dict[str, Any]:
    return {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "Issuer",
        "id": name,
        "name": "Sample School",
        "url": "https://school.example/",
        "email": "office@school.example",
        "publicKey": key,
        "revocationList": REVOKED,
        **changes,
    }


def key_document(owner: str = SCHOOL, key: str = SCHOOL_KEY) -> dict[str, Any]:
    return {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "CryptographicKey",
        "id": key,
        "owner": owner,
        "publicKeyPem": pem(owner, "RSA"),
    }


def assertion(**changes: Any) -> dict[str, Any]:
    salted = hashlib.sha256(b"rosa@school.examplesalt").hexdigest()
    return {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "Assertion",
        "id": "urn:uuid:a953081a-0000-4000-8000-000000000001",
        "recipient": {"type": "email", "hashed": True, "salt": "salt", "identity": f"sha256${salted}"},
        "badge": BADGE_CLASS["id"],
        "verification": {"type": "signed", "creator": SCHOOL_KEY},
        "issuedOn": "2026-09-01T08:00:00Z",
        "expires": "2029-09-01T08:00:00Z",
        **changes,
    }


def signed_assertion(document: dict[str, Any], *, key: str = SCHOOL, **header: Any) -> str:
    return jws({"alg": "RS256", **header}, document, private(key, "RSA"))


OTHER = "https://other.example/issuer.json"
OTHER_KEY = "https://other.example/key.json"


@cache
def school_pins(*revoked: str) -> Pins:
    """Two issuers of Open Badges 2.0 with a badge class."""
    listed = {"@context": "https://w3id.org/openbadges/v2", "type": "RevocationList", "id": REVOKED, "issuer": SCHOOL, "revokedAssertions": [{"id": name} for name in revoked]}  # fmt: skip
    return pins_of(
        [
            pin("issuer", profile(), key_documents=(key_document(),)),
            pin("issuer", profile(OTHER, OTHER_KEY), key_documents=(key_document(OTHER, OTHER_KEY),)),
            pin("badge", BADGE_CLASS),
            pin("revocation-list", listed),
        ]
    )


# Pictures


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(*texts: bytes) -> bytes:
    """A picture of one pixel with chunks of texts."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n"
        + header
        + b"".join(texts)
        + chunk(b"IDAT", zlib.compress(b"\0\0"))
        + chunk(b"IEND", b"")
    )


def baked_text(text: str, keyword: bytes = b"openbadgecredential", *, packed: bool = False) -> bytes:
    data = zlib.compress(text.encode()) if packed else text.encode()
    return chunk(b"iTXt", keyword + b"\0" + bytes([packed, 0]) + b"\0\0" + data)


def svg(inner: str, more: str = "", start: str = "") -> bytes:
    return f'{start}<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"{more}>{inner}</svg>'.encode()


def baked_svg(text: str) -> bytes:
    if text.startswith("{"):
        return svg(
            f'<ob:credential xmlns:ob="https://purl.imsglobal.org/ob/v3p0"><![CDATA[{text}]]></ob:credential>'
        )
    return svg(f'<ob:credential xmlns:ob="https://purl.imsglobal.org/ob/v3p0" verify="{text}"/>')
