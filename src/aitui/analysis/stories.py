"""Stories: articles, in any languages, that tell the same happening.

Two articles earn likeness by whom both name (what few articles name weighs more), by the figures and days
that both give, and by how near their publication is.  Articles are joined the most alike first, and only
where the two sides are alike on average: a chain of neighbours is no story.  A person has the last word.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any

from aitui.frozen import frozen

# Days between two publications of one happening; without a date it needs more in common.
DAYS = 4
_UNDATED = 0.4
# From here on two articles may be one story.
LIKE = 0.2
# Of the articles that name an entity so many are looked at, those nearest in the list.
_BLOCK = 60
# What a figure or a day that both give adds, and how many count.
_FIGURE, _DAY, _COUNTED = 0.07, 0.04, 4
# How near two articles must be in meaning for it to add to their likeness, and what it adds at most.
_MEANS, _MEANING = 0.35, 0.25
# So many shared entities, or one and a figure, are needed.
_ENTITIES = 2
# Articles with which one is compared closely.
_NEAREST = 24
# A story has so many articles at most.
_MOST = 60


@frozen
class Told:
    """What an article tells that can be compared in any language.

    Attributes:
        id: of the article.
        day: of publication, counted in days; None where it is not known.
        entities: id of an entity -> how often it is named.
        figures, days: keys that are equal in every language.
    """

    id: int
    lang: str
    day: int | None
    entities: Mapping[int, int]
    figures: frozenset[Hashable] = frozenset()
    days: frozenset[Hashable] = frozenset()


@frozen
class Pair:
    """Two articles that are alike, the smaller id first; `score` is 0..1, the rest is how many both have."""

    one: int
    other: int
    score: float
    entities: int
    figures: int
    days: int


@frozen
class Story:
    """Articles that tell one happening.

    Attributes:
        members: ids, ascending.
        score: 0..1, how alike they are on average.
        reason: in words, of its best pair.
    """

    members: tuple[int, ...]
    score: float
    reason: str


def pairs(
    told: Sequence[Told],
    weight: Callable[[int], float],
    meaning: Callable[[int, int], float] = lambda one, other: 0.0,
) -> list[Pair]:
    """Return the pairs of articles that may be one story, the most alike first.

    Args:
        told: articles by day of publication; of near-copies one is enough.
        weight: of an entity: the fewer articles name it the more.
        meaning: how near two articles, by id, are in meaning, -1..1; 0 where that is not known.
    """
    named = Counter(i for each in told for i in each.entities)
    weights = {i: weight(i) for i in named}
    days = [each.day for each in told]
    lengths: list[float] = []
    # Entity -> the last places in the list where it was named, each followed by what it counts there: of
    # those that several articles name, for which two lists each would take twice the memory.
    naming: dict[int, list[Any]] = {i: [] for i, number in named.items() if number > 1}
    found = []
    for at, each in enumerate(told):
        near: dict[int, float] = {}
        vector = {i: _value(number, weights[i]) for i, number in each.entities.items()}
        lengths.append(math.sqrt(sum(value * value for value in vector.values())))
        for i, value in vector.items():
            # In the order of the list neighbours are near in time.
            before = naming.get(i)
            if before is None:
                continue
            del before[: -2 * _BLOCK]
            by_turns = iter(before)
            for other, theirs in zip(by_turns, by_turns, strict=True):
                near[other] = near.get(other, 0.0) + value * theirs
            before += (at, value)
        near = {other: value for other, value in near.items() if _within(days[at], days[other])}
        for other in sorted(near, key=lambda other: (-near[other] / (lengths[other] or 1), other))[:_NEAREST]:
            near_by = meaning(each.id, told[other].id)
            pair = _pair(each, told[other], vector, weights, lengths[at] * lengths[other], near_by)
            if pair is not None:
                found.append(pair)
    return sorted(found, key=lambda pair: (-pair.score, pair.one, pair.other))


def _value(number: int, weight: float) -> float:
    """Return what an entity counts in an article that names it so often.

    Worked out when it is needed: those of thousands of articles would take tens of MB.
    """
    return weight if number == 1 else (1 + math.log(number)) * weight


def _within(one: int | None, other: int | None) -> bool:
    return one is None or other is None or abs(one - other) <= DAYS


def _pair(
    one: Told,
    other: Told,
    mine: Mapping[int, float],
    weights: Mapping[int, float],
    lengths: float,
    meaning: float,
) -> Pair | None:
    """Return what two articles have in common; None where it is too little.

    Args:
        mine: the vector of the one.
        lengths: of both vectors, multiplied.
        meaning: as of `pairs`.
    """
    theirs = other.entities
    both = [i for i in mine if i in theirs]
    figures, days = len(one.figures & other.figures), len(one.days & other.days)
    if len(both) < _ENTITIES and not (both and figures):
        return None
    dot = sum(mine[i] * _value(theirs[i], weights[i]) for i in both)
    likeness = dot / lengths if lengths else 0.0
    likeness += min(_MEANING, max(0.0, meaning - _MEANS))
    likeness += _FIGURE * min(figures, _COUNTED) + _DAY * min(days, _COUNTED)
    near = _UNDATED if one.day is None or other.day is None else 1 - 0.05 * abs(one.day - other.day)
    score = min(1.0, likeness) * near
    if score < LIKE / 2:
        return None
    a, b = sorted((one.id, other.id))
    return Pair(a, b, score, len(both), figures, days)


def stories(
    found: Iterable[Pair], same: Iterable[Sequence[int]] = (), apart: Iterable[tuple[int, int]] = ()
) -> list[Story]:
    """Return the stories that pairs make, the surest first.

    Args:
        found: from `pairs`, the most alike first.
        same: articles that are one story whatever they tell: a person said so.
        apart: pairs that are in no story together.
    """
    known = {(pair.one, pair.other): pair for pair in found}
    of: dict[int, int] = {}
    members: dict[int, list[int]] = {}
    # Head -> head -> how alike their members are, all pairs added up; what shares too little counts nothing.
    alike: dict[int, dict[int, float]] = defaultdict(dict)
    for pair in known.values():
        alike[pair.one][pair.other] = alike[pair.other][pair.one] = pair.score
    for ids in same:
        joined = sorted({i for one in ids for i in members.get(of.get(one, one), [one])})
        for i in joined:
            if i != joined[0] and of.get(i, i) == i:
                _join(alike, joined[0], i)
            members.pop(of.get(i, i), None)
            of[i] = joined[0]
        members[joined[0]] = joined
    kept_apart = {frozenset(pair) for pair in apart}
    for pair in known.values():
        if pair.score < LIKE:
            break
        a, b = of.setdefault(pair.one, pair.one), of.setdefault(pair.other, pair.other)
        left, right = members.setdefault(a, [pair.one]), members.setdefault(b, [pair.other])
        if a == b or len(left) + len(right) > _MOST:
            continue
        if alike[a].get(b, 0.0) < LIKE * len(left) * len(right):
            continue
        if kept_apart and any(frozenset((x, y)) in kept_apart for x in left for y in right):
            continue
        head, gone = min(a, b), max(a, b)
        _join(alike, head, gone)
        members[head] = sorted(left + right)
        del members[gone]
        of.update(dict.fromkeys(members[head], head))
    out = [_story(ids, known) for ids in members.values() if len(ids) > 1]
    return sorted(out, key=lambda story: (-story.score, story.members))


def _join(alike: dict[int, dict[int, float]], head: int, gone: int) -> None:
    """Let two sides be one: what each has in common with a third one is added up."""
    ours = alike[head]
    ours.pop(gone, None)
    for other, score in alike.pop(gone, {}).items():
        if other != head:
            theirs = alike[other]
            del theirs[gone]
            ours[other] = theirs[head] = ours.get(other, 0.0) + score


def _story(ids: Sequence[int], known: Mapping[tuple[int, int], Pair]) -> Story:
    inside = [known[x, y] for at, x in enumerate(ids) for y in ids[at + 1 :] if (x, y) in known]
    number = len(ids) * (len(ids) - 1) / 2
    score = sum(pair.score for pair in inside) / number
    best = max(inside, key=lambda pair: pair.score, default=None)
    return Story(tuple(ids), round(score, 3), _reason(best) if best is not None else "said by you")


def _reason(pair: Pair) -> str:
    told = [f"{pair.entities} shared entit{'y' if pair.entities == 1 else 'ies'}"]
    told += [f"{pair.figures} figure{'' if pair.figures == 1 else 's'}"] if pair.figures else []
    told += [f"{pair.days} date{'' if pair.days == 1 else 's'}"] if pair.days else []
    return ", ".join(told)
