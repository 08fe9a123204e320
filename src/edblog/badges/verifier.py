"""Verifies a file: what it is, whether it is real, and what it says."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

import msgspec

from edblog.badges import assertions, credentials
from edblog.badges.containers import unpack
from edblog.badges.credentials import Ground
from edblog.badges.linked_data import LinkedData
from edblog.badges.pins import Pins
from edblog.badges.recipients import without_emails
from edblog.badges.refusal import RefusedError
from edblog.badges.strict import read_json
from edblog.badges.tokens import read_token
from edblog.badges.verdict import Note, Verdict


@cache
def _linked() -> LinkedData:
    return LinkedData()


def verify(
    data: bytes, pins: Pins, now: datetime, *, recipient: str = "", linked: LinkedData | None = None
) -> Verdict:
    """The verdict about the bytes of a file. Never raises for any bytes.

    `recipient` is the email address of the person whose badge it should be. `linked` has other contexts than those that come with edblog,
    for tests with vectors of others.
    """
    ground = Ground(pins, now, linked or _linked(), recipient)
    try:
        contained = unpack(data)
    except RefusedError as error:
        return _clean(_refused(error))
    try:
        verdict = _of_content(contained.content, contained.is_compact, ground)
    except RefusedError as error:
        verdict = _refused(error)
    return _clean(msgspec.structs.replace(verdict, container=contained.container))


def _of_content(content: bytes, is_compact: bool, ground: Ground) -> Verdict:
    if is_compact:
        token = read_token(content)
        if assertions.looks_like_one(token.payload):
            return assertions.of_token(token, ground)
        return credentials.from_token(token, ground)
    document = read_json(content)
    if credentials.looks_like_one(document):
        return credentials.of_document(document, ground)
    if assertions.looks_like_one(document):
        return assertions.of_document(document, ground)
    raise RefusedError(
        "no-badge", "this JSON is neither a verifiable credential nor an assertion of Open Badges 2.0"
    )


def _refused(error: RefusedError) -> Verdict:
    return Verdict(state=error.state, code=error.code, detail=error.detail)


def _clean(verdict: Verdict) -> Verdict:
    """The verdict without email addresses in any of its texts."""
    texts: dict[str, Any] = {
        name: without_emails(value)
        for name in verdict.__struct_fields__
        if isinstance(value := getattr(verdict, name), str) and "@" in value
    }
    notes = tuple(Note(n.code, without_emails(n.message), without_emails(n.help)) for n in verdict.notes)
    inside = tuple(map(_clean, verdict.inside))
    return msgspec.structs.replace(verdict, **texts, notes=notes, inside=inside)
