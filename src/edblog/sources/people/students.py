"""Finds full names of students: two or more names in a row, next to a word for a student.

Names alone prove nothing: stories are full of authors, colleagues and schools. So a name counts only next to a word for a student
("my student Emma Example", "Emma Example, a fourth grader", "Ana Ejemplo (4.º grado)"), or in a table column with such a heading.
Next to words that often describe other people, too, the name must be one that many students have (`is_known`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from edblog.sources.people.full_names import (
    PARTICLES,
    Student,
    Token,
    fold,
    full_name,
    is_known,
    next_name,
    run_of_names,
    student_named,
)
from edblog.sources.people.names import FAMILY_NAMES, GIVEN_NAMES, NOT_NAMES
from edblog.sources.people.student_words import (
    IS_NOUN,
    MADE_BY,
    NOT_A_CHILD,
    TITLED,
    is_described,
    is_introduced,
)

# In the shape of a text: two capitalized words, with only an initial or two short words between them.
# Linear: each match starts at a capital letter and reads nothing twice.
_PAIR = re.compile(rb"Aa++(?:-aa?a(?=-)){0,2}+-{1,2}+(?:A-{1,2}+)?+(?=Aa)")
# The same for words in capital letters. Linear: it starts after a character that is no letter, and reads nothing twice.
_CAPITALS = re.compile(rb"(?<![Aa])(AA++)-{1,2}+(?=AA)")
# Without their first letters, which may be capital.
_HINTS = (
    "tud", "rad", "lass", "lase", "upil", "lumn", "kid", "inder", "hil", "iñ", "hij", "son ", "aughter", "age", "year", "años", "chool",
    "ophom", "resh", "unior", "enior", "omer", "grupo", "salón", "irl", "boy", "who is ",
)  # fmt: skip
_WITHOUT_MARKS = str.maketrans(dict.fromkeys('*_“”"', ""))
_LINE_START = re.compile(r"(?:^|\n)[ >]{0,4}(?:(?:[-*+•]|\d{1,2}[.)]) {1,3})?[*_]{0,2}$")
# "Johnson, Emma (grade 3)" at the start of a line, an item or a cell.
_REVERSED = re.compile(
    r"(?:^|[\n|]|[-*+•] |\d[.)] )[ *_]{0,3}(?P<name>(?P<last>[^\W\d_][\w'’-]{1,30}), (?P<first>[^\W\d_][\w'’-]{1,30})(?: [^\W\d_]\.?)?)[ *_]{0,3}[,(|–—:-]{1,3} ?(?:\w{1,8}[ -]){0,2}$"
)
# Linear: each of these reads one line or one cell from its start, and no character twice.
_RULE = re.compile(r"[ ]{0,3}\|?[ ]*+:?-[-:| ]*+\n?")
_STUDENTS_ABOVE = re.compile(
    r"[ *_]*(?:(?:the |my |our )?(?:students?|pupils?|children|alumn[oa]s?|estudiantes?)(?:['’]s?)?(?: names?)?|name of (?:the )?student|nombre del? (?:alumn[oa]|estudiante))[ *_]*",
    re.IGNORECASE,
)
_GRADES = frozenset(
    "grade kindergarten first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
)


def students(text: str, shape: bytes) -> Iterator[Student]:
    """The full names of students in a text; `shape` is the text's shape (`prose.shape_of`)."""
    done = 0
    for pair in _PAIR.finditer(shape):
        start = pair.start()
        if start < done or not _has_hint(text[max(0, start - 45) : start + 110]):
            continue
        # "DeShawn" has a capital letter inside.
        while start > done and (
            text[start - 1].isalpha() or (text[start - 1] in "'’" and text[start - 2 : start - 1].isalpha())
        ):
            start -= 1
        tokens = run_of_names(text, start)
        done = tokens[-1].end if tokens else start
        for found in _listed(text, _student(text, tokens)):
            yield found
            done = found.end
    if b"AA-AA" in shape:
        yield from _in_capitals(text, shape)
    if "rade" in text:
        yield from _last_name_first(text)
    if "|" in text and ("-|" in text or "- |" in text):
        yield from _in_tables(text)


def _listed(text: str, found: Student | None) -> Iterator[Student]:
    """A student, and the students in the list after them."""
    while found:
        yield found
        name = next_name(text, found.end)
        found = student_named(name) if name else None


