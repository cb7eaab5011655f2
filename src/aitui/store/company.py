"""With whom an entity is mentioned: more often than chance would have it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from math import log

from aitui.store import articles
from aitui.store.rows import CompanyRow
from aitui.store.visible import RAW, VisibleMap

# Company is kept count of in so many articles, newest first.
_READ = 5_000


def company(
    conn: sqlite3.Connection, entity_id: int, view: VisibleMap = RAW, limit: int = 20
) -> list[CompanyRow]:
    """Return the entities of the same articles, strongest association first.

    Ranked by log-likelihood, which neither takes a single meeting of two rare names for a bond, as mutual
    information does, nor what stands in every article for company.
    """
    touched = view.entity(entity_id)
    if touched is not None:
        entity_id = touched.members[0]
        versions = list(touched.versions(conn))[-_READ:]
    else:
        sql = "SELECT DISTINCT version_id FROM mention WHERE entity_id = ? ORDER BY version_id DESC LIMIT ?"
        versions = list(articles.flat(conn.execute(sql, (entity_id, _READ))))
    sql = """SELECT m.entity_id, count(DISTINCT m.version_id)
    FROM (SELECT value AS version_id FROM json_each(?)) own
    JOIN mention m ON m.version_id = own.version_id GROUP BY m.entity_id"""
    given = (json.dumps(versions),)
    met = dict(conn.execute(sql, given))
    shared = {other: n for other, n in met.items() if other not in view.of}
    shared.pop(entity_id, None)
    totals = _articles(conn, list(shared))
    own_versions = set(versions)
    # Those of whom a member is met, and those that have mentions by a judgement alone.
    touched_here = {view.of[other] for other in (*met, *view.edits.added) if other in view.of}
    for other in touched_here - {entity_id}:
        held = view.shown[other].versions(conn)
        number = len(own_versions.intersection(held))
        if number:
            shared[other], totals[other] = number, len(held)
    whole = articles.count(conn)
    rows = []
    for other, both in shared.items():
        expected = len(versions) * totals[other] / whole
        bond = likelihood(both, len(versions), totals[other], whole)
        rows.append(CompanyRow(other, both, expected, bond if both >= expected else -bond))
    return sorted(rows, key=lambda row: (-row.likelihood, -row.articles, row.entity_id))[:limit]


def likelihood(both: int, one: int, other: int, whole: int) -> float:
    """Return the log-likelihood ratio (G²) of two things meeting, 0 where they do so just by chance.

    T. Dunning, Accurate Methods for the Statistics of Surprise and Coincidence, 1993.

    Args:
        both: articles with both.
        one, other: articles with each.
        whole: all articles.
    """
    total = 0.0
    for seen, row, column in (
        (both, one, other),
        (one - both, one, whole - other),
        (other - both, whole - one, other),
        (whole - one - other + both, whole - one, whole - other),
    ):
        if seen > 0:
            total += seen * log(seen * whole / (row * column))
    return max(0.0, 2 * total)


def _articles(conn: sqlite3.Connection, ids: Sequence[int]) -> dict[int, int]:
    """Return entity id -> number of articles."""
    totals: dict[int, int] = {}
    for chunk in articles.chunks(ids):
        marks = ",".join("?" * len(chunk))
        totals.update(
            conn.execute(f"SELECT entity_id, articles FROM entity_total WHERE entity_id IN ({marks})", chunk)
        )
    return totals
