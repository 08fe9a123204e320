"""Exports the rules that a form can check while a writer types, as JSON.

They come from the tables and patterns of `edblog check`, and have its messages. The help is written for a form, whose users do
not see front matter. Privacy checks are not included, because they need more than patterns.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from edblog.problems.checks import CHECKS
from edblog.settings import Config
from edblog.sources.front_matter.rules import Rules, table_rules
from edblog.sources.markdown.rules import text_rules

if TYPE_CHECKING:
    from edblog.kinds.kind import Kind


class Wording(NamedTuple):
    """The message and help of a rule; braces contain parameters."""

    code: str
    """The code of the check in `CHECKS`."""
    message: str
    help: str


_WHAT_IT_SHOWS = "say in a sentence what it shows, for people who cannot see it"
_ITS_WORDS = "say where the link goes: [the guidelines for writers](https://…)"
WORDINGS: Mapping[str, Wording] = MappingProxyType(
    {
        "missing-title": Wording("missing-title", '"{name}" is missing', "say what the story is called"),
        "missing-date": Wording(
            "missing-date", '"{name}" is missing', "choose the day on which the story appears"
        ),
        "missing-author": Wording(
            "missing-author", '"{name}" is missing', "say who writes: choose your name, or write it"
        ),
        "missing-name": Wording(
            "missing-name", '"{name}" is missing', "write your name as readers should see it"
        ),
        "too-long": Wording(
            "too-long",
            'this "{name}" has {count} characters; at most {limit} are allowed',
            "shorten it; the story itself goes into its text",
        ),
        "too-many": Wording(
            "too-long",
            'this "{name}" has {count} entries; at most {limit} are allowed',
            "keep those that matter",
        ),
        "unreadable-date": Wording(
            "unreadable-date",
            '"{text}" is not a date that edblog can read',
            "write year, month and day: 2026-01-31",
        ),
        "no-such-day": Wording(
            "unreadable-date",
            'there is no such day or time as "{text}"',
            "write year, month and day: 2026-01-31",
        ),
        "old-date": Wording(
            "old-date",
            'the "date" says that this story was published in the year {year}, before there were blogs',
            "write the day on which the story appears, with all four digits of the year",
        ),
        "far-date": Wording(
            "far-date",
            '"{name}" is more than a year ahead: {day}',
            "check the year; if it is a typing error, write {likely}",
        ),
        "scheduled": Wording(
            "scheduled",
            "this story is dated in the future: it appears with the first build on or after {day}",
            "nothing to do; to publish it now, give it today's date",
        ),
        "topic-without-letters": Wording(
            "wrong-value",
            '"{topic}" cannot be a topic: it has no letters and no digits',
            "write a word or two, such as: feedback",
        ),
        "empty-story": Wording(
            "empty-story", "there is no story yet", "write a few sentences, or answer a question"
        ),
        "text-too-large": Wording(
            "file-too-large",
            "this text is too large: it has {size} kB, and the limit is {limit} kB",
            "delete pasted pictures and other data from the text, and add pictures with the button",
        ),
        "missing-alt": Wording(
            "missing-alt",
            "this picture has no description for people who cannot see it",
            "say in the brackets what it shows: ![Three students around a balance](picture.jpg); if it only decorates: ![](picture.jpg){.decorative}",
        ),
        "missing-alt-of": Wording(
            "missing-alt", "this picture has no description for people who cannot see it", _WHAT_IT_SHOWS
        ),
        "empty-words": Wording(
            "empty-words",
            '"{alt}" says nothing about the picture to people who cannot see it',
            _WHAT_IT_SHOWS,
        ),
        "missing-picture": Wording(
            "missing-picture",
            'there is no picture "{name}"',
            "add it with the picture button, or delete this",
        ),
        "photo-release": Wording(
            "photo-release",
            "people can be recognized in these photos, and nothing says that their families agreed",
            "photos of students can be education records (FERPA): get the release that your district asks for, or use a photo without people",
        ),
        "photo-unanswered": Wording(
            "photo-release",
            "nothing says whether people can be recognized in this photo",
            "say whether people can be recognized in it",
        ),
        "photo-unanswered-required": Wording(
            "photo-release",
            "this district asks about every photo whether people can be recognized in it",
            "photos of students can be education records (FERPA): say whether people can be recognized in it",
        ),
        "vague-link": Wording(
            "vague-link",
            'the link "{words}" does not say where it leads, and screen readers list links by their words alone',
            _ITS_WORDS,
        ),
        "address-as-words": Wording(
            "address-as-words",
            "the words of this link are a web address, which screen readers spell out character by character",
            "say where the link goes: [the report](https://…)",
        ),
        "first-level-heading": Wording(
            "first-level-heading",
            "this heading is the same size as the story's title, and a page has only one",
            "start it with ##, and write one # more before those below",
        ),
        "empty-heading": Wording(
            "empty-heading",
            "this heading is empty, so people who move from heading to heading land on nothing",
            "write the heading, or delete it",
        ),
        "heading-skip": Wording(
            "heading-skip",
            "this is a level {level} heading right after a level {above} heading, so a level is skipped",
            "write {signs} before it",
        ),
        "heading-without-space": Wording(
            "heading-without-space",
            "without a space after the # characters, this is not a heading",
            "put a space between {signs} and the words",
        ),
        "bold-heading": Wording(
            "bold-heading",
            "this looks like a heading, but it is only bold, so people who move from heading to heading miss it",
            "write: ## {words}",
        ),
        "table-without-headers": Wording(
            "table-without-headers",
            "this table has no headers, so people who hear it cannot know what each cell means",
            "write above each column what it holds: | Day | Slips |",
        ),
        "fake-list": Wording(
            "fake-list",
            "these bullets were typed by hand, so this is not a real list, and it is read as one long sentence",
            "begin each line with a hyphen and a space: - …",
        ),
    }
)
"""The wordings of all rules of a form."""


def form_rules(kind: Kind, kinds: Iterable[Kind], config: Config) -> Rules:
    """The rules of a kind for the form of a site."""
    by_folder = {other.folder: other for other in kinds}
    fields = table_rules(kind.table)
    wordings = dict(WORDINGS)
    for rule in fields.values():
        if named := by_folder.get(rule.get("ids_of", "")):
            rule["unknown"] = named.unknown
            what = named.what.partition(" ")[2]
            wordings[named.unknown] = Wording(
                named.unknown, f'there is no {what} "{{id}}"', "choose one from the list"
            )
    messages = {
        key: {"code": code, "severity": CHECKS[code].severity, "message": message, "help": help_}
        for key, (code, message, help_) in wordings.items()
    }
    if config.privacy.photo_release == "required":
        messages["photo-unanswered-required"]["severity"] = "error"
        messages["photo-release"]["severity"] = "error"
    return {
        "fields": fields,
        "text": {**text_rules(), "limit_kb": config.limits.text_kb},
        "messages": messages,
        "photo_release": config.privacy.photo_release,
        "timezone": config.timezone,
    }
