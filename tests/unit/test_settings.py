"""Settings are said once: what the guide for districts says about each is what its table says."""

from __future__ import annotations

import os
import re

import pytest
from tests.unit.test_docs import ROOT, without_blocks

from edblog.options import choices_of, option_of, plain_type, settings_of, toml
from edblog.options.reading import expected
from edblog.services.comments import SERVICES, Comments
from edblog.settings import Config

GUIDE = ROOT / "docs/district.md"
SECTIONS = {"Settings: edblog.toml": ("", Config), "Comments": ("comments.", Comments)}
"""Headings of the guide; below each is a table with these settings, whose names begin so."""


def can_be(type_):
    """The range of a number or the choices of a text, and those of each entry of a list."""
    if plain_type(type_) is int or choices_of(type_):
        return expected(type_)
    for item in getattr(plain_type(type_), "__args__", ())[:1]:
        if choices_of(item) or option_of(item).low is not None:
            return f"each {expected(item)}"
    return ""


def without(row):
    if row.is_needed:
        return "needed"
    if row.default in ("", None):
        return row.option.default_text or "empty"
    return f"`{toml(row.default)}`"


def lines(table, prefix=""):
    """The rows of the guide for a table and those within it."""
    for row in settings_of(table):
        if row.table:
            yield from lines(row.table, f"{row.name}.")
            continue
        said = row.option
        meaning = said.meaning
        if not all(f'`"{choice}"`' in meaning for choice in choices_of(row.type) or ("",)):
            meaning += f" ({can_be(row.type)})" if can_be(row.type) else ""
        example = f"`{row.name} = {toml(said.example)}`" if row.is_scalar else ""
        yield f"| `{prefix}{row.name}` | {without(row)} | {meaning} | {example} |".replace("|  |", "| |")


@pytest.mark.parametrize("heading", SECTIONS)
def test_the_guide_for_districts_has_a_row_for_each_setting(heading):
    """`UPDATE_GOLDEN=1` writes the rows into the guide."""
    guide, wanted = GUIDE.read_text(encoding="utf-8"), list(lines(SECTIONS[heading][1], SECTIONS[heading][0]))
    [before, text] = re.split(rf"(?<=^## {re.escape(heading)}$)", guide, flags=re.MULTILINE)
    found = re.search(r"(?:^\| `.*\n)+", text, re.MULTILINE)

    if "UPDATE_GOLDEN" in os.environ:
        GUIDE.write_text(before + text.replace(found[0], "\n".join((*wanted, ""))), encoding="utf-8")
        return
    assert found[0].splitlines() == wanted


@pytest.mark.parametrize("key", SERVICES)
def test_the_guide_for_districts_has_a_row_for_each_option_of_a_comment_service(key):
    text = re.split(
        rf"^### {key}$", without_blocks(GUIDE.read_text(encoding="utf-8")), flags=re.MULTILINE | re.IGNORECASE
    )[1].partition("\n##")[0]

    assert re.findall(r"^\| `.*", text, re.MULTILINE) == [
        f"| `{row.name}` | {without(row)} | {row.option.meaning} |"
        for row in settings_of(SERVICES[key].options)
    ]
