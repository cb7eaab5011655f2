"""The probability of a tag against the sum over every path."""

from __future__ import annotations

from itertools import pairwise, product

import pytest

np = pytest.importorskip("numpy", reason="numpy comes with the extras; `make extras` runs this")


def test_marginals_are_sums_over_all_paths() -> None:
    from aitui.analysis.naming.taggers.chains import marginals

    luck = np.random.default_rng(7)
    emissions, transitions = luck.normal(0, 3, (2, 4, 3)), luck.normal(0, 2, (3, 3))
    lengths = (4, 2)
    mask = np.array([[place < length for place in range(4)] for length in lengths])
    found = marginals(emissions, transitions, mask)
    for row, length in enumerate(lengths):
        told = np.zeros((length, 3))
        for path in product(range(3), repeat=length):
            weight = sum(emissions[row, place, tag] for place, tag in enumerate(path))
            weight += sum(transitions[one, other] for one, other in pairwise(path))
            for place, tag in enumerate(path):
                told[place, tag] += np.exp(weight)
        told /= told.sum(-1, keepdims=True)
        assert np.allclose(found[row, :length], told)
