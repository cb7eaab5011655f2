"""Which rows of a list hold a text: the filter, for the lists themselves and for the first paint."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import TypeVar

from aitui.store import articles
from aitui.store.database import Connection
from aitui.store.rows import ArticleRow
from aitui.text.fold import fold

R = TypeVar("R")

# Rows that are read at once.
_PAGE = 500


def articles_holding(
    connection: Connection, ids: array[int], wanted: str, stale: Callable[[], bool] = lambda: False
) -> array[int]:
    """Return the articles whose row holds `wanted` (folded), in the order given; stops when stale."""

    def told(row: ArticleRow) -> str:
        return f"{row.title} {row.source or ''} {row.lang} {row.published or ''}"

    return holding(ids, lambda page: articles.rows(connection, page), told, wanted, stale)


def holding(
    ids: array[int],
    read: Callable[[Sequence[int]], dict[int, R]],
    told: Callable[[R], str],
    wanted: str,
    stale: Callable[[], bool],
) -> array[int]:
    """Return the ids of which what is told of the row holds `wanted` (folded); stops when stale."""
    found: array[int] = array("q")
    for start in range(0, len(ids), _PAGE):
        if stale():
            break
        page = ids[start : start + _PAGE]
        rows = read(page)
        found.extend(i for i in page if i in rows and wanted in fold(told(rows[i])))
    return found
