"""The chain against an enumeration of every possible sequence of tags."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest

from aitui.analysis.naming.tagger.chain import LABELS, TYPES, Chains, allowed


def _sure(tags: tuple[int, ...]) -> bool:
    names = [LABELS[tag] for tag in tags]
    return all(
        right[0] != "I" or left[2:] == right[2:] for left, right in zip(["O", *names], names, strict=False)
    )


def _all(scores: np.ndarray, moves: np.ndarray) -> dict[tuple[int, ...], float]:
    """Return the weight of every sequence of tags that may be."""
    found = {}
    for tags in product(range(len(LABELS)), repeat=len(scores)):
        if _sure(tags):
            weight = sum(scores[row, tag] for row, tag in enumerate(tags))
            found[tags] = float(weight + sum(moves[pair] for pair in pairwise(tags)))
    return found


def _names(tags: tuple[int, ...]) -> set[tuple[int, int, str]]:
    found, first = set(), -1
    for row, tag in enumerate([*tags, 0]):
        if first >= 0 and LABELS[tag][0] != "I":
            found.add((first, row, LABELS[tags[first]][2:]))
            first = -1
        if LABELS[tag][0] == "B":
            first = row
    return found


@pytest.mark.parametrize("seed", range(6))
def test_best_tags_and_chances_are_those_of_an_enumeration(seed: int) -> None:
    luck = np.random.default_rng(seed)
    moves = luck.normal(size=(len(LABELS), len(LABELS)))
    spans = [(1, 4), (5, 6), (7, 9)]
    scores = luck.normal(scale=2, size=(10, len(LABELS)))
    chains = Chains(scores, spans, allowed(moves))
    best = chains.best
    for start, end in spans:
        every = _all(scores[start:end], moves)
        assert tuple(best[start:end].tolist()) == max(every, key=every.__getitem__)
        total = sum(np.exp(weight) for weight in every.values())
        for first in range(start, end):
            for last in range(first + 1, end + 1):
                chances = chains.chance(first, last)
                assert chances is not None
                for kind, chance in zip(TYPES, chances, strict=True):
                    own = sum(
                        np.exp(weight)
                        for tags, weight in every.items()
                        if (first - start, last - start, kind) in _names(tags)
                    )
                    assert chance == pytest.approx(own / total, abs=1e-6)
    assert not best[[0, 4, 6, 9]].any()


def test_a_span_that_leaves_its_sequence_has_no_chance() -> None:
    chains = Chains(np.zeros((6, len(LABELS))), [(0, 2), (3, 5)], allowed(np.zeros((7, 7))))
    assert chains.chance(1, 4) is None
    assert chains.chance(2, 3) is None


def test_no_sequences_no_names() -> None:
    chains = Chains(np.zeros((3, len(LABELS))), [], allowed(np.zeros((7, 7))))
    assert not chains.best.any()
    assert chains.chance(0, 1) is None
