"""The programs of the editors in the browser, which tests drive: `python -m tests.editors` gets them with npm into `.venv/editors/`."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from edblog.services.editors import SERVICES, service

FOLDER = Path(sys.prefix) / "editors"
SERVER, SERVER_VERSION = "decap-server", "3.11.3"
"""The program that saves the files of Decap CMS on this computer."""


def folder_of(name: str) -> Path:
    """Where the files of an editor are, in the folders of its npm package."""
    return FOLDER / f"{name}-{service(name).version}"


def server() -> Path:
    return FOLDER / f"{SERVER}-{SERVER_VERSION}"


def require_editor(name: str) -> Path:
    """The folder of an editor. Without it the test is skipped, and fails where the environment says CI."""
    return required(folder_of(name))


def require_server() -> Path:
    return required(server()) / "node_modules" / SERVER / "dist/index.js"


def required(folder: Path) -> Path:
    if folder.is_dir():
        return folder
    reason = f"needs {folder.name}, which make test installs if there is npm"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def install() -> None:
    """Gets what is missing; each folder appears complete or not at all."""
    npm = shutil.which("npm")
    if npm is None:
        print("There is no npm, so the tests of editors in the browser are skipped (in CI they fail).")
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=FOLDER) as temporary:
        for name in SERVICES:
            if not folder_of(name).is_dir():
                unpack(npm, name, Path(temporary))
        if not server().is_dir():
            made = Path(temporary) / "server"
            made.mkdir()
            (made / "package.json").write_text(json.dumps({"private": True}), encoding="utf-8")
            command = [npm, "install", "--no-audit", "--no-fund", "--silent", "--ignore-scripts"]
            subprocess.run([*command, f"{SERVER}@{SERVER_VERSION}"], cwd=made, check=True)
            made.rename(server())


def unpack(npm: str, name: str, temporary: Path) -> None:
    editor = service(name)
    wanted = f"{editor.package}@{editor.version}"
    subprocess.run([npm, "pack", "--silent", wanted], cwd=temporary, check=True, stdout=subprocess.DEVNULL)
    [archive] = temporary.glob("*.tgz")
    made = temporary / name
    with tarfile.open(archive) as file:
        members = [
            member
            for member in file.getmembers()
            if member.isfile() and any(member.name.startswith(wanted) for wanted in editor.members)
        ]
        file.extractall(made, members, filter="data")
    archive.unlink()
    made.rename(folder_of(name))


if __name__ == "__main__":
    install()
