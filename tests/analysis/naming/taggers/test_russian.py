"""The extra `ru` on sentences of ordinary news."""

from __future__ import annotations

import sys

import pytest

from aitui.analysis.annotator import annotate
from aitui.analysis.naming.taggers import russian
from aitui.model import Article, Mention

pytestmark = pytest.mark.skipif(
    russian.weights() is None, reason="the extra ru is not installed; `make extras` runs this"
)

NEWS = (
    "Степан Огарков возглавил Зареченский машиностроительный завод. На Зареченском машиностроительном заводе "
    "довольны.\n\nПеред Огарковым стоят новые задачи, пишет «Голос Америки»: продажи упали на 5 млн долларов "
    "США. На выставке показали чип Huawei.\n"
)


def found(text: str, taggers: tuple[str, ...] = ("ru",)) -> list[Mention]:
    mentions = annotate(Article(text, lang="ru"), taggers).mentions
    assert all(text[item.start : item.end] == item.surface for item in mentions)
    return list(mentions)


def test_names_that_no_rule_knows_are_found_typed_and_scored() -> None:
    mentions = {item.surface: item for item in found(NEWS)}
    person, firm = mentions["Степан Огарков"], mentions["Зареченский машиностроительный завод"]
    assert (person.type, firm.type, firm.rule) == ("person", "organization", "tagger-ru")
    assert 0.5 <= firm.score <= 1
    assert mentions["Огарковым"].entity == person.entity
    assert mentions["Голос Америки"].type == "organization"
    assert "США" not in mentions  # a currency, as without the tagger
    assert mentions["Huawei"].rule == "gazetteer"


def test_cases_of_an_organisation_are_one_entity() -> None:
    named = [(item.name, item.entity) for item in found(NEWS) if item.surface.startswith("Заречен")]
    assert len(named) == 2
    assert set(named) == {("Зареченский машиностроительный завод", "zarechensky-mashinostroitelny-zavod")}


def test_a_name_in_brackets_is_another_mention() -> None:
    surfaces = [item.surface for item in found("Об этом сообщил адвокат истцов Томас Винье (Thomas Vinje).")]
    assert surfaces == ["Томас Винье", "Thomas Vinje"]


def test_the_same_text_gets_the_same_answer_in_any_company() -> None:
    alone = [(item.surface, item.type, item.score) for item in found("Степан Огарков живёт в Заречном.")]
    text = "\n".join(["Степан Огарков живёт в Заречном.", *NEWS.splitlines(), "Конец."])
    again = [(item.surface, item.type, item.score) for item in found(text)[: len(alone)]]
    assert again == alone == [(item.surface, item.type, item.score) for item in found(text)[: len(alone)]]


def test_empty_odd_and_foreign_texts_are_no_trouble() -> None:
    for text in ("", "\n\n", "—", "«»", "Å\u0301\u200b", "я" * 3000, "Иван\u00adов\r\nПётр"):
        found(text)
    english = Article("Marta Quill spoke in London.", lang="en")
    assert annotate(english, ("ru",)) == annotate(english, ())


def test_of_natasha_only_the_weights_are_read() -> None:
    found(NEWS)
    assert {"natasha", "pymorphy2", "yargy"}.isdisjoint(sys.modules)
