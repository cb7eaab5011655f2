"""Statements without figure or date that several articles tell: a sentence told again is a fact as well.

Only articles that may tell one story are compared: they name the same things within some days.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from aitui.errors import StoppedError
from aitui.frozen import NamedTuple
from aitui.model import Telling
from aitui.store import articles, statements
from aitui.store.database import Connection
from aitui.store.rows import Filters
from aitui.store.statements import Statement
from aitui.store.visible import RAW, VisibleMap

# So many articles are compared, the newest; each with so many others, those that share most with it.
ARTICLES, PARTNERS = 300, 8
# So many sentences of each: news tell first what matters.
SENTENCES = 120
# So many articles are in memory at once: neighbours in time are compared with one another.
_AT_ONCE = 48
# Days between two publications of one story; likeness (0..1) of whom both name.
_DAYS, _LIKENESS = 10, 0.3


class _Outline(NamedTuple):
    """Whom an article names, and the day on which it came out, as a number; None where it is not known."""

    entities: frozenset[int]
    day: int | None


def read(
    connection: Connection,
    about: Sequence[int] = (),
    view: VisibleMap = RAW,
    stale: Callable[[], bool] = lambda: False,
) -> list[list[Telling]]:
    """Return statements that several articles tell, each with its tellings, the first told first.

    Args:
        about: ids; only statements that name all of them, none for all.
        stale: asked now and then; once it says so the work is given up.

    Raises:
        StoppedError: it was given up.
    """
    from aitui.analysis import retelling

    outlines = {}
    for article_id in _articles(connection, about, view):
        if found := statements.of_article(connection, article_id, view, SENTENCES):
            outlines[article_id] = _outline(found)

    @lru_cache(maxsize=_AT_ONCE)
    def side(article_id: int) -> tuple[list[Statement], list[retelling.Told]]:
        found = statements.of_article(connection, article_id, view, SENTENCES)
        return found, [
            retelling.Told(
                frozenset(one.telling.entities), one.values, retelling.words(one.text, one.telling.lang)
            )
            for one in found
        ]

    pairs = []
    for one, other in _partners(outlines):
        if stale():
            raise StoppedError("Stopped.")
        (own, ours), (others, theirs) = side(one), side(other)
        for i, j in retelling.retold(ours, theirs):
            mine, told = own[i], others[j]
            shared = set(mine.telling.entities) & set(told.telling.entities)
            # What is claimed on both sides was compared by figure and date already.
            if shared and shared >= set(about) and not (mine.claimed and told.claimed):
                pairs.append((mine.telling, told.telling))
    return _groups(pairs)


def _articles(connection: Connection, about: Sequence[int], view: VisibleMap) -> list[int]:
    """Return the newest articles that mention all of some entities."""
    found: list[int] | None = None
    for entity_id in about or (None,):
        filters = view.narrow(connection, Filters(entity_id=entity_id))
        here = articles.ids(connection, filters, ARTICLES if len(about) < 2 else -1)
        among = set(here)
        found = list(here) if found is None else [one for one in found if one in among]
    return (found or [])[:ARTICLES]


def _outline(found: Sequence[Statement]) -> _Outline:
    day = found[0].telling.day
    return _Outline(
        frozenset(entity for one in found for entity in one.telling.entities),
        None if day is None else date.fromisoformat(day).toordinal(),
    )


def _partners(outlines: Mapping[int, _Outline]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of articles that may tell one story, each once."""
    named = {article_id: outline.entities for article_id, outline in outlines.items()}
    held = Counter(entity for entities in named.values() for entity in entities)
    weight = {entity: math.log((1 + len(named)) / number) for entity, number in held.items()}
    own = {article_id: sum(map(weight.__getitem__, entities)) for article_id, entities in named.items()}
    where: dict[int, list[int]] = defaultdict(list)
    for article_id, entities in named.items():
        for entity in entities:
            where[entity].append(article_id)
    done: set[tuple[int, int]] = set()
    for one, entities in named.items():
        shared: dict[int, float] = defaultdict(float)
        for entity in entities:
            for other in where[entity]:
                if other != one:
                    shared[other] += weight[entity]
        ranked = []
        for other, both in shared.items():
            alike = 2 * both / (own[one] + own[other] or 1.0)
            if (alike >= _LIKENESS or len(named) == 2) and _near(outlines[one].day, outlines[other].day):
                ranked.append((-alike, other))
        for _, other in sorted(ranked)[:PARTNERS]:
            pair = min(one, other), max(one, other)
            if pair not in done:
                done.add(pair)
                yield pair


def _near(one: int | None, other: int | None) -> bool:
    """Tell whether two articles came out within some days; of one without a date nothing is known."""
    return one is None or other is None or abs(one - other) <= _DAYS


def _groups(pairs: Sequence[tuple[Telling, Telling]]) -> list[list[Telling]]:
    """Return the pairs joined to groups; of one article a group has one sentence."""
    groups: dict[tuple[int, int], list[Telling]] = {}
    for one, other in pairs:
        mine = groups.get((one.article_id, one.number), [one])
        theirs = groups.get((other.article_id, other.number), [other])
        if mine is theirs or {t.article_id for t in mine} & {t.article_id for t in theirs}:
            continue
        joined = mine + theirs
        groups.update(((telling.article_id, telling.number), joined) for telling in joined)
    found = {id(group): group for group in groups.values()}
    return [
        sorted(group, key=lambda one: (one.day or "", one.article_id, one.number)) for group in found.values()
    ]
