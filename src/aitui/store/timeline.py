"""The timeline: days on which articles came out, and dated sentences; of the corpus or of one entity.

The table `timeline` is kept at write time under each entity, and under 0 for the whole corpus, so that a
page is a range of one key and the histogram is a handful of rows, however many articles there are.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from aitui.store import entities, mentions
from aitui.store.articles import conditions, ids
from aitui.store.database import consistent
from aitui.store.rows import PUBLISHED, Filters, TimelineRow
from aitui.store.visible import RAW, TimelineKey, VisibleMap

# `entity_id` of the whole corpus.
EVERYTHING = 0

# By the day that a row speaks of; by when its article came out; by when it came in.
ORDERS = ("event", "published", "added")

# Entities named on a row of kind `published`.
_TOP = 5


_COLUMNS = """x.latest, x.edtf, x.status, x."end", x.sentence_start, x.sentence_end,
a.published, a.published_end, a.title, a.version_id"""
_NEWEST = "t.day DESC, t.article_id DESC, t.start DESC"
_TIMEX = "LEFT JOIN timex x ON x.version_id = a.version_id AND x.start"


def day_number(day: str) -> int:
    """Return an ISO day as the table keeps it, in a third of its bytes: 20250107.  They sort as days do."""
    return int(day.replace("-", "").ljust(8, "0"))


def _iso(number: int) -> str:
    return f"{number // 10000:04}-{number // 100 % 100:02}-{number % 100:02}"


@consistent
def page(
    conn: sqlite3.Connection,
    entity_id: int | None,
    limit: int,
    before: TimelineRow | None = None,
    filters: Filters | None = None,
    view: VisibleMap = RAW,
    order: str = "event",
    skip: int = 0,
) -> list[TimelineRow]:
    """Return a page of the timeline, newest first by `earliest` or in another order.

    Args:
        entity_id: only sentences and articles that mention it; None for all.
        before: the last row of the page before; None for the first page.
        filters: `lang` and `source` of the article; `since` and `until` are days of `earliest` here.
        view: what judgements change.
        order: one of `ORDERS`; filters narrow the first one only.
        skip: how many rows to leave out first.
    """
    touched = None if entity_id is None else view.entity(entity_id)
    if touched is not None or order != "event":
        if order != "event":
            keys = list(islice(_by_article(conn, entity_id, order, before, view), skip, skip + limit))
        else:
            assert touched is not None
            keys = _after(conn, view.timeline(conn, touched), before, filters)[skip : skip + limit]
        sql = f"SELECT {_COLUMNS} FROM article a {_TIMEX} = ? WHERE a.id = ?"
        rows = [(key, conn.execute(sql, (key[2], key[1])).fetchone()) for key in keys]
    else:
        where, params = _narrow(entity_id, filters)
        if before is not None:
            where += " AND (t.day, t.article_id, t.start) < (?, ?, ?)"
            params += [day_number(before.earliest), before.article_id, before.start]
        if skip:
            # The keys alone are stepped over: joined rows would be made first, so articles only for a filter.
            joined = "" if filters is None else "JOIN article a ON a.id = t.article_id"
            where += f""" AND (t.day, t.article_id, t.start) <= (SELECT t.day, t.article_id, t.start
            FROM timeline t {joined} WHERE {where}
            ORDER BY {_NEWEST} LIMIT 1 OFFSET ?)"""
            params += [*params, skip]
        sql = f"""SELECT t.day, t.article_id, t.start, {_COLUMNS}
        FROM timeline t JOIN article a ON a.id = t.article_id {_TIMEX} = t.start
        WHERE {where} ORDER BY {_NEWEST} LIMIT ?"""
        rows = [((_iso(row[0]), *row[1:3]), row[3:]) for row in conn.execute(sql, [*params, limit])]
    texts: dict[int, str] = {}
    # What another process has taken out meanwhile has no article.
    return [_row(conn, key, row, texts, view) for key, row in rows if row is not None]


def _row(
    conn: sqlite3.Connection,
    at: TimelineKey,
    columns: Sequence[Any],
    texts: dict[int, str],
    view: VisibleMap,
) -> TimelineRow:
    earliest, article_id, start = at
    latest, value, status, end, first, last, published, published_end, title, version_id = columns
    if start == PUBLISHED:
        names = _entities_of_article(conn, article_id, version_id, view)
        return TimelineRow(
            earliest, published_end, published, "published", "past", article_id, start, start, title, names
        )
    if version_id not in texts:
        texts[version_id] = _body(conn, version_id)
    sentence = " ".join(texts[version_id][first:last].split())
    names = _entities_of_sentence(conn, article_id, version_id, first, last, view)
    return TimelineRow(
        earliest, latest, value, "event", status, article_id, start, end, sentence, names, (first, last)
    )


def _by_article(
    conn: sqlite3.Connection, entity_id: int | None, order: str, before: TimelineRow | None, view: VisibleMap
) -> Iterator[TimelineKey]:
    """Yield the keys after a row, the newest articles first, each from its beginning on."""
    days: dict[int, list[tuple[int, str]]] = {}
    where, params = "1", list[object]()
    if entity_id is not None:
        touched = view.entity(entity_id)
        if touched is not None:
            keys: Iterable[TimelineKey] = view.timeline(conn, touched)
        else:
            sql = "SELECT day, article_id, start FROM timeline WHERE entity_id = ?"
            keys = ((_iso(row[0]), *row[1:]) for row in conn.execute(sql, (entity_id,)))
        for day, article_id, start in keys:
            days.setdefault(article_id, []).append((start, day))
        where, params = "a.id IN (SELECT value FROM json_each(?))", [json.dumps(list(days))]
    newest = "a.published_sort DESC, a.id DESC" if order == "published" else "a.id DESC"
    if before is not None:
        last = conn.execute(
            "SELECT published_sort FROM article WHERE id = ?", (before.article_id,)
        ).fetchone()
        if order == "published" and last is not None and last[0] is not None:
            where += " AND (a.published_sort IS NULL OR (a.published_sort, a.id) <= (?, ?))"
            params += [last[0], before.article_id]
        else:
            where += " AND a.id <= ?" + (" AND a.published_sort IS NULL" if order == "published" else "")
            params.append(before.article_id)
    sql = f"SELECT a.id, a.published_sort, a.version_id FROM article a WHERE {where} ORDER BY {newest}"
    for article_id, published, version_id in conn.execute(sql, params):
        found = days.get(article_id) if entity_id is not None else _days(conn, published, version_id)
        for start, day in sorted(found or ()):
            if before is None or article_id != before.article_id or start > before.start:
                yield day, article_id, start


def _days(conn: sqlite3.Connection, published: str | None, version_id: int) -> list[tuple[int, str]]:
    """Return (start, day) of what an article puts on the timeline of the corpus."""
    sql = """SELECT start, earliest FROM timex WHERE version_id = ? AND earliest IS NOT NULL
    AND sentence_start IS NOT NULL AND kind <> 'duration'"""
    own = [(PUBLISHED, _iso(day_number(published)))] if published is not None else []
    return [*own, *conn.execute(sql, (version_id,))]


def rank(
    conn: sqlite3.Connection, entity_id: int | None, day: str, view: VisibleMap = RAW, order: str = "event"
) -> int:
    """Return how many rows stand before the first one of that day or of an earlier one.

    Args:
        order: `event` or `published`: which of the two days is meant.
    """
    touched = None if entity_id is None else view.entity(entity_id)
    newer = "SELECT id FROM article WHERE published_sort > ?"
    if touched is not None:
        keys = view.timeline(conn, touched)
        if order == "published":
            later = {row[0] for row in conn.execute(newer, (day,))}
            return sum(key[1] in later for key in keys)
        return sum(key[0] > day for key in keys)
    own = entity_id or EVERYTHING
    if order == "published":
        sql = f"SELECT count(*) FROM timeline WHERE entity_id = ? AND article_id IN ({newer})"
        return int(conn.execute(sql, (own, day)).fetchone()[0])
    # Months are counted when writing; only the days of one month are counted here.
    number = day_number(day)
    sql = "SELECT coalesce(sum(count), 0) FROM timeline_month WHERE entity_id = ? AND month > ?"
    in_later_months = conn.execute(sql, (own, number // 100)).fetchone()[0]
    sql = "SELECT count(*) FROM timeline WHERE entity_id = ? AND day > ? AND day < ?"
    next_month = (number // 100 + 1) * 100
    return int(in_later_months + conn.execute(sql, (own, number, next_month)).fetchone()[0])


def _after(
    conn: sqlite3.Connection, keys: list[TimelineKey], before: TimelineRow | None, filters: Filters | None
) -> list[TimelineKey]:
    """Return the keys after a row, newest first, that filters let through."""
    if before is not None:
        last = (before.earliest, before.article_id, before.start)
        keys = [key for key in keys if key < last]
    if filters is None:
        return keys
    if filters.lang is not None or filters.source is not None:
        kept = set(ids(conn, Filters(lang=filters.lang, source=filters.source)))
        keys = [key for key in keys if key[1] in kept]
    since, until = filters.since or "", filters.until or "\uffff"
    return [key for key in keys if since <= key[0] <= until]


def count(conn: sqlite3.Connection, entity_id: int | None, view: VisibleMap = RAW) -> int:
    """Return the number of rows on the timeline."""
    touched = None if entity_id is None else view.entity(entity_id)
    if touched is not None:
        return len(view.timeline(conn, touched))
    sql = "SELECT coalesce(sum(count), 0) FROM timeline_month WHERE entity_id = ?"
    return int(conn.execute(sql, (entity_id or EVERYTHING,)).fetchone()[0])


def histogram(
    conn: sqlite3.Connection, entity_id: int | None, view: VisibleMap = RAW
) -> list[tuple[str, int]]:
    """Return `(YYYY-MM, rows)` for every month that has any, oldest first."""
    touched = None if entity_id is None else view.entity(entity_id)
    if touched is not None:
        return sorted(Counter(key[0][:7] for key in view.timeline(conn, touched)).items())
    sql = "SELECT month, count FROM timeline_month WHERE entity_id = ? AND count > 0 ORDER BY month"
    rows = conn.execute(sql, (entity_id or EVERYTHING,))
    return [(f"{month // 100:04}-{month % 100:02}", number) for month, number in rows]


def _narrow(entity_id: int | None, filters: Filters | None) -> tuple[str, list[object]]:
    filters = filters or Filters()
    where, params = conditions(Filters(lang=filters.lang, source=filters.source))
    where, params = f"t.entity_id = ? AND {where}", [entity_id or EVERYTHING, *params]
    if filters.since is not None:
        where += " AND t.day >= ?"
        params.append(day_number(filters.since))
    if filters.until is not None:
        where += " AND t.day <= ?"
        params.append(day_number(filters.until))
    return where, params


def _body(conn: sqlite3.Connection, version_id: int) -> str:
    return str(conn.execute("SELECT text FROM body WHERE version_id = ?", (version_id,)).fetchone()[0])


def _entities_of_sentence(
    conn: sqlite3.Connection, article_id: int, version_id: int, start: int, end: int, view: VisibleMap
) -> tuple[str, ...]:
    if view.of:
        found = mentions.of_article(conn, article_id, view)
        return _slugs(conn, dict.fromkeys(m.entity_id for m in found if start <= m.start < end), view)
    sql = """SELECT e.uid FROM mention m JOIN entity e ON e.id = m.entity_id
    WHERE m.version_id = ? AND m.start >= ? AND m.start < ? GROUP BY m.entity_id ORDER BY min(m.start)"""
    return tuple(row[0] for row in conn.execute(sql, (version_id, start, end)))


def _entities_of_article(
    conn: sqlite3.Connection, article_id: int, version_id: int, view: VisibleMap
) -> tuple[str, ...]:
    if view.of:
        counts = Counter(m.entity_id for m in mentions.of_article(conn, article_id, view))
        return _slugs(conn, dict(counts.most_common(_TOP)), view)
    sql = f"""SELECT e.uid FROM mention m JOIN entity e ON e.id = m.entity_id
    WHERE m.version_id = ? GROUP BY m.entity_id ORDER BY count(*) DESC, min(m.start) LIMIT {_TOP}"""
    return tuple(row[0] for row in conn.execute(sql, (version_id,)))


def _slugs(conn: sqlite3.Connection, ids: Iterable[int], view: VisibleMap) -> tuple[str, ...]:
    wanted = list(ids)
    rows = entities.rows(conn, wanted, view)
    return tuple(rows[entity_id].uid for entity_id in wanted)
