"""Who a badge is for: identities, which should stand in it only as digests, since repositories are often public."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple

from edblog.badges.strict import listed

Match = Literal["", "matches", "differs", "unknown"]
"""Whether a badge is for the person that was asked for; empty if nobody asked, "unknown" if the badge does not say."""

# Each run ends at a character that is not in it, and the first is bounded, so linear.
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")
_DIGESTS = {"sha256": 64, "md5": 32}


class Identity(NamedTuple):
    """An identity of a recipient."""

    text: str
    is_hashed: bool
    salt: str = ""


def without_emails(text: str) -> str:
    """The text with all email addresses left out."""
    return _EMAIL.sub("(email address)", text)


def has_email(value: Any) -> bool:
    """Whether an email address stands anywhere in a value."""
    waiting = [value]
    while waiting:
        inner = waiting.pop()
        if isinstance(inner, str) and "@" in inner and _EMAIL.search(inner):
            return True
        if isinstance(inner, dict):
            waiting += inner.values()
        elif isinstance(inner, list):
            waiting += inner
    return False


def of_assertion(assertion: Mapping[str, Any]) -> list[Identity]:
    """The recipient of an assertion of Open Badges 2.0."""
    recipient = assertion.get("recipient")
    if not isinstance(recipient, dict) or not isinstance(recipient.get("identity"), str):
        return []
    salt = recipient.get("salt")
    hashed = recipient.get("hashed") is True or recipient["identity"].startswith(("sha256$", "md5$"))
    return [Identity(recipient["identity"], hashed, salt if isinstance(salt, str) else "")]


def of_subject(subject: Any) -> Iterator[Identity]:
    """The recipients of a badge of Open Badges 3.0: its identifier, if it is an email address, and identity objects."""
    for entry in listed(subject):
        if not isinstance(entry, dict):
            continue
        if isinstance(name := entry.get("id"), str) and name.lower().startswith("mailto:"):
            yield Identity(name[7:], is_hashed=False)
        for identity in listed(entry.get("identifier")):
            if isinstance(identity, dict) and isinstance(text := identity.get("identityHash"), str):
                salt = identity.get("salt")
                hashed = identity.get("hashed") is True or text.startswith(("sha256$", "md5$"))
                yield Identity(text, hashed, salt if isinstance(salt, str) else "")


def match(identities: Iterable[Identity], email: str) -> Match:
    """Whether one of the identities is that of an email address."""
    if not email:
        return ""
    found = list(identities)
    if any(
        _is(identity, spelling) for identity in found for spelling in {email.strip(), email.strip().lower()}
    ):
        return "matches"
    is_known = any(_can_match(identity) for identity in found)
    return "differs" if is_known else "unknown"


def _can_match(identity: Identity) -> bool:
    return _digest(identity) is not None if identity.is_hashed else "@" in identity.text


def _digest(identity: Identity) -> tuple[str, str] | None:
    name, dollar, digest = identity.text.partition("$")
    return (name, digest.lower()) if dollar and len(digest) == _DIGESTS.get(name) else None


def _is(identity: Identity, email: str) -> bool:
    if not identity.is_hashed:
        return identity.text.strip().lower() == email.lower()
    found = _digest(identity)
    if found is None:
        return False
    name, digest = found
    # MD5 is part of the standard; it hides the address and protects nothing.
    return hashlib.new(name, (email + identity.salt).encode(), usedforsecurity=False).hexdigest() == digest
