"""Forms of names by language."""

from __future__ import annotations

import pytest

from aitui.analysis.naming.inflection import (
    adjective_forms,
    compile_gazetteer,
    name_forms,
    noun_phrase,
    render,
)


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Китай", {"китая", "китаю", "китаем", "китае"}),
        ("Кремниевая долина", {"кремниевую долину", "кремниевой долине", "кремниеву долину"}),
        ("Белый дом", {"белого дома", "белому дому", "белым домом"}),
        ("Массачусетский технологический институт", {"массачусетским технологическим институтом"}),
        ("Соединённые Штаты Америки", {"соединённых штатов америки", "соединёнными штатами америки"}),
        ("Академия общественных наук", {"академию общественных наук"}),
        ("Китайско-европейская бизнес-школа", {"китайско-европейской бизнес-школы"}),
        ("МИД", {"мида", "мидом"}),
        ("Хуавэй", {"хуавэя", "хуавэем"}),
        ("Алибаба", {"алибабы", "алибабой"}),
    ],
)
def test_russian_names_are_declined_with_agreement(name: str, forms: set[str]) -> None:
    assert forms <= name_forms(name, "ru")


def test_both_halves_of_a_pair_are_declined() -> None:
    assert {"боснии и герцеговины", "боснией и герцеговиной"} <= name_forms("Босния и Герцеговина", "ru")


def test_what_follows_the_head_noun_does_not_change() -> None:
    forms = name_forms("Академия общественных наук", "ru")
    assert all(form.endswith("общественных наук") for form in forms)


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Дональд Трамп", {"дональда трампа", "дональдом трампом"}),
        ("Си Цзиньпин", {"си цзиньпина", "си цзиньпином"}),
        ("Лян Вэньфэн", {"лян вэньфэна", "ляна вэньфэна"}),
        ("Владимир Зеленский", {"владимира зеленского", "владимиром зеленским"}),
        ("Урсула фон дер Ляйен", {"урсулы фон дер ляйен", "урсулой фон дер ляйен"}),
        ("Илон Маск", {"илона маска", "илоном маском"}),
    ],
)
def test_persons_change_in_given_name_and_surname(name: str, forms: set[str]) -> None:
    assert forms <= name_forms(name, "ru", person=True)


def test_a_woman_keeps_a_surname_in_a_consonant_and_vowels_never_change() -> None:
    assert "ангелы меркель" in name_forms("Ангела Меркель", "ru", person=True)
    assert "ангелы меркеля" not in name_forms("Ангела Меркель", "ru", person=True)
    assert name_forms("Яо Шунью", "ru", person=True) == {"яо шунью"}


def test_german_names_take_a_genitive_and_declined_adjectives() -> None:
    assert {"china", "chinas"} <= name_forms("China", "de")
    assert {"europäischen union", "vereinigten staaten"} <= (
        name_forms("Europäische Union", "de") | name_forms("Vereinigte Staaten", "de")
    )
    assert name_forms("Bayern München AG", "it") == {"bayern münchen ag"}


@pytest.mark.parametrize(
    ("lang", "word", "forms"),
    [
        ("ru", "китайский", {"китайского", "китайских", "китайскую", "китайско"}),
        ("ru", "американский", {"американских", "американо"}),
        ("ru", "китаец", {"китайцы", "китайцев", "китайцами"}),
        ("ru", "китаянка", {"китаянок", "китаянки"}),
        ("it", "cinese", {"cinesi"}),
        ("it", "tedesco", {"tedesca", "tedeschi", "tedesche"}),
        ("fr", "chinois", {"chinoise", "chinoises"}),
        ("fr", "européen", {"européenne", "européennes"}),
        ("es", "francés", {"francesa", "franceses"}),
        ("es", "chino", {"china", "chinas", "chinos"}),
        ("de", "chinesisch", {"chinesischer", "chinesisches", "chinesischen"}),
        ("de", "Chinesin", {"chinesinnen"}),
        ("en", "American", {"americans"}),
        ("pt", "chinês", {"chinesa", "chineses", "chinesas"}),
        ("pt", "alemão", {"alemã", "alemães", "alemãs"}),
        ("pt", "espanhol", {"espanhola", "espanhóis"}),
        ("pt", "europeu", {"europeia", "europeus"}),
        ("uk", "китайський", {"китайського", "китайських"}),
        ("pl", "chiński", {"chińskiego", "chińskich"}),
        ("pl", "Chińczyk", {"chińczyka", "chińczycy"}),
    ],
)
def test_adjectives_and_demonyms(lang: str, word: str, forms: set[str]) -> None:
    assert forms <= adjective_forms(word, lang)


def test_a_name_of_every_language_takes_german_and_polish_endings() -> None:
    source = {"a.toml": '[nvidia]\ntype = "organization"\nany = ["Nvidia"]\n'}
    forms = compile_gazetteer(source)["forms"]
    assert {"nvidia", "nvidias", "nvidii", "nvidię"} <= set(forms)


def test_compiling_twice_gives_the_same_file() -> None:
    source = {"a.toml": '[peking]\ntype = "place"\nru = ["Пекин"]\nen = ["Beijing"]\n'}
    assert render(compile_gazetteer(source)) == render(compile_gazetteer(source))


@pytest.mark.parametrize(
    ("phrase", "nominative"),
    [
        ("Верховного суда РФ", "Верховный суд РФ"),
        ("Зареченском машиностроительном заводе", "Зареченский машиностроительный завод"),
        ("Министерства юстиции", "Министерство юстиции"),
        ("Государственную думу", "Государственная дума"),
        ("Внешними войсками", "Внешние войска"),
        ("Верховный суд", "Верховный суд"),
        ("завода «Красный луч»", "завод «Красный луч»"),
        ("РЖД Логистики", None),
        ("Новый Уренгою", None),
        ("Qwen молчит", None),
    ],
)
def test_the_nominative_of_a_phrase(phrase: str, nominative: str | None) -> None:
    assert noun_phrase(phrase) == nominative
