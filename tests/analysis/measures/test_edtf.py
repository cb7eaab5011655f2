"""EDTF values and their first and last day."""

from __future__ import annotations

from datetime import date

import pytest

from aitui.analysis.measures import edtf


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-01~", "2025-01-01", "2025-01-31"),
        ("2026-01-12T09:30:00Z", "2026-01-12", "2026-01-12"),
        ("2024-22", "2024-06-01", "2024-08-31"),
        ("2024-24", "2024-12-01", "2025-02-28"),
        ("2024-36", "2024-10-01", "2024-12-31"),
        ("2024-41", "2024-07-01", "2024-12-31"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("20XX", "2000-01-01", "2099-12-31"),
        ("2026/2031", "2026-01-01", "2031-12-31"),
        ("2026-01-12/..", "2026-01-12", None),
        ("../2026-01", None, "2026-01-31"),
        ("XXXX-01-19", None, None),
        ("P5Y", None, None),
        ("P3Y/P5Y", None, None),
    ],
)
def test_bounds(value: str, first: str | None, last: str | None) -> None:
    assert edtf.iso_bounds(value) == (first, last)


@pytest.mark.parametrize(
    "value", ["2023-02-29", "2024-13", "2024-50", "вчера", "", "2026/2025", "XXXX-02-30", "P"]
)
def test_what_is_no_date_is_refused(value: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the words differ by reason
        edtf.bounds(value)


@pytest.mark.parametrize(
    ("first", "last", "value"),
    [
        (date(2024, 1, 1), date(2024, 12, 31), "2024"),
        (date(2024, 1, 1), date(2025, 12, 31), "2024/2025"),
        (date(2024, 10, 1), date(2024, 12, 31), "2024-10/2024-12"),
        (date(2024, 2, 1), date(2024, 2, 29), "2024-02"),
        (date(2025, 1, 15), date(2025, 2, 14), "2025-01-15/2025-02-14"),
        (date(2025, 1, 15), date(2025, 1, 15), "2025-01-15"),
    ],
)
def test_interval_is_the_shortest(first: date, last: date, value: str) -> None:
    assert edtf.interval(first, last) == value
    assert edtf.bounds(value) == (first, last)
