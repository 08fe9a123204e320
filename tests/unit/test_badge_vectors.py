"""What others have signed, verified here: the vectors of the W3C, and fixtures of the Digital Credentials Consortium."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from pyld import jsonld
from tests.badge_makers import NOW, badge, look, sign

from edblog.badges.contexts import PINNED, context
from edblog.badges.linked_data import LinkedData
from edblog.badges.pins import NONE, Pin, pins_of
from edblog.badges.proofs import SUITES

SAMPLES = Path(__file__).parent / "samples/badges"
EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"


def read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SAMPLES / name).read_text(encoding="utf-8"))
    return found


def with_examples(url: str) -> dict[str, Any] | None:
    return read("w3c/examples-v2.json") if url == EXAMPLES else context(url)


LINKED = LinkedData(with_examples)


def issuer_of(document: dict[str, Any]) -> Pin:
    """A pin for the issuer of a vector, whose keys the vector names only by `did:key`."""
    proofs = document["proof"] if isinstance(document["proof"], list) else [document["proof"]]
    issuer = document["issuer"] if isinstance(document["issuer"], str) else document["issuer"]["id"]
    methods = [
        {"id": m, "controller": issuer, "publicKeyMultibase": m.partition("#")[2]}
        for m in {proof["verificationMethod"] for proof in proofs}
    ]
    return Pin("issuer", issuer, date(2026, 11, 20), {"id": issuer, "assertionMethod": methods})


VECTORS = sorted(path.name for path in (SAMPLES / "w3c").glob("*.json") if path.name != "examples-v2.json")


@pytest.mark.parametrize("name", VECTORS)
def test_a_vector_of_the_w3c_is_verified_and_a_changed_one_is_not(name):
    document = read(f"w3c/{name}")
    pins = pins_of([issuer_of(document)])

    verdict = look(document, pins, linked=LINKED)
    changed = look({**document, "validFrom": "2023-01-02T00:00:00Z"}, pins, linked=LINKED)

    if name == "proof-chain-1.json":
        # A proof that builds on another is not checked, and the first one is.
        assert [note.code for note in verdict.notes] == ["unchecked-proof"]
    assert (verdict.state, verdict.standard) == ("verified", "Verifiable Credential")
    assert (changed.state, changed.code) == ("invalid", "signature")


def test_there_is_a_vector_for_each_suite():
    names = [read(f"w3c/{name}")["proof"] for name in VECTORS if not name.startswith("proof-")]

    assert {proof.get("cryptosuite", proof["type"]) for proof in names} == set(SUITES)


@pytest.mark.parametrize(
    ("name", "hash_name"), [("eddsa-rdfc-2022", "sha256"), ("ecdsa-rdfc-2019-p384", "sha384")]
)
def test_the_canonical_form_is_that_of_the_w3c(name, hash_name):
    document = read(f"w3c/{name}.json")
    del document["proof"]

    assert LINKED.canonical(document, hash_name) == (SAMPLES / f"w3c/{name}.nq").read_bytes()


LIST = "https://digitalcredentials.github.io/vc-test-fixtures/statusLists/didkey-ed25519Signature2020/"


@cache
def dcc():
    """The issuers of the fixtures, the issuer of their status lists, and these."""
    lists = {
        name: read(f"dcc/list-{name}.json")
        for name in ("e5WK8CbZ1GjycuPombrj", "expired", "tampered", "notYetValid")
    }
    day = date(2026, 11, 20)
    return pins_of(
        [
            *(Pin("issuer", document["id"], day, document) for document in map(read, ["dcc/did-legacy.json", "dcc/did-oidf.json"])),
            *(Pin("issuer", name, day, {}) for name in {document["issuer"] for document in lists.values()}),
            *(Pin("status-list", LIST + name, day, document) for name, document in lists.items()),
        ]
    )  # fmt: skip


FIXTURES = {
    "v1-both-web": ("verified", "", "none"),
    "v1-integrity-key-example": ("verified", "", "none"),
    "v1-ed25519-web-good": ("verified", "", "good"),
    "v1-ed25519-web-revoked": ("revoked", "revoked", "revoked"),
    "v1-ed25519-key-expired": ("expired", "expired", "none"),
    "v2-integrity-key-identity": ("signature-only", "not-pinned", "none"),
    "v2-integrity-key-alignments": ("verified", "", "none"),
    "v2-integrity-key-not-yet": ("invalid", "not-yet-valid", "none"),
    "v2-ed25519-key-tampered": ("invalid", "signature", ""),
    "v2-ed25519-web": ("verified", "", "none"),
    "v2-integrity-key-own-context": ("invalid", "own-terms", ""),
    "v1-integrity-key-unknown-context": ("unverified", "unknown-context", ""),
}


@pytest.mark.parametrize("name", FIXTURES)
def test_fixtures_of_the_digital_credentials_consortium(name):
    verdict = look(read(f"dcc/{name}.json"), dcc())

    assert (verdict.state, verdict.code, verdict.status) == FIXTURES[name]


@pytest.mark.parametrize(
    ("name", "detail"),
    [
        ("expired", "it is not valid today"),
        ("notYetValid", "it is not valid today"),
        ("tampered", "the signature"),
    ],
)
def test_a_list_that_cannot_be_used_says_nothing(name, detail):
    entry = {
        "id": f"{LIST}{name}#6",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "6",
        "statusListCredential": LIST + name,
    }
    document = sign(badge(credentialStatus=entry))
    pins = pins_of([*(Pin("status-list", n, p.date, p.document) for n, p in dcc().status_lists.items())])

    verdict = look(document, pins)

    # The issuer of the badge is not pinned here, so the list could not even be that of a known one.
    assert verdict.state == "unverified"
    both = pins_of(
        [
            *pins.status_lists.values(),
            Pin("issuer", read(f"dcc/list-{name}.json")["issuer"], NOW.date(), {}),
            maple(),
        ]
    )
    verdict = look(document, both)
    assert (verdict.state, verdict.status) == ("verified", "not checked")
    assert detail in verdict.notes[0].message


def maple() -> Pin:
    from tests.badge_makers import MAPLE, document_of, pin

    return pin("issuer", document_of(MAPLE), name=MAPLE)


# Contexts


@pytest.mark.parametrize("url", PINNED)
def test_a_context_is_the_file_that_was_vendored(url):
    pinned = PINNED[url]
    data = files("edblog.badges.contexts").joinpath(pinned.file).read_bytes()

    assert sha256(data).hexdigest() == pinned.sha256
    assert context(url) == json.loads(data)


def test_no_file_of_a_context_is_without_a_line():
    there = {path.name for path in files("edblog.badges.contexts").iterdir() if path.name.endswith(".json")}

    assert there == {pinned.file for pinned in PINNED.values()}


def definitions(value: Any) -> list[tuple[str, Any]]:
    if not isinstance(value, dict):
        return []
    return [
        item
        for key, inner in value.items()
        for item in [(key, inner), *definitions(inner.get("@context") if isinstance(inner, dict) else None)]
    ]


READ_BY_NAME = "validFrom validUntil issuanceDate expirationDate issuer credentialStatus credentialSubject proof verifiableCredential statusPurpose statusListIndex statusListCredential encodedList".split()  # fmt: skip


@pytest.mark.parametrize("term", READ_BY_NAME)
def test_what_is_read_by_its_name_has_no_second_name(term):
    """Or a badge could say the same to JSON-LD with the other one, and hide it from who reads the JSON."""
    pairs = [pair for url in PINNED for pair in definitions((context(url) or {})["@context"])]
    meaning = {
        str(value.get("@id", key) if isinstance(value, dict) else value)
        for key, value in pairs
        if key == term
    }

    others = {
        key
        for key, value in pairs
        if (value.get("@id", key) if isinstance(value, dict) else value) in meaning
    }

    assert others == {term}


def test_nothing_in_the_contexts_is_dropped_in_a_way_that_is_not_looked_for():
    text = json.dumps([context(url) for url in PINNED])

    assert not any(
        word in text for word in ('"@index"', '"@direction"', '"@nest"', '"@reverse"', '"@import"', '"@base"')
    )
    vocabularies = [url for url in PINNED if '"@vocab":' in json.dumps(context(url))]
    assert vocabularies == []


@pytest.mark.parametrize("name", ["v1-integrity-key-example", "v2-integrity-key-alignments", "v1-both-web"])
def test_what_is_remembered_of_contexts_changes_nothing(name):
    document = read(f"dcc/{name}.json")
    del document["proof"]

    def load(url: str, _options: Any) -> dict[str, Any]:
        return {"contextUrl": None, "documentUrl": url, "document": context(url)}

    plain = jsonld.JsonLdProcessor().normalize(
        document, {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": load}
    )
    linked = LinkedData()
    for _ in range(2):
        assert linked.canonical(document).decode() == plain


def test_without_pins_nothing_is_verified():
    for name in FIXTURES:
        assert look(read(f"dcc/{name}.json"), NONE).state != "verified"
