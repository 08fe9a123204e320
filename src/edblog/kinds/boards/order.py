"""Checks the order of boards: a resource comes first on a board only if its own file says that it is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from edblog.kinds.boards.record import Board
from edblog.kinds.resources.record import Resource
from edblog.problems import Problem
from edblog.problems.checks import problem_of

if TYPE_CHECKING:
    from edblog.kinds.kind import Records


def checks(records: Records) -> Iterator[Problem]:
    """Warnings for resources in the order of a board that are not on it."""
    boards = [board for board in records[Board.folder] if isinstance(board, Board) and board.order]
    if not boards:
        return
    resources = {r.slug: r for r in records[Resource.folder] if isinstance(r, Resource)}
    for board in boards:
        for resource in (resources[id_] for id_ in board.order if id_ in resources):
            if board.slug not in resource.boards:
                message = f'"{resource.slug}" is not on this board, so it does not come first here'
                line = f"boards: [{', '.join((*resource.boards, board.slug))}]"
                help_ = f"write in {resource.source}: {line}"
                yield problem_of(
                    "not-on-board", board.source, message, help_, key=("order",), text=resource.slug
                )
