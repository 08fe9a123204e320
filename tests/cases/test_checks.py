"""One contract for every line in the table of checks: its code, severity and law, the test that provokes it, and the guide."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from tests.cases.test_faults import FOLDER, check, read_case

import edblog
from edblog.problems.checks import _TABLE as TABLE
from edblog.problems.checks import CHECKS, CRITERIA, GUIDELINES, PRIVACY_LAWS, law

TESTS = Path(__file__).parents[1]
SOURCES = Path(edblog.__file__).parent
GUIDE = SOURCES.parents[1] / "docs" / "district.md"
CASES: dict[str, list[str]] = {}
"""The codes that each case in `faults/` provokes."""
for one in TABLE:
    if "::" not in one.test:
        CASES.setdefault(one.test, []).append(one.code)


def test_each_code_has_one_line_and_is_in_kebab_case():
    assert len(TABLE) == len(CHECKS)
    assert [code for code in CHECKS if not re.fullmatch("[a-z]+(-[a-z0-9]+)*", code)] == []


def test_what_asks_for_a_check_is_a_criterion_or_a_law():
    known = {"", *CRITERIA, *GUIDELINES}

    assert [
        c.code for c in TABLE if c.basis not in known and not {*c.basis.split(", ")} <= {*PRIVACY_LAWS}
    ] == []
    assert {c.basis for c in TABLE} >= {*CRITERIA, *GUIDELINES}


@pytest.mark.parametrize("case", sorted(CASES))
def test_a_case_provokes_its_problems_with_their_severity_and_law(make_site, case):
    problems = check(make_site(read_case((FOLDER / f"{case}.md").read_text(encoding="utf-8")).files))[1]

    for code in CASES[case]:
        expected = CHECKS[code]
        found = [p for p in problems if (p.code, p.severity) == (code, expected.severity)]
        assert found, code
        for problem in found:
            said = f"{problem.message} {problem.help}"
            assert law(expected.basis) in said
            assert all(word in said for word in PRIVACY_LAWS if word in expected.basis)


@cache
def functions(path: str) -> dict[str, str]:
    """The source of each test in a file, with that of the constants which it names."""
    tree = ast.parse((TESTS / path).read_text(encoding="utf-8") if (TESTS / path).is_file() else "")
    constants = {
        target.id: ast.unparse(node)
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    return {
        node.name: "\n".join(
            (
                *map(ast.unparse, (node, *node.decorator_list)),
                *(
                    constants[name.id]
                    for name in ast.walk(node)
                    if isinstance(name, ast.Name) and name.id in constants
                ),
            )
        )
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
    }


def test_every_other_check_has_a_test_that_names_its_code():
    missing = []
    for one in TABLE:
        path, _, name = one.test.partition("::")
        if name and not re.search(rf"(?<![\w-]){one.code}(?![\w-])", functions(path).get(name, "")):
            missing.append((one.code, one.test))

    assert missing == []


def literals(call: ast.Call) -> Iterator[str]:
    for value in (*call.args, *(word.value for word in call.keywords)):
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield value.value


def test_the_severities_in_the_source_are_those_of_the_table():
    """Of calls that have both a code and a severity; others take the severity from the table."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES.rglob("*.py")]
    calls = [{*literals(node)} for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    said = {
        (code, severity)
        for words in calls
        for code in words & CHECKS.keys()
        for severity in words & {"error", "warning", "notice"}
    }

    assert len(said) > 30
    assert said - {(c.code, s) for c in TABLE for s in (c.severity, c.sometimes)} == set()


def test_the_guide_lists_every_code_under_what_is_looked_at():
    listed = GUIDE.read_text(encoding="utf-8").partition("This table has all codes")[2].partition("\n## ")[0]
    codes: dict[str, list[str]] = {}
    for one in TABLE:
        codes.setdefault(one.looks_at, []).append(one.code)

    assert [line for line in listed.splitlines() if "`" in line] == [
        f"| {looks_at} | {', '.join(f'`{code}`' for code in sorted(found))} |"
        for looks_at, found in codes.items()
    ]
