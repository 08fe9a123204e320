"""The rules of the write page are those of the check: the same fault cases, read by edblog and by `rules.js` in Chromium."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tests.cases.test_faults import Case, read_case
from tests.conftest import CONFIG, NOW

from edblog.files.languages import language_in
from edblog.kinds import KINDS
from edblog.settings import read_config
from edblog.sources.front_matter.addresses import stem_of
from edblog.sources.front_matter.parsing import Mapping, Scalar, Sequence, Value, parse
from edblog.sources.front_matter.rules import Rules
from edblog.sources.rules import WORDINGS, form_rules
from edblog.web.urls import split_date

FAULTS = Path(__file__).parents[1] / "cases" / "faults"
STORIES = next(kind for kind in KINDS if kind.is_stream)
TODAY = NOW.date().isoformat()
_EMPTY = "a form has no field without a value, so it says that it is missing"
_HTML = "a form does not read HTML: its buttons write Markdown"
_PLAYERS = (
    "a form does not know which hosts have players, and leaves alone an address that has a line of its own"
)
_TIME = "a form has a day and no time"
DIFFERENCES = {
    "access_links/vague-links": _HTML,
    "access_tables_and_lists/tables": _HTML,
    "bare_addresses/bare": _PLAYERS,
    "embed_missing_file/absent": "a form does not read the fields of a player",
    "embed_without_captions/captions": _PLAYERS,
    "empty_date/empty-date": _EMPTY,
    "empty_file/front-only": "a form has no front matter, so nothing is below it",
    "future_date/future-elsewhere": _TIME,
    "future_date/future-time": _TIME,
    "html_from_word/word": _HTML,
    "missing_title/untitled-2": _EMPTY,
    "missing_title/untitled-3": _EMPTY,
    "photo_release_required/said-nothing": "a form asks each picture that it is given, and here is none",
    "unreadable_date/2026-13-01-date-5": "a form has no file that begins with a date",
}
"""Stories of which the two say something else on purpose, and why."""


class Found(NamedTuple):
    """What both say of a story; `line` is 0 for what is in front matter."""

    severity: str
    message: str
    line: int


_ANSWER = re.compile(r"^(error|warning|notice) (\S[^\n]*?):(\d+):\d+  ([^\n]+)$", re.MULTILINE)


def answers(case: Case, name: str, body: int) -> set[Found]:
    """What `edblog check` says of a file, as far as a form can say it."""
    found = set()
    for severity, path, line, message in _ANSWER.findall(case.answer):
        if path == name and any(said.fullmatch(message) for said in SAID):
            found.add(Found(severity, message, int(line) if int(line) >= body else 0))
    return found


UNKNOWN = ('there is no author "{id}"', 'there is no micro-credential "{id}"')
SAID = [
    re.compile(re.sub(r"\\\{\w+(?::,)?\\\}", ".+", re.escape(message)))
    for message in (*(wording.message for wording in WORDINGS.values()), *UNKNOWN)
]
"""Patterns of all messages of a form."""


def story_of(path: str, text: str) -> dict[str, Any] | None:
    """A story of a fault case as the write page has it; None for one that no form could make."""
    parsed = parse(path, text)
    if parsed.fields is None or parsed.problems or not parsed.fields.keys.keys() <= FORM:
        return None
    items = parsed.fields.items
    if any(
        isinstance(value, Scalar) and not value.quoted and "," in value.text
        for value in map(items.get, ("author", "credentials", "topics"))
    ):
        return None
    author = items.get("author")
    if isinstance(author, Sequence):
        return None
    named, _ = split_date(stem_of(path))
    date = said(items.get("date")) or ("-".join(f"{part:02}" for part in named) if named else "")
    return {
        "title": said(items.get("title")),
        "date": date,
        "author": {key: said(value) for key, value in author.items.items()}
        if isinstance(author, Mapping)
        else {"id": said(author)},
        "credentials": names(items.get("credentials")),
        "topics": names(items.get("topics")),
        "summary": said(items.get("summary")),
        "asks": said(items.get("asks")),
        "text": parsed.body,
        "pictures": [],
    }


FORM = {"title", "date", "author", "credentials", "topics", "summary", "asks"}
"""Fields that the form has."""


def said(value: Value | None) -> str:
    return value.text if isinstance(value, Scalar) and not value.empty else ""


def names(value: Value | None) -> list[str]:
    return [said(item) for item in (value.items if isinstance(value, Sequence) else (value,)) if said(item)]


def cases() -> Iterator[tuple[str, set[Found], int, str, Rules]]:
    """Each story of a fault case: its label, what the check says, the line of its text, and the call that asks the form."""
    for path in sorted(FAULTS.glob("*.md")):
        case = read_case(path.read_text(encoding="utf-8"))
        config, _ = read_config(case.files.get("edblog.toml", CONFIG))
        if config is None:
            continue
        rules = form_rules(STORIES, KINDS, config)
        rules["ids"] = {
            folder: [
                stem_of(name)
                for name in ("content/authors/rosa.md", *case.files)
                if name.startswith(f"content/{folder}/")
            ]
            for folder in ("authors", "credentials")
        }
        rules["text"]["files"] = [name.rpartition("/")[2] for name in case.files]
        for name, text in case.files.items():
            # The form writes stories, and no translations beside them.
            is_story = name.startswith("content/posts/") and name.endswith(".md") and not language_in(name)
            if is_story and (story := story_of(name, text)):
                line = parse(name, text).body_line
                yield (
                    f"{path.stem}/{stem_of(name)}",
                    answers(case, name, line),
                    line,
                    [story, rules, {"today": TODAY}],
                )


def test_both_say_the_same_of_every_fault(modules):
    known = list(cases())
    said = modules.each("rules", "check", [call for *_, call in known])

    differences: dict[str, list[str]] = {}
    for (label, expected, line, (story, *_)), findings in zip(known, said, strict=True):
        found = {
            Found(
                f["severity"],
                f["message"],
                0 if f["at"] is None else line + story["text"].count("\n", 0, f["at"]),
            )
            for f in findings
        }
        for one in expected ^ found:
            who = "check" if one in expected else "form"
            differences.setdefault(label, []).append(f"{who}: {one}")

    assert {label: what for label, what in differences.items() if label not in DIFFERENCES} == {}
    assert differences.keys() == DIFFERENCES.keys()
    assert len(known) > 50
    assert sum(len(expected) for _, expected, *_ in known) > 40
