"""A tagger beside the rules: who wins where both have something to say."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from aitui.analysis.naming.names import find_mentions
from aitui.analysis.naming.taggers.interface import Reading, SpanReading, TypedSpan, View
from aitui.model import EntityType, Mention, Sentence


class Toy:
    """Marks the words that it was told, wherever they stand."""

    name = "toy"

    def __init__(self, *names: tuple[str, EntityType, float]) -> None:
        self.names = names

    def speaks(self, lang: str) -> bool:
        return True

    def read(self, text: str, lang: str, sentences: Sequence[Sentence]) -> Reading:
        spans = [
            TypedSpan(match.start(), match.end(), kind, score)
            for name, kind, score in self.names
            for match in re.finditer(re.escape(name), text)
        ]
        return SpanReading(self.name, sorted(spans, key=lambda span: span.start))


def lit(text: str, lang: str, *names: tuple[str, EntityType, float]) -> dict[str, Mention]:
    found = find_mentions(text, lang, [Sentence(0, len(text))], [], Toy(*names))
    assert all(text[item.start : item.end] == item.surface for item in found)
    return {item.surface: item for item in found}


def test_a_name_that_nobody_knows_comes_from_the_tagger() -> None:
    found = lit("Доклад представил комитет Верхняя Палата.", "ru", ("Верхняя Палата", "organization", 0.83))
    mention = found["Верхняя Палата"]
    assert (mention.type, mention.rule, mention.score) == ("organization", "tagger-toy", 0.83)


def test_what_the_gazetteer_knows_stays() -> None:
    found = lit(
        "В OpenAI и Китае ждут GPT-5.",
        "ru",
        ("OpenAI", "person", 1),
        ("Китае", "person", 1),
        ("GPT-5", "organization", 1),
    )
    assert {item.entity for item in found.values()} >= {"openai", "china"}
    assert found["GPT-5"].type == "product"
    assert not any(item.rule.startswith("tagger") for item in found.values())


def test_names_below_the_threshold_are_left_out() -> None:
    text = "В деревне было совсем тихо, Вечер пришёл."
    assert "Вечер" not in lit(text, "ru", ("Вечер", "person", 0.39))
    assert "Вечер" in lit(text, "ru", ("Вечер", "person", 0.4))


def test_a_word_that_has_its_capital_anyway_must_be_surer() -> None:
    text = "Совсем тихо в деревне."
    assert "Совсем" not in lit(text, "ru", ("Совсем", "person", 0.5))
    assert "Совсем" in lit(text, "ru", ("Совсем", "person", 0.6))


def test_a_longer_name_must_be_sure_and_say_more_than_the_known_one() -> None:
    text = "Вышел обзор Китай ИИ за год, и молчит Фонд Китая."
    for name, score in (("Китай ИИ", 0.95), ("Фонд Китая", 0.6)):
        found = lit(text, "ru", (name, "organization", score))
        assert name not in found
        assert found[name.split()[name.startswith("Фонд")]].entity == "china"
    assert "Фонд Китая" in lit(text, "ru", ("Фонд Китая", "organization", 0.9))
    assert "Фонд Китая" not in lit(text, "ru", ("Фонд Китая", "person", 0.9))


def test_capitals_that_a_tagger_denies_are_no_name() -> None:
    class Denies(Toy):
        def read(self, text: str, lang: str, sentences: Sequence[Sentence]) -> Reading:
            return Unnamed(self.name, [])

    class Unnamed(SpanReading):
        def judge(self, start: int, end: int) -> View | None:
            return View({"person": 0.4, "place": 0.6}, 0.001)

    text = "I vertici del Palatino hanno detto che la cosa non va."
    sentences = [Sentence(0, len(text))]
    assert [item.surface for item in find_mentions(text, "it", sentences, [])] == ["Palatino"]
    assert find_mentions(text, "it", sentences, [], Denies()) == []
    text = "La banca QZVW è cresciuta e la QZVW paga."
    sentences = [Sentence(0, len(text))]
    assert [item.rule for item in find_mentions(text, "it", sentences, [])] == ["acronym"] * 2
    assert find_mentions(text, "it", sentences, [], Denies()) == []


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Об этом пишет «Вестник Америки».", "Вестник Америки", "organization"),
        ("Он живёт на Роге Африки.", "Роге Африки", "place"),
        ("Молчит глава Русской академии.", "Русской академии", "organization"),
        ("Прибыль Газпром нефти выросла.", "Газпром нефти", "organization"),
    ],
)  # fmt: skip
def test_a_longer_name_wins_over_what_it_is_made_of(text: str, name: str, kind: EntityType) -> None:
    found = lit(text, "ru", (name, kind, 0.9))
    assert list(found) == [name]
    assert (found[name].type, found[name].rule) == (kind, "tagger-toy")


def test_a_legal_form_in_front_of_a_known_name_makes_no_other_entity() -> None:
    found = lit("Об этом сообщило ПАО «Газпром».", "ru", ("ПАО «Газпром»", "organization", 0.9))
    assert [item.entity for item in found.values()] == [
        item.entity for item in find_mentions("Газпром растёт.", "ru", [Sentence(0, 15)], [])
    ]


def test_a_currency_is_no_place_and_a_term_no_name() -> None:
    found = lit("Пять млн долларов США ушло в СМИ.", "ru", ("США", "place", 1), ("СМИ", "organization", 1))
    assert not found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Вчера росли ИИ-стартапы и банки.", "ИИ-стартапы"),
        ("Против выступили Сенаторы-республиканцы и союзы.", "Сенаторы-республиканцы"),
        ("НОВОСТИ ПО СТРАНАМ И В МИРЕ", "СТРАНАМ"),
    ],
)
def test_terms_and_words_of_a_heading_are_no_names(text: str, name: str) -> None:
    assert name not in lit(text, "ru", (name, "organization", 0.9))


def test_the_type_of_a_guess_is_the_taggers() -> None:
    text = "Разработкой занята Vorantis, пишет газета."
    assert lit(text, "ru")["Vorantis"].type == "organization"
    sure = lit(text, "ru", ("Vorantis", "person", 0.95))["Vorantis"]
    assert (sure.type, sure.score) == ("person", 0.95)


def test_cases_of_one_organisation_are_one_entity_and_a_surname_is_its_person() -> None:
    text = "Глава Речной палаты Фома Чугунов вышел. Речная палата ждёт. Чугунова нет."
    found = lit(
        text, "ru", ("Речной палаты", "organization", 0.9), ("Речная палата", "organization", 0.9),
        ("Фома Чугунов", "person", 0.9),
    )  # fmt: skip
    assert found["Речной палаты"].entity == found["Речная палата"].entity
    assert found["Речной палаты"].name == "Речная палата"
    assert found["Чугунова"].entity == found["Фома Чугунов"].entity


def test_a_chinese_name_of_a_tagger_is_a_mention() -> None:
    text = "昨天高晓燕在上海见到了阿里巴巴的人。"
    found = lit(text, "zh", ("高晓燕", "person", 0.8), ("阿里巴巴", "person", 0.9))
    assert (found["高晓燕"].type, found["高晓燕"].rule, found["高晓燕"].score) == (
        "person",
        "tagger-toy",
        0.8,
    )
    assert found["阿里巴巴"].type == "organization"


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("他在北京大学出版社工作。", "北京大学出版社", "organization"),
        ("他住在臺北帝國大學旁邊。", "臺北帝國大學", "organization"),
        ("她在北印度洋上航行。", "北印度洋", "place"),
    ],
)
def test_a_longer_chinese_name_wins_over_what_it_is_made_of(text: str, name: str, kind: EntityType) -> None:
    found = lit(text, "zh", (name, kind, 0.5))
    assert list(found) == [name]


def test_chinese_places_in_a_row_stay_two() -> None:
    assert list(lit("他在日本东京工作。", "zh", ("日本东京", "place", 0.9))) == ["日本", "东京"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("很多中国人喜欢茶，也学希腊语。", {"中国": "adj", "希腊": "adj"}),
        ("很多中國人喜歡茶，也學希臘語。", {"中國": "adj", "希臘": "adj"}),
        ("中国人工智能发展很快，中国人口很多。", {"中国": "name"}),
    ],
)
def test_people_and_languages_are_of_a_place(text: str, kinds: dict[str, str]) -> None:
    assert {surface: item.kind for surface, item in lit(text, "zh").items()} == kinds


@pytest.mark.parametrize(
    ("lang", "text", "name", "kind"),
    [
        ("pt", "Seria o papa João Paulo I, diz o autor.", "João Paulo I", "person"),
        ("hr", "Red je ukinuo još Josip II. jednim dekretom.", "Josip II.", "person"),
        ("hr", "Prodaje ju Šibenik osiguranje d.d. već dugo.", "Šibenik osiguranje d.d.", "organization"),
        ("pt", "O fundador Soichiro Honda nasceu ali.", "Soichiro Honda", "person"),
        ("pt", "O ator James Russo nasceu ali.", "James Russo", "person"),
        ("pt", "Venceu o Partido Liberal Democrático ontem.", "Partido Liberal Democrático", "organization"),
    ],
)  # fmt: skip
def test_a_name_is_marked_whole(lang: str, text: str, name: str, kind: EntityType) -> None:
    found = lit(text, lang, (name, kind, 0.9))
    assert list(found) == [name]
    assert found[name].type == kind


def test_a_full_stop_behind_the_number_of_a_ruler_may_end_the_sentence() -> None:
    assert "Benedikta XVI" in lit("Vidi papu Benedikta XVI.", "sr", ("Benedikta XVI", "person", 0.9))


def test_an_acronym_behind_an_article_is_a_name() -> None:
    text = "O filme foi feito nos EUA, com restrições EUA."
    assert [item.kind for item in find_mentions(text, "pt", [Sentence(0, len(text))], [])] == ["name", "adj"]


def test_a_known_acronym_keeps_its_ending_and_its_entity() -> None:
    text = "Dobra je, kažu iz IDC-ovih ureda, UEFA-e i OPEC-om."
    found = lit(
        text,
        "hr",
        ("IDC-ovih", "organization", 0.5),
        ("UEFA-e", "organization", 0.9),
        ("OPEC-om", "organization", 0.9),
    )
    assert {name: found[name].entity for name in ("IDC-ovih", "UEFA-e", "OPEC-om")} == {
        "IDC-ovih": "idc", "UEFA-e": "uefa", "OPEC-om": "opec",
    }  # fmt: skip


def test_a_full_stop_belongs_to_an_initial_and_a_short_word_where_the_tagger_sees_it() -> None:
    text = "Mr. Andrew Ëvans Jr., Thomas L. and the band Öl Club. They left with Nico G. today."
    names: tuple[tuple[str, EntityType, float], ...] = (
        ("Andrew Ëvans Jr.", "person", 0.9),
        ("Thomas L.", "person", 0.9),
        ("Öl Club.", "organization", 0.9),
    )
    found = lit(text, "en", *names)
    assert {"Andrew Ëvans Jr.", "Thomas L.", "Öl Club"} <= set(found)


def test_an_unknown_organisation_inside_a_longer_one_is_a_part_of_it() -> None:
    text = "She joined the Kosovan Academy of Ærial Studies."
    found = lit(text, "en", ("Kosovan Academy of Ærial Studies", "organization", 0.9))
    assert "Kosovan Academy of Ærial Studies" in found


def test_names_in_a_heading_in_capitals_must_be_surer_and_are_written_as_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text, name = "MAILSON DA NÓBREGA PEDE DEMISSÃO\n\nOntem choveu.", "MAILSON DA NÓBREGA"
    assert not lit(text, "pt", (name, "person", 0.9))
    monkeypatch.setattr(SpanReading, "capitals", True)
    assert not lit(text, "pt", (name, "person", 0.7))
    assert lit(text, "pt", (name, "person", 0.8))[name].name == "Mailson da Nóbrega"
