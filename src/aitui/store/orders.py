"""Lists in other orders than those they are kept in."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Callable, Collection, Sequence
from typing import TypeVar

from aitui.store import articles, entities
from aitui.store.articles import chunks, flat
from aitui.store.database import consistent
from aitui.store.rows import PUBLISHED
from aitui.store.visible import RAW, VisibleMap
from aitui.text.fold import fold

T = TypeVar("T", str, int)

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
        names = {i: fold(entity.name) for i, entity in view.shown.items()}

        def name(i: int, stored: str | None) -> str:
            return names[i] if i in names else fold(stored or "")

        return _sorted(conn, found, "(SELECT name FROM entity WHERE id = this.value)", name)
    if order == "seen":
        last: dict[int, int] = {}
        for i, entity in view.shown.items():
            days = (mark.day for mark in view.timeline(conn, entity) if mark.start == PUBLISHED)
            last[i] = next(days, 0)

        def unseen(i: int, stored: int | None) -> int:
            return -last.get(i, stored or 0)

        return _sorted(conn, found, "(SELECT seen FROM entity_total WHERE entity_id = this.value)", unseen)
    return found


def _sorted(
    conn: sqlite3.Connection, ids: Sequence[int], stored: str, key: Callable[[int, T | None], T]
) -> array[int]:
    """Return the ids in the order of a key, equals as they are.

    SQLite sorts: a list of all keys would be small pieces of memory by the hundred thousand, and a session
    would keep much of what they took.

    Args:
        stored: what the file says of an id, as SQL.
        key: of an id and that; None for one that the file does not know.
    """
    conn.create_function("sort_key", 2, key)
    sql = f"SELECT value FROM json_each(?) this ORDER BY sort_key(value, {stored}), key"
    return flat(conn.execute(sql, (_listed(ids),)))


def _listed(ids: Sequence[int]) -> str:
    """Return the ids as a JSON array, made of some at a time."""
    return f"[{','.join(','.join(map(str, chunk)) for chunk in chunks(ids))}]"
