"""What in a text may say who a person is or how to reach them: remarks, of which the catalog drops those that are meant to be there.

A look at the shape of a text, some dozens of microseconds, tells that most have nothing of the kind. Only then are code and
addresses blanked out and the finds looked at one by one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from edblog.model import Remark, RemarkKind
from edblog.problems.places import line_and_column
from edblog.sources.free_texts import free_texts
from edblog.sources.front_matter.parsing import Parsed, Scalar
from edblog.sources.markdown.prose import runs, shape, without_addresses, without_code
from edblog.sources.people import contacts
from edblog.sources.people.file_names import student_in_file_name
from edblog.sources.people.photos import students_shown
from edblog.sources.people.students import students

if TYPE_CHECKING:
    from edblog.kinds.kind import Kind

LIMIT = 50
"""Remarks on one file."""
SHORTEST = 5
"""Digits of a number that stands for a person."""
_SIGNS = {"\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u2010": "-", "\u2011": "-"}
# Between words a dash stays what it is. One sign, and a look at its neighbors: linear.
_DASH = re.compile(r"[‒–](?<=\d.)(?=\d)")
_OFFICE: frozenset[RemarkKind] = frozenset(["phone", "email", "street"])


def remarks(path: str, parsed: Parsed, region: str, kind: Kind) -> tuple[Remark, ...]:
    """What may give a person away in a text file, once in a line; `region` is where telephone numbers are from (ISO 3166-1)."""
    fields = free_texts(parsed, kind)
    front = "\n\n".join([scalar.text for scalar in fields])
    in_body = partial(line_and_column, parsed.body, first_line=parsed.body_line)

    def place(at: int) -> tuple[int, int]:
        start = len(front) + 2
        return in_body(at - start) if at >= start else _place_of_field(fields, at)

    found = remarks_in(f"{front}\n\n{parsed.body}", region, place, is_official=kind.is_official)
    photos = students_shown(parsed.body, parsed.fields, kind.table.pictures)
    shown = [
        Remark("photo", alt, *(place if at < 0 else in_body(at))) for alt, at, place in islice(photos, LIMIT)
    ]
    return (*found, *shown, *file_name(path))


def remarks_in(
    text: str, region: str, place: Callable[[int], tuple[int, int]], *, is_official: bool
) -> tuple[Remark, ...]:
    """What may give a person away in words, once in a line; `place` gives the line and column of a position.

    What the district itself publishes says how to reach its offices.
    """
    text = _plain(text)
    found: dict[tuple[str, str, int], Remark] = {}
    for what, start, end in islice(_finds(text, region), 10 * LIMIT):
        if is_official and what in _OFFICE:
            continue
        said = " ".join(text[start:end].replace("*", "").split())
        line, column = place(start)
        found.setdefault((what, said, line), Remark(what, said, line, column))
        if len(found) == LIMIT:
            break
    return tuple(found.values())


def _plain(text: str) -> str:
    """The text with plain spaces and hyphens, each in the place of one that a word processor made."""
    if not text.isascii():
        for sign, plain in _SIGNS.items():
            text = text.replace(sign, plain)
        if "–" in text or "‒" in text:
            text = _DASH.sub("-", text)
    return text


def file_name(path: str) -> tuple[Remark, ...]:
    """The remark on a path, if it looks as if it had the name of a student."""
    name = student_in_file_name(path.partition("/")[2])
    return (Remark("file-name", name, 1, 1),) if name else ()


def _finds(text: str, region: str) -> Iterator[tuple[RemarkKind, int, int]]:
    prose = lines = ""
    seen = (-1, -1)
    for kind, start, end in _candidates(text, shape(text), region):
        # Few texts come so far.
        prose = prose or without_code(text)
        first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        # A line may be long and have many.
        if (first, last) != seen:
            seen = (first, last)
            lines = without_addresses(prose[first : last if last >= 0 else len(text)])
        if lines[start - first : end - first] == text[start:end]:
            yield kind, start, end


def _candidates(text: str, form: bytes, region: str) -> Iterator[tuple[RemarkKind, int, int]]:
    if "@" in text:
        yield from (("email", *span) for span in contacts.emails(text))
    numbers = runs(form)
    if long := [run for run in numbers if run[1] - run[0] >= SHORTEST]:
        taken = list(contacts.social_security_numbers(text, form, long))
        yield from (("ssn", *span) for span in taken)
        phones = [span for span in contacts.phones(text, form, long, region) if span not in taken]
        yield from (("phone", *span) for span in phones)
        taken += phones
        yield from (
            ("number", *span)
            for span in contacts.identifiers(text, form, long)
            if not any(a <= span[0] < b for a, b in taken)
        )
    yield from (("street", *span) for span in contacts.streets(text, form, numbers))
    yield from (("student", *span) for span in students(text, form))


def _place_of_field(fields: list[Scalar], at: int) -> tuple[int, int]:
    for scalar in fields:
        if at <= len(scalar.text):
            return scalar.line, scalar.column
        at -= len(scalar.text) + 2
    return 1, 1
