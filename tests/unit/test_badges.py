"""Badges as files, as tokens and as lists: what is found in them, and what is said about it."""

from __future__ import annotations

import hashlib
import json
import zlib
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import badge_makers as make
from tests.badge_makers import (
    BADGE_CLASS,
    CEDAR,
    CLR,
    LIST,
    MAPLE,
    NOW,
    OB,
    OTHER_KEY,
    REVOKED,
    SCHOOL_KEY,
    TODAY,
    V2,
    assertion,
    badge,
    baked_svg,
    baked_text,
    chunk,
    look,
    pin,
    pins,
    png,
    school_pins,
    sign,
    signed_assertion,
    status_entry,
    status_list,
    svg,
    token,
)

from edblog.badges.facts import markdown, plain
from edblog.badges.keys import of_did, of_jwk, of_multikey, of_pem
from edblog.badges.linked_data import LinkedData
from edblog.badges.pins import NONE, pin_text, pins_of, read_pin, with_fingerprints
from edblog.badges.refusal import ORDER, RefusedError, State
from edblog.badges.strict import read_json
from edblog.badges.verdict import Verdict
from edblog.badges.words import for_engineer, for_teacher


def is_(verdict: Verdict, state: str, code: str = "") -> bool:
    return (verdict.state, verdict.code) == (state, code)


# What a verdict says


def test_a_verified_badge():
    verdict = look(sign(badge()))

    assert msgspec.to_builtins(verdict) == {
        "state": "verified",
        "container": "json",
        "standard": "Open Badges 3.0",
        "suite": "eddsa-rdfc-2022",
        "key": make.key_of(MAPLE, "Ed25519").fingerprint,
        "is_pinned": True,
        "id": "urn:uuid:3fa3c9b0-0000-4000-8000-000000000001",
        "name": "Formative assessment",
        "description": "Asks every student, every day.",
        "criteria": "Hand in **three** question jars.",
        "achievement": "https://badges.maple.example/achievements/formative",
        "achievement_type": "MicroCredential",
        "issuer": MAPLE,
        "issuer_name": "Maple District",
        "valid_from": "2026-09-01T08:00:00Z",
        "valid_until": "2029-09-01T08:00:00Z",
        "status": "good",
        "status_date": "2026-11-20",
    }
    assert (
        for_teacher(verdict)
        == "This badge is real: Maple District signed it, and nobody has changed it since."
    )
    assert for_engineer(verdict) == (
        f"eddsa-rdfc-2022 verifies with the pinned key {verdict.key}; status: good in the snapshot of 2026-11-20"
    )


@pytest.mark.parametrize("state", get_args(State))
def test_each_state_has_its_sentences(state):
    verdict = Verdict(state=state)

    assert for_teacher(verdict).endswith(".")
    assert for_engineer(verdict)
    assert "{" not in for_teacher(verdict) + for_engineer(verdict)


def test_the_states_are_in_order():
    assert set(ORDER) == set(get_args(State))
    assert (
        ORDER.index("invalid")
        > ORDER.index("revoked")
        > ORDER.index("expired")
        > ORDER.index("signature-only")
    )


def test_the_name_of_a_pinned_issuer_counts():
    named = pins_of([pin("issuer", {**make.document_of(MAPLE), "name": "Maple as pinned"}, name=MAPLE)])

    assert look(sign(badge()), named).issuer_name == "Maple as pinned"


def test_an_issuer_that_only_its_badge_knows():
    document = badge(issuer={"id": make.did_key("alice"), "type": ["Profile"], "name": "Alice"})
    del document["credentialStatus"]
    verdict = look(sign(document, owner=make.did_key("alice"), key="alice"), NONE)

    assert is_(verdict, "signature-only", "not-pinned")
    assert (
        for_teacher(verdict)
        == "Nobody has changed this badge since it was signed, but your site does not know who signed it."
    )
    held = pins_of([pin("issuer", {}, name=make.did_key("alice"))])
    assert is_(look(sign(document, owner=make.did_key("alice"), key="alice"), held), "verified")


def test_an_issuer_that_nobody_knows():
    verdict = look(sign(badge()), NONE)

    assert is_(verdict, "unverified", "unpinned-issuer")
    assert "edblog issuers add" in for_teacher(verdict)
    assert is_(look(sign(badge(validUntil="2026-10-01T00:00:00Z")), NONE), "expired", "expired")


