"""The authors of a story: ids of author pages, or groups of fields for authors without a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from edblog.kinds.people.fields import INTRODUCED
from edblog.kinds.people.record import Author
from edblog.options.schema import Schema
from edblog.sources.front_matter.addresses import fits, other
from edblog.sources.front_matter.field import Form, Reader, Table
from edblog.sources.front_matter.fields import LIST_LIMIT, Fields
from edblog.sources.front_matter.parsing import Mapping, Scalar
from edblog.sources.front_matter.readers import Line, read_names
from edblog.sources.front_matter.schema import reference
from edblog.sources.markdown.rendering import EMPTY
from edblog.web.urls import former_slug, slugify


class Byline(NamedTuple):
    """The authors of a story."""

    ids: tuple[str, ...]
    """Ids in the order of the byline, including those of introduced authors."""
    introduced: tuple[Author, ...]


@dataclass(frozen=True)
class Authors(Reader):
    """Reads authors: ids, or groups of fields for authors without a page."""

    also: str = ""
    """The field for several authors, which is read with this one; empty for none."""
    introduced: str = ""
    """The field for authors without a page, which is read with this one; empty for none."""

    form: ClassVar[Form] = "list"

    @property
    def read_with(self) -> tuple[str, ...]:
        """The names of these fields."""
        return tuple(filter(None, (self.also, self.introduced)))

    @property
    def groups(self) -> Table:
        """The fields of an introduced author."""
        return INTRODUCED

    def read(self, fields: Fields, name: str) -> Byline:
        """The authors in all these fields. If there is none, a problem is noted."""
        ids: list[str] = []
        introduced: list[Author] = []
        for key in filter(None, (self.also, name, self.introduced)):
            value = fields.get(key)
            if isinstance(value, Scalar) and key != self.introduced:
                ids += read_names(fields, key)
                continue
            for item in fields.items(key, value) if value is not None else ():
                if isinstance(item, Mapping):
                    introduced.append(_introduced(fields.within(item)))
                    ids.append(introduced[-1].slug)
                elif key == self.introduced:
                    message = "an author without a page needs a name"
                    fields.note(item, "wrong-type", message, f"write: {key}: {{name: Kim Sample}}")
                elif isinstance(item, Scalar) and not item.empty and item.text.strip():
                    ids.append(" ".join(item.text.split()))
                else:
                    message = "this is not an author: write an id, or a name in curly brackets"
                    fields.note(
                        item,
                        "wrong-type",
                        message,
                        "write: author: rosa-okafor, or author: {name: Rosa Okafor}",
                    )
        if not ids:
            help_ = "author: your-id\nor, without a page of your own: author: {name: Your Name, school: Your School}"
            fields.missing((name, *self.read_with), help_)
        return Byline(tuple(dict.fromkeys(ids)), tuple(introduced))

    def schema(self) -> Schema:
        """An id or the fields of an author, or a list of these."""
        person: Schema = {"anyOf": [Line().schema(), reference(self.groups)]}
        return {"anyOf": [*person["anyOf"], {"type": "array", "items": person, "maxItems": LIST_LIMIT}]}

    def conditions(self, name: str) -> Schema:
        """At least one of the fields is required."""
        if not self.read_with:
            return {}
        empty: Schema = {"enum": [None, "", []]}
        return {
            "anyOf": [
                {"required": [key], "properties": {key: {"not": empty}}} for key in (name, *self.read_with)
            ]
        }


def _introduced(fields: Fields) -> Author:
    """The record of an author who is introduced in a story."""
    values = INTRODUCED.read(fields)
    name = values["name"]
    slug = slugify(name)
    fits(fields, slug, fields.mapping, "shorten the name")
    return Author(
        source=fields.path,
        slug=slug or "unnamed",
        former=other(slug, former_slug(name)),
        text=EMPTY,
        inline=True,
        **values,
    )
