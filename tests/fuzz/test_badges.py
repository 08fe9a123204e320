"""Mutated badges: no traceback, and none of them is verified unless the change says nothing.

`make badges` runs many (EDBLOG_BADGES, EDBLOG_SEED).
"""

from __future__ import annotations

import base64
import copy
import json
import os
from functools import cache
from random import Random
from typing import Any

import msgspec
import pytest
from tests import badge_makers as make
from tests.badge_makers import CEDAR, MAPLE, NOW, badge, baked_svg, baked_text, png, signed_assertion, token
from tests.unit.test_badges import record

from edblog.badges.pins import Pins
from edblog.badges.refusal import ORDER
from edblog.badges.verdict import Verdict
from edblog.badges.verifier import verify
from edblog.badges.words import for_engineer, for_teacher

COUNT = int(os.environ.get("EDBLOG_BADGES") or 500)
SEED = int(os.environ.get("EDBLOG_SEED") or 16)
PIECES = [b"{", b"}", b'"', b"\\u0000", b"\\ud800", b"null", b"[", b"]", b":", b",", b"1e999", b"\xff", b"\0", b".", b"<!DOCTYPE a>", b"&x;"]  # fmt: skip
VALUES: list[Any] = [
    None, True, False, 0, -1, 1.5, 2**60, "", " ", "x", "\0", "\ud83d\ude00", "_:b0", "@id", "did:key:z6Mk", "https://", "urn:x:y", "2026-13-01T00:00:00Z",
    "9999-12-31T23:59:59+14:00", "0000-00-00T00:00:00Z", "mailto:rosa@school.example", [], {}, [[]], [None], {"@value": "x"}, {"@list": []}, {"id": 5}, {"@context": {}},
    CEDAR, f"{CEDAR}#Ed25519", "none", "HS256", "z", "zzzz", "https://www.w3.org/2018/credentials/v1", {"@vocab": "urn:x:"},
]  # fmt: skip
NAMES = ["@context", "@id", "@type", "@graph", "@included", "@reverse", "@nest", "id", "type", "issuer", "proof", "validUntil", "expirationDate", "credentialStatus", "verifiableCredential", "vc", "exp", "iss", "badge", "revoked", "crit", "x", "", "a:b"]  # fmt: skip


def both() -> Pins:
    """All issuers, in one set of pins."""
    one, other = make.pins(), make.school_pins()
    return msgspec.structs.replace(
        one,
        issuers={**one.issuers, **other.issuers},
        badges=other.badges,
        revocation_lists=other.revocation_lists,
    )


@cache
def originals() -> list[tuple[str, Any]]:
    """Badges of each kind: documents to be changed as values, with a function that puts them into a file."""
    found: list[tuple[str, Any]] = [(suite, make.sign(badge(), suite)) for suite in make.SUITES]
    found += [(algorithm, token(badge(), algorithm)) for algorithm in make.ALGORITHMS]
    found += [("OB2", signed_assertion(make.assertion())), ("CLR", make.sign(record(make.sign(badge()))))]
    return found


def decoded(text: str) -> list[Any]:
    return [
        json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))) for part in text.split(".")[:2]
    ]


def places(value: Any) -> list[tuple[Any, Any]]:
    """All containers in a value, with a key or an index in each."""
    found = []
    waiting = [value]
    while waiting:
        inner = waiting.pop()
        entries = (
            inner.items() if isinstance(inner, dict) else enumerate(inner) if isinstance(inner, list) else ()
        )
        for key, item in entries:
            found.append((inner, key))
            waiting.append(item)
    return found


