"""Sentences as they can be compared with those of other articles: whom they name, their figures and days.

Nothing of this is kept: a sentence without figure or date is a claim only once another article tells it too.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Hashable

from aitui.frozen import NamedTuple
from aitui.model import Telling
from aitui.store import articles, mentions
from aitui.store.claims import fingerprint
from aitui.store.visible import RAW, VisibleMap

# Statements are numbered beyond the claims of a text, by their place.
BEYOND = 1 << 20


class Statement(NamedTuple):
    """A sentence of an article.

    Attributes:
        telling: as other claims are told; it has neither figure nor date.
        text: its exact words.
        values: its figures and days, equal in any language.
        claimed: whether it is a claim already, by a figure or a date.
    """

    telling: Telling
    text: str
    values: frozenset[Hashable]
    claimed: bool


def of_article(
    conn: sqlite3.Connection, article_id: int, view: VisibleMap = RAW, limit: int = -1
) -> list[Statement]:
    """Return the sentences of an article in order.

    Args:
        view: what judgements change.
        limit: how many of the first.
    """
    sql = """SELECT a.version_id, a.lang, s.name, a.published, a.published_sort, b.text
    FROM article a JOIN body b ON b.version_id = a.version_id LEFT JOIN source s ON s.id = a.source_id
    WHERE a.id = ?"""
    row = conn.execute(sql, (article_id,)).fetchone()
    if row is None:
        return []
    version_id, lang, source, published, day, body = row
    spans = articles.sentences(conn, version_id)[: limit if limit >= 0 else None]
    named = mentions.of_article(conn, article_id, view)
    values: list[tuple[int, Hashable]] = conn.execute(
        "SELECT figure_start, unit, low, high FROM claim WHERE version_id = ? AND unit IS NOT NULL",
        (version_id,),
    ).fetchall()
    values += conn.execute(
        "SELECT start, earliest, latest FROM timex WHERE version_id = ? AND earliest IS NOT NULL",
        (version_id,),
    ).fetchall()
    claimed = {row[0] for row in conn.execute("SELECT start FROM claim WHERE version_id = ?", (version_id,))}
    found = []
    for start, end in spans:
        entities = tuple(dict.fromkeys(m.entity_id for m in named if start <= m.start < end))
        text = body[start:end]
        told = Telling(
            article_id, BEYOND + start, version_id, lang, source, published, day, start, end, None, None,
            fingerprint(text), None, None, None, None, None, None, None, None, "past", entities,
        )  # fmt: skip
        here = frozenset(tuple(value[1:]) for value in values if start <= value[0] < end)
        found.append(Statement(told, text, here, start in claimed))
    return found
