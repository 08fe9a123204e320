"""Takes from a badge what people read: names, descriptions and moments, as plain text without email addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import msgspec

from edblog.badges.recipients import has_email, without_emails
from edblog.badges.refusal import RefusedError
from edblog.badges.strict import id_of, listed, text_of
from edblog.badges.verdict import Note, Verdict

_MOST = 2_000
_SPACE = re.compile(r"\s+")
PLAIN_EMAIL = Note(
    "plain-email",
    "this badge holds an email address in plain text, which everybody can read who can read the file",
    "ask the issuer for a badge with a hashed identity, and do not put this file into a public repository",
)


class _Text(HTMLParser):
    """Collects the text of what may be HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._skipped = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - as HTMLParser calls it
        self._skipped += tag in ("script", "style")
        self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._skipped = max(0, self._skipped - (tag in ("script", "style")))

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self.parts.append(data)


def plain(value: Any) -> str:
    """A text of a badge in one line, without tags, email addresses and control characters; at most 2,000 characters."""
    text = text_of(value)[: _MOST * 2]
    if "<" in text or "&" in text:
        reader = _Text()
        reader.feed(text)
        reader.close()
        text = "".join(reader.parts)
    text = "".join(c if c.isprintable() or c.isspace() else " " for c in text)
    return without_emails(_SPACE.sub(" ", text).strip())[:_MOST]


def markdown(value: Any) -> str:
    """A narrative, which the standards say is Markdown; whoever shows it sanitizes it like any text of a stranger."""
    text = text_of(value)[: _MOST * 5]
    return without_emails("".join(c if c.isprintable() or c in "\n\t" else " " for c in text))


def when(moment: datetime | None) -> str:
    """A moment in UTC, such as `2026-09-01T12:00:00Z`; empty for none."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if moment else ""


def described(
    verdict: Verdict, achieved: Any, of: Mapping[str, Any], issuer: Any, pinned_name: str
) -> Verdict:
    """The verdict with what the badge says of itself. The pinned name of the issuer counts, not that in the badge.

    `achieved` is the achievement or the badge class; `of` is the whole badge, whose name is taken for want of another.
    """
    found = achieved if isinstance(achieved, dict) else {}
    # JSON-LD writes one value alone or as a list.
    criteria = next(iter(listed(found.get("criteria"))), None)
    name = pinned_name or (plain(issuer.get("name")) if isinstance(issuer, dict) else "")
    return msgspec.structs.replace(
        verdict,
        id=_identifier(of),
        achievement=_identifier(found),
        achievement_type=plain(found.get("achievementType"))[:100],
        name=plain(found.get("name") or of.get("name")),
        description=plain(found.get("description") or of.get("description")),
        criteria=markdown(criteria.get("narrative") if isinstance(criteria, dict) else None),
        issuer=_identifier(issuer),
        issuer_name=name[:300],
    )


def _identifier(value: Any) -> str:
    """An identifier for a message or a link: without spaces and without email addresses."""
    text = id_of(value)
    return without_emails(text)[:500] if text.isprintable() and " " not in text else ""


def private(recipient: Any) -> tuple[Note, ...]:
    """The note about an email address in the part of a badge that is about the recipient."""
    if isinstance(recipient, dict):
        recipient = {
            key: value
            for key, value in recipient.items()
            if key not in ("achievement", "verifiableCredential", "source")
        }
    return (PLAIN_EMAIL,) if has_email(recipient) else ()


def one_text(document: Mapping[str, Any], name: str) -> str:
    """A property that must be one address or one object with an address. Raises `RefusedError`."""
    found = id_of(document.get(name))
    if not found or len(listed(document.get(name))) != 1:
        raise RefusedError("shape", f"it has not exactly one {name}")
    return found
