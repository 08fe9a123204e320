"""The front matter fields of a micro-credential."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from edblog.kinds.credentials.record import Renewal
from edblog.model import TONES
from edblog.options.schema import Schema
from edblog.sources.front_matter.field import Field, Form, Reader, Table, called
from edblog.sources.front_matter.fields import Fields
from edblog.sources.front_matter.groups import Entries
from edblog.sources.front_matter.pictures import picture
from edblog.sources.front_matter.readers import (
    Choice,
    Hashtag,
    Names,
    Prose,
    ProseList,
    WebAddress,
    WholeNumber,
)

RENEWAL_UNITS = ("clock_hour", "ceu", "pdp", "board_credit")


@dataclass(frozen=True)
class Amount(Reader):
    """Reads a required number of hours or points."""

    form: ClassVar[Form] = "number"
    can_be_empty = False

    def read(self, fields: Fields, name: str) -> float:
        """The number; 0 if it is missing or has a problem."""
        try:
            number = float(fields.text(name))
        except ValueError:
            number = -1.0
        if not 0 <= number < 10_000:
            place = fields.mapping.items.get(name, fields.mapping)
            fields.note(place, "wrong-type", f'"{name}" must be a number', f"write: {name}: 15")
        return max(number, 0.0)

    def schema(self) -> Schema:
        """A number within the limit, or the same as a text."""
        pattern = r"^\s*\+?(\d{1,4}(\.\d*)?|\.\d+)\s*$"
        return {"type": ["number", "string"], "pattern": pattern, "minimum": 0, "exclusiveMaximum": 10_000}

    def conditions(self, name: str) -> Schema:
        """The field is required."""
        return {"required": [name]}


_RENEWAL = Table(
    "a renewal value",
    (
        Field(
            "authority",
            Prose(),
            "who counts it",
            "Example State Board",
            needed="State board",
        ),
        Field("amount", Amount(), "how much it counts for", "15"),
        Field(
            "unit",
            Choice(RENEWAL_UNITS),
            "what is counted: `clock_hour`, `ceu`, `pdp` or `board_credit`; if left out, hours",
            "clock_hour",
        ),
    ),
    hold_back="take the renewal value out",
)


def _renewal(values: dict[str, Any]) -> Renewal:
    return Renewal(values["authority"], values["amount"], values["unit"] or "clock_hour")


FIELDS = (
    Field(
        "name",
        Prose(),
        "its name",
        "Checking for Understanding",
        needed="Checking for Understanding",
        called=called("title"),
        is_public=True,
    ),
    Field(
        "issuer",
        Prose(),
        "who awards it",
        "Example Learning Institute",
        needed="The organization that awards it",
        called=called("provider organization organisation awardedby awarder creator author"),
    ),
    Field(
        "url",
        WebAddress(),
        "the issuer's own page",
        "https://example.org/checking-for-understanding",
        called=called("link website homepage permalink"),
        label="Page of the issuer",
    ),
    Field(
        "hashtag",
        Hashtag(),
        "a word under which people talk about it elsewhere, without `#`",
        "ExampleCheckMC",
        called=called("tag tags"),
    ),
    Field(
        "hashtag_hosts",
        Names(),
        "who looks after the hashtag: ids of author pages. Without it, the hosts of its next chat are named at `/hashtags/`",
        "[robin-sample]",
        called=called("hashtaghost hashtagowner hashtagowners moderators moderator"),
        ids_of="authors",
    ),
    Field(
        "competency",
        Prose(1000, is_typeset=True),
        "what an educator who has it can do",
        "Gathers evidence of learning during a lesson and uses it.",
        called=called("description summary excerpt"),
    ),
    Field(
        "key_method",
        Prose(2000, is_typeset=True),
        "how",
        "Plans short checks, sorts what comes back, changes the next lesson.",
    ),
    Field("evidence", ProseList(), "what to send in", "[Two lesson plans, A one-page reflection]"),
    Field(
        "prompts",
        ProseList(),
        "questions that [the form at `/write/`](teachers.md#with-the-form) asks writers about it; if left out, three for any story",
        "[What was talk like before?, What did you do?, What would you change?]",
    ),
    Field("stack", Prose(), "the group that it belongs to", "Assessment for Learning"),
    Field("stack_order", WholeNumber(), "its place in that group", "1"),
    Field(
        "renewal",
        Entries(_RENEWAL, _renewal, "[{authority: State board, amount: 15, unit: clock_hour}]"),
        "what it counts for, with each authority; units are `clock_hour`, `ceu`, `pdp` and `board_credit`",
        "[{authority: Example State Board, amount: 15, unit: clock_hour}]",
        called=called("hours credit credits points ceu ceus pdp pdps"),
    ),
    *picture(
        "badge",
        "a picture of the badge",
        "badge.svg",
        alt=("what that picture shows; needed with `badge`", "A gold rosette with a check mark"),
        called={
            "": called("image icon logo picture"),
            "alt": called("alt imagealt iconalt alttext"),
        },
    ),
    Field(
        "tone",
        Choice(TONES),
        "the color of its label: `gold`, `leaf`, `sky` or `clay`; if left out, one is chosen",
        "leaf",
    ),
)
