"""The timeline: dated sentences and articles, placed by one of three clocks; of the corpus or of one entity.

The clocks are never mixed: `event` is the day that a sentence tells of, `published` the day on which its
article came out, `ingested` the day on which it came into the corpus.

The table `timeline` keeps the dated sentences at write time under each entity, and under 0 for the whole
corpus, with all that a line's place and shape need; so those of an entity are one range of one key.  Its
articles are known from its mentions.  Of the whole corpus the counts by day are kept too (`timeline_day`):
they grow with days and languages, not with articles.
"""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from sys import intern
from typing import Any

from aitui.store import articles, entities, mentions
from aitui.store.articles import chunks, conditions
from aitui.store.database import consistent
from aitui.store.rows import PUBLISHED, DayCount, Filters, Mark, TimelineRow
from aitui.store.visible import RAW, VisibleMap
from aitui.text.fold import fold

# `entity_id` of the whole corpus.
EVERYTHING = 0

# By the day that is told of; by when the article came out; by when it came in.
CLOCKS = ("event", "published", "ingested")

# What `status` is kept as.
STATUSES = ("unknown", "past", "forecast")

# So many days at most has a date of each grain: a day, a week, a month, a quarter, a year, a decade; what is
# longer or open is of the last one.
GRAINS = (1, 7, 31, 92, 366, 3653)

# Entities named on a row of an article.
_TOP = 5

# What a dated sentence needs to have a place; a duration has none.
PLACED = """coalesce(x.earliest, x.latest) IS NOT NULL AND x.sentence_start IS NOT NULL
AND x.kind <> 'duration'"""
_DAYS = "x.earliest, x.latest, x.status"
_INGESTED = "CAST(replace(substr(a.ingested_at, 1, 10), '-', '') AS INTEGER)"
_OUT = "coalesce(CAST(replace(a.published_sort, '-', '') AS INTEGER), 0)"


def _places(out: str) -> str:
    """Return SQL for all places of an entity, which is asked for twice: its articles, and dated sentences.

    Args:
        out: the day of an article `a` by the clock; it stands in the column `out`.
    """
    return f"""(
        SELECT {out} AS out, {_OUT} AS day, a.id AS article_id, {PUBLISHED} AS start, 0 AS last, 1 AS status,
        a.lang FROM {articles.MENTIONING}
        UNION ALL SELECT {out}, l.day, l.article_id, l.start, l.last, l.status, l.lang
        FROM timeline l JOIN article a ON a.id = l.article_id WHERE l.entity_id = ?
    )"""


# Day of an article by each clock but `event`.
_BY_CLOCK = {"published": _OUT, "ingested": _INGESTED}


def day_number(day: str) -> int:
    """Return an ISO day as the table keeps it, in a third of its bytes: 20250107.  They sort as days do."""
    return int(day.replace("-", "").ljust(8, "0"))


def iso(number: int) -> str:
    """Return a day of the table as ISO."""
    return f"{number // 10000:04}-{number // 100 % 100:02}-{number % 100:02}"


def placed(earliest: str | None, latest: str | None, status: str) -> tuple[int, int | None, int]:
    """Return what a date tells: `first`, `last` and `status` of a `Mark`; one of the two days is there."""
    if earliest is None:
        assert latest is not None
        return day_number(latest), -1, STATUSES.index(status)
    last = None if latest is None else 0 if latest == earliest else day_number(latest)
    return day_number(earliest), last, STATUSES.index(status)


def grain(day: int, last: int | None) -> int:
    """Return how exact a date is: an index into `GRAINS`, one more for what is longer or open."""
    if last == 0:
        return 0
    if last is None or last < 0:
        return len(GRAINS)
    days = (_date(last) - _date(day)).days + 1
    return bisect_left(GRAINS, days)


