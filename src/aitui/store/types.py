"""What the types of entities rest on that only texts know, once a text is gone.

The surest mention gives such an entity its type (`writer`); a mention itself keeps how sure it was, not
its type.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Sequence

from aitui.store import links
from aitui.store.articles import chunks, flat

# Of texts that are equally sure of an entity so many are read anew: they differ by less than a hundredth.
_MOST_TEXTS = 20


def resting_on(conn: sqlite3.Connection, article_ids: Sequence[int]) -> array[int]:
    """Return the entities to which one of these articles may have given their type."""
    found: set[int] = set()
    for chunk in chunks(article_ids):
        sql = f"""SELECT DISTINCT e.id FROM article a JOIN mention m ON m.version_id = a.version_id
        JOIN rule r ON r.id = m.rule_id JOIN entity e ON e.id = m.entity_id
        WHERE a.id IN ({", ".join("?" * len(chunk))}) AND e.origin = 'text' AND r.score >= round(e.sure, 2)"""
        found.update(flat(conn.execute(sql, chunk)))
    return array("q", sorted(found))


def surest(conn: sqlite3.Connection, entity_id: int) -> array[int]:
    """Return the articles with the surest mentions of an entity; none where no text mentions it any more."""
    sql = """WITH seen AS (
        SELECT a.id AS article_id, max(r.score) AS score FROM mention m
        JOIN article a ON a.version_id = m.version_id JOIN rule r ON r.id = m.rule_id
        WHERE m.entity_id = ? GROUP BY a.id
    ) SELECT article_id FROM seen WHERE score = (SELECT max(score) FROM seen) ORDER BY article_id LIMIT ?"""
    return flat(conn.execute(sql, (entity_id, _MOST_TEXTS)))


def slugs(conn: sqlite3.Connection, entity_ids: Sequence[int]) -> dict[int, str]:
    """Return the slugs of entities."""
    found: dict[int, str] = {}
    for chunk in chunks(entity_ids):
        sql = f"SELECT id, uid FROM entity WHERE id IN ({', '.join('?' * len(chunk))})"
        found.update(conn.execute(sql, chunk))
    return found


def give(conn: sqlite3.Connection, entity_id: int, kind: str, sure: float) -> None:
    """Give an entity a type and how sure the mention is that tells it; inside a transaction."""
    before = conn.execute("SELECT type FROM entity WHERE id = ?", (entity_id,)).fetchone()
    conn.execute("UPDATE entity SET type = ?, sure = ? WHERE id = ?", (kind, sure, entity_id))
    if before != (kind,):
        links.put_off(conn, [entity_id])
