"""Checks proofs of W3C Data Integrity: `eddsa-rdfc-2022`, `eddsa-jcs-2022`, `ecdsa-rdfc-2019`, `ecdsa-jcs-2019` and Ed25519Signature2020."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Literal, NamedTuple

import base58
import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256, SHA384

from edblog.badges.dates import moment
from edblog.badges.keys import Key, Kind, loaded
from edblog.badges.linked_data import LinkedData
from edblog.badges.pins import Pins, resolved
from edblog.badges.refusal import RefusedError, unknown
from edblog.badges.strict import listed, shown


class Suite(NamedTuple):
    """A cryptosuite: how a document becomes bytes, and which keys sign these."""

    form: Literal["rdfc", "jcs"]
    keys: tuple[Kind, ...]


SUITES = {
    "eddsa-rdfc-2022": Suite("rdfc", ("Ed25519",)),
    "eddsa-jcs-2022": Suite("jcs", ("Ed25519",)),
    "ecdsa-rdfc-2019": Suite("rdfc", ("P-256", "P-384")),
    "ecdsa-jcs-2019": Suite("jcs", ("P-256", "P-384")),
    "Ed25519Signature2020": Suite("rdfc", ("Ed25519",)),
}
"""By `cryptosuite`, or by the type of the proof."""
_HASHES = {"Ed25519": "sha256", "P-256": "sha256", "P-384": "sha384"}
_MOST_PROOFS = 10
_CLOCKS = timedelta(minutes=10)
"""How far clocks may differ."""


class Proven(NamedTuple):
    """What holds a badge together."""

    suite: str
    key: Key
    is_pinned: bool
    notes: tuple[tuple[str, str], ...] = ()


def check_proofs(
    document: Mapping[str, Any], issuer: str, pins: Pins, now: datetime, linked: LinkedData
) -> Proven:
    """Checks all proofs of a document that edblog knows. Raises `RefusedError` unless there is one and all hold."""
    proofs = listed(document.get("proof"))
    if not proofs:
        raise RefusedError("no-proof", "it has no proof, so anybody may have written it")
    if len(proofs) > _MOST_PROOFS:
        raise RefusedError("too-large", f"it has more than {_MOST_PROOFS} proofs")
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    found: list[Proven] = []
    missing: list[RefusedError] = []
    for proof in proofs:
        if not isinstance(proof, dict):
            raise RefusedError("proof", "a proof that is not an object")
        try:
            found.append(_check(unsecured, proof, issuer, pins, now, linked))
        except RefusedError as error:
            if error.state != "unverified":
                raise
            missing.append(error)
    if not found:
        raise missing[0]
    notes = tuple(("unchecked-proof", error.detail) for error in missing)
    return max(found, key=lambda proven: proven.is_pinned)._replace(notes=notes)


def _suite(proof: Mapping[str, Any]) -> tuple[str, Suite]:
    name, cryptosuite = proof.get("type"), proof.get("cryptosuite")
    if name == "DataIntegrityProof":
        name = cryptosuite
        if name == "Ed25519Signature2020":
            name = None
    elif cryptosuite is not None:
        raise RefusedError("proof", f"a proof of the type {shown(name)} with a cryptosuite")
    if not isinstance(name, str):
        raise RefusedError("proof", "a proof without a type or a cryptosuite")
    if name not in SUITES:
        raise unknown("unknown-suite", f"edblog does not know proofs of the kind {shown(name)}")
    return name, SUITES[name]


def _check(
    document: Mapping[str, Any],
    proof: Mapping[str, Any],
    issuer: str,
    pins: Pins,
    now: datetime,
    linked: LinkedData,
) -> Proven:
    name, suite = _suite(proof)
    if proof.get("proofPurpose") != "assertionMethod":
        raise RefusedError(
            "purpose", f"its proof is for {shown(proof.get('proofPurpose'))}, not assertionMethod"
        )
    if "previousProof" in proof:
        raise unknown("proof-chain", "its proofs build on each other, which edblog does not check")
    created = moment(proof.get("created"), "created")
    if created and created > now + _CLOCKS:
        raise RefusedError("date", "its proof was made in the future")
    expires = moment(proof.get("expires"), "expires")
    if expires and expires <= now:
        raise RefusedError("proof-expired", f"its proof held until {expires:%Y-%m-%d}", "expired")
    # The standard lets a document have more contexts than its proof; these would be signed by nobody.
    if "@context" in proof and proof["@context"] != document["@context"]:
        raise RefusedError("proof-context", "its proof has another context")
    method = proof.get("verificationMethod")
    if not isinstance(method, str):
        raise RefusedError("proof", "a proof whose verificationMethod is not an address")
    key, is_pinned = resolved(issuer, method, pins)
    if key.kind not in suite.keys:
        raise RefusedError("key-kind", f"{name} is not for keys of the kind {key.kind}")
    if not is_signed(key, _signature(proof, key), _signed_bytes(document, proof, suite, key, linked)):
        raise RefusedError(
            "signature",
            f"the signature ({name}) does not fit: the badge was changed, or another key signed it",
        )
    return Proven(name, key, is_pinned)


def _signature(proof: Mapping[str, Any], key: Key) -> bytes:
    value = proof.get("proofValue")
    if not isinstance(value, str) or not value.startswith("z") or len(value) > 200:
        raise RefusedError("encoding", "proofValue is not base58btc")
    try:
        signature = base58.b58decode(value[1:])
    except ValueError:
        raise RefusedError("encoding", "proofValue is not base58btc") from None
    if base58.b58encode(signature).decode() != value[1:]:
        raise RefusedError("encoding", "proofValue is not base58btc")
    if len(signature) != (96 if key.kind == "P-384" else 64):
        raise RefusedError("encoding", "proofValue is not as long as a signature")
    return signature


def _signed_bytes(
    document: Mapping[str, Any], proof: Mapping[str, Any], suite: Suite, key: Key, linked: LinkedData
) -> bytes:
    """The bytes that are signed: the digests of the proof without its value, and of the document without its proof."""
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    hash_name = _HASHES[key.kind]
    if suite.form == "rdfc":
        # The identifier of a proof names it, and is signed like the rest.
        parts = (
            linked.canonical({**options, "@context": document["@context"]}, hash_name),
            linked.canonical(document, hash_name),
        )
    else:
        linked.dataset(document)
        parts = (_jcs(options), _jcs(document))
    return b"".join(hashlib.new(hash_name, part).digest() for part in parts)


def _jcs(value: Any) -> bytes:
    try:
        return rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, ValueError, RecursionError):
        raise RefusedError("number", "it has values that RFC 8785 cannot say") from None


def is_signed(key: Key, signature: bytes, data: bytes) -> bool:
    """Whether a raw signature of Ed25519 or ECDSA (`r` and `s`) fits data and key."""
    public = loaded(key)
    try:
        if key.kind == "Ed25519":
            public.verify(signature, data)
        else:
            half = len(signature) // 2
            numbers = int.from_bytes(signature[:half]), int.from_bytes(signature[half:])
            public.verify(
                encode_dss_signature(*numbers), data, ECDSA(SHA384() if key.kind == "P-384" else SHA256())
            )
    except (InvalidSignature, ValueError):
        return False
    return True
