"""Where the sentences of a text stand: one row a text, a third of the bytes that a row a sentence takes.

`sentence_spans` holds a JSON array: how many code points lie between a sentence and the one before, and how
many it has, by turns.  The view `sentence` shows them to other programs, a row each.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate

from aitui.later import json


def write(conn: sqlite3.Connection, version_id: int, spans: Iterable[tuple[int, int]]) -> None:
    """Write the sentences of a text: start and end of each, sorted and disjoint; inside a transaction."""
    edges: list[int] = []
    last = 0
    for start, end in spans:
        edges += (start - last, end - start)
        last = end
    if edges:
        told = json.dumps(edges, separators=(",", ":"))
        conn.execute("INSERT INTO sentence_spans VALUES(?, ?)", (version_id, told))


def of_version(conn: sqlite3.Connection, version_id: int) -> array[int]:
    """Return start and end of the sentences of a text by turns, sorted."""
    row = conn.execute("SELECT spans FROM sentence_spans WHERE version_id = ?", (version_id,)).fetchone()
    return array("q") if row is None else array("q", edges(row[0]))


def pairs(edges: Sequence[int]) -> list[tuple[int, int]]:
    """Return start and end of each sentence, of those by turns."""
    return list(zip(edges[::2], edges[1::2], strict=True))


def edges(spans: str | None) -> list[int]:
    """Return start and end of the sentences of a text by turns, as they stand packed in its row."""
    return [] if spans is None else list(accumulate(json.loads(spans)))
