"""Reads a file of `data/outcomes/`: what people did after they read, and what they answered when the district asked."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from edblog.model import PrivateDetail
from edblog.model.outcomes import Outcome, Outcomes
from edblog.problems import Problem, Severity, bounded, brief, did_you_mean
from edblog.problems.checks import problem_of
from edblog.sources.csv_rows import CsvCell, CsvFault, csv_rows
from edblog.sources.decode import decode
from edblog.sources.people.private_details import private_details_in

COLUMNS = {
    "date": "the day",
    "what": "what people did, or the question that you asked",
    "answer": "for a question, one answer to it; without such a column, or without a word in it, it is something that people did",
    "people": "how many people did it or gave this answer, as a whole number; or `fewer than 5`",
    "note": "words for yourself, which are not published",
}
"""The columns of a file, each with what it holds; the guide says the same."""
NEEDED = ("date", "what", "people")
FEWEST = 5
"""The smallest group of people whose number is shown."""
MOST_ROWS = 20_000
MOST_WHAT, MOST_ANSWERS = 60, 40
"""The most different activities and questions of a file, and the most answers to one question."""
MOST_PEOPLE = 1_000_000
LONGEST = 200
"""The longest text of a cell that is shown."""
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})++")
_FEW = re.compile(r"(?:<\s?5|fewer than 5|less than 5|menos de 5)", re.IGNORECASE)
_RUNS = ("=", "+", "-", "@")
"""How a cell begins that a spreadsheet would run."""


class _Row(NamedTuple):
    """A row that can be used, and where it is."""

    outcome: Outcome
    line: int


def read_outcomes(path: str, data: bytes, region: str) -> tuple[Outcomes | None, list[Problem]]:
    """The rows of a file, and problems with it; `region` is the country in whose way days may be written (ISO 3166-1)."""
    text, problems = decode(path, data)
    if text is None:
        return None, [_of_outcomes(problem) for problem in problems]
    reader = _Reader(path, region)
    rows = [*reader.rows(text)]
    problems = reader.problems
    if not rows and not problems:
        problems.append(reader.problem("this file has no rows yet", "add a row below the names of the columns, or delete the file", 1, 1, "warning"))  # fmt: skip
    found = Outcomes(path, _added_up(rows), reader.private_details())
    has_errors = any(problem.severity == "error" for problem in problems)
    return None if has_errors else found, bounded(problems)


def _of_outcomes(problem: Problem) -> Problem:
    """A problem of any text file, in words for one from a spreadsheet."""
    if problem.code == "empty-file":
        names = ",".join(NEEDED)
        return problem_of(problem.code, problem.path, problem.message, f"write the names of the columns, {names}, and rows below; or delete the file", 1, 1)  # fmt: skip
    message = problem.message.replace("although its name ends in .md", "although its name ends in .csv")
    help_ = 'in Excel, choose File > Save As > "CSV UTF-8 (Comma delimited)"; in Google Sheets, File > Download > CSV'
    return problem_of(problem.code, problem.path, message, help_, problem.line, problem.column)


def _added_up(rows: Sequence[_Row]) -> tuple[Outcome, ...]:
    """The rows, those that differ only in their number as one."""
    people: dict[tuple[str, str, date], list[int]] = {}
    for outcome, _ in rows:
        sums = people.setdefault((outcome.what, outcome.answer, outcome.day), [0, 0])
        sums[0] += outcome.people
        sums[1] += outcome.few
    return tuple(Outcome(*key, *sums) for key, sums in people.items())


class _Reader:
    """Reads the rows of one file, and notes its problems."""

    def __init__(self, path: str, region: str) -> None:
        self.path, self.region = path, region
        self.problems: list[Problem] = []
        self._first: dict[tuple[str, str, date], int] = {}
        """The line of the first row with the same day and words."""
        self._answers: dict[str, set[str]] = {}
        self._words: dict[str, CsvCell] = {}
        """The words that are published, each with its first place."""

    def problem(
        self, message: str, help_: str, line: int, column: int, severity: Severity = "error"
    ) -> Problem:
        """A problem with the file."""
        return problem_of("outcomes-file", self.path, message, help_, line, column, severity=severity)

    def note(self, cell: CsvCell, message: str, help_: str) -> None:
        """Notes an error in a cell."""
        self.problems.append(self.problem(message, help_, cell.line, cell.column))

    def rows(self, text: str) -> Iterator[_Row]:
        """The rows that can be used."""
        columns: dict[str, int] | None = None
        for number, row in enumerate(csv_rows(text)):
            if isinstance(row, CsvFault):
                self.problems.append(self.problem(*row))
                return
            if columns is None:
                if (columns := self._columns(row)) is None:
                    return
            elif number > MOST_ROWS:
                help_ = "put rows together, such as those of one month"
                self.note(row[0], f"this file has more than {MOST_ROWS:,} rows", help_)
                return
            elif (found := self._row(row, columns)) is not None:
                if not self._fits(found, row[0]):
                    return
                yield found

    def _fits(self, found: _Row, start: CsvCell) -> bool:
        """Notes a row that is there twice; False, with a problem, if there are too many different words."""
        outcome = found.outcome
        key = outcome.what, outcome.answer, outcome.day
        if (other := self._first.setdefault(key, found.line)) != found.line:
            message = f"line {other} has the same date and the same words, and both rows count"
            help_ = "if it is there twice by mistake, delete one of the two"
            self.problems.append(self.problem(message, help_, start.line, start.column, "warning"))
        answers = self._answers.setdefault(outcome.what, set())
        answers.add(outcome.answer)
        help_ = "use the same words for the same thing, so that they add up"
        if len(self._answers) > MOST_WHAT:
            self.note(
                start, f"this file has more than {MOST_WHAT} different things in the column what", help_
            )
        elif len(answers) > MOST_ANSWERS:
            self.note(start, f'"{brief(outcome.what)}" has more than {MOST_ANSWERS} different answers', help_)
        elif len(answers) > 1 and "" in answers:
            message = f'"{brief(outcome.what)}" has rows with an answer and rows without one'
            help_ = "give each row of a question its answer, or use other words for what people did"
            self.note(start, message, help_)
        else:
            return True
        return False

    def private_details(self) -> tuple[PrivateDetail, ...]:
        """What may give people away in the words that are published."""
        cells = [*self._words.values()]
        starts, length = [], 0
        for cell in cells:
            starts.append(length)
            length += len(cell.text) + 2

        def place(at: int) -> tuple[int, int]:
            cell = cells[bisect_right(starts, at) - 1]
            return cell.line, cell.column

        words = "\n\n".join(cell.text for cell in cells)
        return private_details_in(words, self.region, place, is_official=True)

    def _columns(self, names: Sequence[CsvCell]) -> dict[str, int] | None:
        """The number of each column, by its name; None if a needed one is missing."""
        found: dict[str, int] = {}
        for number, cell in enumerate(names):
            name = cell.text.casefold()
            if not name:
                continue
            if name not in COLUMNS:
                help_ = did_you_mean(name, COLUMNS) or f"the columns are: {', '.join(COLUMNS)}"
                self.note(cell, f'there is no column "{brief(cell.text)}"', help_)
            elif name in found:
                self.note(cell, f'two columns are named "{name}"', "delete one of the two")
            else:
                found[name] = number
        if missing := [name for name in NEEDED if name not in found]:
            message = f'the first row has no column "{missing[0]}"'
            help_ = "the first row names the columns: date,what,answer,people"
            self.problems.append(self.problem(message, help_, names[0].line, names[0].column))
            return None
        return found

    def _row(self, row: Sequence[CsvCell], columns: Mapping[str, int]) -> _Row | None:
        """A row; None if it has a problem."""
        before = len(self.problems)
        end = CsvCell("", row[-1].line, row[-1].column + len(row[-1].text))
        cells = {name: row[at] if at < len(row) else end for name, at in columns.items()}
        over = next((cell for cell in row[max(columns.values()) + 1 :] if cell.text), None)
        if over:
            message = f"this row has more cells than the first row has names: {brief(over.text)}"
            self.note(over, message, 'put a cell with a comma in quotes: "Yes, every week"')
            return None
        day = self._day(cells["date"])
        words = [self._text(name, cells.get(name, end)) for name in ("what", "answer")]
        people, few = self._people(cells["people"])
        if day is None or any(problem.severity == "error" for problem in self.problems[before:]):
            return None
        return _Row(Outcome(words[0], words[1], day, people, few), row[0].line)

    def _text(self, name: str, cell: CsvCell) -> str:
        if cell.text:
            self._words.setdefault(cell.text, cell)
        if not cell.text and name in NEEDED:
            self.note(cell, f'"{name}" is empty', f"write {COLUMNS[name]}")
        elif len(cell.text) > LONGEST:
            help_ = f"write it in at most {LONGEST} characters; a longer remark belongs into the column note"
            self.note(cell, f'"{name}" has {len(cell.text):,} characters', help_)
        elif cell.text.startswith(_RUNS):
            message = f'"{name}" begins with {cell.text[0]}, so a spreadsheet would take it for a formula'
            self.note(cell, message, "begin with a letter or a digit")
        return cell.text

    def _day(self, cell: CsvCell) -> date | None:
        if iso := _ISO.fullmatch(cell.text):
            parts = iso.groups()
        elif (american := _AMERICAN.fullmatch(cell.text)) and self.region == "US":
            parts = (american[3], american[1], american[2])
        else:
            message = f'"{brief(cell.text)}" is not a day' if cell.text else '"date" is empty'
            self.note(cell, message, "write year, month and day: 2026-11-30")
            return None
        year, month, day = map(int, parts)
        try:
            found = date(year, month, day)
        except ValueError:
            self.note(cell, f'there is no day "{cell.text}"', "write year, month and day: 2026-11-30")
            return None
        if not 1990 <= year <= 2199:
            self.note(cell, f"the year {year} cannot be right", "write year, month and day: 2026-11-30")
            return None
        return found

    def _people(self, cell: CsvCell) -> tuple[int, int]:
        """The number of people, and how many rows say only that they are few."""
        text = cell.text
        if _FEW.fullmatch(text):
            return 0, 1
        plain = text.replace(",", "") if _THOUSANDS.fullmatch(text) else text
        if plain.isascii() and plain.isdecimal() and len(plain) <= 9 and int(plain) <= MOST_PEOPLE:
            number = int(plain)
            if 0 < number < FEWEST:
                self._warn(cell, number)
            return number, 0
        message, help_ = f'"{brief(text)}" is not a number of people', "write a whole number, such as 12"
        if not text:
            message = '"people" is empty'
            help_ = "write how many people: 0 if there were none, or fewer than 5"
        elif text.endswith("%"):
            message = f"{brief(text)} is a share, and not a number of people"
            help_ = "write how many people they were"
        elif text.startswith(("-", "\u2212")):
            message = f"{brief(text)} is less than nobody"
        elif plain.isascii() and plain.isdecimal():
            message = f"{brief(text)} are more people than a district has"
        self.note(cell, message, help_)
        return 0, 0

    def _warn(self, cell: CsvCell, number: int) -> None:
        message = f"this row is about {number} {'person' if number == 1 else 'people'}, and others may be able to read this file"
        help_ = "put rows together until each is about at least 5 people, or write: fewer than 5"
        self.problems.append(problem_of("small-group", self.path, message, help_, cell.line, cell.column))
