"""Mentions in sentences of seven languages: what is lit, as whom, by which rule."""

from __future__ import annotations

import json
import re
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aitui.analysis.naming.gazetteer import Gazetteer, read_compiled
from aitui.analysis.naming.inflection import compile_gazetteer, render
from aitui.analysis.naming.names import find_known, find_mentions
from aitui.model import Boilerplate, Mention, Sentence

SHARED = Path(__file__).parents[3] / "../shared"


def sentences(text: str) -> list[Sentence]:
    """Cut a test text at full stops and line ends."""
    return [
        Sentence(match.start(), match.end())
        for match in re.finditer(r"[^\s][^\n。!?]*?(?:[.。!?](?=\s|$)|(?=\n|$)|。)", text)
    ]


def find(text: str, lang: str) -> list[Mention]:
    """Return the mentions of a text with the shipped gazetteer."""
    return find_mentions(text, lang, sentences(text), [])


def lit(text: str, lang: str) -> dict[str, str]:
    """Return surface -> entity."""
    return {mention.surface: mention.entity for mention in find(text, lang)}


def rules(text: str, lang: str) -> dict[str, tuple[str, str, str]]:
    """Return surface -> entity, kind and rule."""
    return {item.surface: (item.entity, item.kind, item.rule) for item in find(text, lang)}


def test_of_two_places_that_share_a_word_both_light_up() -> None:
    assert lit("Компании из Южной и Юго-Восточной Азии растут.", "ru") == {
        "Южной": "south-asia",
        "Юго-Восточной Азии": "southeast-asia",
    }
    assert lit("Лидеры Северной и Южной Кореи встретились.", "ru") == {
        "Северной": "north-korea",
        "Южной Кореи": "south-korea",
    }
    assert lit("Leaders of North and South Korea met.", "en") == {
        "North": "north-korea",
        "South Korea": "south-korea",
    }
    assert lit("Новой и Южной Кореи не бывает.", "ru") == {"Южной Кореи": "south-korea"}


def test_china_and_the_united_states_in_seven_languages() -> None:
    texts = {
        "ru": "Между Китаем и Соединёнными Штатами: китайцы и американцы.",
        "it": "Tra la Cina e gli Stati Uniti: cinesi e americani.",
        "en": "Between China and the United States: Chinese and Americans.",
        "de": "Zwischen China und den Vereinigten Staaten: Chinesen und Amerikaner.",
        "fr": "Entre la Chine et les États-Unis : Chinois et Américains.",
        "es": "Entre China y Estados Unidos: chinos y estadounidenses.",
    }
    for lang, text in texts.items():
        found = find(text, lang)
        assert [item.entity for item in found] == ["china", "usa", "china", "usa"], lang
        assert [item.kind for item in found] == ["name", "name", "adj", "adj"], lang
    assert [item.entity for item in find("中国与美国，中美竞争。", "zh")] == ["china", "usa", "china", "usa"]


def test_only_the_name_part_of_a_compound_is_lit() -> None:
    assert lit("Американо-китайские отношения", "ru") == {"Американо": "usa", "китайские": "china"}
    assert rules("Die US-Regierung", "de")["US"] == ("usa", "adj", "gazetteer")
    assert lit("OpenAI-подобный подход", "ru") == {"OpenAI": "openai"}


def test_a_bare_acronym_is_an_adjective_beside_its_noun() -> None:
    found = [(item.surface, item.kind) for item in find("Le restrizioni USA imposte dagli USA", "it")]
    assert found == [("USA", "adj"), ("USA", "name")]


def test_versions_are_entities_of_their_own() -> None:
    text = "GPT-4, GPT-4o, GPT-4.5, GPT-3.5 Turbo, o1, o1-preview, o1-mini, Qwen, Qwen 2.5 и Qwen2.5-72B-Inst"
    assert [item.entity for item in find(text, "ru")] == [
        "gpt-4",
        "gpt-4o",
        "gpt-4-5",
        "gpt-3-5-turbo",
        "o1",
        "o1-preview",
        "o1-mini",
        "qwen",
        "qwen-2-5",
        "qwen-2-5-72b",
    ]


