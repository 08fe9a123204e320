"""Collections whose values are computed at first use.

They have the same values as a list or dict that is filled at once, if `make` is a pure function.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TypeVar, overload

K = TypeVar("K")
V = TypeVar("V")


class LazyMapping(Mapping[K, V]):
    """A mapping with these keys; `make` computes the value of a key, and raises KeyError for a key without one."""

    def __init__(self, keys: Collection[K], make: Callable[[K], V]) -> None:
        self._keys, self._make = keys, make
        self._made: dict[K, V] = {}

    def __getitem__(self, key: K) -> V:
        if key not in self._made:
            self._made[key] = self._make(key)
        return self._made[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


class LazySequence(Sequence[V]):
    """A sequence of this length; `make` computes the value at an index, counted from 0."""

    def __init__(self, length: int, make: Callable[[int], V]) -> None:
        self._range, self._make = range(length), make
        self._made: dict[int, V] = {}

    @overload
    def __getitem__(self, index: int) -> V: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[V, ...]: ...
    def __getitem__(self, index: int | slice) -> V | tuple[V, ...]:
        if isinstance(index, slice):
            return tuple(self[at] for at in self._range[index])
        at = self._range[index]
        if at not in self._made:
            self._made[at] = self._make(at)
        return self._made[at]

    def __len__(self) -> int:
        return len(self._range)
