"""The list of codes is that of the source: whatever a problem can be called, `--fail-on` knows."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import edblog
from edblog.problems.codes import CODES, UnknownCodeError, listed

SOURCES = Path(edblog.__file__).parent
# What is said of badges are no problems of a site, and has codes of its own.
FILES = sorted(path for path in SOURCES.rglob("*.py") if path.relative_to(SOURCES).parts[0] != "badges")
TABLE = SOURCES / "problems" / "checks.py"
Place = tuple[str, int, str]
"""Where a code is handed on: name of a function or class, position of the argument, and its name."""


@cache
def trees() -> list[ast.Module]:
    """The syntax trees of all sources."""
    return [ast.parse(path.read_text(encoding="utf-8")) for path in FILES]


@pytest.fixture(scope="module", autouse=True)
def forget() -> Iterator[None]:
    """The trees are a million objects, which no other test should carry."""
    yield
    trees.cache_clear()
    nodes.cache_clear()


@cache
def nodes(within: ast.AST) -> list[ast.AST]:
    """All nodes below one, found once: the places of codes are looked for again until no more are found."""
    return list(ast.walk(within))


def name_of(call: ast.Call) -> str:
    return (
        call.func.id
        if isinstance(call.func, ast.Name)
        else call.func.attr
        if isinstance(call.func, ast.Attribute)
        else ""
    )


def by_name(places: set[Place]) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for place in places:
        found.setdefault(place[0], []).append(place)
    return found


def given(call: ast.Call, places: dict[str, list[Place]]) -> Iterator[ast.expr]:
    """The arguments of a call that are codes."""
    for _, position, keyword in places.get(name_of(call), ()):
        if position < len(call.args):
            yield call.args[position]
        yield from (word.value for word in call.keywords if word.arg == keyword)


def words(value: ast.expr) -> Iterator[ast.expr]:
    """The values that an expression may have: both of `a if x else b`."""
    if isinstance(value, ast.IfExp):
        yield from words(value.body)
        yield from words(value.orelse)
    else:
        yield value


def handing_on(tree: ast.Module, places: dict[str, list[Place]]) -> Iterator[Place]:
    """Functions that hand an argument on as a code, and classes with a field for one."""
    for node in nodes(tree):
        if isinstance(node, ast.ClassDef):
            fields = [
                n.target.id
                for n in node.body
                if isinstance(n, ast.AnnAssign) and isinstance(n.target, ast.Name)
            ]
            if "code" in fields:
                yield node.name, fields.index("code"), "code"
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            functions = [n for n in node.body if isinstance(n, ast.FunctionDef)]
            methods = functions if isinstance(node, ast.ClassDef) else []
            for function in [node, *methods] if isinstance(node, ast.FunctionDef) else methods:
                parameters = [a.arg for a in function.args.args]
                is_method = parameters[:1] in (["self"], ["cls"])
                name = node.name if function.name == "__init__" else function.name
                kept = {
                    n.value.id
                    for n in nodes(function)
                    if isinstance(n, ast.Assign)
                    and isinstance(n.value, ast.Name)
                    and any(getattr(target, "attr", "") == "code" for target in n.targets)
                }
                for call in (n for n in nodes(function) if isinstance(n, ast.Call)):
                    kept |= {v.id for a in given(call, places) for v in words(a) if isinstance(v, ast.Name)}
                for parameter in kept & {*parameters, *(a.arg for a in function.args.kwonlyargs)}:
                    position = parameters.index(parameter) - is_method if parameter in parameters else 999
                    yield name, position, parameter


def codes_of_source() -> set[str]:
    places: set[Place] = {("Problem", 2, "code")}
    known = by_name(places)
    while more := {place for tree in trees() for place in handing_on(tree, known)} - places:
        places |= more
        known = by_name(places)
    calls = [node for tree in trees() for node in nodes(tree) if isinstance(node, ast.Call)]
    values = [word for call in calls for value in given(call, known) for word in words(value)]
    # A default stands where nobody says anything.
    for tree in trees():
        for node in nodes(tree):
            if isinstance(node, ast.FunctionDef):
                defaults = dict(
                    zip(reversed([a.arg for a in node.args.args]), reversed(node.args.defaults), strict=False)
                )
                values += [
                    defaults[word] for name, _, word in places if name == node.name and word in defaults
                ]
    found = {value.value for value in values if isinstance(value, ast.Constant)}
    return {code for code in found if isinstance(code, str) and code}


def constants() -> set[str]:
    every = (node for tree, path in zip(trees(), FILES, strict=True) if path != TABLE for node in nodes(tree))
    return {
        str(node.value) for node in every if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_every_code_of_the_source_is_on_the_list():
    """Where this fails, add the code to the table in `problems/checks.py` and to the list in docs/district.md."""
    found = {code for code in codes_of_source() if re.fullmatch("[a-z]+(-[a-z0-9]+)+", code)}

    assert len(found) > 100
    assert found - CODES == set()


def test_every_code_on_the_list_is_in_the_source():
    known = constants()
    made_of_two = {code for code in CODES if code.startswith(("missing-", "unknown-"))}

    assert sorted(CODES - made_of_two - known) == []
    # Forms have words of their own for the fields of stories, so those codes are written out.
    assert {code.partition("-")[2] for code in made_of_two - known} == {"authority", "issuer"}


def test_codes_are_listed_once_and_in_order():
    assert listed(["vague-link, placeholder-address", "vague-link", ",", ""]) == (
        "placeholder-address",
        "vague-link",
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("vague-links", 'no problem has the code "vague-links". Did you mean "vague-link"?'),
        ("Vague-Link", 'no problem has the code "Vague-Link". Did you mean "vague-link"?'),
        (
            "vague-link,zzz",
            'no problem has the code "zzz". Codes are short names such as vague-link; edblog check --format json shows that of each problem.',
        ),
    ],
)
def test_a_code_that_there_is_not(text, said):
    with pytest.raises(UnknownCodeError) as error:
        listed([text])

    assert str(error.value) == said
