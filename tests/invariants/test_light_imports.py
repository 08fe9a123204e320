"""What is not needed is not loaded: a command that does nothing must feel like nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import CONFIG

import edblog
from edblog.kinds.features import FEATURES

HEAVY = {
    "babel", "feedgen", "frontmatter", "icalendar", "jinja2", "livereload", "lxml", "markdown", "nh3", "phonenumbers", "PIL", "pikepdf", "pygments",
    "segno", "tornado", "watchfiles", "yaml",
}  # fmt: skip
RUN = """
import json, sys
from edblog.cli.commands import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    assert not end.code, end.code
print()
print(json.dumps(sorted(sys.modules)))
"""


def modules(*args: str) -> set[str]:
    """The modules that a command has loaded."""
    done = subprocess.run([sys.executable, "-c", RUN, *args], check=True, capture_output=True, text=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def loaded(*args: str) -> set[str]:
    """Top-level names of the modules that a command has loaded."""
    return {name.partition(".")[0] for name in modules(*args)}


@pytest.mark.parametrize("command", ["--version", "--help", "build --help", "serve --help"])
def test_telling_about_itself(command):
    assert loaded(*command.split()) & HEAVY == set()


def test_a_build_with_nothing_to_do(make_site):
    site = make_site({})
    site.post("jar", "The jar", "2026-01-02")
    build = ("build", "--site", str(site.folder))

    first = loaded(*build)
    assert first > {"babel", "feedgen", "frontmatter", "jinja2", "lxml", "markdown", "nh3", "yaml"}
    assert "icalendar" not in first
    assert loaded(*build) & HEAVY == set()


def test_of_a_feature_that_the_settings_do_not_ask_for_only_its_address_and_its_words_are_loaded(make_site):
    site = make_site({})
    site.post("jar", "The jar", "2026-01-02")
    folders = [type(feature).__module__ for feature in FEATURES]

    def of_features() -> set[str]:
        found = modules("build", "--clean", "--site", str(site.folder))
        return {name for name in found if any(f"{name}.".startswith(f"{folder}.") for folder in folders)}

    assert of_features() == {*folders, *(f"{folder}.words" for folder in folders)}
    site.write("edblog.toml", f'{CONFIG}\n[impact]\npage = true\n[digests]\nevery = ["week"]\n')
    assert of_features() >= {f"{folder}.pages" for folder in folders}


def test_reading_texts_without_numbers():
    code = """
import sys
from edblog.kinds import KINDS
from edblog.sources.read import read
from edblog.sources.reading import ReadSettings
story = "---\\ntitle: T\\ndate: 2026-01-02\\nauthor: rosa\\n---\\nIn 2024-2025 we had 1,204 slips; CCSS.MATH.4.NF.A.1."
assert read("content/posts/a.md", (story + sys.argv[1]).encode(), ReadSettings("UTC", "en"), KINDS).record
print("phonenumbers" in sys.modules)
"""
    for more, expected in (("", "False"), (" Call (312) 555-0199.", "True")):
        done = subprocess.run([sys.executable, "-c", code, more], check=True, capture_output=True, text=True)
        assert done.stdout.strip() == expected


def test_getting_ready_to_render():
    code = "import sys, edblog.outputs.render; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    names = {name.partition(".")[0] for name in done.stdout.split()}

    assert names & HEAVY == set()
    assert not names & {"dateutil", "rapidfuzz", "xml", "urllib.request"}


def test_a_plain_build_reads_no_options(make_site):
    # An address that is no placeholder to another process either.
    site = make_site({"edblog.toml": 'title = "Stories"\nbase_url = "https://192.0.2.1/"\n'})
    site.post("jar", "The jar", "2026-01-02")
    site.build()
    command = [sys.executable, "-X", "importtime", "-m", "edblog", "build"]
    environment = {**os.environ, "PYTHONPATH": str(Path(edblog.__file__).parents[1])}
    done = subprocess.run(
        command, cwd=site.folder, env=environment, check=True, capture_output=True, text=True
    )
    names = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}

    assert "edblog" in names
    assert names & {*HEAVY, "click", "concurrent", "multiprocessing"} == set()
