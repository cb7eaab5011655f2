"""What a search finds in other words, where few articles of a language have it as it was typed.

A search that finds fewer than `FEW` articles is asked again of each language in which it finds next to none:
by what its words mean there, by other spellings of names, and, where no article has every word of a name, by
those that have the rarest of them.  These hits come behind all others.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from heapq import nlargest
from math import log

from aitui.frozen import frozen
from aitui.query import And, Chosen, Days, Field, Figures, Node, Query, Term
from aitui.query.tree import conjunction
from aitui.store import articles, evaluation, expressions, plans, wording
from aitui.store.evaluation import Evaluation
from aitui.store.plans import Part
from aitui.store.rows import Filters
from aitui.store.visible import RAW, VisibleMap
from aitui.store.wording import LANGS, OTHERS, Wanted
from aitui.text import stem, transcribing

# A search that finds so many is not widened, nor in a language in which it finds so many.
FEW = 50
ENOUGH = 5
# So many articles of a language are taken at most, the newest, and offered of those that have a part alone.
_TAKEN, _PARTS = 2000, 300
_READ = 12
_OFFERED = 20
# Words of a search at most: each is looked for in every language, and a whole sentence is nowhere said so.
_UNITS = 12
# What an article must have of a name, by how rare its words are: alone, beside others that have all of it,
# and beside the one that has most.
_PART, _MOST, _BESIDE = 0.2, 0.45, 0.75
_RARE = 5
# What a part of a name says: one that nobody knows, one that others have too, a common word.
_UNKNOWN, _PROPER, _COMMON = 1.0, 0.8, 0.45
# How much more a part says that is surely there: two that are half there are no whole one.
_SURELY = 1.5
# A name that is so surely there is the one: others that no text marks are looked for only where few have it.
_SURE = 0.8
# What is as surely there as the best, or nearly.
_NEARLY = 0.9


@frozen
class Wide:
    """An article that a search finds in other words.

    Attributes:
        score: higher is better.
        wanted: how each part of what was typed may stand in it.
        whole: whether it has every part.
    """

    article_id: int
    score: float
    wanted: tuple[Wanted, ...]
    whole: bool


def widened(
    conn: sqlite3.Connection,
    query: Query,
    root: Part,
    filters: Filters | None,
    off: frozenset[str],
    view: VisibleMap | None,
) -> list[Wide]:
    """Return what a search finds in other words, the best first; nothing where it finds enough as it is.

    What it finds does not depend on what narrows it, which only leaves some out; but where one language is
    asked for, the others have no say in whether that is enough.

    Args:
        root: of the plan of the query, as it was typed.
        filters: what narrows it.
        off: reasons that do not count.
    """
    view = view or RAW
    if off:  # what was found for a reason that is off does not come back for another
        root = plans.plan(conn, query, frozenset(), view).root or root
    if off >= {"translation", "script", "partly"} or not _plain(query):
        return []
    units = wording.units(query)
    if not 0 < len(units) <= _UNITS:
        return []
    lang = None if filters is None else filters.lang
    there = _languages(conn, root, view, lang)
    if there is None:
        return []
    asked = [*LANGS, OTHERS] if lang is None else [lang if lang in LANGS else OTHERS]
    named = wording.named(query)
    own = frozenset(one for ids in there.values() for one in ids)
    found: list[Wide] = []
    near = wording.Near(conn)
    told = None if lang is None else Filters(lang=lang)
    for one in asked:
        if len(there.get(one, ())) < ENOUGH:
            found += _of_language(near, units, one, told, off, view, named=named, own=there.get(one, ()))
    found = [one for one in found if one.article_id not in own]
    if found and filters is not None:
        found = _left(conn, found, filters)
    if found and (fields := conjunction([node for node in _parts(query) if not isinstance(node, Term)])):
        ids = [one.article_id for one in found]
        narrowed = plans.plan(conn, Query(query.text, fields), off, view).root
        kept = Evaluation(conn, view).within(narrowed, min(ids), max(ids)) if narrowed is not None else ids
        found = [one for one in found if one.article_id in kept]
    return nlargest(len(found), found, key=lambda one: (one.whole, one.score, one.article_id))


def _left(conn: sqlite3.Connection, found: Sequence[Wide], filters: Filters) -> list[Wide]:
    """Return those that a filter leaves."""
    where, params = articles.conditions(filters)
    sql = f"SELECT a.id FROM json_each(?) j CROSS JOIN article a ON a.id = j.value WHERE {where}"
    left = {row[0] for row in conn.execute(sql, (json.dumps([one.article_id for one in found]), *params))}
    return [one for one in found if one.article_id in left]


def _plain(query: Query) -> bool:
    """Tell whether a search is for words beside each other; fields may narrow it."""
    parts = _parts(query)
    words = any(isinstance(one, Term) for one in parts)
    return words and all(isinstance(one, Term | Field | Days | Figures | Chosen) for one in parts)


def _parts(query: Query) -> Sequence[Node]:
    root = query.root
    return root.parts if isinstance(root, And) else () if root is None else (root,)


def _languages(
    conn: sqlite3.Connection, root: Part, view: VisibleMap, lang: str | None
) -> dict[str, list[int]] | None:
    """Return the articles that a plan finds, by language; None where they are many."""
    narrowed = None if lang is None else Filters(lang=lang)
    statement = evaluation.simple(root, narrowed)
    if statement is not None:
        name = "a.id" if statement.expression is None else "article_fts.rowid"
        sql = f"SELECT {name} FROM {statement.source} WHERE {statement.where} LIMIT {FEW}"
        ids = [row[0] for row in conn.execute(sql, statement.params)]
    else:
        ids = []
        for stretch in Evaluation(conn, view).stretches(evaluation.filtered(root, narrowed)):
            ids += stretch
            if len(ids) >= FEW:
                break
    if len(ids) >= FEW:
        return None
    found: dict[str, list[int]] = {}
    sql = "SELECT a.id, a.lang FROM json_each(?) j CROSS JOIN article a ON a.id = j.value"
    for article_id, lang in conn.execute(sql, (json.dumps(ids),)):
        found.setdefault(lang if lang in LANGS else OTHERS, []).append(article_id)
    return found


def _of_language(
    near: wording.Near,
    units: Sequence[wording.Unit],
    lang: str,
    filters: Filters | None,
    off: frozenset[str],
    view: VisibleMap,
    *,
    named: bool,
    own: Collection[int],
) -> Iterator[Wide]:
    """Yield what a language has, beside its `own` articles that have it as it was typed."""
    look = _Look(near.conn, lang, filters, view)
    tries = [_Try(near, look, units, lang, off, view)]
    whole = tries[0].whole()
    doubtful = not whole or any(unit.compound is not None and unit.name for unit in units)
    if doubtful and (others := wording.otherwise_parted(units)):
        # What is known as one may be called by its words, and what is known by its parts may be a name.
        tries.append(_Try(near, look, others, lang, off, view))
        whole = tries[1].whole() | whole
    if named and not whole.keys() - own:
        for one in tries:
            if one.listen() and (heard := one.whole()).keys() - own:
                whole = dict(nlargest(_OFFERED, heard.items(), key=lambda pair: (pair[1], pair[0])))
                break
    wanted = tuple(part for one in tries for part in one.wanted)
    for article_id, score in whole.items():
        yield Wide(article_id, score, wanted, True)
    if len(whole.keys() | set(own)) >= ENOUGH or not named or "partly" in off:
        return
    yield from _best(wide for one in tries for wide in one.parts(whole.keys() | set(own), wanted))


def _best(found: Iterable[Wide]) -> Iterable[Wide]:
    """Return each article once, as it is worth most."""
    best: dict[int, Wide] = {}
    for one in found:
        known = best.get(one.article_id)
        if known is None or known.score < one.score:
            best[one.article_id] = one
    return best.values()


class _Try:
    """Looks for what was typed in the articles of a language, parted into units in one way."""

    def __init__(
        self,
        near: wording.Near,
        look: _Look,
        units: Sequence[wording.Unit],
        lang: str,
        off: frozenset[str],
        view: VisibleMap,
    ) -> None:
        self._near, self._look, self._lang = near, look, lang
        self._hears = "script" not in off
        self._units: list[wording.Unit] = []
        self._worded: list[wording.Worded] = []
        for unit, one in zip(units, wording.worded(near, units, lang, off, view), strict=True):
            if (one.ways or one.wanted.entities) and not one.weak:
                self._units.append(unit)
                self._worded.append(one)
        # Some of what is found for names is likelier than the rest; words are asked for at once.
        self._names: dict[int, dict[int, float]] = {}
        self._heard: set[int] = set()
        for i, unit in enumerate(self._units):
            there = look.found(self._worded[i]) if unit.may_sound or self._worded[i].several else {}
            if unit.may_sound and self._hears:
                sure = sum(worth >= _SURE for worth in there.values())
                # A word that may be a name, and may be none, is looked for unmarked where nothing is sure.
                few = ENOUGH if unit.sounds or len(units) == 1 else 1
                if sure < few and unit.may_be_name and (unit.sounds or len(units) == 1 or unit.doubtful):
                    there = self._unmarked(i)
            if self._worded[i].several:
                self._names[i] = there

    @property
    def wanted(self) -> tuple[wording.Wanted, ...]:
        """How each unit may stand in a text."""
        return tuple(one.wanted for one in self._worded)

    def listen(self) -> bool:
        """Look by its sound too for what may be a name and is known as something else; tell whether any is.

        What many articles have is not what is missing.
        """
        found = False
        for i, unit in enumerate(self._units):
            if not (self._hears and unit.may_sound and unit.may_be_name) or i in self._heard:
                continue
            there = self._names[i] if i in self._names else self._look.rare(self._worded[i])
            if there is not None and len(there) < FEW:
                self._names[i] = self._unmarked(i)
                found = True
        return found

    def _unmarked(self, i: int) -> dict[int, float]:
        self._heard.add(i)
        self._worded[i] = wording.unmarked(self._near, self._units[i], self._worded[i], self._lang)
        return self._look.found(self._worded[i])

    def whole(self) -> dict[int, float]:
        """Return the articles that have every unit, and how surely."""
        words = [one for i, one in enumerate(self._worded) if i not in self._names]
        sets = list(self._names.values())
        if words and all(sets):
            sets.append(self._look.together(words))
        if not sets or not all(sets):
            return {}
        every = set[int](sets[0]).intersection(*sets[1:])
        return {one: sum(there[one] for there in sets) / len(sets) for one in every}

    def parts(self, whole: Container[int], wanted: tuple[wording.Wanted, ...]) -> Iterator[Wide]:
        """Yield the articles that have the rarest parts of a name that they do not have whole."""
        if len(self._worded) < 2:
            return
        each = [
            self._names[i] if i in self._names else self._look.rare(one) for i, one in enumerate(self._worded)
        ]
        tell = [
            _UNKNOWN if not unit.concepts else _PROPER if unit.proper else _COMMON for unit in self._units
        ]
        weights = [
            log(1 + self._look.articles / (1 + (_PARTS if one is None else max(_sure(one), _RARE)))) * worth
            for one, worth in zip(each, tell, strict=True)
        ]
        scores: dict[int, float] = {}
        for there, weight in zip(each, weights, strict=True):
            for article_id, worth in (there or {}).items():
                if article_id not in whole:
                    scores[article_id] = scores.get(article_id, 0.0) + weight * worth**_SURELY
        best = max(scores.values(), default=0.0)
        if best < (_MOST if whole else _PART) * sum(weights):
            return
        for one, score in nlargest(_OFFERED, scores.items(), key=lambda pair: (pair[1], pair[0])):
            if score >= _BESIDE * best:
                yield Wide(one, score / sum(weights), wanted, False)


def _sure(there: dict[int, float]) -> int:
    """Return how many articles have a unit as surely as any has it, or nearly."""
    least = _NEARLY * max(there.values(), default=0.0)
    return sum(worth >= least for worth in there.values())


class _Look:
    """Looks for units in the articles of a language."""

    def __init__(
        self, conn: sqlite3.Connection, lang: str, filters: Filters | None, view: VisibleMap
    ) -> None:
        self._conn = conn
        self._view = view
        where, params = articles.conditions(filters)
        if lang == OTHERS:
            marks = ",".join("?" * len(LANGS))
            self._where, self._params = f"a.lang NOT IN ({marks}) AND {where}", [*LANGS, *params]
        else:
            self._where, self._params = f"a.lang = ? AND {where}", [lang, *params]
        # Articles of all languages: what counts is which word is rarer.
        self.articles = 1 + int(conn.execute("SELECT coalesce(max(id), 0) FROM article").fetchone()[0])

    def together(self, worded: Sequence[wording.Worded]) -> dict[int, float]:
        """Return the newest articles that have all of some units."""
        every = " AND ".join(one.expression for one in worded)
        return dict.fromkeys(self._words(every), 1.0)

    def rare(self, worded: wording.Worded) -> dict[int, float] | None:
        """Return the articles that have a unit of words, None where many have it, in whatever language."""
        sql = "SELECT rowid FROM article_fts WHERE article_fts MATCH ? ORDER BY rowid DESC LIMIT ?"
        ids = [row[0] for row in self._conn.execute(sql, (worded.expression, _PARTS))]
        if len(ids) == _PARTS:
            return None
        sql = f"""SELECT a.id FROM json_each(?) j CROSS JOIN article a ON a.id = j.value
        WHERE {self._where}"""
        found = self._conn.execute(sql, (json.dumps(ids), *self._params))
        return {row[0]: 1.0 for row in found}

    def found(self, worded: wording.Worded) -> dict[int, float]:
        """Return the newest articles that have a unit, and how surely it is that, 0..1."""
        found: dict[int, float] = {}
        for expression, worth in worded.ways:
            for one in self._words(expression):
                found[one] = max(worth, found.get(one, 0.0))
        for word, worth in worded.spelled:
            for one in self._standing(word):
                found[one] = max(worth, found.get(one, 0.0))
        for entity_id in worded.wanted.entities:
            for one in self._mentioned(entity_id):
                found[one] = 1.0
        return found

    def _words(self, expression: str) -> Iterator[int]:
        sql = f"""SELECT article_fts.rowid FROM article_fts CROSS JOIN article a ON a.id = article_fts.rowid
        WHERE article_fts MATCH ? AND {self._where} ORDER BY article_fts.rowid DESC LIMIT {_TAKEN}"""
        return (row[0] for row in self._conn.execute(sql, (expression, *self._params)))

    def _standing(self, word: str) -> Iterator[int]:
        """Yield the newest articles where a word has a capital, or a run is no part of a longer name."""
        sql = f"""SELECT a.id, b.text FROM article_fts CROSS JOIN article a ON a.id = article_fts.rowid
        CROSS JOIN body b ON b.version_id = a.version_id WHERE article_fts MATCH ? AND {self._where}
        ORDER BY article_fts.rowid DESC LIMIT {_READ}"""
        tells = transcribing.stands_alone if stem.is_run(word) else stem.has_capital
        for article_id, text in self._conn.execute(sql, (expressions.string([word]), *self._params)):
            if tells(text, word):
                yield article_id

    def _mentioned(self, entity_id: int) -> Iterator[int]:
        shown = self._view.entity(entity_id)
        if shown is not None:
            versions = json.dumps(list(shown.versions(self._conn)))
            sql = f"""SELECT a.id FROM json_each(?) j CROSS JOIN article a ON a.version_id = j.value
            WHERE {self._where} ORDER BY a.id DESC LIMIT {_TAKEN}"""
            return (row[0] for row in self._conn.execute(sql, (versions, *self._params)))
        sql = f"""SELECT a.id FROM (SELECT DISTINCT version_id FROM mention WHERE entity_id = ?) m
        CROSS JOIN article a ON a.version_id = m.version_id WHERE {self._where}
        ORDER BY a.id DESC LIMIT {_TAKEN}"""
        return (row[0] for row in self._conn.execute(sql, (entity_id, *self._params)))
