"""Two texts aligned sentence by sentence, by what both of them name.

A chain of anchors that runs forward in both texts, the heaviest one, says roughly where the other text has
got to; around that place the sentence that shares most is the one to follow to.  A key that stands in many
sentences says little, so keys weigh by rarity.  No translation and no language is needed.
"""

from __future__ import annotations

import math
from array import array
from bisect import bisect_right
from collections.abc import Hashable, Sequence

from aitui.frozen import NamedTuple, frozen

Span = tuple[int, int]
# What one sentence names: an entity, a figure or a date -> where.
Named = dict[Hashable, list[Span]]

# A pair of sentences is an anchor when what it shares is as rare as a key of every third sentence.
ANCHOR = 1.0
# Likeness (0..1) that a place loses a sentence away from where it is expected, and at most.
DISTANCE, FAR = 0.1, 0.5
# A key with more pairs of sentences than this is looked for near the expected place only.
COMMON = 2_000
NEAR = 5


class Shared(NamedTuple):
    """What two sentences both name: how many things, and where in each, ascending."""

    number: int
    mine: Sequence[Span]
    theirs: Sequence[Span]


@frozen
class Alignment:
    """Where each sentence of two texts has its counterpart.  Side 0 is the first text, side 1 the second.

    Attributes:
        sides: what each sentence names, in order.
        targets: by side: the sentence of the other side, by sentence.
    """

    sides: tuple[Sequence[Named], Sequence[Named]]
    targets: tuple[array[int], array[int]]

    def follow(self, side: int, sentence: int) -> int:
        """Return the sentence of the other side that stands for a sentence of `side`."""
        return self.targets[side][sentence]

    def shared(self, side: int, sentence: int, other: int) -> Shared:
        """Return what a sentence of `side` and one of the other side both name, and where in each."""
        mine, theirs = self.sides[side][sentence], self.sides[1 - side][other]
        both = mine.keys() & theirs.keys()
        return Shared(
            len(both),
            sorted({span for key in both for span in mine[key]}),
            sorted({span for key in both for span in theirs[key]}),
        )


def align(first: Sequence[Named], second: Sequence[Named]) -> Alignment:
    """Align two texts, given what each of their sentences names; each has one sentence at least.

    The texts may be of any length: only pairs of sentences that share something are looked at.
    """
    pairs = _Pairs(first, second)
    chain = _chain(pairs.anchors(), len(second))
    back = [(j, i) for i, j in chain]
    return Alignment(
        (first, second),
        (_targets(pairs, chain, flipped=False), _targets(pairs, back, flipped=True)),
    )


class _Pairs:
    """How alike two sentences are: what both name over what each names, by weight (Dice's coefficient).

    Less if that is little: two sentences that both name the country of every other sentence, and nothing
    else, have nothing to do with each other.
    """

    def __init__(self, first: Sequence[Named], second: Sequence[Named]) -> None:
        self.sides = (first, second)
        self.places = (_places(first), _places(second))
        total = len(first) + len(second)
        both = self.places[0].keys() & self.places[1].keys()
        self.weights = {
            key: math.log((1 + total) / (len(self.places[0][key]) + len(self.places[1][key]))) for key in both
        }
        # Only what both texts name counts: one of them may simply tell more.
        self.own = tuple(
            [sum(self.weights.get(key, 0.0) for key in named) for named in side] for side in self.sides
        )

    def common(self, key: Hashable) -> bool:
        return len(self.places[0][key]) * len(self.places[1][key]) > COMMON

    def value(self, i: int, j: int) -> tuple[float, float]:
        """Return the weight that a sentence of each side share, and their likeness, 0..1."""
        mine, theirs = self.sides[0][i], self.sides[1][j]
        weight = sum(self.weights[key] for key in mine.keys() & theirs.keys())
        if not weight:
            return 0.0, 0.0
        return weight, 2 * weight / (self.own[0][i] + self.own[1][j]) * weight / (weight + ANCHOR)

    def anchors(self) -> list[tuple[int, int, float]]:
        """Return the pairs of sentences that share something rare, by place, with what they weigh."""
        rare = {key for key in self.weights if not self.common(key)}
        found = []
        # Sentence by sentence: all pairs of two long texts would be a million.
        for i, named in enumerate(self.sides[0]):
            for j in sorted({j for key in named.keys() & rare for j in self.places[1][key]}):
                weight, likeness = self.value(i, j)
                if weight >= ANCHOR:
                    found.append((i, j, weight * likeness))
        return found


def _places(side: Sequence[Named]) -> dict[Hashable, list[int]]:
    places: dict[Hashable, list[int]] = {}
    for sentence, named in enumerate(side):
        for key in named:
            places.setdefault(key, []).append(sentence)
    return places


def _chain(anchors: Sequence[tuple[int, int, float]], size: int) -> list[tuple[int, int]]:
    """Return the heaviest chain of anchors in which both sides go forward (a weighted increasing run).

    Args:
        anchors: (first, second, weight), ascending.
        size: how many sentences the second side has.
    """
    best = _BestBefore(size)
    totals: list[float] = []
    before: list[int] = []
    done = 0
    for i, j, weight in anchors:
        while anchors[done][0] < i:  # what has the same first sentence cannot go before
            best.put(anchors[done][1], totals[done], done)
            done += 1
        total, link = best.below(j)
        totals.append(total + weight)
        before.append(link)
    at = max(range(len(anchors)), key=totals.__getitem__, default=-1)
    chain = []
    while at >= 0:
        chain.append(anchors[at][:2])
        at = before[at]
    return chain[::-1]


class _BestBefore:
    """The heaviest chain that ends before a sentence: a Fenwick tree of maxima."""

    def __init__(self, size: int) -> None:
        self._tree: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)

    def put(self, at: int, total: float, link: int) -> None:
        at += 1
        while at < len(self._tree):
            self._tree[at] = max(self._tree[at], (total, link))
            at += at & -at

    def below(self, at: int) -> tuple[float, int]:
        best = (0.0, -1)
        while at > 0:
            best = max(best, self._tree[at])
            at -= at & -at
        return best


def _targets(pairs: _Pairs, chain: Sequence[tuple[int, int]], *, flipped: bool) -> array[int]:
    """Return for each sentence of one side the sentence of the other side to follow to."""
    here, there = (1, 0) if flipped else (0, 1)
    last = len(pairs.sides[there]) - 1
    targets: array[int] = array("q")
    for sentence, named in enumerate(pairs.sides[here]):
        expected = max(0.0, min(float(last), _expected(chain, sentence)))
        middle = int(expected)
        near = set(range(max(0, middle - NEAR), min(last, middle + NEAR) + 1))
        for key in named:
            if key in pairs.weights and not pairs.common(key):
                near.update(pairs.places[there][key])

        def worth(other: int, sentence: int = sentence, expected: float = expected) -> tuple[float, float]:
            _, likeness = pairs.value(other, sentence) if flipped else pairs.value(sentence, other)
            away = abs(other - expected)
            return likeness - min(FAR, DISTANCE * away), -away

        targets.append(max(sorted(near), key=worth))
    return targets


def _expected(chain: Sequence[tuple[int, int]], sentence: int) -> float:
    """Return where the other text has got to: between two anchors in step, outside them one by one."""
    if not chain:
        return float(sentence)
    at = bisect_right(chain, (sentence, math.inf)) - 1
    if at < 0:
        return float(chain[0][1] - (chain[0][0] - sentence))
    i, j = chain[at]
    if at + 1 == len(chain):
        return float(j + sentence - i)
    after_i, after_j = chain[at + 1]
    return j + (after_j - j) * (sentence - i) / (after_i - i)
