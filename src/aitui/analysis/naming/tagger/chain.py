"""The linear chain: the best tags of token sequences, and how probable any span is as a name.

Sequences of different length are worked on together, longest first, one step of the chain at a time, so that
a whole text costs a few dozen calls of numpy.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

LABELS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
TYPES = ("PER", "ORG", "LOC")
_BEGIN, _INSIDE = [1, 3, 5], [2, 4, 6]
# Weight of a tag that may not follow.
_NEVER = -1e4


def allowed(transitions: npt.NDArray[Any]) -> Floats:
    """Return transition weights in which no name goes on that has not begun.

    Args:
        transitions: weight of label (column) after label (row).
    """
    found = np.array(transitions, np.float64)
    for row, left in enumerate(LABELS):
        for column, right in enumerate(LABELS):
            if right[0] == "I" and left[2:] != right[2:]:
                found[row, column] = _NEVER
    return found


class Chains:
    """The sequences of some texts."""

    def __init__(
        self, scores: npt.NDArray[Any], spans: Sequence[tuple[int, int]], transitions: Floats
    ) -> None:
        """Take the scores of the texts.

        Args:
            scores: weight of each label, one row a token.
            spans: first and past the last row of each sequence; disjoint.
            transitions: see `allowed`.
        """
        self._spans = sorted(spans, key=lambda span: span[0] - span[1])
        self._scores = scores
        self._transitions = transitions
        lengths = np.array([end - start for start, end in self._spans], np.int64)
        self._first = np.array([start for start, _ in self._spans], np.int64)
        longest = int(lengths[0]) if len(lengths) else 0
        # How many sequences still go on at each step.
        self._going = [int(np.searchsorted(-lengths, -step, side="left")) for step in range(longest)]
        self._last = self._first + lengths - 1
        self._chances: tuple[Floats, Floats, Floats, Floats] | None = None
        self._factors = np.exp(transitions)
        self._chain = np.full(len(scores), -1, np.int64)
        for number, (start, end) in enumerate(self._spans):
            self._chain[start:end] = number

    @cached_property
    def best(self) -> npt.NDArray[np.int8]:
        """The best label of each row (Viterbi); 0 outside the sequences."""
        labels = np.zeros(len(self._scores), np.int8)
        if not self._spans:
            return labels
        scores, moves = self._scores, self._transitions
        back = np.zeros((len(scores), len(LABELS)), np.int8)
        state = scores[self._first] + self._opening()
        ending = np.zeros((len(self._spans), len(LABELS)))
        for step in range(1, len(self._going)):
            going = self._going[step]
            if going < len(state):
                ending[going : len(state)] = state[going:]
                state = state[:going]
            options = state[:, :, None] + moves
            rows = self._first[:going] + step
            back[rows] = options.argmax(axis=1)
            state = options.max(axis=1) + scores[rows]
        ending[: len(state)] = state
        current = ending.argmax(axis=1)
        for step in range(len(self._going) - 1, -1, -1):
            going = self._going[step]
            rows = self._first[:going] + step
            now = current[:going]
            labels[rows] = now
            if step:
                current[:going] = back[rows, now]
        return labels

    def chance(self, start: int, end: int) -> Floats | None:
        """Return how probable it is that the rows are one name of each type, no more and no less.

        Args:
            start, end: rows, half-open.

        Returns:
            One number a type; None where the rows are not all in one sequence.
        """
        if not self.together(start, end):
            return None
        found: Floats = self.chances(np.array([start]), np.array([end]))[0]
        return found

    def together(self, start: int, end: int) -> bool:
        """Say whether rows are all in one sequence."""
        number = self._chain[start]
        return bool(number >= 0 and start < end <= self._spans[number][1])

    def chances(self, starts: npt.NDArray[Any], ends: npt.NDArray[Any]) -> Floats:
        """Return the chances of many spans, one row a span; each must lie in one sequence.

        The weight of all taggings in which a span is a name is what leads to its first tag, goes on inside
        without another choice, and leaves it by any other tag than one more of its own.
        """
        ahead, behind, weights, norms = self._passes()
        found: Floats = ahead[starts][:, _BEGIN]
        rows = starts + 1
        going = np.flatnonzero(rows < ends)
        step = self._factors[_BEGIN, _INSIDE]
        while len(going):
            at = rows[going]
            found[going] *= step * weights[at][:, _INSIDE] / norms[at][:, None]
            rows[going] += 1
            going = going[rows[going] < ends[going]]
            step = self._factors[_INSIDE, _INSIDE]
        last = self._last[self._chain[starts]] + 1
        left = np.flatnonzero(ends < last)
        if len(left):
            at = ends[left]
            onward = weights[at] * behind[at] / norms[at][:, None]
            single = (ends[left] - starts[left] == 1)[:, None]
            total = np.where(single, onward @ self._factors[_BEGIN].T, onward @ self._factors[_INSIDE].T)
            more = np.where(single, self._factors[_BEGIN, _INSIDE], self._factors[_INSIDE, _INSIDE])
            found[left] *= np.maximum(total - more * onward[:, _INSIDE], 0.0)
        # The last digits depend on what was worked out beside it.  Not rounded by places: where no name is
        # seen, the least chances still tell the type.
        return found.astype(np.float32).astype(np.float64)

    def _passes(self) -> tuple[Floats, Floats, Floats, Floats]:
        """Return the forward and the backward pass, the weights they ran over and their norms, row by row."""
        if self._chances is not None:
            return self._chances
        scores = np.asarray(self._scores, np.float64)
        weights = np.exp(scores - scores.max(axis=1, keepdims=True))
        ahead, behind, norms = np.zeros_like(weights), np.ones_like(weights), np.ones(len(weights))
        if self._spans:
            state = weights[self._first] * np.exp(self._opening())
            for step, going in enumerate(self._going):
                rows = self._first[:going] + step
                if step:
                    state = (state[:going] @ self._factors) * weights[rows]
                norm = state.sum(axis=1)
                norms[rows] = norm
                state = state / norm[:, None]
                ahead[rows] = state
            for step in range(len(self._going) - 1, 0, -1):
                rows = self._first[: self._going[step]] + step
                onward = weights[rows] * behind[rows] / norms[rows][:, None]
                behind[rows - 1] = onward @ self._factors.T
        self._chances = (ahead, behind, weights, norms)
        return self._chances

    def _opening(self) -> Floats:
        opening = np.zeros(len(LABELS))
        opening[2::2] = _NEVER
        return opening
