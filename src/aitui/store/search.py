"""Search: articles that a query finds, ranked or by date, each with its best sentence.

What the index holds is made in `fulltext`; what a query asks for is worked out in `plans`, answered by
`evaluation`, and shown by `evidence`.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Iterator

from aitui import query as language
from aitui.frozen import frozen, replace
from aitui.store import (
    articles,
    database,
    evaluation,
    expressions,
    ordering,
    plans,
    ranking,
    wide_evidence,
    widening,
)
from aitui.store.database import consistent
from aitui.store.evaluation import Evaluation
from aitui.store.evidence import Evidence
from aitui.store.ordering import ORDERS
from aitui.store.plans import Part
from aitui.store.rows import REASONS, Filters, Hit
from aitui.store.visible import RAW, VisibleMap

__all__ = [
    "ORDERS",
    "REASONS",
    "Found",
    "count",
    "found",
    "holding",
    "matching",
    "places",
    "search",
]


@frozen
class Found:
    """All articles that a query finds.

    Attributes:
        ids: ascending.
        read, of: into how many articles a pattern was looked, of how many that the rest of the query leaves:
            the newest; in the others it may stand too.  Equal where there is none.
    """

    ids: array[int]
    read: int = 0
    of: int = 0


@consistent
def search(
    conn: sqlite3.Connection,
    query: language.Query,
    limit: int,
    filters: Filters | None = None,
    *,
    off: frozenset[str] = frozenset(),
    visible: VisibleMap | None = None,
    order: str = "rank",
) -> list[Hit]:
    """Return the first hits in an order.  By rank, of very many matches some are ranked: see `ranking`.

    Args:
        query: from `query.parse`, with its dates, quantities, tags and saved searches resolved.
        limit: the number of hits.
        filters: what narrows them.
        off: reasons that do not count, of `REASONS`, beside those that the query names.
        visible: what the user's judgements make of names.
        order: of `ORDERS`: `rank` puts the best first, the others the newest by that date.

    Raises:
        QueryError: the query names what is not there, or a pattern takes too long.
    """
    off |= query.off
    plan = plans.plan(conn, query, off, visible)
    if plan.root is None:
        return []
    evidence = Evidence(conn, plan.leaves, off, visible)
    if order == "rank":
        database.keep_more(conn)
        scores = dict(ranking.ranked(conn, query, plan, filters, off, visible, limit))
        hits = [*evidence.hits(scores)]
        if len(hits) >= min(limit, widening.FEW):
            return hits
        wide = widening.widened(conn, query, plan.root, filters, off, visible)[: limit - len(hits)]
        return [*hits, *wide_evidence.hits(conn, wide, visible)]
    ids = _all(conn, plan.root, filters, visible).ids
    others = _wide(conn, query, plan.root, filters, off, visible) if len(ids) < widening.FEW else {}
    first = ordering.newest(conn, array("q", [*ids, *others]), order, limit)
    found = {hit.article_id: hit for hit in evidence.hits({one: 0.0 for one in first if one not in others})}
    wide = [others[one] for one in first if one in others]
    found |= {hit.article_id: hit for hit in wide_evidence.hits(conn, wide, visible)}
    return [found[one] for one in first if one in found]


@consistent
def count(
    conn: sqlite3.Connection,
    query: language.Query,
    filters: Filters | None = None,
    *,
    off: frozenset[str] = frozenset(),
    visible: VisibleMap | None = None,
) -> int:
    """Return how many articles match, all of them.

    Raises:
        QueryError: as of `search`.
    """
    off |= query.off
    root = plans.plan(conn, query, off, visible).root
    if root is None:
        return 0
    simple = evaluation.simple(root, filters)
    if simple is None:
        number = len(_all(conn, root, filters, visible).ids)
    else:
        sql = f"SELECT count(*) FROM {simple.source} WHERE {simple.where}"
        number = int(conn.execute(sql, simple.params).fetchone()[0])
    if number < widening.FEW:
        number += len(widening.widened(conn, query, root, filters, off, visible))
    return number


def matching(
    conn: sqlite3.Connection,
    query: language.Query,
    filters: Filters | None = None,
    *,
    off: frozenset[str] = frozenset(),
    visible: VisibleMap | None = None,
) -> array[int]:
    """Return the ids of all articles that match, ascending.

    Raises:
        QueryError: as of `search`.
    """
    return found(conn, query, filters, off=off, visible=visible).ids


@consistent
def found(
    conn: sqlite3.Connection,
    query: language.Query,
    filters: Filters | None = None,
    *,
    off: frozenset[str] = frozenset(),
    visible: VisibleMap | None = None,
) -> Found:
    """Return all articles that match, and how far a pattern was looked for.

    Raises:
        QueryError: as of `search`.
    """
    off |= query.off
    root = plans.plan(conn, query, off, visible).root
    if root is None:
        return Found(array("q"))
    every = _all(conn, root, filters, visible)
    if len(every.ids) >= widening.FEW:
        return every
    wide = _wide(conn, query, root, filters, off, visible)
    return replace(every, ids=array("q", sorted([*every.ids, *wide])))


@consistent
def _found_places(
    conn: sqlite3.Connection, evidence: Evidence, article_id: int
) -> list[tuple[int, int]] | None:
    return evidence.places(article_id)


def places(
    conn: sqlite3.Connection,
    query: language.Query,
    ids: Iterable[int],
    *,
    off: frozenset[str] = frozenset(),
    visible: VisibleMap | None = None,
) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Yield each article with all its hits: where what is asked for stands in its text, disjoint, by start.

    One that has them in a title given beside the text alone has none; one that is gone is left out.
    """
    off |= query.off
    plan = plans.plan(conn, query, off, visible)
    evidence = Evidence(conn, plan.leaves, off, visible)
    wide: dict[str | None, dict[int, widening.Wide]] = {}
    for article_id in ids:
        there = _found_places(conn, evidence, article_id)
        if there == [] and plan.root is not None:
            # Found in other words among all articles, or among those of its language.
            for lang in (None, *articles.languages(conn, [article_id])):
                if lang not in wide:
                    told = None if lang is None else Filters(lang=lang)
                    wide[lang] = _wide(conn, query, plan.root, told, off, visible)
                if article_id in wide[lang]:
                    there = wide_evidence.places(conn, wide[lang][article_id], visible)
                    break
        if there is not None:
            yield article_id, there