def test_spellings_of_a_version_are_one_entity() -> None:
    text = "DeepSeek-V3, DeepSeek V3, DeepSeekV3; Llama-3.1-405B-Inst, Llama 3.1 405b"
    slugs = [item.entity for item in find(text, "it")]
    assert slugs[:3] == ["deepseek-v3"] * 3
    assert slugs[3] == slugs[4] == "llama-3-1-405b"


def test_a_new_version_of_a_known_family_names_its_parent() -> None:
    (found,) = find("Вышла Qwen 7.5 Ultra.", "ru")
    assert (found.surface, found.entity, found.type) == ("Qwen 7.5 Ultra", "qwen-7-5-ultra", "product")
    assert (found.rule, found.parent) == ("model", "qwen")
    assert find("Вышла DeepSeekV9.", "ru")[0].entity == "deepseek-v9"


def test_a_number_alone_is_the_model_named_before() -> None:
    text = "DeepSeek R1 обошла o1. Разработка R1 стоила 6 млн долларов."
    assert [item.entity for item in find(text, "ru")] == ["deepseek-r1", "o1", "deepseek-r1"]


def test_a_model_after_its_maker_in_brackets() -> None:
    assert lit("Модели Baichuan (M9-Preview) и DeepSeek (R1)", "ru")["R1"] == "deepseek-r1"
    assert lit("Модели Baichuan (M9-Preview) и DeepSeek (R1)", "ru")["M9-Preview"] == "baichuan-m9-preview"


def test_scanning_damage_leads_to_the_known_name() -> None:
    text = "Liama-3.1-405B-Inst (Meta), GPT-40-0513 (OpenAl) и тест МАТН 500. ОрenAI спорит."
    found = rules(text, "ru")
    assert found["Liama-3.1-405B-Inst"] == ("llama-3-1-405b", "ocr", "ocr")
    assert found["GPT-40-0513"] == ("gpt-4o", "ocr", "ocr")
    assert found["OpenAl"] == ("openai", "ocr", "ocr")
    assert found["МАТН 500"] == ("math-500", "ocr", "ocr")
    assert found["ОрenAI"] == ("openai", "ocr", "ocr")


def test_zero_one_is_o1_only_in_a_row_of_openai() -> None:
    assert rules("OpenAl\t01\t200K\nAnthropic\t01\t8K", "ru")["01"] == ("o1", "ocr", "ocr")
    assert "01" not in lit("OpenAI 01 января 2025", "ru")


def test_cyrillic_capitals_read_as_latin_are_no_names() -> None:
    assert find("CPABHEHUE APXUTEKTYP DENSE U MOE", "ru") == []


def test_glosses_are_one_entity_in_two_mentions() -> None:
    text = "Об этом сказала Ярдена Кузмич (Yardena Kuzmich), Куzмич молчит. По словам Кузмич, всё решено."
    found = [item.entity for item in find(text, "ru") if item.type == "person"]
    assert found[:2] == ["yardena-kuzmich"] * 2
    institute = rules("Бюро прикладной семантики (BPS) открыто.", "ru")
    assert institute["Бюро прикладной семантики"][0] == institute["BPS"][0]
    han = rules("研究员陆文青（Lu Wenqing）表示。", "zh")
    assert han["陆文青"][0] == han["Lu Wenqing"][0] == "lu-wenqing"


def test_brackets_that_explain_nothing_join_nothing() -> None:
    found = lit("Google (Gemini 2.0 Pro), Meta (Zorblax)", "ru")
    assert found["Google"] == "google"
    assert found["Gemini 2.0 Pro"] == "gemini-2-0-pro"
    assert found["Zorblax"] == "zorblax"
    assert "Huang (61 anni)" not in lit("Jensen Huang (61 anni) parla.", "it")


def test_a_surname_is_the_person_named_in_full() -> None:
    assert [item.entity for item in find("Justin Lin di Alibaba. Secondo Lin, no.", "it")] == [
        "justin-lin",
        "alibaba",
        "justin-lin",
    ]
    text = "Глава фонда Остап Вербин выступил. Потом о Вербине написали."
    assert [item.rule for item in find(text, "ru")] == ["capitalised", "surname"]
    assert "Lin" not in lit("Jerry Lin parla.", "it")


