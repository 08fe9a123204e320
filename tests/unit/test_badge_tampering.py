"""Each way to change a badge is refused, in each kind of signature, with the right state."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import base58
import pytest
from tests import badge_makers as make
from tests.badge_makers import CEDAR, MAPLE, OB, V2, badge, look, pem, pins, private, sign, token

ALICE = "did:web:badges.stranger.example"


class Case(NamedTuple):
    """A way to change a badge, and what becomes of it."""

    change: Callable[[dict[str, Any]], Any]
    state: str
    code: str
    jcs_code: str = ""
    """Where the whole JSON is signed."""


def put(*path: str | int, to: Any) -> Callable[[dict[str, Any]], None]:
    def change(document: dict[str, Any]) -> None:
        at: Any = document
        for name in path[:-1]:
            at = at[name]
        at[path[-1]] = to

    return change


def drop(*path: str) -> Callable[[dict[str, Any]], None]:
    def change(document: dict[str, Any]) -> None:
        at = document
        for name in path[:-1]:
            at = at[name]
        del at[path[-1]]

    return change


def proof_value(change: Callable[[bytes], bytes]) -> Callable[[dict[str, Any]], None]:
    def changed(document: dict[str, Any]) -> None:
        value = base58.b58decode(document["proof"]["proofValue"][1:])
        document["proof"]["proofValue"] = "z" + base58.b58encode(change(value)).decode()

    return changed


def alias(document: dict[str, Any]) -> None:
    """To JSON-LD the same as before; a reader of `validUntil` finds nothing."""
    value = document.pop("validUntil")
    typed = {"@value": value, "@type": "http://www.w3.org/2001/XMLSchema#dateTime"}
    document["https://www.w3.org/2018/credentials#validUntil"] = typed


def elsewhere(document: dict[str, Any]) -> None:
    """The same triples once more, with the date in another object of the same name."""
    value = document.pop("validUntil")
    document["evidence"] = [{"id": document["id"], "type": ["Evidence"], "validUntil": value}]


def second_proof(document: dict[str, Any]) -> None:
    other = copy.deepcopy(document["proof"])
    other["created"] = "2026-09-02T08:00:00Z"
    document["proof"] = [document["proof"], other]


def unknown_suite(document: dict[str, Any]) -> None:
    document["proof"] = {**document["proof"], "type": "DataIntegrityProof", "cryptosuite": "bbs-2023"}


def of_a_line(text: str) -> Callable[[dict[str, Any]], None]:
    return put("credentialSubject", "achievement", "id", to=f"urn:x> <urn:p> <urn:o> .\n<{text}")


SUBJECT = "credentialSubject"
ACHIEVEMENT = ("credentialSubject", "achievement")
CASES = {
    # What it says
    "name": Case(put("name", to="Another name"), "invalid", "signature"),
    "no name": Case(drop("name"), "invalid", "signature"),
    "who got it": Case(put(SUBJECT, "id", to="did:example:mallory"), "invalid", "signature"),
    "nobody got it": Case(drop(SUBJECT, "id"), "invalid", "signature"),
    "what was achieved": Case(put(*ACHIEVEMENT, "id", to="https://badges.maple.example/achievements/phd"), "invalid", "signature"),
    "its name": Case(put(*ACHIEVEMENT, "name", to="Doctor"), "invalid", "signature"),
    "its description": Case(put(*ACHIEVEMENT, "description", to=""), "invalid", "signature"),
    "its kind": Case(put(*ACHIEVEMENT, "achievementType", to="Degree"), "invalid", "signature"),
    "its criteria": Case(put(*ACHIEVEMENT, "criteria", "narrative", to="Nothing."), "invalid", "signature"),
    "no criteria": Case(drop(*ACHIEVEMENT, "criteria"), "invalid", "signature"),
    "another identifier": Case(put("id", to="urn:uuid:3fa3c9b0-0000-4000-8000-000000000002"), "invalid", "signature"),
    "no identifier": Case(drop("id"), "invalid", "signature"),
    "more about it": Case(put(*ACHIEVEMENT, "creditsAvailable", to=30), "invalid", "signature"),
    "a second achievement": Case(lambda d: d[SUBJECT].update(achievement=[d[SUBJECT]["achievement"], {"id": "urn:x:2", "type": ["Achievement"], "name": "More"}]), "invalid", "signature"),
    "a second person": Case(lambda d: d.update(credentialSubject=[d[SUBJECT], {"id": "did:example:mallory"}]), "invalid", "signature"),
    "no type of a badge": Case(put("type", to=["VerifiableCredential"]), "invalid", "signature"),
    "no type of a credential": Case(put("type", to=["OpenBadgeCredential"]), "invalid", "no-badge"),
    "type is no list": Case(put("type", to="VerifiableCredential"), "invalid", "shape"),
    "no subject": Case(drop(SUBJECT), "invalid", "shape"),
    # Who says it
    "name of the issuer": Case(put("issuer", "name", to="Cedar District"), "invalid", "signature"),
    "another pinned issuer": Case(put("issuer", "id", to=CEDAR), "invalid", "foreign-key"),
    "an issuer that is not pinned": Case(put("issuer", "id", to=ALICE), "invalid", "foreign-key"),
    "no issuer": Case(drop("issuer"), "invalid", "shape"),
    "two issuers": Case(lambda d: d.update(issuer=[d["issuer"], {"id": CEDAR}]), "invalid", "shape"),
    "an issuer that is a number": Case(put("issuer", to=7), "invalid", "shape"),
    # Dates
    "valid earlier": Case(put("validFrom", to="2020-09-01T08:00:00Z"), "invalid", "signature"),
    "valid without an end": Case(drop("validUntil"), "invalid", "signature"),
    "valid longer": Case(put("validUntil", to="2039-09-01T08:00:00Z"), "invalid", "signature"),
    "valid until no date": Case(put("validUntil", to="next year"), "invalid", "signature"),
    "valid until a day of another calendar": Case(put("validUntil", to="2029-02-30T08:00:00Z"), "invalid", "signature"),
    "the end by another name": Case(alias, "invalid", "spelling"),
    "the end in another object": Case(elsewhere, "invalid", "same-node"),
    # Status
    "no status": Case(drop("credentialStatus"), "invalid", "signature"),
    "another place in the list": Case(lambda d: d["credentialStatus"].update(statusListIndex="8"), "invalid", "signature"),
    "another list": Case(lambda d: d["credentialStatus"].update(statusListCredential="https://badges.maple.example/status/2"), "invalid", "signature"),
    "another purpose": Case(lambda d: d["credentialStatus"].update(statusPurpose="message"), "invalid", "signature"),
    # Context and meaning
    "without the context of badges": Case(put("@context", to=[V2]), "invalid", "undefined-term", "proof-context"),
    "without any context": Case(drop("@context"), "invalid", "context"),
    "contexts in another order": Case(put("@context", to=[OB, V2]), "invalid", "context"),
    "an unknown context": Case(lambda d: d["@context"].append("https://stranger.example/context"), "unverified", "unknown-context", "proof-context"),
    "a context that defines all": Case(lambda d: d["@context"].append({"@vocab": "https://stranger.example/#"}), "invalid", "own-terms", "proof-context"),
    "a context with a base": Case(lambda d: d["@context"].append({"@base": "https://stranger.example/"}), "invalid", "own-terms", "proof-context"),
    "a context that imports": Case(lambda d: d["@context"].append({"@import": "https://stranger.example/"}), "invalid", "own-terms", "proof-context"),
    "a protected term anew": Case(lambda d: d["@context"].append({"issuer": "https://stranger.example/#i"}), "invalid", "own-terms", "proof-context"),
    "a term with a scope": Case(lambda d: d["@context"].append({"x": {"@id": "urn:x:y", "@context": {}}}), "invalid", "own-terms", "proof-context"),
    "a term of its own": Case(lambda d: d["@context"].append({"shoe": "https://stranger.example/#shoe"}), "unverified", "unknown-context", "proof-context"),
    "a context that is null": Case(lambda d: d["@context"].append(None), "invalid", "context", "proof-context"),
    "a context within": Case(put(SUBJECT, "@context", to=V2), "invalid", "inner-context"),
    "a term that is not defined": Case(put("favorite", to="blue"), "invalid", "undefined-term"),
    "such a term within": Case(put(*ACHIEVEMENT, "level", to=3), "invalid", "undefined-term"),
    "a type that is not defined": Case(lambda d: d["type"].append("PhDCredential"), "invalid", "undefined-type"),
    "a type by its address": Case(lambda d: d.update(type=[*d["type"][:1], "https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential"]), "invalid", "spelling"),
    "a relative address": Case(put(SUBJECT, "id", to="rosa"), "invalid", "relative-address"),
    "an empty address": Case(put(SUBJECT, "id", to=""), "invalid", "relative-address"),
    "null": Case(put("description", to=None), "invalid", "dropped"),
    "null in a list": Case(put("evidence", to=[None]), "invalid", "dropped"),
    "@id": Case(lambda d: d.update({"@id": d.pop("id")}), "invalid", "spelling"),
    "@graph": Case(put("@graph", to=[]), "invalid", "spelling"),
    "@included": Case(put("@included", to=[{"id": "urn:x:1"}]), "invalid", "spelling"),
    "@reverse": Case(put("@reverse", to={"issuer": {"id": CEDAR}}), "invalid", "spelling"),
    "@nest": Case(put("@nest", to={"validUntil": "2039-09-01T08:00:00Z"}), "invalid", "spelling"),
    "a text with a direction": Case(put("name", to={"@value": "Jar", "@direction": "rtl"}), "invalid", "keyword"),
    "a text with a strange language": Case(put("name", to={"@value": "Jar", "@language": "en us"}), "invalid", "language"),
    "a blank node by name": Case(put(SUBJECT, "id", to="_:c14n0"), "invalid", "blank-node"),
    "a picture that is a blank node": Case(put("issuer", "url", to="_:b0"), "invalid", "signature", "signature"),
    "an evidence that is a blank node": Case(put("termsOfUse", to="_:b0"), "invalid", "address"),
    "a property that is a blank node": Case(put("_:p", to="x"), "invalid", "spelling"),
    "triples in an address": Case(of_a_line("urn:y"), "invalid", "address"),
    "a list of lists": Case(put("evidence", to=[[{"id": "urn:x:1"}]]), "invalid", "spelling"),
    # The proof
    "no proof": Case(drop("proof"), "invalid", "no-proof"),
    "a list of no proofs": Case(put("proof", to=[]), "invalid", "no-proof"),
    "a proof that is a text": Case(put("proof", to="believe me"), "invalid", "proof"),
    "for signing in": Case(put("proof", "proofPurpose", to="authentication"), "invalid", "purpose"),
    "for nothing": Case(drop("proof", "proofPurpose"), "invalid", "purpose"),
    "made at another time": Case(put("proof", "created", to="2026-09-03T08:00:00Z"), "invalid", "signature"),
    "made at no time": Case(drop("proof", "created"), "invalid", "signature"),
    "made in the future": Case(put("proof", "created", to="2030-09-01T08:00:00Z"), "invalid", "date"),
    "made yesterday, in words": Case(put("proof", "created", to="yesterday"), "invalid", "date"),
    "a proof that has run out": Case(put("proof", "expires", to="2026-10-01T08:00:00Z"), "expired", "proof-expired"),
    "a proof that will run out": Case(put("proof", "expires", to="2036-10-01T08:00:00Z"), "invalid", "signature"),
    "a proof with a domain": Case(put("proof", "domain", to="maple.example"), "invalid", "signature"),
    "a proof with an unknown word": Case(put("proof", "strength", to="very"), "invalid", "undefined-term", "signature"),
    "a proof after another": Case(put("proof", "previousProof", to="urn:uuid:1"), "unverified", "proof-chain"),
    "a second proof that does not fit": Case(second_proof, "invalid", "signature"),
    "an unknown suite": Case(unknown_suite, "unverified", "unknown-suite"),
    "a key of another issuer": Case(put("proof", "verificationMethod", to=f"{CEDAR}#Ed25519"), "invalid", "foreign-key"),
    "a key of a stranger": Case(put("proof", "verificationMethod", to=make.did_key(ALICE) + "#" + make.multikey(ALICE, "Ed25519")), "invalid", "foreign-key"),
    "a key that nobody knows": Case(put("proof", "verificationMethod", to=f"{MAPLE}#new"), "unverified", "unpinned-key"),
    "no key": Case(drop("proof", "verificationMethod"), "invalid", "proof"),
    "a key that is an object": Case(put("proof", "verificationMethod", to={"id": f"{MAPLE}#Ed25519"}), "invalid", "proof"),
    "a key of the wrong kind": Case(put("proof", "verificationMethod", to=f"{MAPLE}#RSA"), "invalid", "key-kind"),
    "a changed signature": Case(proof_value(lambda v: bytes([v[0] ^ 1]) + v[1:]), "invalid", "signature"),
    "a signature of zeros": Case(proof_value(lambda v: bytes(len(v))), "invalid", "signature"),
    "a signature of ones": Case(proof_value(lambda v: b"\xff" * len(v)), "invalid", "signature"),
    "a short signature": Case(proof_value(lambda v: v[:-1]), "invalid", "encoding"),
    "a long signature": Case(proof_value(lambda v: v + b"\0"), "invalid", "encoding"),
    "an empty signature": Case(put("proof", "proofValue", to="z"), "invalid", "encoding"),
    "no signature": Case(drop("proof", "proofValue"), "invalid", "encoding"),
    "a signature in another alphabet": Case(put("proof", "proofValue", to="uAAAA"), "invalid", "encoding"),
    "a signature that is a number": Case(put("proof", "proofValue", to=5), "invalid", "encoding"),
}  # fmt: skip


@cache
def made(suite: str) -> str:
    return json.dumps(sign(badge(), suite))


def signed(suite: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(made(suite))
    return document


@pytest.mark.parametrize("suite", make.SUITES)
def test_an_unchanged_badge_is_verified(suite):
    verdict = look(signed(suite))

    assert (verdict.state, verdict.suite, verdict.status) == ("verified", suite.split()[0], "good")


@pytest.mark.parametrize("algorithm", make.ALGORITHMS)
def test_an_unchanged_token_is_verified(algorithm):
    verdict = look(token(badge(), algorithm))

    assert (verdict.state, verdict.suite, verdict.status) == ("verified", algorithm, "good")


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("suite", make.SUITES)
def test_a_changed_badge_is_refused(suite, name):
    case = CASES[name]
    document = signed(suite)
    case.change(document)

    verdict = look(document)

    expected = case.state, case.code
    if "jcs" in suite and case.jcs_code:
        # The proof repeats the context, which is compared first.
        expected = "invalid", case.jcs_code
    if (suite, name) == ("Ed25519Signature2020", "a proof that will run out"):
        # Its context does not define the word.
        expected = "invalid", "undefined-term"
    assert (verdict.state, verdict.code) == expected


@pytest.mark.parametrize("suite", make.SUITES)
def test_another_key_cannot_sign_for_an_issuer(suite):
    forged = sign(badge(), suite, key=ALICE)

    assert (look(forged).state, look(forged).code) == ("invalid", "signature")


@pytest.mark.parametrize("suite", make.SUITES)
def test_a_signature_of_one_badge_does_not_fit_another(suite):
    one, other = sign(badge(), suite), sign(badge(name="Another"), suite)
    one["proof"] = other["proof"]

    assert (look(one).state, look(one).code) == ("invalid", "signature")


@pytest.mark.parametrize("suite", make.SUITES)
def test_a_proof_is_of_the_suite_that_it_names(suite):
    document = signed(suite)
    for other in {"eddsa-rdfc-2022", "eddsa-jcs-2022", "ecdsa-rdfc-2019", "ecdsa-jcs-2019"} - {
        suite.split()[0]
    }:
        proof = {**document["proof"], "type": "DataIntegrityProof", "cryptosuite": other}
        assert look({**document, "proof": proof}).state == "invalid"


def twice(text: str, name: str) -> str:
    return text.replace("{", f'{{"{name}": "x", ', 1)


@pytest.mark.parametrize("suite", make.SUITES)
def test_a_name_that_stands_twice_is_refused(suite):
    text = json.dumps(signed(suite))
    for name in ("validUntil", "issuer", "proof", "@context", "favorite"):
        verdict = look(twice(twice(text, name), name))
        assert (verdict.state, verdict.code) == ("invalid", "duplicate-key")


STATES = {
    "expired": (lambda: badge(validUntil="2026-10-01T00:00:00Z"), (), "expired", "expired"),
    "ends now": (lambda: badge(validUntil="2026-12-01T12:00:00Z"), (), "expired", "expired"),
    "ends in a second": (lambda: badge(validUntil="2026-12-01T12:00:01Z"), (), "verified", ""),
    "in another zone": (lambda: badge(validUntil="2026-12-01T13:00:00+02:00"), (), "expired", "expired"),
    "not yet": (lambda: badge(validFrom="2027-01-01T00:00:00Z"), (), "invalid", "not-yet-valid"),
    "ends before it begins": (
        lambda: badge(validUntil="2026-08-01T00:00:00Z"),
        (),
        "invalid",
        "not-yet-valid",
    ),
    "no beginning": (lambda: {k: v for k, v in badge().items() if k != "validFrom"}, (), "invalid", "date"),
    "no zone": (lambda: badge(validFrom="2026-09-01T08:00:00"), (), "invalid", "date"),
    "taken back": (badge, (7,), "revoked", "revoked"),
    "its neighbors taken back": (badge, (6, 8), "verified", ""),
    "taken back and expired": (lambda: badge(validUntil="2026-10-01T00:00:00Z"), (7,), "revoked", "revoked"),
    "taken back, not yet valid": (
        lambda: badge(validFrom="2027-01-01T00:00:00Z"),
        (7,),
        "invalid",
        "not-yet-valid",
    ),
}


@pytest.mark.parametrize("name", STATES)
@pytest.mark.parametrize("suite", make.SUITES)
def test_invalid_beats_revoked_beats_expired(suite, name):
    document, revoked, state, code = STATES[name]

    verdict = look(sign(document(), suite), pins(*revoked))

    assert (verdict.state, verdict.code) == (state, code)


# VC-JWT


def parts(text: str) -> list[str]:
    return text.split(".")


def with_payload(text: str, **changes: Any) -> str:
    head, body, signature = parts(text)
    payload = {**json.loads(base64(body)), **changes}
    return f"{head}.{make.encoded(json.dumps(payload).encode())}.{signature}"


def base64(text: str) -> bytes:
    from base64 import urlsafe_b64decode

    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def with_header(text: str, **changes: Any) -> str:
    head, body, signature = parts(text)
    header = {**json.loads(base64(head)), **changes}
    return f"{make.encoded(json.dumps(header).encode())}.{body}.{signature}"


def confused(algorithm: str) -> str:
    """HS256 with the public key of the issuer as the shared secret."""
    import hashlib
    import hmac

    kind = make.ALGORITHMS[algorithm]
    start = jws_start({"alg": "HS256", "kid": f"{MAPLE}#{kind}"}, make.claims(badge()))
    return f"{start}.{make.encoded(hmac.new(pem(MAPLE, kind).encode(), start.encode(), hashlib.sha256).digest())}"


def jws_start(header: dict[str, Any], payload: dict[str, Any]) -> str:
    return f"{make.encoded(json.dumps(header).encode())}.{make.encoded(json.dumps(payload).encode())}"


def brought(algorithm: str) -> dict[str, Any]:
    from joserfc.jwk import ECKey, OKPKey, RSAKey

    kind = make.ALGORITHMS[algorithm]
    library = {"RSA": RSAKey, "P-256": ECKey, "Ed25519": OKPKey}[kind]
    return dict(library.import_key(pem(ALICE, kind)).as_dict(private=False))


def claimed(**changes: Any) -> Callable[[str], str]:
    """A token that the issuer itself signed, with other claims."""

    def made(algorithm: str) -> str:
        payload = {**make.claims(badge()), **changes}
        kind = make.ALGORITHMS[algorithm]
        return make.jws({"alg": algorithm, "kid": f"{MAPLE}#{kind}"}, payload, private(MAPLE, kind))

    return made


TOKENS: dict[str, tuple[Callable[[str], str], str, str]] = {
    "its name": (lambda a: with_payload(token(badge(), a), name="Doctor"), "invalid", "signature"),
    "valid longer": (lambda a: with_payload(token(badge(), a), validUntil="2039-09-01T08:00:00Z"), "invalid", "signature"),
    "another issuer": (lambda a: with_payload(token(badge(), a), issuer={"id": CEDAR}, iss=CEDAR), "invalid", "foreign-key"),
    "no algorithm": (lambda a: with_header(token(badge(), a), alg="none"), "invalid", "algorithm"),
    "no algorithm, no signature": (lambda a: ".".join([*parts(with_header(token(badge(), a), alg="none"))[:2], ""]), "invalid", "algorithm"),
    "None": (lambda a: with_header(token(badge(), a), alg="None"), "invalid", "algorithm"),
    "no alg": (lambda a: with_header(token(badge(), a), alg=None), "invalid", "algorithm"),
    "the public key as a secret": (confused, "invalid", "algorithm"),
    "RS512": (lambda a: with_header(token(badge(), a), alg="RS512"), "invalid", "algorithm"),
    "a list of algorithms": (lambda a: with_header(token(badge(), a), alg=[a]), "invalid", "algorithm"),
    "another algorithm": (lambda a: with_header(token(badge(), a), alg={"RS256": "ES256", "ES256": "EdDSA", "EdDSA": "RS256"}[a]), "invalid", "key-kind"),
    "the key of another": (lambda a: token(badge(), a, key=ALICE), "invalid", "signature"),
    "a key that it brings": (lambda a: token(badge(), a, key=ALICE, jwk=brought(a)), "invalid", "signature"),
    "only a key that it brings": (lambda a: token(badge(), a, key=ALICE, jwk=brought(a), kid=None), "invalid", "signature"),
    "a key at an address": (lambda a: token(badge(), a, key=ALICE, jku="https://stranger.example/keys"), "invalid", "signature"),
    "a certificate at an address": (lambda a: token(badge(), a, key=ALICE, x5u="https://stranger.example/c"), "invalid", "signature"),
    "a certificate that it brings": (lambda a: token(badge(), a, key=ALICE, x5c=["MIIB"]), "invalid", "signature"),
    "a key of another issuer": (lambda a: token(badge(), a, key=CEDAR, kid=f"{CEDAR}#{make.ALGORITHMS[a]}"), "invalid", "foreign-key"),
    "a key that nobody knows": (lambda a: token(badge(), a, kid=f"{MAPLE}#new"), "unverified", "unpinned-key"),
    "a kid that is a path": (lambda a: token(badge(), a, kid="../../etc/passwd"), "unverified", "unpinned-key"),
    "a kid that is a number": (lambda a: token(badge(), a, kid=5), "invalid", "header"),
    "crit": (lambda a: token(badge(), a, crit=["b64"]), "invalid", "header"),
    "b64": (lambda a: token(badge(), a, b64=False), "invalid", "header"),
    "crit and b64": (lambda a: token(badge(), a, b64=False, crit=["b64"]), "invalid", "header"),
    "zip": (lambda a: token(badge(), a, zip="DEF"), "invalid", "header"),
    "another typ": (lambda a: token(badge(), a, typ="at+jwt"), "invalid", "header"),
    "no signature": (lambda a: ".".join([*parts(token(badge(), a))[:2], ""]), "invalid", "signature"),
    "a signature of another": (lambda a: ".".join([*parts(token(badge(), a))[:2], parts(token(badge(name="x"), a))[2]]), "invalid", "signature"),
    "a short signature": (lambda a: ".".join([*parts(token(badge(), a))[:2], make.encoded(base64(parts(token(badge(), a))[2])[:-3])]), "invalid", "signature"),
    "two signatures": (lambda a: token(badge(), a) + "." + parts(token(badge(), a))[2], "invalid", "not-json"),
    "padding": (lambda a: token(badge(), a) + "=", "invalid", "not-json"),
    "exp in the past": (claimed(exp=1_700_000_000), "expired", "expired"),
    "nbf in the future": (claimed(nbf=1_900_000_000), "invalid", "not-yet-valid"),
    "exp that is a text": (claimed(exp="2036"), "invalid", "date"),
    "exp that is true": (claimed(exp=True), "invalid", "date"),
    "exp beyond all years": (claimed(exp=10**15), "invalid", "date"),
    "another iss": (claimed(iss=CEDAR), "invalid", "claims"),
    "another sub": (claimed(sub="did:example:mallory"), "invalid", "claims"),
    "another jti": (claimed(jti="urn:uuid:2"), "invalid", "claims"),
    "a second credential": (claimed(vc=badge()), "invalid", "claims"),
    "a term that is not defined": (claimed(favorite="blue"), "invalid", "undefined-term"),
    "an unknown context": (claimed(**{"@context": [V2, OB, "https://stranger.example/c"]}), "unverified", "unknown-context"),
    "expired": (claimed(validUntil="2026-10-01T00:00:00Z"), "expired", "expired"),
    "no longer a badge": (claimed(type=["JustWords"]), "invalid", "shape"),
}  # fmt: skip


@pytest.mark.parametrize("name", TOKENS)
@pytest.mark.parametrize("algorithm", make.ALGORITHMS)
def test_a_changed_token_is_refused(algorithm, name):
    tampered, state, code = TOKENS[name]

    verdict = look(tampered(algorithm))

    assert (verdict.state, verdict.code) == (state, code)


def test_there_are_many_cases():
    assert len(CASES) * len(make.SUITES) + len(TOKENS) * len(make.ALGORITHMS) > 650
