"""The number of elements that a browser draws, when parts of a drawing repeat other parts with `use` or patterns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

MAX_DRAWN = 1_000_000
"""Most drawn elements; a repeated element counts each time."""


class Repeats:
    """Counts the elements within each part that has an id, and its references to other parts."""

    def __init__(self) -> None:
        self._open = [""]
        """The nearest id of each open element."""
        self._drawn: Counter[str] = Counter()
        self._shows: dict[str, Counter[str]] = {}
        self.drawn = 0
        """Drawn elements of the whole drawing, after `too_many`."""

    def start(self, id_: str, targets: Iterable[str]) -> None:
        """Begin an element that refers to these ids."""
        self._open.append(id_ or self._open[-1])
        self._drawn[self._open[-1]] += 1
        if id_:
            self.show(self._open[-2], (id_,))
        self.show(self._open[-1], targets)

    def add(self, drawn: int) -> None:
        """Add an embedded drawing of `drawn` elements to the current element."""
        self._drawn[self._open[-1]] += drawn

    def end(self) -> None:
        """End the current element."""
        self._open.pop()

    def show(self, where: str, targets: Iterable[str]) -> None:
        """Add references from the part with one id to others; the empty id is the whole drawing."""
        for target in targets:
            self._shows.setdefault(where, Counter())[target] += 1

    def too_many(self) -> bool:
        """Whether a browser would draw more than MAX_DRAWN elements."""
        weights: dict[str, int] = {}
        under_way: set[str] = set()
        stack = [("", False)]
        # A depth-first walk without recursion: each id is entered once and left once, so linear in references.
        while stack:
            name, is_done = stack.pop()
            if is_done:
                under_way.discard(name)
                shown = self._shows.get(name, Counter())
                # Browsers do not draw a part that refers to itself.
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
