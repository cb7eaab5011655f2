"""What cannot both hold, and what only looks so."""

from __future__ import annotations

from typing import Any

import pytest

from aitui.analysis.contradiction import Conflict, LookAlike, compare, contradictions
from aitui.model import Telling

OPENAI, DEEPSEEK = 1, 2


def telling(article: int, value: float | None, **given: Any) -> Telling:
    base = Telling(
        article, 0, article, "ru", f"источник {article}", "2025-03-01", "2025-03-01", 0, 9, (1, 2), None,
        article, value, value, "USD", "=", None, "2024", 20240101, 20241231, "past", (OPENAI,), "revenue",
    )  # fmt: skip
    return base._replace(**given)


def test_two_values_of_one_measure_and_period_contradict_each_other() -> None:
    one, other = telling(1, 4e9), telling(2, 5e9, lang="it")
    assert compare(one, other) == Conflict(one, other, "revenue of 2024 differs by 20%")


QUARTER = {"edtf": "2024-36", "earliest": 20241001, "latest": 20241231}
NEXT = {"edtf": "2025", "earliest": 20250101, "latest": 20251231}
UNDATED = {"edtf": None, "earliest": None, "latest": None}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (QUARTER, "quarter and year"),
        (NEXT, "another period"),
        (UNDATED, "one of them is undated"),
        ({"status": "forecast"}, "forecast and result"),
        ({"per": "million tokens"}, "per no unit and per million tokens"),
        ({"per": "month", "qualifiers": ("monthly",)}, "monthly and in all"),
        ({"unit": "EUR"}, "another unit"),
        ({"qualifiers": ("in:china",)}, "china and in all"),
        ({"low": 3.8e9, "high": 3.8e9}, "rounding"),
    ],
)
def test_look_alikes_stay_silent_with_their_reason(change: dict[str, Any], reason: str) -> None:
    one, other = telling(1, 4e9), telling(2, 5e9)._replace(**change)
    assert compare(one, other) == LookAlike(one, other, reason)


def test_the_price_of_input_is_not_that_of_output() -> None:
    one, other = telling(1, 0.14, qualifiers=("input",)), telling(2, 0.28, qualifiers=("output",))
    found = compare(one, other)
    assert isinstance(found, LookAlike)
    assert found.reason == "input and output"


def test_undated_tellings_far_apart_are_an_update() -> None:
    one = telling(1, 4e9, **UNDATED)
    assert isinstance(compare(one, telling(2, 5e9, **UNDATED)), Conflict)
    found = compare(one, telling(2, 5e9, day="2025-09-01", **UNDATED))
    assert isinstance(found, LookAlike)
    assert found.reason == "later update"


def test_what_went_up_did_not_go_down() -> None:
    one, other = (telling(at, 20, unit="percent", qualifiers=(way,)) for at, way in ((1, "up"), (2, "down")))
    found = compare(one, other)
    assert isinstance(found, Conflict)
    assert found.reason == "revenue of 2024 went up and went down"


@pytest.mark.parametrize(
    ("given", "later", "reason"),
    [
        # A toll rises from day to day, and is corrected downwards.
        ({"measured": "deaths", "unit": "count", **UNDATED}, {"day": "2025-03-02"}, "later update"),
        ({"measured": "deaths", "unit": "count", **UNDATED}, {"day": "2025-02-28"}, None),
        # One source that tells another price tells of a new one.
        ({"measured": "price", **UNDATED}, {"day": "2025-03-04", "source": "источник 1"}, "later update"),
        ({"measured": "price", **UNDATED}, {"day": "2025-03-04"}, None),
        # Parameters of a model stay what they are.
        ({"measured": "parameters", "unit": "parameter", **UNDATED}, {"day": "2026-03-04"}, None),
        # An undated number of users, told in the year that the other one speaks of.
        ({"measured": "users", "unit": "count"}, {"day": "2024-05-01", **UNDATED}, None),
        ({"measured": "users", "unit": "count"}, {"day": "2025-05-01", **UNDATED}, "one of them is undated"),
        ({"status": "forecast", "speaker": 7}, {"speaker": 8}, "two forecasts"),
        ({"status": "forecast", "speaker": 7}, {}, None),
        # A cut is told as what will be and as what has been, while it is news.
        ({"measured": "layoffs", "unit": "count"}, {"status": "forecast"}, None),
        (
            {"measured": "layoffs", "unit": "count"},
            {"status": "forecast", "day": "2025-03-09"},
            "forecast and result",
        ),
    ],
)
def test_time_may_excuse_a_difference(
    given: dict[str, Any], later: dict[str, Any], reason: str | None
) -> None:
    one = telling(1, 40.0, **given)
    other = telling(2, 70.0, **{**given, **later})
    found = compare(one, other)
    assert found is not None
    if reason is None:
        assert isinstance(found, Conflict)
    else:
        assert found == LookAlike(one, other, reason)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (telling(1, 4e9), telling(2, 4e9)),
        (telling(1, 4e9, comparator="~"), telling(2, 4.3e9)),
        (telling(1, 4e9, high=None, comparator=">"), telling(2, 9e9)),
        (telling(1, None, high=4e9, comparator="<="), telling(2, 3e9)),
        (telling(1, 3e9, high=5e9), telling(2, 4.5e9)),
        (telling(1, 4e9), telling(1, 9e9, number=1)),
    ],
)
def test_values_that_can_both_hold_agree(one: Telling, other: Telling) -> None:
    assert compare(one, other) is None


def test_facts_are_compared_by_subject_and_measure() -> None:
    first, second = telling(1, 4e9), telling(2, 5e9)
    others = [
        telling(3, 6e9, entities=(DEEPSEEK, OPENAI)),
        telling(4, 7e9, measured="valuation"),
        telling(5, 8e9, measured=None),
        telling(6, 9e9, **NEXT),
    ]
    conflicts, silent = contradictions([[first, telling(7, 4e9)], [second], *([one] for one in others)])
    assert [(one.one, one.other) for one in conflicts] == [(first, second)]
    assert [(one.one, one.other) for one in silent] == [(first, others[3]), (second, others[3])]
    assert contradictions([[first], [second], *([one] for one in others)], silent=False) == (conflicts, [])


def test_a_row_with_several_values_of_one_thing_contradicts_nothing() -> None:
    row = [telling(1, value, number=number) for number, value in enumerate((3.0, 15.0))]
    other = telling(2, 8.0)
    assert contradictions([[row[0]], [row[1]], [other]]) == ([], [])
    assert len(contradictions([[row[0]], [other]])[0]) == 1
