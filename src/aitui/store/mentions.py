"""Mentions: of one article for the reader, of one entity across the corpus."""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from itertools import accumulate

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
    rows = conn.execute(
        'SELECT version_id, start, "end" FROM mention WHERE entity_id = ? ORDER BY version_id, start',
        (entity_id,),
    ).fetchall()
    found = MentionSet(array("q"), array("q"), array("q"))
    if not rows:
        return found
    # Mentions lie clustered by version: read them straight through, then put the runs in order.
    versions, *spans = zip(*rows, strict=True)
    starts, ends = array("q", spans[0]), array("q", spans[1])
    numbers = Counter[int](versions)
    first = dict(zip(numbers, accumulate(numbers.values(), initial=0), strict=False))
    sql = f"""SELECT a.id, a.version_id FROM (SELECT DISTINCT version_id FROM mention WHERE entity_id = ?) m
    JOIN article a ON a.version_id = m.version_id ORDER BY {articles.ORDER}"""
    for article_id, version_id in conn.execute(sql, (entity_id,)).fetchall():
        begin, number = first[version_id], numbers[version_id]
        found.article_id.extend([article_id] * number)
        found.start.extend(starts[begin : begin + number])
        found.end.extend(ends[begin : begin + number])
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
