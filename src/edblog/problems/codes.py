"""Reads the codes of problems that `--fail-on` takes."""

from __future__ import annotations

from collections.abc import Iterable

from edblog.problems import did_you_mean
from edblog.problems.checks import CHECKS

CODES = frozenset(CHECKS)


class UnknownCodeError(ValueError):
    """A code does not exist; the text of the error suggests another one."""


def listed(texts: Iterable[str]) -> tuple[str, ...]:
    """The codes in texts such as `starter-text,placeholder-address`, sorted, without duplicates. Raises `UnknownCodeError`."""
    codes = sorted({code.strip() for text in texts for code in text.split(",") if code.strip()})
    for code in codes:
        if code not in CODES:
            hint = did_you_mean(code, CODES)
            hint = f"{hint[:1].upper()}{hint[1:]}" if hint else "Codes are short names such as vague-link"
            hint = (
                hint
                if hint.endswith("?")
                else f"{hint}; edblog check --format json shows that of each problem."
            )
            raise UnknownCodeError(f'no problem has the code "{code}". {hint}')
    return tuple(codes)
