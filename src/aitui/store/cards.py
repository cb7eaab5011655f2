"""What there is to say about one entity: where it is mentioned, under which names, and with whom."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence

from aitui.errors import StoreError
from aitui.store import articles, entities
from aitui.store.database import consistent
from aitui.store.rows import ContextRow, EntityCard, FormRow

# Spellings are counted on so many mentions, newest first: each costs a look into its text.
FORMS_READ = 5_000
# Company is kept count of in so many articles, newest first.
TOGETHER_READ = 5_000
# Code points on either side of a place in a concordance: more than any screen shows.
CONTEXT = 160


@consistent
def card(conn: sqlite3.Connection, entity_id: int) -> EntityCard:
    """Return the card of an entity.

    Raises:
        StoreError: there is no such entity.
    """
    row = entities.rows(conn, [entity_id]).get(entity_id)
    if row is None:
        raise StoreError("this entity is no longer in the corpus; start aitui again")
    by_language, by_source, months = _spread(conn, entity_id)
    dates = conn.execute(
        """SELECT min(a.published_sort), max(a.published_sort) FROM article a
        JOIN (SELECT DISTINCT version_id FROM mention WHERE entity_id = ?) m
        ON m.version_id = a.version_id""",
        (entity_id,),
    ).fetchone()
    forms, read = _forms(conn, entity_id)
    return EntityCard(
        row, by_language, by_source, months, dates[0], dates[1], forms, _together(conn, entity_id), read
    )


def _spread(
    conn: sqlite3.Connection, entity_id: int
) -> tuple[list[tuple[str, int, int]], list[tuple[str, int, int]], list[tuple[str, int]]]:
    languages: dict[str, list[int]] = {}
    sources: dict[str, list[int]] = {}
    months = Counter[str]()
    sql = """SELECT a.lang, s.name, substr(a.published_sort, 1, 7), m.n
    FROM (SELECT version_id, count(*) AS n FROM mention WHERE entity_id = ? GROUP BY version_id) m
    JOIN article a ON a.version_id = m.version_id LEFT JOIN source s ON s.id = a.source_id"""
    for lang, source, month, number in conn.execute(sql, (entity_id,)):
        for table, name in ((languages, lang), (sources, source or "unknown")):
            sums = table.setdefault(name, [0, 0])
            sums[0] += number
            sums[1] += 1
        if month:
            months[month] += 1

    def ranked(table: dict[str, list[int]]) -> list[tuple[str, int, int]]:
        return sorted(
            ((name, found, held) for name, (found, held) in table.items()), key=lambda row: (-row[1], row[0])
        )

    return ranked(languages), ranked(sources), sorted(months.items())


def _forms(conn: sqlite3.Connection, entity_id: int) -> tuple[list[FormRow], int]:
    sql = f"""SELECT a.id, m.version_id, m.start, m."end", m.kind, r.name
    FROM mention m JOIN article a ON a.version_id = m.version_id JOIN rule r ON r.id = m.rule_id
    WHERE m.entity_id = ? ORDER BY {articles.ORDER}, m.start LIMIT ?"""
    found: dict[tuple[str, str, str], list[int]] = {}
    text, last, read = "", -1, 0
    for article_id, version_id, start, end, kind, rule in conn.execute(sql, (entity_id, FORMS_READ)):
        if version_id != last:  # one look into a text for all its mentions
            row = conn.execute("SELECT text FROM body WHERE version_id = ?", (version_id,)).fetchone()
            text, last = row[0], version_id
        read += 1
        place = found.setdefault((" ".join(text[start:end].split()), kind, rule), [0, article_id, start])
        place[0] += 1
    rows = [FormRow(*key, *place) for key, place in found.items()]
    return sorted(rows, key=lambda row: (-row.mentions, row.surface)), read


def _together(conn: sqlite3.Connection, entity_id: int, limit: int = 20) -> list[tuple[int, int, float]]:
    """Return the company of an entity by cosine association: shared articles over the mean of both."""
    sql = """WITH own AS (SELECT DISTINCT version_id FROM mention WHERE entity_id = ?
        ORDER BY version_id DESC LIMIT ?)
    SELECT m.entity_id, count(DISTINCT m.version_id) AS n FROM own
    JOIN mention m ON m.version_id = own.version_id WHERE m.entity_id != ? GROUP BY m.entity_id"""
    shared = dict(conn.execute(sql, (entity_id, TOGETHER_READ, entity_id)))
    totals: dict[int, int] = {}
    for chunk in articles.chunks([entity_id, *shared]):
        marks = ",".join("?" * len(chunk))
        totals.update(
            conn.execute(f"SELECT entity_id, articles FROM entity_total WHERE entity_id IN ({marks})", chunk)
        )
    own = totals.get(entity_id, 1)
    rows = [(other, n, n / (own * totals[other]) ** 0.5) for other, n in shared.items() if totals.get(other)]
    return sorted(rows, key=lambda row: (-row[2], -row[1], row[0]))[:limit]


@consistent
def contexts(
    conn: sqlite3.Connection, article_ids: Sequence[int], starts: Sequence[int], ends: Sequence[int]
) -> list[ContextRow]:
    """Return places with the words around them, in the order given; places of no article are left out.

    Args:
        article_ids, starts, ends: parallel.
    """
    rows = articles.rows(conn, list(dict.fromkeys(article_ids)))
    found: list[ContextRow] = []
    text, last = "", -1
    for article_id, start, end in zip(article_ids, starts, ends, strict=True):
        row = rows.get(article_id)
        if row is None:
            continue  # taken out since the places were read
        if article_id != last:
            text, last = articles.text(conn, article_id).text, article_id
        left, hit, right = (
            " ".join(part.split())
            for part in (text[max(0, start - CONTEXT) : start], text[start:end], text[end : end + CONTEXT])
        )
        # The blanks at the hit itself are kept: they tell a word from a part of one.
        left += " " if text[max(0, start - 1) : start].isspace() else ""
        right = (" " if text[end : end + 1].isspace() else "") + right
        found.append(
            ContextRow(article_id, row.lang, row.source, row.published, start, end, left, hit, right)
        )
    return found
