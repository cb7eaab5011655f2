"""Periods of the calendar: their first days, also of days that no calendar has."""

from __future__ import annotations

import pytest

from aitui.explorer.periods import LEVELS, first_day


@pytest.mark.parametrize(
    ("day", "firsts"),
    [
        (20240517, (20200101, 20240101, 20240401, 20240501, 20240513, 20240517)),
        (20240101, (20200101, 20240101, 20240101, 20240101, 20240101, 20240101)),
        (20230101, (20200101, 20230101, 20230101, 20230101, 20221226, 20230101)),  # a Sunday
        (20230231, (20200101, 20230101, 20230101, 20230201, 20230227, 20230228)),  # the nearest that there is
        (20231300, (20200101, 20230101, 20231001, 20231201, 20231127, 20231201)),
        (90101, (10101, 90101, 90101, 90101, 81229, 90101)),
        (10103, (10101, 10101, 10101, 10101, 10101, 10103)),
        (99991231, (99900101, 99990101, 99991001, 99991201, 99991227, 99991231)),
        (0, (0, 0, 0, 0, 0, 0)),
    ],
)
def test_the_first_day_of_each_period_that_a_day_lies_in(day: int, firsts: tuple[int, ...]) -> None:
    assert tuple(first_day(day, level) for level in LEVELS) == firsts
