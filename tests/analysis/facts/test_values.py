"""Values in one unit of a kind, and what rounding may hide."""

from __future__ import annotations

from typing import Any

import pytest

from aitui.analysis.facts.values import agree, apart, value
from aitui.model import Telling


def telling(low: float | None, **given: Any) -> Telling:
    base = Telling(
        1, 0, 1, "ru", None, None, None, 0, 9, (1, 2), None, 1, low, low, "percent", "=", None,
        None, None, None, "past", (1,), "share",
    )  # fmt: skip
    return base._replace(**given)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (telling(1 / 3, unit="ratio"), telling(33)),
        (telling(1.5, unit="GW", measured="power"), telling(1500, unit="MW", measured="power")),
        (telling(2, unit="week", measured="lag"), telling(14, unit="day", measured="lag")),
        (telling(20, comparator="~"), telling(21.5)),
        (telling(20, high=None, comparator=">"), telling(70)),
        (telling(None, high=20, comparator="<="), telling(3)),
    ],
)
def test_values_of_one_kind_are_compared_in_one_unit(one: Telling, other: Telling) -> None:
    assert value(one).unit == value(other).unit
    assert agree(one, other)


def test_a_ratio_of_a_sum_stays_one() -> None:
    assert value(telling(2, unit="ratio", measured="revenue")).unit == "ratio"


def test_rounding_hides_half_a_digit_and_never_much() -> None:
    assert agree(telling(130), telling(131.5), rounded=0.05)
    assert not agree(telling(100), telling(140), rounded=0.05)
    assert not agree(telling(3), telling(4), rounded=0.05)
    assert apart(telling(20), telling(15)) == pytest.approx(0.25)