def test_latin_names_in_other_scripts_are_found_unknown() -> None:
    found = find("По данным Zorblax Data и приложения Quuxly, чипы Frobnik N7 дороги; API и LLM нет.", "ru")
    assert [(item.surface, item.entity, item.type, item.rule) for item in found] == [
        ("Zorblax Data", "zorblax-data", "organization", "latin-run"),
        ("Quuxly", "quuxly", "product", "latin-run"),
        ("Frobnik N7", "frobnik-n7", "product", "latin-run"),
    ]
    assert lit("据Zorblax报道，AI和GPU很贵。", "zh") == {"Zorblax": "zorblax"}


def test_an_unknown_name_keeps_its_slug_in_every_language() -> None:
    texts = {
        "ru": "Компания PixelForgeX растёт.",
        "it": "La PixelForgeX cresce.",
        "de": "Die Firma PixelForgeX wächst.",
    }
    assert {lang: lit(text, lang) for lang, text in texts.items()} == {
        lang: {"PixelForgeX": "pixelforgex"} for lang in texts
    }


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Der Kanzler sprach über die Rechenzentren und den Fortschritt der Forschung im Sommer."),
        ("en", "Yesterday was Monday. Critics say the Prime Minister and Congressmen left early."),
        ("it", "Recentemente l'Intelligenza Artificiale cresce. L'obiettivo resta: Big Data, API e GPU."),
        ("fr", "Hier lundi, le Premier ministre parlait. Cependant, en Janvier, rien."),
        ("es", "Ayer lunes habló el Primer Ministro. Sin embargo, nada cambió."),
        ("ru", "Сегодня понедельник. Модель растёт на 10,5 % за 2025 год; ВВП и ИИ-рынок тоже. Стр. 12."),
        ("zh", "人工智能发展很快，2025年增长17%。AI和LLM。"),
    ],
)
def test_ordinary_words_titles_and_days_are_no_names(lang: str, text: str) -> None:
    names = [item for item in find(text, lang) if item.type != "concept"]
    assert names == []


def test_an_english_heading_gives_no_names() -> None:
    assert find("Why Open Models Matter For Everyone In The Industry", "en") == []


def test_persons_by_given_name_in_latin_and_cyrillic() -> None:
    found = find("Secondo l'analista Paolo Bruschetti, tutto cambia. Poi Bruschetti tace.", "it")
    assert [(item.entity, item.type, item.rule) for item in found] == [
        ("paolo-bruschetti", "person", "capitalised"),
        ("paolo-bruschetti", "person", "surname"),
    ]
    text = "Встреча с Сергеем Тарабаровым прошла. Сергей Тарабаров доволен."
    assert [(item.name, item.type) for item in find(text, "ru")] == [("Сергей Тарабаров", "person")] * 2


def test_a_person_written_in_cyrillic_joins_the_latin_name_of_the_gazetteer() -> None:
    source = '[howard-lancaster]\ntype = "person"\nany = ["Howard Lancaster"]\n'
    known = read_compiled(StringIO(render(compile_gazetteer({"own.toml": source}))))
    text = "Глава фонда Говард Ланкастер выступил."
    assert [item.entity for item in find_known(text, "ru", [], [], known)] == ["howard-lancaster"]


def test_a_damaged_letter_is_read_anywhere_in_a_name() -> None:
    assert rules("Об этом пишет Anthrop1c.", "ru")["Anthrop1c"] == ("anthropic", "ocr", "ocr")
    assert rules("Об этом пишет A1ibaba.", "it")["A1ibaba"] == ("alibaba", "ocr", "ocr")
    assert rules("Об этом пишет Hugging Fасе.", "ru")["Hugging Fасе"] == ("hugging-face", "ocr", "ocr")


def test_a_longer_name_of_an_organisation_is_one_of_its_own() -> None:
    (found,) = find("По оценке Microsoft Analytics, рост будет.", "ru")
    assert (found.entity, found.parent, found.type) == ("microsoft-analytics", "microsoft", "organization")
    assert lit("Сделку закрыла MiniMax Group.", "ru") == {"MiniMax Group": "minimax"}


