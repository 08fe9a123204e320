"""Language tags (BCP 47)."""

from __future__ import annotations


def lookup_range(language: str) -> list[str]:
    """The tags to look up for a language, in order: `zh-Hant-TW`, `zh-Hant`, `zh` (RFC 4647, section 3.4)."""
    parts = language.split("-")
    return ["-".join(parts[:count]) for count in range(len(parts), 0, -1)]


def primary(language: str) -> str:
    """The language alone, in lowercase: `es` for `es-MX`."""
    return language.partition("-")[0].lower()
