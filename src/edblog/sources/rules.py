"""Exports the rules that a form can check while a writer types, as JSON.

They come from the tables and patterns of `edblog check`, and have its messages. The help is written for a form, whose users do
not see front matter. Privacy checks are not included, because they need more than patterns.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from edblog.problems import messages
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
        "missing-title": Wording("missing-title", messages.MISSING, "say what the story is called"),
        "missing-date": Wording(
            "missing-date", messages.MISSING, "choose the day on which the story appears"
        ),
        "missing-author": Wording(
            "missing-author", messages.MISSING, "say who writes: choose your name, or write it"
        ),
        "missing-name": Wording("missing-name", messages.MISSING, "write your name as readers should see it"),
        "too-long": Wording(
            "too-long",
            messages.TOO_LONG,
            "shorten it; the story itself goes into its text",
        ),
        "too-many": Wording(
            "too-long",
            messages.TOO_MANY,
            "keep those that matter",
        ),
        "unreadable-date": Wording(
            "unreadable-date",
            messages.NOT_A_DATE,
            "write year, month and day: 2026-01-31",
        ),
        "no-such-day": Wording(
            "unreadable-date",
            messages.NO_SUCH_DAY,
            "write year, month and day: 2026-01-31",
        ),
        "old-date": Wording(
            "old-date",
            messages.OLD_DATE,
            "write the day on which the story appears, with all four digits of the year",
        ),
        "far-date": Wording(
            "far-date",
            messages.FAR_DATE,
            "check the year; if it is a typing error, write {likely}",
        ),
        "scheduled": Wording(
            "scheduled",
            messages.SCHEDULED,
            "nothing to do; to publish it now, give it today's date",
        ),
        "topic-without-letters": Wording(
            "wrong-value",
            messages.NO_LETTERS,
            "write a word or two, such as: feedback",
        ),
        "empty-story": Wording(
            "empty-story", "there is no story yet", "write a few sentences, or answer a question"
        ),
        "text-too-large": Wording(
            "file-too-large",
            messages.TEXT_TOO_LARGE,
            "delete pasted pictures and other data from the text, and add pictures with the button",
        ),
        "missing-alt": Wording(
            "missing-alt",
            messages.NO_DESCRIPTION,
            "say in the brackets what it shows: ![Three students around a balance](picture.jpg); if it only decorates: ![](picture.jpg){.decorative}",
        ),
        "missing-alt-of": Wording("missing-alt", messages.NO_DESCRIPTION, _WHAT_IT_SHOWS),
        "empty-words": Wording(
            "empty-words",
            messages.EMPTY_DESCRIPTION,
            _WHAT_IT_SHOWS,
        ),
        "missing-picture": Wording(
            "missing-picture",
            messages.NO_PICTURE,
            "add it with the picture button, or delete this",
        ),
        "photo-release": Wording(
            "photo-release",
            messages.PEOPLE_IN_PHOTOS,
            "photos of students can be education records (FERPA): get the release that your district asks for, or use a photo without people",
        ),
        "photo-unanswered": Wording(
            "photo-release",
            "nothing says whether people can be recognized in this photo",
            "say whether people can be recognized in it",
        ),
        "photo-unanswered-required": Wording(
            "photo-release",
            messages.EVERY_PHOTO,
            "photos of students can be education records (FERPA): say whether people can be recognized in it",
        ),
        "vague-link": Wording(
            "vague-link",
            messages.VAGUE_LINK,
            _ITS_WORDS,
        ),
        "address-as-words": Wording(
            "address-as-words",
            messages.ADDRESS_AS_WORDS,
            "say where the link goes: [the report](https://…)",
        ),
        "bare-address": Wording(
            "bare-address",
            messages.BARE_ADDRESS,
            "write <{address}>, or better, say where the link goes: [words]({address})",
        ),
        "first-level-heading": Wording(
            "first-level-heading",
            messages.FIRST_LEVEL_HEADING,
            "start it with ##, and write one # more before those below",
        ),
        "empty-heading": Wording(
            "empty-heading",
            messages.EMPTY_HEADING,
            "write the heading, or delete it",
        ),
        "heading-skip": Wording(
            "heading-skip",
            messages.HEADING_SKIP,
            "write {signs} before it",
        ),
        "heading-without-space": Wording(
            "heading-without-space",
            messages.HEADING_WITHOUT_SPACE,
            "put a space between {signs} and the words",
        ),
        "bold-heading": Wording(
            "bold-heading",
            messages.BOLD_HEADING,
            "write: ## {words}",
        ),
        "table-without-headers": Wording(
            "table-without-headers",
            messages.TABLE_WITHOUT_HEADERS,
            "write above each column what it holds: | Day | Slips |",
        ),
        "fake-list": Wording(
            "fake-list",
            messages.FAKE_LIST,
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
                named.unknown, messages.UNKNOWN_ID.replace("{what}", what), "choose one from the list"
            )
    said = {
        key: {
            "code": code,
            "severity": CHECKS[code].severity,
            # JavaScript writes numbers in the reader's own way.
            "message": message.replace(":,}", "}").replace("{what}", kind.table.thing),
            "help": help_,
        }
        for key, (code, message, help_) in wordings.items()
    }
    # `edblog check` asks where it finds people; a form, which does not look for them, asks about each picture.
    said["photo-unanswered"]["severity"] = "notice"
    if config.privacy.photo_release == "required":
        for key in ("photo-release", "photo-unanswered-required"):
            said[key]["severity"] = "error"
    return {
        "fields": fields,
        "text": {**text_rules(), "limit_kb": config.limits.text_kb},
        "messages": said,
        "photo_release": config.privacy.photo_release,
        "timezone": config.timezone,
    }
