"""The front matter fields of a circle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from edblog.kinds.circles.record import Milestone, Paper, Step
from edblog.options.schema import Schema
from edblog.sources.front_matter.common import IMAGE_CALLED, summary
from edblog.sources.front_matter.dates import Moment
from edblog.sources.front_matter.field import Field, Form, Table, called
from edblog.sources.front_matter.fields import LIST_LIMIT, Fields
from edblog.sources.front_matter.groups import Entries
from edblog.sources.front_matter.parsing import Mapping, Scalar
from edblog.sources.front_matter.pictures import picture
from edblog.sources.front_matter.readers import Address, Line, Names, Prose
from edblog.sources.front_matter.schema import nullable, reference

_STEP = Table(
    "a step",
    (
        Field(
            "step",
            Prose(is_typeset=True),
            "the step in a few words",
            "Make two piles",
            needed="Make two piles",
        ),
        Field(
            "text",
            Prose(1000, is_typeset=True),
            "what people do then, in a sentence or two",
            "By what you would teach next.",
        ),
    ),
    hold_back="delete the step",
)
_DOCUMENT = Table(
    "a document",
    (
        Field(
            "label", Prose(), "the words of the link", "The shared exit slip", needed="The shared exit slip"
        ),
        Field(
            "url",
            Address(),
            "a file beside this one, the address of a page of this site, or a full web address",
            "slip.pdf",
            needed='"https://docs.example/slip.pdf"',
        ),
        Field("note", Prose(), "its kind and length", '"PDF, one page"'),
    ),
    hold_back="delete the document",
)
_MILESTONE = Table(
    "a milestone",
    (
        Field(
            "title",
            Prose(is_typeset=True),
            "what is done then",
            "Two piles compared",
            needed="Two piles compared",
        ),
        Field("due", Moment(), "the day by which you want it", "2026-12-15"),
        Field("reached", Moment(), "the day on which you reached it", "2026-10-20"),
    ),
    hold_back="delete the milestone",
)


@dataclass(frozen=True)
class Steps(Entries):
    """Reads the steps of a meeting: groups of fields, or plain texts."""

    form: ClassVar[Form] = "groups"

    def read(self, fields: Fields, name: str) -> tuple[Any, ...]:
        """The steps. An entry that is neither is noted as a problem and left out."""
        value = fields.get(name)
        shown = Prose(is_typeset=True).shown
        steps = []
        for item in fields.items(name, value) if value is not None else ():
            if isinstance(item, Mapping):
                steps.append(self.make(self.groups.read(fields.within(item))))
            elif isinstance(item, Scalar) and item.text.strip():
                steps.append(Step(shown(fields.line(name, item))))
            elif not (isinstance(item, Scalar) and item.empty):
                message = f'each entry of "{name}" must be a step: a text, or a group with "step" and "text"'
                fields.note(item, "wrong-type", message, f"write: {name}: {self.sample}")
        return tuple(step for step in steps if step is not None)

    def schema(self) -> Schema:
        """A step or a list of steps."""
        step: Schema = {"anyOf": [reference(self.groups), Line().schema()]}
        return {"anyOf": [*step["anyOf"], {"type": "array", "items": nullable(step), "maxItems": LIST_LIMIT}]}


def _step(values: dict[str, Any]) -> Step | None:
    return Step(values["step"], values["text"]) if values["step"] else None


def _document(values: dict[str, Any]) -> Paper | None:
    return Paper(values["label"], values["url"], values["note"]) if values["url"] else None


def _milestone(values: dict[str, Any]) -> Milestone | None:
    return Milestone(values["title"], values.get("due"), values.get("reached")) if values["title"] else None


FIELDS = (
    Field(
        "name",
        Prose(),
        "what the circle is called",
        "The fractions circle",
        needed="The fractions circle",
        called=called("title"),
        is_public=True,
    ),
    summary(
        "a sentence or two for lists; without it, the first paragraph serves",
        "Six educators who compare the same exit slip.",
    ),
    Field(
        "facilitators",
        Names(),
        "who leads it: ids of author pages",
        "[robin-sample]",
        called=called("facilitator leader leaders lead leads host hosts organizer organizers coach coaches"),
        ids_of="authors",
    ),
    Field(
        "members",
        Names(),
        "who else is in it: ids of author pages. Somebody who has `listed: no`, or no story yet, is counted and not named",
        "[robin-sample, kim-example]",
        called=called("member people participants team authors"),
        ids_of="authors",
    ),
    Field(
        "credentials",
        Names(),
        "the micro-credentials that it works on, by id",
        "[checking-for-understanding]",
        called=called("credential microcredential microcredentials badge badges"),
        ids_of="credentials",
    ),
    Field(
        "how_to_join",
        Prose(1000, is_typeset=True),
        "how somebody joins, in a sentence or two",
        "Write to Robin before the first of the month.",
        called=called("joining contact"),
    ),
    Field(
        "join",
        Address(),
        "where its button leads: a page of this site, such as `/about/`, a full web address, or an email address with `mailto:`",
        '"mailto:circles@district.example"',
        called=called("url link signup joinurl email mail"),
    ),
    Field(
        "protocol",
        Steps(_STEP, _step, "[{step: Make two piles, text: By what you would teach next.}]"),
        "how a meeting goes: its steps, each a few words, or a group with `step` and `text`",
        "[{step: Make two piles, text: By what you would teach next.}]",
        called=called("steps agenda workflow"),
    ),
    Field(
        "documents",
        Entries(_DOCUMENT, _document, "[{label: The shared exit slip, url: slip.pdf}]"),
        "documents that you share, each with `label` and `url`, and if you like a `note`; a file beside this one is published with the page",
        "[{label: The shared exit slip, url: slip.pdf}]",
        called=called("document files resources links"),
    ),
    Field(
        "milestones",
        Entries(_MILESTONE, _milestone, "[{title: Two piles compared, due: 2026-12-15}]"),
        "how far you are: each with a `title`, the day when it is `due`, and later the day when you `reached` it",
        "[{title: Two piles compared, due: 2026-12-15, reached: 2026-10-20}]",
        called=called("milestone goals progress timeline"),
    ),
    *picture(
        "image",
        "a picture for lists and for the top of the page; without it, the badge of the first micro-credential",
        "piles.jpg",
        alt=("what that picture shows; needed with `image`", "Two piles of index cards on a rug"),
        called={key: names for key, names in IMAGE_CALLED.items() if key != "caption"},
    ),
)
