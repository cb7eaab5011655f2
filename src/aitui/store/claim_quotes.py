"""Claims that a person spoke of: kept in the workspace by their exact words, found again in a corpus.

A claim is derived and may be read anew by other rules, so a person's word on it hangs on the sentence and the
figure, never on a number of the corpus.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Container, Iterable, Sequence

from aitui.model import Telling
from aitui.store import articles
from aitui.store.database import consistent
from aitui.store.rows import ClaimQuote
from aitui.store.statements import BEYOND
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
def find(conn: sqlite3.Connection, wanted: Iterable[ClaimQuote], among: Container[Key]) -> dict[str, Key]:
    """Return which claim of a corpus each quote speaks of, by uid; one that is not found is left out.

    The words decide: in a text that has changed they are looked for as those of a bookmark are.

    Args:
        among: the claims that are meant.
    """
    found: dict[str, Key] = {}
    for quote in wanted:
        article_id = articles.by_uid(conn, quote.article)
        numbers = [] if article_id is None else _numbers(conn, article_id, quote)
        keys = ((article_id, number) for number in numbers if article_id is not None)
        key = next((key for key in keys if key in among), None)
        if key is not None:
            found[quote.uid] = key
    return found


def _numbers(conn: sqlite3.Connection, article_id: int, quote: ClaimQuote) -> list[int]:
    """Return which claims of an article have the figure of a quote, or its sentence where it has none."""
    sql = """SELECT v.id, v.uid FROM article a JOIN version v ON v.id = a.version_id WHERE a.id = ?"""
    version_id, version_uid = conn.execute(sql, (article_id,)).fetchone()
    start, end = quote.start, quote.end
    if version_uid != quote.version:
        body = conn.execute("SELECT text FROM body WHERE version_id = ?", (version_id,)).fetchone()[0]
        start, end, state = locate(body, quote)
        if state == "orphan" or body[start:end] != quote.exact:
            return []
    if quote.figure_start is None:
        where, at = 'figure_start IS NULL AND start < ? AND "end" > ?', (end, start)
    else:
        figure = quote.figure_start - quote.start + start
        where, at = "figure_start = ? AND start <= ?", (figure, figure)
    sql = f"SELECT number FROM claim WHERE version_id = ? AND {where} ORDER BY number"
    numbers = [int(row[0]) for row in conn.execute(sql, (version_id, *at))]
    # What only several articles together make a fact has no claim of its own.
    return numbers if quote.figure_start is not None else [*numbers, BEYOND + start]
