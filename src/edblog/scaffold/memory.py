"""Stores the answers of `edblog init` in a site, with a digest of each file that it wrote.

With it, a later run knows which files were not changed since. It belongs in the repository, so it contains no secrets.
"""

from __future__ import annotations

import json
import os
from hashlib import blake2b
from pathlib import Path

import msgspec

from edblog.scaffold.answers import SETTINGS, Answers
from edblog.settings import CONFIG_NAME, read_config
from edblog.start.within import open_file

MEMORY_PATH = "tools/edblog-init.json"
_ABOUT = "Written by `edblog init`, which reads it when it runs again, to know which files you have changed. Keep it in git."


class Memory(msgspec.Struct, frozen=True, kw_only=True):
    """The stored results of the last run."""

    about: str = _ABOUT
    began: str = ""
    """The day of the first run, such as `2026-11-30`."""
    answers: dict[str, str] = {}
    files: dict[str, str] = {}
    """The digests of the written files by path; empty for a file that existed before."""


def digest(data: bytes) -> str:
    """The digest of a file; it is the same for all kinds of line endings."""
    return blake2b(data.replace(b"\r\n", b"\n"), digest_size=16).hexdigest()


def read(folder: Path, path: str) -> bytes | None:
    """The bytes of a file below a folder; None if there is no such file. Symbolic links are not followed."""
    try:
        handle = open_file(folder, path)
    except OSError:
        return None
    with os.fdopen(handle, "rb") as file:
        return file.read()


def recall(folder: Path) -> Memory | None:
    """The stored results of the last run in a folder; None if they cannot be read."""
    try:
        memory = msgspec.json.decode(read(folder, MEMORY_PATH) or b"", type=Memory)
    except msgspec.DecodeError:
        return None
    # The file may have been edited, so paths outside of the site are refused.
    inside = {path: of for path, of in memory.files.items() if {"", ".", ".."}.isdisjoint(path.split("/"))}
    return msgspec.structs.replace(memory, files=inside)


def memorized(memory: Memory) -> bytes:
    """The bytes of the file with these results."""
    return f"{json.dumps(msgspec.to_builtins(memory), indent=2, ensure_ascii=False)}\n".encode()


def known_answers(folder: Path, memory: Memory | None) -> dict[str, str]:
    """The answers that are known from the site's settings and from earlier runs."""
    known = set(Answers.__struct_fields__)
    answers = {name: text for name, text in (memory.answers if memory else {}).items() if name in known}
    settings = read(folder, CONFIG_NAME)
    if settings is not None:
        config, _ = read_config(settings.decode(errors="replace"))
        if config is not None:
            answers |= {name: str(getattr(config, name)) for name in SETTINGS}
    return answers
