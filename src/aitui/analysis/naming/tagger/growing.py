"""An array that grows at its end: rows are copied only when it doubles, not with every text."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

_FIRST = 256


class Growing:
    """Rows of one kind.

    Args:
        dtype: of the numbers.
        width: numbers a row; None where a row is one number.
    """

    def __init__(self, dtype: npt.DTypeLike, width: int | None = None) -> None:
        self._shape = () if width is None else (width,)
        self._dtype = dtype
        self.clear()

    def clear(self) -> None:
        """Forget all rows and give their memory back."""
        self._room: npt.NDArray[Any] = np.zeros((_FIRST, *self._shape), self._dtype)
        self._used = 0

    def __len__(self) -> int:
        return self._used

    @property
    def rows(self) -> npt.NDArray[Any]:
        """All rows so far: a view, good until the next ones come."""
        return self._room[: self._used]

    def extend(self, rows: npt.ArrayLike) -> None:
        """Put rows behind the last one."""
        fresh = np.asarray(rows, self._dtype)
        whole = self._used + len(fresh)
        if whole > len(self._room):
            room = np.zeros((max(whole, 2 * len(self._room)), *self._shape), self._dtype)
            room[: self._used] = self.rows
            self._room = room
        self._room[self._used : whole] = fresh
        self._used = whole
