"""Reads the index of a built site: which records have a word, and what results show of them."""

from __future__ import annotations

import json
import re
from typing import Any

from edblog.catalog.search.codec import decoded, hashed
from edblog.web.terms import start_of


class SearchIndex:
    """The index in the output of a site."""

    def __init__(self, outputs: dict[str, bytes]) -> None:
        self.files = {
            path.removeprefix("search/"): data for path, data in outputs.items() if path.startswith("search/")
        }
        self.manifest: dict[str, Any] = json.loads(self.files["manifest.json"])

    def names(self, part: str) -> list[str]:
        return re.findall(".{10}", self.manifest[part])

    def table(self, name: str) -> dict[str, str]:
        if name.startswith("-"):
            return {}
        lines = self.files[f"{name}.txt"].decode().splitlines()
        return dict(line.split("\t") if "\t" in line else (line, "") for line in lines)

    def entries(self) -> dict[str, list[str]]:
        """What results show, by number; numbers of records that are not stories start with `x`."""
        return {
            sign + number: json.loads(value)
            for sign, part in (("", "entries"), ("x", "otherEntries"))
            for name in self.names(part)
            for number, value in self.table(name).items()
        }

    def find(self, word: str) -> dict[str, int]:
        """The titles of the records with exactly this word, each with its place: 0 for the title, 4 for the body."""
        names = self.names("words")
        start = start_of(word, 5 if word[:3] in self.manifest["longStarts"].split() else 3)
        line = self.table(names[hashed(start) & (len(names) - 1)]).get(word, "")
        entries = self.entries()
        return {
            entries[("x" if place > 4 else "") + str(number)][0]: place % 5
            for place, numbers in decoded(line).items()
            for number in numbers
        }

    def filtered(self, name: str, value: str) -> set[str]:
        """The titles of the records with a value of a filter."""
        line = self.table(self.manifest["filters"][name]).get(f"{name}:{value}", "")
        entries = self.entries()
        return {
            entries[("x" if place > 4 else "") + str(number)][0]
            for place, numbers in decoded(line).items()
            for number in numbers
        }

    def unused(self) -> set[str]:
        """Tables that the manifest does not name."""
        named = [*(self.names(part) for part in ("words", "spelling", "entries", "otherEntries"))]
        known = {name for part in named for name in part} | set(self.manifest["filters"].values())
        return {path for path in self.files if path.endswith(".txt") and path[:-4] not in known}
