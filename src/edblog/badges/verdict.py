"""What edblog says about a badge."""

from __future__ import annotations

from typing import Literal

import msgspec

from edblog.badges.containers import Container
from edblog.badges.recipients import Match
from edblog.badges.refusal import State

Standard = Literal["Open Badges 3.0", "Open Badges 2.0", "CLR 2.0", "Verifiable Credential", ""]
Status = Literal["", "none", "good", "not checked", "revoked", "suspended"]
"""Whether the issuer took a badge back, as far as its lists were seen; "none" if its badge names no list."""


class Note(msgspec.Struct, frozen=True):
    """Something worth knowing about a badge that does not change its state."""

    code: str
    message: str
    """In plain words, without a period at the end."""
    help: str = ""


class Verdict(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All that is known of a badge. None of its texts holds an email address, and none is HTML to be trusted."""

    state: State
    code: str = ""
    """Why the badge is not verified; stable, empty for a verified one."""
    detail: str = ""
    """The same for an engineer, without a period at the end."""
    container: Container | Literal[""] = ""
    standard: Standard = ""
    suite: str = ""
    """The cryptosuite of Data Integrity, or the algorithm of a JWS."""
    key: str = ""
    """Fingerprint of the key that signed it."""
    is_pinned: bool = False
    """Whether that key is pinned."""
    id: str = ""
    name: str = ""
    """Of what was achieved: plain text."""
    description: str = ""
    """Plain text."""
    criteria: str = ""
    """What had to be done, in Markdown that nobody has sanitized."""
    achievement: str = ""
    """Identifier of what was achieved."""
    achievement_type: str = ""
    issuer: str = ""
    issuer_name: str = ""
    """As the pin says it; without one, as the badge says it."""
    valid_from: str = ""
    """Moment in UTC, such as `2026-09-01T12:00:00Z`."""
    valid_until: str = ""
    status: Status = ""
    status_date: str = ""
    """Day of the snapshot in which the status was looked up."""
    seen_date: str = ""
    """Day on which the badge was seen at its address."""
    recipient: Match = ""
    notes: tuple[Note, ...] = ()
    inside: tuple[Verdict, ...] = ()
    """Of each credential within this one, such as in a CLR."""

    @property
    def is_verified(self) -> bool:
        """Whether the badge is what it claims to be, and that of the person who was asked for."""
        return self.state == "verified" and self.recipient in ("", "matches")
