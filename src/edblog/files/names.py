"""Names of files and folders that one system keeps and another one changes, hides or cannot make."""

from __future__ import annotations

import re
from unicodedata import category, name

# Windows keeps these names for devices, with any extension.
RESERVED_NAMES = frozenset(
    ["con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))]
)
MAX_NAME_BYTES = 200
"""Of UTF-8 in one name; file systems take 255, and edblog makes names of its own from it."""
MAX_PATH_BYTES = 600
_MARKS = '<>:"|?*\\'
"""What Windows cannot keep in a name; a colon makes a drive or a hidden stream there."""
# Words and what is between them have no sign in common, so linear.
_PART = r"[a-zA-Z0-9_-]+(?:[. ]+[a-zA-Z0-9_-]+)*"
_ORDINARY = re.compile(f"{_PART}(?:/{_PART})*")
_INVISIBLE = frozenset(["Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"])
"""Controls, signs of direction and of no width, ends of lines, and what Unicode has no letter for."""
_SPACES = dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
"""Every other space of Unicode. A Mac writes a narrow one (U+202F) into the name of each screenshot, before AM and PM."""
_BLANK = "\u115f\u1160\u3164\uffa0\u2800\u034f\u180b\u180c\u180d\u180f"
"""Letters and marks that show nothing."""
_SUPERSCRIPTS = str.maketrans("\u00b9\u00b2\u00b3", "123")


def why_not(path: str) -> tuple[str, str] | None:
    """Why a file of this path cannot be part of a site, and what to do; None where it can.

    Paths are relative, with `/`.
    """
    if (
        len(path) < 100
        and _ORDINARY.fullmatch(path)
        and RESERVED_NAMES.isdisjoint(re.split("[/. ]", path.lower()))
    ):
        return None
    for part in path.split("/"):
        if (why := _why_not_part(part)) is not None:
            return why
    if len(path.encode()) > MAX_PATH_BYTES:
        return (
            "the names of the folders above this file are too long together",
            "give some of them shorter names",
        )
    return None


def with_plain_spaces(path: str) -> str:
    """The path with a plain space for each other kind of space, which nobody can tell apart from it."""
    return path if path.isascii() else path.translate(_SPACES)


def _why_not_part(part: str) -> tuple[str, str] | None:
    part = with_plain_spaces(part)
    shown = part if part.isprintable() else part.encode("unicode_escape").decode()
    for sign in part:
        if sign in _MARKS:
            return (
                f'"{shown}" has the character {sign} in it, which Windows does not allow in a file name',
                "rename it, with letters from a to z",
            )
        if category(sign) in _INVISIBLE or sign in _BLANK:
            what = name(sign, f"U+{ord(sign):04X}").lower()
            return (
                f'"{shown}" has a character in it that nobody can see ({what})',
                "rename it: type the whole name again",
            )
    if part.isascii() and part != part.strip(" ").rstrip("."):
        return (
            f'"{shown}" begins or ends with a space or ends with a dot, which Windows takes away',
            "rename it without",
        )
    if part != part.strip():
        return f'"{shown}" begins or ends with a space', "rename it without"
    before_dot = part.partition(".")[0]
    stem = before_dot.rstrip(" ").lower().translate(_SUPERSCRIPTS)
    if stem in RESERVED_NAMES or stem in ("conin$", "conout$"):
        return f'Windows keeps the name "{before_dot}" for itself', f'rename it, for instance to "my-{stem}"'
    if len(part.encode()) > MAX_NAME_BYTES:
        return "this name is too long for some computers", "give it a name of a few words"
    return None
