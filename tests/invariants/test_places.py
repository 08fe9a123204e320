"""Each output folder has a memory of its own: a preview costs the next build nothing, and neither knows of the other's state."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from random import Random
from typing import Any

import pytest
from PIL import Image

from edblog.outputs import render
from edblog.pipeline.places import PREVIEW

NOW = datetime(2026, 11, 12, 18, tzinfo=UTC)
CONFIG = """\
title = "Stories"
base_url = "https://district.example/stories/"
page_size = 3

[pictures]
widths = [100]
"""


@pytest.fixture
def site(quick: None, memory: Any, make_site: Any) -> Iterator[Any]:
    """Eight stories, `s1` the oldest, in a public folder and in a preview."""
    site = make_site({"edblog.toml": CONFIG}, into=memory)
    for day in range(1, 9):
        site.post(f"s{day}", f"Story {day}", f"2026-01-0{day}", topics="[Maths]")
    site.build()
    preview(site)
    yield site
    shutil.rmtree(site.folder)


def preview(site: Any, **options: Any) -> Any:
    return site.build(output=PREVIEW, preview=True, **options)


def is_quick(report: Any) -> bool:
    return "assemble" not in dict(report.stages)


def shown(site: Any) -> dict[str, bytes]:
    root = site.folder / PREVIEW
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def clean(site: Any, make_site: Any, memory: Any) -> dict[str, bytes]:
    fresh = make_site(site.sources(), bare=True, into=memory)
    fresh.build()
    outputs = fresh.outputs()
    shutil.rmtree(fresh.folder)
    return outputs


def test_a_preview_links_what_is_public_and_renders_nothing(site, monkeypatch):
    shutil.rmtree(site.folder / ".edblog")
    shutil.rmtree(site.folder / "site")
    site.build()
    monkeypatch.setattr(render, "render", None)

    report = preview(site)

    assert shown(site) == site.outputs()
    assert len(report.written) == len(site.outputs())
    assert all(
        (site.folder / "site" / path).samefile(site.folder / PREVIEW / path) for path in report.written
    )


def test_a_build_after_a_preview_is_as_quick_as_without_one(site, make_site, memory):
    before = site.outputs()
    site.post("s5", "Another title", "2026-01-05", topics="[Maths]")

    assert is_quick(preview(site))
    assert site.outputs() == before
    assert is_quick(site.build())
    assert site.outputs() == shown(site) == clean(site, make_site, memory)
    assert preview(site).written == site.build().written == ()


def test_an_edit_that_is_taken_back_between_a_preview_and_a_build(site, make_site, memory):
    site.post("s5", "Another title", "2026-01-05", topics="[Maths]")
    preview(site)
    site.post("s5", "Story 5", "2026-01-05", topics="[Maths]")
    site.post("s6", "Story 6", "2026-01-06", "Another text.", topics="[Maths]")

    assert site.build().ok
    assert site.outputs() == clean(site, make_site, memory)


def test_a_preview_that_has_seen_an_edit_leaves_nothing_to_do_to_a_build_of_what_was_there(site):
    site.post("s5", "Another title", "2026-01-05", topics="[Maths]")
    preview(site)
    site.post("s5", "Story 5", "2026-01-05", topics="[Maths]")

    assert site.build().written == ()
    assert len(preview(site).written) > 0


def test_a_photo_that_a_preview_has_made_smaller_is_not_made_again(site, monkeypatch):
    photo = BytesIO()
    Image.new("RGB", (130, 90), "#f2a81d").save(photo, "JPEG")
    site.write("content/posts/wall.jpg", photo.getvalue())
    site.post("s5", "Story 5", "2026-01-05", "![A wall](wall.jpg)", topics="[Maths]")
    preview(site)
    monkeypatch.setattr("edblog.outputs.resizing.resize", None, raising=False)
    monkeypatch.setattr(
        "edblog.pipeline.rendering.resize_all", lambda jobs, *_: [None for _, group in jobs if group]
    )

    assert site.build().problems == ()
    made = [path for path in site.outputs() if path.startswith("media/resized/")]
    assert [path.rpartition(".")[2] for path in made] == ["jpg", "webp"]
    assert all((site.folder / "site" / path).samefile(site.folder / PREVIEW / path) for path in made)


def test_what_somebody_changed_in_a_preview_by_hand_is_not_taken_over(site):
    site.post("s5", "Story 5", "2026-01-06", topics="[Maths]")
    preview(site)
    (site.folder / PREVIEW / "posts/s5/index.html").write_bytes(b"somebody was here")
    site.build()

    assert "somebody was here" not in site.output("posts/s5/index.html")


def edited(site: Any, dice: Random) -> None:
    number = dice.randrange(1, 10)
    name, day = f"s{number}", f"2026-01-0{number}"
    path = site.folder / f"content/posts/{name}.md"
    kind = dice.choice([*["text", "title"] * 5, "day", "topic", "gone", "fault", "same"])
    if kind == "gone" and path.exists() and len(list(path.parent.iterdir())) > 4:
        path.unlink()
    elif kind == "fault":
        site.write(f"content/posts/{name}.md", "---\ntitle: No date\n---\n")
    else:
        fields = {"topics": "[Science]" if kind == "topic" else "[Maths]"}
        title = dice.choice(["One", "Two"]) if kind == "title" else f"Story {number}"
        text = dice.choice(["First.", "Second."]) if kind == "text" else "It filled up."
        site.post(name, title, "2026-01-02" if kind == "day" else day, text, **fields)


@pytest.mark.parametrize("seed", range(3))
def test_builds_for_two_folders_in_turn_equal_clean_ones(site, make_site, memory, seed):
    dice, quick = Random(seed), 0
    for _ in range(25):
        edited(site, dice)
        into = dice.choice(["site", PREVIEW, PREVIEW])
        report = site.build() if into == "site" else preview(site)
        if not report.ok:
            continue
        quick += is_quick(report)
        if dice.random() < 0.5:
            assert (site.outputs() if into == "site" else shown(site)) == clean(site, make_site, memory)
    assert quick > 0
