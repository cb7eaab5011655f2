"""Mentions: of one article for the reader, of one entity across the corpus."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable
from itertools import accumulate

from aitui.store import articles
from aitui.store.database import consistent
from aitui.store.rows import MentionRow, MentionSet
from aitui.store.visible import RAW, VisibleMap


def of_article(conn: sqlite3.Connection, article_id: int, view: VisibleMap = RAW) -> list[MentionRow]:
    """Return the mentions in the current text of an article, by start."""
    return view.mentions(article_id, stored(conn, article_id))


def owner(
    conn: sqlite3.Connection, article_id: int, start: int, entity_id: int, view: VisibleMap = RAW
) -> str | None:
    """Return the slug of the very entity that the mention of a shown entity at a place belongs to."""
    for row in view.owned(article_id, stored(conn, article_id)):
        if row.start == start and view.of.get(row.entity_id, row.entity_id) == entity_id:
            known = view.owner(row.entity_id)
            if known is not None:
                return known
            return str(conn.execute("SELECT uid FROM entity WHERE id = ?", (row.entity_id,)).fetchone()[0])
    return None


def stored(conn: sqlite3.Connection, article_id: int) -> list[MentionRow]:
    """Return the mentions of an article as they stand in the corpus, by start."""
    sql = """SELECT m.start, m."end", m.entity_id, r.kind, r.name, r.score
    FROM article a JOIN mention m ON m.version_id = a.version_id JOIN rule r ON r.id = m.rule_id
    WHERE a.id = ? ORDER BY m.start, m."end" """
    return [MentionRow(*row) for row in conn.execute(sql, (article_id,))]


def stored_of(
    conn: sqlite3.Connection, ids: Iterable[int], langs: Iterable[str] | None = None
) -> dict[int, list[MentionRow]]:
    """Return the mentions of some articles as `stored` does, by article; those without any are left out.

    Args:
        langs: of the articles in these languages alone; None for all.
    """
    told = "" if langs is None else "WHERE a.lang IN (SELECT value FROM json_each(?))"
    sql = f"""SELECT a.id, m.start, m."end", m.entity_id, r.kind, r.name, r.score
    FROM json_each(?) j CROSS JOIN article a ON a.id = j.value
    CROSS JOIN mention m ON m.version_id = a.version_id JOIN rule r ON r.id = m.rule_id {told}"""
    wanted = [json.dumps(list(some)) for some in (ids, langs) if some is not None]
    found: dict[int, list[MentionRow]] = {}
    for article_id, *row in conn.execute(sql, wanted):
        found.setdefault(article_id, []).append(MentionRow(*row))
    for rows in found.values():
        rows.sort(key=lambda row: row[:2])
    return found


@consistent
def of_entity(conn: sqlite3.Connection, entity_id: int, view: VisibleMap = RAW) -> MentionSet:
    """Return all mentions of an entity in reading order: the order of `articles.ids`, then by start."""
    found = MentionSet(array("q"), array("q"), array("q"))
    touched = view.entity(entity_id)
    if touched is not None:
        places = touched.places(conn)
        versions, starts, ends = places.version, places.start, places.end
        sql = f"""SELECT a.id, a.version_id FROM (SELECT value AS version_id FROM json_each(?)) m
        JOIN article a ON a.version_id = m.version_id ORDER BY {articles.ORDER}"""
        held: Iterable[tuple[int, int]] = conn.execute(sql, (json.dumps(list(places.versions())),)).fetchall()
    else:
        rows = conn.execute(
            'SELECT version_id, start, "end" FROM mention WHERE entity_id = ? ORDER BY version_id, start',
            (entity_id,),
        ).fetchall()
        versions, starts, ends = (
            (array("q", column) for column in zip(*rows, strict=True)) if rows else [array("q")] * 3
        )
        held = _held(conn, entity_id)
    # Mentions lie clustered by version: read them straight through, then put the runs in order.
    numbers = Counter[int](versions)
    first = dict(zip(numbers, accumulate(numbers.values(), initial=0), strict=False))
    for article_id, version_id in held:
        begin, number = first[version_id], numbers[version_id]
        if number == 1:  # most often
            found.article_id.append(article_id)
            found.start.append(starts[begin])
            found.end.append(ends[begin])
            continue
        found.article_id.extend([article_id] * number)
        found.start.extend(starts[begin : begin + number])
        found.end.extend(ends[begin : begin + number])
    return found


def _held(conn: sqlite3.Connection, entity_id: int) -> Iterable[tuple[int, int]]:
    """Return id and version of the articles that mention an entity, in reading order.

    No row of an article is read: an index holds the version and the day of each.
    """
    sql = f"SELECT a.id, a.version_id FROM {articles.MENTIONING} ORDER BY {articles.ORDER}"
    return conn.execute(sql, (entity_id,)).fetchall()


def counts(conn: sqlite3.Connection, entity_id: int, view: VisibleMap = RAW) -> dict[int, int]:
    """Return article id -> number of mentions, for the articles that mention an entity."""
    if view.entity(entity_id) is not None:
        return dict(Counter(of_entity(conn, entity_id, view).article_id))
    sql = """SELECT a.id, m.n FROM
    (SELECT version_id, count(*) AS n FROM mention WHERE entity_id = ? GROUP BY version_id) m
    JOIN article a ON a.version_id = m.version_id"""
    return dict(conn.execute(sql, (entity_id,)))


@consistent
def summary(conn: sqlite3.Connection, entity_id: int, view: VisibleMap = RAW) -> tuple[int, int, int]:
    """Return how many mentions, articles and languages an entity has."""
    touched = view.entity(entity_id)
    if touched is not None:
        articles_held = touched.articles(conn)
        return touched.mentions, articles_held, touched.languages
    row = conn.execute(
        "SELECT mentions, articles, languages FROM entity_total WHERE entity_id = ?", (entity_id,)
    ).fetchone()
    return (0, 0, 0) if row is None else (int(row[0]), int(row[1]), int(row[2]))