def test_a_law_in_quotation_marks_wins_over_the_names_inside() -> None:
    text = "Законопроект «О торговле Америки и Китая» внесён."
    (found,) = find(text, "ru")
    assert (found.surface, found.type) == ("О торговле Америки и Китая", "law")


def test_names_in_capitals_are_found_in_headings() -> None:
    assert lit("КОЛИЧЕСТВО СКАЧИВАНИЙ КИТАЙСКИХ ПРИЛОЖЕНИЙ В КНР", "ru") == {
        "КИТАЙСКИХ": "china",
        "КНР": "china",
    }


def test_currency_and_licence_are_not_lit() -> None:
    assert find("131,5 млрд долларов США под лицензией MIT", "ru") == []
    assert find("con la licenza MIT", "it") == []


def test_furniture_gives_no_mentions_and_no_evidence() -> None:
    text = "OpenAI. Реклама: Paolo Bruschetti.\nПотом Bruschetti."
    start = text.index("Реклама")
    found = find_mentions(text, "ru", sentences(text), [Boilerplate(start, text.index("\n"), "promo")])
    assert all(item.end <= start or item.start > text.index("\n") for item in found)
    assert "paolo-bruschetti" not in {item.entity for item in found}


def test_a_gazetteer_of_ones_own() -> None:
    source = '[ostrava]\ntype = "place"\nru = ["Острава"]\nit = ["Ostrava"]\n'
    known: Gazetteer = read_compiled(StringIO(render(compile_gazetteer({"own.toml": source}))))
    text = "Из Остравы в Остраву"
    assert [item.surface for item in find_known(text, "ru", [], [], known)] == ["Остравы", "Остраву"]


PIECES = (
    "Китаем", "китайско-", "OpenAl", "ОрenAI", "GPT-40", "(", ")", "«", "»", " ", "\n", "\t", "DeepSeek",
    "中美", "阿里", "Justin Lin", "Джастин Линь", "Lin", "é\u0301", "\u00ad", "R1", ". ", ", ", " V3", "🙂",
    "Paolo Bruschetti", "BIS", "01", "Qwen2.5", "USA", "l'", "\u200b", "ИИМР", "S.", "Research", "Group",
    "доллар", "законопроект",
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from(("ru", "it", "zh", "de", "en")))
def test_mentions_are_sorted_disjoint_and_cut_from_the_text(pieces: list[str], lang: str) -> None:
    text = "".join(pieces)
    found = find(text, lang)
    end = 0
    for item in found:
        assert item.start >= end
        assert text[item.start : item.end] == item.surface != ""
        assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", item.entity)
        assert item.name
        assert 0 < item.score <= 1
        end = item.end
    assert found == find(text, lang)


@pytest.mark.skipif(not (SHARED / "gold/mentions").is_dir(), reason="the gold texts are not here")
@pytest.mark.parametrize("document", ["000_ca2259e62dc3b222", "003_aba9bf9cb6e23a24"])
def test_gold_names_and_adjectives_are_lit_as_their_entity(document: str) -> None:
    text = (SHARED / "seeds" / f"{document}.txt").read_bytes().decode("utf-8")
    lang = {"0": "ru", "3": "it"}[document[2]]
    furniture = [
        Boilerplate(item["start"], item["end"], item["kind"])
        for item in json.loads((SHARED / "gold/boilerplate.json").read_bytes())[document]
    ]
    found = {
        (item.start, item.end): item.entity
        for item in find_mentions(text, lang, sentences(text), furniture)
        if item.type != "concept"
    }
    rows = (SHARED / f"gold/mentions/{document}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    gold = {(int(start), int(end)): entity for start, end, _, entity, _ in (row.split("\t") for row in rows)}
    body = {
        span: entity
        for span, entity in gold.items()
        if not any(item.start <= span[0] < item.end for item in furniture)
    }
    assert len(body) >= 40
    missed = {text[start:end] for start, end in body if found.get((start, end)) != body[start, end]}
    assert len(missed) <= 1, missed
    wrong = [text[start:end] for start, end in found if (start, end) not in body]
    assert len(wrong) <= 2, wrong
