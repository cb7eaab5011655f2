"""The articles that a plan finds, from the newest on, so that whoever wants the first ones reads no others.

Ids of articles run with the time at which they came in.  A stretch of them is answered as sets; the full-text
index, the mentions of an entity and the rows of articles each read only that stretch.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator

from aitui.errors import QueryError
from aitui.frozen import frozen
from aitui.store import articles, patterns
from aitui.store.plans import All, Any, Mentioned, Part, Sentences, Where, Words
from aitui.store.rows import Filters
from aitui.store.visible import VisibleMap

# Ids of the first stretch, and by how much each next one is longer.
_FIRST = 1 << 15
_LONGER = 4
# A pattern is looked for in so many articles, the newest that the rest of the search leaves.
READ = 10_000


class Read:
    """How far a pattern has been looked for.

    Attributes:
        read: articles that were looked into.
        of: articles that were to be.
    """

    def __init__(self) -> None:
        self.read = self.of = 0


class Evaluation:
    """One evaluation of a plan, from the newest articles to the oldest.

    Args:
        conn: the corpus.
        view: what the user's judgements change.

    Attributes:
        patterns: pattern -> how far it has been looked for.
    """

    def __init__(self, conn: sqlite3.Connection, view: VisibleMap) -> None:
        self.conn = conn
        self.view = view
        self.patterns: dict[Sentences, Read] = {}

    def stretches(self, root: Part) -> Iterator[set[int]]:
        """Yield the ids that a plan finds, newest stretch first."""
        (high,) = self.conn.execute("SELECT max(id) FROM article").fetchone()
        size = _FIRST
        while high is not None and high > 0:
            low = max(1, high - size + 1)
            yield self.within(root, low, high)
            high, size = low - 1, size * _LONGER

    def within(self, part: Part, low: int, high: int) -> set[int]:
        """Return the ids from `low` to `high` that a part finds."""
        match part:
            case Words():
                return self._ids(
                    "SELECT rowid FROM article_fts WHERE article_fts MATCH ? AND rowid BETWEEN ? AND ?",
                    (part.expression, low, high),
                )
            case Where():
                return self._ids(
                    f"SELECT a.id FROM article a WHERE a.id BETWEEN ? AND ? AND {part.sql}",
                    (low, high, *part.params),
                )
            case Mentioned():
                return self._mentioned(part, low, high)
            case Any():
                return set[int]().union(*(self.within(one, low, high) for one in part.parts))
            case All():
                return self._all(part, low, high)
            case Sentences():
                every = self._ids("SELECT id FROM article WHERE id BETWEEN ? AND ?", (low, high))
                return self._holding(part, every)

    def narrowed(self, found: set[int], where: Iterable[Where]) -> set[int]:
        """Return those of some articles for which conditions hold."""
        for one in where:
            if found:
                found = self._ids(
                    f"""SELECT a.id FROM json_each(?) j CROSS JOIN article a ON a.id = j.value
                    WHERE {one.sql}""",
                    (json.dumps(list(found)), *one.params),
                )
        return found

    def _all(self, part: All, low: int, high: int) -> set[int]:
        where = [one for one in part.parts if isinstance(one, Where)]
        sentences = [one for one in part.parts if isinstance(one, Sentences)]
        expression, others = joined(one for one in part.parts if not isinstance(one, Where | Sentences))
        if expression is not None:
            others.insert(0, Words(expression))
        found: set[int] | None = None
        for one in others:
            there = self.within(one, low, high)
            found = there if found is None else found & there
            if not found:
                return found
        if found is None and where:
            found = self.within(where.pop(), low, high)
        if found is None:
            found = self._ids("SELECT id FROM article WHERE id BETWEEN ? AND ?", (low, high))
        found = self.narrowed(found, where)
        for one in part.without:
            if not found:
                return found
            if isinstance(one, Where):
                found -= self.narrowed(found, [one])
            elif isinstance(one, Sentences):
                found -= self._holding(one, found)
            else:
                found -= self.within(one, low, high)
        for pattern in sentences:
            found = self._holding(pattern, found)
        return found

    def _mentioned(self, part: Mentioned, low: int, high: int) -> set[int]:
        shown = self.view.entity(part.entity_id)
        if shown is not None:
            versions = json.dumps(list(shown.versions(self.conn)))
            return self._ids(
                """SELECT a.id FROM json_each(?) j CROSS JOIN article a ON a.version_id = j.value
                WHERE a.id BETWEEN ? AND ?""",
                (versions, low, high),
            )
        # An article's text is never older than the first text of an article that came in before it.
        first = self.conn.execute(
            """SELECT v.id FROM (SELECT min(id) AS id FROM article WHERE id >= ?) a
            JOIN version v ON v.article_id = a.id ORDER BY v.seq LIMIT 1""",
            (low,),
        ).fetchone()
        return self._ids(
            """SELECT a.id FROM (SELECT DISTINCT version_id FROM mention WHERE entity_id = ?
            AND version_id >= ?) m CROSS JOIN article a ON a.version_id = m.version_id
            WHERE a.id BETWEEN ? AND ?""",
            (part.entity_id, first[0] if first else 0, low, high),
        )

    def _holding(self, part: Sentences, among: set[int]) -> set[int]:
        """Return the articles with a sentence that holds a pattern, as far as they are looked into."""
        told = self.patterns.setdefault(part, Read())
        told.of += len(among)
        pattern = patterns.compiled(part.pattern)
        chosen = sorted(among, reverse=True)[: max(0, READ - told.read)]
        found: set[int] = set()
        # One statement goes on all the while: who gives up the search interrupts that, wherever it stands;
        # between short ones nobody would hear of it.
        reading = self.conn.execute(
            """SELECT a.id, a.title, a.version_id, b.text FROM json_each(?) j
            CROSS JOIN article a ON a.id = j.value CROSS JOIN body b ON b.version_id = a.version_id""",
            (json.dumps(chosen),),
        )
        for article_id, title, version_id, text in reading:
            told.read += 1
            spans = articles.sentences(self.conn, version_id)
            try:
                if patterns.holds(pattern, title, text, spans):
                    found.add(article_id)
            except TimeoutError:
                raise QueryError(patterns.TOO_LONG, part.start) from None
        return found

    def _ids(self, sql: str, params: tuple[object, ...]) -> set[int]:
        return {row[0] for row in self.conn.execute(sql, params)}


@frozen
class Statement:
    """A plan that one SQL statement answers.

    Attributes:
        expression: of the full-text index; None where it is not asked.
        source: tables: `article_fts` where there is an expression, `article a` where that is asked too.
        where: condition.
        params: of the condition; the expression is the first.
        beside: the condition without the expression; empty where there is no other.
    """

    expression: str | None
    source: str
    where: str
    params: tuple[object, ...]
    beside: str


def filtered(root: Part, filters: Filters | None) -> Part:
    """Return a plan that filters narrow."""
    where, params = articles.conditions(filters)
    return root if where == "1" else All((root, Where(where, tuple(params))))


def simple(root: Part, filters: Filters | None) -> Statement | None:
    """Return the statement that answers a plan; None where it takes more than one."""
    parts = root.parts if isinstance(root, All) and not root.without else (root,)
    where, params = articles.conditions(filters)
    conditions = [] if where == "1" else [where]
    expression, others = joined(parts)
    for one in others:
        if not isinstance(one, Where):
            return None
        conditions.append(one.sql)
        params += one.params
    beside = " AND ".join(conditions)
    if expression is None:
        return Statement(None, "article a", beside, tuple(params), beside)
    # CROSS JOIN: the index leads, the article is looked up.
    source = "article_fts CROSS JOIN article a ON a.id = article_fts.rowid" if conditions else "article_fts"
    matched = " AND ".join(["article_fts MATCH ?", *conditions])
    return Statement(expression, source, matched, (expression, *params), beside)


def joined(parts: Iterable[Part]) -> tuple[str | None, list[Part]]:
    """Return one expression of all the words among parts that must be met, and the other parts."""
    words: list[str] = []
    others: list[Part] = []
    for one in parts:
        expression = expression_of(one)
        if expression is not None:
            words.append(expression)
        else:
            others.append(one)
    return " AND ".join(words) if words else None, others


def expression_of(part: Part) -> str | None:
    """Return the full-text expression that finds what a part does, None where it takes more than words."""
    match part:
        case Words():
            return part.expression
        case Any():
            found = [expression_of(one) for one in part.parts]
            return None if None in found else f"({' OR '.join(filter(None, found))})"
        case All():
            found = [expression_of(one) for one in (*part.parts, *part.without)]
            if None in found:
                return None
            number = len(part.parts)
            wanted = " AND ".join(filter(None, found[:number]))
            without = " OR ".join(filter(None, found[number:]))
            return f"(({wanted}) NOT ({without}))" if without else f"({wanted})"
        case _:
            return None
