"""Articles: lists in reading order, and the text of one."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence

from aitui.later import json
from aitui.store import sentence_spans
from aitui.store.database import consistent
from aitui.store.rows import ArticleRow, ArticleText, Filters
from aitui.store.uids import source_uid

# Newest published first, without a date last (NULL sorts lowest), then newest in.  An index has this order.
ORDER = "a.published_sort DESC, a.id DESC"

_OF_ROW = "a.id, a.uid, a.title, a.title_made, s.name, a.lang, a.published, a.author, a.url, v.length"
_BESIDE = "JOIN version v ON v.id = a.version_id LEFT JOIN source s ON s.id = a.source_id"
_COLUMNS = f"{_OF_ROW} FROM article a {_BESIDE}"

# The articles `a` that mention an entity.  The index holds id, version, `published_sort` and language: no row
# of an article is read for these.
MENTIONING = """(SELECT DISTINCT version_id FROM mention_row WHERE entity_id = ?) m
CROSS JOIN article a INDEXED BY article_place ON a.version_id = m.version_id"""

# SQLite takes a limited number of parameters in one statement.
_CHUNK = 500


def ids(conn: sqlite3.Connection, filters: Filters | None = None, limit: int = -1) -> array[int]:
    """Return the ids of all articles in reading order, or of the first `limit`."""
    where, params = conditions(filters)
    sql = f"SELECT a.id FROM article a WHERE {where} ORDER BY {ORDER} LIMIT ?"
    return flat(conn.execute(sql, [*params, limit]))


def ids_of_entity(conn: sqlite3.Connection, entity_id: int) -> array[int]:
    """Return the ids of the articles that mention an entity, in reading order."""
    sql = f"""SELECT a.id FROM (SELECT DISTINCT version_id FROM mention WHERE entity_id = ?) m
    JOIN article a ON a.version_id = m.version_id ORDER BY {ORDER}"""
    return flat(conn.execute(sql, (entity_id,)))


def rows(conn: sqlite3.Connection, ids: Sequence[int]) -> dict[int, ArticleRow]:
    """Return the rows of the articles that exist among the ids."""
    found: dict[int, ArticleRow] = {}
    for chunk in chunks(ids):
        marks = ",".join("?" * len(chunk))
        for row in conn.execute(f"SELECT {_COLUMNS} WHERE a.id IN ({marks})", chunk):
            found[row[0]] = _row(row)
    return found


def newest(conn: sqlite3.Connection, limit: int) -> list[ArticleRow]:
    """Return the first rows in reading order; reads no more than these, however large the corpus."""
    return [_row(row) for row in conn.execute(f"SELECT {_COLUMNS} ORDER BY {ORDER} LIMIT ?", (limit,))]


@consistent
def text(conn: sqlite3.Connection, article_id: int) -> ArticleText:
    """Return the current text with its furniture and sentences.

    Raises:
        KeyError: no such article.
    """
    row = conn.execute(
        """SELECT v.id, v.uid, b.text FROM article a JOIN version v ON v.id = a.version_id
        JOIN body b ON b.version_id = v.id WHERE a.id = ?""",
        (article_id,),
    ).fetchone()
    if row is None:
        raise KeyError(article_id)
    spans = sentence_spans.of_version(conn, row[0])
    return ArticleText(row[0], row[1], row[2], furniture(conn, row[0]), spans)


def bodies(conn: sqlite3.Connection, ids: Sequence[int]) -> Iterator[tuple[ArticleRow, int, str, str | None]]:
    """Yield row, version id, text and packed sentences of the articles that exist, in the order of ids."""
    sql = f"""SELECT {_OF_ROW}, a.version_id, b.text, p.spans FROM json_each(?) j
    CROSS JOIN article a ON a.id = j.value {_BESIDE} JOIN body b ON b.version_id = a.version_id
    LEFT JOIN sentence_spans p ON p.version_id = a.version_id"""
    for row in conn.execute(sql, (json.dumps(list(ids)),)):
        yield _row(row[:10]), *row[10:]


def furniture(conn: sqlite3.Connection, version_id: int) -> list[tuple[int, int, str]]:
    """Return start, end and reason of the furniture of a text, sorted."""
    sql = 'SELECT start, "end", reason FROM boilerplate WHERE version_id = ? ORDER BY start'
    return conn.execute(sql, (version_id,)).fetchall()


def sentences(conn: sqlite3.Connection, version_id: int) -> list[tuple[int, int]]:
    """Return start and end of the sentences of a text, sorted."""
    return sentence_spans.pairs(sentence_spans.of_version(conn, version_id))


def languages(conn: sqlite3.Connection, ids: Sequence[int]) -> list[str]:
    """Return the languages of articles."""
    sql = "SELECT DISTINCT lang FROM article WHERE id IN (SELECT value FROM json_each(?))"
    return [row[0] for row in conn.execute(sql, (json.dumps(list(ids)),))]


def by_uid(conn: sqlite3.Connection, uid: str) -> int | None:
    """Return the id of the article with this uid."""
    row = conn.execute("SELECT id FROM article WHERE uid = ?", (uid,)).fetchone()
    return None if row is None else int(row[0])


def published_sort(conn: sqlite3.Connection, article_id: int) -> str:
    """Return the first day on which an article may have come out, ISO; empty where that is not known."""
    row = conn.execute("SELECT published_sort FROM article WHERE id = ?", (article_id,)).fetchone()
    return (row and row[0]) or ""


def days(conn: sqlite3.Connection, ids: Sequence[int]) -> list[tuple[int, str, str | None, str | None]]:
    """Return id, language, first and last day of publication, ISO, of those among the ids that exist."""
    found: list[tuple[int, str, str | None, str | None]] = []
    for chunk in chunks(ids):
        marks = ",".join("?" * len(chunk))
        sql = f"SELECT id, lang, published_sort, published_end FROM article WHERE id IN ({marks})"
        found.extend(conn.execute(sql, chunk))
    return found


def newest_until(conn: sqlite3.Connection, day: str) -> int | None:
    """Return the newest article that came out on a day or before it."""
    sql = f"SELECT a.id FROM article a WHERE a.published_sort <= ? ORDER BY {ORDER} LIMIT 1"
    row = conn.execute(sql, (day,)).fetchone()
    return None if row is None else int(row[0])


def address(conn: sqlite3.Connection, article_id: int) -> str | None:
    """Return where an article came from: its web address, else the file or the name that it was given."""
    row = conn.execute("SELECT url, address FROM article WHERE id = ?", (article_id,)).fetchone()
    return None if row is None else row[0] or row[1]


def by_uid_prefix(conn: sqlite3.Connection, prefix: str) -> list[int]:
    """Return the ids of the articles whose uid begins so, two at most: what tells one from several."""
    sql = "SELECT id FROM article WHERE uid >= ? AND uid < ? ORDER BY uid LIMIT 2"
    return list(flat(conn.execute(sql, (prefix, prefix + "\U0010ffff")))) if prefix else []


def provenance(conn: sqlite3.Connection, ids: Sequence[int]) -> list[dict[str, object]]:
    """Return what the journal keeps of articles that are taken out: uid, title, address."""
    found: list[dict[str, object]] = []
    for chunk in chunks(ids):
        for uid, title, address in conn.execute(
            f"SELECT uid, title, address FROM article WHERE id IN ({','.join('?' * len(chunk))})", chunk
        ):
            found.append({"uid": uid, "title": title, "address": address})
    return found


def count(conn: sqlite3.Connection, filters: Filters | None = None) -> int:
    """Return the number of articles, or of those that filters leave."""
    where, params = conditions(filters)
    return int(conn.execute(f"SELECT count(*) FROM article a WHERE {where}", params).fetchone()[0])


def current_version(conn: sqlite3.Connection, uid: str) -> str | None:
    """Return the uid of the current text of an article, None when the article is not in."""
    row = conn.execute(
        "SELECT v.uid FROM article a JOIN version v ON v.id = a.version_id WHERE a.uid = ?", (uid,)
    ).fetchone()
    return None if row is None else str(row[0])


def ids_of_source(conn: sqlite3.Connection, name: str) -> array[int]:
    """Return the ids of the articles of a source, its name compared folded."""
    return ids(conn, Filters(source=name))


def conditions(filters: Filters | None) -> tuple[str, list[object]]:
    """Return the SQL condition on `article a` and its parameters; `1` when nothing narrows."""
    parts, params = ["1"], list[object]()
    if filters is not None:
        if filters.versions is not None:
            parts.append("a.version_id IN (SELECT value FROM json_each(?))")
            params.append(filters.versions)
        elif filters.entity_id is not None:
            parts.append("a.version_id IN (SELECT version_id FROM mention WHERE entity_id = ?)")
            params.append(filters.entity_id)
        source = source_uid(filters.source) if filters.source is not None else None
        for condition, value in (
            ("a.lang = ?", filters.lang),
            ("a.source_id = (SELECT id FROM source WHERE uid = ?)", source),
            ("a.source_id IN (SELECT value FROM json_each(?))", filters.sources),
            ("a.published_sort >= ?", filters.since),
            ("a.published_sort <= ?", filters.until),
            ("a.id IN (SELECT value FROM json_each(?))", filters.articles),
            ("a.ingested_at > ?", filters.added_after),
        ):
            if value is not None:
                parts.append(condition)
                params.append(value)
        if filters.facets:
            from aitui.store import facets  # with all that they need: a start does without

            for condition, values in facets.conditions(filters.facets):
                parts.append(condition)
                params.extend(values)
    return " AND ".join(parts), params


def chunks(ids: Sequence[int]) -> Iterator[list[int]]:
    """Yield the ids in lists short enough for one statement."""
    for start in range(0, len(ids), _CHUNK):
        yield list(ids[start : start + _CHUNK])


def flat(rows: Iterable[tuple[int]]) -> array[int]:
    """Return the only column of a result."""
    return array("q", (row[0] for row in rows))


def _row(
    row: tuple[int, str, str, int, str | None, str, str | None, str | None, str | None, int],
) -> ArticleRow:
    return ArticleRow(row[0], row[1], row[2], bool(row[3]), *row[4:])
