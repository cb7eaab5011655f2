"""Names by their sound: what is typed in one script meets the name in another, and nothing else."""

from __future__ import annotations

import random
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aitui.text import sounds, stem


def meets(typed: str, surface: str, lang: str) -> bool:
    return not set(sounds.asked(stem.bare(typed))).isdisjoint(sounds.of_name(surface, lang))


@pytest.mark.parametrize(
    ("typed", "surface", "lang"),
    [
        ("huawei", "Хуавэем", "ru"),
        ("huawei", "华为", "zh"),
        ("nvidia", "Нвидии", "ru"),
        ("justin", "Джастину Линю", "ru"),
        ("lin", "Джастином Линем", "ru"),
        ("wyglendowski", "Марчина Выглендовского", "ru"),
        ("sánchez", "Санчеса", "ru"),
        ("zelenskyy", "Зеленському", "uk"),
        ("toyota", "トヨタ", "ja"),
        ("sokratis", "Σωκράτης", "el"),
        ("хуавэй", "Huawei", "it"),
        ("нвидиа", "Nvidia", "en"),
        ("меркель", "Angela Merkel", "de"),
        ("чернин", "Marcin Czernin", "pl"),
        ("小米", "Xiaomi", "en"),
        ("солхейм", "Erik Solheim", "en"),
        ("линаресом", "Linares", "it"),
        ("армстронг", "Neil Armstrong", "en"),
        ("valentino", "瓦倫蒂諾·羅西", "zh"),
        ("瓦伦蒂诺", "Valentino", "it"),
        ("阿尔瓦雷斯", "Альвареса", "ru"),
        ("вагнер", "Wagners", "de"),
    ],
)
def test_a_name_is_met_from_another_script(typed: str, surface: str, lang: str) -> None:
    assert meets(typed, surface, lang)


@pytest.mark.parametrize(
    ("typed", "surface", "lang"),
    [
        ("huawei", "Huawei", "it"),
        ("линь", "Лин", "ru"),
        ("lina", "Line", "fr"),
        ("merkel", "Меркатор", "ru"),
        ("no", "Но", "ru"),
    ],
)
def test_words_of_the_same_script_and_other_names_are_left_to_their_spelling(
    typed: str, surface: str, lang: str
) -> None:
    assert not meets(typed, surface, lang)


@given(st.text(min_size=1))
def test_what_sounds_is_never_a_word_that_can_be_typed(text: str) -> None:
    for sound in (*sounds.of_name(text, "ru"), *(s for _, _, w in stem.words(text) for s in sounds.asked(w))):
        assert [word for _, _, word in stem.words(sound)] != [sound]
        assert not set(sound) & {" ", '"'}


def test_only_names_are_heard_in_a_text() -> None:
    asked = frozenset(sounds.asked("wyglendowski"))
    assert sounds.meets(asked, "Выглендовского", "ru")
    assert not sounds.meets(asked, "выглендовского", "ru")
    assert not sounds.meets(asked, "Wyglendowski", "pl")
    assert sounds.meets(frozenset(sounds.asked("huawei")), "华为", "zh")


def test_names_and_words_without_end_take_little_memory() -> None:
    luck = random.Random(1)
    letters = {"ru": "аеиоулнрстпмквбдгзжч", "en": "aeioulnrstpmkdbgzhcv", "zh": "克拉巴米尔特德斯林格弗里"}

    def hear(number: int) -> None:
        for _ in range(number):
            for lang, signs in letters.items():
                word = "".join(luck.choices(signs, k=luck.randint(4, 8)))
                sounds.of_name(word, lang)
                sounds.asked(word)

    hear(20)  # loads the tables
    tracemalloc.start()
    try:
        hear(800)
        kept = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert kept < 3_000_000  # with thousands of each kept it was 6 MB
