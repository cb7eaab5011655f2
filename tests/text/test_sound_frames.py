"""Frames of names: spellings of two scripts meet, and names that differ in what a frame keeps do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aitui.text import phonetics, sound_frames


def across(one: str, other: str) -> bool:
    pairs = (
        {sound_frames.across(reading) for reading in phonetics.readings(name)} - {None}
        for name in (one, other)
    )
    return not set.isdisjoint(*pairs)


def sinified(name: str, chinese: str) -> bool:
    return sound_frames.sinified(phonetics.pinyin(chinese)) in {
        sound_frames.sinified(reading) for reading in phonetics.readings(name)
    } - {None}


@pytest.mark.parametrize(
    ("one", "other"),
    [("Armstrong", "Армстронг"), ("Aldrin", "Олдрин"), ("Bellingham", "Беллингем"), ("Jasmin", "Жасмин")],
)
def test_vowels_differ_between_latin_and_cyrillic(one: str, other: str) -> None:
    assert across(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("Merkel", "Меркатор"), ("Lina", "Лин"), ("Benson", "Бустон"), ("Aldrin", "Лодрин")]
)
def test_other_consonants_and_short_names_do_not_meet(one: str, other: str) -> None:
    assert not across(one, other)


@pytest.mark.parametrize(
    ("name", "chinese"), [("Valentino", "瓦伦蒂诺"), ("Alvarez", "阿尔瓦雷斯"), ("Наварро", "纳瓦罗")]
)
def test_chinese_puts_vowels_between_consonants(name: str, chinese: str) -> None:
    assert sinified(name, chinese)


@pytest.mark.parametrize(
    ("name", "chinese"), [("Milano", "马德里"), ("Musk", "莫斯科"), ("Li", "李"), ("Navarro", "纳维罗")]
)
def test_another_name_does_not_meet_a_chinese_one(name: str, chinese: str) -> None:
    assert not sinified(name, chinese)


@given(st.text(alphabet="abdegijklmnoprstuvyzcCSZ"))
def test_a_frame_is_a_word_of_small_letters_and_digits(reading: str) -> None:
    for frame in (sound_frames.across(reading), sound_frames.sinified(reading)):
        assert frame is None or (frame.isalnum() and frame == frame.lower())
