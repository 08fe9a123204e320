"""Says why a badge is not what it claims to be: codes with a sentence each, raised while a badge is read."""

from __future__ import annotations

from typing import Literal

State = Literal["verified", "seen", "unverified", "signature-only", "expired", "revoked", "invalid"]
"""What is known of a badge; a later one beats those before it where several hold."""
ORDER: tuple[State, ...] = (
    "verified",
    "seen",
    "unverified",
    "signature-only",
    "expired",
    "revoked",
    "invalid",
)


class RefusedError(Exception):
    """A badge is not verified. `code` is stable, `detail` is for an engineer and has no personal data."""

    def __init__(self, code: str, detail: str, state: State = "invalid") -> None:
        super().__init__(detail)
        self.code, self.detail, self.state = code, detail, state


def unknown(code: str, detail: str) -> RefusedError:
    """The error for what nobody can tell here: the badge may be fine."""
    return RefusedError(code, detail, "unverified")
