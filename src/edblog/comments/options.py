"""The options of a comment service, each said once: the guide, the JSON Schema and the messages are made of it."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

SERVER_ADDRESS = r"""^https?://[^\s/?#@;,"']+(/[^\s?#;,"']*)?$"""
"""A pattern for where a server of one's own is reached."""


class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of every service's options: what `[comments.SERVICE]` in edblog.toml may hold.

    Each is declared with `option`, which says all that there is to say of it.
    """


class Option(NamedTuple):
    """All that there is to say of an option."""

    meaning: str
    """In Markdown: what it decides."""
    example: str | int | bool
    without: str = ""
    """What the guide shows in place of an empty default."""
    expected: str = ""
    """Completes the sentence "it must be …"; empty where the type says enough."""
    advice: str = ""
    """Where to find the value."""


def option(
    meaning: str,
    example: str | int | bool,
    *,
    without: str = "",
    expected: str = "",
    advice: str = "",
    pattern: str | None = None,
) -> msgspec.Meta:
    """The annotation that declares an `Option`."""
    said = Option(meaning, example, without, expected, advice)
    return msgspec.Meta(description=meaning, examples=[example], pattern=pattern, extra={"option": said})


def option_of(field: msgspec.structs.FieldInfo) -> Option:
    """What is declared of a field of `Options`."""
    said = field.type.__metadata__[-1].extra["option"]
    assert isinstance(said, Option)
    return said
