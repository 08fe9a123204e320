"""Writes the files of a new site, and new texts; nothing is overwritten."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory

from edblog.problems import EdblogError, Problem
from edblog.start.within import link_on_the_way


def refuse_link(site: Path, path: str) -> None:
    """Raises `EdblogError` where a file would be written to another place than its path says."""
    if link := link_on_the_way(site, path):
        message = "this is a link to another place on the computer, so nothing is written there"
        raise stop(link, message, "delete the link, and put the file or folder itself here")


def write(path: Path, text: str) -> None:
    """Writes a file in UTF-8 into a folder that may not be there yet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def replace(path: Path, data: bytes) -> None:
    """Writes a file, or puts another in its place at once, into a folder that may not be there yet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{token_hex(4)}")
    with temporary.open("xb") as file:
        file.write(data)
    temporary.replace(path)


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes a new folder with all of its files, or nothing."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder.parent, prefix=".edblog-") as there:
        made = Path(there, folder.name)
        made.mkdir()
        for name, data in files.items():
            (made / name).write_bytes(data)
        made.rename(folder)


def quoted(text: str) -> str:
    """A text in double quotes, as YAML, TOML and JSON read it."""
    return json.dumps(text, ensure_ascii=False)


def stop(path: str, message: str, help_: str) -> EdblogError:
    """Why nothing was started."""
    return EdblogError([Problem(path, "error", "not-started", message, help_, line=1, column=1)], 2)
