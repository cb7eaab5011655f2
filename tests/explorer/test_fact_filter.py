"""What is typed to narrow the facts, and what is kept by it."""

from __future__ import annotations

import pytest

from aitui.explorer import fact_filter
from aitui.explorer.fact_filter import NOTHING, FactFilter
from aitui.explorer.facts import Fact
from aitui.model import Telling
from aitui.store.rows import ClaimFilter


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("", NOTHING),
        ("рост Китая", FactFilter(text="рост Китая")),
        ("measure:revenue китай", FactFilter(ClaimFilter("revenue"), "китай")),
        ('measure:"market cap" unit:usd', FactFilter(ClaimFilter("market_cap", unit="USD"))),
        ("source:«Новая газета» lang:RU", FactFilter(ClaimFilter(lang="ru", source="Новая газета"))),
        ("since:2024 until:2025-03", FactFilter(ClaimFilter(since=20240101, until=20250331))),
        ("until:2025-03-07", FactFilter(ClaimFilter(until=20250307))),
        ("told:2 disputed:yes", FactFilter(told=2, disputed=True)),
        # What is still being typed narrows nothing.
        ("measure: since:20 told:х disputed:no", NOTHING),
        ("премьера:завтра", FactFilter(text="премьера:завтра")),
    ],
)
def test_fields_and_text(typed: str, wanted: FactFilter) -> None:
    assert fact_filter.parse(typed) == wanted


def test_facts_are_kept_by_origins_and_disputes() -> None:
    telling = Telling(
        1, 0, 1, "ru", "Лента", None, None, 0, 5, None, None, 0, None, None, None, None, None, None, None,
        None, "past", (),
    )  # fmt: skip
    once, twice = Fact((telling,), 1, 1, 1, disputed=1), Fact((telling, telling), 2, 1, 2)
    assert [fact_filter.parse("told:2").keeps(fact) for fact in (once, twice)] == [False, True]
    assert [fact_filter.parse("disputed:да").keeps(fact) for fact in (once, twice)] == [True, False]
