"""The order of a list by id, and rows that are read a page at a time."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aitui.explorer.lists import Order, RowCache


@given(st.lists(st.integers(1, 40) | st.integers(10**9, 10**9 + 40), unique=True), st.integers(0, 50))
def test_every_id_has_its_place_and_others_stand_behind(ids: list[int], other: int) -> None:
    order = Order(array("q", ids))
    assert [order.place(number) for number in ids] == list(range(len(ids)))
    if other not in ids:
        assert order.place(other) == len(order) == len(ids)


@pytest.mark.parametrize("ids", [[7], [3, 1, 2], [1, 10**9]])
def test_an_order_is_that_of_the_list(ids: list[int]) -> None:
    assert sorted(ids, key=Order(array("q", ids)).place) == ids


class Table:
    """Rows by id, and which of them were asked for."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []

    def read(self, ids: Sequence[int]) -> dict[int, str]:
        self.asked.append(list(ids))
        return {i: f"строка {i}" for i in ids if i != 13}


def test_a_row_of_the_list_brings_its_neighbours_and_a_lone_one_only_itself() -> None:
    table = Table()
    rows = RowCache(table.read, lambda i: f"{i} ist fort")
    ids = array("q", range(1000, 0, -1))
    assert rows.get(600, ids, 400) == "строка 600"
    assert rows.get(590, ids, 410) == "строка 590"
    assert [len(page) for page in table.asked] == [80]
    assert rows.get(5, ids) == "строка 5"
    assert table.asked[1:] == [[5]]


def test_a_row_that_is_gone_says_so() -> None:
    assert RowCache(Table().read, lambda i: f"{i} ist fort").get(13, array("q", [13]), 0) == "13 ist fort"