def _in_capitals(text: str, shape: bytes) -> Iterator[Student]:
    """The names in a text that are in capital letters. Other words are in capitals, too, so the given name must be in the list."""
    done = 0
    for pair in _CAPITALS.finditer(shape):
        start = pair.start()
        if start < done or fold(text[start : pair.end(1)]) not in GIVEN_NAMES:
            continue
        tokens = run_of_names(text, start, in_capitals=True)
        done = tokens[-1].end if tokens else start
        if found := _student(text, tokens):
            yield found


def _last_name_first(text: str) -> Iterator[Student]:
    at = text.find("rade")
    while at >= 0:
        start = max(0, at - 80)
        has_comma = text.find(", ", max(0, at - 45), at) >= 0
        found = _REVERSED.search(text[start : at - 1]) if has_comma else None
        if found and fold(found["first"]) in GIVEN_NAMES and _is_family_name(found["last"]):
            yield Student(start + found.start("name"), start + found.end("name"))
        at = text.find("rade", at + 4)


def _is_family_name(word: str) -> bool:
    return word[0].isupper() and (fold(word) not in NOT_NAMES or fold(word) in FAMILY_NAMES)


def _in_tables(text: str) -> Iterator[Student]:
    """The full names in a table column with the heading *Student*; none if no word is a known given or family name."""
    at, above = 0, ""
    column = -1
    names: list[list[Token]] = []
    for line in text.splitlines(keepends=True):
        if column >= 0 and "|" in line:
            names.append(_cell_name(at, line, column))
        elif column >= 0:
            yield from _rows(names)
            column, names = -1, []
        elif "|" in above and _RULE.fullmatch(line):
            heads = above.strip().strip("|").split("|")
            column = next((k for k, head in enumerate(heads) if _STUDENTS_ABOVE.fullmatch(head)), -1)
        at += len(line)
        above = line
    yield from _rows(names)


def _cell_name(at: int, line: str, column: int) -> list[Token]:
    """The name that fills a cell of a row; empty for none. `at` is the start of the row in the text."""
    start = len(line) - len(line.lstrip(" |")) if line.lstrip(" ").startswith("|") else 0
    for _ in range(column):
        start = line.find("|", start) + 1
        if not start:
            return []
    cell = line[start:].partition("|")[0].rstrip(" *_\n")
    run = run_of_names(cell, len(cell) - len(cell.lstrip(" *_")))
    name = full_name(run)
    if not name or name[-1].end != len(cell):
        return []
    return [Token(token.text, at + start + token.start, at + start + token.end) for token in name]


def _rows(names: list[list[Token]]) -> Iterator[Student]:
    if any(name and is_known(name) for name in names):
        yield from (student_named(name) for name in names if name)


def _has_hint(text: str) -> bool:
    for hint in _HINTS:  # noqa: SIM110  (a generator takes three times as long)
        if hint in text:
            return True
    return False


def _student(text: str, run: list[Token]) -> Student | None:
    """The student whose name is in a run of words, if the words before or after it describe a student."""
    # "Student Emma Example": the word for a student is capitalized, so it is part of the run.
    nouns = [at for at, token in enumerate(run[:-2]) if IS_NOUN.fullmatch(token.text)]
    if nouns:
        name, noun = full_name(run[nouns[-1] + 1 :]), run[nouns[-1]]
        is_one = (
            name and is_known(name) and not NOT_A_CHILD.search(text[max(0, noun.start - 12) : noun.start])
        )
        return student_named(name) if is_one else None
    while run and (fold(run[0].text) in NOT_NAMES or run[0].text.lower() in PARTICLES):
        run = run[1:]
    name = full_name(run)
    if not name:
        return None
    before = text[max(0, name[0].start - 60) : name[0].start].translate(_WITHOUT_MARKS).replace("\n", " ")
    if TITLED.search(before) and not MADE_BY.search(before):
        return None
    after = re.sub(r"\n(?!\n)(?:> ?)?", " ", text[name[-1].end : name[-1].end + 80].translate(_WITHOUT_MARKS))
    # "Emma Example Third Grade": "Third" ends the name and belongs to the words after it.
    last = run.index(name[-1])
    if last + 1 < len(run) and fold(run[last + 1].text) in _GRADES:
        after = text[name[-1].end : name[-1].end + 80]
    elif name[-1] is not run[-1]:
        after = ""
    is_first = _LINE_START.search(text[max(0, name[0].start - 12) : name[0].start]) is not None
    if is_introduced(text, before, name) or (after and is_described(after, name, is_first=is_first)):
        return student_named(name)
    return None
