"""From one source file to one record: the stage that is remembered by the digest of the file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from edblog.files.signatures import is_pointer
from edblog.files.types import kind_of
from edblog.kinds.stories.record import Post
from edblog.markup import NO_HTML
from edblog.model import AnyRecord, Text
from edblog.problems import Problem, bounded, only_a_pointer
from edblog.sources import documents
from edblog.sources.decode import decode
from edblog.sources.front_matter.field_below import field_below
from edblog.sources.front_matter.parsing import Parsed, parse
from edblog.sources.limits import too_large
from edblog.sources.markdown.rendering import EMPTY, render_text
from edblog.sources.people import remarks as people
from edblog.sources.reading import Reading, ReadSettings
from edblog.sources.starter import denies_comments, still_says


def read(path: str, data: bytes, settings: ReadSettings) -> Reading:
    """The record of one source file, pure in its arguments.

    A file that cannot be used gives no record, and at least one problem of severity `error`.
    """
    kind, limits = kind_of(path, settings.types), settings.limits
    if (large := too_large(path, len(data), limits)) is not None:
        return Reading(None, NO_HTML, (large,))
    if is_pointer(data):
        return Reading(None, NO_HTML, (only_a_pointer(path),))
    if kind == "media":
        # What it takes to look at files is not loaded for the edit of a story.
        from edblog.sources.media import read_media

        media, problems = read_media(path, data, limits.megapixels)
        if media and (remarks := people.file_name(path)):
            media = replace(media, remarks=remarks)
        return Reading(media, NO_HTML, tuple(problems))
    text, problems = decode(path, data)
    if text is None:
        return Reading(None, NO_HTML, tuple(problems))
    parsed = parse(path, text, limits.front_matter_kb * 1_000)
    if parsed.fields is None:
        return Reading(None, NO_HTML, tuple(bounded(parsed.problems)))
    lang = _language(parsed) or settings.language
    rendered: Text | None = EMPTY
    html = NO_HTML
    text_problems: list[Problem] = []
    if parsed.body.strip():
        rendered, html, text_problems = render_text(path, parsed.body, parsed.body_line, lang, limits.seconds)
    build: dict[str, Callable[[str, Parsed, Text], AnyRecord | None]] = {
        "posts": partial(documents.post, zone=ZoneInfo(settings.timezone)),
        "pages": documents.page,
        "authors": documents.author,
        "credentials": documents.credential,
    }
    record = build[kind](path, parsed, rendered or EMPTY)
    if record and (remarks := people.remarks(path, parsed, settings.region)):
        record = replace(record, remarks=remarks)
    # Comments alone, or addresses for links that nobody wrote, show nothing.
    is_blank = rendered is not None and not html.strip()
    is_draft = isinstance(record, Post) and record.draft
    about = [] if is_draft else _unfinished(path, text, parsed, is_blank=is_blank)
    if kind == "pages" and settings.has_comments and (denied := denies_comments(path, text)):
        about.append(denied)
    return Reading(record, html, tuple(bounded([*parsed.problems, *text_problems, *about])))


def _unfinished(path: str, text: str, parsed: Parsed, *, is_blank: bool) -> list[Problem]:
    """What is wrong with a text that nobody has written yet."""
    is_empty = kind_of(path) == "posts" and is_blank
    starter = still_says(path, text)
    below = field_below(path, parsed.body, parsed.body_line) if kind_of(path) == "posts" else None
    empty = _no_story(path, parsed.body_line) if is_empty else None
    return [problem for problem in (empty, below, starter) if problem]


def _language(parsed: Parsed) -> str:
    from edblog.sources.front_matter.parsing import Scalar

    value = parsed.fields.items.get("lang") if parsed.fields else None
    return value.text if isinstance(value, Scalar) else ""


def _no_story(path: str, line: int) -> Problem:
    return Problem(
        path,
        "error",
        "empty-story",
        "there is no story below the front matter",
        "write the story below the closing ---, or mark it with: draft: true",
        line=line,
        column=1,
    )
