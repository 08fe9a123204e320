"""Reads and checks compact JWS (RFC 7515): VC-JWT of Open Badges 3.0, and signed badges of Open Badges 2.0."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey, RSAKey
from joserfc.jws import JWSRegistry

from edblog.badges.keys import Key, Kind, loaded
from edblog.badges.refusal import RefusedError
from edblog.badges.strict import from_base64url, read_json, shown

ALGORITHMS: dict[str, Kind] = {"RS256": "RSA", "ES256": "P-256", "EdDSA": "Ed25519"}
_JOSE: dict[str, Any] = {"RSA": RSAKey, "P-256": ECKey, "Ed25519": OKPKey}
_TYPES = frozenset(["JWT", "VC+JWT", "VC+LD+JWT", "VC-LD+JWT", "JOSE"])


class Token(NamedTuple):
    """A compact JWS, not checked yet."""

    text: str
    header: Mapping[str, Any]
    payload: Mapping[str, Any]

    @property
    def algorithm(self) -> str:
        """The name of the algorithm, one of `ALGORITHMS`."""
        return str(self.header["alg"])


def read_token(content: bytes) -> Token:
    """The token in these bytes. Raises `RefusedError`; also for a header that asks for what edblog does not do."""
    text = content.decode("ascii", "replace")
    parts = text.split(".")
    if len(parts) != 3:
        raise RefusedError("not-jws", "a JWS has three parts")
    header = read_json(from_base64url(parts[0], "header"), "header")
    payload = read_json(from_base64url(parts[1], "payload"), "payload")
    from_base64url(parts[2], "signature")
    algorithm = header.get("alg")
    if not isinstance(algorithm, str) or algorithm not in ALGORITHMS:
        raise RefusedError(
            "algorithm", f"the algorithm {shown(algorithm)} is not accepted; only {', '.join(ALGORITHMS)} are"
        )
    for name in ("crit", "b64", "zip", "enc"):
        if name in header:
            raise RefusedError("header", f"the header has {name}, which edblog does not accept")
    type_ = header.get("typ", "JWT")
    if not isinstance(type_, str) or type_.upper().removeprefix("APPLICATION/") not in _TYPES:
        raise RefusedError("header", f"the header says that it is {shown(type_)}")
    return Token(text, header, payload)


def fits(token: Token, key: Key) -> bool:
    """Whether a key is of the kind that the algorithm of the token needs."""
    return ALGORITHMS[token.algorithm] == key.kind


def check_signature(token: Token, key: Key) -> None:
    """Checks the signature of a token with a key. Keys that the token itself brings are never used. Raises `RefusedError`."""
    if not fits(token, key):
        raise RefusedError("key-kind", f"{token.algorithm} is not for keys of the kind {key.kind}")
    pem = loaded(key).public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    signed, _, signature = token.text.rpartition(".")
    try:
        with warnings.catch_warnings():
            # RFC 9864 has new names for algorithms; badges have the old ones.
            warnings.simplefilter("ignore")
            algorithm = JWSRegistry(algorithms=[token.algorithm]).get_alg(token.algorithm)
            jwk = _JOSE[key.kind].import_key(pem)
            algorithm.check_key(jwk)
            # Not `deserialize_compact`, which takes no more than 512 bytes of header and 8,000 of payload.
            is_signed = algorithm.verify(signed.encode(), from_base64url(signature, "signature"), jwk)
    except (JoseError, ValueError, TypeError, KeyError, AttributeError):
        is_signed = False
    if not is_signed:
        raise RefusedError(
            "signature",
            f"the signature ({token.algorithm}) does not fit: the badge was changed, or another key signed it",
        )
