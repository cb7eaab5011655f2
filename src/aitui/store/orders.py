"""Lists in other orders than those they are kept in."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TypeVar

from aitui.store import articles, entities
from aitui.store.articles import chunks, flat
from aitui.store.database import consistent
from aitui.store.rows import PUBLISHED
from aitui.store.visible import RAW, VisibleMap
from aitui.text.fold import fold

T = TypeVar("T")

ARTICLES = ("date", "added", "source", "unread")
ENTITIES = ("mentions", "name", "seen")


@consistent
def article_ids(
    conn: sqlite3.Connection, order: str, limit: int = -1, read: Collection[str] = ()
) -> array[int]:
    """Return the ids of all articles in an order, or of the first `limit`; equals stand newest first.

    Args:
        order: one of `ARTICLES`: newest published first, newest in first, by source, unread ones first.
        read: uids of the articles that are read.
    """
    match order:
        case "added":
            return flat(conn.execute("SELECT id FROM article ORDER BY id DESC LIMIT ?", (limit,)))
        case "source":
            return _by_source(conn, limit)
        case "unread":
            known = of_uids(conn, read)
            # Of those that are read no more than all can stand before the last one that is wanted.
            found = articles.ids(conn, limit=limit + len(known) if limit >= 0 else -1)
            unread = array("q", (i for i in found if i not in known))
            unread.extend(i for i in found if i in known)
            return unread[:limit] if limit >= 0 else unread
        case _:
            return articles.ids(conn, limit=limit)


def of_uids(conn: sqlite3.Connection, uids: Collection[str]) -> set[int]:
    """Return the ids of the articles that there are among the uids."""
    sql = "SELECT id FROM article WHERE uid IN (SELECT value FROM json_each(?))"
    return {row[0] for row in conn.execute(sql, (json.dumps(list(uids)),))}


def _by_source(conn: sqlite3.Connection, limit: int) -> array[int]:
    named = sorted(conn.execute("SELECT id, name FROM source"), key=lambda row: (fold(row[1]), row[1]))
    found: array[int] = array("q")
    sql = f"SELECT a.id FROM article a WHERE a.source_id IS ? ORDER BY {articles.ORDER} LIMIT ?"
    # Those without a source come last.
    for source, _ in [*named, (None, "")]:
        left = limit - len(found) if limit >= 0 else -1
        if left == 0:
            break
        found.extend(flat(conn.execute(sql, (source, left))))
    return found


@consistent
def entity_ids(conn: sqlite3.Connection, order: str, view: VisibleMap = RAW) -> array[int]:
    """Return the ids of all entities that are mentioned, in an order; equals stand most mentioned first.

    Args:
        order: one of `ENTITIES`: most mentioned first, by name, by the newest article that mentions them.
        view: what judgements change.
    """
    found = entities.ids(conn, view=view)
    if order == "name":
        sql = "SELECT id, name FROM entity WHERE id IN (SELECT value FROM json_each(?))"
        shown = {i: entity.name for i, entity in view.shown.items()}
        names = [fold(name) for name in _of_each(conn, sql, found, shown, "")]
        return array("q", (found[at] for at in sorted(range(len(found)), key=names.__getitem__)))
    if order == "seen":
        sql = "SELECT entity_id, seen FROM entity_total WHERE entity_id IN (SELECT value FROM json_each(?))"
        last: dict[int, int] = {}
        for i, entity in view.shown.items():
            days = (mark.day for mark in view.timeline(conn, entity) if mark.start == PUBLISHED)
            last[i] = next(days, 0)
        seen = array("q", (-day for day in _of_each(conn, sql, found, last, 0)))
        return array("q", (found[at] for at in sorted(range(len(found)), key=seen.__getitem__)))
    return found


def _of_each(
    conn: sqlite3.Connection, sql: str, ids: Sequence[int], known: Mapping[int, T], missing: T
) -> Iterator[T]:
    """Yield what a query says of each id, some at a time: a table of all of them would take twice the memory.

    Args:
        sql: id and value of the ids in a JSON array.
        known: what goes before the answers of the query.
        missing: of what it does not know.
    """
    for chunk in chunks(ids):
        stored: dict[int, T] = dict(conn.execute(sql, (json.dumps(list(chunk)),)))
        stored.update((i, known[i]) for i in chunk if i in known)
        yield from (stored.get(i, missing) for i in chunk)
