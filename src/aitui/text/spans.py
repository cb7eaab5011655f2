"""Ranges over a text: lookup by position and layers of marks flattened to runs."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")


def overlapping(starts: Sequence[int], ends: Sequence[int], start: int, end: int) -> range:
    """Return the indices of the ranges that touch [start, end).

    Args:
        starts, ends: bounds of disjoint ranges, ascending.
    """
    return range(bisect_right(ends, start), bisect_left(starts, end))


def containing(starts: Sequence[int], ends: Sequence[int], offset: int) -> int | None:
    """Return the index of the range that holds `offset`, None when it lies between ranges."""
    index = bisect_right(starts, offset) - 1
    return index if index >= 0 and offset < ends[index] else None


def runs(start: int, end: int, layers: Iterable[tuple[int, int, T]], base: T) -> list[tuple[int, int, T]]:
    """Flatten marks over [start, end) to disjoint runs; a later mark covers an earlier one.

    Args:
        layers: (start, end, value), any order of positions, later ones on top.
        base: value where nothing is marked.
    """
    marks = [(max(a, start), min(b, end), value) for a, b, value in layers if a < end and b > start]
    if not marks:
        return [(start, end, base)] if end > start else []
    edges = sorted({start, end, *(a for a, _, _ in marks), *(b for _, b, _ in marks)})
    out: list[tuple[int, int, T]] = []
    for a, b in itertools.pairwise(edges):
        value = base
        for left, right, mark in marks:
            if left <= a and b <= right:
                value = mark
        if out and out[-1][2] == value:
            out[-1] = (out[-1][0], b, value)
        else:
            out.append((a, b, value))
    return out
