"""Verifies Open Badges 3.0, CLR 2.0 and other W3C Verifiable Credentials, with a proof of Data Integrity or as VC-JWT."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from edblog.badges import facts
from edblog.badges.dates import moment
from edblog.badges.keys import of_did
from edblog.badges.linked_data import LinkedData
from edblog.badges.pins import Issuer, Pin, Pins, resolved
from edblog.badges.proofs import Proven, check_proofs
from edblog.badges.recipients import match, of_subject
from edblog.badges.refusal import ORDER, RefusedError, State, unknown
from edblog.badges.status import Found, look_up
from edblog.badges.strict import id_of, listed, shown
from edblog.badges.tokens import Token, check_signature, fits, read_token
from edblog.badges.verdict import Note, Standard, Verdict

_BASES = ("https://www.w3.org/2018/credentials/v1", "https://www.w3.org/ns/credentials/v2")
_BADGES = frozenset(["OpenBadgeCredential", "AchievementCredential"])
_MOST_INSIDE = 200
_ENVELOPE = "data:application/vc+jwt,"


class Ground(msgspec.Struct, frozen=True):
    """What a badge is held against."""

    pins: Pins
    now: datetime
    linked: LinkedData
    recipient: str = ""
    """The email address of the person whose badge it should be; may be empty."""


def looks_like_one(document: Mapping[str, Any]) -> bool:
    """Whether a document says that it is a verifiable credential."""
    return "VerifiableCredential" in listed(document.get("type"))


def of_document(document: Mapping[str, Any], ground: Ground, *, depth: int = 0) -> Verdict:
    """The verdict about a credential as JSON."""
    facts_ = _facts(document, ground)
    try:
        _check_shape(document)
        proven = check_proofs(document, id_of(document["issuer"]), ground.pins, ground.now, ground.linked)
        verdict = _judged(document, proven, ground, facts_)
    except RefusedError as error:
        verdict = msgspec.structs.replace(facts_, state=error.state, code=error.code, detail=error.detail)
        verdict = _with_dates(verdict, document, ground)
    return _with_inside(verdict, document, ground, depth)


def of_token(content: bytes, ground: Ground, *, depth: int = 0) -> Verdict:
    """The verdict about a VC-JWT."""
    return _of_token(read_token(content), ground, depth)


def _of_token(token: Token, ground: Ground, depth: int) -> Verdict:
    document = credential_in(token)
    facts_ = _facts(document, ground)
    try:
        _check_shape(document)
        _check_claims(token.payload, document, ground)
        ground.linked.dataset({name: value for name, value in document.items() if name != "proof"})
        proven = _check_token(token, id_of(document["issuer"]), ground.pins)
        verdict = _judged(document, proven, ground, facts_)
    except RefusedError as error:
        verdict = msgspec.structs.replace(facts_, state=error.state, code=error.code, detail=error.detail)
        verdict = _with_dates(verdict, document, ground)
    return _with_inside(verdict, document, ground, depth)


def from_token(token: Token, ground: Ground) -> Verdict:
    """The verdict about a token that was read already."""
    return _of_token(token, ground, 0)


_CLAIMS = frozenset(["iss", "jti", "sub", "nbf", "exp", "iat", "aud", "vc", "cnf", "nonce"])


def credential_in(token: Token) -> dict[str, Any]:
    """The credential in a VC-JWT: the payload itself, or its claim `vc` as in version 1.1 of the standard. Raises `RefusedError`."""
    payload = token.payload
    if "vc" in payload:
        inner = payload["vc"]
        if not isinstance(inner, dict) or "@context" in payload:
            raise RefusedError("claims", "its claim vc is not the credential, or not the only one")
        document = dict(inner)
        # Version 1.1, 6.3.1: registered claims may stand in place of these.
        document.setdefault("issuer", payload.get("iss"))
        if "jti" in payload:
            document.setdefault("id", payload["jti"])
        starts = _number(payload, "nbf")
        if starts and not document.keys() & {"issuanceDate", "validFrom"}:
            document["issuanceDate"] = facts.when(starts)
        return document
    return {name: value for name, value in payload.items() if name not in _CLAIMS}


def _check_claims(payload: Mapping[str, Any], document: Mapping[str, Any], ground: Ground) -> None:
    """Registered claims must say the same as the credential. Raises `RefusedError`."""
    subjects = [id_of(subject) for subject in listed(document.get("credentialSubject"))]
    for claim, same in (
        ("iss", [id_of(document.get("issuer"))]),
        ("jti", [id_of(document)]),
        ("sub", subjects),
    ):
        if claim in payload and payload[claim] not in same:
            raise RefusedError("claims", f"its claim {claim} is not what the credential says")
    starts, ends = _number(payload, "nbf"), _number(payload, "exp")
    if ends is not None and ends <= ground.now:
        raise RefusedError("expired", f"its claim exp was {ends:%Y-%m-%d}", "expired")
    if starts is not None and starts > ground.now:
        raise RefusedError("not-yet-valid", f"its claim nbf is {starts:%Y-%m-%d}")
    _number(payload, "iat")


def _number(payload: Mapping[str, Any], name: str) -> datetime | None:
    if name not in payload:
        return None
    value = payload[name]
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 253_402_300_800:
        raise RefusedError("date", f"its claim {name} is no moment")
    return datetime.fromtimestamp(value, UTC)


def _check_token(token: Token, issuer: str, pins: Pins) -> Proven:
    """Checks a token with a key of its issuer. What the header says of keys only chooses among these. Raises `RefusedError`."""
    kid = token.header.get("kid")
    if kid is not None and not isinstance(kid, str):
        raise RefusedError("header", "its kid is not a text")
    if kid:
        method = issuer + kid if kid.startswith("#") else kid
        known = pins.issuers.get(issuer)
        own = of_did(issuer)
        if f"{issuer}#{kid}" in (known.methods if known else own or ()):
            # Some name only the part after "#".
            method = f"{issuer}#{kid}"
        elif "#" not in method and ":" not in method and own is None:
            raise unknown(
                "unpinned-key" if known else "unpinned-issuer", f"no pinned key is called {shown(kid)}"
            )
        key, is_pinned = resolved(issuer, method, pins)
        check_signature(token, key)
        return Proven(token.algorithm, key, is_pinned)
    return _any_key(token, issuer, pins)


def _any_key(token: Token, issuer: str, pins: Pins) -> Proven:
    """Checks a token that names no key with each key of its issuer."""
    known = pins.issuers.get(issuer)
    own = of_did(issuer) if known is None else None
    keys = list(known.methods.values()) if known else [own[1]] if own else []
    if not keys:
        raise unknown(
            "unpinned-key" if known else "unpinned-issuer", f"the issuer {shown(issuer, 120)} is not pinned"
        )
    fitting = [key for key in keys if fits(token, key)]
    if not fitting:
        raise RefusedError("key-kind", f"the issuer has no key for {token.algorithm}")
    for key in fitting[:-1]:
        try:
            check_signature(token, key)
        except RefusedError:
            continue
        return Proven(token.algorithm, key, known is not None)
    check_signature(token, fitting[-1])
    return Proven(token.algorithm, fitting[-1], known is not None)


def _check_shape(document: Mapping[str, Any]) -> None:
    """The parts that every credential has. Raises `RefusedError`."""
    context = document.get("@context")
    if not isinstance(context, list) or not context or context[0] not in _BASES:
        raise RefusedError("context", "its first context is not that of Verifiable Credentials")
    types = document.get("type")
    if not isinstance(types, list) or not all(isinstance(type_, str) for type_ in types):
        raise RefusedError("shape", "its type is not a list of names")
    if not looks_like_one(document):
        raise RefusedError("shape", "it does not have the type VerifiableCredential")
    facts.one_text(document, "issuer")
    if "id" in document and not isinstance(document["id"], str):
        raise RefusedError("shape", "its id is not an address")
    subjects = listed(document.get("credentialSubject"))
    if not subjects or not all(isinstance(subject, dict) for subject in subjects):
        raise RefusedError("shape", "it has no subject")


def _period(document: Mapping[str, Any]) -> tuple[datetime | None, datetime | None]:
    """From when until when a credential is valid, in the words of both versions of the standard. Raises `RefusedError`."""
    starts = [moment(document.get(name), name) for name in ("validFrom", "issuanceDate")]
    ends = [moment(document.get(name), name) for name in ("validUntil", "expirationDate")]
    return (
        max((start for start in starts if start), default=None),
        min((end for end in ends if end), default=None),
    )


def _with_dates(verdict: Verdict, document: Mapping[str, Any], ground: Ground) -> Verdict:
    """The verdict about a credential whose signature nobody could check: by its own words it may have expired."""
    try:
        start, end = _period(document)
    except RefusedError as error:
        return worse(verdict, error)
    verdict = msgspec.structs.replace(verdict, valid_from=facts.when(start), valid_until=facts.when(end))
    if verdict.state == "unverified" and end and end <= ground.now:
        return worse(verdict, RefusedError("expired", f"valid until {end:%Y-%m-%d}", "expired"))
    return verdict


def worse(verdict: Verdict, error: RefusedError) -> Verdict:
    """The verdict with what an error says, if that is worse."""
    if ORDER.index(error.state) <= ORDER.index(verdict.state):
        return verdict
    return msgspec.structs.replace(verdict, state=error.state, code=error.code, detail=error.detail)


def _standard(document: Mapping[str, Any]) -> Standard:
    types = {type_ for type_ in listed(document.get("type")) if isinstance(type_, str)}
    if "ClrCredential" in types:
        return "CLR 2.0"
    return "Open Badges 3.0" if types & _BADGES else "Verifiable Credential"


def _facts(document: Mapping[str, Any], ground: Ground) -> Verdict:
    subject = next(iter(listed(document.get("credentialSubject"))), None)
    achieved = next(iter(listed(subject.get("achievement"))), None) if isinstance(subject, dict) else None
    known: Issuer | None = ground.pins.issuers.get(id_of(document.get("issuer")))
    notes = [note for entry in listed(document.get("credentialSubject")) for note in facts.private(entry)]
    verdict = Verdict(
        state="unverified",
        standard=_standard(document),
        notes=tuple(notes[:1]),
        recipient=match(of_subject(document.get("credentialSubject")), ground.recipient),
    )
    issuer = document.get("issuer")
    return facts.described(verdict, achieved, document, issuer, known.name if known else "")


def _judged(document: Mapping[str, Any], proven: Proven, ground: Ground, found: Verdict) -> Verdict:
    """The verdict about a credential whose signature holds."""
    start, end = _period(document)
    if start is None and _standard(document) != "Verifiable Credential":
        raise RefusedError("date", "it does not say from when it is valid")
    state: State = "verified" if proven.is_pinned else "signature-only"
    listed_in = look_up(document, ground.pins, lambda pin: checked_list(pin, ground))
    verdict = msgspec.structs.replace(
        found,
        state=state,
        code="" if proven.is_pinned else "not-pinned",
        detail=""
        if proven.is_pinned
        else "the identifier of the issuer carries that key, and the issuer is not pinned",
        suite=proven.suite,
        key=proven.key.fingerprint,
        is_pinned=proven.is_pinned,
        valid_from=facts.when(start),
        valid_until=facts.when(end),
        status=listed_in.status,
        status_date=listed_in.date,
        notes=(*found.notes, *listed_in.notes, *(Note(code, message) for code, message in proven.notes)),
    )
    if end and end <= ground.now:
        verdict = worse(verdict, RefusedError("expired", f"valid until {end:%Y-%m-%d}", "expired"))
    verdict = _took_back(verdict, listed_in)
    if start and (start > ground.now or (end and end < start)):
        verdict = worse(verdict, RefusedError("not-yet-valid", f"valid from {start:%Y-%m-%d}"))
    return verdict


def _took_back(verdict: Verdict, listed_in: Found) -> Verdict:
    if listed_in.status not in ("revoked", "suspended"):
        return verdict
    return worse(verdict, RefusedError(listed_in.status, f"in the list of {listed_in.date}", "revoked"))


def checked_list(pin: Pin, ground: Ground) -> Mapping[str, Any]:
    """The document of a status list after its own signature and dates were checked. Raises `RefusedError`."""
    if isinstance(pin.document, str):
        token = read_token(pin.document.encode())
        document: Mapping[str, Any] = credential_in(token)
        _check_shape(document)
        _check_claims(token.payload, document, ground)
        _check_token(token, id_of(document["issuer"]), ground.pins)
    else:
        document = pin.document
        _check_shape(document)
        check_proofs(document, id_of(document["issuer"]), ground.pins, ground.now, ground.linked)
    start, end = _period(document)
    if (start and start > ground.now) or (end and end <= ground.now):
        raise RefusedError("status-list", "it is not valid today")
    return document


# Credentials within a credential


def _with_inside(verdict: Verdict, document: Mapping[str, Any], ground: Ground, depth: int) -> Verdict:
    """The verdict with those about the credentials within, each with a state of its own."""
    within = [
        entry
        for subject in listed(document.get("credentialSubject"))
        if isinstance(subject, dict)
        for entry in listed(subject.get("verifiableCredential"))
    ]
    if not within:
        return verdict
    if depth or len(within) > _MOST_INSIDE:
        return worse(
            verdict,
            RefusedError("too-large", "credentials within credentials within credentials, or too many"),
        )
    return msgspec.structs.replace(verdict, inside=tuple(_inner(entry, document, ground) for entry in within))


def _inner(entry: Any, outer: Mapping[str, Any], ground: Ground) -> Verdict:
    if isinstance(entry, dict) and "EnvelopedVerifiableCredential" in listed(entry.get("type")):
        # Another kind of envelope is read as a token, too, and is none.
        entry = id_of(entry).removeprefix(_ENVELOPE)
    try:
        if isinstance(entry, str):
            return of_token(entry.encode(), ground, depth=1)
    except RefusedError as error:
        return Verdict(state=error.state, code=error.code, detail=error.detail)
    # Within another, the context of that counts where it has none of its own.
    inner = entry if isinstance(entry, dict) else {}
    verdict = of_document({"@context": outer.get("@context"), **inner}, ground, depth=1)
    if verdict.code == "no-proof":
        detail = "it has no proof of its own; that of the record covers it"
        return msgspec.structs.replace(verdict, state="unverified", code="only-in-record", detail=detail)
    return verdict
