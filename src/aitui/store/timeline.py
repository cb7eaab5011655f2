"""The timeline: days on which articles came out, and dated sentences; of the corpus or of one entity.

The table `timeline` is kept at write time under each entity, and under 0 for the whole corpus, so that a
page is a range of one key and the histogram is a handful of rows, however many articles there are.
"""

from __future__ import annotations

import sqlite3

from aitui.store.articles import conditions
from aitui.store.database import consistent
from aitui.store.rows import Filters, TimelineRow

# `entity_id` of the whole corpus, and `start` of the row that says when the article came out.
EVERYTHING = 0
PUBLISHED = -1

# Entities named on a row of kind `published`.
_TOP = 5


@consistent
def page(
    conn: sqlite3.Connection,
    entity_id: int | None,
    limit: int,
    before: TimelineRow | None = None,
    filters: Filters | None = None,
) -> list[TimelineRow]:
    """Return a page of the timeline, newest first by `earliest`.

    Args:
        entity_id: only sentences and articles that mention it; None for all.
        before: the last row of the page before; None for the first page.
        filters: `lang` and `source` of the article; `since` and `until` are days of `earliest` here.
    """
    where, params = _narrow(entity_id, filters)
    if before is not None:
        where += " AND (t.earliest, t.article_id, t.start) < (?, ?, ?)"
        params += [before.earliest, before.article_id, before.start]
    sql = f"""SELECT t.earliest, x.latest, x.edtf, x.status, t.article_id, t.start, x."end",
    x.sentence_start, x.sentence_end, a.published, a.published_end, a.title, a.version_id
    FROM timeline t JOIN article a ON a.id = t.article_id
    LEFT JOIN timex x ON x.version_id = a.version_id AND x.start = t.start
    WHERE {where} ORDER BY t.earliest DESC, t.article_id DESC, t.start DESC LIMIT ?"""
    texts: dict[int, str] = {}
    found: list[TimelineRow] = []
    for row in conn.execute(sql, [*params, limit]).fetchall():
        earliest, latest, value, status, article_id, start, end, first, last = row[:9]
        published, published_end, title, version_id = row[9:]
        if start == PUBLISHED:
            names = _entities_of_article(conn, version_id)
            found.append(
                TimelineRow(
                    earliest,
                    published_end,
                    published,
                    "published",
                    "past",
                    article_id,
                    start,
                    start,
                    title,
                    names,
                )
            )
            continue
        if version_id not in texts:
            texts[version_id] = _body(conn, version_id)
        sentence = " ".join(texts[version_id][first:last].split())
        names = _entities_of_sentence(conn, version_id, first, last)
        found.append(
            TimelineRow(
                earliest,
                latest,
                value,
                "event",
                status,
                article_id,
                start,
                end,
                sentence,
                names,
                (first, last),
            )
        )
    return found


def count(conn: sqlite3.Connection, entity_id: int | None) -> int:
    """Return the number of rows on the timeline."""
    sql = "SELECT coalesce(sum(count), 0) FROM timeline_month WHERE entity_id = ?"
    return int(conn.execute(sql, (entity_id or EVERYTHING,)).fetchone()[0])


def histogram(conn: sqlite3.Connection, entity_id: int | None) -> list[tuple[str, int]]:
    """Return `(YYYY-MM, rows)` for every month that has any, oldest first."""
    sql = "SELECT month, count FROM timeline_month WHERE entity_id = ? AND count > 0 ORDER BY month"
    return conn.execute(sql, (entity_id or EVERYTHING,)).fetchall()


def _narrow(entity_id: int | None, filters: Filters | None) -> tuple[str, list[object]]:
    filters = filters or Filters()
    where, params = conditions(Filters(lang=filters.lang, source=filters.source))
    where, params = f"t.entity_id = ? AND {where}", [entity_id or EVERYTHING, *params]
    if filters.since is not None:
        where += " AND t.earliest >= ?"
        params.append(filters.since)
    if filters.until is not None:
        where += " AND t.earliest <= ?"
        params.append(filters.until)
    return where, params


def _body(conn: sqlite3.Connection, version_id: int) -> str:
    return str(conn.execute("SELECT text FROM body WHERE version_id = ?", (version_id,)).fetchone()[0])


def _entities_of_sentence(conn: sqlite3.Connection, version_id: int, start: int, end: int) -> tuple[str, ...]:
    sql = """SELECT e.uid FROM mention m JOIN entity e ON e.id = m.entity_id
    WHERE m.version_id = ? AND m.start >= ? AND m.start < ? GROUP BY m.entity_id ORDER BY min(m.start)"""
    return tuple(row[0] for row in conn.execute(sql, (version_id, start, end)))


def _entities_of_article(conn: sqlite3.Connection, version_id: int) -> tuple[str, ...]:
    sql = f"""SELECT e.uid FROM mention m JOIN entity e ON e.id = m.entity_id
    WHERE m.version_id = ? GROUP BY m.entity_id ORDER BY count(*) DESC, min(m.start) LIMIT {_TOP}"""
    return tuple(row[0] for row in conn.execute(sql, (version_id,)))
