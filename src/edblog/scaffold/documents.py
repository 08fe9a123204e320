"""Makes new texts from documents of other programs, such as Word."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from edblog.imports import Document, Note
from edblog.kinds.kind import Kind
from edblog.problems import EdblogError, Problem
from edblog.scaffold.texts import Started, plan_text
from edblog.scaffold.writing import stop, write_folder
from edblog.start.wording import count

_LIBRARIES = ("mammoth", "html_to_markdown")
_SECONDS = 120
"""The most seconds of processor time for a document."""


class Imported(NamedTuple):
    """A text that was made from a document."""

    source: str
    """The path of the document, as typed."""
    started: Started
    title: str
    pictures: tuple[str, ...]
    notes: tuple[Note, ...]
    has_lost_words: bool
    problems: tuple[Problem, ...]
    """Problems: lost words, and those that a check finds in the new text."""


def import_texts(
    site: Path, kind: Kind, sources: Sequence[Path], title: str, given: Mapping[str, Sequence[str]]
) -> list[Imported]:
    """Writes a draft for each document, in a folder with its pictures: all drafts or none.

    A `title` is for one document alone. Raises `EdblogError` with the problems of all documents, and what `plan_text` raises.
    """
    if any(find_spec(library) is None for library in _LIBRARIES):
        help_ = 'run: pip install "edblog[import]"'
        raise stop(str(sources[0]), "to read documents, edblog needs two more libraries", help_)
    read = [(str(source), _read(source, title)) for source in sources]
    if problems := [found for _, found in read if isinstance(found, Problem)]:
        raise EdblogError(problems)
    planned: dict[str, tuple[str, Document, Started]] = {}
    for source, document in read:
        assert isinstance(document, Document)
        started = plan_text(
            site, kind, document.title, given, bundle=True, draft=True, body=document.markdown
        )
        if other := planned.get(started.path):
            message = f'this document has the same title as {other[0]}: "{document.title}"'
            raise stop(source, message, "import one of them alone, and give it another title")
        planned[started.path] = source, document, started
    for path, (_, document, started) in planned.items():
        files = {picture.name: picture.data for picture in document.pictures}
        write_folder((site / path).parent, {"index.md": started.content.encode(), **files})
    found = _checked(site, planned)
    return [
        Imported(
            source,
            started,
            document.title,
            tuple(picture.name for picture in document.pictures),
            document.notes,
            bool(document.lost),
            (
                *_lost(source, document.lost),
                *(problem for problem in found if posixpath.dirname(problem.path) == posixpath.dirname(path)),
            ),
        )
        for path, (source, document, started) in planned.items()
    ]


def _read(source: Path, title: str) -> Document | Problem:
    """The document, or the problem if it cannot be read."""
    from edblog.files.deadline import DeadlineExceeded, run_within
    from edblog.imports.word import UnsafeError, read_word

    try:
        return run_within(_SECONDS, read_word, source.name, source.read_bytes(), title)
    except UnsafeError as unsafe:
        return Problem(str(source), "error", "unread-document", unsafe.message, unsafe.help)
    except (DeadlineExceeded, RecursionError, MemoryError):
        message = "this document takes too long to read"
        return Problem(str(source), "error", "unread-document", message, "split it into several documents")


def _lost(source: str, words: Sequence[str]) -> Iterator[Problem]:
    """The problem of words in the document that are missing from the text."""
    if words:
        message = f"{count(len(words), 'word is', 'words are')} not in the story: {' '.join(words)}"
        yield Problem(
            source,
            "error",
            "lost-words",
            message,
            f"add {'it' if len(words) == 1 else 'them'} by hand",
            line=1,
            column=1,
        )


def _checked(site: Path, paths: Mapping[str, object]) -> list[Problem]:
    """The problems that a check of the site with drafts finds in these paths."""
    from edblog.pipeline import build
    from edblog.pipeline.report import Options

    if not paths:
        return []
    report = build(site, Options(drafts=True, future=True, dry=True))
    return list(report.problems)
