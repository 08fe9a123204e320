"""The sample site has the same bytes with the oldest and the newest Jinja that edblog accepts, in quick code and without."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import jinja2
import pytest

from edblog.outputs.templates.quick import SEEN

ROOT = Path(__file__).parents[2]
SCRIPT = """
import sys
from pathlib import Path

import jinja2
from edblog.outputs.templates import engine, quick
from edblog.pipeline import build

def refused(_engine, name):
    raise SystemExit(f"{name} is not compiled by the generator that this Jinja should have")

folder, what = sys.argv[1:]
if what == "unknown":
    quick.SEEN = frozenset()
other = "_plain_code" if jinja2.__version__ in quick.SEEN else "_quick_code"
setattr(engine.Engine, other, refused)
assert build(Path(folder)).ok
print(jinja2.__version__)
"""


def accepted() -> str:
    """The versions of Jinja that edblog accepts."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return next(line for line in project["dependencies"] if line.startswith("jinja2"))


def built(folder: Path, jinja: Path, what: str = "known") -> tuple[str, dict[str, bytes]]:
    """The version of Jinja that was used, and the files of the site."""
    shutil.copytree(ROOT / "content", folder / "content")
    shutil.copy(ROOT / "edblog.toml", folder)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(jinja), str(ROOT / "src")])}
    command = [sys.executable, "-c", SCRIPT, str(folder), what]
    run = subprocess.run(command, env=environment, capture_output=True, check=False, text=True)
    assert run.returncode == 0, run.stderr
    site = folder / "site"
    files = {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}
    return run.stdout.strip(), files


def test_the_site_is_the_same_with_the_oldest_and_the_newest_jinja(tmp_path):
    oldest, newest = ROOT / ".venv" / "jinja-oldest", ROOT / ".venv" / "jinja-newest"
    if not (oldest.is_dir() and newest.is_dir()):
        reason = "needs two versions of Jinja in .venv/, where `make test` puts them"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)

    first, wanted = built(tmp_path / "oldest", oldest)
    last, found = built(tmp_path / "newest", newest)
    _, plain = built(tmp_path / "unknown", newest, "unknown")

    assert accepted() == f"jinja2>={first},<4"
    assert first in SEEN
    assert last != first
    assert found == wanted
    assert plain == wanted
    assert len(wanted) > 100


def test_the_newest_jinja_is_one_that_was_looked_at():
    """Where this fails: add the version to `SEEN` of `outputs/templates/quick.py`, if the tests of quick code pass with it."""
    assert jinja2.__version__ in SEEN