def test_one_value_as_a_list_is_the_same():
    document = sign(badge())
    achievement = document["credentialSubject"]["achievement"]
    achievement["criteria"] = [achievement["criteria"]]
    document["credentialSubject"]["achievement"] = [achievement]

    assert look(document) == look(sign(badge()))


@pytest.mark.parametrize("kid", ["#Ed25519", "Ed25519", f"{MAPLE}#Ed25519", None])
def test_a_token_names_its_key_in_several_ways(kid):
    assert look(token(badge(), kid=kid)).state == "verified"


def test_a_token_of_a_did_key_names_its_key_in_several_ways():
    did = make.did_key("alice")
    document = {
        k: v for k, v in badge(issuer={"id": did, "type": ["Profile"]}).items() if k != "credentialStatus"
    }

    for kid in (did.removeprefix("did:key:"), f"{did}#{did.removeprefix('did:key:')}", None):
        assert look(token(document, key="alice", kid=kid), NONE).state == "signature-only"


@pytest.mark.parametrize("algorithm", make.ALGORITHMS)
def test_a_token_may_be_long(algorithm):
    """Badges hold pictures, and headers hold keys and certificates."""
    document = badge(image={"id": "data:image/png;base64," + "A" * 400_000, "type": "Image"})

    assert look(token(document, algorithm, x5c=["A" * 5_000])).state == "verified"


def test_a_token_of_version_one_has_the_badge_in_a_claim():
    document = badge(**{"@context": ["https://www.w3.org/2018/credentials/v1", OB]})
    for name in ("validFrom", "validUntil", "credentialStatus"):
        del document[name]
    payload = {"vc": {k: v for k, v in document.items() if k not in ("issuer", "id")}, "iss": MAPLE, "jti": document["id"], "nbf": 1_788_249_600}  # fmt: skip
    verdict = look(make.jws({"alg": "EdDSA"}, payload, make.private(MAPLE, "Ed25519")))

    assert (verdict.state, verdict.valid_from, verdict.issuer) == ("verified", "2026-09-01T08:00:00Z", MAPLE)


# Text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<b>Bold</b> words", "Bold words"),
        ("<script>alert(1)</script>Jar", "Jar"),
        ("<img src=x onerror=alert(1)>Jar &amp; lid", "Jar & lid"),
        ("a\x1b[31mb\u202ec", "a [31mb c"),
        ("  two\n lines ", "two lines"),
        ({"@value": "Jar", "@language": "en"}, "Jar"),
        (["First", "Second"], "First"),
        (7, ""),
        ("Write to rosa.o@school.example", "Write to (email address)"),
    ],
)
def test_texts_are_plain(text, expected):
    assert plain(text) == expected


def test_a_narrative_stays_markdown():
    assert (
        markdown("**Three** jars\n\n- one <rosa@school.example>\x00")
        == "**Three** jars\n\n- one <(email address)> "
    )


# Email addresses


PRIVATE = [
    lambda: badge(credentialSubject={**badge()["credentialSubject"], "id": "mailto:rosa@school.example"}),
    lambda: badge(
        credentialSubject={
            **badge()["credentialSubject"],
            "identifier": [{"type": "IdentityObject", "hashed": False, "identityHash": "rosa@school.example", "identityType": "emailAddress"}],
        }
    ),
]  # fmt: skip


@pytest.mark.parametrize("made", PRIVATE)
def test_a_plain_email_address_is_told_and_never_shown(made):
    verdict = look(sign(made()))

    assert is_(verdict, "verified")
    assert [note.code for note in verdict.notes] == ["plain-email"]
    assert "rosa@" not in str(msgspec.to_builtins(verdict)) + for_teacher(verdict) + for_engineer(verdict)


def test_an_email_address_anywhere_is_not_repeated():
    """Neither in names nor in what is wrong."""
    document = badge(name="For rosa@school.example", id="urn:rosa@school.example")
    document["issuer"]["id"] = "did:web:rosa@school.example"
    document["rosa@school.example"] = 1
    for value in (
        document,
        sign(badge(name="For rosa@school.example")),
        json.dumps(document).replace("1}", "1,}"),
    ):
        assert "rosa@" not in str(msgspec.to_builtins(look(value)))


