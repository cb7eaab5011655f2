"""Lists in other orders than those they are kept in."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Collection

from aitui.store import articles, entities
from aitui.store.articles import flat
from aitui.store.database import consistent
from aitui.store.rows import PUBLISHED
from aitui.store.visible import RAW, VisibleMap
from aitui.text.fold import fold

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
        names = {
            i: fold(name)
            for i, name in conn.execute(
                "SELECT e.id, e.name FROM entity_total t JOIN entity e ON e.id = t.entity_id"
            )
        }
        names |= {i: fold(shown.name) for i, shown in view.shown.items()}
        return array("q", sorted(found, key=lambda i: names.get(i, "")))
    if order == "seen":
        seen = dict(conn.execute("SELECT entity_id, seen FROM entity_total WHERE mentions > 0"))
        for i, shown in view.shown.items():
            days = (mark.day for mark in view.timeline(conn, shown) if mark.start == PUBLISHED)
            seen[i] = next(days, 0)
        return array("q", sorted(found, key=lambda i: -seen.get(i, 0)))
    return found
