"""Words as a hand picks them."""

from __future__ import annotations

import pytest

from aitui.text.words import all_words, next_word, previous_word, word_at

TEXT = "Завод «Фордоу», l'eau; 中国 и O'Neil."


def words(text: str) -> list[str]:
    found, at = [], 0
    while (span := next_word(text, at)) is not None:
        found.append(text[slice(*span)])
        at = span[1]
    return found


def test_one_after_another() -> None:
    assert words(TEXT) == ["Завод", "Фордоу", "l", "eau", "中", "国", "и", "O", "Neil"]
    assert words("") == words(" … ") == []
    assert all_words(TEXT) == words(TEXT)


def test_back_again() -> None:
    found, at = [], len(TEXT)
    while (span := previous_word(TEXT, at)) is not None:
        found.append(TEXT[slice(*span)])
        at = span[0]
    assert found == words(TEXT)[::-1]


@pytest.mark.parametrize(
    ("offset", "word"), [(0, "Завод"), (3, "Завод"), (5, "Фордоу"), (9, "Фордоу"), (24, "国"), (99, "Neil")]
)
def test_the_word_at_a_place(offset: int, word: str) -> None:
    span = word_at(TEXT, offset)
    assert span is not None
    assert TEXT[slice(*span)] == word


def test_a_long_text_is_crossed_and_a_long_word_is_whole() -> None:
    text = "слово" + " " * 3000 + "б" * 1000 + " конец"
    assert words(text) == ["слово", "б" * 1000, "конец"]
    assert previous_word(text, 3004) == (0, 5)
    assert word_at(text, 3500) == (3005, 4005)
    assert word_at("… ", 0) is None


@pytest.mark.parametrize("beyond", [0, 1, 400, 401, 5_000])
def test_behind_the_end_the_last_word_is_there(beyond: int) -> None:
    text = "Китай обогнал всех."
    assert word_at(text, len(text) + beyond) == (14, 18)
    assert next_word(text, len(text) + beyond) is None
    assert word_at("", beyond) is None
