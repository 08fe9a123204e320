"""The wheel that `edblog init` puts into a site: pip installs it, and it is edblog itself."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from email import message_from_bytes
from importlib.metadata import PathDistribution, distribution
from pathlib import Path

import pytest

import edblog
from edblog import __version__
from edblog.problems import EdblogError
from edblog.scaffold import start_site
from edblog.scaffold import wheel as wheels
from edblog.scaffold.memory import MEMORY_PATH
from edblog.scaffold.wheel import WHEEL_NAME, wheel

SOURCE = Path(edblog.__file__).parent
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PIP"))}


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        return {name: box.read(name) for name in box.namelist()}


def pip(*arguments, cwd):
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", *map(str, arguments)]
    subprocess.run(command, cwd=cwd, check=True, capture_output=True, timeout=200, env=CLEAN)


def python(folder, code, *arguments):
    environment = CLEAN | {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, *(["-c", code] if code else ["-m", "edblog"]), *map(str, arguments)]
    done = subprocess.run(
        command, cwd=folder, check=True, capture_output=True, text=True, timeout=100, env=environment
    )
    return done.stdout.strip()


def test_pip_installs_it_and_it_runs_and_makes_the_same_wheel_again(tmp_path):
    """The first wheel is of the source; the second, of the edblog that pip has installed from the first."""
    start_site(tmp_path / "site")
    target = tmp_path / "target"
    pip(
        "install",
        "--no-deps",
        "--no-index",
        "--target",
        target,
        tmp_path / "site/tools" / WHEEL_NAME,
        cwd=tmp_path,
    )
    again = "import sys; from edblog.scaffold.wheel import wheel; sys.stdout.buffer.write(wheel())"
    made = subprocess.run(
        [sys.executable, "-c", again], cwd=target, check=True, capture_output=True, timeout=100,
        env=CLEAN | {"PYTHONPATH": str(target)},
    ).stdout  # fmt: skip

    assert python(target, "", "--version") == f"edblog, version {__version__}"
    assert python(target, "import edblog; print(edblog.__file__)") == str(target / "edblog/__init__.py")
    assert "Your site is ready." in python(target, "", "init", tmp_path / "other")
    assert "1 story" in python(target, "", "build", "--site", tmp_path / "other")
    assert (tmp_path / "other/site/index.html").exists()
    assert unpacked(made) == unpacked(wheel())
    assert made == wheel()


def test_it_has_every_file_of_edblog_and_nothing_else():
    files = unpacked(wheel())
    ours = {
        p.relative_to(SOURCE.parent).as_posix()
        for p in SOURCE.rglob("*")
        if p.is_file() and "__pycache__" not in p.parts
    }

    assert {name for name in files if name.startswith("edblog/") and "/themes/" not in name} == ours
    themes = SOURCE.parents[1] / "themes"
    assert {name for name in files if "/themes/" in name} == {
        f"edblog/themes/{p.relative_to(themes).as_posix()}" for p in themes.rglob("*") if p.is_file()
    }
    assert {name.partition("/")[2] for name in files if "dist-info" in name} == {
        "METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE", "licenses/NOTICE",
    }  # fmt: skip
    assert not any("__pycache__" in name or name.endswith(".pyc") for name in files)


def test_its_metadata_asks_for_what_edblog_needs():
    made = message_from_bytes(unpacked(wheel())[f"edblog-{__version__}.dist-info/METADATA"])
    real = distribution("edblog").metadata

    def needed(message):
        return {
            re.match(r"[\w.-]+", r)[0].lower() for r in message.get_all("Requires-Dist") if "extra" not in r
        }

    for field in ("Name", "Version", "Summary", "Requires-Python", "License-Expression"):
        assert made[field] == real[field]
    assert needed(made) == needed(real)
    assert "Requires-Dist: isso>=0.13.1; (sys_platform != 'win32') and extra == 'test'" in str(made)


def test_the_same_files_make_the_same_bytes():
    first = wheel()
    wheel.cache_clear()

    assert wheel() == first
    with zipfile.ZipFile(io.BytesIO(first)) as box:
        assert {entry.date_time for entry in box.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_an_upgrade_replaces_the_wheel_and_what_asks_for_it(tmp_path, monkeypatch):
    start_site(tmp_path)
    monkeypatch.setattr("edblog.scaffold.beginning.WHEEL_NAME", "edblog-9.9.9-py3-none-any.whl")
    monkeypatch.setattr("edblog.scaffold.beginning.wheel", lambda: b"newer")
    outcome = start_site(tmp_path)

    assert outcome.written == ("tools/edblog-9.9.9-py3-none-any.whl",)
    assert outcome.updated == ("requirements.txt",)
    assert outcome.removed == (f"tools/{WHEEL_NAME}",)
    assert sorted(path.name for path in (tmp_path / "tools").iterdir()) == [
        "edblog-9.9.9-py3-none-any.whl",
        Path(MEMORY_PATH).name,
    ]
    assert "./tools/edblog-9.9.9-py3-none-any.whl\n" in (tmp_path / "requirements.txt").read_text(
        encoding="utf-8"
    )


def test_a_wheel_that_somebody_put_there_is_named_and_stays(tmp_path):
    start_site(tmp_path)
    old = tmp_path / "tools/edblog-0.0.1-py3-none-any.whl"
    old.write_bytes(b"old")

    for _ in range(2):
        assert [(d.path, d.line) for d in start_site(tmp_path).differences] == [(f"tools/{old.name}", 0)]
    assert old.exists()


def test_an_installation_that_lacks_a_file_is_named(tmp_path):
    with zipfile.ZipFile(io.BytesIO(wheel())) as box:
        box.extractall(tmp_path)
    (tmp_path / "edblog/web/policy.py").unlink()
    broken = PathDistribution(tmp_path / f"edblog-{__version__}.dist-info")

    with pytest.raises(EdblogError, match="a file of edblog itself is missing"):
        list(wheels._of_record(broken))
