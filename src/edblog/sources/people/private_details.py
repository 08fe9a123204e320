"""Finds details in a text that may reveal who a person is or how to reach them. The catalog drops those that are there on purpose.

The shape of a text shows within microseconds that most texts have none. Only for the others are code and web addresses blanked
out, and the finds checked one by one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from edblog.model import PrivateDetail, PrivateDetailKind
from edblog.problems.places import line_and_column
from edblog.sources.free_texts import free_texts
from edblog.sources.front_matter.parsing import Parsed, Scalar
from edblog.sources.markdown.prose import digit_runs, shape_of, without_addresses, without_code
from edblog.sources.people import contacts
from edblog.sources.people.file_names import student_in_file_name
from edblog.sources.people.photos import photos_of_students
from edblog.sources.people.students import students

if TYPE_CHECKING:
    from edblog.kinds.kind import Kind

LIMIT = 50
"""Private details of one file."""
SHORTEST_NUMBER = 5
"""Digits of a number that may identify a person."""
_SPACES_AND_HYPHENS = {"\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u2010": "-", "\u2011": "-"}
# Only between digits: a dash between words stays. Linear: one character and its neighbors.
_DASH = re.compile(r"[‒–](?<=\d.)(?=\d)")
_OFFICE: frozenset[PrivateDetailKind] = frozenset(["phone", "email", "street"])


def private_details(path: str, parsed: Parsed, region: str, kind: Kind) -> tuple[PrivateDetail, ...]:
    """The private details in a text file, each once per line; `region` is the country of its phone numbers (ISO 3166-1)."""
    fields = free_texts(parsed, kind)
    front = "\n\n".join([scalar.text for scalar in fields])
    in_body = partial(line_and_column, parsed.body, first_line=parsed.body_line)

    def place(at: int) -> tuple[int, int]:
        start = len(front) + 2
        return in_body(at - start) if at >= start else _place_of_field(fields, at)

    found = private_details_in(f"{front}\n\n{parsed.body}", region, place, is_official=kind.is_official)
    photos = photos_of_students(parsed.body, parsed.fields, kind.table.pictures)
    in_photos = [
        PrivateDetail("photo", alt, *(place if at < 0 else in_body(at)))
        for alt, at, place in islice(photos, LIMIT)
    ]
    return (*found, *in_photos, *in_file_name(path))


def private_details_in(
    text: str, region: str, place: Callable[[int], tuple[int, int]], *, is_official: bool
) -> tuple[PrivateDetail, ...]:
    """The private details in a text, each once per line; `place` gives the line and column of a position.

    What the district itself publishes (`is_official`) may say how to reach its offices.
    """
    text = _with_plain_spaces_and_hyphens(text)
    found: dict[tuple[str, str, int], PrivateDetail] = {}
    for kind, start, end in islice(_finds(text, region), 10 * LIMIT):
        if is_official and kind in _OFFICE:
            continue
        words = " ".join(text[start:end].replace("*", "").split())
        line, column = place(start)
        found.setdefault((kind, words, line), PrivateDetail(kind, words, line, column))
        if len(found) == LIMIT:
            break
    return tuple(found.values())


def _with_plain_spaces_and_hyphens(text: str) -> str:
    """The text with plain spaces and hyphens in place of those from a word processor; its length is the same."""
    if not text.isascii():
        for character, plain in _SPACES_AND_HYPHENS.items():
            text = text.replace(character, plain)
        if "–" in text or "‒" in text:
            text = _DASH.sub("-", text)
    return text


def in_file_name(path: str) -> tuple[PrivateDetail, ...]:
    """The name of a student that a path seems to contain."""
    name = student_in_file_name(path.partition("/")[2])
    return (PrivateDetail("file-name", name, 1, 1),) if name else ()


def _finds(text: str, region: str) -> Iterator[tuple[PrivateDetailKind, int, int]]:
    prose = lines = ""
    seen = (-1, -1)
    for kind, start, end in _candidates(text, shape_of(text), region):
        prose = prose or without_code(text)
        first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        # One long line may have many finds.
        if (first, last) != seen:
            seen = (first, last)
            lines = without_addresses(prose[first : last if last >= 0 else len(text)])
        if lines[start - first : end - first] == text[start:end]:
            yield kind, start, end


def _candidates(text: str, shape: bytes, region: str) -> Iterator[tuple[PrivateDetailKind, int, int]]:
    if "@" in text:
        yield from (("email", *span) for span in contacts.emails(text))
    runs = digit_runs(shape)
    if long := [run for run in runs if run[1] - run[0] >= SHORTEST_NUMBER]:
        taken = list(contacts.social_security_numbers(text, shape, long))
        yield from (("ssn", *span) for span in taken)
        phones = [span for span in contacts.phones(text, shape, long, region) if span not in taken]
        yield from (("phone", *span) for span in phones)
        taken += phones
        yield from (
            ("number", *span)
            for span in contacts.id_numbers(text, shape, long)
            if not any(a <= span[0] < b for a, b in taken)
        )
    yield from (("street", *span) for span in contacts.streets(text, shape, runs))
    yield from (("student", *span) for span in students(text, shape))


def _place_of_field(fields: list[Scalar], at: int) -> tuple[int, int]:
    for scalar in fields:
        if at <= len(scalar.text):
            return scalar.line, scalar.column
        at -= len(scalar.text) + 2
    return 1, 1
