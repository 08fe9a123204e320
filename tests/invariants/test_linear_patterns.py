"""Every regular expression over what strangers write takes a time that grows with the text and no faster.

The patterns are found by themselves, in the syntax trees of the package, and so are the texts that would be worst for each: whatever a
pattern repeats is repeated sixty thousand times, behind what has to stand before it. What is linear takes some milliseconds for that;
half a second of work is never reached, unless the time grows with the square of the length, or faster.
"""

from __future__ import annotations

import ast
import re
import signal
from collections import deque
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from re import _constants as c
from re import _parser

import pytest

import edblog
from edblog.files.deadline import DeadlineExceeded, run_within

SIZE = 64_000
SECONDS = 0.3
PACKAGE = Path(edblog.__file__).parent
TRUSTED = {
    "cluster.worker": "names of libraries",
    "outputs.explained:re.compile": "words of the glossary as they are, and spaces between them, which no word has",
    "outputs.templates.faults": "templates",
    "outputs.templates.quick": "templates",
    "outputs.templates.references": "templates",
    "outputs.templates.tags": "templates",
    "outputs.templates.theme": "themes",
    "outputs.templates.theme_checks": "templates",
    "pipeline.planted": "a name of edblog's own, letter by letter, and one look at the sign behind it",
    "serve.page": "pages that edblog made: what looks like a tag in a text is escaped there",
    "serve.watch": "names of files, of at most 255 characters",
    "sources.markdown.formulas:re.compile": "a word of its own and digits, or a tag as in the sanitizer's pattern",
    "sources.markdown.formulas:re.sub": "a word of its own and digits",
    "sources.markdown.players:re.sub": "a word of its own and digits",
    "sources.people.student_words": "at most 80 characters beside a name",
    "sources.people.students": "at most 110 characters around a name; its patterns over a whole text or a line have only possessive repeats",
    "sources.markdown.removals:re.compile": "a name of up to 200 characters as it is, within the time limit of a text",
    "sources.markdown.removals:re.search": "a name of up to 200 characters as it is, within the time limit of a text",
}
"""What meets nothing that strangers write, or searches for what it is given, letter by letter."""
MODULES = sorted(
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
    for path in PACKAGE.rglob("*.py")
    if "re." in path.read_text(encoding="utf-8")
)
METHODS = {"compile", "search", "match", "fullmatch", "sub", "split", "findall", "finditer"}
WHOLE = {"match", "fullmatch"}
"""Methods that begin at one place; the others try every place of a text."""


def patterns(module: str) -> Iterator[tuple[str, re.Pattern, set[str]]]:
    """Each pattern of a module: a name, itself, and the methods that it is used by."""
    tree = ast.parse((PACKAGE / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8"))
    made = import_module(f"edblog.{module}")
    named = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Name):
            continue
        name = node.targets[0].id
        value = getattr(made, name, None)
        pattern = value if isinstance(value, re.Pattern) else getattr(value, "__self__", None)
        if isinstance(pattern, re.Pattern):
            named.update(id(call) for call in ast.walk(node))
            used = {value.__name__} if callable(value) else uses(tree, name)
            yield name, pattern, used
    for node in ast.walk(tree):
        if id(node) in named or not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if isinstance(node.func.value, ast.Name) and node.func.value.id == "re" and node.func.attr in METHODS:
            where = f"{module}:re.{node.func.attr}"
            if where in TRUSTED:
                continue
            what = node.args[0]
            if isinstance(what, ast.Name) and isinstance(getattr(made, what.id, None), str):
                yield what.id, re.compile(getattr(made, what.id)), {node.func.attr}
                continue
            assert isinstance(what, ast.Constant), (
                f"{where} in line {node.lineno} is made of parts: say in TRUSTED why that is linear"
            )
            flags = [word.attr for arg in [*node.args[1:], *(k.value for k in node.keywords)] for word in ast.walk(arg)
                     if isinstance(word, ast.Attribute) and isinstance(word.value, ast.Name) and word.value.id == "re"]  # fmt: skip
            total = 0
            for flag in flags:
                total |= getattr(re, flag)
            yield f"line {node.lineno}", re.compile(what.value, total), {node.func.attr}


def uses(tree: ast.AST, name: str) -> set[str]:
    """The methods of a pattern that a module calls or hands on; all where it is handed on as it is."""
    found = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == name
    }
    return (found & METHODS) or {"search"}


