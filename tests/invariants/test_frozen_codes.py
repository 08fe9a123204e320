"""Codes of problems are a promise: districts write them into `--fail-on` and into the files of their CI."""

from __future__ import annotations

from pathlib import Path

from edblog.problems.codes import CODES

LINES = (Path(__file__).parent / "codes.txt").read_text(encoding="utf-8").splitlines()
FROZEN = [line for line in LINES if not line.startswith("#")]


def test_no_code_is_taken_away_or_renamed():
    assert sorted(set(FROZEN) - CODES) == [], "codes.txt says when a code may go"


def test_a_new_code_has_a_line_too():
    assert sorted(CODES - set(FROZEN)) == [], "add the new codes to codes.txt"


def test_the_list_is_in_order():
    assert sorted(set(FROZEN)) == FROZEN
