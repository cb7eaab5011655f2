"""Rows kept as bytes are the rows that they were, in any order."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from aitui.explorer.packed import Packed


class Row(NamedTuple):
    number: int
    text: str
    source: str | None


ROWS = st.lists(
    st.builds(
        Row,
        st.integers(-(2**63), 2**63),
        st.text(st.characters(exclude_categories=())),
        st.none() | st.text(),
    )
)


@given(ROWS)
def test_rows_come_back_as_they_were(rows: list[Row]) -> None:
    packed = Packed(Row._make, iter(rows))
    assert list(packed) == rows
    assert len(packed) == len(rows)
    assert [packed[at] for at in range(-len(rows), len(rows))] == rows * 2
    assert all(type(row) is Row for row in packed)


@given(ROWS)
def test_they_are_sorted_as_a_list_is(rows: list[Row]) -> None:
    packed = Packed(Row._make, rows)
    for key in (lambda row: (len(row.text),), lambda row: (row.source or "", -row.number)):
        packed.sort(key)
        rows = sorted(rows, key=key)
        assert list(packed) == rows
