"""Writes the files of a new site, and new texts, without overwriting files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory

from edblog.problems import EdblogError, Problem
from edblog.start.within import link_on_the_way


def refuse_link(site: Path, path: str) -> None:
    """Raises `EdblogError` if a symbolic link would send a new file to another place."""
    if link := link_on_the_way(site, path):
        message = "this is a link to another place on the computer, so nothing is written there"
        raise stop(link, message, "delete the link, and put the file or folder itself here")


def write(path: Path, text: str) -> None:
    """Writes a file in UTF-8, and makes its folder if needed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def replace(path: Path, data: bytes) -> None:
    """Writes or atomically replaces a file, and makes its folder if needed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{token_hex(4)}")
    with temporary.open("xb") as file:
        file.write(data)
    temporary.replace(path)


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes a new folder with all its files, or nothing."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder.parent, prefix=".edblog-") as there:
        made = Path(there, folder.name)
        made.mkdir()
        for name, data in files.items():
            (made / name).write_bytes(data)
        made.rename(folder)


def quoted(text: str) -> str:
    """A text in double quotes, escaped for YAML, TOML and JSON."""
    return json.dumps(text, ensure_ascii=False)


def stop(path: str, message: str, help_: str) -> EdblogError:
    """The error that stops the start of a site or text."""
    return EdblogError([Problem(path, "error", "not-started", message, help_, line=1, column=1)], 2)
