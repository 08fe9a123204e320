"""The form for writing a story, at `/write/`: its scripts, which run in the writer's browser, and its words.

The scripts are published in a folder with a name that is made of their content, so that browsers may keep them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path
from types import MappingProxyType

WRITE = "write/"
"""URL path of the page with the form."""
MAIN = "main.js"
"""The script that the page loads; it loads the others."""
_SCRIPTS = Path(__file__).parent / "script"
_PUBLISHED = frozenset([".js", ".txt"])
"""Extensions of what is published: scripts, and the licenses of those that others wrote."""


@cache
def scripts() -> Mapping[str, str]:
    """The path of each script within edblog, by the URL path at which it is published below `assets/`.

    The bytes of all of them are in the name of the folder, since they load each other.
    """
    files = sorted(path for path in _SCRIPTS.rglob("*") if path.suffix in _PUBLISHED)
    names = [path.relative_to(_SCRIPTS).as_posix() for path in files]
    digest = blake2b(digest_size=6)
    for name, path in zip(names, files, strict=True):
        digest.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    folder = f"{WRITE}{digest.hexdigest()}"
    return MappingProxyType({f"{folder}/{name}": f"submit/script/{name}" for name in names})


# Linear: each part of a line is looked at once, and a comment ends at the first `*/`.
_COMMENTS = re.compile(r"^[ \t]*(?://[^\n]*|/\*\*(?:(?!\*/).)*+\*/[ \t]*)$", re.MULTILINE | re.DOTALL)
_SPACE = re.compile(r"\n\s+")


def is_own(source: str) -> bool:
    """Whether a path within edblog is that of a script of the form, and not of a library."""
    return source.startswith("submit/script/") and source.endswith(".js") and "/mammoth/" not in source


def without_comments(script: str) -> str:
    """A script without the comments that have lines of their own, and without indentation: a quarter smaller.

    No script has a text of several lines, in which that would change something; a test holds it.
    """
    return _SPACE.sub("\n", _COMMENTS.sub("", script)).lstrip()


def main_script() -> str:
    """The URL path of `MAIN` below `assets/`."""
    return next(
        path for path in scripts() if path.count("/") == WRITE.count("/") + 1 and path.endswith(f"/{MAIN}")
    )
