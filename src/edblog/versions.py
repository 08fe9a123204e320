"""Digests of edblog's own code and of its libraries, which are part of every cache key."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from pathlib import Path

_PACKAGE = Path(__file__).parent
# Libraries that influence the bytes of a site, by the names of their `*.dist-info` folders.
_LIBRARIES = frozenset(
    """babel feedgen icalendar jinja2 latex2mathml lxml markdown markupsafe msgspec nh3 pi_heif pikepdf pillow pygments pymdown_extensions
    python_dateutil
    phonenumbers python_frontmatter pyyaml segno tzdata""".split()
)


@cache
def version_digest() -> bytes:
    """BLAKE2b-128 of edblog's sources, the versions of its libraries, and the Python version.

    Versions come from the names of `*.dist-info` folders: reading the metadata itself takes longer than a build with nothing
    to do.
    """
    python = repr(sys.version_info[:3])
    return _digest(python, (*_PACKAGE.rglob("*.py"), *_PACKAGE.rglob("*.js")), _LIBRARIES)


@cache
def resizing_digest() -> bytes:
    """A digest of only the code and libraries that determine the bytes of a resized picture.

    With it, another version of edblog resizes photos again only if its code for pictures has changed.
    """
    return _digest(
        "",
        (_PACKAGE / "outputs/resizing.py", *(_PACKAGE / "files/pictures").glob("*.py")),
        frozenset(["pi_heif", "pillow"]),
    )


@cache
def drawing_digest() -> bytes:
    """The same for cards: another version of edblog draws them again only if that code has changed."""
    return _digest("", (_PACKAGE / "outputs/sharing").glob("*.py"), frozenset(["pillow"]))


def _digest(python: str, sources: Iterable[Path], libraries: frozenset[str]) -> bytes:
    digest = blake2b(python.encode(), digest_size=16)
    for name in sorted(set(_installed(libraries))):
        digest.update(name.encode() + b"\0")
    for path in sorted(sources):
        digest.update(path.relative_to(_PACKAGE).as_posix().encode() + b"\0")
        digest.update(path.read_bytes())
    return digest.digest()


def _installed(libraries: frozenset[str]) -> Iterable[str]:
    for folder in sys.path:
        try:
            names = [
                entry.name for entry in Path(folder or ".").iterdir() if entry.name.endswith(".dist-info")
            ]
        except OSError:
            continue
        # qpdf, which writes the PDFs, is part of pikepdf; the file name of the library contains its version.
        yield from (path.name for path in Path(folder or ".").glob("pikepdf.libs/libqpdf*"))
        for name in names:
            if name.split("-")[0].lower().replace(".", "_") in libraries:
                yield name.lower()
