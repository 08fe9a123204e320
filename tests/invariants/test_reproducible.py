"""The same files make the same site: on another day, from another folder, in another place, on another machine.

The input is the sample site of this repository, with accents in file names, photos, code and two languages.
Each build runs in a process of its own, whose surroundings differ from those of the first in one way.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import edblog

SAMPLE = Path(__file__).parents[2]
BUILD = """
import sys
from datetime import datetime
from pathlib import Path
from edblog.pipeline import workers
from edblog.pipeline import build
workers.MANY = int(sys.argv[3])
report = build(Path(sys.argv[1]), now=datetime.fromisoformat(sys.argv[2]))
sys.exit(None if report.ok else ascii(report.problems))
"""
DAY = "2030-06-01T12:00:00+00:00"
MANY = "1000000"


def locales() -> list[str]:
    """What this machine has beside the plain one; one with a comma for the decimal point if there is any."""
    try:
        listed = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout.split()
    except OSError:
        return []
    return sorted({name for name in listed if name[:2] in {"de", "fr", "es", "tr", "ja", "ru"}})[:3]


def environment(**changed: str) -> dict[str, str]:
    plain = {
        key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "TZ", "PYTHON"))
    }
    usual = {
        "PYTHONPATH": str(Path(edblog.__file__).parents[1]),
        "PYTHONHASHSEED": "1",
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
    }
    return {**plain, **usual, **changed}


def run(site, *flags, day=DAY, few=MANY, umask=-1, cwd=None, **changed):
    """Builds a site in another process, and returns its files."""
    command = [sys.executable, *flags, "-c", BUILD, str(site.folder), day, few]
    subprocess.run(command, env=environment(**changed), umask=umask, cwd=cwd, check=True)
    return site.outputs()


@pytest.fixture(scope="module")
def sample():
    """The files of the sample site."""
    folders = ("content", "static")
    files = [
        SAMPLE / "edblog.toml",
        *(path for name in folders for path in sorted((SAMPLE / name).rglob("*"))),
    ]
    return {path.relative_to(SAMPLE).as_posix(): path.read_bytes() for path in files if path.is_file()}


@pytest.fixture(scope="module")
def expected(make_site, sample):
    return run(make_site(sample, bare=True))


@pytest.fixture(scope="module")
def lasting(sample):
    """The sample site without what is over one day, and without what names it: `test_days_pass.py` has that."""
    over = ("content/events/", "content/notices/", "content/lists/", "content/recordings/", "content/goals/")
    digests = b'every = ["week", "month"]'
    assert digests in sample["edblog.toml"]
    config = {"edblog.toml": sample["edblog.toml"].replace(digests, b"every = []")}
    return {path: data for path, data in sample.items() if not path.startswith(over)} | config


@pytest.fixture(scope="module")
def always(make_site, lasting):
    return run(make_site(lasting, bare=True))


def test_the_sample_is_worth_comparing(expected):
    assert {
        "index.html",
        "atom.xml",
        "sitemap.xml",
        "feeds.opml",
        "posts/una-pregunta-mas/index.html",
    } <= expected.keys()


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles", "Asia/Kathmandu"])
def test_in_another_time_zone(make_site, sample, expected, differences, zone):
    assert differences(run(make_site(sample, bare=True), TZ=zone), expected) == []


@pytest.mark.parametrize("name", ["C", "POSIX", *locales()])
def test_in_another_locale(make_site, sample, expected, differences, name):
    assert differences(run(make_site(sample, bare=True), LC_ALL=name, LANG=name), expected) == []


@pytest.mark.parametrize(
    ("flags", "changed"),
    [
        (["-X", "utf8=0"], {"PYTHONHASHSEED": "2"}),
        (["-X", "utf8=1"], {"LC_ALL": "C", "PYTHONHASHSEED": "random"}),
        (["-O"], {"HOME": "/nonexistent", "USER": "nobody", "COLUMNS": "20", "SOURCE_DATE_EPOCH": "1"}),
        (["-X", "dev"], {}),
    ],
    ids=" ".join,
)
def test_with_python_set_up_in_another_way(make_site, sample, expected, differences, flags, changed):
    assert differences(run(make_site(sample, bare=True), *flags, **changed), expected) == []


@pytest.mark.parametrize(
    "day", ["2030-06-02T00:30:00+14:00", "2036-02-29T23:59:59-12:00", "2099-12-31T00:00:00+00:00"]
)
def test_on_another_day(make_site, lasting, always, differences, day):
    assert differences(run(make_site(lasting, bare=True), day=day), always) == []


def test_from_another_folder_with_an_odd_name(make_site, sample, expected, differences, tmp_path):
    folder = tmp_path / "Año 2026 – “our” site #1 100% {{ x }}"
    folder.mkdir()
    assert differences(run(make_site(sample, bare=True, into=folder), cwd="/"), expected) == []


@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_with_another_umask(make_site, sample, expected, differences, umask):
    assert differences(run(make_site(sample, bare=True), umask=umask), expected) == []


def test_from_files_that_were_made_in_another_order_and_at_other_times(
    make_site, sample, expected, differences
):
    site = make_site(dict(reversed(sample.items())), bare=True)
    for age, path in enumerate(site.sources()):
        os.utime(site.folder / path, (age * 10**7, (50 - age) * 10**8))

    assert differences(run(site), expected) == []


def test_by_several_processes(make_site, sample, expected, differences):
    assert differences(run(make_site(sample, bare=True), few="1"), expected) == []


def test_by_the_command(make_site, lasting, always, differences):
    """`edblog build`, today; nothing here is of the future."""
    site = make_site(lasting, bare=True)
    subprocess.run(
        [sys.executable, "-m", "edblog", "build", "--quiet"], cwd=site.folder, env=environment(), check=True
    )

    assert differences(site.outputs(), always) == []


def test_again_in_the_same_folder(make_site, lasting, always, differences):
    site = make_site(lasting, bare=True)
    site.build()
    report = site.build(clean=True)

    assert report.written == ()
    assert differences(site.outputs(), always) == []
