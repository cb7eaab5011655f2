"""The lists of articles and entities: their ids in order, those that hold a text, and rows by id."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

from aitui.explorer.holding import holding
from aitui.explorer.sorting import ORDERS, Sorting
from aitui.store import articles, entities, stories
from aitui.store.database import Connection
from aitui.store.rows import ArticleRow, EntityRow
from aitui.store.visible import VisibleMap

R = TypeVar("R")

# Rows that are kept, several screenfuls; one is read again in no time.
_KEPT = 1_000


class RowCache(Generic[R]):
    """Rows by id, read a page at a time, so that a screenful costs one query.

    Args:
        read: returns the rows that exist among some ids.
        gone: makes the row of an id that has none any more.
    """

    def __init__(self, read: Callable[[Sequence[int]], dict[int, R]], gone: Callable[[int], R]) -> None:
        self._read = read
        self._gone = gone
        self._rows: dict[int, R] = {}

    def get(self, wanted: int, ids: array[int], at: int | None = None) -> R:
        """Return one row, and read those around it where it is not there yet.

        Args:
            wanted: its id.
            ids: the list that it is drawn in.
            at: where it stands there; None reads it alone: a list of a million is not searched for that.
        """
        row = self._rows.get(wanted)
        if row is None:
            if len(self._rows) > _KEPT:
                self._rows.clear()
            page = [wanted] if at is None else ids[max(0, at - 20) : at + 60]
            self._rows.update(self._read(page))
            row = self._rows.get(wanted) or self._gone(wanted)
        return row

    def __len__(self) -> int:
        return len(self._rows)

    def clear(self) -> None:
        """Forget them: they may be others now."""
        self._rows.clear()


def gone(article_id: int) -> ArticleRow:
    """Return the row of an article that another process has taken out."""
    return ArticleRow(article_id, "", "(no longer in the corpus)", False, None, "", None, None, None, 0)


def gone_entity(entity_id: int) -> EntityRow:
    """Return the row of an entity that is no more."""
    return EntityRow(entity_id, "", "", "(no longer in the corpus)", {}, 0, 0, 0)


class Order:
    """Where each of some ids stands: four bytes for each, where a dict of a million takes a hundred MB.

    Args:
        ids: none of them twice.
    """

    def __init__(self, ids: array[int]) -> None:
        self._count = len(ids)
        self._first = min(ids, default=0)
        span = max(ids, default=0) - self._first + 1
        # Ids are given out one after the other; of few that lie far apart each is noted by itself.
        self._places: array[int] | dict[int, int]
        self._places = array("i", bytes(4 * span)) if span <= 8 * len(ids) + 1000 else {}
        for at, number in enumerate(ids, 1):
            self._places[number - self._first] = at

    def __len__(self) -> int:
        return self._count

    def place(self, number: int) -> int:
        """Return where an id stands, counted from 0; one that is not among them stands behind all."""
        at = number - self._first
        if isinstance(self._places, dict):
            found = self._places.get(at, 0)
        else:
            found = self._places[at] if 0 <= at < len(self._places) else 0
        return found - 1 if found else self._count


class Lists(NamedTuple):
    """The articles and the entities in their orders, where each article stands by date, and its group."""

    articles: array[int]
    by_date: Order
    entities: array[int]
    groups: dict[int, int]


def lists_reader(
    sorting: Sorting, view: VisibleMap, told: stories.Stories = ()
) -> Callable[[Connection], Lists]:
    """Return what reads both lists in their orders; `told` are the stories that the person accepted."""
    usual = sorting.order("articles") == ORDERS["articles"][0]
    by_order, entities_by_order = sorting.ids_of("articles", view), sorting.ids_of("entities", view)

    def read(connection: Connection) -> Lists:
        found = articles.ids(connection)
        return Lists(
            found if usual else by_order(connection),
            Order(found),
            entities_by_order(connection),
            stories.heads(connection, told),
        )

    return read


def entities_holding(
    connection: Connection, ids: array[int], wanted: str, stale: Callable[[], bool], view: VisibleMap
) -> array[int]:
    """Return the entities of which a name or the type holds `wanted`, as `holding.articles_holding` does."""

    def told(row: EntityRow) -> str:
        return " ".join([row.name, *row.names.values(), row.type])

    return holding(ids, lambda page: entities.rows(connection, page, view), told, wanted, stale)
