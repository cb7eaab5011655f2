"""What there is to say about one entity: where and when it is mentioned, under which names, and with whom."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from aitui.errors import StoreError
from aitui.frozen import frozen
from aitui.store import articles, entities
from aitui.store.company import company
from aitui.store.database import consistent, snapshot
from aitui.store.forms import forms, learned
from aitui.store.rows import ArticleRow, ContextRow, EntityCard, SeenRow, ShareRow
from aitui.store.visible import RAW, Shown, VisibleMap

# Code points on either side of a place in a concordance: more than any screen shows.
CONTEXT = 160
# Places whose articles are looked up at once.
_AT_ONCE = 200


@consistent
def card(conn: sqlite3.Connection, entity_id: int, view: VisibleMap = RAW) -> EntityCard:
    """Return the card of an entity.

    Raises:
        StoreError: there is no such entity.
    """
    row = entities.rows(conn, [entity_id], view).get(entity_id)
    if row is None:
        raise StoreError("this entity is no longer in the corpus; start aitui again")
    held = _held(conn, entity_id, view.entity(entity_id))
    months = Counter[str]()
    for one in held:
        if one.day:
            months[one.day[:7]] += one.mentions
    dated = sorted((one.day, one.article_id, one.start) for one in held if one.day)
    spellings, read = forms(conn, entity_id, view)
    return EntityCard(
        row,
        _shares((one.lang, one) for one in held),
        _shares((one.source or "unknown", one) for one in held),
        sorted(months.items()),
        SeenRow(*dated[0]) if dated else None,
        SeenRow(*dated[-1]) if dated else None,
        learned(conn, spellings, view),
        company(conn, entity_id, view),
        read,
    )


@frozen
class _Held:
    """An article that mentions the entity: how often, and where first."""

    article_id: int
    lang: str
    source: str | None
    day: str | None
    mentions: int
    start: int


def _held(conn: sqlite3.Connection, entity_id: int, touched: Shown | None) -> list[_Held]:
    found = """SELECT version_id, count(*) AS n, min(start) AS start FROM mention WHERE entity_id = ?
    GROUP BY version_id"""
    param: object = entity_id
    if touched is not None:
        found = """SELECT json_extract(value, '$[0]') AS version_id, json_extract(value, '$[1]') AS n,
        json_extract(value, '$[2]') AS start FROM json_each(?)"""
        first: dict[int, int] = {}
        places = touched.places(conn)
        for version, start in zip(places.version, places.start, strict=True):
            first.setdefault(version, start)
        param = json.dumps([(version, n, first[version]) for version, n in places.versions().items()])
    sql = f"""SELECT a.id, a.lang, s.name, a.published_sort, m.n, m.start FROM ({found}) m
    JOIN article a ON a.version_id = m.version_id LEFT JOIN source s ON s.id = a.source_id"""
    return [_Held(*row) for row in conn.execute(sql, (param,))]


def _shares(held: Iterable[tuple[str, _Held]]) -> list[ShareRow]:
    """Return the parts of what the articles are told apart by, most mentioned first."""
    parts: dict[str, list[_Held]] = {}
    for name, one in held:
        parts.setdefault(name, []).append(one)
    rows = []
    for name, part in parts.items():
        months = Counter[str]()
        for one in part:
            if one.day:
                months[one.day[:7]] += one.mentions
        rows.append(ShareRow(name, sum(one.mentions for one in part), len(part), sorted(months.items())))
    return sorted(rows, key=lambda row: (-row.mentions, row.name))


def contexts(
    conn: sqlite3.Connection, article_ids: Sequence[int], starts: Sequence[int], ends: Sequence[int]
) -> Iterator[ContextRow]:
    """Yield places with the words around them, in the order given; places of no article are left out.

    One state of the file; the rows of some hundred places are read at a time.

    Args:
        article_ids, starts, ends: parallel.
    """
    text, last = "", -1
    with snapshot(conn):
        for at in range(0, len(article_ids), _AT_ONCE):
            part = slice(at, at + _AT_ONCE)
            rows = articles.rows(conn, list(dict.fromkeys(article_ids[part])))
            for article_id, start, end in zip(article_ids[part], starts[part], ends[part], strict=True):
                row = rows.get(article_id)
                if row is None:
                    continue  # taken out since the places were read
                if article_id != last:
                    text, last = articles.text(conn, article_id).text, article_id
                yield _context(row, text, start, end)


def _context(row: ArticleRow, text: str, start: int, end: int) -> ContextRow:
    left, hit, right = (
        " ".join(part.split())
        for part in (text[max(0, start - CONTEXT) : start], text[start:end], text[end : end + CONTEXT])
    )
    # The blanks at the hit itself are kept: they tell a word from a part of one.
    left += " " if text[max(0, start - 1) : start].isspace() else ""
    right = (" " if text[end : end + 1].isspace() else "") + right
    return ContextRow(row.id, row.lang, row.source, row.published, start, end, left, hit, right)
