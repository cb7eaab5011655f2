"""Vectors of articles: what each is about, in numbers.  Derived, and only where somebody asked for them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from aitui.frozen import NamedTuple
from aitui.store.articles import chunks

# Vectors that are read at a time: half a kilobyte each.
_AT_ONCE = 8192


class LeadRow(NamedTuple):
    """What the vector of an article is made of; furniture and sentences are start and end, sorted."""

    version_id: int
    text: str
    furniture: list[tuple[int, int]]
    sentences: list[tuple[int, int]]


def any_there(conn: sqlite3.Connection, model: str) -> bool:
    """Tell whether there are vectors of a model."""
    return (
        conn.execute("SELECT 1 FROM article_vector WHERE model = ? LIMIT 1", (model,)).fetchone() is not None
    )


def missing(conn: sqlite3.Connection, model: str) -> int:
    """Return how many articles have no vector of a model."""
    sql = """SELECT count(*) FROM article a LEFT JOIN article_vector x
    ON x.version_id = a.version_id AND x.model = ? WHERE x.version_id IS NULL"""
    return int(conn.execute(sql, (model,)).fetchone()[0])


def without(conn: sqlite3.Connection, model: str, after: int, limit: int) -> list[LeadRow]:
    """Return articles that have no vector of a model.

    Args:
        model: which one.
        after: only texts whose id is greater.
        limit: so many at most.
    """
    sql = """SELECT a.version_id, b.text FROM article a JOIN body b ON b.version_id = a.version_id
    LEFT JOIN article_vector x ON x.version_id = a.version_id AND x.model = ?
    WHERE x.version_id IS NULL AND a.version_id > ? ORDER BY a.version_id LIMIT ?"""
    spans = 'SELECT start, "end" FROM {} WHERE version_id = ? ORDER BY start LIMIT 500'
    return [
        LeadRow(
            version,
            text,
            conn.execute(spans.format("boilerplate"), (version,)).fetchall(),
            conn.execute(spans.format("sentence"), (version,)).fetchall(),
        )
        for version, text in conn.execute(sql, (model, after, limit)).fetchall()
    ]


def write(conn: sqlite3.Connection, run_id: int, model: str, found: Iterable[tuple[int, bytes]]) -> None:
    """Keep vectors by the id of their text; inside a transaction."""
    conn.executemany(
        "INSERT OR REPLACE INTO article_vector(version_id, model, vector, run_id) VALUES(?, ?, ?, ?)",
        ((version, model, vector, run_id) for version, vector in found),
    )


def everything(conn: sqlite3.Connection, model: str) -> Iterator[tuple[list[int], list[bytes]]]:
    """Yield ids of articles and their vectors, some thousand at a time."""
    sql = """SELECT a.id, x.vector FROM article_vector x JOIN article a ON a.version_id = x.version_id
    WHERE x.model = ? AND x.vector <> x''"""
    cursor = conn.execute(sql, (model,))
    while rows := cursor.fetchmany(_AT_ONCE):
        yield [row[0] for row in rows], [row[1] for row in rows]


def of(conn: sqlite3.Connection, article_ids: Sequence[int], model: str) -> dict[int, bytes]:
    """Return the vectors of those articles that have one."""
    found: dict[int, bytes] = {}
    for chunk in chunks(article_ids):
        sql = f"""SELECT a.id, x.vector FROM article a JOIN article_vector x ON x.version_id = a.version_id
        WHERE a.id IN ({",".join("?" * len(chunk))}) AND x.model = ? AND x.vector <> x''"""
        found.update(conn.execute(sql, [*chunk, model]))
    return found
