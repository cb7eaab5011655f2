"""An array that grows at its end."""

from __future__ import annotations

import numpy as np

from aitui.analysis.naming.tagger.growing import Growing


def test_rows_stay_in_their_order_however_many_come_at_once() -> None:
    table = Growing(np.int32, 3)
    whole = np.arange(3 * 5000, dtype=np.int32).reshape(-1, 3)
    at = 0
    for size in (1, 0, 2, 255, 256, 4000, 486):
        table.extend(whole[at : at + size])
        at += size
    assert len(table) == 5000
    assert (table.rows == whole).all()


def test_single_numbers_are_rows_too() -> None:
    column = Growing(np.uint8)
    column.extend(map_of("нові"))
    column.extend(map_of("слова"))
    assert bytes(column.rows).decode("utf-8") == "новіслова"
    assert column.rows.dtype == np.uint8


def test_nothing_is_left_after_clearing() -> None:
    column = Growing(np.uint32)
    column.extend(range(10_000))
    column.clear()
    assert len(column) == len(column.rows) == 0
    column.extend([7])
    assert column.rows.tolist() == [7]


def map_of(text: str) -> list[int]:
    """Return the bytes of a text as numbers."""
    return list(text.encode())
