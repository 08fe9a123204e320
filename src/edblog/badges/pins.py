"""What a site has pinned: issuers with their keys, and dated snapshots of what issuers have on the web.

Each file in `data/issuers/` is one pin: JSON with a kind, an identifier, a date and a document. The files are the district's own and are
trusted; still they are read strictly, and the keys in a document must have the fingerprints that somebody has looked at.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal

import msgspec

from edblog.badges.keys import Key, of_did, of_jwk, of_multikey, of_pem
from edblog.badges.refusal import RefusedError
from edblog.badges.strict import id_of, listed, read_json, shown, text_of

PinKind = Literal["issuer", "badge", "assertion", "status-list", "revocation-list"]
_MOST_KEYS = 50


class PinnedKey(msgspec.Struct, frozen=True):
    """A key of an issuer, as somebody has looked at it."""

    id: str
    fingerprint: str


class Pin(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A file in `data/issuers/`."""

    kind: PinKind
    id: str
    """Of the issuer, the badge class, the assertion or the list."""
    date: date
    """When it was taken."""
    document: dict[str, Any] | str
    """As it was found; a text if it was a compact JWS."""
    source: str = ""
    """Its address, or the name of the file that it came from."""
    name: str = ""
    keys: tuple[PinnedKey, ...] = ()
    key_documents: tuple[dict[str, Any], ...] = ()
    """Of an issuer of Open Badges 2.0: documents of the type CryptographicKey that its profile names."""


class Issuer(msgspec.Struct, frozen=True):
    """An issuer that a site knows."""

    id: str
    name: str
    methods: Mapping[str, Key]
    """Keys by the identifier with which a signature names them."""
    date: date
    revocation_list: str = ""
    """Of Open Badges 2.0: the address of the list of revoked assertions."""
    scopes: tuple[str, ...] = ()
    """Of Open Badges 2.0: where its hosted assertions stand, as beginnings of addresses."""


class Pins(msgspec.Struct, frozen=True):
    """All pins of a site."""

    issuers: Mapping[str, Issuer] = {}
    badges: Mapping[str, Pin] = {}
    assertions: Mapping[str, Pin] = {}
    status_lists: Mapping[str, Pin] = {}
    revocation_lists: Mapping[str, Pin] = {}


NONE = Pins()


def read_pin(data: bytes) -> Pin:
    """The pin in a file. Raises `RefusedError`."""
    raw = read_json(data, "file")
    try:
        pin = msgspec.convert(raw, Pin)
    except msgspec.ValidationError as error:
        raise RefusedError("pin", str(error)) from None
    if pin.kind == "issuer":
        methods = methods_of(pin)
        known = {key.id: key.fingerprint for key in pin.keys}
        if {name: key.fingerprint for name, key in methods.items()} != known:
            raise RefusedError("pin", "its keys do not have the fingerprints that it names")
    return pin


def pin_text(pin: Pin) -> str:
    """The text of a file for a pin."""
    return json.dumps(msgspec.to_builtins(pin), indent=2, ensure_ascii=False) + "\n"


def with_fingerprints(pin: Pin) -> Pin:
    """The pin of an issuer with the fingerprints of its keys. Raises `RefusedError`."""
    keys = tuple(PinnedKey(name, key.fingerprint) for name, key in sorted(methods_of(pin).items()))
    return msgspec.structs.replace(pin, keys=keys)


def pins_of(pins: Iterable[Pin]) -> Pins:
    """The pins of a site, by identifier. The newest of several for one identifier counts."""
    ordered = sorted(pins, key=lambda pin: pin.date)
    return Pins(
        {pin.id: _issuer(pin) for pin in ordered if pin.kind == "issuer"},
        {pin.id: pin for pin in ordered if pin.kind == "badge"},
        {pin.id: pin for pin in ordered if pin.kind == "assertion"},
        {pin.id: pin for pin in ordered if pin.kind == "status-list"},
        {pin.id: pin for pin in ordered if pin.kind == "revocation-list"},
    )