def hashed(email: str, algorithm: str = "sha256", salt: str = "pepper") -> dict[str, Any]:
    digest = hashlib.new(algorithm, (email + salt).encode()).hexdigest()
    entry = {"type": "IdentityObject", "hashed": True, "identityHash": f"{algorithm}${digest}", "identityType": "emailAddress", "salt": salt}  # fmt: skip
    return badge(credentialSubject={**badge()["credentialSubject"], "identifier": [entry]})


@pytest.mark.parametrize("algorithm", ["sha256", "md5"])
def test_the_person_is_found_by_a_digest(algorithm):
    document = sign(hashed("rosa@school.example", algorithm))

    for email, expected in (
        ("Rosa@School.example ", "matches"),
        ("joan@school.example", "differs"),
        ("", ""),
    ):
        verdict = look(document, recipient=email)
        assert (verdict.state, verdict.recipient, verdict.notes) == ("verified", expected, ())
        assert verdict.is_verified == (expected != "differs")


def test_a_badge_that_does_not_say_whose_it_is():
    verdict = look(sign(badge()), recipient="rosa@school.example")

    assert (verdict.state, verdict.recipient, verdict.is_verified) == ("verified", "unknown", False)
    assert for_teacher(verdict).endswith("It does not say who it was given to, so it could be anybody's.")


# Status


@pytest.mark.parametrize(
    ("made", "status", "note"),
    [
        (lambda: status_list(7), "revoked", []),
        (lambda: status_list(8), "good", []),
        (lambda: status_list(7, purpose="suspension"), "not checked", ["unusable-list"]),
        (lambda: status_list(7, owner=CEDAR), "revoked", []),
        (lambda: status_list(7, owner=make.did_key("x")), "not checked", ["unusable-list"]),
        (lambda: {**status_list(8), "validFrom": "2026-11-02T00:00:00Z"}, "not checked", ["unusable-list"]),
        (lambda: status_list(7, validUntil="2026-11-30T00:00:00Z"), "not checked", ["unusable-list"]),
        (lambda: status_list(7, type=["VerifiableCredential"]), "not checked", ["unusable-list"]),
        (lambda: {**status_list(7), "proof": []}, "not checked", ["unusable-list"]),
    ],
)
def test_a_status_list(made, status, note):
    held = pins_of(
        [
            *(pin("issuer", make.document_of(did), name=did) for did in (MAPLE, CEDAR)),
            pin("status-list", made(), name=LIST),
        ]
    )

    verdict = look(sign(badge()), held)

    assert (verdict.status, [note.code for note in verdict.notes]) == (status, note)
    assert verdict.state == ("revoked" if status == "revoked" else "verified")


def test_a_status_list_as_a_token():
    document = status_list(7)
    del document["proof"]
    payload = {**document, "iss": MAPLE}
    text = make.jws({"alg": "ES256", "kid": f"{MAPLE}#P-256"}, payload, make.private(MAPLE, "P-256"))
    held = pins_of([pin("issuer", make.document_of(MAPLE), name=MAPLE), pin("status-list", text, name=LIST)])

    assert is_(look(sign(badge()), held), "revoked", "revoked")


def test_without_a_snapshot_the_status_is_not_known():
    held = pins_of([pin("issuer", make.document_of(MAPLE), name=MAPLE)])

    verdict = look(sign(badge()), held)

    assert (verdict.state, verdict.status) == ("verified", "not checked")
    assert verdict.notes[0].help == f"run: edblog issuers add {LIST}"
    assert for_teacher(verdict).endswith("Nobody has looked whether the issuer has taken it back since.")


def test_a_suspended_badge():
    held = pins_of(
        [
            pin("issuer", make.document_of(MAPLE), name=MAPLE),
            pin("status-list", status_list(7, purpose="suspension")),
        ]
    )
    verdict = look(sign(badge(credentialStatus=status_entry(7, "suspension"))), held)

    assert is_(verdict, "revoked", "suspended")
    assert for_teacher(verdict) == "The issuer has suspended this badge for now."


@pytest.mark.parametrize("index", ["-1", "07", "1e3", "", "x", True, 1.5, None, [], "99999999999"])
def test_an_index_that_makes_no_sense(index):
    document = badge(credentialStatus={**status_entry(7), "statusListIndex": index})
    text = make.token(document)

    assert look(text).state == "invalid"


