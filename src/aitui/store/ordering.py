"""Articles in the order of one of their three dates, newest first; those without that date come last."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

# What a list of articles can be sorted by, `rank` for a search alone.
ORDERS = ("rank", "published", "event", "ingested")

# So many are looked up one by one; of more, the index of the date is walked until enough have been met.
_LOOKED_UP = 5000

_FORECAST = 2

# Order -> key of an article `a` to sort by; NULL where it has none.
_KEYS = {
    "published": "a.published_sort",
    "ingested": "substr(a.ingested_at, 1, 10)",
    # The last day that it tells of and that is not expected only.
    "event": """(SELECT max(coalesce(x.earliest, x.latest)) FROM timex x WHERE x.version_id = a.version_id
        AND x.kind <> 'duration' AND x.status <> 'forecast' AND x.sentence_start IS NOT NULL)""",
}
# Order -> the ids of articles, newest first, some of them more than once.
_WALKS = {
    "published": "SELECT id FROM article ORDER BY published_sort DESC, id DESC",
    "ingested": "SELECT id FROM article ORDER BY substr(ingested_at, 1, 10) DESC, id DESC",
    "event": f"""SELECT article_id FROM timeline WHERE entity_id = 0 AND status <> {_FORECAST}
        ORDER BY day DESC, article_id DESC""",
}


def newest(conn: sqlite3.Connection, ids: Sequence[int], order: str, limit: int) -> list[int]:
    """Return the first of some articles, newest first; of one day, those that came in last.

    Args:
        ids: of articles that exist.
        order: `published`, `event` (the last day that an article tells of and that is no forecast) or
            `ingested`.
        limit: how many.
    """
    if len(ids) <= _LOOKED_UP:
        sql = f"""SELECT a.id FROM article a WHERE a.id IN (SELECT value FROM json_each(?))
        ORDER BY {_KEYS[order]} DESC, a.id DESC LIMIT ?"""
        return [row[0] for row in conn.execute(sql, (json.dumps(list(ids)), limit))]
    wanted = set(ids)
    found: list[int] = []
    for (article_id,) in conn.execute(_WALKS[order]):
        if article_id in wanted:
            wanted.discard(article_id)
            found.append(article_id)
            if len(found) == limit:
                return found
    return found + sorted(wanted, reverse=True)[: limit - len(found)]
