"""Reads topics, and other words of which addresses are made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from edblog.problems import messages
from edblog.sources.front_matter.addresses import fits
from edblog.sources.front_matter.field import Form
from edblog.sources.front_matter.fields import Fields
from edblog.sources.front_matter.readers import Names
from edblog.web.urls import slugify


@dataclass(frozen=True)
class Topics(Names):
    """Reads topics. Each becomes part of an address, so it must have letters or digits."""

    no_letters: ClassVar[str] = messages.NO_LETTERS
    example: ClassVar[str] = "feedback"

    is_free_text = True
    form: ClassVar[Form] = "tags"

    def read(self, fields: Fields, name: str) -> tuple[str, ...]:
        """The topics without duplicates; one without letters and digits is noted as a problem and left out."""
        for place, topic in fields.texts(name):
            help_ = "write only a word or two for a topic; the story itself goes below the ---"
            fits(fields, slugify(topic), place, help_)
            if not slugify(topic):
                message = self.no_letters.format(topic=topic)
                fields.note(place, "wrong-value", message, f"write a word or two: {name}: [{self.example}]")
        return tuple(topic for topic in super().read(fields, name) if slugify(topic))

    def rules(self) -> dict[str, Any]:
        """An address is made of each."""
        return {**super().rules(), "needs_letters": True}


@dataclass(frozen=True)
class Subjects(Topics):
    """Reads school subjects, by the same rules as topics."""

    no_letters: ClassVar[str] = '"{topic}" cannot be a subject: it has no letters and no digits'
    example: ClassVar[str] = "mathematics"
