"""Broken words are read as what they were, and cited as they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aitui.analysis.annotator import annotate
from aitui.analysis.naming.gazetteer import load
from aitui.analysis.naming.repair import one_script, repaired, whole
from aitui.model import Article


@pytest.mark.parametrize(
    ("text", "lang", "entity"),
    [
        ("Власти китaйской провинции ждут решения.", "ru", "china"),  # a Latin a
        ("The Сhinese market grew.", "en", "china"),  # a Cyrillic С
        ("Il governo americanо ha deciso.", "it", "usa"),
        ("La città di Рékin è grande.", "fr", "beijing"),
        ("Карты Н100 подорожали, а А100 нет.", "it", "h100"),
        ("Yesterday 0penAI spoke.", "en", "openai"),
        ("昨天0penAI发布了新模型。", "zh", "openai"),
        ("Сегодня Китай и г0род Пекин, где 0penAI.", "ru", "openai"),
        ("Exports of Ch1na fell.", "en", "china"),
        ("Gestern sprach GoogIe in Berlin.", "de", "google"),
        ("Chips of lntel and NVlDIA sold well.", "en", "intel"),
        ("Chips of lntel and NVlDIA sold well.", "en", "nvidia"),
        ("They bought Hl00 and H1O0 cards.", "en", "h100"),
        ("Ce chan\u00adgement touche Ope\u00adnAI en France.", "fr", "openai"),
        ("Вчера компания Ope-\nnAI выступила.", "ru", "openai"),
        ("Власти китай-\nской провинции ждут.", "ru", "china"),
        ("The firm Deep-\r\nSeek grew.", "en", "deepseek"),
    ],
)
def test_a_damaged_name_is_the_entity_still(text: str, lang: str, entity: str) -> None:
    found = annotate(Article(text=text, lang=lang)).mentions
    assert entity in {item.entity for item in found}
    assert all(text[item.start : item.end] == item.surface for item in found)


def test_damage_is_flagged_and_a_hyphen_is_none() -> None:
    kinds = {
        item.surface: item.kind
        for item in annotate(Article(text="Вчера 0penAI и Goog-\nle, и Microsoft.", lang="ru")).mentions
    }
    assert kinds == {"0penAI": "ocr", "Goog-\nle": "name", "Microsoft": "name"}


def test_an_unknown_name_broken_once_is_the_one_that_stands_whole() -> None:
    text = "Президент компании Виктор Брагинцев ушёл. Позже Виктор Брагин-\nцев вернулся, и Брагинцeв рад."
    found = annotate(Article(text=text, lang="ru")).mentions
    assert len({item.entity for item in found}) == 1
    assert len(found) == 3
    assert all("\n" not in item.name and "-" not in item.name for item in found)


@pytest.mark.parametrize(
    "text",
    [
        "GPT-4o, o1, H100, B2B, iPhone10, Llama3, r1, covid19, 10Gb, l2tp, 3l, 1l",
        "Санкт-\nПетербург и франко-\nгерманский союз",
        "VK-клипы, IT-рынок, чатGPTшный",
        "СССР, ВВС, МВД",
        "10O is not clear, OK",
        "",
    ],
)
def test_what_is_not_broken_stays(text: str) -> None:
    assert repaired(text, load()) == text


def test_russian_acronyms_are_not_latin_ones() -> None:
    found = annotate(Article(text="Об этом сообщили ВВС России и ССР.", lang="ru")).mentions
    assert not {item.entity for item in found} & {"bbc", "chinese-communist-party"}


def test_one_script_needs_a_letter_that_decides() -> None:
    assert one_script("китaйский") == "китайский"
    assert one_script("Сhinese") == "Chinese"
    assert one_script("чатGPT") == "чатGPT"


def test_a_name_is_told_without_hyphens_of_the_line() -> None:
    assert whole("Ope-\nnAI, Tul\u00adly") == "OpenAI, Tully"


@given(st.text(alphabet="aAОоo0lI1-\n\u00adхиCh В.", max_size=40))
def test_the_length_never_changes(text: str) -> None:
    assert len(repaired(text, load())) == len(text)
