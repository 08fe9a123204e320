"""What the checks of content say about a folder of Markdown files, to judge by eye how often they are right.

    python benchmarks/privacy.py FOLDER              every finding about people, and how many of each kind
    python benchmarks/privacy.py FOLDER https://…    the same, without what a site at this address means to be there
    python benchmarks/privacy.py FOLDER --access     every finding about accessibility
    python benchmarks/privacy.py FOLDER --time       microseconds for each text instead

Front matter may be that of another program: only what can be read of it is looked at.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from edblog.catalog.privacy import Privacy
from edblog.kinds.stories import KIND as STORIES
from edblog.kinds.stories.record import Post
from edblog.problems.checks import CHECKS
from edblog.settings import Config
from edblog.sources.decode import decode
from edblog.sources.front_matter.parsing import Parsed, parse
from edblog.sources.markdown.checked_text import SourceText
from edblog.sources.markdown.checks import source_problems
from edblog.sources.markdown.rendering import EMPTY
from edblog.sources.people.private_details import private_details

ADDRESS = next((word for word in sys.argv[2:] if "//" in word), "https://district.example/")
Look = Callable[[str, Parsed], list[tuple[str, str, int]]]


def texts(folder: Path) -> list[tuple[str, str, Parsed]]:
    found = []
    for path in sorted(folder.rglob("*.md")):
        text, _ = decode(path.name, path.read_bytes())
        if text is not None:
            found.append((path.relative_to(folder).as_posix(), text, parse(path.name, text)))
    return found


def people(path: str, parsed: Parsed) -> list[tuple[str, str, int]]:
    """What is told of a story whose authors have no pages."""
    found = private_details(f"content/posts/{path}", parsed, "US", STORIES)
    story = Post(
        source=path,
        slug="story",
        text=EMPTY,
        title="",
        date=datetime(2026, 1, 1, tzinfo=UTC),
        private_details=found,
    )
    said = Privacy(Config("", ADDRESS), {}).problems([story])
    return [(p.code, p.message, p.line) for p in said]


def accessibility(path: str, parsed: Parsed) -> list[tuple[str, str, int]]:
    problems = source_problems(SourceText.of(path, parsed.body, parsed.body_line))
    return [(p.code, p.message, p.line) for p in problems if CHECKS[p.code].basis]


def main() -> None:
    folder, options = Path(sys.argv[1]), sys.argv[2:]
    look = accessibility if "--access" in options else people
    found = texts(folder)
    if "--time" in options:
        best = min(timed(look, found) for _ in range(7))
        words = sum(len(parsed.body.split()) for _, _, parsed in found)
        print(
            f"{best / len(found) * 1e6:.0f} µs a text, {best / words * 740e6:.0f} µs for 740 words, {len(found)} texts"
        )
        return
    counts: Counter[str] = Counter()
    for path, text, parsed in found:
        for kind, said, line in look(path, parsed):
            counts[kind] += 1
            row = text.split("\n")[line - 1].strip()
            print(f"{kind:16} {path}:{line}  {said}\n{'':17}{row[:200]}")
    print(
        f"\n{len(found)} texts: {', '.join(f'{kind} {count}' for kind, count in counts.most_common()) or 'nothing'}"
    )


def timed(look: Look, found: list[tuple[str, str, Parsed]]) -> float:
    started = time.perf_counter()
    for path, _, parsed in found:
        look(path, parsed)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
