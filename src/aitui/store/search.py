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
from aitui.store.others import AS_TYPED, Others
from aitui.store.plans import Part
from aitui.store.rows import REASONS, Filters, Hit
from aitui.store.visible import RAW, VisibleMap
from aitui.store.widening import Wide

__all__ = [
    "AS_TYPED",
    "ORDERS",
    "REASONS",
    "Found",
    "Others",
    "count",
    "found",
    "holding",
    "in_other_words",
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
    others: Others | None = None,
) -> list[Hit]:
    """Return the first hits in an order.  By rank, of very many matches some are ranked: see `ranking`.

    Args:
        query: from `query.parse`, with its dates, quantities, tags and saved searches resolved.
        limit: the number of hits.
        filters: what narrows them.
        off: reasons that do not count, of `REASONS`, beside those that the query names.
        visible: what the user's judgements make of names.
        order: of `ORDERS`: `rank` puts the best first, the others the newest by that date.
        others: what it finds in other words, shared by all who ask about this search; `AS_TYPED` where
            that is not to be looked for.

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
        every = (others or Others()).of(conn, query, plan.root, filters, off, visible)
        return [*hits, *wide_evidence.hits(conn, every[: limit - len(hits)], visible)]
    ids = _all(conn, plan.root, filters, visible).ids
    further = dict[int, Wide]()
    if len(ids) < widening.FEW:
        further = _by_id((others or Others()).of(conn, query, plan.root, filters, off, visible))
    first = ordering.newest(conn, array("q", [*ids, *further]), order, limit)
    found = {hit.article_id: hit for hit in evidence.hits({one: 0.0 for one in first if one not in further})}
    wide = [further[one] for one in first if one in further]
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
    others: Others | None = None,
) -> int:
    """Return how many articles match, all of them; arguments as of `search`.

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
        number += len((others or Others()).of(conn, query, root, filters, off, visible))
    return number


def matching(
    conn: sqlite3.Connection,
    query: language.Query,
    filters: Filters | None = None,
    *,
    off: frozenset[str] = frozenset(),
    visible: VisibleMap | None = None,
    others: Others | None = None,
) -> array[int]:
    """Return the ids of all articles that match, ascending; arguments as of `search`.

    Raises:
        QueryError: as of `search`.
    """
    return found(conn, query, filters, off=off, visible=visible, others=others).ids


@consistent
def found(
    conn: sqlite3.Connection,
    query: language.Query,
    filters: Filters | None = None,
    *,
    off: frozenset[str] = frozenset(),
    visible: VisibleMap | None = None,
    others: Others | None = None,
) -> Found:
    """Return all articles that match, and how far a pattern was looked for; arguments as of `search`.

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
    wide = (others or Others()).of(conn, query, root, filters, off, visible)
    return replace(every, ids=array("q", sorted([*every.ids, *(one.article_id for one in wide)])))


@consistent
def in_other_words(
    conn: sqlite3.Connection,
    query: language.Query,
    *,
    off: frozenset[str] = frozenset(),
    visible: VisibleMap | None = None,
) -> tuple[Others, bool]:
    """Look for a search in other words; return what is found, for all others to share, and whether it is any.

    Raises:
        QueryError: as of `search`.
    """
    off |= query.off
    shared = Others()
    root = plans.plan(conn, query, off, visible).root
    return shared, root is not None and bool(shared.of(conn, query, root, None, off, visible))


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
    others: Others | None = None,
) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Yield each article with all its hits: where what is asked for stands in its text, disjoint, by start.

    One that has them in a title given beside the text alone has none; one that is gone is left out.
    """
    off |= query.off
    plan = plans.plan(conn, query, off, visible)
    evidence = Evidence(conn, plan.leaves, off, visible)
    others = others or Others()
    wide: dict[str | None, dict[int, Wide]] = {}
    for article_id in ids:
        there = _found_places(conn, evidence, article_id)
        if there == [] and plan.root is not None:
            # Found in other words among all articles, or among those of its language.
            for lang in (None, *articles.languages(conn, [article_id])):
                if lang not in wide:
                    told = None if lang is None else Filters(lang=lang)
                    wide[lang] = _wide(conn, query, plan.root, told, off, visible, others)
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
    others: Others,
) -> dict[int, Wide]:
    """Return what a search finds in other words, by article, the best first."""
    return _by_id(others.of(conn, query, root, filters, off, view))


def _by_id(found: Iterable[Wide]) -> dict[int, Wide]:
    return {one.article_id: one for one in found}


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
