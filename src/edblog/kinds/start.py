"""Describes new files of a kind of content for `edblog new`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Option(NamedTuple):
    """An option of `edblog new` that fills a field, and may be repeated."""

    name: str
    """The option as typed: `--author`."""
    field: str
    help: str
    replaces: str = ""
    """A field that is left out if the option is given."""
    otherwise: str = ""
    """Other advice for an id that does not exist."""


class Start(NamedTuple):
    """The content of a new file, and the texts of the command."""

    about: str
    """The help of the command."""
    done: str
    """The line that is printed after the file was created; it may contain `{path}`, `{id}`, and `{serve}` (the preview command)."""
    argument: str = "TITLE"
    """The argument's name in the help; its value fills the first required field."""
    values: Mapping[str, str] = MappingProxyType({})
    """Values of other fields in YAML; `{day}` is today's date, and `{in_two_weeks}` the date in two weeks. Other required fields get a sample value."""
    options: tuple[Option, ...] = ()
    text: str = "Write here.\n"
    is_dated: bool = False
    """Whether the file name starts with the date."""
    bundle: str = ""
    """The help of the option for a folder with the file and its pictures; empty if there is no such option."""
    documents: str = ""
    """The help of the option to start from documents of other programs; empty if there is no such option."""
