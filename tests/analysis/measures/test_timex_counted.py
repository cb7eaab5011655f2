"""Days and weeks counted in a month or year, weekdays of a week, and steps from a date."""

from __future__ import annotations

import pytest

from aitui.analysis.measures.timex import find_timexes
from aitui.model import Sentence

WEDNESDAY = "2026-01-14"


def pairs(text: str, lang: str, published: str | None = WEDNESDAY) -> list[tuple[str, str]]:
    found = find_timexes(text, lang, [Sentence(0, len(text))], published)
    return [(timex.surface, timex.value) for timex in found]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        (
            "ru",
            "В последнюю пятницу октября прошлого года.",
            [("последнюю пятницу октября прошлого года", "2025-10-31")],
        ),
        ("en", "the second Tuesday of March 2026", [("second Tuesday of March 2026", "2026-03-10")]),
        ("it", "l'ultima domenica di marzo 2026", [("ultima domenica di marzo 2026", "2026-03-29")]),
        ("de", "am ersten Montag im Mai 2026", [("ersten Montag im Mai 2026", "2026-05-04")]),
        ("fr", "le dernier jour de février 2024", [("dernier jour de février 2024", "2024-02-29")]),
        (
            "es",
            "la última semana de septiembre de 2025",
            [("última semana de septiembre de 2025", "2025-09-22/2025-09-28")],
        ),
        ("zh", "2026年5月的第一个星期一", [("2026年5月的第一个星期一", "2026-05-04")]),
        ("en", "in the last quarter of 2024", [("last quarter of 2024", "2024-36")]),
        ("pt", "no último trimestre de 2025", [("último trimestre de 2025", "2025-36")]),
        (
            "ru",
            "за первые девять месяцев 2025 года",
            [("первые девять месяцев 2025 года", "2025-01/2025-09")],
        ),
        (
            "en",
            "the last three weeks of March 2025",
            [("last three weeks of March 2025", "2025-03-11/2025-03-31")],
        ),
        ("zh", "2025年前九个月", [("2025年前九个月", "2025-01/2025-09")]),
        ("ru", "во второй половине XIX века", [("второй половине XIX века", "1850/1899")]),
        ("it", "nella seconda metà del 2025", [("seconda metà del 2025", "2025-41")]),
        ("en", "the first half of June 2024", [("first half of June 2024", "2024-06-01/2024-06-15")]),
        (
            "fr",
            "la première quinzaine d'avril 2026",
            [("première quinzaine d'avril 2026", "2026-04-01/2026-04-15")],
        ),
        ("en", "the week of October 8, 2025", [("week of October 8, 2025", "2025-10-06/2025-10-12")]),
        ("fr", "le 20 02 2014", [("20 02 2014", "2014-02-20")]),
    ],
)
def test_counted_in_a_whole(lang: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text, lang) == expected


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("ru", "во вторник на следующей неделе", [("вторник на следующей неделе", "2026-01-20")]),
        ("it", "mercoledì della prossima settimana", [("mercoledì della prossima settimana", "2026-01-21")]),
        ("es", "el lunes de la semana que viene", [("lunes de la semana que viene", "2026-01-19")]),
        ("de", "Mittwoch vor zwei Wochen", [("Mittwoch vor zwei Wochen", "2025-12-31")]),
        ("fr", "lundi en huit", [("lundi en huit", "2026-01-26")]),
        ("pt", "nesta terça-feira (13)", [("nesta terça-feira (13)", "2026-01-13")]),
        ("it", "venerdì 9, ha detto", [("venerdì 9", "2026-01-09")]),
        ("ru", "15 числа следующего месяца", [("15 числа следующего месяца", "2026-02-15")]),
        ("es", "el día 21 de este mes", [("día 21 de este mes", "2026-01-21")]),
        ("en", "It opens on the 28th.", [("28th", "2026-01-28")]),
        ("en", "three days after January 12", [("three days after January 12", "2026-01-15")]),
        ("ru", "за две недели до 1 марта", [("две недели до 1 марта", "2026-02-15")]),
        ("en", "10 days from today", [("10 days from today", "2026-01-24")]),
        ("es", "El pasado 8 de enero firmó.", [("pasado 8 de enero", "2026-01-08")]),
        ("it", "Lo scorso 20 gennaio ha firmato.", [("scorso 20 gennaio", "2025-01-20")]),
        ("ru", "Накануне биржа закрылась.", [("Накануне", "2026-01-13")]),
        ("fr", "la veille du 14 juillet 2025", [("la veille du 14 juillet 2025", "2025-07-13")]),
        ("fr", "Il y a deux ans et demi", [("Il y a deux ans et demi", "2023-07~")]),
        ("zh", "上周日，下周三", [("上周日", "2026-01-11"), ("下周三", "2026-01-21")]),
        ("zh", "未来三到五年", [("未来三到五年", "2026/2031")]),
    ],
)
def test_seen_from_publication(lang: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text, lang) == expected


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [
        ("en", "In the fourth quarter of 2025 profit rose from that of a year earlier.", "2024-10/2024-12"),
        ("ru", "5 марта 2025 г. суд принял иск, а неделей ранее его подали.", "2025-02-26"),
        ("zh", "2025年3月5日，公司宣布裁员，次日股价下跌。", "2025-03-06"),
        ("de", "Am 5. März 2025 fiel die Aktie, am Folgetag erholte sie sich.", "2025-03-06"),
    ],
)
def test_counted_from_the_date_just_told(lang: str, text: str, value: str) -> None:
    assert pairs(text, lang)[-1][1] == value


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The council meets every Monday and on the second Tuesday of every month."),
        ("ru", "Накануне выборов каждый вторник выходил обзор."),
        ("en", "three days after Easter"),
        ("it", "le prime due settimane sono le più dure, 30 febbraio 2025"),
        ("en", "Call +86 138-2010-2015 or write by 23-2020-September."),
        ("es", "a las ocho de la mañana"),
        ("de", "Guten Morgen, am Morgen"),
    ],
)
def test_what_cannot_be_placed_is_left_alone(lang: str, text: str) -> None:
    found = find_timexes(text, lang, [Sentence(0, len(text))], WEDNESDAY)
    assert [timex for timex in found if timex.kind != "duration"] == []


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "on Tuesday of next week, the last Friday of this month, 3 days from today, on the 15th."),
        ("ru", "накануне, неделей ранее, во вторник на прошлой неделе, 15 числа этого месяца"),
        ("pt", "nesta terça-feira (13), no dia 20, na véspera"),
        ("zh", "次日，上周日，本月5日"),
    ],
)
def test_without_publication_nothing_is_invented(lang: str, text: str) -> None:
    found = find_timexes(text, lang, [Sentence(0, len(text))], None)
    assert [timex for timex in found if timex.earliest or timex.latest] == []


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "We meet à deux this Friday (Jan-16).", [("this Friday (Jan-16", "2026-01-16")]),
        ("en", "Sep-23-2020 was the day.", [("Sep-23-2020", "2020-09-23")]),
        ("de", "Stand: 2020/23/Sep, geprüft", [("2020/23/Sep", "2020-09-23")]),
        ("it", "il 3 maggio e poi Ott/2", [("3 maggio", "2026-05-03"), ("Ott/2", "2025-10-02")]),
        ("en", "Wed Oct 26 15:50:06 2016 café", [("Wed Oct 26 15:50:06 2016", "2016-10-26")]),
        ("en", "On 2016 10 16, the café opened.", [("2016 10 16", "2016-10-16")]),
        ("en", "from 2014 through May 2018", [("2014 through May 2018", "2014/2018-05")]),
        (
            "es",
            "de noviembre a 5 de febrero de 2017",
            [("noviembre a 5 de febrero de 2017", "2016-11/2017-02-05")],
        ),
        (
            "es",
            "de 1 de mayo, 2019 a 7 de mayo, 2020",
            [("1 de mayo, 2019 a 7 de mayo, 2020", "2019-05-01/2020-05-07")],
        ),
        ("es", "el martes 13 a las siete", [("martes 13", "2026-01-13")]),
        ("fr", "à sept heures, le 12 sept. 2024", [("12 sept. 2024", "2024-09-12")]),
        ("fr", "Pendant sept jours", [("sept jours", "P7D")]),
        ("zh", "三月和九月之间", [("三月和九月之间", "2025-03/2025-09")]),
        ("zh", "18年10月1日到19年2月3日", [("18年10月1日到19年2月3日", "2018-10-01/2019-02-03")]),
        ("zh", "你12-11-10有时间吗", [("12-11-10", "2012-11-10")]),
        ("zh", "上上個週三", [("上上個週三", "2025-12-31")]),
    ],
)
def test_signs_clocks_and_stretches(lang: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text, lang) == expected


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "It is observed on 19 June every year, à la mode."),
        ("es", "Se celebra el 19 de junio de cada año."),
        ("en", "last Tuesday, says the café"),  # yesterday, or a week ago
        ("de", "Das Treffen ist Montag zwölfter fünfter für alle."),
        ("es", "Esperé noticias, día tras día."),
        ("es", "¿Dónde estabas dos días antes de ayer?"),
        ("en", "Black Friday, Good Friday and Easter Monday at the café"),
        ("it", "Il venerdì santo è festa."),
        ("ru", "В чёрную пятницу скидки"),
        ("fr", "Le 2015-32 été"),
        ("zh", "农历2015年十月初一"),
        ("zh", "康熙20年9月"),
        ("zh", "马上一年半"),
    ],
)
def test_what_nobody_can_place_is_refused_whole(lang: str, text: str) -> None:
    assert [value for _, value in pairs(text, lang) if not value.startswith("P")] == []


def test_the_one_just_past_may_be_yesterday() -> None:
    assert pairs("this past Tuesday, à Paris", "en") == [("past Tuesday", "2026-01-13")]


def test_a_year_before_what_is_of_it() -> None:
    assert pairs("Shein's 2024 profit, à vrai dire", "en") == [("2024", "2024")]
    assert pairs("its 2024 net sales – wow", "en") == [("2024", "2024")]
    assert pairs("Zoë's 2000 employees", "en") == []
    assert pairs("the 2024 profit of Nestlé", "en") == []


def test_a_bare_year_of_a_german_sentence() -> None:
    assert pairs("2024 beförderte die Bahn mehr Fahrgäste.", "de") == [("2024", "2024")]
    assert pairs("Adidas hat 2024 einen Umsatz von 23 Mrd. Euro für sich verbucht.", "de") == [
        ("2024", "2024")
    ]
    assert pairs("Für 2000 Fahrgäste, für 2000 neue Fahrgäste", "de") == []
