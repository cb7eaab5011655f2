"""Sounds: one Cyrillic word against Latin words of many languages."""

from __future__ import annotations

import pytest

from aitui.text.phonetics import likeness, readings


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Шоссон", "Chausson"),  # French
        ("Монтан", "Montand"),
        ("Жикель", "Gicquel"),
        ("Штраус", "Strauß"),  # German
        ("Цвингли", "Zwingli"),
        ("Чернин", "Czernin"),  # Polish
        ("Качиньский", "Kaczyński"),
        ("Йовович", "Jovović"),  # South Slavic
        ("Хуарес", "Juárez"),  # Spanish
        ("Гилья", "Ghiglia"),  # Italian
        ("Кусиро", "Kushiro"),  # Japanese, by Polivanov
        ("Тиба", "Chiba"),
        ("Гейтс", "Gates"),  # English
        ("Говард", "Howard"),
        ("Уилсон", "Wilson"),
        ("Эрдоган", "Erdoğan"),  # Turkish
        ("Надь", "Nagy"),  # Hungarian
        ("Зеленский", "Zelenskyy"),
    ],
)
def test_a_word_is_read_in_its_own_language(cyrillic: str, latin: str) -> None:
    assert likeness(cyrillic, latin) > 0.92


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Литва", "Latvia"),
        ("Словения", "Slovakia"),
        ("Иран", "Iraq"),
        ("Нигер", "Nigeria"),
        ("Трамп", "Tusk"),
    ],
)
def test_words_that_only_look_alike(cyrillic: str, latin: str) -> None:
    assert likeness(cyrillic, latin) <= 0.92


def test_a_cyrillic_word_has_one_reading_unless_it_opens_with_g() -> None:
    assert len(readings("Берлин")) == 1
    assert set(readings("Гонконг")) == {"gonkong", "honkong"}


def test_other_scripts_are_read_too() -> None:
    assert likeness("オバマ", "Obama") > 0.9
    assert readings("") == ()
    assert readings("1234") == ()
