"""Claims that a person spoke of: kept in the workspace by their exact words, found again in a corpus.

A claim is derived and may be read anew by other rules, so a person's word on it hangs on the sentence and the
figure, never on a number of the corpus.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from aitui.model import Telling
from aitui.store import articles
from aitui.store.database import consistent
from aitui.store.rows import ClaimQuote
from aitui.store.uids import quote_uid
from aitui.store.workspace import CONTEXT, locate

_COLUMNS = """uid, corpus, article_uid, version_uid, start, "end", figure_start, figure_end, exact, prefix,
suffix, title, source, lang, published"""

# Which claim of which article: how tellings are known in a corpus.
Key = tuple[int, int]


@consistent
def quotes(conn: sqlite3.Connection, tellings: Sequence[Telling], corpus: str) -> list[ClaimQuote]:
    """Return the words of claims of a corpus, as they are kept."""
    rows = articles.rows(conn, [telling.article_id for telling in tellings])
    found = []
    for telling in tellings:
        if telling.article_id not in rows:
            continue  # taken out meanwhile
        row, body = rows[telling.article_id], articles.text(conn, telling.article_id)
        start, end, text = telling.start, telling.end, body.text
        first, last = telling.figure or (None, None)
        found.append(
            ClaimQuote(
                quote_uid(body.version_uid, start, end, first), corpus, row.uid, body.version_uid, start, end,
                first, last, text[start:end], text[max(0, start - CONTEXT) : start],
                text[end : end + CONTEXT], row.title, row.source, row.lang, row.published,
            )
        )  # fmt: skip
    return found


def keep(own: sqlite3.Connection, given: Iterable[ClaimQuote]) -> None:
    """Write quotes into the workspace; those that are there stay.  Inside a transaction."""
    sql = f"INSERT INTO claim_quote({_COLUMNS}) VALUES({', '.join('?' * 15)}) ON CONFLICT DO NOTHING"
    own.executemany(sql, given)


def by_uid(own: sqlite3.Connection) -> dict[str, ClaimQuote]:
    """Return every quote of the workspace."""
    return {row[0]: ClaimQuote(*row) for row in own.execute(f"SELECT {_COLUMNS} FROM claim_quote")}


@consistent
def find(conn: sqlite3.Connection, wanted: Iterable[ClaimQuote]) -> dict[str, Key]:
    """Return which claim of a corpus each quote speaks of, by uid; one that is not found is left out.

    The words decide: in a text that has changed they are looked for as those of a bookmark are.
    """
    found: dict[str, Key] = {}
    for quote in wanted:
        article_id = articles.by_uid(conn, quote.article)
        if article_id is None:
            continue
        number = _number(conn, article_id, quote)
        if number is not None:
            found[quote.uid] = (article_id, number)
    return found


def _number(conn: sqlite3.Connection, article_id: int, quote: ClaimQuote) -> int | None:
    """Return which claim of an article has the figure of a quote, or its sentence where it has none."""
    sql = """SELECT v.id, v.uid FROM article a JOIN version v ON v.id = a.version_id WHERE a.id = ?"""
    version_id, version_uid = conn.execute(sql, (article_id,)).fetchone()
    start, end = quote.start, quote.end
    if version_uid != quote.version:
        body = conn.execute("SELECT text FROM body WHERE version_id = ?", (version_id,)).fetchone()[0]
        start, end, state = locate(body, quote)
        if state == "orphan" or body[start:end] != quote.exact:
            return None
    if quote.figure_start is None:
        where, at = 'figure_start IS NULL AND start < ? AND "end" > ?', (end, start)
    else:
        figure = quote.figure_start - quote.start + start
        where, at = "figure_start = ? AND start <= ?", (figure, figure)
    sql = f"SELECT number FROM claim WHERE version_id = ? AND {where} ORDER BY number LIMIT 1"
    row = conn.execute(sql, (version_id, *at)).fetchone()
    return None if row is None else int(row[0])
