"""Defines the base of all records, and what may give a person away in any of them."""

from __future__ import annotations

from typing import Literal

import msgspec


class Record(msgspec.Struct, frozen=True):
    """Base of every value that edblog caches or hashes."""


PrivateDetailKind = Literal["email", "phone", "street", "student", "number", "ssn", "file-name", "photo"]
"""Ways to reach a person, the name of a student, a number that identifies a person, a photo of students."""


class PrivateDetail(Record, frozen=True, array_like=True):
    """Something in a file that may reveal who a person is or how to reach them. Other files may say that it is there on purpose."""

    kind: PrivateDetailKind
    text: str
    """As it was found, on one line."""
    line: int
    column: int
    """Both from 1."""
