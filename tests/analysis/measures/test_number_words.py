"""Rows of number words: where one number ends, and what only stands side by side."""

from __future__ import annotations

import pytest

from aitui.analysis.measures.lexicon import lexicon, tokens
from aitui.analysis.measures.number_words import join_halves, join_number_words
from aitui.text.fold import fold


def numbers(text: str, lang: str, *, tens_and: bool = False) -> list[tuple[str, float]]:
    folded = fold(text)
    row = tokens(folded, lexicon(lang, "time"))
    symbols = join_number_words(row, row.symbols(), folded, tens_and=tens_and)
    join_halves(row, symbols)
    return [(text[token.start : token.end], token.value) for token in row if token.symbol in "woY"]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "the thirty first", [("thirty first", 31)]),
        ("en", "nineteen eighty-six", [("nineteen eighty-six", 1986)]),
        (
            "en",
            "January twenty five nineteen eighty six",
            [("twenty five", 25), ("nineteen eighty six", 1986)],
        ),
        ("en", "two thousand and fifteen", [("two thousand and fifteen", 2015)]),
        ("en", "two and three", [("two", 2), ("three", 3)]),
        ("ru", "две тысячи двадцать четвёртого года", [("две тысячи двадцать четвёртого", 2024)]),
        ("ru", "два с половиной года", [("два с половиной", 2.5)]),
        ("fr", "quatre-vingt-dix", [("quatre-vingt-dix", 90)]),
        ("it", "quarantadue", [("quarantadue", 42)]),
    ],
)
def test_rows_of_words(lang: str, text: str, expected: list[tuple[str, float]]) -> None:
    assert numbers(text, lang) == expected


def test_some_languages_join_tens_and_units_by_and() -> None:
    assert numbers("treinta y uno", "es", tens_and=True) == [("treinta y uno", 31)]
    assert numbers("treinta y uno", "es") == [("treinta", 30), ("uno", 1)]


def test_words_of_two_lines_are_two_numbers() -> None:
    assert numbers("twenty\nfive", "en") == [("twenty", 20), ("five", 5)]
