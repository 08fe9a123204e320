"""Public keys as badges and issuers write them: Multikey, JWK (RFC 7517), PEM, `did:key` and `did:jwk`."""

from __future__ import annotations

import warnings
from base64 import b64encode
from functools import lru_cache
from typing import Any, Literal

import base58
import msgspec
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.hashes import SHA256, Hash
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_public_key,
    load_pem_public_key,
)
from joserfc.errors import JoseError
from joserfc.jwk import import_key

from edblog.badges.refusal import RefusedError
from edblog.badges.strict import from_base64url, read_json

Kind = Literal["Ed25519", "P-256", "P-384", "RSA"]
_MIN_RSA = 2048
_MAX_RSA = 8192
_MULTICODECS: dict[bytes, Kind] = {b"\xed\x01": "Ed25519", b"\x80\x24": "P-256", b"\x81\x24": "P-384"}
_CURVES: dict[str, ec.EllipticCurve] = {"P-256": ec.SECP256R1(), "P-384": ec.SECP384R1()}
_NAMES: dict[str, Kind] = {"secp256r1": "P-256", "secp384r1": "P-384"}


class Key(msgspec.Struct, frozen=True):
    """A public key. Two are equal if they are the same key, however they were written."""

    kind: Kind
    der: bytes
    """SubjectPublicKeyInfo (RFC 5280), DER."""

    @property
    def fingerprint(self) -> str:
        """`SHA256:` and the digest of the SubjectPublicKeyInfo in base64, as OpenSSH writes fingerprints."""
        digest = Hash(SHA256())
        digest.update(self.der)
        return f"SHA256:{b64encode(digest.finalize()).decode().rstrip('=')}"


@lru_cache(maxsize=512)
def loaded(key: Key) -> Any:
    """The key as an object of `cryptography`."""
    return load_der_public_key(key.der)


def _key(public: Any) -> Key:
    kind: Kind
    match public:
        case ed25519.Ed25519PublicKey():
            kind = "Ed25519"
        case ec.EllipticCurvePublicKey() if public.curve.name in _NAMES:
            kind = _NAMES[public.curve.name]
        case rsa.RSAPublicKey() if _MIN_RSA <= public.key_size <= _MAX_RSA:
            kind = "RSA"
        case rsa.RSAPublicKey():
            raise RefusedError(
                "weak-key", f"an RSA key of {public.key_size} bits; {_MIN_RSA} to {_MAX_RSA} are accepted"
            )
        case _:
            raise RefusedError("key", "a key of a kind that edblog does not accept")
    return Key(kind, public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))


@lru_cache(maxsize=512)
def of_multikey(text: str) -> Key:
    """The key in a Multikey: `z`, and base58btc of a multicodec and the key. Raises `RefusedError`."""
    if not text.startswith("z") or len(text) > 200:
        raise RefusedError("key", "a key that is not base58btc")
    try:
        data = base58.b58decode(text[1:])
    except ValueError:
        raise RefusedError("key", "a key that is not base58btc") from None
    kind = _MULTICODECS.get(data[:2])
    try:
        if kind == "Ed25519":
            return _key(ed25519.Ed25519PublicKey.from_public_bytes(data[2:]))
        if kind:
            if len(data) < 3 or data[2] not in (2, 3):
                raise RefusedError("key", "a key of an elliptic curve that is not compressed")
            return _key(ec.EllipticCurvePublicKey.from_encoded_point(_CURVES[kind], data[2:]))
    except ValueError:
        raise RefusedError("key", "a key that is damaged") from None
    raise RefusedError("key", "a key of a kind that edblog does not accept")


def of_jwk(jwk: Any) -> Key:
    """The key in a JWK. Raises `RefusedError`; also if it is a private key."""
    if not isinstance(jwk, dict):
        raise RefusedError("key", "a JWK that is not an object")
    if "d" in jwk or jwk.get("kty") not in ("OKP", "EC", "RSA"):
        raise RefusedError("key", "a JWK that is no public key: private and shared keys are never accepted")
    try:
        with warnings.catch_warnings():
            # Weak keys are refused below.
            warnings.simplefilter("ignore")
            return _key(
                import_key(
                    {name: jwk[name] for name in ("kty", "crv", "x", "y", "n", "e") if name in jwk}
                ).get_op_key("verify")
            )
    except (JoseError, ValueError, TypeError, KeyError, AttributeError, UnsupportedAlgorithm):
        raise RefusedError("key", "a JWK that cannot be read") from None


def of_pem(text: str) -> Key:
    """The key in a PEM. Raises `RefusedError`."""
    try:
        return _key(load_pem_public_key(text.encode()))
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise RefusedError("key", "a PEM that is no public key") from None


def of_did(did: str) -> tuple[str, Key] | None:
    """The verification method and the key that a `did:key` or `did:jwk` is; None for other identifiers. Raises `RefusedError`."""
    if did.startswith("did:key:"):
        name = did.removeprefix("did:key:")
        return f"{did}#{name}", of_multikey(name)
    if did.startswith("did:jwk:"):
        return f"{did}#0", of_jwk(
            read_json(from_base64url(did.removeprefix("did:jwk:"), "did:jwk"), "did:jwk")
        )
    return None
