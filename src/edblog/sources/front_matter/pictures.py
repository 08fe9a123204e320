"""Reads a picture in front matter: a field for its path, and fields for its description and caption."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from edblog.model import PictureRef
from edblog.options.schema import Schema
from edblog.problems import messages
from edblog.sources.front_matter.field import Field, Form, Reader
from edblog.sources.front_matter.fields import Fields
from edblog.sources.front_matter.readers import Prose
from edblog.sources.markdown.accessibility import is_empty_description

_WORDS = Prose(1000)


@dataclass(frozen=True)
class Picture(Reader):
    """Reads the path of a picture, and the fields with its description (which accessibility law requires) and its caption."""

    alt: str
    caption: str = ""
    credit: str = ""
    license: str = ""

    form: ClassVar[Form] = "picture"

    @property
    def read_with(self) -> tuple[str, ...]:
        """The names of the fields for description, caption, credit and license."""
        return tuple(filter(None, (self.alt, self.caption, self.credit, self.license)))

    def read(self, fields: Fields, name: str) -> PictureRef | None:
        """The picture; None if the field is empty. A missing or useless description is noted as a problem."""
        path = fields.text(name)
        if not path:
            return None
        alt = _WORDS.read(fields, self.alt)
        help_ = f'describe in a sentence what the picture shows: {self.alt}: "…"'
        if not alt:
            message = f'the picture has no "{self.alt}", the description for people who cannot see it'
            fields.note(fields.place(name), "missing-alt", message, help_)
        elif is_empty_description(alt, path):
            message = messages.EMPTY_DESCRIPTION.format(alt=alt)
            fields.note(fields.place(self.alt), "empty-words", message, help_)
        return PictureRef(
            path,
            alt,
            *(_WORDS.read(fields, of) if of else "" for of in (self.caption, self.credit, self.license)),
        )

    def schema(self) -> Schema:
        """A text: the path."""
        return {"type": ["string", "number", "boolean"], "maxLength": 300}

    def conditions(self, name: str) -> Schema:
        """With a picture, the description is required."""
        described = {"required": [self.alt], "properties": {self.alt: {"pattern": r"\S"}}}
        shown = {"required": [name], "properties": {name: {"not": {"enum": [None, ""]}}}}
        return {"if": shown, "then": described}


def picture(
    name: str,
    meaning: str,
    example: str,
    alt: tuple[str, str],
    caption: tuple[str, str] | None = None,
    credit: tuple[str, str] | None = None,
    license_: tuple[str, str] | None = None,
    called: Mapping[str, Mapping[str, str]] = {},
) -> tuple[Field, ...]:
    """The fields of a picture. `alt`, `caption`, `credit` and `license_` have the meaning and example of those fields; `called` has
    `Field.called` for each.
    """
    alt_name, caption_name = f"{name}_alt", f"{name}_caption" if caption else ""
    credit_name, license_name = f"{name}_credit" if credit else "", f"{name}_license" if license_ else ""
    fields = [
        Field(
            name,
            Picture(alt_name, caption_name, credit_name, license_name),
            meaning,
            example,
            called=called.get("", {}),
        ),
        Field(alt_name, _WORDS, *alt, called=called.get("alt", {}), label="Description of the picture"),
    ]
    if caption:
        fields.append(
            Field(caption_name, _WORDS, *caption, called=called.get("caption", {}), label="Caption")
        )
    if credit:
        fields.append(Field(credit_name, _WORDS, *credit, called=called.get("credit", {}), label="Credit"))
    if license_:
        fields.append(
            Field(license_name, _WORDS, *license_, called=called.get("license", {}), label="License")
        )
    return tuple(fields)
