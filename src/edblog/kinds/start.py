"""How `edblog new` starts a file of a kind of content."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Option(NamedTuple):
    """An option of the command that fills a field, and may be repeated."""

    name: str
    """As it is typed: `--author`."""
    field: str
    help: str
    replaces: str = ""
    """A field that is left out where the option is given."""
    otherwise: str = ""
    """What else can be done where nobody has the id that was given."""


class Start(NamedTuple):
    """What a new file begins with, and what the command says."""

    about: str
    """The help of the command."""
    done: str
    """What is said of the new file, with `{path}`, `{id}` and `{serve}` in it: the command that shows it."""
    argument: str = "TITLE"
    """The title or name in the usage of the command; it fills the first field that is needed."""
    values: Mapping[str, str] = MappingProxyType({})
    """Values of other fields in YAML, in which `{day}` is today. Needed fields that are not here get a sample."""
    options: tuple[Option, ...] = ()
    text: str = "Write here.\n"
    is_dated: bool = False
    """Whether the name of the file begins with the day."""
    bundle: str = ""
    """The help of an option to make a folder for the file and its pictures; empty where there is no such option."""
    documents: str = ""
    """The help of an option to begin with documents of other programs; empty where there is no such option."""
