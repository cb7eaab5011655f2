"""Statements without figure or date that several articles tell: a sentence told again is a fact as well.

Only articles that may tell one story are compared: they name the same things within some days.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from aitui.errors import StoppedError
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
# Days between two publications of one story; likeness (0..1) of whom both name.
_DAYS, _LIKENESS = 10, 0.3


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

    told = {
        article_id: statements.of_article(connection, article_id, view, SENTENCES)
        for article_id in _articles(connection, about, view)
    }
    sides: dict[int, list[retelling.Told]] = {}

    def side(article_id: int) -> list[retelling.Told]:
        if article_id not in sides:
            sides[article_id] = [
                retelling.Told(
                    frozenset(one.telling.entities), one.values, retelling.words(one.text, one.telling.lang)
                )
                for one in told[article_id]
            ]
        return sides[article_id]

    pairs = []
    for one, other in _partners(told):
        if stale():
            raise StoppedError("Stopped.")
        for i, j in retelling.retold(side(one), side(other)):
            mine, theirs = told[one][i], told[other][j]
            shared = set(mine.telling.entities) & set(theirs.telling.entities)
            # What is claimed on both sides was compared by figure and date already.
            if shared and shared >= set(about) and not (mine.claimed and theirs.claimed):
                pairs.append((mine.telling, theirs.telling))
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


def _partners(told: Mapping[int, Sequence[Statement]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of articles that may tell one story, each once."""
    named = {
        article_id: {entity for one in found for entity in one.telling.entities}
        for article_id, found in told.items()
    }
    held = Counter(entity for entities in named.values() for entity in entities)
    weight = {entity: math.log((1 + len(told)) / number) for entity, number in held.items()}
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
            if (alike >= _LIKENESS or len(told) == 2) and _near(told[one], told[other]):
                ranked.append((-alike, other))
        for _, other in sorted(ranked)[:PARTNERS]:
            pair = min(one, other), max(one, other)
            if pair not in done:
                done.add(pair)
                yield pair


def _near(one: Sequence[Statement], other: Sequence[Statement]) -> bool:
    """Tell whether two articles came out within some days; of one without a date nothing is known."""
    if not one or not other:
        return False
    a, b = one[0].telling.day, other[0].telling.day
    return a is None or b is None or abs((date.fromisoformat(a) - date.fromisoformat(b)).days) <= _DAYS


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