def test_an_index_beyond_the_list():
    verdict = look(sign(badge(credentialStatus=status_entry(131_072))))

    assert (verdict.state, verdict.status) == ("verified", "not checked")
    assert verdict.notes[0].message.endswith("it has no entry 131072")


def test_one_of_several_statuses():
    entries = [{**status_entry(7), "id": "urn:x:1"}, {**status_entry(9), "id": "urn:x:2"}]

    assert look(sign(badge(credentialStatus=entries)), pins(9)).state == "revoked"
    assert look(sign(badge(credentialStatus=entries)), pins(8)).state == "verified"


# Files


def test_each_container():
    text = json.dumps(sign(badge()))
    for data, container in (
        (text.encode(), "json"),
        (b"\xef\xbb\xbf" + text.encode(), "json"),
        (make.token(badge()).encode() + b"\n", "jwt"),
        (png(baked_text(text)), "png"),
        (png(baked_text(text, packed=True)), "png"),
        (png(chunk(b"tEXt", b"openbadges\0" + make.token(badge()).encode())), "png"),
        (png(chunk(b"zTXt", b"openbadges\0\0" + zlib.compress(text.encode()))), "png"),
        (baked_svg(text), "svg"),
        (baked_svg(make.token(badge())), "svg"),
    ):
        verdict = look(data)
        assert (verdict.state, verdict.container) == ("verified", container)


