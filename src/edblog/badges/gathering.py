"""Finds out what to pin for an address or a file: an issuer, its keys, and snapshots of what it has on the web.

What is asked for is named by documents that were found before, a few at most. An answer counts only for the address that was asked: a
document that says it is another one is refused, so nobody can get a key pinned for somebody else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

from edblog.badges import assertions, credentials
from edblog.badges.containers import unpack
from edblog.badges.keys import of_did
from edblog.badges.pins import Pin, PinKind, methods_of, with_fingerprints
from edblog.badges.refusal import RefusedError
from edblog.badges.status import unpacked
from edblog.badges.strict import id_of, listed, read_json, shown, text_of
from edblog.badges.tokens import read_token

Fetch = Callable[[str], bytes]
"""Gives what is at an https address. Raises `RefusedError` if there is nothing."""
MOST = 20
"""The most addresses that are asked for."""
_LISTS = {"BitstringStatusListCredential", "StatusList2021Credential"}


def did_web_address(did: str) -> str:
    """The address of the document of a `did:web`; empty if it is none.

    >>> did_web_address("did:web:maple.example:badges")
    'https://maple.example/badges/did.json'
    """
    host, *folders = did.removeprefix("did:web:").split(":")
    if not did.startswith("did:web:") or not host or "/" in did or not all(folders):
        return ""
    path = "/".join(quote(unquote(folder)) for folder in folders) if folders else ".well-known"
    return f"https://{unquote(host)}/{path}/did.json"


class _Gatherer:
    """Follows addresses from one document to those that it needs."""

    def __init__(self, fetch: Fetch, today: date) -> None:
        self._fetch, self._today = fetch, today
        self._asked: set[str] = set()
        self.pins: dict[tuple[str, str], Pin] = {}
        self.missed: list[str] = []

    def add(self, pin: Pin) -> None:
        self.pins.setdefault((pin.kind, pin.id), pin)

    def pin(self, kind: PinKind, name: str, document: dict[str, Any] | str, source: str) -> None:
        title = text_of(document.get("name")) if isinstance(document, dict) and kind != "assertion" else ""
        self.add(Pin(kind, name, self._today, document, source, title))

    def follow(self, address: str, *, identity: str = "") -> None:
        """Takes the document at an address into account, once."""
        if address in self._asked:
            return
        if not address.startswith("https://"):
            raise RefusedError(
                "address", f"{shown(address, 200)} is not an address that starts with https://"
            )
        if len(self._asked) >= MOST:
            raise RefusedError("too-large", f"this would need more than {MOST} addresses")
        self._asked.add(address)
        self.take(self._fetch(address), address, identity or address)

    def follow_list(self, address: str) -> None:
        """Takes a list into account, if it can be read: an issuer can be pinned without it."""
        try:
            self.follow(address)
        except RefusedError as error:
            self.missed.append(f"a list of badges that were taken back could not be read: {error.detail}")

    def take(self, content: bytes, source: str, identity: str) -> None:
        """Takes a document into account; `identity` is what it must call itself, or empty for a file."""
        contained = unpack(content)
        if contained.is_compact:
            token = read_token(contained.content)
            if assertions.looks_like_one(token.payload):
                self._assertion(dict(token.payload), source, is_signed=True)
                return
            document = credentials.credential_in(token)
            text: dict[str, Any] | str = contained.content.decode()
        else:
            text = document = read_json(contained.content)
        types = {type_ for type_ in listed(document.get("type")) if isinstance(type_, str)}
        name = id_of(document)
        if types & _LISTS:
            self._status_list(document, text, source, identity or name)
            return
        if identity and name != identity and not credentials.looks_like_one(document):
            raise RefusedError(
                "identity", f"the document at {shown(source, 200)} calls itself {shown(name, 200)}"
            )
        self._by_type(document, types, source)

    def _by_type(self, document: dict[str, Any], types: set[str], source: str) -> None:
        name = id_of(document)
        if credentials.looks_like_one(document):
            self._credential(document)
        elif assertions.looks_like_one(document):
            self._assertion(document, source, is_signed=False)
        elif "BadgeClass" in types:
            self.pin("badge", name, document, source)
            self._issuer_of(document.get("issuer"))
        elif "RevocationList" in types or "revokedAssertions" in document:
            self.pin("revocation-list", name or source, document, source)
        elif {"verificationMethod", "assertionMethod", "publicKey"} & document.keys():
            self._issuer(document, source)
        elif types & {"Issuer", "Profile"}:
            raise RefusedError("no-keys", "this issuer names no key, so its badges cannot be verified")
        else:
            raise RefusedError("shape", "this is neither an issuer nor a badge nor a list of an issuer")

    def _issuer(self, document: dict[str, Any], source: str) -> None:
        documents = []
        for entry in listed(document.get("publicKey")):
            address = id_of(entry)
            if isinstance(entry, str) and address.startswith("https://") and address not in self._asked:
                self._asked.add(address)
                documents.append(read_json(self._fetch(address), "key"))
        pin = Pin("issuer", id_of(document), self._today, document, source, text_of(document.get("name")))
        pin = with_fingerprints(
            Pin(pin.kind, pin.id, pin.date, document, source, pin.name, (), tuple(documents))
        )
        if not pin.keys:
            raise RefusedError(
                "no-keys", "this issuer has no key that edblog accepts, so its badges cannot be verified"
            )
        self.add(pin)
        if (address := id_of(document.get("revocationList"))).startswith("https://"):
            self.follow_list(address)

    def _issuer_of(self, issuer: Any) -> None:
        """Pins the issuer that a badge names."""
        name = id_of(issuer)
        title = text_of(issuer.get("name")) if isinstance(issuer, dict) else ""
        if of_did(name):
            self.add(with_fingerprints(Pin("issuer", name, self._today, {}, name, title)))
        elif address := did_web_address(name):
            self.follow(address, identity=name)
        elif name:
            self.follow(name)

    def _credential(self, document: Mapping[str, Any]) -> None:
        self._issuer_of(document.get("issuer"))
        for entry in listed(document.get("credentialStatus")):
            address = entry.get("statusListCredential") if isinstance(entry, dict) else None
            if isinstance(address, str):
                self.follow_list(address)
        for subject in listed(document.get("credentialSubject")):
            for inner in listed(subject.get("verifiableCredential")) if isinstance(subject, dict) else []:
                if isinstance(inner, dict) and credentials.looks_like_one(inner):
                    self._credential(inner)

    def _status_list(
        self, document: Mapping[str, Any], text: dict[str, Any] | str, source: str, name: str
    ) -> None:
        subject = document.get("credentialSubject")
        unpacked(subject.get("encodedList") if isinstance(subject, dict) else None)
        self.pin("status-list", name, text, source)
        issuer = document.get("issuer")
        if id_of(issuer).startswith("did:"):
            try:
                self._issuer_of(issuer)
            except RefusedError as error:
                self.missed.append(f"who signed the list could not be found out: {error.detail}")

    def _assertion(self, document: dict[str, Any], source: str, *, is_signed: bool) -> None:
        name = id_of(document)
        if not is_signed and name.startswith("https://"):
            if source == name:
                self.pin("assertion", name, document, source)
            else:
                self.follow(name)
        badge = document.get("badge")
        if isinstance(badge, dict):
            self._issuer_of(badge.get("issuer"))
        elif isinstance(badge, str):
            self.follow(badge)


class Gathered(NamedTuple):
    """What there is to pin."""

    pins: Sequence[Pin]
    missed: Sequence[str]
    """What should be pinned, too, and cannot be."""


def gather(what: str, content: bytes | None, fetch: Fetch, today: date) -> Gathered:
    """The pins for an address or an identifier, or for the content of a file called `what`. Raises `RefusedError`."""
    gatherer = _Gatherer(fetch, today)
    if content is not None:
        gatherer.take(content, what, "")
    elif own := of_did(what):
        gatherer.add(with_fingerprints(Pin("issuer", what, today, {}, own[0])))
    elif address := did_web_address(what):
        gatherer.follow(address, identity=what)
    elif what.startswith("https://") and what.endswith("/did.json"):
        gatherer.follow(what, identity=did_of_address(what))
    else:
        gatherer.follow(what)
    for pin in gatherer.pins.values():
        if pin.kind == "issuer":
            methods_of(pin)
    return Gathered(list(gatherer.pins.values()), gatherer.missed)


def did_of_address(address: str) -> str:
    """The `did:web` whose document is at an address.

    >>> did_of_address("https://maple.example:8443/badges/did.json")
    'did:web:maple.example%3A8443:badges'
    """
    host, *folders = address.removeprefix("https://").removesuffix("/did.json").split("/")
    names = [host.replace(":", "%3A"), *(folders if folders != [".well-known"] else [])]
    return "did:web:" + ":".join(names)
