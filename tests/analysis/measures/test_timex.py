"""Time expressions: spans, EDTF values, anchors, and what is no date."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aitui.analysis.measures import edtf
from aitui.analysis.measures.timex import find_timexes
from aitui.model import Sentence, Timex

SEEDS = Path(__file__).parents[3] / "../shared/seeds"
MONDAY = "2026-01-12"


def find(text: str, lang: str, published: str | None = MONDAY) -> list[Timex]:
    return find_timexes(text, lang, [Sentence(0, len(text))], published)


def pairs(text: str, lang: str, published: str | None = MONDAY) -> list[tuple[str, str]]:
    return [(timex.surface, timex.value) for timex in find(text, lang, published)]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        # days
        ("ru", "Закон приняли 12 марта 2025 года.", [("12 марта 2025 года", "2025-03-12")]),
        ("it", "Pubblicato venerdì, 7 novembre 2025.", [("venerdì, 7 novembre 2025", "2025-11-07")]),
        ("en", "It was signed on March 3rd, 2025.", [("March 3rd, 2025", "2025-03-03")]),
        ("de", "Am 5. März 2024 begann es.", [("5. März 2024", "2024-03-05")]),
        ("fr", "Le 1er août 2025, tout a changé.", [("1er août 2025", "2025-08-01")]),
        ("es", "El 3 de abril de 2024 llegó.", [("3 de abril de 2024", "2024-04-03")]),
        ("zh", "该公司于2025年3月9日发布。", [("2025年3月9日", "2025-03-09")]),
        ("uk", "Це сталося 24 лютого 2022 року.", [("24 лютого 2022 року", "2022-02-24")]),
        ("pl", "Było to 3 maja 2024 r.", [("3 maja 2024 r.", "2024-05-03")]),
        ("pt", "Foi em 7 de setembro de 2024.", [("7 de setembro de 2024", "2024-09-07")]),
        ("ru", "Дата обращения 06.02.2025", [("06.02.2025", "2025-02-06")]),
        ("ru", "двадцать первое июня 2024", [("двадцать первое июня 2024", "2024-06-21")]),
        # months, quarters, seasons, halves, edges, decades, centuries
        ("ru", "Осенью 2023 г. и в мае 2024 г.", [("Осенью 2023 г.", "2023-23"), ("мае 2024 г.", "2024-05")]),
        ("ru", "в третьем квартале 2024 года", [("третьем квартале 2024 года", "2024-35")]),
        ("it", "nel secondo semestre del 2023", [("secondo semestre del 2023", "2023-41")]),
        ("en", "Sales in Q3 2024 and mid-2025", [("Q3 2024", "2024-35"), ("mid-2025", "2025-05/2025-08")]),
        ("it", "A fine 2024 il prezzo", [("fine 2024", "2024-10/2024-12")]),
        ("ru", "К концу 2027 г. появится", [("концу 2027 г.", "2027-10/2027-12")]),
        ("zh", "2024年初", [("2024年初", "2024-01/2024-03")]),
        ("de", "Zum Jahresende 2024 sank er.", [("Jahresende 2024", "2024-10/2024-12")]),
        (
            "en",
            "By year-end 2027 and after 2024 year-end results",
            [("year-end 2027", "2027-10/2027-12"), ("2024 year-end", "2024-10/2024-12")],
        ),
        ("en", "the 1990s and the 21st century", [("1990s", "199X"), ("21st century", "20XX")]),
        ("it", "negli anni Novanta", [("anni Novanta", "199X")]),
        ("fr", "La source a été relue. Pendant l'été 2024", [("été 2024", "2024-22")]),
        # ranges
        ("ru", "с 2019 по 2021 год", [("2019 по 2021 год", "2019/2021")]),
        ("ru", "13 и 14 января 2025 года", [("13 и 14 января 2025 года", "2025-01-13/2025-01-14")]),
        ("ru", "Февраль-апрель 2023 года", [("Февраль-апрель 2023 года", "2023-02/2023-04")]),
        ("en", "between 2018 and 2020", [("2018 and 2020", "2018/2020")]),
        ("it", "dal 3 al 9 maggio 2025", [("3 al 9 maggio 2025", "2025-05-03/2025-05-09")]),
        # bare years need evidence
        ("it", "Nel 2021 il mercato", [("2021", "2021")]),
        ("ru", "план 2017 года", [("2017 года", "2017")]),
        ("en", "in 2019, about 2000 firms", [("2019", "2019")]),
    ],
)
def test_absolute(lang: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text, lang, None) == expected


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("ru", "На прошлой неделе акции выросли.", [("прошлой неделе", "2026-01-05/2026-01-11")]),
        ("ru", "Год назад всё было иначе.", [("Год назад", "2025-01~")]),
        ("it", "Un anno fa tutto era diverso.", [("Un anno fa", "2025-01~")]),
        ("it", "Quest'anno uscirà il modello.", [("Quest'anno", "2026")]),
        ("it", "L’anno scorso è uscito il modello.", [("anno scorso", "2025")]),
        ("ru", "в мае прошлого года", [("мае прошлого года", "2025-05")]),
        ("ru", "в течение ближайших двух или четырёх лет", [("ближайших двух или четырёх лет", "2026/2030")]),
        ("it", "nei prossimi due o tre anni", [("prossimi due o tre anni", "2026/2029")]),
        ("en", "over the next three to five years", [("next three to five years", "2026/2031")]),
        ("ru", "С 19 января запрет действует.", [("19 января", "2026-01-19")]),
        ("ru", "20 декабря компания сообщила об этом.", [("20 декабря", "2025-12-20")]),
        ("en", "It said yesterday that it closed.", [("yesterday", "2026-01-11")]),
        ("de", "Vor drei Jahren wurde es gegründet.", [("drei Jahren", "2023~")]),
        ("fr", "Il y a deux mois, le prix a baissé.", [("Il y a deux mois", "2025-11~")]),
        ("es", "La semana pasada subió.", [("semana pasada", "2026-01-05/2026-01-11")]),
        ("zh", "计划年底前推出，每年年底公布，正月初一", [("年底", "2026-10/2026-12")]),
        ("zh", "3月底前完成", [("3月底", "2026-03-21/2026-03-31")]),
        ("zh", "本月底，第3年底", [("本月底", "2026-01-21/2026-01-31")]),
        ("de", "Bis Jahresende, jeweils zum Monatsende", [("Jahresende", "2026-10/2026-12")]),
        ("en", "By year-end it rose, a year-end review says.", [("year-end", "2026-10/2026-12")]),
        ("zh", "去年底发布", [("去年底", "2025-10/2025-12")]),
        ("zh", "上周五", [("上周五", "2026-01-09")]),
        # Days of the month as Chinese news names them.
        ("zh", "公司9日在上海宣布了计划。", [("9日", "2026-01-09")]),
        ("zh", "公司28日宣布了计划。", [("28日", "2025-12-28")]),
        ("zh", "公司将于28日开会。", [("28日", "2026-01-28")]),
        ("zh", "本月20日将开会，上月5日已签约。", [("本月20日", "2026-01-20"), ("上月5日", "2025-12-05")]),
        ("ru", "за последние шесть месяцев", [("последние шесть месяцев", "2025-07/2026-01")]),
        ("en", "in the next two weeks", [("next two weeks", "2026-01-12/2026-01-26")]),
        (
            "ru",
            "в прошлом квартале и в этом месяце",
            [("прошлом квартале", "2025-36"), ("этом месяце", "2026-01")],
        ),
        ("en", "by the end of the month", [("end of the month", "2026-01-21/2026-01-31")]),
        ("fr", "la semaine dernière", [("semaine dernière", "2026-01-05/2026-01-11")]),
        ("de", "im nächsten Jahr", [("nächsten Jahr", "2027")]),
        ("es", "los próximos dos años", [("próximos dos años", "2026/2028")]),
        ("ru", "к концу года", [("концу года", "2026-10/2026-12")]),
        ("en", "Shares fell on Friday.", [("Friday", "2026-01-09")]),
    ],
)
def test_anchored_at_publication(lang: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text, lang) == expected
    assert [timex.kind for timex in find(text, lang)] == ["relative"] * len(expected)


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [
        ("zh", "会议为期5日，18日内不得离开。", ["P5D"]),
        ("zh", "会议持续90日。", ["P90D"]),
        ("de", "Die Modelle kamen innerhalb eines Jahres auf 17 Prozent.", []),
        ("es", "En dos años los precios cayeron a la mitad.", ["P2Y"]),
        ("en", "The firm overtook its rivals in two years.", ["P2Y"]),
    ],
)
def test_a_length_in_a_look_back_is_no_date(lang: str, text: str, value: list[str]) -> None:
    assert [timex.value for timex in find(text, lang)] == value


@pytest.mark.parametrize("text", ["公司18日宣布了计划。", "神舟18号发射成功。"])
def test_a_chinese_day_without_an_anchor_is_neither_date_nor_length(text: str) -> None:
    assert find(text, "zh", None) == []


def test_a_narrated_step_starts_at_the_date_just_told() -> None:
    text = "В марте 2025 г. вышла модель, но через две недели её отозвали."
    assert pairs(text, "ru") == [("марте 2025 г.", "2025-03"), ("две недели", "2025-03-15/2025-04-14")]
    text = "В 2024 году рост составил 52% по сравнению с предыдущим годом."
    assert pairs(text, "ru", None) == [("2024 году", "2024"), ("предыдущим годом", "2023")]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "На прошлой неделе и год назад"),
        ("it", "la settimana scorsa, ieri e un anno fa"),
        ("en", "last year, last week, yesterday, on Friday"),
        ("zh", "去年和上周"),
    ],
)
def test_without_an_anchor_no_date_is_invented(lang: str, text: str) -> None:
    assert [timex for timex in find(text, lang, None) if timex.earliest or timex.latest] == []


def test_a_day_of_an_unknown_year_keeps_its_year_open() -> None:
    (timex,) = find("20 января вышел указ.", "ru", None)
    assert (timex.value, timex.earliest, timex.latest) == ("XXXX-01-20", None, None)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "Доля выросла на 20,25% и 1995 %, цена $2024, модель GPT-4 и Qwen 2.5-72B, страница 12."),
        ("ru", "Версия 3.11.4, размер 1920x1080, счёт 3:2, в 17:30."),
        ("en", "It may march on; Claude 3.5, H100, 1,024 tokens, $2,024, 2024% and v2.0.1."),
        ("it", "Oltre 2000 aziende, 20% e 12.5 punti; secondo Bloomberg."),
        ("de", "Rund 2000 Firmen zahlen 1.999 Euro."),
        ("zh", "超过2000家公司，占20%。"),
    ],
)
def test_what_is_no_date(lang: str, text: str) -> None:
    assert pairs(text, lang) == []


@pytest.mark.parametrize(
    ("lang", "text", "published", "status"),
    [
        ("ru", "К концу 2025 г. Китай может стать лидером.", None, "forecast"),
        ("ru", "Летом 2024 г. модель стала лидером.", None, "past"),
        ("ru", "В этом году компания намерена открыть доступ.", MONDAY, "forecast"),
        ("ru", "В 2023 году.", MONDAY, "past"),
        ("it", "Nel 2030 il mercato", MONDAY, "forecast"),
        ("en", "Revenue rose in 2024.", None, "past"),
        ("en", "Revenue will double in 2024.", None, "forecast"),
        ("ru", "Отчёт 2024 года", None, "unknown"),
    ],
)
def test_status(lang: str, text: str, published: str | None, status: str) -> None:
    assert [timex.status for timex in find(text, lang, published)] == [status]


def test_each_verb_rules_its_own_clause() -> None:
    text = "Инвестиции выросли в 2024 г. и снова вырастут в 2025 г."
    assert [timex.status for timex in find(text, "ru", None)] == ["past", "forecast"]


def test_durations_have_no_place_in_time() -> None:
    (timex,) = find("Запрет приостановлен на 75 дней.", "ru")
    assert (timex.value, timex.kind, timex.earliest, timex.latest) == ("P75D", "duration", None, None)


def test_nothing_crosses_a_sentence_or_stands_outside_one() -> None:
    text = "Было 12\nмарта 2024 года не помнят. 5 мая 2024 года"
    found = find_timexes(text, "ru", [Sentence(0, 7), Sentence(8, 34)], None)
    assert [timex.surface for timex in found] == ["марта 2024 года"]


# fmt: off
WORDS = [
    "2024", "год", "года", "г.", "12", "января", "с", "по", "до", "и", "–", ",", ".", "(", ")",
    "через", "назад", "прошлой", "неделе", "век", "XXI", "1990-е", "последние", "три", "last",
    "next", "in", "two", "years", "Q3", "May", "2025", "去年", "3月", "9日", "年", "初", "\n\n", "\u00a0",
    "🙂", "anno", "fa", "un", "é",
]
# fmt: on


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(WORDS),
        max_size=14,
    ),
    st.sampled_from(["ru", "it", "en", "zh", "de", "fr", "es", "uk", "pl", "pt", "ja"]),
    st.sampled_from([None, "2026-01-12", "2026-01", "2026", "2024-02-29"]),
)
def test_spans_and_values_are_sound(words: list[str], lang: str, published: str | None) -> None:
    text = " ".join(words)
    end = 0
    for timex in find(text, lang, published):
        assert text[timex.start : timex.end] == timex.surface != ""
        assert timex.start >= end
        end = timex.end
        assert edtf.iso_bounds(timex.value) == (timex.earliest, timex.latest)


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=60),
    st.sampled_from(["ru", "it", "en", "zh", "de", "fr", "es", "uk", "pl", "pt", "ja"]),
    st.sampled_from([None, "2026-01-12", "0001-01-01", "9999-12-31", "2024-22"]),
)
def test_any_text_at_all_is_read(text: str, lang: str, published: str | None) -> None:
    for timex in find(text, lang, published):
        assert text[timex.start : timex.end] == timex.surface != ""
        assert timex.earliest is None or timex.latest is None or timex.earliest <= timex.latest


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "It ran from Jan. 2019 to today.", [("Jan. 2019 to today", "2019-01-01/2026-01-12")]),
        (
            "en",
            "between March 2020 and the end of 2021",
            [("March 2020 and the end of 2021", "2020-03/2021-12")],
        ),
        ("en", "from Monday to Friday last week", [("Monday to Friday last week", "2026-01-05/2026-01-09")]),
        ("it", "dal 2020 a fine 2022", [("2020 a fine 2022", "2020/2022")]),
        ("de", "vom 14.10. bis zum 15.10.2018", [("14.10. bis zum 15.10.2018", "2018-10-14/2018-10-15")]),
        (
            "ru",
            "с марта 2020 года до конца 2022 года",
            [("марта 2020 года до конца 2022 года", "2020-03/2022-12")],
        ),
        ("en", "July 13-15, 2025", [("July 13-15, 2025", "2025-07-13/2025-07-15")]),
        ("en", "grew from 5% in 2020 to 8% in 2022", [("2020", "2020"), ("2022", "2022")]),
        (
            "pt",
            "do primeiro ao terceiro trimestre de 2017",
            [("primeiro ao terceiro trimestre de 2017", "2017-01/2017-09")],
        ),
    ],
)
def test_stretches_of_time(lang: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text, lang) == expected


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "on 05-Aug-2016 and in 2014-10", [("05-Aug-2016", "2016-08-05"), ("2014-10", "2014-10")]),
        ("it", "il 15/02, a Ferragosto 2025", [("15/02", "2026-02-15"), ("Ferragosto 2025", "2025-08-15")]),
        ("ru", "(2023, June 16)", [("2023, June 16", "2023-06-16")]),
        ("de", "Anfang der neunziger Jahre", [("Anfang der neunziger Jahre", "1990/1992")]),
        ("fr", "les années 1980", [("années 1980", "198X")]),
        ("es", "proxima semana", [("proxima semana", "2026-01-19/2026-01-25")]),
        ("en", "in april of 87", [("april of 87", "1987-04")]),
        ("en", "The deal will end in March; it may march on.", [("March", "2026-03")]),
    ],
)
def test_written_in_digits_and_in_short(lang: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text, lang) == expected


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the five real texts are not beside this checkout")
def test_the_real_texts_tell_their_dates() -> None:
    text = next(SEEDS.glob("001_*")).read_text("utf-8")
    values = [value for _, value in pairs(text, "ru", None)]
    assert [v for v in values if v in ("2024-22", "2024-09", "2024-12", "2025-10/2025-12")] == [
        "2024-22",
        "2024-09",
        "2024-12",
        "2025-10/2025-12",
    ]
