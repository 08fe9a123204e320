"""The front matter fields of a story, and the values of its record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import MAXYEAR, UTC, datetime
from typing import Any, ClassVar

from edblog.files.types import draft_name, looks_like_a_draft
from edblog.kinds.people.fields import INTRODUCED
from edblog.kinds.stories.byline import Authors, Byline
from edblog.kinds.stories.grade_field import Grades
from edblog.kinds.stories.record import FAR
from edblog.kinds.stories.series_field import InSeries
from edblog.kinds.stories.topics import Topics
from edblog.problems import messages
from edblog.services.comments import SERVICES
from edblog.settings.digests import week_key
from edblog.sources.front_matter.addresses import stem_of
from edblog.sources.front_matter.common import IMAGE_CALLED, SLUG, summary, title
from edblog.sources.front_matter.dates import Moment
from edblog.sources.front_matter.field import Field, Form, called
from edblog.sources.front_matter.fields import Fields
from edblog.sources.front_matter.groups import Entries
from edblog.sources.front_matter.moments import EPOCH
from edblog.sources.front_matter.pictures import picture
from edblog.sources.front_matter.readers import Flag, Line, Names, Prose
from edblog.web.urls import split_date

FIRST_YEAR = 1990
"""The earliest year of a story: that in which the Web began."""


@dataclass(frozen=True)
class Day(Moment):
    """Reads the date of a story, from its field or its file name."""

    def read(self, fields: Fields, name: str) -> datetime | None:
        """The date in UTC; None if there is none or it has a problem. A date before `FIRST_YEAR` is noted as a problem."""
        date = super().read(fields, name)
        if fields.get(name) is None:
            date = self._of_name(fields, name)
        if date is not None and (year := date.astimezone(fields.zone).year) < FIRST_YEAR:
            message = messages.OLD_DATE.format(year=year)
            help_ = (
                "write the day on which the story appears, with all four digits of the year: date: 2026-01-31"
            )
            fields.note(fields.place(name), "old-date", message, help_)
        return date

    def rules(self) -> dict[str, Any]:
        """The first year, and when a date is so far ahead that it is probably a typing error."""
        return {**super().rules(), "first_year": FIRST_YEAR, "far_days": FAR.days}

    def _of_name(self, fields: Fields, name: str) -> datetime | None:
        named, _ = split_date(stem_of(fields.path))
        if named is None:
            fields.missing((name,), f"{name}: 2026-01-31")
            return None
        try:
            return datetime(*named, tzinfo=fields.zone).astimezone(UTC)
        except (ValueError, OverflowError):
            shown = "-".join(f"{part:02}" for part in named)
            message = f'the file name starts with "{shown}", which is not a real date'
            help_ = "rename the file, or add a line: date: 2026-01-31"
            fields.note((1, 1), "unreadable-date", message, help_)
            return None


@dataclass(frozen=True)
class Draft(Flag):
    """Reads whether a text is a draft, from its field, or from the name of its file or folder."""

    form: ClassVar[Form] = "draft"
    can_be_empty = False

    def read(self, fields: Fields, name: str) -> bool:
        """True for a draft. An unclear field or file name is noted as a problem."""
        key = fields.mapping.keys.get(name)
        if key is not None and fields.get(name) is None:
            message = '"draft" is empty, so it is not clear whether this is a draft'
            help_ = "write: draft: true; or, when it is ready, delete this line"
            fields.note(key, "foreign-draft", message, help_)
        is_draft = bool(super().read(fields, name)) or bool(draft_name(fields.path))
        if key is None and not is_draft and looks_like_a_draft(split_date(stem_of(fields.path))[1]):
            message = "the name of this file says that it is a draft, but the story is published"
            help_ = (
                "if it is not ready, write: draft: true; if it is, rename the file, or write: draft: false"
            )
            fields.note((1, 1), "draft-name", message, help_)
        return is_draft


FIELDS = (
    title("what the story is called", "The question jar", needed='"What my class taught me"'),
    Field(
        "date",
        Day(),
        "the day it is from, as year, month, day; a [time](#dates-and-drafts) may follow",
        "2026-01-31",
        called=called(
            "day created createdat creationdate dateposted posted timestamp pubdate postdate entrydate dateadded"
        ),
    ),
    Field(
        "author",
        Authors(also="authors", introduced="new_author"),
        "who wrote it: the id of an author page, which is the name of its file without `.md`",
        "robin-sample",
        further=(
            (
                "the same, for somebody who has no page yet",
                "{name: Kim Sample, role: Librarian, school: Example High School}",
            ),
        ),
        called=called(
            "writer writers byline by contributor contributors creator creators authorname postedby"
        ),
        ids_of="authors",
        instead="authors",
    ),
    Field(
        "authors",
        Authors(),
        "several people, in the order in which they are named",
        "[robin-sample, kim-example]",
        ids_of="authors",
    ),
    Field(
        "new_author",
        Entries(INTRODUCED, dict, "[{name: Kim Sample, school: Example High School}]"),
        "people who wrote it and have no author page yet; `author: {name: Kim Sample}` says the same",
        "{name: Kim Sample, role: Librarian, school: Example High School}",
        label="Author without a page",
    ),
    Field(
        "credentials",
        Names(also="credential"),
        "the micro-credentials that it is about, by id",
        "[checking-for-understanding]",
        ids_of="credentials",
    ),
    Field(
        "credential",
        Names(),
        "the same for one",
        "checking-for-understanding",
        ids_of="credentials",
        instead="credentials",
    ),
    Field(
        "topics",
        Topics(),
        "subjects that readers can use to find it; topics that differ only in capitals or spacing are one topic",
        '[science, "exit tickets"]',
        called=called("tags tag keywords keyword labels label subjects subject taxonomies")
        | called("categories category", ', or "credentials" for the names of micro-credentials'),
    ),
    Field(
        "grades",
        Grades(),
        "the grades that it is about: `prek`, `k`, `1` to `12`, `adult`, or a range such as `3-5`",
        "[k, 1, 2]",
        called=called("grade gradelevel gradelevels gradeband gradebands yearlevel yearlevels"),
    ),
    Field(
        "series",
        InSeries(),
        "the series that it is a part of, and the number of the part; see [Series](#series)",
        "The exit ticket, 1",
        called=called(
            "part parts partof seriestitle seriesname seriesorder episode installment",
            ", with the name and the number: series: The exit ticket, 2",
        ),
    ),
    summary(
        "a sentence or two for lists and feeds; without it, the first paragraph serves",
        "An empty jar, and what was in it by Friday.",
    ),
    Field(
        "asks",
        Prose(is_typeset=True),
        "a question to which you have no answer yet: it makes the story a problem of practice, at the top of its page and at `/questions/`",
        '"How do you find out what the sure ones have wrong?"',
        called=called("question problem problemofpractice asking ask"),
        label="Question for colleagues",
    ),
    Field(
        "answered_by",
        Names(),
        "stories that answer that question, by id: the last part of their address",
        "[the-question-jar]",
        called=called("answer answers answeredin"),
        ids_of="posts",
        label="Answered by",
    ),
    *picture(
        "image",
        "a picture for the top of the story and for lists; see [Pictures](#pictures)",
        "jar.jpg",
        alt=("what that picture shows; needed with `image`", "A glass jar half full of paper slips"),
        caption=("words under it", "The jar in week six"),
        credit=("who made it", "Drawing by Robin Sample"),
        license_=(
            "how others may use it: an SPDX id or the name of a Creative Commons license, which becomes a link, or words",
            "CC BY 4.0",
        ),
        called=IMAGE_CALLED,
    ),
    Field(
        "updated",
        Moment(),
        "the day of a change that readers should know of, not before `date`",
        "2026-02-14",
        called=called(
            "lastmod modified modifiedat modifieddate datemodified lastmodified lastmodifiedat lastupdated updatedat updateddate "
            "updatedate dateupdated lastedited revised"
        ),
    ),
    Field("draft", Draft(), "not ready yet; `true` or `false`", "true"),
    SLUG,
    Field(
        "feed_id",
        Line(500),
        "the id by which feed readers know the story, up to 500 characters; for a story that was in the feeds of another program, "
        "so that no reader shows it twice. Without it, the id is the first of the `aliases`, or else the address",
        '"https://old.example/?p=123"',
        called=called("guid id uuid feedid atomid"),
    ),
    Field(
        "comments",
        Flag(),
        "whether there are comments under it, where the site has them; `on` or `off`",
        "off",
        called=called(
            f"comment allowcomments commentsenabled enablecomments commentable discussion commentstatus {' '.join(SERVICES)}"
        ),
    ),
    Field(
        "pinned",
        Flag(),
        "for reviewers: whether the story comes first on the home page, `yes` or `no`; in lists and feeds it stays where its date "
        "puts it. Please leave it out of a story that you send in",
        "yes",
        review="it would come first on the home page",
        called=called("pin sticky ispinned pintop featured isfeatured weight"),
    ),
)


def story_values(fields: Fields, values: dict[str, Any]) -> dict[str, Any]:
    """The values of a story's record, from the values of its fields."""
    byline: Byline = values.pop("author")
    date: datetime | None = values.pop("date", None)
    updated: datetime | None = values.pop("updated", None)
    if updated and date and updated.astimezone(fields.zone).date() < date.astimezone(fields.zone).date():
        shown = f"{date.astimezone(fields.zone):%Y-%m-%d}"
        message = f'"updated" is before the date of the story, {shown}, so it is not shown'
        help_ = "write the day of the last change, or delete this line"
        fields.note(fields.place("updated"), "updated-before-date", message, help_)
        updated = None
    name, part = values.pop("series", None) or ("", 0)
    if values.get("answered_by") and not values.get("asks"):
        message = '"answered_by" has no effect, because the story asks nothing'
        fields.note(
            fields.place("answered_by"),
            "wrong-value",
            message,
            'add the question: asks: "How do you …?"; or delete this line',
        )
    return {
        **values,
        "date": date or EPOCH,
        "month": _month(date, fields) if date else "",
        "week": week_key(date.astimezone(fields.zone).date()) if date and fields.weeks else "",
        "old_from": _old_from(date, fields) if date else None,
        "updated": updated,
        "authors": byline.ids,
        "inline_authors": byline.introduced,
        "series": (name,) if name else (),
        "part": part,
    }


def _month(date: datetime, fields: Fields) -> str:
    there = date.astimezone(fields.zone)
    return f"{there.year:04}/{there.month:02}"


def _old_from(date: datetime, fields: Fields) -> datetime | None:
    """The same day some years later, as the settings say; March 1 for February 29."""
    there = date.astimezone(fields.zone)
    year = there.year + fields.old_after_years
    if not fields.old_after_years or year > MAXYEAR:
        return None
    try:
        later = there.replace(year=year)
    except ValueError:
        later = there.replace(year=year, month=3, day=1)
    return later.astimezone(UTC)