class Sampler:
    """Walks a parsed pattern, and takes down what it repeats and what stands before that."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.repeats: list[tuple[str, list[str]]] = []
        text = pattern if isinstance(pattern, str) else pattern.decode("latin-1")
        self.sample = self.walk(_parser.parse(text, flags & re.VERBOSE), "")

    def walk(self, tree, before: str) -> str:
        """A text that the tree may match, for use behind `before`."""
        made = ""
        for op, value in tree:
            made += self.variants(op, value, before + made)[0]
        return made

    def variants(self, op, value, before: str) -> list[str]:  # noqa: C901 - a case for each kind
        if op is c.LITERAL:
            return [chr(value)]
        if op is c.NOT_LITERAL:
            return ["a" if chr(value) != "a" else "b"]
        if op is c.ANY:
            return ["a"]
        if op is c.IN:
            return members(value)
        if op is c.BRANCH:
            return [self.walk(tree, before) for tree in value[1]]
        if op is c.SUBPATTERN:
            return self.each(value[-1], before)
        if op in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
            low, high, tree = value
            kinds = self.each(tree, before)
            if high > 20:
                self.repeats.append((before, kinds))
            return [kind * max(low, 1) for kind in kinds]
        if op in (c.ASSERT, c.ASSERT_NOT):
            self.walk(value[1], before)
        elif op is c.ATOMIC_GROUP:
            return self.each(value, before)
        return [""]

    def each(self, tree, before: str) -> list[str]:
        """What a group may match: each way that its first choice can go."""
        made = [""]
        for op, value in tree:
            kinds = self.variants(op, value, before + made[0])
            made = (
                [start + kind for start in made for kind in kinds]
                if len(made) * len(kinds) <= 60
                else [start + kinds[0] for start in made]
            )
        return made


def members(items) -> list[str]:
    """A few of the characters of a class."""
    if items[0][0] is c.NEGATE:
        shut = (
            re.compile("[" + "".join(re.escape(chr(v)) for op, v in items if op is c.LITERAL) + "]")
            if any(op is c.LITERAL for op, _ in items)
            else None
        )
        plain = [sign for sign in "a1 <[(!`'\"&" if not (shut and shut.match(sign))]
        return [sign for sign in plain if not (sign == " " and (c.CATEGORY, c.CATEGORY_SPACE) in items)][:4]
    found = []
    for op, value in items:
        if op is c.LITERAL:
            found.append(chr(value))
        elif op is c.RANGE:
            found.append(chr(value[0]))
        elif op is c.CATEGORY:
            found += {c.CATEGORY_SPACE: " \n", c.CATEGORY_DIGIT: "1", c.CATEGORY_WORD: "a"}.get(value, "!")
    return found[:6]


def texts(pattern: re.Pattern) -> Iterator[str]:
    """The texts that would be worst for a pattern."""
    sampler = Sampler(pattern.pattern, pattern.flags)
    yield from (
        sampler.sample * (SIZE // max(1, len(sampler.sample))),
        sampler.sample[:-1] * (SIZE // max(1, len(sampler.sample) - 1)),
    )
    for before, kinds in sampler.repeats:
        for kind in {*kinds, "".join(kinds)} - {""}:
            many = kind * (SIZE // len(kind))
            yield from (many, before + many, f"{before}{many}\x01", f"{before}{many}\x01\n" * 2)
            whole = f"{before}{kind}"
            yield whole * (SIZE // len(whole))


def seconds_bound(pattern: re.Pattern, methods: set[str]) -> str:
    """The start of a text on which a pattern takes too long, if there is one."""
    for text in texts(pattern):
        what = text if isinstance(pattern.pattern, str) else text.encode("latin-1", "replace")
        for work in [
            *(getattr(pattern, m) for m in sorted(methods & WHOLE)),
            *([everywhere(pattern)] if methods - WHOLE else []),
        ]:
            try:
                run_within(SECONDS, work, what)
            except DeadlineExceeded:
                return text[:60]
    return ""


def everywhere(pattern: re.Pattern):
    return lambda text: deque(pattern.finditer(text), maxlen=0)


pytestmark = pytest.mark.skipif(
    not hasattr(signal, "setitimer"), reason="the same on every system, and quicker to tell on this one"
)


@pytest.mark.parametrize("module", [module for module in MODULES if module not in TRUSTED])
def test_every_pattern_is_linear(module):
    slow = {
        name: text for name, pattern, methods in patterns(module) if (text := seconds_bound(pattern, methods))
    }

    assert slow == {}


@pytest.mark.parametrize(
    ("pattern", "method"),
    [
        (r"(a+)+b", "match"),
        (r"class=\"(?:(?:[a-z][a-z0-9]{0,2}|tip)(?: |(?=\")))+\"", "fullmatch"),
        (r"\]\(\s*<?\s*[a-z]+:", "search"),
        (r"(?m)^\s*([\w-]+)\s*:", "findall"),
        (r"<img\b(?![^>]*\balt\s*=)", "finditer"),
        (r"\[\^([^\]\s]+)\](?!:)", "finditer"),
        (r"^(\w+:[ \t]+)([^'].*?)(:)", "match"),
    ],
)
def test_a_pattern_that_is_not_would_be_found(pattern, method):
    assert seconds_bound(re.compile(pattern), {method})


def test_every_pattern_is_looked_at():
    found = {(module, name) for module in MODULES if module not in TRUSTED for name, *_ in patterns(module)}

    assert {
        ("sources.markdown.silent_mistakes", "_NOTE"),
        ("sources.markdown.sanitize", "_FINE_TAG"),
        ("sources.front_matter.diagnosis", "_COLON"),
        ("outputs.body", "_PLACEHOLDER"),
        ("web.urls", "_SAFE"),
        ("sources.markdown.block_reader", "_MARKER"),
    } <= found
    assert len(found) > 60
