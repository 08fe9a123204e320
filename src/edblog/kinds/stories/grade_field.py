"""Reads the field of grades."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from edblog.kinds.stories.grades import IDS, grades_of, several, written
from edblog.options.schema import Schema
from edblog.sources.front_matter.field import Form
from edblog.sources.front_matter.fields import Fields
from edblog.sources.front_matter.readers import Names, one_or_more


@dataclass(frozen=True)
class Grades(Names):
    """Grades, each or as a range."""

    form: ClassVar[Form] = "choice"

    @property
    def choices(self) -> tuple[str, ...]:
        """The ids."""
        return IDS

    def read(self, fields: Fields, name: str) -> tuple[str, ...]:
        """Their ids, each once, from the youngest to the oldest."""
        found: set[str] = set()
        texts = fields.texts(name)
        for place, text in texts:
            if ids := grades_of(text):
                found.update(ids)
            elif several(text):
                listed = [part for _, text in texts for part in _listed(text)]
                message, help_ = (
                    "put several grades in brackets, as a list",
                    f"write: {name}: [{', '.join(listed)}]",
                )
                fields.note(place, "wrong-type", message, help_)
                found.update(id_ for part in several(text) for id_ in grades_of(part))
            else:
                help_ = f"write one of these, or a range such as 3-5: {', '.join(IDS)}"
                fields.note(place, "wrong-value", f'"{text}" is not a grade', help_)
        return tuple(sorted(found, key=IDS.index))

    def schema(self) -> Schema:
        """Numbers, and words with a number or a letter of the ids. Which words people write is not said."""
        return one_or_more(
            {"type": ["string", "integer"], "pattern": "[0-9AaKkPpTt]|^$", "minimum": 1, "maximum": 12}
        )


def _listed(text: str) -> tuple[str, ...]:
    ids = grades_of(text)
    return (written(ids),) if ids else several(text)
