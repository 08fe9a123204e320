"""Verifies Open Badges 2.0: assertions signed with RS256, and hosted ones, of which there may be a dated snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from edblog.badges import facts
from edblog.badges.credentials import Ground, worse
from edblog.badges.dates import moment
from edblog.badges.pins import Issuer, Pins
from edblog.badges.recipients import match, of_assertion
from edblog.badges.refusal import RefusedError, unknown
from edblog.badges.status import in_revocation_list
from edblog.badges.strict import id_of, listed, shown
from edblog.badges.tokens import Token, check_signature
from edblog.badges.verdict import Verdict

_CONTEXTS = frozenset(["https://w3id.org/openbadges/v2", "http://w3id.org/openbadges/v2"])
_OLD = frozenset(["https://w3id.org/openbadges/v1", "http://w3id.org/openbadges/v1"])
_SIGNED = frozenset(["signed", "SignedBadge"])
_HOSTED = frozenset(["hosted", "HostedBadge"])


def looks_like_one(document: Mapping[str, Any]) -> bool:
    """Whether a document is an assertion of Open Badges 2.0, or of a standard before it."""
    return "badge" in document and (
        "recipient" in document or "verification" in document or "verify" in document
    )


def of_document(document: Mapping[str, Any], ground: Ground) -> Verdict:
    """The verdict about an assertion as JSON, which is a hosted one."""
    return _verdict(document, ground, None)


def of_token(token: Token, ground: Ground) -> Verdict:
    """The verdict about an assertion in a compact JWS."""
    return _verdict(token.payload, ground, token)


def _verdict(assertion: Mapping[str, Any], ground: Ground, token: Token | None) -> Verdict:
    recipient = assertion.get("recipient")
    badge = _badge_class(assertion, ground.pins)
    issuer = badge.get("issuer") if badge else None
    known = ground.pins.issuers.get(id_of(issuer))
    verdict = Verdict(
        state="unverified",
        standard="Open Badges 2.0",
        recipient=match(of_assertion(assertion), ground.recipient),
        notes=facts.private(recipient),
    )
    verdict = facts.described(verdict, badge, assertion, issuer, known.name if known else "")
    try:
        _check_shape(assertion)
        verdict = (
            _signed(verdict, assertion, badge, token, ground)
            if token and _kind(assertion) in _SIGNED
            else _hosted(verdict, assertion, badge, ground)
        )
    except RefusedError as error:
        verdict = msgspec.structs.replace(verdict, state=error.state, code=error.code, detail=error.detail)
    return _with_dates(verdict, assertion, ground)


def _kind(assertion: Mapping[str, Any]) -> str:
    verification = assertion.get("verification")
    kind = verification.get("type") if isinstance(verification, dict) else None
    return kind if isinstance(kind, str) else ""


def _check_shape(assertion: Mapping[str, Any]) -> None:
    contexts = {entry for entry in listed(assertion.get("@context")) if isinstance(entry, str)}
    if contexts & _OLD or "verify" in assertion or ("uid" in assertion and not contexts):
        raise unknown("old-standard", "Open Badges 1, which edblog does not verify")
    if not contexts & _CONTEXTS:
        raise RefusedError("context", "its context is not that of Open Badges 2.0")
    if "Assertion" not in listed(assertion.get("type")):
        raise RefusedError("shape", "it does not have the type Assertion")
    if not id_of(assertion) or not isinstance(assertion.get("recipient"), dict):
        raise RefusedError("shape", "it has no id or no recipient")
    if _kind(assertion) not in _SIGNED | _HOSTED:
        raise RefusedError("shape", f"its verification is of the kind {shown(_kind(assertion))}")


def _badge_class(assertion: Mapping[str, Any], pins: Pins) -> Mapping[str, Any] | None:
    """The badge class: as pinned, or else as the assertion holds it; None if it is only an address that is not pinned."""
    badge = assertion.get("badge")
    pin = pins.badges.get(id_of(badge))
    if pin and isinstance(pin.document, dict):
        return pin.document
    return badge if isinstance(badge, dict) else None


def _issuer(badge: Mapping[str, Any] | None, pins: Pins) -> Issuer:
    """The pinned issuer of a badge class. Raises `RefusedError`."""
    if badge is None:
        raise unknown(
            "unknown-badge",
            "its badge class is only an address that is not pinned, so its issuer is not known",
        )
    name = facts.one_text(badge, "issuer")
    if name not in pins.issuers:
        raise unknown("unpinned-issuer", f"the issuer {shown(name, 120)} is not pinned")
    return pins.issuers[name]


def _signed(
    verdict: Verdict,
    assertion: Mapping[str, Any],
    badge: Mapping[str, Any] | None,
    token: Token,
    ground: Ground,
) -> Verdict:
    issuer = _issuer(badge, ground.pins)
    verification = assertion["verification"]
    creator = verification.get("creator", token.header.get("kid"))
    if creator is not None and not isinstance(creator, str):
        raise RefusedError("shape", "its creator is not an address")
    if creator is None and len(issuer.methods) == 1:
        creator = next(iter(issuer.methods))
    if token.header.get("kid", creator) != creator:
        raise RefusedError("foreign-key", "its header and its verification name two keys")
    key = issuer.methods.get(creator or "")
    if key is None:
        owners = [other for other in ground.pins.issuers.values() if creator in other.methods]
        if owners:
            raise RefusedError("foreign-key", f"the key {shown(creator, 120)} belongs to another issuer")
        raise unknown(
            "unpinned-key", f"the key {shown(creator or '')} is not among the pinned ones of its issuer"
        )
    check_signature(token, key)
    verdict = msgspec.structs.replace(
        verdict, state="verified", suite=token.algorithm, key=key.fingerprint, is_pinned=True
    )
    return _with_status(verdict, assertion, issuer, ground)


def _with_status(verdict: Verdict, assertion: Mapping[str, Any], issuer: Issuer, ground: Ground) -> Verdict:
    if not issuer.revocation_list:
        return msgspec.structs.replace(verdict, status="none")
    pin = ground.pins.revocation_lists.get(issuer.revocation_list)
    found = in_revocation_list(pin, id_of(assertion), issuer.revocation_list)
    verdict = msgspec.structs.replace(
        verdict, status=found.status, status_date=found.date, notes=(*verdict.notes, *found.notes)
    )
    if found.status == "revoked":
        verdict = worse(verdict, RefusedError("revoked", f"in the list of {found.date}", "revoked"))
    return verdict


def _hosted(
    verdict: Verdict, assertion: Mapping[str, Any], badge: Mapping[str, Any] | None, ground: Ground
) -> Verdict:
    name = id_of(assertion)
    if not name.startswith("https://"):
        raise unknown("hosted", "it has no signature, and its id is no address of the web")
    pin = ground.pins.assertions.get(name)
    if pin is None or not isinstance(pin.document, dict):
        raise unknown("hosted", "it has no signature, and there is no snapshot of its page")
    verdict = msgspec.structs.replace(verdict, seen_date=str(pin.date))
    if pin.document.get("revoked") is True:
        raise RefusedError("revoked", f"its page said so on {pin.date}", "revoked")
    if dict(assertion) != pin.document:
        raise RefusedError("differs", f"its page showed something else on {pin.date}")
    issuer = _issuer(badge, ground.pins)
    own = "/".join(issuer.id.split("/")[:3]) + "/"
    if not name.startswith(issuer.scopes or (own,)):
        raise RefusedError("foreign-page", "its page is not on the site of the issuer")
    verdict = msgspec.structs.replace(verdict, state="seen", code="hosted-seen", detail=f"seen on {pin.date}")
    return _with_status(verdict, assertion, issuer, ground)


def _with_dates(verdict: Verdict, assertion: Mapping[str, Any], ground: Ground) -> Verdict:
    """The verdict with its dates, and with what the assertion says against itself."""
    try:
        issued = moment(assertion.get("issuedOn"), "issuedOn", loose=True)
        expires = moment(assertion.get("expires"), "expires", loose=True)
    except RefusedError as error:
        return worse(verdict, error)
    verdict = msgspec.structs.replace(verdict, valid_from=facts.when(issued), valid_until=facts.when(expires))
    if expires and expires <= ground.now:
        verdict = worse(verdict, RefusedError("expired", f"valid until {expires:%Y-%m-%d}", "expired"))
    if assertion.get("revoked") is True:
        verdict = worse(verdict, RefusedError("revoked", "the assertion says so itself", "revoked"))
    if issued is None and verdict.state in ("verified", "seen"):
        return worse(verdict, RefusedError("date", "it does not say when it was issued"))
    if issued and issued > ground.now:
        verdict = worse(verdict, RefusedError("not-yet-valid", f"issued on {issued:%Y-%m-%d}"))
    return verdict
