"""Reads `robots.txt` (RFC 9309): what a site asks programs to leave alone."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote

NAME = "edblog"
"""The name by which a `robots.txt` can speak to this program."""
MOST_RULES = 5_000
LONGEST_PAUSE = 10.0
"""The longest pause between two requests, in seconds, that a site is given."""
_SAFE = "/:@!$&'()*+,;=~%?[]"


class Rule(NamedTuple):
    """One line `Allow` or `Disallow`."""

    path: str
    allows: bool


class Robots(NamedTuple):
    """What a `robots.txt` says to this program."""

    rules: tuple[Rule, ...] = ()
    pause: float = 0
    """Seconds between two requests (`Crawl-delay`)."""

    def allows(self, path: str) -> bool:
        """Whether a path, with its query, may be asked for: the longest rule counts, and of two as long the kinder one."""
        matching = [(len(rule.path), rule.allows) for rule in self.rules if _matches(rule.path, path)]
        return max(matching, default=(0, True))[1]


EVERYTHING = Robots()


def read_robots(data: bytes) -> Robots:
    """The rules for this program: those for its name, or else those for all."""
    groups: dict[str, list[Rule]] = {}
    pauses: dict[str, float] = {}
    names: list[str] = []
    in_rules = count = 0
    for line in data.decode("utf-8", "replace").removeprefix("\ufeff").splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            names = [*([] if in_rules else names), re.split(r"[/\s]", value.lower())[0]]
            groups.setdefault(names[-1], [])
            in_rules = 0
        elif key in ("allow", "disallow"):
            in_rules, count = 1, count + 1
            for name in names if value and count <= MOST_RULES else ():
                groups[name].append(Rule(quote(value, safe=_SAFE), key == "allow"))
        elif key == "crawl-delay":
            in_rules = 1
            if re.fullmatch(r"\d{1,5}(?:\.\d{1,5})?", value):
                pauses |= dict.fromkeys(names, min(float(value), LONGEST_PAUSE))
    name = NAME if NAME in groups else "*"
    return Robots(tuple(groups.get(name, ())), pauses.get(name, 0))


def _matches(pattern: str, path: str) -> bool:
    """Whether a path begins with a pattern, in which `*` stands for anything and `$` for the end.

    Each piece between stars is looked for once, from where the piece before it ends, so the time is limited by the product of the lengths.
    """
    is_whole = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    if not rest:
        return not is_whole or at == len(path)
    for piece in rest[:-1]:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    last = rest[-1]
    if is_whole:
        return path.endswith(last) and len(path) - len(last) >= at
    return path.find(last, at) >= 0
