"""The file of the site for the path of a request; the only code that decides which files may be read.

A path is decoded once. Anything that could mean something else on another file system, or after a second decoding, is
refused on every system, even where it would be harmless.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from unicodedata import category
from urllib.parse import quote, unquote_to_bytes

import msgspec


class RefusedError(Exception):
    """A path that no file of a site can have."""


class FoundFile(msgspec.Struct, frozen=True):
    """A file to send."""

    path: Path
    """With symbolic links resolved."""
    relative: str
    """Path below the output folder, as in the URL, with `/`."""


class Redirect(msgspec.Struct, frozen=True):
    """A redirect to the address of a folder, which ends with a slash."""

    location: str


def segments(path: str) -> tuple[str, ...]:
    """The decoded segments of a request's path; the last one is '' for a folder.

    Raises `RefusedError` for an unusual path.
    """
    if not path.startswith("/"):
        raise RefusedError
    try:
        # The HTTP parser returns each byte of the request line as one character.
        decoded = [unquote_to_bytes(part.encode("latin-1")).decode() for part in path[1:].split("/")]
    except ValueError:
        raise RefusedError from None
    *folders, last = decoded
    if not all(folders) or not all(map(_is_plain, filter(None, decoded))):
        raise RefusedError
    for position, part in enumerate(decoded):
        # A site may be mounted below `/`, so its `.well-known` may be deeper.
        if part.startswith(".") and (part != ".well-known" or position == len(folders)):
            raise RefusedError
    return (*folders, last)


def _is_plain(part: str) -> bool:
    # On Windows, a colon separates a drive or a data stream.
    if any(character in part for character in "/\\:") or any(category(char) == "Cc" for char in part):
        return False
    # Windows drops dots and spaces at the end of a name.
    if part.endswith((".", " ")):
        return False
    return unquote_to_bytes(part) == part.encode()


def url_path(parts: tuple[str, ...]) -> str:
    """The segments as the path of a URL, percent-encoded."""
    return "/" + "/".join(quote(part) for part in parts)


def find_file(parts: tuple[str, ...], root: str, output: Path) -> FoundFile | Redirect | None:
    """The file for a path of a site mounted at `root`, or a redirect; None if there is none.

    Raises `RefusedError` when a symbolic link leads out of the output folder or to a hidden file in it.
    """
    *mount, _ = segments(root)
    if parts == tuple(mount):
        return Redirect(url_path((*parts, "")))
    if list(parts[: len(mount)]) != mount:
        return None
    *folders, last = parts[len(mount) :]
    names = [*folders, last] if last else folders
    path = _inside(output, names)
    if path is None:
        return None
    if path.is_dir():
        if last:
            return Redirect(url_path((*parts, "")))
        names.append("index.html")
        path = _inside(output, names)
    elif not last:
        return None
    if path is None or not stat.S_ISREG(path.stat().st_mode):
        return None
    return FoundFile(path=path, relative="/".join(names))


def _inside(output: Path, names: list[str]) -> Path | None:
    """The real path of a file or folder in the output folder; None if it does not exist.

    The output folder is resolved on every call, because publishing replaces it.
    """
    try:
        home = Path(os.path.realpath(output))
        path = Path(os.path.realpath(output.joinpath(*names)))
        path.stat()
    except OSError:
        return None
    if not path.is_relative_to(home):
        raise RefusedError
    hidden = [part for part in path.relative_to(home).parts if part.startswith(".")]
    if hidden not in ([], [".well-known"]):
        raise RefusedError
    return path
