"""What people have reported about other programs that read badges: each report is a test here.

The numbers are those of issues on GitHub.
"""

from __future__ import annotations

import hashlib
import json

import msgspec
import pytest
from tests.badge_makers import (
    SCHOOL_KEY,
    assertion,
    badge,
    baked_text,
    chunk,
    look,
    png,
    school_pins,
    sign,
    signed_assertion,
    svg,
)

from edblog.badges.status import unpacked


def hosted_svg() -> bytes:
    document = assertion(
        id="https://school.example/assertion1.svg",
        verification={"type": "HostedBadge"},
        issuedOn="2024-11-08T10:33:30.649696",
    )
    text = json.dumps(document)
    return svg(
        f'<openbadges:assertion xmlns:openbadges="http://openbadges.org" verify="{document["id"]}"><![CDATA[{text}]]></openbadges:assertion>'
    )


def test_a_badge_in_an_svg_is_not_that_of_anybody_who_asks():
    """1EdTech/openbadges-validator-core#262"""
    mine, other = (
        look(hosted_svg(), school_pins(), recipient=f"{name}@school.example") for name in ("rosa", "eve")
    )

    assert (mine.state, mine.code, mine.recipient) == ("unverified", "hosted", "matches")
    assert (other.recipient, other.is_verified) == ("differs", False)
    assert mine.valid_from == "2024-11-08T10:33:30Z"


@pytest.mark.parametrize("digest", [str.upper, str.lower])
def test_digests_in_capitals(digest):
    """1EdTech/openbadges-validator-core#216, mozilla/openbadges-backpack#501"""
    text = digest(hashlib.sha256(b"rosa@school.examplesalt").hexdigest())
    document = assertion(
        recipient={"type": "email", "hashed": True, "salt": "salt", "identity": f"sha256${text}"}
    )

    assert (
        look(signed_assertion(document), school_pins(), recipient="rosa@school.example").recipient
        == "matches"
    )


def test_a_digest_without_salt():
    """mozilla/openbadges-backpack#974"""
    text = hashlib.sha256(b"rosa@school.example").hexdigest()
    document = assertion(recipient={"type": "email", "hashed": True, "identity": f"sha256${text}"})

    assert (
        look(signed_assertion(document), school_pins(), recipient="Rosa@School.example").recipient
        == "matches"
    )


def test_any_json_in_a_picture_is_no_badge():
    """1EdTech/openbadges-validator-core#150"""
    verdict = look(png(baked_text("{\r\n}\r\n", b"openbadges")))

    assert (verdict.state, verdict.code) == ("invalid", "no-badge")


def test_the_text_of_a_packed_chunk_begins_after_its_names():
    """drewnoakes/metadata-extractor-dotnet#421"""
    import zlib

    text = json.dumps(sign(badge())).encode()
    content = b"openbadgecredential\0\1\0en-US\0Offenes Abzeichen\0" + zlib.compress(text)

    assert look(png(chunk(b"iTXt", content))).state == "verified"


def test_a_file_that_is_no_picture_after_all():
    """mozilla/openbadges-backpack#40 and #877"""
    for data in (b"\x89PNG", b"\x89PNG\r\n\x1a\n\0\0\0\0", b"GIF89a\0\0", b"\xff\xd8\xff\xe0\0\x10JFIF"):
        assert look(data).state == "invalid"


LISTS = {
    "with a u": "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA",
    "without": "H4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA",
    "in the other alphabet, with padding": "H4sIAAAAAAAAA+3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA==",
}


@pytest.mark.parametrize("name", LISTS)
def test_lists_are_unpacked_however_they_are_written(name):
    """walt-id/waltid-identity#1075, w3c/vc-bitstring-status-list#201"""
    assert unpacked(LISTS[name]) == bytes(16_384)


def test_a_proof_without_a_key_is_no_proof():
    """beckn/beckn-onix#895"""
    document = sign(badge())
    del document["proof"]["verificationMethod"]

    assert (look(document).state, look(document).code) == ("invalid", "proof")


def test_a_context_without_a_version_says_nothing_certain():
    """1EdTech/openbadges-validator-core#251: what stands at that address has changed, so old signatures cannot be checked."""
    document = sign(badge())
    document["@context"][1] = "https://purl.imsglobal.org/spec/ob/v3p0/context.json"

    assert (look(document).state, look(document).code) == ("unverified", "unknown-context")


def test_a_badge_of_the_first_standard_is_not_called_a_forgery():
    """davelester/WPBadger#61"""
    old = {"uid": "13", "recipient": {"type": "email", "hashed": True, "identity": "sha256$15"}, "badge": "https://x.example/b.json", "verify": {"type": "hosted", "url": "https://x.example/a.json"}, "issuedOn": "2012-12-12"}  # fmt: skip

    verdict = look(old)

    assert (verdict.state, verdict.code) == ("unverified", "old-standard")
    assert SCHOOL_KEY not in str(msgspec.to_builtins(verdict))
