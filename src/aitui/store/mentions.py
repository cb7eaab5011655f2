"""Mentions: of one article for the reader, of one entity across the corpus."""

from __future__ import annotations

import sqlite3
from array import array

from aitui.store import articles
from aitui.store.database import consistent
from aitui.store.rows import MentionRow, MentionSet


def of_article(conn: sqlite3.Connection, article_id: int) -> list[MentionRow]:
    """Return the mentions in the current text of an article, by start."""
    sql = """SELECT m.start, m."end", m.entity_id, m.kind, r.name, m.score
    FROM article a JOIN mention m ON m.version_id = a.version_id JOIN rule r ON r.id = m.rule_id
    WHERE a.id = ? ORDER BY m.start, m."end" """
    return [MentionRow(*row) for row in conn.execute(sql, (article_id,))]


@consistent
def of_entity(conn: sqlite3.Connection, entity_id: int) -> MentionSet:
    """Return all mentions of an entity in reading order: the order of `articles.ids`, then by start."""
    # Mentions lie clustered by version: read them straight through, then put the runs in order.
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    starts: array[int] = array("q")
    ends: array[int] = array("q")
    for version_id, start, end in conn.execute(
        'SELECT version_id, start, "end" FROM mention WHERE entity_id = ? ORDER BY version_id, start',
        (entity_id,),
    ):
        first.setdefault(version_id, len(starts))
        starts.append(start)
        ends.append(end)
        last[version_id] = len(starts)
    found = MentionSet(array("q"), array("q"), array("q"))
    sql = f"""SELECT a.id, a.version_id FROM (SELECT DISTINCT version_id FROM mention WHERE entity_id = ?) m
    JOIN article a ON a.version_id = m.version_id ORDER BY {articles.ORDER}"""
    for article_id, version_id in conn.execute(sql, (entity_id,)):
        run = slice(first[version_id], last[version_id])
        found.article_id.extend([article_id] * (run.stop - run.start))
        found.start.extend(starts[run])
        found.end.extend(ends[run])
    return found


def counts(conn: sqlite3.Connection, entity_id: int) -> dict[int, int]:
    """Return article id -> number of mentions, for the articles that mention an entity."""
    sql = """SELECT a.id, m.n FROM
    (SELECT version_id, count(*) AS n FROM mention WHERE entity_id = ? GROUP BY version_id) m
    JOIN article a ON a.version_id = m.version_id"""
    return dict(conn.execute(sql, (entity_id,)))


def summary(conn: sqlite3.Connection, entity_id: int) -> tuple[int, int, int]:
    """Return how many mentions, articles and languages an entity has."""
    row = conn.execute(
        "SELECT mentions, articles, languages FROM entity_total WHERE entity_id = ?", (entity_id,)
    ).fetchone()
    return (0, 0, 0) if row is None else (int(row[0]), int(row[1]), int(row[2]))
