"""Two names: one, perhaps one, or two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aitui.analysis.naming.matching import compare
from aitui.model import EntityType


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Orlov, Viktor", "Viktor Orlov"),
        ("Виктор Орлов", "Orlov Viktor"),
        ("Mr. Viktor Orlov", "Viktor Orlov"),
        ("ViktorOrlov", "Viktor Orlov"),
        ("Viktor A. Orlov", "Viktor Orlov"),
        ("Viktor Andreevich Orlov", "Viktor Orlov"),
        ("Viktor A. Orlov", "Viktor Andreevich Orlov"),
        ("Viktorr Orlov", "Viktor Orlov"),
        ("Vikotr Orlov", "Viktor Orlov"),
        ("Abdul Aziz Al-Nuri", "Abd al-Aziz Nouri"),
        ("Hamid ibn Said", "Hamid bin Said"),
        ("Usama ibn Sa'eed", "Osama bin Said"),
        ("Hasan Rohani", "Hassan Rouhani"),
        # Spelt as two languages write it.
        ("Wiktor Jasenskyj", "Viktor Yasenskyy"),
        ("Mahmood Karimnezhad", "Mahmoud Karimnejad"),
        # A misprint of a name that is known.
        ("Serei Orlov", "Sergei Orlov"),
        ("Angela Merkol", "Angela Merkel"),
        ("Borisnkov Vasilyev", "Borisenkov Vasiliev"),
        ("Orlov Viktor", "Viktor Andreevich Orlov"),
        ("Umar bin Zubair", "Omar bin Zobair"),
        ("Çağla Şimşek", "Cagla Simsek"),
        ("小林健", "小林健"),
        ("سارة كريم", "Sara Karim"),
    ],
)
def test_one_person(one: str, other: str) -> None:
    assert compare(one, other, "person").verdict == "same"
    assert compare(other, one, "person").verdict == "same"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Viktor Orlov", "Igor Orlov"),
        ("Viktor Andreevich Orlov", "Viktor Sergeevich Orlov"),
        ("Viktor Orlovsky", "Viktor Orlov"),
        ("Mario Bellini", "Maria Bellini"),
        ("Kim Min-su", "Kim Min-ho"),
        ("Hans O Weber", "Hans Joachim Weber"),
        ("John Paul II", "John Paul I I I"),
        ("Said bin Hamid", "Hamid bin Said"),
        ("Tom Brody", "Tom Brady"),
        ("Martin Weber", "Marvin Weber"),
        ("Karina Weber", "Marina Weber"),
        ("Paul Robert", "Paul Roberts"),
        ("Marina Weber", "Mariana Weber"),
        ("Lavrov Sasha", "Lavrova Sasha"),
        ("Harry Page", "Larry Page"),
        ("Daniel Becker", "Daniela Becker"),
        ("Иван Петров", "Иван Петрова"),
        ("Анна Петрова", "Анна Пестова"),
    ],
)
def test_two_persons(one: str, other: str) -> None:
    assert compare(one, other, "person").verdict != "same"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Neuralis GmbH", "Neuralis"),
        ("Neuralis Gesellschaft mit beschr. Haftung", "NEURALIS G.m.b.H."),
        ("ООО «Ромашка»", "Ромашка"),
        ("OAO Romashka", "Romashka JSC"),
        ("The Blue Harbour Company", "Blue Harbour Co."),
        ("Blue & Green Inc.", "Blue and Green Incorporated"),
        ("N.B.C. Shipping", "NBC Shipping"),
        ("Blue-Harbour Systems", "Blue Harbor Systems"),
        ("U.S. Department of Rivers", "United States Department of Rivers"),
        ("Tellus Holdings", "Tellus"),
        ("Volkswagon AG", "Volkswagen AG"),
    ],
)
def test_one_organization(one: str, other: str) -> None:
    assert compare(one, other, "organization").verdict == "same"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Harbour Fund III L.P.", "Harbour Fund IV L.P."),
        ("Harbour Fund 2006-1", "Harbour Fund 2007-1"),
        ("Harbour Systems", "Harbour"),
        ("Bank of Lakes (North) Ltd", "Bank of Lakes (South) Ltd"),
        ("BXE Industries", "BAE Industries"),
        ("Grok", "Groq"),
        ("Boeing Corp.", "Boring Corp."),
        ("Neuralin plc", "Neuromin plc"),
        ("Harbour Solutions II Denmark A/S", "Harbour Solutions Denmark A/S"),
    ],
)
def test_two_organizations(one: str, other: str) -> None:
    assert compare(one, other, "organization").verdict != "same"


def test_a_doubtful_pair_says_why() -> None:
    judged = compare("V. Orlov", "Viktor Orlov", "person")
    assert judged.verdict == "likely"
    assert "initial" in judged.reason
    assert "«Igor»" in compare("Viktor Orlov", "Igor Orlov", "person").reason


@given(st.text(max_size=20), st.text(max_size=20), st.sampled_from(["person", "organization", None]))
def test_any_texts_compare_the_same_both_ways(one: str, other: str, kind: EntityType | None) -> None:
    judged = compare(one, other, kind)
    assert 0.0 <= judged.score <= 1.0
    assert judged.verdict == compare(other, one, kind).verdict
