"""What `edblog init` remembers in a site: the answers, and a digest of each file as it was written.

With it, another run knows which files nobody has changed since. It belongs into the repository, so it holds no secret.
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
    """What is remembered of the last run."""

    about: str = _ABOUT
    began: str = ""
    """The day of the first run, such as `2026-11-30`."""
    answers: dict[str, str] = {}
    files: dict[str, str] = {}
    """The digests of the files as they were written, by path; empty for a file that was there before."""


def digest(data: bytes) -> str:
    """The digest of a file, the same with the line endings of every system."""
    return blake2b(data.replace(b"\r\n", b"\n"), digest_size=16).hexdigest()


def read(folder: Path, path: str) -> bytes | None:
    """The bytes of a file below a folder; None where there is no such file. Links are not followed."""
    try:
        handle = open_file(folder, path)
    except OSError:
        return None
    with os.fdopen(handle, "rb") as file:
        return file.read()


def recall(folder: Path) -> Memory | None:
    """What is remembered of the last run in a folder; None where that cannot be read."""
    try:
        memory = msgspec.json.decode(read(folder, MEMORY_PATH) or b"", type=Memory)
    except msgspec.DecodeError:
        return None
    # Nothing outside of the site is ours, whoever wrote that into the file.
    inside = {path: of for path, of in memory.files.items() if {"", ".", ".."}.isdisjoint(path.split("/"))}
    return msgspec.structs.replace(memory, files=inside)


def memorized(memory: Memory) -> bytes:
    """The file that keeps it."""
    return f"{json.dumps(msgspec.to_builtins(memory), indent=2, ensure_ascii=False)}\n".encode()


def known_answers(folder: Path, memory: Memory | None) -> dict[str, str]:
    """The answers that a site has given already: in its settings, and when it began."""
    known = set(Answers.__struct_fields__)
    answers = {name: text for name, text in (memory.answers if memory else {}).items() if name in known}
    settings = read(folder, CONFIG_NAME)
    if settings is not None:
        config, _ = read_config(settings.decode(errors="replace"))
        if config is not None:
            answers |= {name: str(getattr(config, name)) for name in SETTINGS}
    return answers
