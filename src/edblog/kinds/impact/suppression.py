"""Hides the numbers of small groups of people in a table with totals, so that nobody can compute them from what is left.

A number under five is "fewer than 5". That alone is no protection: a total minus the other numbers gives it away. So further
numbers are hidden, until each small one could be anything from 0 to 4 for somebody who knows all that is shown, and each of the further
ones could be any of at least five numbers. These limits are exact: the numbers of a table with totals are a flow in a network, in which
a number can grow as far as a path leads back. If hiding more numbers does not help, no total with a small number in it is shown.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from functools import lru_cache
from heapq import heappop, heappush
from typing import NamedTuple

from edblog.kinds.impact.tallies import Cell

FEWEST = 5
"""The smallest group whose number is shown."""
WIDTH = 4
"""How far apart the least and the most must be that a hidden number could be."""
_ENDLESS = 1 << 40
_MOST_FEW = 200
"""A table with more small numbers than this has no totals of them; else it would take seconds."""
Numbers = tuple[tuple[int | None, ...], ...]
"""The numbers of a table by row; None where nobody counted."""
Unknown = tuple[tuple[int, ...], ...]


class _Arc(NamedTuple):
    """A cell of the table: numbers flow from one node to another."""

    tail: int
    head: int
    row: int
    column: int


class _Grid:
    """A table with its totals: the last row has those of columns, the last column those of rows."""

    def __init__(self, inner: Numbers, few: Unknown, published: Sequence[bool]) -> None:
        """`few` has how many parts of each cell are only known to be few; `published` says whether there are totals of rows, and of columns."""
        self.height, self.width = len(inner), len(inner[0])
        self.flow: list[int] = []
        self.values = _with_totals([[value or 0 for value in row] for row in inner])
        self.unknown = _with_totals(few)
        """For each cell, how many of its parts are only known to be few."""
        counted = _with_totals([[int(value is not None) for value in row] for row in inner])
        self.empty = {(row, column) for row, column in self._cells() if not counted[row][column]}
        """Cells in which nobody counted, and their totals."""
        of_rows, of_columns = published
        self.free = {
            (row, column)
            for row, column in self._cells()
            if (column == self.width and not of_rows) or (row == self.height and not of_columns)
        }
        """Totals that nobody sees."""
        self.hidden = set[tuple[int, int]]()
        # Nodes: the rows, the columns, then the row and the column of totals.
        rows, top = self.height, self.height + self.width
        self.arcs: list[_Arc] = []
        for row, column in self._cells():
            tail = row if row < rows else top
            head = rows + column if column < self.width else top + 1
            # Totals of rows flow back into their rows, so that what flows into a node flows out of it.
            is_total = column == self.width and row < rows
            self.arcs.append(_Arc(head, tail, row, column) if is_total else _Arc(tail, head, row, column))
            if row == rows and column < self.width:
                self.arcs[-1] = _Arc(head, tail, row, column)
        self.at: list[list[int]] = [[] for _ in range(top + 2)]
        for number, arc in enumerate(self.arcs):
            self.at[arc.tail].append(number)
            self.at[arc.head].append(number)

    def _cells(self) -> Iterator[tuple[int, int]]:
        return ((row, column) for row in range(self.height + 1) for column in range(self.width + 1))

    def is_few(self, row: int, column: int) -> bool:
        """Whether a cell is a group of fewer than five, as far as the table knows."""
        value, unknown = self.values[row][column], self.unknown[row][column]
        return value < FEWEST if not unknown else not value and unknown == 1

    def must_hide(self, row: int, column: int) -> bool:
        """Whether a cell cannot be shown: its number is small, or not known."""
        if (row, column) in self.empty:
            return False
        return self.is_few(row, column) or self.unknown[row][column] > 0

    def is_inner(self, row: int, column: int) -> bool:
        """Whether a cell is no total."""
        return row < self.height and column < self.width

    def has_small(self, row: int, column: int) -> bool:
        """Whether a total has a part that cannot be shown."""
        rows = range(self.height) if row == self.height else (row,)
        columns = range(self.width) if column == self.width else (column,)
        return any(self.must_hide(each, other) for each in rows for other in columns)

    def limits(self, arc: _Arc) -> tuple[int, int]:
        """What a cell can be, for somebody who sees only how it is shown."""
        place = arc.row, arc.column
        value = self.values[arc.row][arc.column]
        if place in self.free:
            return 0, _ENDLESS
        if place in self.empty:
            return 0, 0
        if self.is_few(*place):
            return 0, FEWEST - 1
        if self.unknown[arc.row][arc.column]:
            return 0, _ENDLESS
        return (FEWEST, _ENDLESS) if place in self.hidden else (value, value)

    def room(self, number: int, node: int, *, hypothetical: bool = False) -> int:
        """How much more can flow through an arc, away from a node; with `hypothetical`, as if it were hidden."""
        arc = self.arcs[number]
        low, high = self.limits(arc)
        if hypothetical and low == high and (arc.row, arc.column) not in self.empty:
            low, high = FEWEST, _ENDLESS
        value = self.flow[number]
        return high - value if arc.tail == node else value - low

    def reach(self, number: int, *, up: bool, enough: int) -> int:
        """How far the number of an arc can grow, or shrink, up to `enough`."""
        self.flow = [self.values[arc.row][arc.column] for arc in self.arcs]
        arc = self.arcs[number]
        low, high = self.limits(arc)
        value = self.flow[number]
        wanted = min(enough, high - value if up else value - low)
        start, end = (arc.head, arc.tail) if up else (arc.tail, arc.head)
        reached = 0
        while reached < wanted and (path := self._path(number, start, end)):
            step = min(wanted - reached, *(self.room(each, node) for node, each in path))
            for node, each in path:
                self.flow[each] += step if self.arcs[each].tail == node else -step
            reached += step
        return reached

    def _path(self, without: int, start: int, end: int) -> list[tuple[int, int]]:
        """A path through which more can flow: each arc with the node before it; empty if there is none."""
        came = {start: (-1, -1)}
        waiting = deque([start])
        while waiting and end not in came:
            node = waiting.popleft()
            for number in self.at[node]:
                arc = self.arcs[number]
                other = arc.head if arc.tail == node else arc.tail
                if number != without and other not in came and self.room(number, node) > 0:
                    came[other] = node, number
                    waiting.append(other)
        return _traced(came, end)

    def cheapest(self, without: int, *, up: bool) -> list[tuple[int, int]]:
        """The cells to hide so that more can flow: the smallest numbers, and totals only if needed. After `reach`; empty if there is no way."""
        arc = self.arcs[without]
        start, end = (arc.head, arc.tail) if up else (arc.tail, arc.head)
        came = {start: (-1, -1)}
        best = {start: 0}
        heap = [(0, start)]
        while heap:
            cost, node = heappop(heap)
            if node == end:
                break
            if cost > best[node]:
                continue
            for number in self.at[node]:
                each = self.arcs[number]
                other = each.head if each.tail == node else each.tail
                if number == without or self.room(number, node, hypothetical=True) <= 0:
                    continue
                further = cost + self._cost(each)
                if further < best.get(other, _ENDLESS * _ENDLESS):
                    best[other], came[other] = further, (node, number)
                    heappush(heap, (further, other))
        path = _traced(came, end)
        return [(self.arcs[n].row, self.arcs[n].column) for _, n in path if self._cost(self.arcs[n])]

    def _cost(self, arc: _Arc) -> int:
        low, high = self.limits(arc)
        if low != high:
            return 0
        totals = (arc.row == self.height) + (arc.column == self.width)
        return self.values[arc.row][arc.column] + 1_000 + totals * 100_000_000


def _traced(came: dict[int, tuple[int, int]], end: int) -> list[tuple[int, int]]:
    path = []
    while end in came and came[end][1] >= 0:
        path.append(came[end])
        end = came[end][0]
    return path[::-1]


def _with_totals(inner: Sequence[Sequence[int]]) -> list[list[int]]:
    rows = [[*row, sum(row)] for row in inner]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


@lru_cache(maxsize=256)
def protected(
    inner: Numbers, few: Unknown | None = None, *, rows: bool = True, columns: bool = True
) -> tuple[tuple[Cell, ...], ...]:
    """The cells of a table with its totals, of which small ones are hidden, and more so that nobody can compute them.

    `few` has how many parts of each cell are only known to be fewer than five. `rows` and `columns` say whether the totals of rows and of columns are shown.
    """
    grid = _Grid(inner, few or ((0,) * len(inner[0]),) * len(inner), (rows, columns))
    if not (has_totals := _hide_more(grid)):
        grid.hidden.clear()
    return tuple(
        tuple(_cell(grid, row, column, has_totals=has_totals) for column in range(grid.width + 1))
        for row in range(grid.height + 1)
    )


def _cell(grid: _Grid, row: int, column: int, *, has_totals: bool) -> Cell:
    if (row, column) in grid.free | grid.empty:
        return Cell(0, "none")
    if not has_totals and not grid.is_inner(row, column) and grid.has_small(row, column):
        return Cell(0, "hidden")
    if grid.is_few(row, column):
        return Cell(0, "few")
    if (row, column) in grid.hidden or grid.unknown[row][column]:
        return Cell(0, "hidden")
    return Cell(grid.values[row][column])


def _hide_more(grid: _Grid) -> bool:
    """Hides numbers until the small ones are safe; False if no total with a small number in it may be shown."""
    waiting = [n for n, arc in enumerate(grid.arcs) if _is_protected(grid, arc)]
    if len(waiting) > _MOST_FEW:
        return False
    while waiting:
        number = waiting.pop()
        while more := _more(grid, number):
            if not more[0]:
                return False
            grid.hidden.update(more[0])
            waiting += [n for n, each in enumerate(grid.arcs) if (each.row, each.column) in more[0]]
    return True


def _more(grid: _Grid, number: int) -> tuple[list[tuple[int, int]]] | None:
    """The cells to hide so that the number of an arc is safe, none if there is no way; None if it is safe."""
    arc = grid.arcs[number]
    value, few = grid.values[arc.row][arc.column], grid.is_few(arc.row, arc.column)
    down = grid.reach(number, up=False, enough=value if few else WIDTH)
    if few and down < value:
        return (grid.cheapest(number, up=False),)
    enough = FEWEST - 1 - value if few else WIDTH - down
    up = grid.reach(number, up=True, enough=enough)
    return (grid.cheapest(number, up=True),) if up < enough else None


def _is_protected(grid: _Grid, arc: _Arc) -> bool:
    return (arc.row, arc.column) not in grid.free and grid.must_hide(arc.row, arc.column)
