"""Numbers of small groups: whoever knows all that a table shows, and how it hides numbers, cannot find one."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from edblog.kinds.impact.suppression import FEWEST, _Grid, _hide_more, protected
from edblog.kinds.impact.tallies import Cell

FAR = 10**9


class Attacker:
    """Knows each number that is shown, that a small one is from 0 to 4 and a hidden one at least 5, that totals are sums, and even
    whether totals were left out because nothing else helped, in which case a hidden one may be anything.

    It solves these constraints exactly, by the simplex method; the code that hides numbers works in another way.
    """

    def __init__(self, table, inner, few, has_totals):
        self.names = {}
        self.bounds = []
        self.sums = []
        height, width = len(table) - 1, len(table[0]) - 1
        for r, row in enumerate(table):
            for c, cell in enumerate(row):
                self.names[r, c] = len(self.bounds)
                is_total = r == height or c == width
                is_empty = cell.sign == "none" and (
                    (not is_total and inner[r][c] is None) or (is_total and self.is_blank(inner, r, c))
                )
                unknown = self.unknown(few, r, c)
                least = FEWEST if has_totals and not unknown else 0
                self.bounds.append(
                    {
                        "": (cell.value, cell.value),
                        "few": (0, FEWEST - 1),
                        "hidden": (0 if is_total and not has_totals else least, FAR),
                        "none": (0, 0 if is_empty else FAR),
                    }[cell.sign]
                )
        for r in range(height + 1):
            self.sums.append({self.names[r, c]: 1 for c in range(width)} | {self.names[r, width]: -1})
        for c in range(width + 1):
            self.sums.append({self.names[r, c]: 1 for r in range(height)} | {self.names[height, c]: -1})

    @staticmethod
    def is_blank(inner, r, c):
        rows = inner if r == len(inner) else [inner[r]]
        return all(value is None for row in rows for value in (row if c == len(inner[0]) else [row[c]]))

    @staticmethod
    def unknown(few, r, c):
        rows = few if r == len(few) else [few[r]]
        return sum(value for row in rows for value in (row if c == len(few[0]) else [row[c]]))

    def range_of(self, r, c):
        """The least and the most that a cell can be."""
        return self.best(self.names[r, c], -1), self.best(self.names[r, c], 1)

    def best(self, wanted, sign):
        """The most (or least) that a variable can be."""
        # Numbers that are shown are no variables.
        free = [n for n, (low, high) in enumerate(self.bounds) if low < high]
        lows = {n: self.bounds[n][0] for n in free}
        equations = []
        for terms in self.sums:
            shown = sum(sign * self.bounds[n][0] for n, sign in terms.items())
            row = [terms.get(n, 0) for n in free]
            if any(row):
                equations.append((row, -shown))
        tops = [(at, self.bounds[n][1] - lows[n]) for at, n in enumerate(free) if self.bounds[n][1] < FAR]
        goal = [sign * (n == wanted) for n in free]
        found = _simplex(equations, tops, goal)
        return FAR if found == FAR else sign * found + lows[wanted]


def _simplex(equations, tops, goal):
    """The most of a goal over whole numbers from 0 on, by the simplex method with Bland's rule.

    Sums and limits of single numbers are totally unimodular: each pivot is 1 or -1, so that all stays whole.
    """
    count, slacks = len(goal), len(tops)
    width = count + slacks + len(equations)
    tableau, basis = [], []
    for number, (row, value) in enumerate(equations):
        line = [*row, *([0] * (slacks + len(equations))), value]
        line = [-each for each in line] if value < 0 else line
        line[count + slacks + number] = 1
        tableau.append(line)
        basis.append(count + slacks + number)
    for number, (at, top) in enumerate(tops):
        line = [0] * (width + 1)
        line[at] = line[count + number] = 1
        line[-1] = top
        tableau.append(line)
        basis.append(count + number)
    helpers = set(range(count + slacks, width))
    assert _climb(tableau, basis, [-(n in helpers) for n in range(width)], set()) == 0, (
        "what is shown contradicts itself"
    )
    for at, name in enumerate(basis):
        column = next((n for n in range(count + slacks) if tableau[at][n]), None)
        if name in helpers and column is not None:
            _pivot(tableau, basis, at, column)
    return _climb(tableau, basis, [*goal, *([0] * (width - count))], helpers)


def _climb(tableau, basis, goal, barred):
    while True:
        priced = [(goal[name], line) for name, line in zip(basis, tableau, strict=True) if goal[name]]
        inside = barred.union(basis)
        entering = next(
            (
                n
                for n in range(len(goal))
                if n not in inside and goal[n] > sum(p * line[n] for p, line in priced)
            ),
            None,
        )
        if entering is None:
            return sum(price * line[-1] for price, line in priced)
        ratios = [(line[-1], basis[at], at) for at, line in enumerate(tableau) if line[entering] > 0]
        if not ratios:
            return FAR
        _pivot(tableau, basis, min(ratios)[2], entering)


def _pivot(tableau, basis, at, column):
    lead = tableau[at][column]
    assert lead in (1, -1)
    tableau[at] = [value * lead for value in tableau[at]]
    for other, line in enumerate(tableau):
        if other != at and (factor := line[column]):
            tableau[other] = [v - factor * w for v, w in zip(line, tableau[at], strict=True)]
    basis[at] = column


def attack(inner, few=None, **which):
    """Every range that an attacker finds for a number that is not shown."""
    few = few or tuple((0,) * len(row) for row in inner)
    table = protected(inner, few, **which)
    has_totals = _hide_more(_Grid(inner, few, (which.get("rows", True), which.get("columns", True))))
    attacker = Attacker(table, inner, few, has_totals)
    for r, row in enumerate(table):
        for c, cell in enumerate(row):
            if cell.sign in ("few", "hidden"):
                low, high = attacker.range_of(r, c)
                if cell.sign == "few":
                    assert (low, high) == (0, FEWEST - 1), (r, c, table)
                else:
                    assert high - low >= 4, (r, c, low, high, table)
    return table


def true_total(inner, r, c):
    rows = inner if r == len(inner) else [inner[r]]
    return sum(value or 0 for row in rows for value in (row if c == len(inner[0]) else [row[c]]))


NUMBER = st.one_of(st.none(), st.integers(0, 4), st.integers(0, 12), st.integers(5, 300))


@st.composite
def tables(draw):
    width = draw(st.integers(1, 4))
    height = draw(st.integers(1, 4))
    return tuple(tuple(draw(NUMBER) for _ in range(width)) for _ in range(height))


@settings(max_examples=120, deadline=None)
@given(tables(), st.booleans(), st.booleans())
@example(((1, 3), (20, 30)), True, True)
@example(((3, 0), (0, 3)), True, True)
@example(((4,), (5,)), True, True)
@example(((4, 5), (5, 4)), True, True)
@example(((4, 3, 5), (5, 5, 2), (3, 4, 4)), True, True)
@example(((1, None, 6), (None, 4, 6)), True, True)
def test_no_small_number_can_be_computed(inner, rows, columns):
    """By whoever solves all constraints: totals, rows, columns, terms against the year."""
    table = attack(inner, rows=rows, columns=columns)

    for r, row in enumerate(table):
        for c, cell in enumerate(row):
            value = true_total(inner, r, c)
            if cell.sign == "":
                assert cell.value == value >= FEWEST
            elif cell.sign == "few":
                assert value < FEWEST
            if r < len(inner) and c < len(inner[0]) and inner[r][c] is not None and value < FEWEST:
                assert cell.sign == "few"


@settings(max_examples=60, deadline=None)
@given(tables(), st.data())
def test_nor_where_the_file_itself_says_only_that_they_are_few(inner, data):
    inner = tuple(tuple(value or 0 for value in row) for row in inner)
    few = tuple(tuple(data.draw(st.sampled_from([0, 0, 0, 1, 2])) for _ in row) for row in inner)
    table = attack(inner, few)

    for r, row in enumerate(table):
        for c, cell in enumerate(row):
            if cell.sign == "":
                assert not Attacker.unknown(few, r, c)


@pytest.mark.parametrize(
    ("inner", "wanted"),
    [
        # The answers to one question: the next larger one is hidden, too, and the total stays.
        (((13,), (5,), (4,)), [["13"], ["hidden"], ["few"], ["22"]]),
        (((13,), (9,), (1,)), [["13"], ["hidden"], ["few"], ["23"]]),
        # With 5 beside 1, their sum would say that the small one is 0 or 1.
        (((13,), (5,), (1,)), [["hidden"], ["hidden"], ["few"], ["19"]]),
        (((8,), (9,)), [["8"], ["9"], ["17"]]),
        (((2,), (1,)), [["few"], ["few"], ["few"]]),
    ],
)
def test_as_little_as_possible_is_hidden(inner, wanted):
    table = protected(inner, rows=False)

    assert [[cell.sign or str(cell.value) for cell in row[:-1]] for row in table] == wanted


def test_a_term_cannot_be_computed_from_the_year():
    assert protected(((21, 14, 3),), columns=False)[0] == (
        Cell(21),
        Cell(0, "hidden"),
        Cell(0, "few"),
        Cell(38),
    )


def test_a_table_with_very_many_small_numbers_has_no_totals():
    table = protected(tuple((1,) * 24 for _ in range(40)))

    assert {cell.sign for row in table[:-1] for cell in row[:-1]} == {"few"}
    assert {cell.sign for cell in table[-1]} == {"hidden"}


def test_where_nobody_counted_nothing_is_hidden():
    assert protected(((None, 7), (None, 8)))[0] == (Cell(0, "none"), Cell(7), Cell(7))
