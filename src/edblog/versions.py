"""Fingerprints of edblog itself and of the libraries whose work it remembers."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from pathlib import Path

# What the bytes of a site depend on. Names as in the folders that installers leave.
_LIBRARIES = frozenset(
    """babel feedgen jinja2 lxml markdown markupsafe msgspec nh3 pillow pygments python_dateutil
    python_frontmatter pyyaml tzdata""".split()
)


@cache
def version_digest() -> bytes:
    """BLAKE2b-128 of edblog's sources, the versions of its libraries, and the Python version.

    The names of `*.dist-info` folders tell the versions: reading the metadata itself takes longer than
    a build with nothing to do.
    """
    digest = blake2b(digest_size=16)
    digest.update(repr(sys.version_info[:3]).encode())
    for name in sorted(set(_installed())):
        digest.update(name.encode() + b"\0")
    package = Path(__file__).parent
    for path in sorted((*package.rglob("*.py"), *package.rglob("*.js"))):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0")
        digest.update(path.read_bytes())
    return digest.digest()


def _installed() -> Iterable[str]:
    for folder in sys.path:
        try:
            names = [entry.name for entry in Path(folder or ".").iterdir() if entry.name.endswith(".dist-info")]
        except OSError:
            continue
        for name in names:
            if name.split("-")[0].lower().replace(".", "_") in _LIBRARIES:
                yield name.lower()
