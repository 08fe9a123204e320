"""Emoji by their names on GitHub: `:smile:`, `:+1:`."""

from __future__ import annotations

from pymdownx import gemoji_db  # type: ignore[import-untyped]


def emoji(name: str) -> str:
    """The emoji with this name; empty if there is none, as for GitHub's own pictures."""
    key = f":{name}:"
    known = gemoji_db.emoji.get(gemoji_db.aliases.get(key, key), {})
    return "".join(
        chr(int(code, 16)) for code in known.get("unicode_alt", known.get("unicode", "")).split("-") if code
    )