def mutate_value(value: Any, random: Random) -> None:
    for _ in range(random.choice([1, 1, 1, 2, 3])):
        spots = places(value)
        if not spots:
            return
        at, key = random.choice(spots)
        other_at, other_key = random.choice(spots)
        match random.randrange(8):
            case 0:
                del at[key]
            case 1:
                at[key] = copy.deepcopy(random.choice(VALUES))
            case 2:
                at[key] = copy.deepcopy(other_at[other_key])
            case 3 if isinstance(at, dict):
                at[random.choice(NAMES)] = copy.deepcopy(random.choice(VALUES))
            case 4 if isinstance(at, dict):
                at[random.choice(NAMES)] = at.pop(key)
            case 5:
                at[key] = [at[key]]
            case 6 if isinstance(at[key], str) and at[key]:
                text = at[key]
                where = random.randrange(len(text))
                at[key] = text[:where] + random.choice("xZ09 /#.-@\u00e9") + text[where + 1 :]
            case _:
                at[key] = [at[key], copy.deepcopy(random.choice(VALUES))]


def mutate_bytes(data: bytes, random: Random) -> bytes:
    for _ in range(random.choice([1, 1, 2, 5])):
        at = random.randrange(len(data) + 1)
        match random.randrange(5):
            case 0:
                data = data[:at] + bytes([random.randrange(256)]) + data[at + 1 :]
            case 1:
                data = data[:at] + random.choice(PIECES) + data[at:]
            case 2:
                data = data[:at]
            case 3:
                data = data[:at] + data[at + random.randrange(1, 40) :]
            case _:
                data = data[:at] + data[at : at + 20] + data[at:]
        data = data or b"x"
    return data


def packed(content: str, random: Random) -> bytes:
    match random.randrange(6):
        case 0:
            return png(baked_text(content, packed=random.random() < 0.5))
        case 1 if "]]>" not in content and '"' not in content.partition("{")[0]:
            return baked_svg(content)
        case _:
            return content.encode("utf-8", "replace")


def mutated(random: Random) -> tuple[str, bytes]:
    name, original = random.choice(originals())
    way = random.randrange(3)
    if isinstance(original, str):
        if way:
            header, payload = decoded(original)
            mutate_value(random.choice([header, payload, payload]), random)
            parts = [make.encoded(json.dumps(part).encode()) for part in (header, payload)]
            return name, packed(".".join([*parts, original.split(".")[2]]), random)
        return name, mutate_bytes(packed(original, random), random)
    document = copy.deepcopy(original)
    if way:
        mutate_value(document, random)
        return name, packed(json.dumps(document), random)
    return name, mutate_bytes(packed(json.dumps(document), random), random)


def said(verdict: Verdict) -> Verdict:
    return msgspec.structs.replace(verdict, container="", recipient="", inside=())


def says_the_same(verdict: Verdict, real: Verdict) -> bool:
    """Whether both say the same. A badge in a record may be refused where the record says the same to JSON-LD in another spelling."""
    if not verdict.issuer_name:
        # It stands in the badges within, too, so that it can go without a change of what is signed.
        verdict = msgspec.structs.replace(verdict, issuer_name=real.issuer_name)
    inner = zip(verdict.inside, real.inside, strict=False)
    return (
        said(verdict) == said(real)
        and len(verdict.inside) == len(real.inside)
        and all(one.state != "verified" or said(one) == said(other) for one, other in inner)
    )


@pytest.mark.timeout(0)
def test_no_mutated_badge_is_verified_and_none_raises():
    random = Random(SEED)
    pins = both()
    real = {
        name: verify((json.dumps(o) if isinstance(o, dict) else o).encode(), pins, NOW)
        for name, o in originals()
    }
    assert {verdict.state for verdict in real.values()} == {"verified"}
    states = dict.fromkeys(ORDER, 0)
    for number in range(COUNT):
        name, data = mutated(random)
        verdict = verify(data, pins, NOW, recipient="rosa@school.example" if number % 50 == 0 else "")

        states[verdict.state] += 1
        assert for_teacher(verdict)
        assert for_engineer(verdict)
        if verdict.state in ("verified", "seen"):
            # The change says nothing: space between words, the order of a set, a word beside the badge in its file.
            assert says_the_same(verdict, real[name]), (SEED, number, data)

    assert states["invalid"] > COUNT // 2
    assert MAPLE in pins.issuers
