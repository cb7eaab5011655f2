"""What articles can be told to be one story by: whom they name, their figures, days and publication."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterator, Sequence

from aitui.frozen import NamedTuple
from aitui.store import articles, copies
from aitui.store.articles import chunks
from aitui.store.database import snapshot
from aitui.store.rows import Filters


class SignsRow(NamedTuple):
    """The signs of one article.

    Attributes:
        published: first day, ISO; None where it is not known.
        entities: id -> how often it is named.
        figures: low, high and unit of what it claims.
        days: ISO, that it tells of; its own day of publication is left out.
    """

    article_id: int
    lang: str
    published: str | None
    entities: dict[int, int]
    figures: frozenset[tuple[float | None, float | None, str]]
    days: frozenset[str]


def newest(conn: sqlite3.Connection, limit: int, filters: Filters | None = None) -> Iterator[SignsRow]:
    """Yield the signs of the newest articles, in reading order; of near-copies the first one's alone.

    One state of the file, and some hundred articles at a time: those of thousands would take tens of MB.
    """
    with snapshot(conn):
        ids = articles.ids(conn, filters, limit)
        heads = copies.groups(conn, ids)
        seen: set[int] = set()
        chosen = []
        for i in ids:
            head = heads.get(i, i)
            if head not in seen:
                seen.add(head)
                chosen.append(i)
        for chunk in chunks(chosen):
            yield from _rows(conn, chunk)


def _rows(conn: sqlite3.Connection, ids: Sequence[int]) -> Iterator[SignsRow]:
    wanted = json.dumps(list(ids))
    sql = """SELECT id, lang, published_sort, version_id FROM article
    WHERE id IN (SELECT value FROM json_each(?))"""
    rows = {row[0]: row for row in conn.execute(sql, (wanted,))}
    versions = json.dumps([row[3] for row in rows.values()])
    entities: dict[int, dict[int, int]] = {}
    of_these = "WHERE version_id IN (SELECT value FROM json_each(?))"
    sql = f"SELECT version_id, entity_id, count(*) FROM mention {of_these} GROUP BY 1, 2"
    for version, entity, number in conn.execute(sql, (versions,)):
        entities.setdefault(version, {})[entity] = number
    figures: dict[int, set[tuple[float | None, float | None, str]]] = {}
    sql = f"SELECT version_id, low, high, unit FROM claim {of_these} AND unit IS NOT NULL"
    for version, low, high, unit in conn.execute(sql, (versions,)):
        figures.setdefault(version, set()).add((low, high, unit))
    days: dict[int, set[str]] = {}
    sql = f"SELECT version_id, earliest FROM timex {of_these} AND earliest = latest AND kind <> 'duration'"
    for version, day in conn.execute(sql, (versions,)):
        days.setdefault(version, set()).add(sys.intern(day))  # many articles tell of the same ones
    for i in ids:
        if i in rows:
            _, lang, published, version = rows[i]
            told = frozenset(days.get(version, ())) - {published}
            own = frozenset(figures.get(version, ()))
            yield SignsRow(i, sys.intern(lang), published, entities.get(version, {}), own, told)
