"""Rows that are kept as bytes: a long list of them takes half the memory, in two blocks.

Of thousands of small objects the last ones hold up what lies around them long after the others are gone; a
large block goes back to the system as one.
"""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Generic, TypeVar

R = TypeVar("R", bound=tuple[Any, ...])


class Packed(Generic[R]):
    """Rows by place; each is made anew when it is asked for.

    Args:
        make: makes a row of its fields, as `_make` of its class.
        rows: of texts, numbers and None.
    """

    def __init__(self, make: Callable[[Iterable[object]], R], rows: Iterable[R] = ()) -> None:
        self._make = make
        self._bytes = bytearray()
        self._ends = array("q", [0])
        for row in rows:
            fields: tuple[Any, ...] = tuple(row)
            self._bytes += marshal.dumps(fields)
            self._ends.append(len(self._bytes))
        self._order: Sequence[int] = range(len(self._ends) - 1)

    def __len__(self) -> int:
        return len(self._order)

    def __getitem__(self, at: int) -> R:
        return self._row(self._order[at])

    def __iter__(self) -> Iterator[R]:
        return map(self._row, self._order)

    def sort(self, key: Callable[[R], tuple[object, ...]]) -> None:
        """Put them in the order of a key; those that are equal stay as they are."""
        self._order = array("l", sorted(self._order, key=lambda number: key(self._row(number))))

    def _row(self, number: int) -> R:
        return self._make(marshal.loads(self._bytes[self._ends[number] : self._ends[number + 1]]))
