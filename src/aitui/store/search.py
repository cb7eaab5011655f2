"""Search: articles that a query finds, ranked or by date, each with its best sentence.

What the index holds is made in `fulltext`; what a query asks for is worked out in `plans`, answered by
`evaluation`, and shown by `evidence`.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from heapq import nlargest
from math import log1p

from aitui import query as language
from aitui.store import articles, evaluation, expressions, ordering, plans
from aitui.store.database import consistent
from aitui.store.evaluation import Evaluation
from aitui.store.evidence import Evidence
from aitui.store.ordering import ORDERS
from aitui.store.plans import All, Any, Mentioned, Part, Plan, Where, Words
from aitui.store.rows import REASONS, Filters, Hit
from aitui.store.visible import RAW, VisibleMap

__all__ = [
    "ORDERS",
    "RANKED",
    "REASONS",
    "Found",
    "count",
    "found",
    "holding",
    "matching",
    "places",
    "search",
]

# Weights of the columns title, body, forms: a word in the title says most, another form of it least.
_RANK = "bm25(article_fts, 8.0, 1.0, 0.5)"

# bm25 costs the same for every match: only the latest so many are ranked, enough for any page of hits.
RANKED = 5000

# What a score is worth where all words stand as typed, where forms of them do, and where it takes more.
_WORTH = (1.0, 0.75, 0.5)
# What the mentions of a name add to a score.
_MENTIONED = 0.5
# Reasons beyond a step of `_WORTH`.
_BEYOND = (frozenset(REASONS[1:]), frozenset(REASONS[2:]))


@dataclass(frozen=True, slots=True)
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
    """Return the first hits in an order.  By rank, of very many matches the latest 5,000 articles are ranked.

    Args:
        query: from `query.parse`, with its dates, quantities, tags and saved searches resolved.
        limit: the number of hits.
        filters: what narrows them.
        off: reasons that do not count: of `REASONS`.
        visible: what the user's judgements make of names.
        order: of `ORDERS`: `rank` puts the best first, the others the newest by that date.

    Raises:
        QueryError: the query names what is not there, or a pattern takes too long.
    """
    plan = plans.plan(conn, query, off, visible)
    if plan.root is None:
        return []
    if order == "rank":
        scores = dict(_ranked(conn, query, plan, filters, off, visible, limit))
    else:
        ids = _all(conn, plan.root, filters, visible).ids
        scores = dict.fromkeys(ordering.newest(conn, ids, order, limit), 0.0)
    rows = articles.rows(conn, list(scores))
    evidence = Evidence(conn, plan.leaves, off, visible)
    return [evidence.hit(rows[one], articles.text(conn, one), score) for one, score in scores.items()]


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
    root = plans.plan(conn, query, off, visible).root
    if root is None:
        return 0
    simple = _simple(root, filters)
    if simple is None:
        return len(_all(conn, root, filters, visible).ids)
    source, where, params = simple
    sql = f"SELECT count(*) FROM {source} WHERE {where}"
    return int(conn.execute(sql, params).fetchone()[0])


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
    root = plans.plan(conn, query, off, visible).root
    return Found(array("q")) if root is None else _all(conn, root, filters, visible)


@consistent
def _found_places(
    conn: sqlite3.Connection, evidence: Evidence, article_id: int
) -> list[tuple[int, int]] | None:
    row = articles.rows(conn, [article_id]).get(article_id)
    return None if row is None else evidence.places(row, articles.text(conn, article_id))


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
    evidence = Evidence(conn, plans.plan(conn, query, off, visible).leaves, off, visible)
    for article_id in ids:
        there = _found_places(conn, evidence, article_id)
        if there is not None:
            yield article_id, there


def holding(conn: sqlite3.Connection, words: str) -> array[int]:
    """Return the ids of the articles that hold words in this order and in this form."""
    expression = expressions.term(language.Term(words, 0, len(words), phrase=True))
    if expression is None:
        return array("q")
    return articles.flat(
        conn.execute("SELECT rowid FROM article_fts WHERE article_fts MATCH ? ORDER BY rowid", (expression,))
    )


def _all(conn: sqlite3.Connection, root: Part, filters: Filters | None, view: VisibleMap | None) -> Found:
    simple = _simple(root, filters)
    if simple is not None:
        source, where, params = simple
        name = "article_fts.rowid" if "article_fts" in source else "a.id"
        sql = f"SELECT {name} FROM {source} WHERE {where} ORDER BY {name}"
        return Found(articles.flat(conn.execute(sql, params)))
    work = Evaluation(conn, view or RAW)
    stretches = [sorted(stretch) for stretch in work.stretches(_filtered(root, filters))]
    ids = array("q", (one for stretch in reversed(stretches) for one in stretch))
    told = work.patterns.values()
    return Found(ids, sum(one.read for one in told), sum(one.of for one in told))


def _filtered(root: Part, filters: Filters | None) -> Part:
    where, params = articles.conditions(filters)
    return root if where == "1" else All((root, Where(where, tuple(params))))


def _simple(root: Part, filters: Filters | None) -> tuple[str, str, list[object]] | None:
    """Return tables, condition and parameters of what one statement answers; None where it takes more."""
    parts = root.parts if isinstance(root, All) and not root.without else (root,)
    where, params = articles.conditions(filters)
    conditions = [] if where == "1" else [where]
    expression, others = evaluation.joined(parts)
    for one in others:
        if not isinstance(one, Where):
            return None
        conditions.append(one.sql)
        params += one.params
    if expression is None:
        return "article a", " AND ".join(conditions), params
    # CROSS JOIN: the index leads, the article is looked up.
    source = "article_fts CROSS JOIN article a ON a.id = article_fts.rowid" if conditions else "article_fts"
    return source, " AND ".join(["article_fts MATCH ?", *conditions]), [expression, *params]


# ---------------------------------------------------------------------------- ranking


def _ranked(
    conn: sqlite3.Connection,
    query: language.Query,
    plan: Plan,
    filters: Filters | None,
    off: frozenset[str],
    view: VisibleMap | None,
    limit: int,
) -> list[tuple[int, float]]:
    """Return ids and scores of the best of the newest matches, best first, of equals the newest."""
    assert plan.root is not None
    scores = _scored(conn, plan.root, filters, view)
    if scores and "exact" not in off:
        _weigh(conn, query, plan, scores, off, view)
    return nlargest(limit, scores.items(), key=lambda one: (one[1], one[0]))


def _scored(
    conn: sqlite3.Connection, root: Part, filters: Filters | None, view: VisibleMap | None
) -> dict[int, float]:
    """Return the score of each of the newest matches by its words and mentions, whatever their form."""
    simple = _simple(root, filters)
    if simple is not None and "MATCH" in simple[1]:
        source, where, params = simple
        # bm25 is the lower the better.
        sql = f"""SELECT article_fts.rowid, -{_RANK} FROM {source} WHERE {where}
        ORDER BY article_fts.rowid DESC LIMIT {RANKED}"""
        return dict(conn.execute(sql, params).fetchall())
    ids: list[int] = []
    for stretch in Evaluation(conn, view or RAW).stretches(_filtered(root, filters)):
        ids += sorted(stretch, reverse=True)
        if len(ids) >= RANKED:
            break
    scores = dict.fromkeys(ids[:RANKED], 0.0)
    words, entities = list[str](), list[int]()
    _asked(root, words, entities)
    if words and scores:
        scores.update(_of_words(conn, " OR ".join(words), list(scores)))
    for entity_id in entities:
        for article_id, number in _of_mentions(conn, entity_id, list(scores), view or RAW):
            scores[article_id] += _MENTIONED * log1p(number)
    return scores


def _asked(part: Part, words: list[str], entities: list[int]) -> None:
    """Gather the expressions and entities that a part may find an article by."""
    match part:
        case Words():
            words.append(part.expression)
        case Mentioned():
            entities.append(part.entity_id)
        case All() | Any():
            for one in part.parts:
                _asked(one, words, entities)


# Fewer articles are looked up in the index one by one; of more, all that have the words are walked.
_ONE_BY_ONE = 200


def _of_words(conn: sqlite3.Connection, expression: str, ids: list[int]) -> Iterator[tuple[int, float]]:
    """Yield id and score of those among some articles that have any of the words."""
    wanted = json.dumps(ids)
    if len(ids) <= _ONE_BY_ONE:
        sql = f"""SELECT article_fts.rowid, -{_RANK} FROM json_each(?) j
        CROSS JOIN article_fts ON article_fts.rowid = j.value WHERE article_fts MATCH ?"""
        yield from conn.execute(sql, (wanted, expression))
        return
    sql = f"""SELECT article_fts.rowid, -{_RANK} FROM article_fts WHERE article_fts MATCH ?
    AND rowid BETWEEN ? AND ? AND +rowid IN (SELECT value FROM json_each(?))"""
    yield from conn.execute(sql, (expression, min(ids), max(ids), wanted))


def _of_mentions(
    conn: sqlite3.Connection, entity_id: int, ids: list[int], view: VisibleMap
) -> Iterator[tuple[int, int]]:
    """Yield id and number of mentions of those among some articles that mention an entity."""
    wanted = json.dumps(ids)
    shown = view.entity(entity_id)
    if shown is not None:
        numbers = shown.versions(conn)
        sql = "SELECT a.id, a.version_id FROM json_each(?) j CROSS JOIN article a ON a.id = j.value"
        for article_id, version_id in conn.execute(sql, (wanted,)):
            if version_id in numbers:
                yield article_id, numbers[version_id]
        return
    sql = """SELECT a.id, count(*) FROM json_each(?) j CROSS JOIN article a ON a.id = j.value
    CROSS JOIN mention m ON m.entity_id = ? AND m.version_id = a.version_id GROUP BY a.id"""
    yield from conn.execute(sql, (wanted, entity_id))


def _weigh(
    conn: sqlite3.Connection,
    query: language.Query,
    plan: Plan,
    scores: dict[int, float],
    off: frozenset[str],
    view: VisibleMap | None,
) -> None:
    """Let what is found as typed count more than other forms, and these more than other names.

    A single word or phrase that stands there as typed goes before every other form of it; of several words
    it only counts more, since all of them in one sentence say more than each somewhere in its very form.
    """
    if not any(isinstance(one, language.Term) for one in query.leaves()):
        return
    low, high = min(scores), max(scores)
    steps = dict.fromkeys(scores, len(_BEYOND))
    left = set(scores)
    work = Evaluation(conn, view or RAW)
    for step, beyond in enumerate(_BEYOND):
        stricter = plans.plan(conn, query, off | beyond, view).root
        if stricter == plan.root:
            steps.update(dict.fromkeys(left, step))
            break
        if stricter is not None and left:
            there = work.within(stricter, low, high) & left
            steps.update(dict.fromkeys(there, step))
            left -= there
    leaves = [*query.leaves()]
    if len(leaves) > 1 or not isinstance(leaves[0], language.Term):
        for one, step in steps.items():
            scores[one] *= _WORTH[step]
        return
    titled = language.Query(query.text, replace(leaves[0], title=True))
    root = plans.plan(conn, titled, off | _BEYOND[0]).root
    in_title = set[int]() if root is None else work.within(root, low, high)
    for one, step in steps.items():
        # Steps do not overlap, so that what is a better reason has the better score.
        score = scores[one]
        scores[one] = len(_BEYOND) - step + (score / (1 + score) + (one in in_title)) / 2
