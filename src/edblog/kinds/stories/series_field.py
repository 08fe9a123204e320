"""Reads the field that puts a story into a series."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from edblog.catalog.groups import MOST_PARTS
from edblog.options.schema import Schema
from edblog.sources.front_matter.addresses import fits
from edblog.sources.front_matter.fields import Fields
from edblog.sources.front_matter.parsing import Mapping, Scalar, Value
from edblog.sources.front_matter.parsing import Sequence as ValueList
from edblog.sources.front_matter.readers import Prose
from edblog.web.urls import slugify

# Both are linear: the number is at the end, and what may stand before it is short.
_PART = re.compile(r"[,，،、]\s*(?:part\s*|#\s*)?(\d{1,6})$", re.IGNORECASE)
_NUMBER_ANYHOW = re.compile(
    r"[\s,:;(#–—-]{0,9}(?:part\s{0,9})?#?(\d{1,6})(?:\s?(?:/|of)\s?\d{1,6})?\)?$", re.IGNORECASE
)


@dataclass(frozen=True)
class InSeries(Prose):
    """Reads the name of a series and the number of a part, with a comma between them."""

    is_typeset: bool = True

    def read(self, fields: Fields, name: str) -> tuple[str, int] | None:  # type: ignore[override]
        """The name and the number, from 1 to `MOST_PARTS`; None if the field is empty or has a problem."""
        value = fields.get(name)
        if value is None:
            return None
        if not isinstance(value, Scalar):
            self._tell_form(
                fields,
                value,
                name,
                "write a series as one text, with a comma before the number",
                *_apart(value),
            )
            return None
        text = super().read(fields, name)
        found = _PART.search(text)
        title = text[: found.start()].strip() if found else text
        if found is None:
            anyhow = _NUMBER_ANYHOW.search(text)
            title, number = (text[: anyhow.start()], anyhow[1]) if anyhow else (text, "1")
            what = (
                "a series needs a comma and the number of this part"
                if anyhow
                else "a series needs the number of this part"
            )
            self._tell_form(fields, value, name, what, title, number)
        elif not 1 <= int(found[1]) <= MOST_PARTS:
            message = f"a part of a series has a number from 1 to {MOST_PARTS}"
            self._tell_form(fields, value, name, message, title, "1")
        elif not slugify(title):
            message = f'"{title}" cannot be a series: it has no letters and no digits'
            self._tell_form(fields, value, name, message, "", found[1])
        else:
            fits(fields, slugify(title), value, "write a shorter name for the series")
            return title, int(found[1])
        return None

    def schema(self) -> Schema:
        """A text that ends with a comma and a number."""
        return {
            **super().schema(),
            "type": "string",
            "pattern": r"[,，،、]\s*([Pp][Aa][Rr][Tt]\s*|#\s*)?[0-9]{1,2}\s*$|^\s*$",
        }

    def rules(self) -> dict[str, Any]:
        """An address is made of the name."""
        return {**super().rules(), "needs_letters": True}

    def _tell_form(
        self, fields: Fields, value: Value, name: str, message: str, title: str = "", number: str = "1"
    ) -> None:
        title = title.strip() or "The exit ticket"
        quote = '"' if any(mark in title for mark in ':#"') else ""
        inner = title.replace('"', '\\"')
        fields.note(
            value, "wrong-value", message, f"write: {name}: {quote}{inner}, {int(number) or 1}{quote}"
        )


def _apart(value: Value) -> tuple[str, str]:
    """The name and the number in a list or in fields of their own, as far as they can be told."""
    if isinstance(value, ValueList):
        parts = list(value.items)
    else:
        assert isinstance(value, Mapping)
        parts = list(value.items.values())
    texts = [part.text.strip() for part in parts if isinstance(part, Scalar)]
    number = next((text for text in texts if re.fullmatch(r"[0-9]{1,2}", text)), "1")
    return next((text for text in texts if not text.isdigit()), ""), number
