"""Ranking: the best of the articles that a search finds, at a cost that does not grow with their number.

bm25 costs the same for every match, and knows no early stop.  So of very many matches `RANKED` are listed:
those that have a word of the search in their title, where it says most, and the newest of all.  Of a single
word the index tells titles in order (`title_words`); of a phrase, of the beginning of a word, and in an index
of an earlier release, `SCORED` of the newest get a score.  So do as many of the newest of all; the others
follow, the newest first.  What is given up is an older article that has the word often, but not in its title.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterator, Set
from heapq import nlargest
from math import log1p

from aitui import query as language
from aitui.frozen import frozen
from aitui.store import evaluation, fulltext, plans, title_words
from aitui.store.articles import flat
from aitui.store.evaluation import Evaluation, Statement
from aitui.store.plans import All, Any, Mentioned, Part, Plan, Words
from aitui.store.rows import REASONS, Filters
from aitui.store.visible import RAW, VisibleMap

# So many articles are listed by rank: enough for any page of hits.
RANKED = 4000
# Of so many of the newest a score is worked out, and of as many of the newest by title.
SCORED = 2000
# A word that one article in so many has says nothing by how often it stands there.
_FREQUENT = 10
# Of so few matches a score is worked out at once, and in it whether a title has a word.
_FEW = 300
# Where the index does not tell titles, those of several words are looked for among so many times as many of
# the newest as have a score, and among all articles of two such stretches.
_WINDOWS = 10
# Where the newest so many articles have such a word and none has it in its title, hardly any older one has.
_STRETCH = 1 << 16

# What a score is worth where all words stand as typed, where forms of them do, and where it takes more.
_WORTH = (1.0, 0.75, 0.5)
# What the mentions of a name add to a score, how much one by an adjective counts, and what a name has before
# a word that only sounds like it.
_MENTIONED, _ADJECTIVE, _NAMED = 0.5, 0.2, 100.0
# Reasons beyond a step of `_WORTH`.
_BEYOND = (frozenset(REASONS[1:]), frozenset(REASONS[2:]))


@frozen
class _Search:
    """What the steps of one ranking share."""

    conn: sqlite3.Connection
    query: language.Query
    plan: Plan
    filters: Filters | None
    off: frozenset[str]
    view: VisibleMap | None


def ranked(
    conn: sqlite3.Connection,
    query: language.Query,
    plan: Plan,
    filters: Filters | None,
    off: frozenset[str],
    view: VisibleMap | None,
    limit: int,
) -> list[tuple[int, float]]:
    """Return ids and scores of the best of the matches, best first, of equals the newest.

    Args:
        query: what is looked for, resolved.
        plan: of the query; its root is there.
        limit: of how many; never more than `RANKED`.
    """
    search = _Search(conn, query, plan, filters, off, view)
    leaves = [*query.leaves()]
    limit = min(limit, RANKED)
    if len(leaves) == 1 and isinstance(leaves[0], language.Term) and "exact" not in off:
        scores = _by_reason(search, limit)
    else:
        assert plan.root is not None
        weigh = "exact" not in off and any(isinstance(one, language.Term) for one in leaves)
        found = _several(search, plan.root, limit)
        scores = _weighed(search, found, limit) if weigh and found.scores else found.scores
    return nlargest(limit, scores.items(), key=lambda one: (one[1], one[0]))


def _by_reason(search: _Search, limit: int) -> dict[int, float]:
    """Return the scores of what a single word or phrase finds, the better reason always before the other.

    Where enough articles have it as typed, nobody looks for its forms and other names.
    """
    scores: dict[int, float] = {}
    titles: _Titles | None = {} if fulltext.tells_titles(search.conn) else None
    for step, beyond in enumerate((*_BEYOND, frozenset[str]())):
        root = search.plan.root
        if beyond:
            root = plans.plan(search.conn, search.query, search.off | beyond, search.view).root
        if root is None:
            continue
        found, titled = _scored(search, root, limit, titles)
        for one, score in found.items():
            if one not in scores:
                # Steps do not overlap, and in each a title goes before a text.
                scores[one] = len(_BEYOND) - step + (score / (1 + score) + (one in titled)) / 2
        if len(scores) >= limit or root == search.plan.root:
            break
    return scores


# Words any of which in a title is enough -> scores of the best that have one.
_Titles = dict[tuple[str, ...], dict[int, float]]


def _scored(
    search: _Search, root: Part, limit: int, titles: _Titles | None
) -> tuple[dict[int, float], set[int]]:
    """Return the scores of what one word or phrase finds, as far as it is to be ranked, and what has a title.

    Args:
        limit: so many are wanted.
        titles: what was found for other plans of the same search; None where the index does not tell it.
    """
    statement = evaluation.simple(root, search.filters)
    if statement is None or statement.expression is None:
        return _gathered(search, root, alone=True), set()
    conn = search.conn
    words = _title_words(root)
    if words and titles is not None:
        if words not in titles:
            titles[words] = title_words.best(conn, words, statement.beside, statement.params[1:], limit)
        return _beside(conn, statement, titles[words], limit), set(titles[words])
    return _titles_first(conn, statement, _in_title(root, statement), limit)


def _title_words(root: Part) -> tuple[str, ...]:
    """Return the words any of which in a title is enough for a plan, beside its conditions; else none."""
    parts = root.parts if isinstance(root, All) and not root.without else (root,)
    words = [one for one in parts if isinstance(one, Words)]
    return words[0].titles if len(words) == 1 else ()


def _beside(
    conn: sqlite3.Connection, statement: Statement, titled: dict[int, float], limit: int
) -> dict[int, float]:
    """Return the scores of the articles to rank, with those of titles.

    Args:
        titled: scores of the best that have a word in their title, or of all.
        limit: so many are wanted; where so many have it in their title, nothing else is scored.
    """
    if len(titled) >= limit:
        return titled
    sql = f"""SELECT count(*) FROM (SELECT 1 FROM {statement.source} WHERE {statement.where}
    AND article_fts.rowid > (SELECT max(id) FROM article) - ? LIMIT ?)"""
    (number,) = conn.execute(sql, (*statement.params, _FREQUENT * SCORED, SCORED)).fetchone()
    if number < SCORED:
        others = _newest(conn, statement, SCORED)
    else:  # how often such a word stands in a text takes longest to tell, and says least
        others = dict.fromkeys(_rows(conn, statement, statement.params, SCORED), 0.0)
    return _filled(conn, statement, others | titled, limit)


@frozen
class _Several:
    """What several words find.

    Attributes:
        scores: of the articles to rank.
        formed: those of them that have the words or forms of them; None where that is not known.
    """

    scores: dict[int, float]
    formed: Set[int] | None = None


def _several(search: _Search, root: Part, limit: int) -> _Several:
    """Return the scores of the articles to rank, a title going before nothing."""
    conn = search.conn
    statement = evaluation.simple(root, search.filters)
    if statement is None or statement.expression is None:
        return _Several(_gathered(search, root))
    latest = _latest(conn, statement)
    if latest is None:
        scores = _newest(conn, statement, SCORED)
        if len(scores) < SCORED:  # all that match
            return _Several(scores)
        titled = set(_rows(conn, statement, _in_title(root, statement), SCORED))
        scores |= _scores(conn, statement, titled - scores.keys())
        return _Several(_filled(conn, statement, scores, limit))
    if not latest:
        return _Several({})
    # How else names sound is many words, and few articles are found by it alone.
    part, stricter = _stricter(search, root)
    if len(latest) < SCORED:  # all that match
        scores = _newest(conn, stricter, SCORED)
    else:
        scores = _both(conn, stricter, latest, _titled(search, part, stricter, latest))
    formed = scores.keys()
    scores = scores | _scores(conn, statement, set(latest).difference(formed))
    return _Several(_filled(conn, statement, scores, limit), formed)


def _titled(search: _Search, part: Part, statement: Statement, latest: array[int]) -> set[int]:
    """Return articles that have any of several words in their title: those that a plan finds are among them.

    Args:
        latest: the newest that the plan finds.
    """
    words = _words(part)
    if all(one.titles for one in words) and fulltext.tells_titles(search.conn):
        where = statement.beside, statement.params[1:]
        return {
            article_id
            for one in words
            for article_id in title_words.best(search.conn, one.titles, *where, RANKED)
        }
    first = latest[0] - max(_WINDOWS * (latest[0] - latest[-1]), 2 * _STRETCH)
    return set(_rows(search.conn, statement, _in_title(part, statement), SCORED, after=first))


def _stricter(search: _Search, root: Part) -> tuple[Part, Statement]:
    """Return what finds the articles that have the words or forms of them, else what finds all."""
    less = plans.plan(search.conn, search.query, search.off | _BEYOND[1], search.view).root
    for part in (less, root):
        statement = None if part is None else evaluation.simple(part, search.filters)
        if part is not None and statement is not None and statement.expression is not None:
            return part, statement
    raise AssertionError("what finds all is a statement")


def _gathered(search: _Search, root: Part, *, alone: bool = False) -> dict[int, float]:
    """Return the scores of the newest articles that a plan finds which takes more than one statement.

    Args:
        alone: whether one word or phrase is looked for.
    """
    conn, view = search.conn, search.view or RAW
    words, entities = list[str](), list[int]()
    _asked(root, words, entities)
    ids: list[int] = []
    for stretch in Evaluation(conn, view).stretches(evaluation.filtered(root, search.filters)):
        ids += sorted(stretch, reverse=True)
        if len(ids) >= RANKED:
            break
    scores = dict.fromkeys(ids[:RANKED], 0.0)
    if words and scores:
        scores.update(_of_words(conn, " OR ".join(words), list(scores)))
    longest = dict[int, int]()
    for entity_id in entities:
        for article_id, number, length in _of_mentions(conn, entity_id, list(scores), view):
            # Who types one word has it better named than by something that only sounds so.
            named = _NAMED if alone and article_id not in longest else 0.0
            scores[article_id] += _MENTIONED * log1p(number) + named
            longest[article_id] = max(length, longest.get(article_id, 0))
    if not alone and longest:  # who types a whole name has it better whole
        most = max(longest.values()) or 1
        for article_id, length in longest.items():
            scores[article_id] += _MENTIONED * length / most
    return scores


def _newest(conn: sqlite3.Connection, statement: Statement, limit: int) -> dict[int, float]:
    """Return the scores of the newest articles that a statement finds."""
    # bm25 is the lower the better.
    sql = f"""SELECT article_fts.rowid, -{fulltext.rank(conn)} FROM {statement.source} WHERE {statement.where}
    ORDER BY article_fts.rowid DESC LIMIT ?"""
    return dict(conn.execute(sql, (*statement.params, limit)).fetchall())


def _scores(conn: sqlite3.Connection, statement: Statement, among: Set[int]) -> dict[int, float]:
    """Return the scores of those of some articles that a statement finds.

    A score costs more than all else: it is worked out for no others.
    """
    if not among:
        return {}
    sql, params = _among(f"article_fts.rowid, -{fulltext.rank(conn)}", statement, among)
    return dict(conn.execute(sql, params).fetchall())


def _among(told: str, statement: Statement, among: Set[int]) -> tuple[str, tuple[object, ...]]:
    """Return SQL and parameters that tell something of those of some articles that a statement finds.

    The index is walked from the first of them to the last; to look for them one by one takes far longer.
    """
    sql = f"""SELECT {told} FROM {statement.source} WHERE {statement.where}
    AND article_fts.rowid BETWEEN ? AND ? AND +article_fts.rowid IN (SELECT value FROM json_each(?))"""
    return sql, (*statement.params, min(among), max(among), json.dumps(list(among)))


def _titles_first(
    conn: sqlite3.Connection, statement: Statement, in_title: tuple[object, ...], limit: int
) -> tuple[dict[int, float], set[int]]:
    """Return the scores of the articles to rank where titles go before all else, and which have a title.

    Args:
        in_title: parameters of the statement for titles.
        limit: so many are wanted; where so many have it in their title, nothing else is scored.
    """
    latest = _latest(conn, statement)
    if latest is not None and len(latest) < min(_FEW, SCORED):
        return _few(conn, statement) if latest else ({}, set())
    frequent = latest is not None and len(latest) == SCORED and latest[0] - latest[-1] < _FREQUENT * SCORED
    titled = set[int]()
    if not (latest and frequent) or _any(conn, statement, in_title, latest[0] - _STRETCH):
        titled = set(_rows(conn, statement, in_title, SCORED))
    if len(titled) >= limit:
        return _scores(conn, statement, titled), titled
    if latest and frequent:
        # How often such a word stands in a text takes longest to tell, and says least.
        scores = dict.fromkeys(latest, 0.0) | _scores(conn, statement, titled)
    else:
        scores = _both(conn, statement, latest, titled)
    return _filled(conn, statement, scores, limit), titled


def _few(conn: sqlite3.Connection, statement: Statement) -> tuple[dict[int, float], set[int]]:
    """Return the scores of all articles that a statement finds, and which have a word in their title."""
    sql = f"""SELECT article_fts.rowid, -{fulltext.rank(conn)}, {fulltext.rank(conn, "title")} < 0
    FROM {statement.source} WHERE {statement.where}"""
    rows = conn.execute(sql, statement.params).fetchall()
    return {one: score for one, score, _ in rows}, {one for one, _, titled in rows if titled}


def _latest(conn: sqlite3.Connection, statement: Statement) -> array[int] | None:
    """Return the newest articles that a statement finds; None where telling them costs as much as a score."""
    if statement.expression is None or " *" in statement.expression:  # the beginning of many words
        return None
    return _rows(conn, statement, statement.params, SCORED)


def _both(
    conn: sqlite3.Connection, statement: Statement, latest: array[int] | None, titled: set[int]
) -> dict[int, float]:
    """Return the scores of the newest articles, and of those by title."""
    if latest is not None and len(latest) == SCORED:
        sql = f"""SELECT article_fts.rowid, -{fulltext.rank(conn)} FROM {statement.source}
        WHERE {statement.where} AND article_fts.rowid >= ?
        AND (+article_fts.rowid >= ? OR +article_fts.rowid IN (SELECT value FROM json_each(?)))"""
        older = [one for one in titled if one < latest[-1]]
        params = (*statement.params, min(older, default=latest[-1]), latest[-1], json.dumps(older))
        return dict(conn.execute(sql, params).fetchall())
    scores = _newest(conn, statement, SCORED)
    if len(scores) == SCORED:
        scores |= _scores(conn, statement, titled - scores.keys())
    return scores


def _filled(
    conn: sqlite3.Connection, statement: Statement, scores: dict[int, float], limit: int
) -> dict[int, float]:
    """Return scores, and where more are wanted than have one the newest of the other articles, without."""
    if SCORED <= len(scores) < limit:
        for one in _rows(conn, statement, statement.params, RANKED):
            if len(scores) == RANKED:
                break
            scores.setdefault(one, 0.0)
    return scores


def _in_title(root: Part, statement: Statement) -> tuple[object, ...]:
    """Return the parameters of a statement for articles that have any of its words in their title."""
    words = [one.expression for one in _words(root)]
    titled = f"{{title}} : ({' OR '.join(words)})"
    alone = statement.expression in words
    return titled if alone else f"({statement.expression}) AND ({titled})", *statement.params[1:]


def _rows(
    conn: sqlite3.Connection, statement: Statement, params: tuple[object, ...], limit: int, *, after: int = 0
) -> array[int]:
    """Return the newest articles that a statement finds, by its own parameters or by others.

    Args:
        after: only those with a larger id.
    """
    newer = "AND article_fts.rowid > ?" if after > 0 else ""
    sql = f"""SELECT article_fts.rowid FROM {statement.source} WHERE {statement.where} {newer}
    ORDER BY article_fts.rowid DESC LIMIT ?"""
    return flat(conn.execute(sql, (*params, *([after] if newer else ()), limit)))


def _any(conn: sqlite3.Connection, statement: Statement, params: tuple[object, ...], after: int) -> bool:
    """Tell whether a statement finds any article with a larger id, by its own parameters or by others.

    Upwards: downwards the index goes on until it has found one, however old.
    """
    sql = f"""SELECT 1 FROM {statement.source} WHERE {statement.where} AND article_fts.rowid > ?
    ORDER BY article_fts.rowid LIMIT 1"""
    return conn.execute(sql, (*params, after)).fetchone() is not None


def _words(part: Part) -> list[Words]:
    """Return all words that a part may find an article by."""
    match part:
        case Words():
            return [part]
        case All() | Any():
            return [words for one in part.parts for words in _words(one)]
        case _:
            return []


def _asked(part: Part, words: list[str], entities: list[int]) -> None:
    """Gather the expressions and entities that a part may find an article by."""
    match part:
        case Words():
            words += [part.expression] if part.weighed else []
        case Mentioned():
            entities.append(part.entity_id)
        case All() | Any():
            for one in part.parts:
                _asked(one, words, entities)


# Fewer articles are looked up in the index one by one, unless words are so rare that all articles that have
# them are walked sooner; of more they always are.
_ONE_BY_ONE, _SOONER = 200, 20


def _of_words(conn: sqlite3.Connection, expression: str, ids: list[int]) -> Iterator[tuple[int, float]]:
    """Yield id and score of those among some articles that have any of the words."""
    wanted, rank = json.dumps(ids), fulltext.rank(conn)
    if len(ids) <= _ONE_BY_ONE and _stand_in(conn, expression, _SOONER * len(ids)):
        sql = f"""SELECT article_fts.rowid, -{rank} FROM json_each(?) j
        CROSS JOIN article_fts ON article_fts.rowid = j.value WHERE article_fts MATCH ?"""
        yield from conn.execute(sql, (wanted, expression))
        return
    sql = f"""SELECT article_fts.rowid, -{rank} FROM article_fts WHERE article_fts MATCH ?
    AND rowid BETWEEN ? AND ? AND +rowid IN (SELECT value FROM json_each(?))"""
    yield from conn.execute(sql, (expression, min(ids), max(ids), wanted))


def _stand_in(conn: sqlite3.Connection, expression: str, number: int) -> bool:
    """Tell whether so many articles have words."""
    sql = "SELECT count(*) FROM (SELECT 1 FROM article_fts WHERE article_fts MATCH ? LIMIT ?)"
    return bool(conn.execute(sql, (expression, number)).fetchone()[0] == number)


def _of_mentions(
    conn: sqlite3.Connection, entity_id: int, ids: list[int], view: VisibleMap
) -> Iterator[tuple[int, float, int]]:
    """Yield id, mentions and the length of the longest of those among some articles that mention an entity.

    A mention by an adjective is less than one.
    """
    wanted = json.dumps(ids)
    shown = view.entity(entity_id)
    if shown is not None:
        numbers = shown.versions(conn)
        sql = "SELECT a.id, a.version_id FROM json_each(?) j CROSS JOIN article a ON a.id = j.value"
        for article_id, version_id in conn.execute(sql, (wanted,)):
            if version_id in numbers:
                yield article_id, numbers[version_id], 0
        return
    # Of very many, how each is mentioned is not looked up: it lies beside the index.
    adjective = "m.rule_id IN (SELECT id FROM rule WHERE kind = 'adj')" if len(ids) <= _ONE_BY_ONE else "0"
    sql = f"""SELECT a.id, sum(iif({adjective}, {_ADJECTIVE}, 1)), max(m."end" - m.start)
    FROM json_each(?) j CROSS JOIN article a ON a.id = j.value
    CROSS JOIN mention m ON m.entity_id = ? AND m.version_id = a.version_id GROUP BY a.id"""
    yield from conn.execute(sql, (wanted, entity_id))


def _weighed(search: _Search, found: _Several, limit: int) -> dict[int, float]:
    """Let what is found as typed count more than other forms, and these more than other names.

    Of several words it only counts more, since all of them in one sentence say more than each somewhere in
    its very form.

    Args:
        limit: so many of the best are wanted; what cannot be one of them is left out.
    """
    scores, left, weighed = found.scores, set(found.scores), dict[int, float]()
    for step, beyond in enumerate(_BEYOND):
        known = [*weighed.values(), *(scores[one] * _WORTH[-1] for one in left)]
        least = nlargest(limit, known)[-1] / _WORTH[step]
        left = {one for one in left if scores[one] >= least}
        if step and found.formed is not None:
            weighed.update((one, scores[one] * _WORTH[step]) for one in left & found.formed)
            left = left - found.formed
            continue
        stricter = plans.plan(search.conn, search.query, search.off | beyond, search.view).root
        if stricter == search.plan.root:
            there = left
        elif stricter is None or not left:
            continue  # the next step may find some, or all are found
        else:
            there = _standing(search, stricter, scores, left)
        weighed.update((one, scores[one] * _WORTH[step]) for one in there)
        left = left - there
    weighed.update((one, scores[one] * _WORTH[-1]) for one in left)
    return weighed


def _standing(search: _Search, root: Part, scores: dict[int, float], among: set[int]) -> set[int]:
    """Return those of some ranked articles that a stricter plan finds."""
    statement = evaluation.simple(root, search.filters)
    if statement is None or statement.expression is None:
        return Evaluation(search.conn, search.view or RAW).within(root, min(scores), max(scores)) & among
    sql, params = _among("article_fts.rowid", statement, among)
    return set(flat(search.conn.execute(sql, params)))
