"""openbadgeslib verifies badges, too. Where both know a kind of signature, both must agree, or the difference has a reason here."""

from __future__ import annotations

import json
from functools import cache
from itertools import cycle
from typing import Any

import pytest
from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.ob2 import OB2Verifier
from openbadgeslib.ob3 import OB3Verifier
from openbadgeslib.ob3.contexts import bundled_contexts
from openbadgeslib.ob3.ldp import OB3LdpVerifier
from tests import badge_makers as make
from tests.badge_makers import (
    MAPLE,
    SCHOOL,
    SCHOOL_KEY,
    assertion,
    badge,
    look,
    pem,
    school_pins,
    sign,
    signed_assertion,
)
from tests.unit import test_badge_tampering
from tests.unit.test_badge_tampering import CASES, TOKENS
from tests.unit.test_badge_vectors import FIXTURES, dcc, read

NEVER = "2999-01-01T00:00:00Z"
"""The other verifier looks at the clock of the computer."""


def lasting(**changes: Any) -> dict[str, Any]:
    return badge(**{"validFrom": "2020-01-01T00:00:00Z", "validUntil": NEVER, **changes})


def accepts(verifier: Any, value: Any) -> bool:
    try:
        verifier.verify(value)
    except LibOpenBadgesException:
        return False
    return True


@cache
def unchanged() -> str:
    return json.dumps(sign(lasting()))


def test_what_nobody_changed():
    assert look(unchanged()).state == "verified"
    assert accepts(OB3LdpVerifier(pem(MAPLE, "Ed25519")), unchanged())
    for algorithm, kind in make.ALGORITHMS.items():
        text = make.token(lasting(), algorithm)
        assert look(text).state == "verified"
        assert accepts(OB3Verifier(pem(MAPLE, kind)), text)


CLOCK = {"expired", "nbf in the future", "made in the future", "a proof that has run out"}
"""Cases whose answer would change as years go by."""


@pytest.mark.parametrize("name", [name for name in CASES if name not in CLOCK])
def test_a_changed_badge_with_a_proof(name):
    document = json.loads(unchanged())

    CASES[name].change(document)

    assert look(document).state != "verified"
    assert not accepts(OB3LdpVerifier(pem(MAPLE, "Ed25519")), json.dumps(document))


DIFFER = {
    "a key that nobody knows": "they were given the key, and do not ask how the token calls it",
    "a kid that is a path": "the same",
    "another typ": "they do not look at typ",
    "zip": "they do not look at zip",
    "exp beyond all years": "they compare numbers; edblog reads a moment",
    "a second credential": "they read one of the two; two programs could read different ones",
    "a term that is not defined": "the signature of a token covers it; 1EdTech asks for safe mode all the same",
    "an unknown context": "the same; edblog says unverified, and not invalid",
}
"""Cases that the other verifier accepts and edblog does not."""


KINDS = cycle(make.ALGORITHMS)


@pytest.mark.parametrize(("name", "algorithm"), [(name, next(KINDS)) for name in TOKENS if name not in CLOCK])
def test_a_changed_token(name, algorithm, monkeypatch):
    monkeypatch.setattr(test_badge_tampering, "badge", lasting)
    theirs = OB3Verifier(pem(MAPLE, make.ALGORITHMS[algorithm]))

    text = TOKENS[name][0](algorithm)

    assert look(text).state != "verified"
    assert accepts(theirs, text) == (name in DIFFER)


def is_known_to_both(document: dict[str, Any]) -> bool:
    proof = document["proof"]
    return (
        isinstance(proof, dict)
        and proof.get("cryptosuite") == "eddsa-rdfc-2022"
        and set(document["@context"]) <= bundled_contexts().keys()
    )


def test_fixtures_with_a_proof_that_both_know():
    documents = {name: read(f"dcc/{name}.json") for name in FIXTURES if FIXTURES[name][1] != "own-terms"}
    both = {name: document for name, document in documents.items() if is_known_to_both(document)}

    assert len(both) >= 2
    for document in both.values():
        assert accepts(OB3LdpVerifier(), document) == (
            look(document, dcc()).state in ("verified", "signature-only")
        )


SIGNED = {"verification": {"type": "SignedBadge", "creator": SCHOOL_KEY}, "expires": NEVER}


@pytest.mark.parametrize(
    ("changes", "is_real"),
    [
        ({}, True),
        ({"expires": "2021-01-01T00:00:00Z"}, False),
        ({"issuedOn": "yesterday"}, False),
        ({"type": "Badge"}, False),
        ({"recipient": None}, False),
    ],
)
def test_signed_assertions(changes, is_real):
    text = signed_assertion(assertion(**SIGNED | changes))

    assert accepts(OB2Verifier(pem(SCHOOL, "RSA")), text) is is_real
    assert (look(text, school_pins()).state == "verified") is is_real


@pytest.mark.parametrize("key", ["https://other.example/issuer.json"])
def test_an_assertion_that_another_key_signed(key):
    text = signed_assertion(assertion(**SIGNED), key=key)

    assert not accepts(OB2Verifier(pem(SCHOOL, "RSA")), text)
    assert look(text, school_pins()).state == "invalid"
