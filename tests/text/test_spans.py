"""Ranges are found by position and flattened as they cover each other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aitui.text.spans import containing, overlapping, runs


def test_lookup() -> None:
    starts, ends = [0, 10, 30], [5, 20, 40]
    assert list(overlapping(starts, ends, 4, 11)) == [0, 1]
    assert list(overlapping(starts, ends, 20, 30)) == []
    assert containing(starts, ends, 19) == 1
    assert containing(starts, ends, 25) is None


def test_the_later_mark_lies_on_top() -> None:
    assert runs(0, 10, [(2, 8, "lit"), (4, 6, "here")], "text") == [
        (0, 2, "text"),
        (2, 4, "lit"),
        (4, 6, "here"),
        (6, 8, "lit"),
        (8, 10, "text"),
    ]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(1, 9))))
def test_runs_agree_with_painting_each_cell(layers: list[tuple[int, int, int]]) -> None:
    painted = [0] * 20
    for start, end, value in layers:
        for at in range(max(start, 5), min(end, 20)):
            painted[at] = value
    flat = runs(5, 20, layers, 0)
    assert [value for a, b, value in flat for _ in range(b - a)] == painted[5:20]
