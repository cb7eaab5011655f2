"""Keys of names: what is one spelling, what only looks like it."""

from __future__ import annotations

import pytest

from aitui.analysis.naming.linking import (
    chinese_person,
    exact_key,
    initials_of,
    ocr_key,
    palladius,
    same_name,
    slug_of,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Джастин Линь", "Justin Lin"),
        ("Яо Шунью", "Yao Shunyu"),
        ("Лян Вэньфэн", "Liang Wenfeng"),
        ("梁文锋", "Liang Wenfeng"),
        ("Сэм Альтман", "Sam Altman"),
        ("Марк Цукерберг", "Mark Zuckerberg"),
        ("Камала Харрис", "Kamala Harris"),
        ("Говард Лутник", "Howard Lutnick"),
        ("01·AI", "01.AI"),
        ("ОрenAI", "OpenAI"),
    ],
)
def test_one_name_in_two_spellings(one: str, other: str) -> None:
    assert same_name(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GPT-4", "GPT-4o"),
        ("GPT-4o", "GPT-4.0"),
        ("H100", "H800"),
        ("Zhipu", "Zhihu"),
        ("Google", "Gemini"),
        ("Иран", "Iraq"),
        ("Дональд Трамп", "Donald Tusk"),
        ("Словения", "Slovakia"),
        ("Ван И", "Wang Wei"),
        ("Ли Цян", "Li Keqiang"),
        ("Чжан Яцинь", "Zeng Yuqun"),
    ],
)
def test_two_names_that_look_alike(one: str, other: str) -> None:
    assert not same_name(one, other)


def test_a_scanner_confuses_i_l_1_and_0_o() -> None:
    assert ocr_key("OpenAl") == ocr_key("OpenAI")
    assert ocr_key("Liama") == ocr_key("Llama")
    assert ocr_key("GPT-40") == ocr_key("GPT-4o")
    assert exact_key("GPT-4.0") != exact_key("GPT-40")


def test_palladius_reads_whole_words_only() -> None:
    assert palladius("цзиньпин") == "jinping"
    assert palladius("чжэнфэй") == "zhengfei"
    assert palladius("шунью") == "shunyu"
    assert palladius("Альтман") is None


def test_chinese_names_begin_with_the_surname() -> None:
    assert chinese_person(["Yao", "Shunyu"])
    assert chinese_person(["Лян", "Вэньфэн"])
    assert not chinese_person(["Justin", "Lin"])
    assert not chinese_person(["Hugging", "Face"])


def test_slugs_are_the_same_across_scripts_where_transliteration_is_regular() -> None:
    assert slug_of("Лян Вэньфэн") == slug_of("Liang Wenfeng") == "liang-wenfeng"
    assert slug_of("PitchBook") == slug_of("Pitchbook") == "pitchbook"
    assert slug_of("Qwen 2.5") == "qwen-2-5"


def test_initials_leave_small_words_out() -> None:
    assert initials_of("BIS", "Bureau of Industry and Security")
    assert initials_of("МТИ", "Массачусетский технологический институт")
    assert not initials_of("BIS", "Banca d'Italia")
