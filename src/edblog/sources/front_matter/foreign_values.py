"""Reads values of fields that belong to other programs: yes or no, a day, published or hidden."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Literal

from edblog.sources.front_matter.parsing import Scalar, Sequence, Value

Meaning = Literal["yes", "no", "empty", "shown", "hidden", "date", "other", "list"]
"""The meaning of a value: `shown` and `hidden` are about readers, and `list` is a list of several values."""
_STEPS = frozenset(
    """tier tiers level levels one two three four first second third i ii iii iv and to all or mtss rti pbis support supports universal
    targeted intensive intervention interventions""".split()
)
"""Words for the levels of support that a school gives its students, which are also called tiers."""

_YES = frozenset(["true", "yes", "on", "y", "t", "1", "si", "sí", "oui", "ja", "x"])
_NO = frozenset(["false", "no", "off", "n", "f", "0", "never", "none", "nope"])
_SHOWN = frozenset(
    """published publish public publicly live visible released final finalized finished complete completed done active ready
    earned awarded achieved renewed taught tested piloted ongoing updated approved online open posted sent everyone everybody all anyone world free index always evergreen current""".split()
)
_HIDING = frozenset(
    """draft drafts drafting wip private hidden unlisted pending review reviewing scheduled future password protected trash
    trashed archived archive internal unpublished embargo embargoed noindex confidential members member subscribers paid premium
    staff admin inactive offline deleted expired restricted not idea todo submitted proposed progress incomplete unfinished secret
    never only me borrador brouillon entwurf rascunho privado""".split()
)
_TEXT_WORDS = re.compile(r"[^\W\d_]+")
_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?!\d)|\d{1,2}[./]\d{1,2}[./]\d{2,4}(?!\d)")
_DEFAULTS = (datetime(2000, 1, 1), datetime(2001, 2, 2))  # noqa: DTZ001
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")


def meaning_of(value: Value) -> tuple[Meaning, str]:
    """The meaning of a value, and its text on one line; no text for a list or a group."""
    if isinstance(value, Sequence):
        if len(value.items) != 1:
            texts = [item.text for item in value.items if isinstance(item, Scalar)]
            hides = any(set(_TEXT_WORDS.findall(text.casefold())) & _HIDING for text in texts)
            return ("hidden" if hides else "list" if value.items else "empty"), ""
        return meaning_of(value.items[0])
    if not isinstance(value, Scalar):
        return "other", ""
    text = " ".join(value.text[:200].split())
    word = text.casefold()
    if value.empty or not word:
        return "empty", text
    if word in _YES:
        return "yes", text
    if word in _NO:
        return "no", text
    if _DAY.match(word) or day_of(text):
        return "date", text
    words = _TEXT_WORDS.findall(word)
    if words and set(words) <= _SHOWN:
        return "shown", text
    return ("hidden" if set(words) & _HIDING else "other"), text


def is_level_of_support(value: Value) -> bool:
    """Whether a value names levels of support, as in `tier: 2` or `tier: [Tier 2, Tier 3]`."""
    if isinstance(value, Sequence):
        return all(isinstance(item, Scalar) and is_level_of_support(item) for item in value.items)
    return isinstance(value, Scalar) and set(_TEXT_WORDS.findall(value.text[:200].casefold())) <= _STEPS


def day_of(text: str) -> str:
    """The day in a text, in ISO 8601 form; empty if there is none."""
    if found := _ISO.match(text):
        return f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}"
    if not any(char.isdigit() for char in text) or len(text) > 60:
        return ""
    from dateutil import parser

    try:
        # The parser fills in missing parts from a default. Two defaults show whether the text has a full date.
        first, other = (parser.parse(text, default=default).date() for default in _DEFAULTS)
    except (ValueError, OverflowError, TypeError):
        return ""
    return first.isoformat() if first == other else ""
