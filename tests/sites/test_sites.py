"""Small sites and all that is made of them, byte for byte: `NAME/src` is what people wrote, `NAME/expected` is what
visitors get. Read `tour` to see what edblog does.

After a change of the output on purpose, `UPDATE_GOLDEN=1 pytest tests/sites` writes `expected` anew: read it in the
diff. To look at a site, run `edblog serve --site tests/sites/tour/src`.
"""

from __future__ import annotations

import os
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from edblog.pipeline import build

SITES = sorted(path.parent for path in Path(__file__).parent.glob("*/src"))
MADE_HERE = shutil.ignore_patterns("site", ".*")
NOW = datetime(2026, 11, 12, 18, tzinfo=UTC)


SCRIPTS = re.compile(rb"(?<=assets/write/)[0-9a-f]{12}(?=/)")
"""The folder of the form's scripts, which has another name after each change of one of them; they have tests of their own."""
RULES = re.compile(rb'(?<=id="eb-form-data">)[^<]*')
"""What the form knows, with every message of the check; `tests/unit/test_form.py` looks at it."""


def files(folder):
    return {
        path.relative_to(folder).as_posix(): RULES.sub(b"{}", SCRIPTS.sub(b"DIGEST", path.read_bytes()))
        for path in folder.rglob("*")
        if path.is_file() and not path.relative_to(folder).is_relative_to("assets/write")
    }


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_a_site_becomes_what_is_expected(tmp_path, site):
    shutil.copytree(site / "src", tmp_path / "src", ignore=MADE_HERE)

    report = build(tmp_path / "src", now=NOW)

    assert report.problems == ()
    made, expected = files(tmp_path / "src/site"), site / "expected"
    if "UPDATE_GOLDEN" in os.environ:
        shutil.rmtree(expected, ignore_errors=True)
        for path, data in files(tmp_path / "src/site").items():
            (expected / path).parent.mkdir(parents=True, exist_ok=True)
            (expected / path).write_bytes(data)
    wanted = files(expected)
    assert sorted(made) == sorted(wanted)
    for path, data in made.items():
        assert (path, data) == (path, wanted[path])
