"""Forms of Polish names."""

from __future__ import annotations

import pytest

from aitui.analysis.naming.polish import (
    adjective_forms,
    demonym_forms,
    latin_forms,
    name_forms,
    person_forms,
)


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Polska", {"polski", "polsce", "polskę", "polską"}),
        ("Chiny", {"chin", "chinom", "chinach", "chinami"}),
        ("Niemcy", {"niemiec", "niemczech"}),
        ("Rosja", {"rosji", "rosję", "rosją"}),
        ("Hiszpania", {"hiszpanii", "hiszpanię"}),
        ("Warszawa", {"warszawy", "warszawie", "warszawę"}),
        ("Praga", {"pragi", "pradze"}),
        ("Kraków", {"krakowa", "krakowie", "krakowem"}),
        ("Wrocław", {"wrocławia", "wrocławiu"}),
        ("Łódź", {"łodzi", "łodzią"}),
        ("Poznań", {"poznania", "poznaniu"}),
        ("Paryż", {"paryża", "paryżu", "paryżem"}),
        ("Biały Dom", {"białego domu", "białym domem"}),
        ("Unia Europejska", {"unii europejskiej", "unię europejską"}),
        ("Stany Zjednoczone", {"stanów zjednoczonych", "stanach zjednoczonych"}),
        ("Wielka Brytania", {"wielkiej brytanii"}),
        ("Sri Lanka", {"sri lanki", "sri lance"}),
        ("Bośnia i Hercegowina", {"bośni i hercegowiny"}),
        ("Ministerstwo Spraw Zagranicznych", {"ministerstwa spraw zagranicznych"}),
    ],
)
def test_names_are_declined_with_agreement(name: str, forms: set[str]) -> None:
    assert forms <= name_forms(name)


@pytest.mark.parametrize("name", ["Tokio", "Peru", "Monachium", "NATO", "USA"])
def test_what_is_never_declined_stays(name: str) -> None:
    assert name_forms(name) == {name.lower()}


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Nvidia", {"nvidii", "nvidię"}),
        ("Microsoft", {"microsoftu", "microsoftem"}),
        ("Google", {"google'a", "google'u"}),
        ("Goldman Sachs", {"goldman sachsa"}),
    ],
)
def test_foreign_names_take_polish_endings(name: str, forms: set[str]) -> None:
    assert forms | {name.lower()} <= latin_forms(name)


@pytest.mark.parametrize("name", ["IBM", "GPT-4", "xAI"])
def test_codes_take_none(name: str) -> None:
    assert latin_forms(name) == {name.lower()}


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Donald Trump", {"donalda trumpa", "donaldem trumpem", "donald trumpa"}),
        ("Andrzej Duda", {"andrzeja dudy", "andrzejem dudą"}),
        ("Radosław Sikorski", {"radosława sikorskiego", "radosławem sikorskim"}),
        ("Angela Merkel", {"angeli merkel", "angelę merkel"}),
        ("Xi Jinping", {"xi jinpinga", "xi jinpingiem"}),
        ("John Kennedy", {"johna kennedy'ego"}),
        ("Tadeusz Kościuszko", {"tadeusza kościuszki"}),
    ],
)
def test_persons_change_in_given_name_and_surname(name: str, forms: set[str]) -> None:
    assert forms <= person_forms(name)


def test_a_man_has_no_genitive_in_u() -> None:
    assert "donaldu trumpu" not in person_forms("Donald Trump")


def test_adjectives_and_demonyms() -> None:
    assert {"chińskiego", "chińska", "chińskich", "chińscy", "chińsko"} <= adjective_forms("chiński")
    assert "niemieccy" in adjective_forms("niemiecki")
    assert "szwedzcy" in adjective_forms("szwedzki")
    assert {"chińczyka", "chińczycy", "chińczyków"} <= demonym_forms("chińczyk")
    assert {"niemca", "niemcy", "niemców"} <= demonym_forms("niemiec")
    assert {"ukraińca", "ukraińcy"} <= demonym_forms("ukrainiec")
    assert {"rosjan", "rosjanie", "rosjaninem"} <= demonym_forms("rosjanin")
    assert {"polki", "polek", "polkę"} <= demonym_forms("polka")
    assert {"włosi", "włochów"} <= demonym_forms("włoch")