def _issuer(pin: Pin) -> Issuer:
    document = pin.document if isinstance(pin.document, dict) else {}
    verification = document.get("verification")
    scopes = verification if isinstance(verification, dict) else {}
    starts = [text for text in listed(scopes.get("startsWith")) if isinstance(text, str)]
    origins = [f"https://{host}/" for host in listed(scopes.get("allowedOrigins")) if isinstance(host, str)]
    return Issuer(
        pin.id,
        pin.name or text_of(document.get("name")),
        methods_of(pin),
        pin.date,
        id_of(document.get("revocationList")),
        tuple(start for start in (*starts, *origins) if start.count("/") >= 3),
    )


def methods_of(pin: Pin) -> dict[str, Key]:
    """The keys of an issuer that may sign badges, by identifier. Raises `RefusedError`."""
    if own := of_did(pin.id):
        return dict([own])
    document = pin.document
    if not isinstance(document, dict) or id_of(document) != pin.id:
        raise RefusedError("pin", f"its document is not that of {shown(pin.id, 120)}")
    found = dict(_of_document(document))
    for name, key in _of_profile(document, pin.key_documents):
        if found.setdefault(name, key) != key:
            raise RefusedError("pin", f"two keys have the identifier {shown(name, 120)}")
    if len(found) > _MOST_KEYS:
        raise RefusedError("pin", f"it has more than {_MOST_KEYS} keys")
    return found


def _of_document(document: Mapping[str, Any]) -> Iterable[tuple[str, Key]]:
    """Keys of a DID document, or of another controlled identifier document, whose purpose is assertion."""
    subject = id_of(document)
    by_id = {
        _whole(subject, id_of(m)): m
        for m in listed(document.get("verificationMethod"))
        if isinstance(m, dict)
    }
    for entry in listed(document.get("assertionMethod")):
        name = _whole(subject, id_of(entry))
        method = entry if isinstance(entry, dict) else by_id.get(name)
        if method is None or not name:
            continue
        if method.get("controller", subject) != subject:
            raise RefusedError("pin", f"the key {shown(name, 120)} is controlled by another")
        try:
            yield name, _key_of(method)
        except RefusedError as error:
            # Keys of other kinds may stand beside; a badge that needs one finds no key.
            if error.code != "key":
                raise


def _whole(subject: str, name: str) -> str:
    return subject + name if name.startswith("#") else name


def _key_of(method: Mapping[str, Any]) -> Key:
    if isinstance(text := method.get("publicKeyMultibase"), str):
        # Ed25519VerificationKey2020 has the same form.
        return of_multikey(text)
    if "publicKeyJwk" in method:
        return of_jwk(method["publicKeyJwk"])
    if isinstance(text := method.get("publicKeyPem"), str):
        return of_pem(text)
    raise RefusedError("key", "a key of a kind that edblog does not accept")


def _of_profile(
    profile: Mapping[str, Any], documents: Iterable[Mapping[str, Any]]
) -> Iterable[tuple[str, Key]]:
    """Keys of an issuer of Open Badges 2.0: each names the issuer as its owner, and the issuer names each."""
    entries = listed(profile.get("publicKey"))
    named = {id_of(entry) for entry in entries} - {""}
    for entry in (*(e for e in entries if isinstance(e, dict) and "publicKeyPem" in e), *documents):
        name = id_of(entry)
        if (
            name in named
            and entry.get("owner") == id_of(profile)
            and isinstance(entry.get("publicKeyPem"), str)
        ):
            yield name, of_pem(entry["publicKeyPem"])


def resolved(issuer: str, method: str, pins: Pins) -> tuple[Key, bool]:
    """The key that a signature of an issuer names, and whether it is pinned. Raises `RefusedError`."""
    known = pins.issuers.get(issuer)
    if known and method in known.methods:
        return known.methods[method], True
    own = of_did(issuer)
    if method.partition("#")[0] != issuer:
        raise RefusedError(
            "foreign-key", f"the key {shown(method, 120)} does not belong to the issuer {shown(issuer, 120)}"
        )
    if own is not None and known is None:
        if method != own[0]:
            raise RefusedError("foreign-key", f"{shown(issuer, 120)} has no key {shown(method, 120)}")
        return own[1], False
    if known:
        raise RefusedError(
            "unpinned-key",
            f"the key {shown(method, 120)} is not among the pinned ones of its issuer",
            "unverified",
        )
    raise RefusedError("unpinned-issuer", f"the issuer {shown(issuer, 120)} is not pinned", "unverified")
