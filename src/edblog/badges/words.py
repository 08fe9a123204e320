"""Says what a state means: one sentence for a teacher, and one for an engineer."""

from __future__ import annotations

from edblog.badges.refusal import State
from edblog.badges.verdict import Verdict

_TEACHER: dict[State, str] = {
    "verified": "This badge is real: {issuer} signed it, and nobody has changed it since.",
    "seen": "The issuer's website showed this very badge on {seen}. It has no signature, so nobody can check more than that.",
    "unverified": "Nobody can tell from this file alone whether the badge is real.",
    "signature-only": "Nobody has changed this badge since it was signed, but your site does not know who signed it.",
    "expired": "This badge was valid until {until}, and is not any more.",
    "revoked": "The issuer has taken this badge back.",
    "invalid": "Do not rely on this badge: it was changed, is damaged, or is not what it claims to be.",
}
_CODES = {
    "unpinned-issuer": "Nobody can tell yet whether this badge is real, because your site does not know its issuer. Ask your district to add it: edblog issuers add.",
    "unpinned-key": "Nobody can tell yet whether this badge is real: it is signed with a key of the issuer that your site does not know. Ask your district to add the issuer again: edblog issuers add.",
    "hosted": "This badge has no signature; it is only as real as the page it came from. Ask your district to take a look at that page: edblog issuers add.",
    "unknown-badge": "Nobody can tell yet who may give out this badge. Ask your district to add it: edblog issuers add.",
    "unknown-context": "Nobody can tell here whether this badge is real: it uses words that edblog does not know.",
    "address-only": "This picture holds only the address of a badge, so there is nothing to check.",
    "old-standard": "This badge follows a standard from before 2018, which edblog cannot check.",
    "not-yet-valid": "This badge is not valid yet; it will be from {start}.",
    "no-badge": "There is no badge in this file. Download it again from your badge page: many programs remove the badge when they save a picture.",
    "not-json": "This file is no badge, or it is damaged. Download it again from your badge page.",
    "damaged-picture": "This picture is damaged. Download it again from your badge page.",
    "only-in-record": "This badge has no signature of its own. Only the record that it is in vouches for it.",
    "differs": "The issuer's website shows another badge at this address than the one in this file.",
    "suspended": "The issuer has suspended this badge for now.",
    "proof-expired": "The signature on this badge has run out. Ask the issuer for a new one.",
}
_ENGINEER: dict[State, str] = {
    "verified": "{suite} verifies with the pinned key {key}",
    "seen": "hosted assertion; equal to the snapshot of {seen}",
    "unverified": "not verifiable offline",
    "signature-only": "{suite} verifies with the key {key}",
    "expired": "expired",
    "revoked": "revoked",
    "invalid": "invalid",
}


def for_teacher(verdict: Verdict) -> str:
    """What a verdict means, in a sentence or two for the person who got the badge."""
    text = _CODES.get(verdict.code, "") or _TEACHER[verdict.state]
    sentences = [
        text.format(
            issuer=verdict.issuer_name or "its issuer",
            seen=verdict.seen_date or "an earlier day",
            until=verdict.valid_until[:10] or "a day that has passed",
            start=verdict.valid_from[:10] or "a later day",
        )
    ]
    if verdict.status == "not checked" and verdict.state in ("verified", "signature-only"):
        sentences.append("Nobody has looked whether the issuer has taken it back since.")
    if verdict.recipient == "differs":
        sentences.append("It was given to somebody else than the person you named.")
    if verdict.recipient == "unknown":
        sentences.append("It does not say who it was given to, so it could be anybody's.")
    return " ".join(sentences)


def for_engineer(verdict: Verdict) -> str:
    """What a verdict rests on, in a line for an engineer, without a period at the end."""
    text = _ENGINEER[verdict.state].format(
        suite=verdict.suite or "the signature", key=verdict.key, seen=verdict.seen_date
    )
    parts = [f"{text} [{verdict.code}]: {verdict.detail}" if verdict.code else text]
    if verdict.status:
        at = f" in the snapshot of {verdict.status_date}" if verdict.status_date else ""
        parts.append(f"status: {verdict.status}{at}")
    return "; ".join(parts)
