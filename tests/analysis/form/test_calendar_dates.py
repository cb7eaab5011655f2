"""Calendar dates and times of day in bylines."""

from __future__ import annotations

import pytest

from aitui.analysis.form.calendar_dates import date_at, month_number, time_at
from aitui.text.fold import fold


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        *(
            ("2026-01-12T10:30:00Z", "en"),
            ("2026/1/12", "en"),
            ("12.01.2026", "ru"),
            ("12 января 2026 г.", "ru"),
        ),
        *(
            ("12 Gennaio 2026", "it"),
            ("12º gennaio 2026", "it"),
            ("January 12th, 2026", "en"),
            ("12. Jan. 2026", "de"),
        ),
        *(
            ("12 janvier 2026", "fr"),
            ("12 de enero de 2026", "es"),
            ("2026年1月12日", "zh"),
            ("2026년 1월 12일", "ko"),
        ),
        *(("12 stycznia 2026", "pl"), ("12 січня 2026 р.", "uk")),
    ],
)
def test_dates_are_read_to_their_end(text: str, lang: str) -> None:
    assert date_at(fold(text), 0, lang) == (len(text), "2026-01-12")


@pytest.mark.parametrize("text", ["32.01.2026", "12 китая 2026", "2026", "января 2026", "12.2026"])
def test_what_is_no_day_is_no_date(text: str) -> None:
    assert date_at(text, 0, "ru") is None


def test_a_date_that_can_be_read_two_ways_has_no_value() -> None:
    assert date_at("03/04/2026", 0, "en") == (10, None)
    assert date_at("03/04/2026", 0, "it") == (10, "2026-04-03")


@pytest.mark.parametrize(
    "text", ["10:30", "в 10:30", "alle ore 10.30", "10:30 am est", "10h30", "10:30 uhr", "вчера"]
)
def test_times(text: str) -> None:
    assert time_at(text, 0) == len(text)


def test_months_in_full_cut_and_inflected() -> None:
    assert [month_number(word) for word in ("января", "янв", "gennaio", "juillet", "märz", "august")] == [
        *(1, 1, 1, 7, 3, 8)
    ]
    assert month_number("китай") is None
