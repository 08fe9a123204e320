"""The front matter fields of a translation, and the values of its record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec

from edblog.files.languages import language_in
from edblog.kinds.stories.fields import FIELDS as OF_STORIES
from edblog.kinds.stories.fields import Draft
from edblog.options.schema import Schema
from edblog.sources.front_matter.common import SLUG, summary, title
from edblog.sources.front_matter.dates import Moment
from edblog.sources.front_matter.field import Field, Form, Reader, Table
from edblog.sources.front_matter.fields import Fields
from edblog.sources.front_matter.readers import Line, Prose

OWN = (
    title(
        "what the story is called in this language",
        "El frasco de preguntas",
        needed='"Lo que aprendí de mi clase"',
    ),
    summary(
        "a sentence or two for lists and feeds; without it, the first paragraph serves",
        "Un frasco vacío, y lo que había en él el viernes.",
    ),
    Field(
        "asks",
        Prose(is_typeset=True),
        "the question for colleagues, if the story asks one",
        '"¿Cómo averiguan qué entendieron mal los que están seguros?"',
        label="Question for colleagues",
    ),
    Field(
        "image_alt",
        Prose(1000),
        "what the picture at the top shows; needed if the story has one",
        "Un frasco de vidrio medio lleno de papelitos",
        label="Description of the picture",
    ),
    Field(
        "image_caption",
        Prose(1000),
        "words under that picture",
        "El frasco en la sexta semana",
        label="Caption",
    ),
    Field(
        "updated",
        Moment(),
        "the day on which the translation was last made to agree with its story",
        "2026-02-14",
    ),
    Field("draft", Draft(), "not ready yet, though the story may be; `true` or `false`", "true"),
)
"""What a translation says for itself."""
AUTHORS = ("author", "authors", "new_author")
"""The fields of a story that together name its authors."""
WITH_OTHERS = {"author": "authors"}
"""Fields of a story whose value in its record has another name."""


@dataclass(frozen=True)
class Copied(Reader):
    """Reads a field that a translation may repeat from its story; its value must be that of the story."""

    reader: Reader

    @property
    def form(self) -> Form:  # type: ignore[override]
        """The input control of the story's field."""
        return self.reader.form

    @property
    def read_with(self) -> tuple[str, ...]:
        """The fields that the story's reader reads as well."""
        return self.reader.read_with

    @property
    def groups(self) -> Table | None:
        """The groups in a value of the story's field."""
        return self.reader.groups

    def read(self, fields: Fields, name: str) -> str | None:
        """The value as JSON; None if neither the field nor one that is read with it is there."""
        if all(fields.get(key) is None for key in (name, *self.reader.read_with)):
            return None
        value = self.reader.read(fields, name)
        return None if value is None else as_json(value[0] if name == "author" else value)

    def schema(self) -> Schema:
        """That of the story's field."""
        return self.reader.schema()


def as_json(value: object) -> str:
    """A value in the form in which two are compared."""
    return msgspec.json.encode(value).decode()


def _copied(field: Field) -> Field:
    readers: dict[str, Reader] = {"date": Moment(), "image": Line()}
    return with_reader(field, Copied(readers.get(field.name, field.reader)))


def with_reader(field: Field, reader: Reader) -> Field:
    """The field with another reader, and no longer needed."""
    return Field(field.name, reader, field.meaning, field.example, called=field.called, ids_of=field.ids_of)


COPIES = tuple(
    _copied(field)
    for field in OF_STORIES
    if field.name not in {own.name for own in OWN} and field.name != SLUG.name
)
"""What a translation may repeat from its story."""
FIELDS = (*OWN, *COPIES, SLUG)
_NAMES = frozenset(field.name for field in COPIES)


def translation_values(
    fields: Fields, values: dict[str, Any], language: str, languages: tuple[str, ...]
) -> dict[str, Any]:
    """The values of a translation's record; a language that the site does not have is noted as a problem.

    `language` is that of the site, `languages` are those into which it is translated.
    """
    tag = language_in(fields.path, (language, *languages))
    lang = next((known for known in languages if known.lower() == tag.lower()), "")
    if not lang:
        _note_language(fields, tag, language, languages)
    copied = {name: values.pop(name) for name in _NAMES & values.keys()}
    if given := fields.text(SLUG.name):
        copied[SLUG.name] = as_json(given)
    if (said := values.pop("lang", "")) and said.lower() != (lang or tag).lower():
        message = f'the name of this file says "{tag}", and "lang" says "{said}"'
        fields.note(fields.place("lang"), "translation-language", message, "delete this line")
    return {**values, "copied": dict(sorted(copied.items())), "lang": lang or tag, "tag": tag, "former": ""}


def _note_language(fields: Fields, tag: str, language: str, languages: tuple[str, ...]) -> None:
    listed = ", ".join(f'"{known}"' for known in languages)
    if tag.lower() == language.lower():
        message = f'the name of this file says that it is in "{tag}", the language of the site itself'
        help_ = f"the story itself belongs into the file without .{tag}; the languages of translations are {listed}"
    else:
        near = next(
            (
                known
                for known in languages
                if known.split("-")[0].lower() == tag.split("-", maxsplit=1)[0].lower()
            ),
            "",
        )
        message = f'the name of this file says that it is a translation into "{tag}", and this site has none in that language'
        ways = f"rename it to end in .{near}.md" if near else f"the languages of this site are {listed}"
        help_ = f'{ways}; if the district wants another one, it belongs into "languages" in edblog.toml'
        if not near:
            help_ += "; if it is no translation, rename it without the last dot"
    fields.note((1, 1), "translation-language", message, help_)
