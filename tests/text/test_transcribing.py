"""Foreign names in Chinese characters, by the rules of transcription."""

from __future__ import annotations

import pytest

from aitui.text import near_sounds, phonetics, stem, transcribing

SENTENCES = (
    "冈特的约翰死于1399年。汤普逊的文章认为玛雅人是和平的民族。哈雷戴维森公司的发言人。约翰·伯戈因将军投降。"
    "施普林格出版社在柏林。马伦哥战役之后。当地的美国人与德国人。里根总统和肯尼迪总统。莫扎特出生在萨尔茨堡。"
)


def stands(pair: str) -> bool:
    return pair in SENTENCES


@pytest.mark.parametrize(
    ("name", "run"),
    [
        ("Gaunt", "冈特"),
        ("Томпсона", "汤普逊"),
        ("Thompson", "汤普逊"),
        ("Davidson", "戴维森"),
        ("Burgoyne", "伯戈因"),
        ("Springer", "施普林格"),
        ("Маренго", "马伦哥"),
        ("Reagan", "里根"),
        ("Kennedy", "肯尼迪"),
        ("Моцарт", "莫扎特"),
    ],
)
def test_a_name_in_letters_is_spelled_as_texts_have_it(name: str, run: str) -> None:
    found = near_sounds.transcribed(stem.bare(name), stands)
    assert found[0][0] == run, found
    assert found[0][1] > 0.85


def test_what_no_text_has_is_not_made_up() -> None:
    assert near_sounds.transcribed("lugovoi", stands) == []
    assert near_sounds.transcribed("davidson", lambda pair: False) == []


@pytest.mark.parametrize(
    ("run", "name", "other"),
    [
        ("吉拉德", "Gillard", "Gild"),
        ("施普林格", "Springer", "Spielen"),
        ("阿伯兹福德", "Abbotsford", "Oxford"),
        ("莫伊米尔", "Mojmír", "Miner"),
        ("撒海尔", "Сахель", "Сигел"),
        ("范恩", "Vann", "Milne"),
    ],
)
def test_a_run_fits_the_name_that_it_spells(run: str, name: str, other: str) -> None:
    def fit(word: str) -> float:
        return max(
            transcribing.fit(phonetics.pinyin(run), one) for one in phonetics.readings(stem.bare(word))
        )

    assert fit(name) > max(0.8, fit(other) + 0.1)


def test_a_syllable_ends_with_its_character() -> None:
    assert phonetics.pinyin("林格") == "linge"
    assert phonetics.pinyin("灵厄") == "line"


def test_characters_that_spell_no_names() -> None:
    assert transcribing.spells("马克")
    assert not transcribing.spells("德国")
