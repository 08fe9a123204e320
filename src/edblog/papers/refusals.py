"""The problems that a document can have, and how much of it is looked at."""

from __future__ import annotations

from edblog.problems import Problem

MAX_UNPACKED = 64_000_000
"""Bytes that are looked at in the packed parts of one document."""


def error(path: str, code: str, message: str, help_: str, line: int = 1) -> Problem:
    """What keeps a document from being published."""
    return Problem(path, "error", code, message, help_, line=line, column=1)


def named(path: str, message: str) -> Problem:
    """A word on a document that says who made it."""
    help_ = "if that is not meant to be public, remove it in the program that made the file (its document properties)"
    return Problem(path, "notice", "names-its-author", message, help_, line=1, column=1)
