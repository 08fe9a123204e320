"""Reads a person's name in the fediverse, the network of Mastodon and others: `@NAME@HOST`, or the address of the profile."""

from __future__ import annotations

import re
from dataclasses import dataclass

from edblog.options.schema import Schema
from edblog.problems import brief
from edblog.sources.front_matter.fields import Fields
from edblog.sources.front_matter.readers import Line

_HOST = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
_PERSON = r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}"
_NAME = re.compile(rf"@({_PERSON})@({_HOST})")
_PROFILE = re.compile(rf"https://({_HOST})/(?:@|users/)({_PERSON})/?")
SAMPLE = '"@robin@social.example"'


@dataclass(frozen=True)
class FediverseName(Line):
    """Reads a name in the fediverse, as `@NAME@HOST`."""

    def read(self, fields: Fields, name: str) -> str:
        """The name with its host; empty if the field is empty or has a problem."""
        text = super().read(fields, name).strip()
        if found := _NAME.fullmatch(text):
            return f"@{found[1]}@{found[2].lower()}"
        if found := _PROFILE.fullmatch(text):
            return f"@{found[2]}@{found[1].lower()}"
        if text:
            help_ = f"write both parts, the person's and the server's: {name}: {SAMPLE}"
            fields.note(
                fields.place(name), "wrong-value", f'"{brief(text)}" is no name in the fediverse', help_
            )
        return ""

    def schema(self) -> Schema:
        """A text of two parts, each after an `@`, or the address of a profile."""
        return {
            "type": "string",
            "pattern": rf"^\s*(@{_PERSON}@{_HOST}|https://{_HOST}/(@|users/){_PERSON}/?)?\s*$",
            "maxLength": self.limit,
        }


def profile(name: str) -> str:
    """The address of the profile of `@NAME@HOST`, where Mastodon and most others have it."""
    _, person, host = name.split("@")
    return f"https://{host}/@{person}"
