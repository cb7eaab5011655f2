"""Forms of Ukrainian names."""

from __future__ import annotations

import pytest

from aitui.analysis.naming.ukrainian import adjective_forms, demonym_forms, name_forms, person_forms


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Україна", {"україни", "україні", "україну", "україною"}),
        ("Київ", {"києва", "києву", "києвом", "києві"}),
        ("Львів", {"львова", "львову", "львовом"}),
        ("Тель-Авів", {"тель-авіва", "тель-авіві"}),
        ("Прага", {"праги", "празі"}),
        ("Італія", {"італії", "італію", "італією"}),
        ("Китай", {"китаю", "китаєм", "китаї"}),
        ("Казань", {"казані", "казанню"}),
        ("Запоріжжя", {"запоріжжі", "запоріжжям"}),
        ("Чернівці", {"чернівців", "чернівцях"}),
        ("Філіппіни", {"філіппін", "філіппінах"}),
        ("Кривий Ріг", {"кривого рогу", "кривому розі"}),
        ("Сполучені Штати Америки", {"сполучених штатів америки", "сполученими штатами америки"}),
        ("Саудівська Аравія", {"саудівської аравії", "саудівську аравію"}),
        ("Папуа Нова Гвінея", {"папуа нової гвінеї"}),
        ("Боснія і Герцеговина", {"боснії і герцеговини", "боснією і герцеговиною"}),
        ("Міжнародний валютний фонд", {"міжнародного валютного фонду"}),
    ],
)
def test_names_are_declined_with_agreement(name: str, forms: set[str]) -> None:
    assert forms <= name_forms(name)


@pytest.mark.parametrize("name", ["Токіо", "Перу", "Сочі", "США", "НАТО"])
def test_what_is_never_declined_stays(name: str) -> None:
    assert name_forms(name) == {name.lower()}


def test_closed_syllables_open_and_leave_no_wrong_form() -> None:
    assert not {"київа", "київом"} & name_forms("Київ")


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Дональд Трамп", {"дональда трампа", "дональдом трампом", "дональд трампа"}),
        ("Володимир Зеленський", {"володимира зеленського", "володимиру зеленському"}),
        ("Тарас Шевченко", {"тараса шевченка", "тарасом шевченком"}),
        ("Ангела Меркель", {"ангели меркель", "ангелою меркель"}),
        ("Світлана Кузнецова", {"світлани кузнецової", "світлану кузнецову"}),
        ("Урсула фон дер Ляєн", {"урсули фон дер ляєн"}),
    ],
)
def test_persons_change_in_given_name_and_surname(name: str, forms: set[str]) -> None:
    assert forms <= person_forms(name)


def test_a_man_has_no_genitive_in_u() -> None:
    assert "дональда трампу" not in person_forms("Дональд Трамп")


def test_a_woman_keeps_a_surname_in_a_consonant() -> None:
    assert "ангели меркеля" not in person_forms("Ангела Меркель")


def test_adjectives_and_demonyms() -> None:
    assert {"китайського", "китайська", "китайських", "китайсько"} <= adjective_forms("китайський")
    assert {"китайця", "китайці", "китайців"} <= demonym_forms("китаєць")
    assert {"росіян", "росіяни", "росіянином"} <= demonym_forms("росіянин")
    assert {"китаянок", "китаянці"} <= demonym_forms("китаянка")
    assert {"турка", "турки", "турків"} <= demonym_forms("турок")