BOMB = zlib.compress(b" " * 60_000_000)
TEXT = json.dumps(sign(badge()))
FILES = {
    "empty": (b"", "no-badge"),
    "spaces": (b"  \n", "no-badge"),
    "words": (b"My badge", "not-json"),
    "a list": (b"[]", "not-json"),
    "a number": (b"7", "not-json"),
    "other JSON": (b'{"name": "Rosa"}', "no-badge"),
    "latin-1": ("{\u00e9}".encode("latin-1"), "not-json"),
    "utf-16": (TEXT.encode("utf-16"), "not-json"),
    "half a character": (b'{"a": "\\ud800"}', "not-json"),
    "NaN": (b'{"a": NaN}', "number"),
    "Infinity": (b'{"a": -Infinity}', "number"),
    "1e999": (b'{"a": 1e999}', "number"),
    "2^53": (b'{"a": 9007199254740992}', "number"),
    "a number of a million digits": (b'{"a": ' + b"1" * 1_000_000 + b"}", "number"),
    "deep lists": (b'{"a": ' + b"[" * 100_000, "too-deep"),
    "deep objects": (b'{"a":' * 40 + b"1" + b"}" * 40, "too-deep"),
    "many values": (json.dumps({str(n): n for n in range(20_000)}).encode(), "too-large"),
    "a long list": (json.dumps({"a": [1] * 500}).encode(), "too-large"),
    "a large text": (b'{"a": "' + b"x" * 3_000_000 + b'"}', "too-large"),
    "twice": (b'{"a": 1, "a": 1}', "duplicate-key"),
    "a picture without a badge": (png(), "no-badge"),
    "a picture with a remark": (png(chunk(b"tEXt", b"Comment\0Hello")), "no-badge"),
    "two badges": (png(baked_text(TEXT), baked_text(TEXT, b"openbadges")), "two-badges"),
    "a bomb": (png(chunk(b"iTXt", b"openbadges\0\1\0\0\0" + BOMB)), "too-large"),
    "a bomb in zTXt": (png(chunk(b"zTXt", b"openbadges\0\0" + BOMB)), "too-large"),
    "a text cut short": (png(chunk(b"zTXt", b"openbadges\0\0" + zlib.compress(b"{}" * 99)[:-6])), "damaged-picture"),
    "a text that is not packed": (png(chunk(b"zTXt", b"openbadges\0\0{}")), "damaged-picture"),
    "half a text chunk": (png(chunk(b"iTXt", b"openbadges\0")), "damaged-picture"),
    "a wrong checksum": (png(baked_text(TEXT)).replace(b"Maple", b"Cedar"), "damaged-picture"),
    "half a picture": (png(baked_text(TEXT))[:-30], "damaged-picture"),
    "only its start": (b"\x89PNG\r\n\x1a\n", "damaged-picture"),
    "a length beyond the end": (b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffIHDR", "damaged-picture"),
    "a drawing without a badge": (svg("<path/>"), "no-badge"),
    "a drawing with an entity": (svg("<p>&x;</p>", start='<!DOCTYPE svg [<!ENTITY x "y">]>'), "unsafe-picture"),
    "a drawing with many entities": (svg("&b;", start='<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'), "unsafe-picture"),
    "a drawing that reads a file": (svg("&x;", start='<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "unsafe-picture"),
    "a drawing with a document type": (svg("", start='<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'), "unsafe-picture"),
    "half a drawing": (baked_svg(TEXT)[:-9], "damaged-picture"),
    "a deep drawing": (svg("<g>" * 300 + "</g>" * 300), "too-deep"),
    "two badges in a drawing": (svg('<a:credential xmlns:a="https://purl.imsglobal.org/ob/v3p0" verify="a.b.c"/>' * 2), "two-badges"),
    "a token and JSON": (svg('<a:credential xmlns:a="https://purl.imsglobal.org/ob/v3p0" verify="a.b.c">{}</a:credential>'), "two-badges"),
    "an element of another language": (svg('<a:credential xmlns:a="https://stranger.example/" verify="a.b.c"/>'), "no-badge"),
    "a web page": (b"\n<!DOCTYPE html><html></html>", "no-badge"),
    "two dots": (b"a..", "encoding"),
    "a token that is nothing": (b"e30.e30.", "algorithm"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_badge(name):
    data, code = FILES[name]

    verdict = look(data)

    assert is_(verdict, "invalid", code)


def test_a_picture_with_only_an_address():
    verdict = look(png(chunk(b"tEXt", b"openbadges\0https://school.example/assertion.json")))

    assert is_(verdict, "unverified", "address-only")


def test_a_file_that_is_too_large():
    assert is_(look(b"{" + b" " * 20_000_000), "invalid", "too-large")


def test_parts_that_look_alike_cost_a_bounded_time():
    """A ring of nodes that differ in nothing: their order takes a factorial of steps."""
    nodes = [{"type": ["Evidence"], "name": "n"} for _ in range(60)]
    document = badge(evidence=nodes)
    with pytest.raises(RefusedError) as caught:
        LinkedData().canonical(_clique(document, 9))
    assert caught.value.code in ("too-large", "blank-node")
    assert LinkedData().canonical(document)


def _clique(document: dict[str, Any], size: int) -> dict[str, Any]:
    nodes = [
        {
            "id": f"_:n{n}",
            "type": ["Evidence"],
            "relatedResource": [{"id": f"_:n{m}"} for m in range(size) if m != n],
        }
        for n in range(size)
    ]
    return {**document, "evidence": nodes}


# Numbers


@pytest.mark.parametrize(("written", "same"), [("3.0", "3"), ("3e0", "3"), ("-0.0", "0"), ("0.5", "5e-1")])
def test_numbers_are_what_they_are_to_others(written, same):
    one, other = (read_json(f'{{"n": {text}}}'.encode()) for text in (written, same))

    assert one == other
    assert type(one["n"]) is type(other["n"])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.recursive(st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(max_size=9), lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4), max_leaves=20))  # fmt: skip
def test_what_is_json_is_read_as_json(value):
    try:
        data = json.dumps({"a": value}, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return
    assert read_json(data) == {"a": value}


# Keys


def test_one_key_in_many_forms():
    key = make.key_of(MAPLE, "P-256")

    assert of_multikey(make.multikey(MAPLE, "P-256")) == key
    assert of_pem(make.pem(MAPLE, "P-256")) == key
    assert of_did(make.did_key(MAPLE, "P-256")) == (
        f"{make.did_key(MAPLE, 'P-256')}#{make.multikey(MAPLE, 'P-256')}",
        key,
    )
    numbers = make.private(MAPLE, "P-256").public_key().public_numbers()
    jwk = {"kty": "EC", "crv": "P-256", **{n: make.encoded(getattr(numbers, n).to_bytes(32)) for n in "xy"}}
    assert of_jwk(jwk) == key
    did = f"did:jwk:{make.encoded(json.dumps(jwk).encode())}"
    assert of_did(did) == (f"{did}#0", key)


@pytest.mark.parametrize(
    "jwk",
    [
        {"kty": "oct", "k": "c2VjcmV0"},
        {"kty": "OKP", "crv": "X25519", "x": "AAAA"},
        {"kty": "OKP", "crv": "Ed25519", "x": make.encoded(bytes(32)), "d": make.encoded(bytes(32))},
        {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"},
        {"kty": "EC", "crv": "secp256k1", "x": "AA", "y": "AA"},
        {"kty": "RSA", "n": make.encoded((2**1023 + 1).to_bytes(128)), "e": "AQAB"},
        {"kty": "RSA", "n": "AQAB", "e": "AQAB"},
        {"kty": ["RSA"]},
        {},
        None,
        "key",
    ],
)
def test_keys_that_are_not_accepted(jwk):
    with pytest.raises(RefusedError):
        of_jwk(jwk)


@pytest.mark.parametrize("text", ["", "z", "z0OIl", "u6Mk", "z6Mk", "z" + "1" * 40, "z" * 300])
def test_multikeys_that_are_not_accepted(text):
    with pytest.raises(RefusedError):
        of_multikey(text)


# Pins


def test_a_pin_is_read_as_it_was_written():
    written = with_fingerprints(
        pin("issuer", make.document_of(MAPLE), name=MAPLE, source="https://x.example/")
    )
    school = with_fingerprints(pin("issuer", make.profile(), key_documents=(make.key_document(),)))

    for each in (written, school, pin("status-list", status_list(7)), pin("status-list", "a.b.c", name=LIST)):
        assert read_pin(pin_text(each).encode()) == each


@pytest.mark.parametrize(
    "change",
    [
        lambda p: p["keys"].pop(),
        lambda p: p["keys"][0].update(fingerprint="SHA256:x"),
        lambda p: p.update(id=CEDAR),
        lambda p: p.update(kind="friend"),
        lambda p: p.update(more=1),
        lambda p: p.pop("document"),
        lambda p: p["document"].update(verificationMethod=make.document_of(CEDAR)["verificationMethod"]),
        lambda p: p["document"]["verificationMethod"][0].update(controller=CEDAR),
    ],
)
def test_a_pin_that_somebody_changed(change):
    raw = json.loads(pin_text(with_fingerprints(pin("issuer", make.document_of(MAPLE), name=MAPLE))))
    change(raw)

    with pytest.raises(RefusedError):
        read_pin(json.dumps(raw).encode())


def test_a_key_counts_only_for_assertions():
    document = {
        **make.document_of(MAPLE),
        "assertionMethod": [f"{MAPLE}#P-256"],
        "authentication": [f"{MAPLE}#Ed25519"],
    }
    held = pins_of([pin("issuer", document, name=MAPLE)])

    assert is_(look(sign(badge()), held), "unverified", "unpinned-key")
    assert look(sign(badge(), "ecdsa-rdfc-2019 P-256"), held).state == "verified"


# Open Badges 2.0


def test_a_signed_assertion():
    verdict = look(signed_assertion(assertion()), school_pins(), recipient="rosa@school.example")

    assert is_(verdict, "verified")
    assert (verdict.standard, verdict.suite, verdict.name, verdict.issuer_name, verdict.status, verdict.recipient) == (
        "Open Badges 2.0", "RS256", "Question jar", "Sample School", "good", "matches",
    )  # fmt: skip


OB2 = {
    "expired": (assertion(expires="2026-10-01T00:00:00Z"), {}, "expired", "expired"),
    "expired by day": (assertion(expires="2026-12-01"), {}, "expired", "expired"),
    "issued tomorrow": (assertion(issuedOn="2026-12-02T08:00:00Z"), {}, "invalid", "not-yet-valid"),
    "never issued": ({k: v for k, v in assertion().items() if k != "issuedOn"}, {}, "invalid", "date"),
    "no date": (assertion(issuedOn="yesterday"), {}, "invalid", "date"),
    "revoked by itself": (assertion(revoked=True), {}, "revoked", "revoked"),
    "another key": (assertion(), {"key": make.OTHER}, "invalid", "signature"),
    "the key of another issuer": (assertion(verification={"type": "signed", "creator": OTHER_KEY}), {"key": make.OTHER}, "invalid", "foreign-key"),
    "two keys": (assertion(), {"kid": OTHER_KEY}, "invalid", "foreign-key"),
    "a key that nobody knows": (assertion(verification={"type": "signed", "creator": "https://school.example/new.json"}), {}, "unverified", "unpinned-key"),
    "a badge that nobody knows": (assertion(badge="https://school.example/badges/lid.json"), {}, "unverified", "unknown-badge"),
    "a badge of an unknown issuer": (assertion(badge={**BADGE_CLASS, "id": "urn:x:y", "issuer": "https://new.example/"}), {}, "unverified", "unpinned-issuer"),
    "a badge of another issuer, put over a known one": (assertion(badge={**BADGE_CLASS, "issuer": make.OTHER}), {"key": make.OTHER}, "invalid", "signature"),
    "none": (assertion(), {"alg": "none"}, "invalid", "algorithm"),
    "HS256": (assertion(), {"alg": "HS256"}, "invalid", "algorithm"),
    "ES256": (assertion(), {"alg": "ES256"}, "invalid", "key-kind"),
    "crit": (assertion(), {"crit": ["exp"]}, "invalid", "header"),
    "another context": (assertion(**{"@context": "https://stranger.example/"}), {}, "invalid", "context"),
    "another type": (assertion(type="Badge"), {}, "invalid", "shape"),
    "no recipient": (assertion(recipient=None), {}, "invalid", "shape"),
    "hosted, but signed": (assertion(verification={"type": "hosted"}, id="https://school.example/a.json"), {}, "unverified", "hosted"),
    "version 1": (assertion(**{"@context": "https://w3id.org/openbadges/v1", "verify": {}}), {}, "unverified", "old-standard"),
    "no verification": (assertion(verification=None), {}, "invalid", "shape"),
}  # fmt: skip


@pytest.mark.parametrize("name", OB2)
def test_assertions_that_are_not_verified(name):
    document, header, state, code = OB2[name]

    verdict = look(signed_assertion(document, **header), school_pins())

    assert is_(verdict, state, code)


def test_a_revoked_assertion():
    assert is_(look(signed_assertion(assertion()), school_pins(assertion()["id"])), "revoked", "revoked")


def test_a_changed_assertion():
    head, _, signature = signed_assertion(assertion()).split(".")
    body = make.encoded(json.dumps(assertion(expires="2039-09-01T08:00:00Z")).encode())

    assert is_(look(f"{head}.{body}.{signature}", school_pins()), "invalid", "signature")


HOSTED = assertion(id="https://school.example/assertions/1.json", verification={"type": "HostedBadge"})


def with_snapshot(document: Any, **more: Any):
    known = school_pins()
    return msgspec.structs.replace(
        known, assertions={HOSTED["id"]: pin("assertion", document, name=HOSTED["id"])}, **more
    )


def test_a_hosted_assertion_is_as_real_as_its_page():
    assert is_(look(HOSTED, school_pins()), "unverified", "hosted")

    verdict = look(HOSTED, with_snapshot(HOSTED))

    assert (verdict.state, verdict.seen_date, verdict.is_verified) == ("seen", str(TODAY), False)
    assert for_teacher(verdict).startswith("The issuer's website showed this very badge on 2026-11-20.")


def test_a_hosted_assertion_that_its_page_contradicts():
    assert is_(
        look({**HOSTED, "expires": "2039-09-01T08:00:00Z"}, with_snapshot(HOSTED)), "invalid", "differs"
    )
    assert is_(look(HOSTED, with_snapshot({**HOSTED, "revoked": True})), "revoked", "revoked")
    gone = {"@context": V2, "id": HOSTED["id"], "revoked": True}
    assert is_(look(HOSTED, with_snapshot(gone)), "revoked", "revoked")


def test_a_hosted_assertion_on_another_site():
    elsewhere = {**HOSTED, "id": "https://stranger.example/1.json"}
    held = msgspec.structs.replace(school_pins(), assertions={elsewhere["id"]: pin("assertion", elsewhere)})

    assert is_(look(elsewhere, held), "invalid", "foreign-page")


def test_an_assertion_with_a_plain_address():
    document = assertion(recipient={"type": "email", "hashed": False, "identity": "rosa@school.example"})

    verdict = look(signed_assertion(document), school_pins(), recipient="ROSA@school.example")

    assert (verdict.state, verdict.recipient, [note.code for note in verdict.notes]) == (
        "verified",
        "matches",
        ["plain-email"],
    )
    assert "rosa@" not in str(msgspec.to_builtins(verdict)).lower()


def test_a_list_of_revoked_assertions_that_nobody_has():
    held = msgspec.structs.replace(school_pins(), revocation_lists={})

    verdict = look(signed_assertion(assertion()), held)

    assert (verdict.state, verdict.status, verdict.notes[0].help) == (
        "verified",
        "not checked",
        f"run: edblog issuers add {REVOKED}",
    )
    assert SCHOOL_KEY in held.issuers[make.SCHOOL].methods


# CLR


def record(*inner: Any) -> dict[str, Any]:
    return {
        "@context": [V2, CLR, OB],
        "id": "urn:uuid:3fa3c9b0-0000-4000-8000-0000000000aa",
        "type": ["VerifiableCredential", "ClrCredential"],
        "issuer": {"id": MAPLE, "type": ["Profile"], "name": "Maple District"},
        "name": "Transcript",
        "validFrom": "2026-09-01T08:00:00Z",
        "credentialSubject": {
            "id": "did:example:rosa",
            "type": ["ClrSubject"],
            "verifiableCredential": list(inner),
        },
    }


def test_each_badge_in_a_record_has_a_state_of_its_own():
    good = sign(badge())
    old = sign(badge(id="urn:x:old", validUntil="2026-10-01T00:00:00Z"))
    forged = sign(badge(id="urn:x:forged"), key="mallory")
    cedar = sign(
        badge(id="urn:x:cedar", issuer={"id": CEDAR, "type": ["Profile"], "name": "Cedar"}), owner=CEDAR
    )

    verdict = look(sign(record(good, old, forged, cedar)))

    assert is_(verdict, "verified")
    assert verdict.standard == "CLR 2.0"
    assert [(inner.state, inner.code) for inner in verdict.inside] == [
        ("verified", ""),
        ("expired", "expired"),
        ("invalid", "signature"),
        ("verified", ""),
    ]


def test_a_badge_in_a_record_without_a_signature_of_its_own():
    verdict = look(sign(record(badge())))

    assert is_(verdict, "verified")
    assert is_(verdict.inside[0], "unverified", "only-in-record")
    assert for_teacher(verdict.inside[0]).startswith("This badge has no signature of its own.")


def test_a_changed_badge_in_a_record():
    document = sign(record(sign(badge())))
    document["credentialSubject"]["verifiableCredential"][0]["name"] = "Doctor"

    verdict = look(document)

    assert is_(verdict, "invalid", "signature")
    assert [inner.state for inner in verdict.inside] == ["invalid"]


def test_the_end_of_a_record_cannot_be_moved_into_a_badge_within():
    """To JSON-LD, both are in one graph, so the signature of the record would still fit."""
    document = sign({**record(sign(badge())), "validUntil": "2026-10-01T00:00:00Z"})
    assert look(document).state == "expired"
    inner = document["credentialSubject"]["verifiableCredential"][0]
    inner["evidence"] = [{"id": document["id"], "validUntil": document.pop("validUntil")}]

    assert is_(look(document), "invalid", "same-node")


def test_a_badge_in_an_envelope():
    payload = {**record(), "iss": MAPLE}
    payload["credentialSubject"]["verifiableCredential"] = [
        {
            "@context": V2,
            "id": f"data:application/vc+jwt,{token(badge())}",
            "type": "EnvelopedVerifiableCredential",
        }
    ]
    verdict = look(
        make.jws({"alg": "EdDSA", "kid": f"{MAPLE}#Ed25519"}, payload, make.private(MAPLE, "Ed25519"))
    )

    assert is_(verdict, "verified")
    assert [(inner.state, inner.suite) for inner in verdict.inside] == [("verified", "EdDSA")]


def test_a_record_in_a_record_in_a_record():
    inner = sign({**record(sign({**record(sign(badge())), "id": "urn:x:1"})), "id": "urn:x:2"})

    assert look(sign(record(inner))).inside[0].code == "too-large"


def test_the_moment_is_an_input():
    for moment, state in (
        (NOW, "verified"),
        (NOW.replace(year=2030), "expired"),
        (NOW.replace(year=2020), "invalid"),
    ):
        assert look(sign(badge()), now=moment).state == state