@consistent
def _wide(
    conn: sqlite3.Connection,
    query: language.Query,
    root: Part,
    filters: Filters | None,
    off: frozenset[str],
    view: VisibleMap | None,
) -> dict[int, widening.Wide]:
    """Return what a search finds in other words, by article, the best first."""
    return {one.article_id: one for one in widening.widened(conn, query, root, filters, off, view)}


def holding(conn: sqlite3.Connection, words: str) -> array[int]:
    """Return the ids of the articles that hold words in this order and in this form."""
    expression = expressions.term(language.Term(words, 0, len(words), phrase=True))
    if expression is None:
        return array("q")
    return articles.flat(
        conn.execute("SELECT rowid FROM article_fts WHERE article_fts MATCH ? ORDER BY rowid", (expression,))
    )


def _all(conn: sqlite3.Connection, root: Part, filters: Filters | None, view: VisibleMap | None) -> Found:
    simple = evaluation.simple(root, filters)
    if simple is not None:
        name = "a.id" if simple.expression is None else "article_fts.rowid"
        sql = f"SELECT {name} FROM {simple.source} WHERE {simple.where} ORDER BY {name}"
        return Found(articles.flat(conn.execute(sql, simple.params)))
    work = Evaluation(conn, view or RAW)
    stretches = [sorted(stretch) for stretch in work.stretches(evaluation.filtered(root, filters))]
    ids = array("q", (one for stretch in reversed(stretches) for one in stretch))
    told = work.patterns.values()
    return Found(ids, sum(one.read for one in told), sum(one.of for one in told))
