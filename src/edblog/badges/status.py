"""Looks up whether an issuer took a badge back, in dated snapshots: Bitstring Status List 1.0, StatusList2021, and lists of Open Badges."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from edblog.badges.pins import Pin, Pins
from edblog.badges.refusal import RefusedError, unknown
from edblog.badges.strict import from_base64url, id_of, listed, shown
from edblog.badges.verdict import Note, Status

_ENTRIES = {
    "BitstringStatusListEntry": ("BitstringStatusListCredential", "BitstringStatusList"),
    "StatusList2021Entry": ("StatusList2021Credential", "StatusList2021"),
}
_REVOCATION_LIST = "1EdTechRevocationList"
_MAX_LIST = 16_000_000
"""The most bytes of an unpacked list."""
_INDEX = re.compile(r"0|[1-9][0-9]{0,9}")
_MOST_ENTRIES = 20
_TOOK_BACK: dict[str, Status] = {"revocation": "revoked", "suspension": "suspended"}


class Found(NamedTuple):
    """What lists say about a badge."""

    status: Status = "none"
    date: str = ""
    """Day of the oldest snapshot that was looked into."""
    notes: tuple[Note, ...] = ()


CheckList = Callable[[Pin], Mapping[str, Any]]
"""Gives the document of a snapshot after checking its signature. Raises `RefusedError`."""


def look_up(document: Mapping[str, Any], pins: Pins, check: CheckList) -> Found:
    """The status of a badge of Open Badges 3.0. Raises `RefusedError` if its own entry makes no sense."""
    entries = listed(document.get("credentialStatus"))
    if not entries:
        return Found()
    if len(entries) > _MOST_ENTRIES:
        raise RefusedError("status", f"it has more than {_MOST_ENTRIES} statuses")
    states: list[Status] = []
    dates: list[str] = []
    notes: list[Note] = []
    for entry in entries:
        status, date, note = _entry(document, entry, pins, check)
        states += [status] if status else []
        dates += [date] if date else []
        notes += [note] if note else []
    order: tuple[Status, ...] = ("revoked", "suspended", "not checked", "good")
    return Found(next((s for s in order if s in states), "none"), min(dates, default=""), tuple(notes))


def _entry(
    document: Mapping[str, Any], entry: Any, pins: Pins, check: CheckList
) -> tuple[Status, str, Note | None]:
    if not isinstance(entry, dict):
        raise RefusedError("status", "a status that is not an object")
    types = [type_ for type_ in listed(entry.get("type")) if isinstance(type_, str)]
    if _REVOCATION_LIST in types:
        name = id_of(entry)
        return _in_revocation_list(pins.revocation_lists.get(name), id_of(document), name)
    kind = next((type_ for type_ in types if type_ in _ENTRIES), "")
    if not kind:
        message = f"edblog cannot look up a status of the kind {shown(entry.get('type'))}"
        return "not checked", "", Note("unknown-status", message)
    purpose, address, index = _fields(entry)
    if purpose not in _TOOK_BACK:
        # `message` and `refresh` do not say that a badge was taken back.
        return "", "", None
    pin = pins.status_lists.get(address)
    if pin is None:
        return "not checked", "", _no_snapshot(address)
    try:
        is_set = _bit(check(pin), kind, purpose, index, document, pins)
    except RefusedError as error:
        message = f"the list of {pin.date} cannot be used, so the status is not known: {error.detail}"
        return "not checked", "", Note("unusable-list", message, _again(address))
    return (_TOOK_BACK[purpose] if is_set else "good"), str(pin.date), None


def _fields(entry: Mapping[str, Any]) -> tuple[str, str, int]:
    """Purpose, list and index of an entry."""
    purpose, address = entry.get("statusPurpose"), entry.get("statusListCredential")
    index = entry.get("statusListIndex")
    if not isinstance(purpose, str) or not isinstance(address, str):
        raise RefusedError("status", "a status without a purpose or without a list")
    text = str(index) if isinstance(index, int) and not isinstance(index, bool) else index
    if not isinstance(text, str) or not _INDEX.fullmatch(text):
        raise RefusedError("status", f"the index of its status is {shown(index)}")
    if entry.get("statusSize", 1) not in (1, "1"):
        raise unknown("status", "its status has more than one bit, which edblog cannot read")
    return purpose, address, int(text)


def _no_snapshot(address: str) -> Note:
    return Note(
        "no-status-list",
        "the issuer can take this badge back, and nobody has looked whether it has",
        _again(address),
    )


def _again(address: str) -> str:
    return (
        f"run: edblog issuers add {address}"
        if address.startswith("https://") and address.isprintable()
        else ""
    )


def _bit(
    document: Mapping[str, Any], kind: str, purpose: str, index: int, badge: Mapping[str, Any], pins: Pins
) -> bool:
    credential, subject_type = _ENTRIES[kind]
    if credential not in listed(document.get("type")):
        raise RefusedError("status-list", f"its type is not {credential}")
    signer = id_of(document.get("issuer"))
    if signer != id_of(badge.get("issuer")) and signer not in pins.issuers:
        raise RefusedError(
            "status-list", "another issuer than that of the badge has signed it, who is not pinned"
        )
    subject = document.get("credentialSubject")
    if not isinstance(subject, dict) or subject_type not in listed(subject.get("type")):
        raise RefusedError("status-list", f"it holds no {subject_type}")
    if purpose not in listed(subject.get("statusPurpose")):
        raise RefusedError("status-list", f"it is not about {purpose}")
    bits = unpacked(subject.get("encodedList"))
    if index >= len(bits) * 8:
        raise RefusedError("status-list", f"it has no entry {index}")
    # The first entry is the highest bit of the first byte.
    return bool(bits[index // 8] >> (7 - index % 8) & 1)


def unpacked(encoded: Any) -> bytes:
    """The bits of a list: base64url of gzip, since version 1.0 with a `u` before it. Raises `RefusedError`.

    The standard asks for 131,072 entries at least, to hide whom one is about. Shorter lists exist, and say no less.
    """
    if not isinstance(encoded, str):
        raise RefusedError("status-list", "it has no encodedList")
    # gzip starts with 1F 8B, which is "H4s" in base64.
    text = encoded[1:] if encoded.startswith("uH4s") else encoded
    # StatusList2021 left open which base64 it is.
    packed = from_base64url(text.rstrip("=").replace("+", "-").replace("/", "_"), "encodedList")
    unpacker = zlib.decompressobj(wbits=31)
    try:
        bits = unpacker.decompress(packed, _MAX_LIST + 1)
    except zlib.error:
        raise RefusedError("status-list", "it cannot be unpacked") from None
    if len(bits) > _MAX_LIST or not unpacker.eof:
        raise RefusedError("status-list", "it is too large, or cut short")
    return bits


def in_revocation_list(pin: Pin | None, assertion: str, address: str) -> Found:
    """The status of an assertion of Open Badges 2.0 whose issuer has a revocation list."""
    status, date, note = _in_revocation_list(pin, assertion, address)
    return Found(status, date, (note,) if note else ())


def _in_revocation_list(pin: Pin | None, name: str, address: str) -> tuple[Status, str, Note | None]:
    if pin is None or not isinstance(pin.document, dict):
        return "not checked", "", _no_snapshot(address)
    subject = pin.document.get("credentialSubject", pin.document)
    entries = [*_revoked(subject), *_revoked(pin.document)]
    is_revoked = bool(name) and name in entries
    return ("revoked" if is_revoked else "good"), str(pin.date), None


def _revoked(document: Any) -> Iterator[str]:
    for part in listed(document):
        if isinstance(part, dict):
            for key in ("revokedAssertions", "revokedCredential", "revokedCredentials"):
                for entry in listed(part.get(key)):
                    if isinstance(entry, dict) and isinstance(uid := entry.get("uid"), str):
                        yield uid
                    yield id_of(entry)
