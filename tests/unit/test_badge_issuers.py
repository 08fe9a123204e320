"""Badges that another program makes: signed, baked and listed by openbadgeslib, verified here."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from openbadgeslib.ob2 import Assertion, IdentityObject, OB2Signer, Verification
from openbadgeslib.ob3 import Achievement, Issuer, OB3Signer, OpenBadgeCredential
from openbadgeslib.ob3.credential import Alignment, Evidence
from openbadgeslib.ob3.credential import IdentityObject as Identity
from openbadgeslib.ob3.ldp import OB3LdpSigner
from openbadgeslib.ob3.status_list import (
    build_status_list_credential,
    sign_status_list_credential,
    status_entry,
)
from tests.badge_makers import (
    ALGORITHMS,
    BADGE_CLASS,
    LIST,
    MAPLE,
    SCHOOL,
    SCHOOL_KEY,
    document_of,
    look,
    pin,
    pins,
    png,
    private,
    school_pins,
    svg,
)

from edblog.badges.pins import pins_of

START, END = datetime(2020, 9, 1, 8, tzinfo=UTC), datetime(2999, 9, 1, 8, tzinfo=UTC)


def secret(owner: str, kind: str) -> bytes:
    return private(owner, kind).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def seen(*args, **options):
    """The verdict today: the other program dates its proofs by the clock."""
    return look(*args, now=datetime.now(UTC), **options)


def made(**changes) -> OpenBadgeCredential:
    return OpenBadgeCredential(
        issuer=Issuer(
            id=MAPLE, name="Maple District", url="https://maple.example/", email="badges@maple.example"
        ),
        recipient_id="did:example:rosa",
        achievement=Achievement(
            id="https://maple.example/achievements/1",
            name="Formative assessment",
            description="Asks every student.",
            criteria_narrative="Hand in *three* jars.",
            achievement_type="MicroCredential",
            credits_available=1.5,
            tags=["jar"],
            alignments=[Alignment(target_name="InTASC 6", target_url="https://intasc.example/6")],
        ),
        issuance_date=START,
        expiration_date=END,
        evidence=[Evidence(id="https://maple.example/story", name="The exit ticket", narrative="A story.")],
        identifiers=[Identity.create("rosa@school.example", salt="pepper")],
        **changes,
    )


SIGNER = OB3LdpSigner(secret(MAPLE, "Ed25519"), f"{MAPLE}#Ed25519")


@pytest.mark.parametrize(
    ("bake", "container"),
    [
        (SIGNER.sign_to_json, "json"),
        (lambda badge: SIGNER.sign_into_png(badge, png()), "png"),
        (lambda badge: SIGNER.sign_into_svg(badge, svg("<path/>")), "svg"),
    ],
)
def test_a_badge_with_a_proof(bake, container):
    verdict = seen(bake(made()), pins(), recipient="rosa@school.example")

    assert (verdict.state, verdict.container, verdict.suite, verdict.recipient) == ("verified", container, "eddsa-rdfc-2022", "matches")  # fmt: skip
    assert (verdict.name, verdict.achievement_type, verdict.notes) == (
        "Formative assessment",
        "MicroCredential",
        (),
    )


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize("container", ["jwt", "png", "svg"])
def test_a_badge_as_a_token(algorithm, container):
    """It has no kid and brings its key, which only counts because it is pinned."""
    signer = OB3Signer(secret(MAPLE, ALGORITHMS[algorithm]), algorithm)
    bake = {
        "jwt": signer.sign,
        "png": lambda badge: signer.sign_into_png(badge, png()),
        "svg": lambda badge: signer.sign_into_svg(badge, svg("<path/>")),
    }
    data = bake[container](made())

    verdict = seen(data)
    assert (verdict.state, verdict.suite, verdict.container) == ("verified", algorithm, container)
    assert seen(data, pins_of([])).state == "unverified"


@pytest.mark.parametrize(("index", "state"), [(7, "revoked"), (8, "verified")])
def test_a_list_of_badges_taken_back(index, state):
    document = build_status_list_credential(MAPLE, LIST, "revocation", {7}, issued=START)
    text = sign_status_list_credential(document, secret(MAPLE, "P-256"), "ES256")
    held = pins_of([pin("issuer", document_of(MAPLE), name=MAPLE), pin("status-list", text, name=LIST)])

    badge = made(credential_status=[status_entry(LIST, "revocation", index)])

    verdict = seen(SIGNER.sign_to_json(badge), held)

    assert (verdict.state, verdict.notes) == (state, ())


@pytest.mark.parametrize("container", ["jwt", "png", "svg"])
def test_an_assertion_of_version_two(container):
    signer = OB2Signer(secret(SCHOOL, "RSA"))
    assertion = Assertion(
        recipient=IdentityObject.create("rosa@school.example", "salt"),
        badge=BADGE_CLASS["id"],
        verification=Verification(type="SignedBadge", creator=SCHOOL_KEY),
        issued_on=START,
        expires=END,
    )
    bake = {
        "jwt": lambda: signer.sign(assertion),
        "png": lambda: signer.sign_into_png(assertion, png()),
        "svg": lambda: signer.sign_into_svg(assertion, svg("<path/>")),
    }

    verdict = seen(bake[container](), school_pins(), recipient="rosa@school.example")

    assert (verdict.state, verdict.container, verdict.recipient) == ("verified", container, "matches")
