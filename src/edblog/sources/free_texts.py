"""Free text in front matter: which fields hold it, and a check of its words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from edblog.problems import Problem
from edblog.problems.checks import problem_of
from edblog.sources.front_matter.parsing import Mapping, Parsed, Scalar, Value
from edblog.sources.markdown.accessibility import CAPITALS, in_capitals

if TYPE_CHECKING:
    from edblog.kinds.kind import Kind


def free_texts(parsed: Parsed, kind: Kind) -> list[Scalar]:
    """The values of a file's fields that are free text, in the order of the file."""
    return list(_free(parsed.fields, kind.table.not_free)) if parsed.fields else []


def _free(value: Value, not_free: frozenset[str], key: str = "") -> Iterator[Scalar]:
    if key in not_free:
        return
    if isinstance(value, Scalar):
        if not value.empty:
            yield value
        return
    children = value.items.items() if isinstance(value, Mapping) else ((key, item) for item in value.items)
    for name, child in children:
        yield from _free(child, not_free, name)


def capitals_in_fields(path: str, fields: list[Scalar]) -> Iterator[Problem]:
    """A warning for each field that has a sentence in capital letters."""
    for field in fields:
        for _, suggestion in in_capitals(field.text):
            yield problem_of(
                "all-capitals", path, CAPITALS, f'write "{suggestion}"', field.line, field.column
            )
            break
