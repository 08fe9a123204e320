"""A site of the bench in two languages, in which every 20th story is translated."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import corpus
from additions import Edit, append, write

SAID = "every 20th story translated besides"
STEP = 20
"""One story of so many is translated: 500 of 10,000."""


def add(site: Path, posts: int) -> None:
    """Lists a second language, and writes the translations. Their texts are those of the stories, so that they are as long as real ones."""
    config = site / "edblog.toml"
    config.write_text(f'languages = ["es"]\n{config.read_text(encoding="utf-8")}', encoding="utf-8")
    for number in range(0, posts, STEP):
        story = corpus.post(number)
        write(_file(site, number), {"title": f"{story.title} (es)"}, story.text(r"\1.md"))


def edits(site: Path, posts: int, _number: int) -> Iterator[tuple[str, Edit]]:
    """Gives the edits that only the site with translations has: of the text of a translation, and of a story that has one."""
    number = posts // 2 // STEP * STEP
    yield "a translation's text", append(_file(site, number))
    yield "a translated story", append(site / f"content/posts/{corpus.post(number).slug}.md")


def _file(site: Path, number: int) -> Path:
    return site / f"content/posts/{corpus.post(number).slug}.es.md"
