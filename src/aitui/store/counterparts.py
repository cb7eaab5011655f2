"""Counterparts of an article: those that share entities with it, and what a comparison needs of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from aitui.store.articles import chunks
from aitui.store.database import consistent
from aitui.store.rows import CandidateRow, DateRow
from aitui.store.visible import RAW, VisibleMap

# So many mentions are read for one answer, those of rare entities first: it bounds the time in any corpus.
MENTIONS_READ = 200_000
# Of so many articles, those that share most, language and day are looked up.
LOOKED_UP = 10_000


def rarity(
    conn: sqlite3.Connection, entity_ids: Iterable[int], view: VisibleMap = RAW
) -> dict[int, tuple[int, int]]:
    """Return entity id -> number of articles and of mentions in the corpus; without those that have none."""
    held: dict[int, tuple[int, int]] = {}
    stored = []
    for entity_id in set(entity_ids):
        touched = view.entity(entity_id)
        if touched is not None:
            held[entity_id] = (touched.articles(conn), touched.mentions)
        else:
            stored.append(entity_id)
    for chunk in chunks(stored):
        sql = f"""SELECT entity_id, articles, mentions FROM entity_total
        WHERE entity_id IN ({",".join("?" * len(chunk))})"""
        held.update((row[0], (row[1], row[2])) for row in conn.execute(sql, chunk))
    return held


@consistent
def sharing(
    conn: sqlite3.Connection,
    article_id: int,
    weights: Mapping[int, float],
    held: Mapping[int, tuple[int, int]],
    must: int | None = None,
    view: VisibleMap = RAW,
) -> list[CandidateRow]:
    """Return the other articles that mention some of the entities, the heaviest share first.

    Args:
        weights: entity id -> what it adds to the share of an article that mentions it.
        held: as `rarity` gives it.
        must: an entity that they mention in any case; None for no such wish.
    """
    shares: dict[int, float] = {}
    left = MENTIONS_READ
    for entity_id in sorted(weights, key=lambda i: (held[i][0], i)):
        for version in _versions(conn, entity_id, left, view):
            shares[version] = shares.get(version, 0.0) + weights[entity_id]
        left -= held[entity_id][1]
        if left <= 0:
            break
    if must is not None:
        # All of them: what must be mentioned may be frequent, and the share is small then.
        allowed = _versions(conn, must, -1, view)
        shares = {version: shares[version] for version in allowed if version in shares}
    best = sorted(shares, key=lambda version: (-shares[version], -version))[:LOOKED_UP]
    sql = """SELECT a.id, a.version_id, a.lang, a.published_sort FROM article a
    WHERE a.version_id IN (SELECT value FROM json_each(?)) AND a.id <> ?"""
    rows = [
        CandidateRow(row[0], row[2], row[3], shares[row[1]])
        for row in conn.execute(sql, (json.dumps(best), article_id))
    ]
    return sorted(rows, key=lambda row: (-row.share, -row.article_id))


def _versions(conn: sqlite3.Connection, entity_id: int, limit: int, view: VisibleMap) -> Sequence[int]:
    """Return the texts that mention an entity, the newest in first; `limit` mentions are read at most."""
    touched = view.entity(entity_id)
    if touched is not None:
        return list(touched.versions(conn))
    sql = """SELECT DISTINCT version_id FROM
    (SELECT version_id FROM mention WHERE entity_id = ? ORDER BY version_id DESC LIMIT ?)"""
    return [row[0] for row in conn.execute(sql, (entity_id, limit))]


def dates(conn: sqlite3.Connection, article_id: int) -> list[DateRow]:
    """Return the time expressions of an article that have a day, by start."""
    sql = """SELECT t.start, t."end", t.kind, t.earliest, t.latest FROM article a
    JOIN timex t ON t.version_id = a.version_id
    WHERE a.id = ? AND t.earliest IS NOT NULL AND t.kind <> 'duration' ORDER BY t.start"""
    return [DateRow(*row) for row in conn.execute(sql, (article_id,))]


def published(conn: sqlite3.Connection, article_id: int) -> str | None:
    """Return the first day on which an article may have come out, ISO; None when unknown."""
    row = conn.execute("SELECT published_sort FROM article WHERE id = ?", (article_id,)).fetchone()
    return None if row is None else row[0]
