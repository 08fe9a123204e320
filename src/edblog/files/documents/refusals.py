"""The problems that a document can have."""

from __future__ import annotations

from collections.abc import Sequence

from edblog.problems import Problem, brief

_SHOWN = 5
"""How many of several names or things a message lists."""
NOBODY = frozenset(
    [
        "author",
        "unknown",
        "unknown author",
        "anonymous",
        "unspecified",
        "user",
        "windows user",
        "microsoft office user",
    ]
)
"""What programs call somebody whose name they do not know."""
MAKE_PLAIN = "make a plain one: open it, choose Print, and then Save as PDF"


class RefusedError(Exception):
    """What must not be in a document, and what to do."""


def error(path: str, code: str, message: str, help_: str, line: int = 1) -> Problem:
    """What keeps a document from being published."""
    return Problem(path, "error", code, message, help_, line=line, column=1)


def named(path: str, message: str) -> Problem:
    """A word on a document that says who made it."""
    help_ = "if that is not meant to be public, remove it in the program that made the file (its document properties)"
    return Problem(path, "notice", "names-its-author", message, help_, line=1, column=1)


def author_removed(path: str, what: str) -> Problem:
    """A notice on a document whose properties name its author."""
    message = f"the properties of this {what} name its author; the published copy does not"
    help_ = "nothing to do here, but the file in the repository still has the name"
    return Problem(path, "notice", "author-removed", message, help_, line=1, column=1)


def place_removed(path: str, what: str) -> Problem:
    """A notice on a document with a photo that says where it was taken."""
    message = f"a photo in this {what} holds the place where it was taken; the published copy does not"
    help_ = "nothing to do here, but the file in the repository still says where"
    return Problem(path, "notice", "location-removed", message, help_, line=1, column=1)


def left_out(path: str, what: str, parts: Sequence[str]) -> Problem:
    """A notice on what is in a document and not in its published copy."""
    message = f"the published copy of this {what} leaves out {shortened(parts)}"
    help_ = "nothing to do, unless readers need it: then link to it in the story"
    return Problem(path, "notice", "left-out", message, help_, line=1, column=1)


def remarks(path: str, what: str, names: Sequence[str]) -> Problem:
    """A warning about names that comments in a document, or its tracked changes, show to every reader."""
    kept = "comments" if what == "PDF" else "comments or tracked changes"
    message = f"{kept} in this {what} show who wrote them: {shortened(names)}"
    help_ = "delete the comments in the program that made the file, and save it again"
    if what != "PDF":
        help_ = (
            "delete all comments and accept all changes in the program that made the file, and save it again"
        )
    return Problem(path, "warning", "document-remarks", message, help_, line=1, column=1)


def shortened(parts: Sequence[str]) -> str:
    """The first few of many things, and how many more there are."""
    more = f" and {len(parts) - _SHOWN} more" if len(parts) > _SHOWN else ""
    return ", ".join(map(brief, parts[:_SHOWN])) + more
