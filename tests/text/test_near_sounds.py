"""Names that sound nearly alike in two scripts."""

from __future__ import annotations

import pytest

from aitui.text import near_sounds, sounds, stem
from aitui.text.han import simplified

# What texts may hold, as their index has it.
LATIN = ["Trudeau", "Burgoyne", "Bergeron", "Smaragdis", "Truman", "Turner", "Breasted", "Bristol", "Starlin"]
CYRILLIC = ["Трюдо", "Бергойн", "Смарагдис", "Трумэн", "Тёрнер", "Брестед", "Бристоль", "Кратшмер"]


def heard(names: list[str], lang: str) -> list[str]:
    """The readings in the index of names, without the frames."""
    found = {sound[1:] for name in names for sound in sounds.of_name(name, lang)}
    return sorted(one for one in found if one[0].isascii())


def best(word: str, script: str, names: list[str], lang: str) -> str:
    nearest = near_sounds.nearest(stem.bare(word), script, heard(names, lang))
    sound, like = max(nearest, key=lambda one: one[1])
    assert like > 0.7, (word, sound, like)
    return next(name for name in names if sound in sounds.of_name(name, lang))


@pytest.mark.parametrize(
    ("word", "name"),
    [("特魯多", "Trudeau"), ("伯戈因", "Burgoyne"), ("斯玛拉迪斯", "Smaragdis"), ("布雷斯特德", "Breasted")],
)
def test_a_name_in_chinese_characters_is_like_the_name_that_it_spells(word: str, name: str) -> None:
    assert best(word, "latin", LATIN, "en") == name


@pytest.mark.parametrize(
    ("word", "name"),
    [("特魯多", "Трюдо"), ("伯戈因", "Бергойн"), ("斯玛拉迪斯", "Смарагдис"), ("布雷斯特德", "Брестед")],
)
def test_also_in_cyrillic(word: str, name: str) -> None:
    assert best(word, "cyrillic", CYRILLIC, "ru") == name


@pytest.mark.parametrize(
    ("word", "name"), [("Старлин", "斯塔林"), ("Ramesses", "拉美西斯"), ("Drexler", "德雷克斯勒")]
)
def test_a_name_in_letters_is_like_its_characters(word: str, name: str) -> None:
    names = ["斯塔林", "拉美西斯", "德雷克斯勒", "貝多芬", "施特勞斯", "拉赫曼尼諾夫"]
    assert best(word, "han", [*map(simplified, names)], "zh") == name


def test_a_first_sound_that_scripts_confuse_is_looked_for_too() -> None:
    assert {"be", "pe"} <= near_sounds.openings("贝多芬", "latin")
    assert {"ho", "go"} <= near_sounds.openings("гомер", "latin")
    assert "mo" not in near_sounds.openings("гомер", "latin")
    assert {"tr", "te"} <= near_sounds.openings("特鲁多", "cyrillic")
    assert "ку" in near_sounds.beginnings("cuaron", "cyrillic")
    assert "cr" in near_sounds.beginnings("кратшмер", "latin")
    assert "ca" not in near_sounds.beginnings("кратшмер", "latin")


def test_other_names_are_not_alike() -> None:
    assert near_sounds.chinese("beiduofen", "beetoven") > near_sounds.chinese("beiduofen", "batman") + 0.2
    assert near_sounds.chinese("", "x") == near_sounds.chinese("a", "") == 0


def test_another_spelling_is_found_wherever_it_stands_among_others() -> None:
    spellings = ["isakowic", "isakovich"]
    assert [one for one, _ in near_sounds.respelled("isakovic", spellings[:1])] == spellings[:1]
    for order in (spellings, spellings[::-1]):
        assert {one for one, _ in near_sounds.respelled("isakovic", order)} == {*spellings}