def _date(number: int) -> date:
    return date(max(1, number // 10000), number // 100 % 100 or 1, number % 100 or 1)


# ---------------------------------------------------------------------------- reading


@consistent
def marks(
    conn: sqlite3.Connection,
    entity_id: int | None = None,
    clock: str = "event",
    filters: Filters | None = None,
    view: VisibleMap = RAW,
    limit: int = -1,
    before: Mark | None = None,
) -> list[Mark]:
    """Return places on the timeline, newest first; by other clocks than `event` an article before its days.

    Args:
        entity_id: only sentences and articles that mention it; None for all.
        clock: one of `CLOCKS`.  By `event` articles have no place.
        filters: `lang`, `source`, `sources`, `status` and `type` narrow what is there; `since` and `until`
            are days by the clock, and a stretch counts where any part of it lies between them.
        view: what judgements change.
        limit: of how many.
        before: the last one of those before.
    """
    filters = filters or Filters()
    if entity_id is not None and (touched := view.entity(entity_id)) is not None:
        found = _by_clock(conn, view.timeline(conn, touched), clock)
        return _first(_narrowed(conn, found, clock, filters, view, before), limit)
    if clock == "event":
        where, params = _narrow("t.entity_id = ?", [entity_id or EVERYTHING], filters, view)
        if before is not None:
            where += " AND (t.day, t.article_id, t.start) < (?, ?, ?)"
            params += [before.day, before.article_id, before.start]
        sql = f"""SELECT t.day, t.article_id, t.start, t.day, t.last, t.status, t.lang FROM timeline t
        WHERE {where} ORDER BY t.day DESC, t.article_id DESC, t.start DESC LIMIT ?"""
        return [Mark(*row) for row in conn.execute(sql, [*params, limit])]
    if entity_id is None:
        found = _of_everything(conn, clock, filters, before)
        return _first(_narrowed(conn, found, clock, filters, view, before), limit)
    where, params = _narrow("1", [entity_id, entity_id], filters, view, clock)
    if before is not None:
        where += " AND (t.out, t.article_id, -t.start) < (?, ?, ?)"
        params += [before.day, before.article_id, -before.start]
    sql = f"""SELECT t.out, t.article_id, t.start, t.day, t.last, t.status, t.lang
    FROM {_places(_BY_CLOCK[clock])} t WHERE {where} ORDER BY 1 DESC, 2 DESC, 3 LIMIT ?"""
    return [Mark(*row) for row in conn.execute(sql, [*params, limit])]


@consistent
def density(
    conn: sqlite3.Connection,
    entity_id: int | None = None,
    clock: str = "event",
    filters: Filters | None = None,
    view: VisibleMap = RAW,
) -> list[DayCount]:
    """Return how many places each day has, by language; the arguments are those of `marks`."""
    filters = filters or Filters()
    if entity_id is None and filters == Filters():
        return list(each_day(conn, clock))
    if entity_id is None or view.entity(entity_id) is not None:
        return counted(marks(conn, entity_id, clock, filters, view), clock)
    if clock == "event":
        places, day, last = "timeline t", "t.day", "t.last"
        where, params = _narrow("t.entity_id = ?", [entity_id], filters, view)
    else:
        places, day, last = f"{_places(_BY_CLOCK[clock])} t", "t.out", "0"
        where, params = _narrow("1", [entity_id, entity_id], filters, view, clock)
    sql = f"""SELECT {day}, {last}, t.lang, t.status, t.start < 0, count(*) FROM {places}
    WHERE {where} GROUP BY 1, 2, 3, 4, 5"""
    counts: Counter[tuple[int, str, int, bool, int]] = Counter()
    for out, end, lang, status, article, number in conn.execute(sql, params):
        counts[out, lang, status, bool(article), grain(out, end)] += number
    return [DayCount(*key, number) for key, number in sorted(counts.items())]


def each_day(conn: sqlite3.Connection, clock: str) -> Iterator[DayCount]:
    """Yield what `density` returns of the whole corpus."""
    sql = """SELECT day, lang, status, article, grain, count FROM timeline_day
    WHERE clock = ? AND count > 0 ORDER BY day"""
    for day, lang, status, of, *rest in conn.execute(sql, (CLOCKS.index(clock),)):
        yield DayCount(day, intern(lang), status, bool(of), *rest)


def _first(found: Iterable[Mark], limit: int) -> list[Mark]:
    return list(found if limit < 0 else islice(found, limit))


def counted(found: Iterable[Mark], clock: str) -> list[DayCount]:
    """Return what `density` returns of places that were read."""
    event = clock == "event"
    counts = Counter(
        (m.day, m.lang, m.status, m.start == PUBLISHED, grain(m.day, m.last) if event else 0) for m in found
    )
    return [DayCount(*key, number) for key, number in sorted(counts.items())]


def _narrow(
    where: str,
    params: list[object],
    filters: Filters,
    view: VisibleMap,
    clock: str = "event",
) -> tuple[str, list[object]]:
    """Return the condition on `timeline t`, or on `_places` as `t` where the clock is not `event`."""
    if filters.lang is not None:
        where += " AND t.lang = ?"
        params.append(filters.lang)
    if filters.status is not None:
        where += " AND t.start >= 0 AND t.status = ?"
        params.append(STATUSES.index(filters.status))
    if filters.source is not None or filters.sources is not None:
        of_source, more = conditions(Filters(source=filters.source, sources=filters.sources))
        where += f" AND t.article_id IN (SELECT a.id FROM article a WHERE {of_source})"
        params += more
    day = "t.day" if clock == "event" else "t.out"
    if filters.since is not None:
        end = "(t.last IS NULL OR max(t.last, t.day) >= ?)" if clock == "event" else f"{day} >= ?"
        where += f" AND {end}"
        params.append(day_number(filters.since))
    if filters.until is not None:
        where += f" AND {day} BETWEEN 1 AND ?"
        params.append(day_number(filters.until))
    if filters.type is not None:
        of_type, more = _of_type(filters.type, view)
        # Of an article: anything in it; of a sentence: what it names.
        where += f""" AND EXISTS (SELECT 1 FROM article b JOIN mention m ON m.version_id = b.version_id
        LEFT JOIN timex_row x ON x.version_id = b.version_id AND x.start = t.start
        WHERE b.id = t.article_id AND (t.start < 0 OR m.start BETWEEN x.sentence_start AND x.sentence_end - 1)
        AND {of_type})"""
        params += more
    return where, params


def _of_type(wanted: str, view: VisibleMap) -> tuple[str, list[object]]:
    """Return the condition on `mention m` that its entity is of a type, as the user sees it."""
    touched = json.dumps(sorted(view.of))
    members = json.dumps([i for shown in view.shown.values() if shown.type == wanted for i in shown.members])
    condition = """(m.entity_id IN (SELECT value FROM json_each(?)) OR (
    (SELECT type FROM entity WHERE id = m.entity_id) = ?
    AND m.entity_id NOT IN (SELECT value FROM json_each(?))))"""
    return condition, [members, wanted, touched]


def _of_everything(
    conn: sqlite3.Connection, clock: str, filters: Filters, before: Mark | None
) -> Iterator[Mark]:
    """Yield all articles by a clock, each with its dated sentences, newest first."""
    where, params = conditions(Filters(lang=filters.lang, source=filters.source, sources=filters.sources))
    # An index has each of them.
    column = "a.published_sort" if clock == "published" else "substr(a.ingested_at, 1, 10)"
    if before is not None and clock == "published" and not before.day:
        where += " AND a.published_sort IS NULL AND a.id <= ?"
        params.append(before.article_id)
    elif before is not None:
        # The day of `before` again; what of it was read already is left out afterwards.
        where += f" AND ({column} IS NULL OR {column} <= ?)"
        params.append(iso(before.day))
    day = _OUT if clock == "published" else _INGESTED
    sql = f"""SELECT {day}, a.id, a.lang, a.version_id FROM article a WHERE {where}
    ORDER BY {column} DESC, a.id DESC"""
    told = f"SELECT x.start, {_DAYS} FROM timex x WHERE x.version_id = ? AND {PLACED} ORDER BY x.start"
    for out, article_id, lang, version_id in conn.execute(sql, params):
        yield Mark(out, article_id, PUBLISHED, out, 0, 1, lang)
        for start, *days in conn.execute(told, (version_id,)):
            yield Mark(out, article_id, start, *placed(*days), lang)


def _by_clock(conn: sqlite3.Connection, found: Sequence[Mark], clock: str) -> Iterator[Mark]:
    """Yield places that were read by event, or as articles, as a clock has them."""
    if clock == "event":
        yield from (mark for mark in found if mark.start != PUBLISHED)
        return
    if clock == "published":
        out = {mark.article_id: mark.day for mark in found if mark.start == PUBLISHED}
    else:
        ids = json.dumps(sorted({mark.article_id for mark in found}))
        sql = f"SELECT a.id, {_INGESTED} FROM article a WHERE a.id IN (SELECT value FROM json_each(?))"
        out = dict(conn.execute(sql, (ids,)))
    moved = [mark._replace(day=out[mark.article_id]) for mark in found if mark.article_id in out]
    yield from sorted(moved, key=lambda mark: (-mark.day, -mark.article_id, mark.start))


def _narrowed(
    conn: sqlite3.Connection,
    found: Iterable[Mark],
    clock: str,
    filters: Filters,
    view: VisibleMap,
    before: Mark | None,
) -> Iterator[Mark]:
    """Yield the places after one of them that filters let through."""
    articles: set[int] | None = None
    if filters.source is not None or filters.sources is not None:
        where, params = conditions(Filters(source=filters.source, sources=filters.sources))
        articles = {row[0] for row in conn.execute(f"SELECT a.id FROM article a WHERE {where}", params)}
    status = None if filters.status is None else STATUSES.index(filters.status)
    since = 0 if filters.since is None else day_number(filters.since)
    until = 0 if filters.until is None else day_number(filters.until)
    of_type = None if filters.type is None else _of_type(filters.type, view)
    for mark in found:
        if before is not None and _order(mark, clock) <= _order(before, clock):
            continue
        if filters.lang not in (None, mark.lang):
            continue
        if articles is not None and mark.article_id not in articles:
            continue
        if status is not None and (mark.start == PUBLISHED or mark.status != status):
            continue
        end = mark.day if clock != "event" else (mark.last or mark.day) if mark.last != -1 else mark.day
        if since and not (clock == "event" and mark.last is None) and end < since:
            continue
        if until and not 0 < mark.day <= until:
            continue
        if of_type is not None and not _names(conn, mark, *of_type):
            continue
        yield mark


def _order(mark: Mark, clock: str) -> tuple[int, int, int]:
    start = -mark.start if clock == "event" else mark.start
    return (-mark.day, -mark.article_id, start)


def _names(conn: sqlite3.Connection, mark: Mark, condition: str, params: list[object]) -> bool:
    """Tell whether an article, or a dated sentence, names an entity of a type."""
    sql = f"""SELECT 1 FROM article b JOIN mention m ON m.version_id = b.version_id
    LEFT JOIN timex_row x ON x.version_id = b.version_id AND x.start = ?
    WHERE b.id = ? AND (? < 0 OR m.start BETWEEN x.sentence_start AND x.sentence_end - 1) AND {condition}
    LIMIT 1"""
    return conn.execute(sql, [mark.start, mark.article_id, mark.start, *params]).fetchone() is not None


def languages(conn: sqlite3.Connection) -> set[str]:
    """Return the languages of the articles in the corpus."""
    sql = "SELECT DISTINCT lang FROM timeline_day WHERE clock = 1 AND article = 1 AND count > 0"
    return {row[0] for row in conn.execute(sql)}


def sources(conn: sqlite3.Connection, wanted: str) -> list[int]:
    """Return the ids of the sources whose name holds a text, compared folded."""
    wanted = fold(wanted)
    return [i for i, name in conn.execute("SELECT id, name FROM source") if wanted in fold(name)]


# ---------------------------------------------------------------------------- what a place says


@consistent
def rows(
    conn: sqlite3.Connection, wanted: Sequence[Mark], view: VisibleMap = RAW, *, named: bool = True
) -> list[TimelineRow]:
    """Return what places say, in their order; what another process has taken out meanwhile is left out.

    Args:
        named: whether to tell the entities too.
    """
    found: dict[tuple[int, int], Sequence[Any]] = {}
    bodies: dict[int, str] = {}
    for chunk in chunks(range(len(wanted))):
        places = json.dumps([[wanted[at].article_id, wanted[at].start] for at in chunk])
        sql = """SELECT a.id, json_extract(w.value, '$[1]'), v.earliest, v.latest, v.status, v.edtf,
        x.start + x.length,
        x.sentence_start, x.sentence_end, a.published, a.published_sort, a.published_end, a.title,
        a.version_id, a.lang, s.name, substr(a.ingested_at, 1, 10)
        FROM json_each(?) w JOIN article a ON a.id = json_extract(w.value, '$[0]')
        LEFT JOIN source s ON s.id = a.source_id
        LEFT JOIN timex_row x ON x.version_id = a.version_id AND x.start = json_extract(w.value, '$[1]')
        LEFT JOIN time_value v ON v.id = x.value_id"""
        found |= {(row[0], row[1]): row[2:] for row in conn.execute(sql, (places,))}
    told: list[TimelineRow] = []
    for mark in wanted:
        row = found.get((mark.article_id, mark.start))
        if row is None or (mark.start != PUBLISHED and row[3] is None):
            continue
        earliest, latest, status, edtf, end, first, last, published, day, day_end = row[:10]
        title, version_id, lang, source, ingested = row[10:]
        names: tuple[str, ...] = ()
        if mark.start == PUBLISHED:
            if named:
                names = _entities_of_article(conn, mark.article_id, version_id, view)
            told.append(
                TimelineRow(
                    day, day_end, published, "published", "past", mark.article_id, PUBLISHED, PUBLISHED,
                    title, names, None, lang, source, published, ingested,
                )
            )  # fmt: skip
            continue
        if named:
            names = _entities_of_sentence(conn, mark.article_id, version_id, first, last, view)
        if version_id not in bodies:  # once a text: it may be long, with many dates
            bodies[version_id] = _body(conn, version_id)
        sentence = " ".join(bodies[version_id][first:last].split())
        told.append(
            TimelineRow(
                earliest, latest, edtf, "event", status, mark.article_id, mark.start, end,
                sentence, names, (first, last), lang, source, published, ingested,
            )
        )  # fmt: skip
    return told


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
    named = entities.rows(conn, wanted, view)
    return tuple(named[entity_id].uid for entity_id in wanted)


# ---------------------------------------------------------------------------- writing


def published(conn: sqlite3.Connection, article_id: int) -> int:
    """Return the day on which an article came out, 0 where it is not known."""
    sql = f"SELECT {_OUT} FROM article a WHERE a.id = ?"
    return int(conn.execute(sql, (article_id,)).fetchone()[0])


def last_published(conn: sqlite3.Connection, entity_id: int, besides: int) -> int:
    """Return the last day on which an article but one came out that mentions an entity, 0 for none."""
    sql = f"SELECT coalesce(max({_OUT}), 0) FROM {articles.MENTIONING} WHERE a.id <> ?"
    return int(conn.execute(sql, (entity_id, besides)).fetchone()[0])


def place(conn: sqlite3.Connection, article_id: int, sign: int) -> None:
    """Put the days of an article on the timeline of the corpus and of its entities, or take them off.

    Inside a transaction, with the article and what was found in it as they are kept.

    Args:
        sign: +1 to put them on, -1 to take them off.
    """
    version_id, lang, out, came_in = conn.execute(
        f"SELECT a.version_id, a.lang, {_OUT}, {_INGESTED} FROM article a WHERE a.id = ?", (article_id,)
    ).fetchone()
    found: set[tuple[int, int, int, int, int | None, int]] = set()
    days = Counter([(1, 1, out, 1, 0), (2, 1, came_in, 1, 0)])
    told = f"""SELECT x.start, x.sentence_start, x.sentence_end, {_DAYS} FROM timex x
    WHERE x.version_id = ? AND {PLACED}"""
    for start, first, last, *dated in conn.execute(told, (version_id,)).fetchall():
        day, last_day, status = placed(*dated)
        exact = grain(day, last_day)
        days.update([(0, 0, day, status, exact), (1, 0, out, status, 0), (2, 0, came_in, status, 0)])
        named = conn.execute(
            "SELECT entity_id FROM mention WHERE version_id = ? AND start >= ? AND start < ?",
            (version_id, first, last),
        )
        for entity_id in (EVERYTHING, *(row[0] for row in named)):
            found.add((entity_id, day, article_id, start, last_day, status))
    if sign > 0:
        conn.executemany(
            "INSERT INTO timeline VALUES(?, ?, ?, ?, ?, ?, ?)",
            # The key alone: an open end is no number.
            ((*row, lang) for row in sorted(found, key=lambda row: row[:4])),
        )
    else:
        conn.executemany(
            "DELETE FROM timeline WHERE entity_id = ? AND day = ? AND article_id = ? AND start = ?",
            sorted(row[:4] for row in found),
        )
    conn.executemany(
        """INSERT INTO timeline_day(clock, article, day, status, grain, lang, count)
        VALUES(?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count""",
        ((*key, lang, sign * number) for key, number in days.items()),
    )
