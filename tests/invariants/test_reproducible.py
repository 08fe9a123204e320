"""The same files make the same site: on another day, from another folder, in another place, on another machine.

The input is the sample site of this repository, with accents in file names, photos, code and two languages.
Each build runs in a process of its own, whose surroundings differ from those of the first in several ways at once; with
`EDBLOG_SURROUNDINGS=each` in one way alone, which tells where a difference comes from.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

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
EACH = os.environ.get("EDBLOG_SURROUNDINGS") == "each"


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


class Surroundings(NamedTuple):
    """What is different: flags of Python, variables of the environment, and how the files of the site are there."""

    flags: tuple[str, ...] = ()
    changed: dict[str, str] = {}  # noqa: RUF012 - nobody changes it
    umask: int = -1
    folder: str = ""
    is_reversed: bool = False
    few: str = MANY


def locale(name: str) -> Surroundings:
    return Surroundings(changed={"LC_ALL": name, "LANG": name})


OTHERS = {
    "one": (
        Surroundings(changed={"TZ": "Asia/Kathmandu"}),
        Surroundings(("-X", "utf8=0"), {"PYTHONHASHSEED": "2"}),
        Surroundings(umask=0o000),
        Surroundings(folder="Año 2026 – “our” site #1 100% {{ x }}"),
    ),
    "two": (
        Surroundings(changed={"TZ": "Pacific/Kiritimati"}),
        Surroundings(("-X", "utf8=1"), {"LC_ALL": "C", "PYTHONHASHSEED": "random"}),
        Surroundings(("-X", "dev")),
        Surroundings(umask=0o077),
        Surroundings(is_reversed=True),
    ),
    "three": (
        Surroundings(changed={"TZ": "America/Los_Angeles"}),
        locale("POSIX"),
        Surroundings(
            ("-O",), {"HOME": "/nonexistent", "USER": "nobody", "COLUMNS": "20", "SOURCE_DATE_EPOCH": "1"}
        ),
        Surroundings(few="1"),
    ),
    # Whatever this machine has.
    **{f"locale {name}": (locale(name),) for name in locales()},
}
"""Surroundings that can be together, by a name."""


def together(several: tuple[Surroundings, ...]) -> Surroundings:
    flags, changed, umasks, folders, orders, few = zip(*several, strict=True)
    return Surroundings(
        sum(flags, ()),
        {key: value for each in changed for key, value in each.items()},
        max(umasks),
        max(folders),
        any(orders),
        min(few),
    )


SURROUNDINGS = (
    {f"{name} {number}": each for name, several in OTHERS.items() for number, each in enumerate(several)}
    if EACH
    else {name: together(several) for name, several in OTHERS.items()}
)


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_in_other_surroundings(make_site, sample, expected, differences, tmp_path, name):
    """In another time zone, locale and folder, with Python set up in another way, from files in another order and of other times."""
    other = SURROUNDINGS[name]
    folder = tmp_path / other.folder
    folder.mkdir(exist_ok=True)
    site = make_site(dict(reversed(sample.items())) if other.is_reversed else sample, bare=True, into=folder)
    if other.is_reversed:
        for age, path in enumerate(site.sources()):
            os.utime(site.folder / path, (age * 10**7, (50 - age) * 10**8))
    cwd = "/" if other.folder else None
    made = run(site, *other.flags, few=other.few, umask=other.umask, cwd=cwd, **other.changed)

    assert differences(made, expected) == []


@pytest.mark.parametrize(
    "day",
    ["2036-02-29T23:59:59-12:00", "2099-12-31T00:00:00+00:00", "2030-06-02T00:30:00+14:00"][
        : 3 if EACH else 2
    ],
)
def test_on_another_day(make_site, lasting, always, differences, day):
    assert differences(run(make_site(lasting, bare=True), day=day), always) == []


def test_by_the_command(make_site, lasting, always, differences):
    """`edblog build`, today, without a locale; nothing here is of the future."""
    site = make_site(lasting, bare=True)
    subprocess.run(
        [sys.executable, "-m", "edblog", "build", "--quiet"],
        cwd=site.folder,
        env=environment(LC_ALL="C", LANG="C"),
        check=True,
    )

    assert differences(site.outputs(), always) == []


def test_again_in_the_same_folder(make_site, lasting, always, differences):
    site = make_site(lasting, bare=True)
    site.build()
    report = site.build(clean=True)

    assert report.written == ()
    assert differences(site.outputs(), always) == []
