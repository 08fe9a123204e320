"""Knows the names and the addresses of licenses, by their SPDX id or as Creative Commons writes them."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import NamedTuple

# Linear: each part has a fixed length, or is one run of characters.
_CC = re.compile(r"CC[ -]BY((?:-NC)?(?:-SA|-ND)?)[ -](1\.0|2\.0|2\.5|3\.0|4\.0)", re.IGNORECASE)
_ZERO = re.compile(r"CC[ -]?(?:0|zero)(?:[ -]1\.0)?", re.IGNORECASE)
_MARK = re.compile(r"(?:CC[ -])?(?:PDM|public domain mark)(?:[ -]1\.0)?", re.IGNORECASE)
_SPDX = MappingProxyType(
    {
        id_.lower(): id_
        for id_ in (
            "Apache-2.0",
            "GFDL-1.3-or-later",
            "GPL-2.0-or-later",
            "GPL-3.0-or-later",
            "LAL-1.3",
            "MIT",
            "OFL-1.1",
            "OGL-UK-3.0",
            "Unlicense",
        )
    }
)
"""Other licenses of pictures, fonts and texts."""


class License(NamedTuple):
    """A license."""

    name: str
    """Display name, such as `CC BY 4.0`."""
    url: str
    """Absolute URL of its text; empty if it is not a known license."""
    terms: str = ""
    """What it asks, for a sentence about it: `by`, `by-sa` and so on, `zero`, `mark`, or `open` for another; empty if it is unknown."""


def license_of(text: str) -> License:
    """The license that a writer names; any other text stays as it is."""
    text = text.strip()
    if found := _CC.fullmatch(text):
        kind = f"by{found[1].lower()}"
        url = f"https://creativecommons.org/licenses/{kind}/{found[2]}/"
        return License(f"CC {kind.upper()} {found[2]}", url, kind)
    if _ZERO.fullmatch(text):
        return License("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/", "zero")
    if _MARK.fullmatch(text):
        url = "https://creativecommons.org/publicdomain/mark/1.0/"
        return License("Public Domain Mark 1.0", url, "mark")
    if id_ := _SPDX.get(text.lower()):
        return License(id_, f"https://spdx.org/licenses/{id_}.html", "open")
    return License(text, "")


def credited(credit: str, license_: str) -> tuple[str, str, str]:
    """Who made a picture, the name of its license, and the address of that."""
    found = license_of(license_)
    return credit, found.name, found.url
