"""The corpus of the benchmarks is the same everywhere, and what is measured is verified."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from hashlib import blake2b
from pathlib import Path
from statistics import mean

import pytest

from edblog.pipeline import build

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
SIZE = 24
"""Posts: the fewest of which a listing has two pages."""


@pytest.fixture(scope="module", autouse=True)
def importable():
    """The programs of the benchmarks are no package: they import each other by name."""
    sys.path.insert(0, str(BENCHMARKS))
    yield
    sys.path.remove(str(BENCHMARKS))


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A small corpus that edblog has built without a problem."""
    from corpus import write_site

    site = tmp_path_factory.mktemp("benchmark") / "site"
    write_site("edblog", site, SIZE)
    report = build(site)
    assert report.problems == ()
    return site


@pytest.fixture
def copy(built, tmp_path):
    return Path(shutil.copytree(built, tmp_path / "copy"))


def digest(folder: Path) -> str:
    found = blake2b(digest_size=16)
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        found.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


@pytest.mark.parametrize("tool", ["edblog", "hugo", "pelican", "eleventy"])
def test_a_corpus_is_the_same_in_two_runs(tool, tmp_path):
    for seed in ("1", "2"):
        command = [sys.executable, BENCHMARKS / "corpus.py", str(SIZE), tmp_path / seed, tool]
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, check=True)

    assert digest(tmp_path / "1") == digest(tmp_path / "2")


def test_a_post_is_the_same_in_a_corpus_of_every_size():
    from corpus import posts

    assert list(posts(60))[:SIZE] == list(posts(SIZE))


def test_posts_have_about_740_words():
    from corpus import posts

    words = [len(post.body.split()) for post in posts(200)]

    assert 700 < mean(words) < 780


def test_every_20th_post_brings_an_author_up_to_500():
    from corpus import authors, post

    assert [len(authors(size)) for size in (20, 10_000, 100_000)] == [1, 500, 500]
    assert [post(20 * number).authors[0] for number in range(500)] == list(authors(10_000))


def test_what_edblog_builds_is_verified(built):
    from corpus import posts
    from verify import Census, verify

    verify("edblog", built, Census(posts(SIZE)))


@pytest.mark.parametrize(
    ("pattern", "damage"),
    [
        ("posts/*-7/index.html", Path.unlink),
        ("posts/*-7/index.html", lambda page: page.write_text("<h1>Gone</h1>")),
        ("posts/page/1/index.html", lambda page: page.rename(page.with_name("other.html"))),
        ("topics/*/index.html", Path.unlink),
        ("rss.xml", lambda feed: feed.write_text("<rss><item>")),
        (
            "rss.xml",
            lambda feed: feed.write_text(
                feed.read_text().replace("<item>", "<other>").replace("</item>", "</other>")
            ),
        ),
        ("credentials/*/rss.xml", Path.unlink),
    ],
)
def test_what_is_missing_is_found(pattern, damage, copy):
    from corpus import posts
    from verify import Census, VerificationError, verify

    damage(next((copy / "site").glob(pattern)))

    with pytest.raises(VerificationError):
        verify("edblog", copy, Census(posts(SIZE)))
