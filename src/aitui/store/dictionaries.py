"""Values that very many rows share, each kept once: the rows hold its number.

What made a mention (`rule`), what a time expression tells (`time_value`), what a claim states beside its
figure (`claim_kind`).  What nobody points to any more stays: there are few.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

# Numbers remembered at most: a run may be as long as it likes.
_REMEMBERED = 20_000


class Dictionary:
    """Numbers of values, given where they have none; inside a transaction, spent when that is rolled back.

    Args:
        conn: the writing connection.
        table: with `id` and these columns.
        columns: what a value consists of.
    """

    def __init__(self, conn: sqlite3.Connection, table: str, columns: Sequence[str]) -> None:
        self._conn = conn
        self._find = f"SELECT id FROM {table} WHERE {' AND '.join(f'{name} IS ?' for name in columns)}"
        marks = ", ".join("?" * len(columns))
        self._put = f"INSERT INTO {table}({', '.join(columns)}) VALUES({marks})"
        self._known: dict[tuple[object, ...], int] = {}

    def number(self, *value: object) -> int:
        """Return the number of a value, in the order of the columns."""
        found = self._known.get(value)
        if found is not None:
            return found
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        row = self._conn.execute(self._find, value).fetchone()
        number = self._conn.execute(self._put, value).lastrowid if row is None else row[0]
        assert number is not None
        self._known[value] = int(number)
        return int(number)
