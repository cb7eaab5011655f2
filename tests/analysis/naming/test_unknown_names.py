"""Names that no gazetteer knows, in seven languages: found, of the right type, joined, and left alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aitui.analysis.naming.given_names import given_name
from aitui.analysis.naming.names import find_mentions
from aitui.model import Mention, Sentence


def find(text: str, lang: str) -> list[Mention]:
    """Return the mentions of a text whose sentences end at full stops and line ends."""
    cuts = [
        Sentence(match.start(), match.end())
        for match in re.finditer(r"[^\s][^\n。!?]*?(?:[.。!?](?=\s|$)|(?=\n|$)|。)", text)
    ]
    mentions = find_mentions(text, lang, cuts, [])
    assert all(text[item.start : item.end] == item.surface for item in mentions)
    return mentions


def types(text: str, lang: str) -> dict[str, str]:
    """Return surface -> type."""
    return {item.surface: item.type for item in find(text, lang)}


def lit(text: str, lang: str) -> dict[str, str]:
    """Return surface -> entity."""
    return {item.surface: item.entity for item in find(text, lang)}


@pytest.mark.parametrize("name", ["solène", "tomasz", "priya", "andrzej", "łucja", "эммануэль", "марком"])
def test_given_names_of_many_countries(name: str) -> None:
    assert given_name(name)


@pytest.mark.parametrize("word", ["paris", "chelsea", "austin", "mai", "hunter-gatherer", "завод"])
def test_words_and_places_are_no_given_names(word: str) -> None:
    assert not given_name(word)


@pytest.mark.parametrize(
    ("text", "lang", "surface", "kind"),
    [
        ("Les élus ont reçu Solène Quéméner à huis clos.", "fr", "Solène Quéméner", "person"),
        ("The firm hired Tomasz Wierzbicki — déjà connu.", "en", "Tomasz Wierzbicki", "person"),
        ("The case went to Judge Pieter Oosterhuis “today”.", "en", "Pieter Oosterhuis", "person"),
        ("The brief was read by Mr. Quirós yesterday.", "en", "Quirós", "person"),
        ("The lawyer Marieke van Houten won — naïvely.", "en", "Marieke van Houten", "person"),
        ("Der Ökonom Moritz Schülerick rechnet mit Kosten.", "de", "Moritz Schülerick", "person"),
        ("Das sei zu spät, sagte Brückmann.", "de", "Brückmann", "person"),
        ("They sailed over the Celtic Sea, naïvely.", "en", "Celtic Sea", "place"),
        ("They sailed past Mount Öræfa at dawn.", "en", "Mount Öræfa", "place"),
        ("They ratified the Kigali Amendment — enfin.", "en", "Kigali Amendment", "law"),
        ("They studied the Opium War — déjà vu.", "en", "Opium War", "event"),
        ("Firmen wie Jünniper Networks hoffen auf Aufträge.", "de", "Jünniper Networks", "organization"),
        ("Das Dresdner Unternehmen Neuralis GmbH baut für Köln.", "de", "Neuralis GmbH", "organization"),
        ("Siltec è una società con sede a Catània.", "it", "Catània", "place"),
        ("Le campus sera construit à Crolles.", "fr", "Crolles", "place"),
        ("La inversión la lidera Orbitalía con dos fondos.", "es", "Orbitalía", "organization"),
        ("In the end they moved to offices in Çeşme.", "en", "Çeşme", "place"),
        ("Решение по делу «Нексперии» отложено.", "ru", "Нексперии", "organization"),
        ("Он добавил, что Барратт вернулся.", "ru", "Барратт", "person"),
        ("Приехал президент Касым-Жомарт Токаев.", "ru", "Касым-Жомарт Токаев", "person"),
        ("Шейх Тахнун бин Заид осмотрел макет.", "ru", "Тахнун бин Заид", "person"),
        ("Das Werk steht in Lübbenau, sagte man.", "de", "Lübbenau", "place"),
        ("They proposed a Remote Access Act — encore.", "en", "Remote Access Act", "law"),
        ("El embajador Niu Qingbao habló de paz.", "es", "Niu Qingbao", "person"),
        ("Адвокат Пак Ын Джи настаивает на своём.", "ru", "Пак Ын Джи", "person"),
        ("Das Start-up Sémron sucht Geld.", "de", "Sémron", "organization"),
        ("Le site est à Bruyères-le-Châtel.", "fr", "Bruyères-le-Châtel", "place"),
        ("DŠT Global suit le tour de table.", "fr", "DŠT Global", "organization"),
        ("La operación la vigila el CNI español.", "es", "CNI", "organization"),
        ("La Xunta de Galicia aporta más.", "es", "Xunta de Galicia", "organization"),
        ("Завод стоит в Эбботсфорде на реке.", "ru", "Эбботсфорде", "place"),
        ("Они плыли по Кельтскому морю.", "ru", "Кельтскому морю", "place"),
        ("Выборы прошли в Новгородской области.", "ru", "Новгородской области", "place"),
        ("Об этом пишет EMC в отчёте, пишет EMC снова.", "ru", "EMC", "organization"),
        ("В список попала компания «Скайлайн Динамикс».", "ru", "Скайлайн Динамикс", "organization"),
    ],
)
def test_an_unknown_name_has_a_type(text: str, lang: str, surface: str, kind: str) -> None:
    assert types(text, lang).get(surface) == kind


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Elles parlent de Liberté et du Gouvernement.", "fr"),
        ("Il ministro delle Imprese parla alla Repubblica.", "it"),
        ("El ministro para la Transformación Digital visitó la sede.", "es"),
        ("El PIB y la RAM suben; la API no. Así fue.", "es"),
        ("Las PYMES y el Ayuntamiento esperan. Los años pasan.", "es"),
        ("Many Slavic and Islamic scholars — naïvely — read the Bible.", "en"),
        ("The Army and the Interior agreed on Phase 2 — déjà vu.", "en"),
        ("Dann sagte Regierung und Opposition, es sei möglich.", "de"),
        ("Neural Networks und Sovereign AI für Europäer.", "de"),
        ("Во второй Мессенской войне победила Великая армия.", "ru"),
        ("К Олимпиаде готовится Министерство и его Школа.", "ru"),
        ("Les PME grenobloises sont inquiètes.", "fr"),
    ],
)
def test_capitals_that_are_no_names(text: str, lang: str) -> None:
    assert [item.surface for item in find(text, lang) if item.rule != "gazetteer"] == []


def test_a_company_is_one_entity_in_its_long_and_short_form() -> None:
    text = "Corvid AI raised €340m. The money values Corvid highly.\nLumitron Systems grew; Lumitron paid."
    found = lit(text, "en")
    assert found["Corvid AI"] == found["Corvid"] == "corvid-ai"
    assert found["Lumitron Systems"] == found["Lumitron"] == "lumitron-systems"


def test_sovereign_ai_is_no_company() -> None:
    assert "Sovereign AI" not in lit("They spoke of Sovereign AI in Évian.", "en")


@pytest.mark.parametrize(
    ("text", "lang", "surface"),
    [
        (
            "Así lo dice la Universidad Politécnica de València en su web.",
            "es",
            "Universidad Politécnica de València",
        ),
        ("El Banco Interamericano de Desarrollo prestó más.", "es", "Banco Interamericano de Desarrollo"),
        ("She taught at the University of North Carolina — déjà.", "en", "University of North Carolina"),
        ("È un progetto del Ministero dell'Università italiano.", "it", "Ministero dell'Università"),
        (
            "Er forscht am Kiel Institut für Weltwirtschaft über Zölle.",
            "de",
            "Kiel Institut für Weltwirtschaft",
        ),
        ("Die Helmholtz-Gemeinschaft prüft Anträge.", "de", "Helmholtz-Gemeinschaft"),
        ("Sie lehrt an der Universität Für Musik.", "de", "Universität Für Musik"),
        (
            "Er lehrt am Institut der Universität Aachen The Hill zufolge.",
            "de",
            "Institut der Universität Aachen",
        ),
    ],
)
def test_an_institution_reaches_to_what_it_is_named_after(text: str, lang: str, surface: str) -> None:
    assert types(text, lang).get(surface) == "organization"


_SMALL = [
    "of",
    "for",
    "the",
    "and",
    "&",
    "di",
    "della",
    "de",
    "la",
    "von",
    "der",
    "für",
    "und",
    "des",
    "du",
    "et",
    "y",
    "e",
    "o'",
    "d'",
    "van",
    "al",
]
_LARGE = [
    "University",
    "Institute",
    "Bank",
    "Universität",
    "Court",
    "Hill",
    "Paris",
    "Smith",
    "Dr",
    "J.",
    "GPT-4",
    "3",
    "Inc",
    "AG",
    "SpA",
    "Open",
]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from([*_SMALL, *_LARGE, *map(str.title, _SMALL), *map(str.upper, _LARGE)]), max_size=14
    ),
    st.sampled_from([" ", "-", " - ", "/", ", ", "’"]),
    st.sampled_from(["en", "de", "it", "fr", "es", "pt", "ru"]),
)
def test_words_of_names_in_any_order_and_case_are_read_to_the_end(
    words: list[str], joined: str, lang: str
) -> None:
    text = joined.join(words)
    assert all(text[item.start : item.end] == item.surface for item in find(text, lang))


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Why This Matters\n\nThe rules are vague, naïvely so.", "en"),
        ("Nach Angaben der Behörde tritt es in Kraft, in Zukunft auch in Serie.", "de"),
        ("© RIPRODUZIONE RISERVATA è scritto sotto.", "it"),
        ("Мощность кампуса 5 ГВт, пишет ИИ, а Запад ждёт.", "ru"),
    ],
)
def test_headings_phrases_and_units_are_no_names(text: str, lang: str) -> None:
    assert find(text, lang) == []


def test_a_pair_is_a_person_where_its_second_word_stands_alone() -> None:
    found = find("Colossö è di Uljan Sharkà. Poi Sharkà ha parlato.", "it")
    assert {item.type for item in found if "Sharkà" in item.surface} == {"person"}


def test_a_place_behind_a_given_name_is_a_surname() -> None:
    assert types("It was Jimmy Wales — naïvely — who left for England.", "en") == {
        "Jimmy Wales": "person",
        "England": "place",
    }


def test_a_misread_acronym_is_believed_beside_its_country_only() -> None:
    assert lit("Участвует фонд МСХ из ОАЭ.", "ru")["МСХ"] == "mgx"
    assert "mgx" not in lit("Фермеры ждут субсидий от МСХ России.", "ru").values()


def test_a_legal_form_is_no_part_of_the_entity() -> None:
    found = lit("Die Neuralis GmbH wächst. Heute liefert die Neuralis GmbH nach Köln.", "de")
    assert found["Neuralis GmbH"] == "neuralis"


def test_a_variant_belongs_to_an_unknown_model() -> None:
    found = find("Their Raven-2 model is naïve, but Raven-2-mini is fast.", "en")
    assert {item.surface: (item.entity, item.type) for item in found} == {
        "Raven-2": ("raven-2", "product"),
        "Raven-2-mini": ("raven-2-mini", "product"),
    }


def test_a_surname_takes_its_particle() -> None:
    found = lit("The lawyer Marieke van Houten won. Van Houten told réporters so.", "en")
    assert found["Van Houten"] == found["Marieke van Houten"] == "marieke-van-houten"


def test_a_surname_in_the_title_is_the_person_named_below() -> None:
    text = "Technik: Wildbörger will Klarheit\n\nDigitalminister Karsten Wildbörger sprach."
    assert lit(text, "de")["Wildbörger"] == lit(text, "de")["Karsten Wildbörger"]


def test_cases_of_an_unknown_russian_surname_are_one_entity() -> None:
    found = lit("Вчера приехал Барратт. Письмо Барратта и слова о Паркере: Паркер согласен.", "ru")
    assert lit("Письмо Игоря Макарова дошло. Макаров ждёт.", "ru")["Макаров"] == "igor-makarov"
    assert found["Барратт"] == found["Барратта"] == "barratt"
    assert found["Паркере"] == "parker"


def test_a_russian_place_of_two_words_is_named_in_the_nominative() -> None:
    names = [item.name for item in find("Плыли по Кельтскому морю и мимо Одесской области.", "ru")]
    assert names == ["Кельтское море", "Одесская область"]


def test_another_given_name_is_another_person() -> None:
    found = lit("Эрик Трамп приехал. Дональд Трамп промолчал.", "ru")
    assert found == {"Эрик Трамп": "erik-tramp", "Дональд Трамп": "donald-trump"}


def test_a_given_name_in_any_case_belongs_to_the_known_surname() -> None:
    found = lit("Он говорил с Эммануэлем Макроном. Макрон согласился.", "ru")
    assert found == {"Эммануэлем Макроном": "emmanuel-macron", "Макрон": "emmanuel-macron"}


@pytest.mark.parametrize(
    ("text", "lang", "entities"),
    [
        ("Costa meno di GPT-4 o Claude, è vero.", "it", ["gpt-4", "claude"]),
        ("Cuesta menos que GPT-4 o Claude, según él.", "es", ["gpt-4", "claude"]),
        ("Governor Müller vetoed SB 1047 and EO 14110.", "en", ["müller", "sb-1047", "eo-14110"]),
        ("Usa un linguaggio duro. Così Usa e Cina trattano.", "it", ["usa", "china"]),
        (
            "Llama la atención el salto. Así Llama y ChatGPT compiten, según Meta.",
            "es",
            ["llama", "chatgpt", "meta"],
        ),
        ("Обсудили «Один пояс, один путь» и Китай, США.", "ru", ["belt-and-road", "china", "usa"]),
        ("US-amerikanische Dienste warnen vor Zöllen.", "de", ["usa"]),
        ("Der US-amerikanische Konzern zögert.", "de", ["usa"]),
        ("They climbed K2 near Skardū.", "en", ["skardu"]),
    ],
)
def test_known_names_at_the_border(text: str, lang: str, entities: list[str]) -> None:
    found = [item.entity.replace("muller", "müller") for item in find(text, lang)]
    assert found == entities


def test_chinese_names_by_their_shape() -> None:
    text = (
        "创始人张文曾任总裁。林志远说，曦望科技已提交申请。"
        "埃里克·索尔海姆出席，索尔海姆认为可行。深圳公司“云鲸智元”成立。"
        "弗拉基米尔·彼得罗夫得知后，杰西卡·沃尔什登上飞机。"
    )
    found = {item.surface: (item.entity, item.type, item.rule) for item in find(text, "zh")}
    assert found["张文"] == ("zhang-wen", "person", "han")
    assert found["林志远"] == ("lin-zhiyuan", "person", "han")
    assert found["曦望科技"][1:] == ("organization", "han")
    assert found["埃里克·索尔海姆"][1:] == ("person", "han")
    assert found["索尔海姆"] == (found["埃里克·索尔海姆"][0], "person", "surname")
    assert {"弗拉基米尔·彼得罗夫", "杰西卡·沃尔什"} <= set(found)
    assert found["云鲸智元"][1] == "organization"


@pytest.mark.parametrize(
    "text",
    [
        "专家认为方案可行，高管表示项目顺利。",
        "他们发展高科技和人工智能科技。",
        "主席说，周一公布。",
        "他会上大学。",
    ],
)
def test_chinese_words_that_are_no_names(text: str) -> None:
    assert find(text, "zh") == []


def test_traditional_characters_are_the_same_entities() -> None:
    simplified = [item.entity for item in find("美国与欧盟在联合国讨论国防部。", "zh")]
    traditional = [item.entity for item in find("美國與歐盟在聯合國討論國防部。", "zh")]
    assert simplified == traditional
    assert {"usa", "european-union", "united-nations"} <= set(simplified)
