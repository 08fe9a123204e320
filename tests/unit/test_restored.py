"""A checkout whose output and memory come from a cache: everything is new to the file system, and nothing is to the site."""

from __future__ import annotations

import os
import shutil

import pytest

BEFORE = 1_600_000_000


@pytest.fixture
def checkout(make_site):
    """A site that was built elsewhere and restored here, with another time on every source."""
    site = make_site({})
    for day in range(1, 4):
        site.post(f"s{day}", f"Story {day}", f"2026-01-0{day}")
    site.build()
    other = make_site(site.sources(), bare=True)
    for name in ("site", ".edblog"):
        shutil.copytree(site.folder / name, other.folder / name)
    for path in (other.folder / "content").rglob("*.md"):
        os.utime(path, (BEFORE, BEFORE))
    return other


def stages(report):
    return [name for name, _ in report.stages]


def test_nothing_is_made_again(checkout):
    report = checkout.build()

    assert (report.written, stages(report)) == ((), ["scan"])
    assert checkout.build().written == ()


def test_an_edit_reaches_as_far_as_anywhere_else(checkout):
    checkout.post("s1", "Story 1", "2026-01-01", body="Another ending.")
    report = checkout.build()

    assert "posts/s1/index.html" in report.written
    assert "posts/s2/index.html" not in report.written
    assert "assemble" not in stages(report)


@pytest.mark.parametrize("path", ["posts/s2/index.html", "posts/s2/foreign.txt"])
def test_a_folder_that_is_no_faithful_copy_is_looked_at_as_a_whole(checkout, path):
    before = checkout.outputs()
    (checkout.folder / "site" / path).write_text("Somebody else's.")
    report = checkout.build()

    assert "assemble" in stages(report)
    assert report.foreign == (("posts/s2/foreign.txt",) if "foreign" in path else ())
    assert checkout.output("posts/s2/index.html") == before["posts/s2/index.html"].decode()


def test_a_file_that_is_missing_is_made_again(checkout):
    (checkout.folder / "site/posts/s2/index.html").unlink()

    assert checkout.build().written == ("posts/s2/index.html",)


def test_after_a_build_from_nothing_the_next_one_is_as_quick_as_ever(make_site):
    site = make_site({})
    site.post("jar", "The jar", "2026-01-02")
    site.build(clean=True)

    assert stages(site.build()) == ["scan"]
    site.post("jar", "The jar", "2026-01-02", body="Another ending.")
    assert "assemble" not in stages(site.build())
