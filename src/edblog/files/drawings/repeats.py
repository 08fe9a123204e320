"""How much a browser has to draw for a drawing whose parts show other parts, as `use` and patterns do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

MAX_DRAWN = 1_000_000
"""Elements, where what is shown several times counts each time."""


class Repeats:
    """Counts what is within each part that has an id, and what it shows."""

    def __init__(self) -> None:
        self._open = [""]
        """The nearest id of each element that is open."""
        self._drawn: Counter[str] = Counter()
        self._shows: dict[str, Counter[str]] = {}
        self.drawn = 0
        """Elements of the whole drawing, once `too_many` has counted them."""

    def start(self, id_: str, targets: Iterable[str]) -> None:
        """An element begins, which shows those of some ids."""
        self._open.append(id_ or self._open[-1])
        self._drawn[self._open[-1]] += 1
        if id_:
            self.show(self._open[-2], (id_,))
        self.show(self._open[-1], targets)

    def add(self, drawn: int) -> None:
        """The element that began last shows another drawing, of so many elements."""
        self._drawn[self._open[-1]] += drawn

    def end(self) -> None:
        """The element that began last ends."""
        self._open.pop()

    def show(self, where: str, targets: Iterable[str]) -> None:
        """What is within an id shows those of others; the empty id stands for the whole drawing."""
        for target in targets:
            self._shows.setdefault(where, Counter())[target] += 1

    def too_many(self) -> bool:
        """Whether more than MAX_DRAWN elements are drawn."""
        weights: dict[str, int] = {}
        under_way: set[str] = set()
        stack = [("", False)]
        # A walk in depth without recursion: each id is opened once and closed once, so linear in references.
        while stack:
            name, is_done = stack.pop()
            if is_done:
                under_way.discard(name)
                shown = self._shows.get(name, Counter())
                # A part that shows itself is not drawn by browsers.
                weights[name] = self._drawn[name] + sum(
                    times * weights.get(other, 1) for other, times in shown.items()
                )
                if weights[name] > MAX_DRAWN:
                    return True
            elif name not in weights and name not in under_way:
                under_way.add(name)
                stack.append((name, True))
                stack += [(other, False) for other in self._shows.get(name) or ()]
        self.drawn = weights[""]
        return False
