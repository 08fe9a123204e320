"""The front matter fields of a list. An entry can be a record of any kind, so the fields of an entry are made from all kinds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from edblog.kinds.lists.record import Pick
from edblog.options.schema import Schema
from edblog.problems import brief
from edblog.sources.front_matter.common import IMAGE_CALLED, summary, title
from edblog.sources.front_matter.dates import Moment
from edblog.sources.front_matter.field import Field, Form, Table, called
from edblog.sources.front_matter.fields import LIST_LIMIT, Fields
from edblog.sources.front_matter.groups import Entries
from edblog.sources.front_matter.parsing import Mapping, Scalar
from edblog.sources.front_matter.pictures import picture
from edblog.sources.front_matter.readers import Flag, Line, Names, OneName, Prose, WebAddress
from edblog.sources.front_matter.schema import nullable, reference

if TYPE_CHECKING:
    from edblog.kinds.kind import Kind

SAMPLE = "[{story: the-question-jar, why: Start here.}]"


def word_of(kind: Kind) -> str:
    """The name of the field for a record of a kind: `story`, `event`."""
    noun = kind.what.partition(" ")[2]
    return noun if noun.isalpha() else kind.word


@cache
def fields_of(kinds: tuple[Kind, ...]) -> tuple[Field, ...]:
    """The fields of a list on a site with these kinds."""
    folders = {word_of(kind): kind.folder for kind in kinds}
    records = (
        Field(
            word_of(kind),
            OneName(),
            f"{kind.what} of this site, by its id",
            "the-question-jar" if kind.is_stream else "its-id",
            called=called(kind.word) if kind.word != word_of(kind) else {},
            ids_of=kind.folder,
        )
        for kind in kinds
    )
    group = Table(
        "an entry of a list",
        (
            *records,
            Field(
                "url",
                WebAddress(),
                "in place of a record of this site, a page elsewhere; needs a `title`",
                '"https://example.org/page"',
                called=called("link href address"),
            ),
            Field(
                "title",
                Prose(is_typeset=True),
                "its title, if not that of the record",
                "The question jar",
                called=called("name label"),
            ),
            Field(
                "why",
                Prose(1000, is_typeset=True),
                "a sentence about it",
                "Start here if you read only one.",
                called=called("note text sentence about description because reason"),
            ),
        ),
        hold_back="delete the entry",
    )
    main = next(word_of(kind) for kind in kinds if kind.is_stream)
    return tuple(_fields(Picks(group, lambda values: values, SAMPLE, tuple(folders.items()), main)))


@dataclass(frozen=True)
class Picks(Entries):
    """Reads the entries of a list: groups with a record or an address, or plain ids of stories."""

    folders: tuple[tuple[str, str], ...] = ()
    """The folder of the kind of each field for a record."""
    main: str = ""
    """The field of the main kind."""

    form: ClassVar[Form] = "groups"

    def read(self, fields: Fields, name: str) -> tuple[Pick, ...]:
        """The entries. One that is no entry, or the same as another, is noted as a problem and left out."""
        value, found = fields.get(name), dict[tuple[str, str, str], Pick]()
        for item in fields.items(name, value) if value is not None else ():
            pick = None
            if isinstance(item, Mapping):
                pick = self._pick(fields.within(item))
            elif isinstance(item, Scalar) and "://" in item.text:
                message = "a page elsewhere needs a title"
                help_ = f'write: {{url: "{brief(item.text.strip())}", title: What the page is called}}'
                fields.note(item, "wrong-value", message, help_)
            elif isinstance(item, Scalar) and item.text.strip():
                pick = Pick(dict(self.folders)[self.main], fields.line(name, item))
            elif not (isinstance(item, Scalar) and item.empty):
                message = f'each entry of "{name}" must be the id of a story, or have fields of its own'
                fields.note(item, "wrong-type", message, f"write: {name}: {self.sample}")
            if pick is None:
                continue
            key = pick.folder, pick.id, pick.url
            if key in found:
                message = f'"{pick.id or pick.url}" is in this list already'
                fields.note(item, "wrong-value", message, "delete one of the two entries")
            else:
                found[key] = pick
        return tuple(found.values())

    def _pick(self, fields: Fields) -> Pick | None:
        values = self.groups.read(fields)
        given = [name for name in (*dict(self.folders), "url") if values.get(name)]
        if len(given) > 1:
            message = f'an entry is one thing, but this one has "{given[0]}" and "{given[1]}"'
            fields.note(
                fields.place(given[1]), "wrong-value", message, "make an entry of its own for each of them"
            )
        if not given:
            if all(fields.is_blank(name) for name in (*dict(self.folders), "url")):
                example = f'{self.main}: the-question-jar\nor, for a page elsewhere: url: "https://…"'
                fields.missing((self.main, "url", *dict(self.folders)), example)
            return None
        if given[0] == "url":
            if not values["title"]:
                fields.missing(("title",), "title: What the page is called")
            return Pick(url=values["url"], title=values["title"] or values["url"], why=values["why"])
        [id_] = values[given[0]]
        return Pick(dict(self.folders)[given[0]], id_, title=values["title"], why=values["why"])

    def schema(self) -> Schema:
        """An entry or a list of entries."""
        entry: Schema = {"anyOf": [reference(self.groups), Line().schema()]}
        return {
            "anyOf": [*entry["anyOf"], {"type": "array", "items": nullable(entry), "maxItems": LIST_LIMIT}]
        }


def _fields(picks: Picks) -> Iterator[Field]:
    yield title("its title", "Our year in ten stories", needed="Our year in ten stories")
    yield summary(
        "a sentence or two below the title; without it, the first paragraph serves in lists",
        "Fifty-two stories came in since last spring. These are the ten that we sent to each other.",
    )
    yield Field(
        "items",
        picks,
        "what is in it, in order: each a `story`, an `event` or anything else of this site by its id, or the `url` and `title` of a page elsewhere, "
        "and if you like a sentence: `why`. A plain id is that of a story",
        SAMPLE,
        needed="[{story: your-id, why: Start here.}]",
        called=called("entries picks list stories links posts item"),
    )
    yield Field(
        "by",
        Names(),
        "who chose: ids of author pages",
        "[robin-sample]",
        called=called("author authors curator curators chosenby editor"),
        ids_of="authors",
    )
    yield Field(
        "date",
        Moment(),
        "the day on which you chose; feeds have the newest list first, and a list with a day to come waits for it",
        "2026-02-26",
        called=called("updated published created added"),
    )
    yield Field(
        "numbered",
        Flag(),
        "whether the entries have numbers; `yes` or `no`, such as for a shelf of links",
        "no",
        called=called("ordered numbers order"),
    )
    yield from picture(
        "image",
        "a cover, above the list and in lists of lists",
        "ten-stories.svg",
        alt=("what that picture shows; needed with `image`", "Ten sheets of paper on a clothesline"),
        called={key: names for key, names in IMAGE_CALLED.items() if key != "caption"},
    )


def list_values(values: dict[str, Any]) -> dict[str, Any]:
    """The values of a list's record, from the values of its fields."""
    picks, numbered = values.pop("items", ()), values.pop("numbered", None)
    return {**values, "picks": picks, "numbered": numbered is not False}
