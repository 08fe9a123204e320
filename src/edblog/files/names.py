"""File and folder names that some operating system changes, hides or refuses."""

from __future__ import annotations

import re
from unicodedata import category, name

# Windows reserves these names for devices, with any extension.
RESERVED_NAMES = frozenset(
    ["con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))]
)
MAX_NAME_BYTES = 200
"""Longest name in UTF-8; file systems allow 255, and edblog derives longer names from it."""
MAX_PATH_BYTES = 600
_FORBIDDEN = '<>:"|?*\\'
"""Characters that Windows forbids in a name; a colon stands for a drive or a hidden stream there."""
# Words and the separators between them share no character, so linear.
_PART = r"[a-zA-Z0-9_-]+(?:[. ]+[a-zA-Z0-9_-]+)*"
_ORDINARY = re.compile(f"{_PART}(?:/{_PART})*")
_INVISIBLE = frozenset(["Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"])
"""Unicode categories of invisible characters: controls, text direction, zero width, line ends, unassigned."""
_SPACES = dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
"""Maps every Unicode space to a plain one. Macs put a narrow one (U+202F) before AM or PM in names of screenshots."""
_BLANK = "\u115f\u1160\u3164\uffa0\u2800\u034f\u180b\u180c\u180d\u180f"
"""Letters and combining marks that print nothing."""
_SUPERSCRIPTS = str.maketrans("\u00b9\u00b2\u00b3", "123")


def unusable_name(path: str) -> tuple[str, str] | None:
    """The reason that a file with this path cannot be part of a site, and advice; None if it can.

    Paths are relative, with `/`.
    """
    if (
        len(path) < 100
        and _ORDINARY.fullmatch(path)
        and RESERVED_NAMES.isdisjoint(re.split("[/. ]", path.lower()))
    ):
        return None
    for part in path.split("/"):
        if (reason := _unusable_part(part)) is not None:
            return reason
    if len(path.encode()) > MAX_PATH_BYTES:
        return (
            "the names of the folders above this file are too long altogether",
            "shorten some of these folder names",
        )
    return None


def with_plain_spaces(path: str) -> str:
    """The path with each special space replaced by a plain one, which looks the same."""
    return path if path.isascii() else path.translate(_SPACES)


def _unusable_part(part: str) -> tuple[str, str] | None:
    part = with_plain_spaces(part)
    printable = part if part.isprintable() else part.encode("unicode_escape").decode()
    for character in part:
        if character in _FORBIDDEN:
            return (
                f'"{printable}" contains the character {character}, which Windows does not allow in a file name',
                "rename it; use only letters, digits and hyphens",
            )
        if category(character) in _INVISIBLE or character in _BLANK:
            label = name(character, f"U+{ord(character):04X}").lower()
            return (
                f'"{printable}" contains an invisible character ({label})',
                "rename it: type the whole name again",
            )
    if part.isascii() and part != part.strip(" ").rstrip("."):
        return (
            f'"{printable}" begins with a space, or ends with a space or a dot, which Windows drops',
            "rename it without that space or dot",
        )
    if part != part.strip():
        return f'"{printable}" begins or ends with a space', "rename it without that space"
    before_dot = part.partition(".")[0]
    stem = before_dot.rstrip(" ").lower().translate(_SUPERSCRIPTS)
    if stem in RESERVED_NAMES or stem in ("conin$", "conout$"):
        return f'Windows does not allow the name "{before_dot}"', f'rename it, for example to "my-{stem}"'
    if len(part.encode()) > MAX_NAME_BYTES:
        return "this name is too long for some computers", "rename it; a few words are enough"
    return None
