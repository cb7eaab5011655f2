"""What there is to say about one entity: where it is mentioned, under which names, and with whom."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from aitui.errors import StoreError
from aitui.store import articles, entities, mentions
from aitui.store.database import consistent
from aitui.store.rows import ContextRow, EntityCard, FormRow
from aitui.store.visible import RAW, Shown, VisibleMap

# Spellings are counted on so many mentions, newest first: each costs a look into its text.
FORMS_READ = 5_000
# Company is kept count of in so many articles, newest first.
TOGETHER_READ = 5_000
# Code points on either side of a place in a concordance: more than any screen shows.
CONTEXT = 160


@consistent
def card(conn: sqlite3.Connection, entity_id: int, view: VisibleMap = RAW) -> EntityCard:
    """Return the card of an entity.

    Raises:
        StoreError: there is no such entity.
    """
    row = entities.rows(conn, [entity_id], view).get(entity_id)
    if row is None:
        raise StoreError("this entity is no longer in the corpus; start aitui again")
    touched = view.entity(entity_id)
    by_language, by_source, months, first, last = _spread(conn, entity_id, touched)
    spellings, read = forms(conn, entity_id, view)
    together = _together(conn, entity_id, view)
    return EntityCard(row, by_language, by_source, months, first, last, spellings, together, read)


Ranked = list[tuple[str, int, int]]


def _spread(
    conn: sqlite3.Connection, entity_id: int, touched: Shown | None
) -> tuple[Ranked, Ranked, list[tuple[str, int]], str | None, str | None]:
    languages: dict[str, list[int]] = {}
    sources: dict[str, list[int]] = {}
    months = Counter[str]()
    days: list[str] = []
    found = "SELECT version_id, count(*) AS n FROM mention WHERE entity_id = ? GROUP BY version_id"
    param: object = entity_id
    if touched is not None:
        found = "SELECT key AS version_id, value AS n FROM json_each(?)"
        param = json.dumps(touched.versions())
    sql = f"""SELECT a.lang, s.name, a.published_sort, m.n FROM ({found}) m
    JOIN article a ON a.version_id = m.version_id LEFT JOIN source s ON s.id = a.source_id"""
    for lang, source, day, number in conn.execute(sql, (param,)):
        for table, name in ((languages, lang), (sources, source or "unknown")):
            sums = table.setdefault(name, [0, 0])
            sums[0] += number
            sums[1] += 1
        if day:
            months[day[:7]] += 1
            days.append(day)

    def ranked(table: dict[str, list[int]]) -> Ranked:
        return sorted(
            ((name, found, held) for name, (found, held) in table.items()), key=lambda row: (-row[1], row[0])
        )

    first, last = min(days, default=None), max(days, default=None)
    return ranked(languages), ranked(sources), sorted(months.items()), first, last


def forms(conn: sqlite3.Connection, entity_id: int, view: VisibleMap = RAW) -> tuple[list[FormRow], int]:
    """Return the spellings of an entity, most frequent first, and on how many mentions they were counted."""
    touched = view.entity(entity_id)
    if touched is not None:
        return _shown_forms(conn, touched.members[0], view)
    sql = f"""SELECT a.id, m.start, r.kind, r.name, substr(b.text, m.start + 1, m."end" - m.start)
    FROM mention m JOIN article a ON a.version_id = m.version_id JOIN body b ON b.version_id = m.version_id
    JOIN rule r ON r.id = m.rule_id WHERE m.entity_id = ? ORDER BY {articles.ORDER}, m.start LIMIT ?"""
    return _counted(conn.execute(sql, (entity_id, FORMS_READ)))


def _shown_forms(conn: sqlite3.Connection, entity_id: int, view: VisibleMap) -> tuple[list[FormRow], int]:
    def places() -> Iterator[tuple[int, int, str, str, str]]:
        for article_id in dict.fromkeys(mentions.of_entity(conn, entity_id, view).article_id):
            text = articles.text(conn, article_id).text
            for row in mentions.of_article(conn, article_id, view):
                if row.entity_id == entity_id:
                    yield article_id, row.start, row.kind, row.rule, text[row.start : row.end]

    return _counted(islice(places(), FORMS_READ))


def _counted(places: Iterable[tuple[int, int, str, str, str]]) -> tuple[list[FormRow], int]:
    """Return the spellings, most frequent first, and on how many mentions they were counted."""
    found: dict[tuple[str, str, str], list[int]] = {}
    read = 0
    for article_id, start, kind, rule, surface in places:
        read += 1
        place = found.setdefault((" ".join(surface.split()), kind, rule), [0, article_id, start])
        place[0] += 1
    rows = [FormRow(*spelling, *place) for spelling, place in found.items()]
    return sorted(rows, key=lambda row: (-row.mentions, row.surface)), read


def _together(
    conn: sqlite3.Connection, entity_id: int, view: VisibleMap, limit: int = 20
) -> list[tuple[int, int, float]]:
    """Return the company of an entity by cosine association: shared articles over the mean of both."""
    touched = view.entity(entity_id)
    if touched is not None:
        entity_id = touched.members[0]
        versions = list(touched.versions())[-TOGETHER_READ:]
        totals = {entity_id: touched.articles}
    else:
        sql = "SELECT DISTINCT version_id FROM mention WHERE entity_id = ? ORDER BY version_id DESC LIMIT ?"
        versions = list(articles.flat(conn.execute(sql, (entity_id, TOGETHER_READ))))
        totals = _held(conn, [entity_id])
    sql = """SELECT m.entity_id, count(DISTINCT m.version_id)
    FROM (SELECT value AS version_id FROM json_each(?)) own
    JOIN mention m ON m.version_id = own.version_id GROUP BY m.entity_id"""
    given = (json.dumps(versions),)
    shared = {other: n for other, n in conn.execute(sql, given) if other not in view.of}
    shared.pop(entity_id, None)
    totals |= _held(conn, list(shared))
    own_versions = set(versions)
    for other, found in view.shown.items():
        number = len(own_versions.intersection(found.version))
        if number and other != entity_id:
            shared[other], totals[other] = number, found.articles
    own = totals.get(entity_id, 1)
    rows = [(other, n, n / (own * totals[other]) ** 0.5) for other, n in shared.items() if totals.get(other)]
    return sorted(rows, key=lambda row: (-row[2], -row[1], row[0]))[:limit]


def _held(conn: sqlite3.Connection, ids: Sequence[int]) -> dict[int, int]:
    """Return entity id -> number of articles."""
    totals: dict[int, int] = {}
    for chunk in articles.chunks(ids):
        marks = ",".join("?" * len(chunk))
        totals.update(
            conn.execute(f"SELECT entity_id, articles FROM entity_total WHERE entity_id IN ({marks})", chunk)
        )
    return totals


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
