"""Quantities: value, unit, bound, and the numbers that are none."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aitui.analysis.measures.quantities import find_quantities
from aitui.analysis.measures.timex import find_timexes
from aitui.model import Quantity, Sentence


def find(text: str, lang: str) -> list[Quantity]:
    sentences = [Sentence(0, len(text))]
    return find_quantities(text, lang, sentences, find_timexes(text, lang, sentences, "2026-01-12"))


@pytest.mark.parametrize(
    ("lang", "text", "surface", "low", "high", "unit", "comparator"),
    [
        ("ru", "привлекли более $2 млрд за год", "более $2 млрд", 2e9, None, "USD", ">"),
        ("ru", "достиг 131,5 млрд долларов США", "131,5 млрд долларов США", 131.5e9, 131.5e9, "USD", "="),
        ("ru", "шансы менее чем в 15 %", "менее чем в 15 %", None, 15.0, "percent", "<"),
        ("ru", "окно до 200 тысяч токенов", "до 200 тысяч токенов", None, 200e3, "token", "<="),
        ("ru", "у модели 1 трлн параметров", "1 трлн параметров", 1e12, 1e12, "parameter", "="),
        ("ru", "составит 10-12% расходов", "10-12%", 10.0, 12.0, "percent", "="),
        ("ru", "около трети всех сделок", "около трети", 1 / 3, 1 / 3, "ratio", "~"),
        ("ru", "почти вдвое выше", "почти вдвое", 2.0, 2.0, "ratio", "~"),
        ("ru", "стоит полтора миллиарда рублей", "полтора миллиарда рублей", 1.5e9, 1.5e9, "RUB", "="),
        ("ru", "около 4500 компаний", "около 4500", 4500.0, 4500.0, "count", "~"),
        ("ru", "чип на 148 TFLOPs", "148 TFLOPs", 148.0, 148.0, "TFLOPS", "="),
        ("it", "oltre 1 miliardo di dollari", "oltre 1 miliardo di dollari", 1e9, None, "USD", ">"),
        ("it", "inferiori al 20%", "inferiori al 20%", None, 20.0, "percent", "<"),
        ("it", "tra il 5 e il 7%", "tra il 5 e il 7%", 5.0, 7.0, "percent", "="),
        ("it", "costa 2.500 euro", "2.500 euro", 2500.0, 2500.0, "EUR", "="),
        ("en", "raised $3.7bn", "$3.7bn", 3.7e9, 3.7e9, "USD", "="),
        ("en", "5 to 7 percent", "5 to 7 percent", 5.0, 7.0, "percent", "="),
        ("en", "two million people", "two million", 2e6, 2e6, "count", "="),
        (
            "en",
            "at least 1,234.5 million euros",
            "at least 1,234.5 million euros",
            1234.5e6,
            None,
            "EUR",
            ">=",
        ),
        ("en", "two thirds of the market", "two thirds", 2 / 3, 2 / 3, "ratio", "="),
        ("de", "rund 1,2 Mrd. Euro", "rund 1,2 Mrd. Euro", 1.2e9, 1.2e9, "EUR", "~"),
        ("de", "weniger als 30 Prozent", "weniger als 30 Prozent", None, 30.0, "percent", "<"),
        ("fr", "1,7 milliard d’euros", "1,7 milliard d’euros", 1.7e9, 1.7e9, "EUR", "="),
        ("fr", "plus de 12\u202f500 personnes", "plus de 12\u202f500", 12500.0, None, "count", ">"),
        ("es", "2.950 millones de euros", "2.950 millones de euros", 2.95e9, 2.95e9, "EUR", "="),
        ("zh", "超过10亿美元", "超过10亿美元", 1e9, None, "USD", ">"),
        ("zh", "约1.8万亿参数", "约1.8万亿参数", 1.8e12, 1.8e12, "parameter", "~"),
        ("zh", "不到20%", "不到20%", None, 20.0, "percent", "<"),
        ("uk", "понад 3 млрд доларів", "понад 3 млрд доларів", 3e9, None, "USD", ">"),
    ],
)
def test_one_quantity(
    lang: str, text: str, surface: str, low: float | None, high: float | None, unit: str, comparator: str
) -> None:
    (found,) = [q for q in find(text, lang) if q.unit not in ("year", "month")]
    assert (found.surface, found.unit, found.comparator) == (surface, unit, comparator)
    assert (found.low, found.high) == (low, high)


def test_a_change_is_two_values() -> None:
    found = find("Доля увеличилась с 21,4% до 25,9%.", "ru")
    assert [(q.low, q.high, q.comparator) for q in found] == [(21.4, 21.4, "="), (25.9, 25.9, "=")]


def test_where_a_change_ended_is_no_bound() -> None:
    (found,) = [q for q in find("Инвестиции снизились до 237 млрд долларов.", "ru") if q.unit == "USD"]
    assert (found.low, found.high, found.comparator) == (237e9, 237e9, "=")


def test_a_window_of_time_is_also_a_length() -> None:
    (found,) = find("в течение ближайших трёх или пяти лет", "ru")
    assert (found.surface, found.low, found.high, found.unit) == ("трёх или пяти лет", 3.0, 5.0, "year")


@pytest.mark.parametrize(
    ("lang", "text", "per"),
    [
        ("ru", "стоимость обработки миллиона токенов составляет 2,19 доллара", "million tokens"),
        ("ru", "превышает 180 миллионов в месяц", "month"),
        ("en", "$15 per million tokens", "million tokens"),
        ("it", "3 miliardi di euro all'anno", "year"),
    ],
)
def test_what_it_is_counted_against(lang: str, text: str, per: str) -> None:
    assert [q.per for q in find(text, lang)] == [per]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "Модели GPT-4, Qwen 2.5 72B-Inst, Claude 3.5 и o1 от 01.AI; чипы H100."),
        ("ru", "В 2024 году, 12 марта 2025 года и в 17:30 на странице 12."),
        ("ru", "DeepSeek-V3\t128K/8K\t$0.14\t$0.28"),
        ("en", "Llama 3.1 beat version 2 in chapter 4, section 7 at 10:30."),
        ("it", "Il 12 gennaio 2026 a pagina 4."),
        ("zh", "2024年3月9日第3页"),
        ("zh", "一位研究员和一家公司"),
    ],
)
def test_numbers_that_are_no_quantities(lang: str, text: str) -> None:
    assert find(text, lang) == []


# fmt: off
WORDS = [
    "12", "2024", "1,5", "3.7", "%", "$", "€", "млрд", "долларов", "от", "до", "с", "или", "и", "–",
    "более", "чем", "около", "трети", "bn", "million", "of", "万", "亿", "美元", "家", "10-12%", "$3bn",
    "\n", "\u00a0", "🙂", "лет", "years", "токенов", "вдвое", "half",
]
# fmt: on


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(WORDS),
        max_size=14,
    ),
    st.sampled_from(["ru", "it", "en", "zh", "de", "fr", "es", "ja"]),
)
def test_spans_are_sound(words: list[str], lang: str) -> None:
    text = " ".join(words)
    end = 0
    for quantity in find(text, lang):
        assert text[quantity.start : quantity.end] == quantity.surface != ""
        assert quantity.start >= end
        end = quantity.end
        assert quantity.low is not None or quantity.high is not None
        if quantity.low is not None and quantity.high is not None:
            assert quantity.low <= quantity.high


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("ru", "Выручка выросла на 12% до 3,4 млрд рублей.", [(12.0, "by", "up"), (3.4e9, "to", "up")]),
        ("ru", "Прибыль снизилась с 7 до 5 млрд рублей.", [(7e9, "from", "down"), (5e9, "to", "down")]),
        (
            "en",
            "Revenue rose 12% to $3.4 billion from $3.0 billion.",
            [(12.0, "by", "up"), (3.4e9, "to", "up"), (3e9, "from", "up")],
        ),
        (
            "it",
            "L'utile è sceso del 4,5% a 120 milioni di euro.",
            [(4.5, "by", "down"), (120e6, "to", "down")],
        ),
        (
            "de",
            "Die Quote sei um 0,3 Prozentpunkte auf 5,1 Prozent gestiegen.",
            [(0.3, "by", "up"), (5.1, "to", "up")],
        ),
        (
            "fr",
            "Les ventes ont reculé de 3,4 % à 12 milliards d'euros.",
            [(3.4, "by", "down"), (12e9, "to", "down")],
        ),
        (
            "es",
            "Las ventas subieron un 8% hasta los 300 millones de euros.",
            [(8.0, "by", "up"), (300e6, "to", "up")],
        ),
        ("zh", "营收增长12%至35亿元。", [(12.0, "by", "up"), (35e8, "to", "up")]),
        ("zh", "占比从21%升至25%。", [(21.0, "from", "up"), (25.0, "to", "up")]),
        ("pt", "A taxa cairá de 15% para 14,5%.", [(15.0, "from", "down"), (14.5, "to", "down")]),
        ("pl", "Zysk wzrósł o 8 proc. do 1,2 mld zł.", [(8.0, "by", "up"), (1.2e9, "to", "up")]),
        ("uk", "Видатки зросли на 2,5 млрд гривень.", [(2.5e9, "by", "up")]),
        (
            "en",
            "The firm has 12% of the market and $3 billion in cash.",
            [(12.0, None, None), (3e9, None, None)],
        ),
    ],
)
def test_a_change_says_from_where_to_where_and_by_how_much(
    lang: str, text: str, expected: list[tuple[float, str | None, str | None]]
) -> None:
    assert [(q.low, q.change, q.direction) for q in find(text, lang)] == expected


@pytest.mark.parametrize(
    ("lang", "text", "surface", "low", "unit"),
    [
        ("en", "a $300 million contract", "$300 million", 300e6, "USD"),
        ("en", "worth C$1.5bn", "C$1.5bn", 1.5e9, "CAD"),
        ("en", "a 10-year bond", "10-year", 10.0, "year"),
        (
            "en",
            "thirteen dollars and forty-five cents",
            "thirteen dollars and forty-five cents",
            13.45,
            "USD",
        ),
        (
            "en",
            "two million three hundred thousand people",
            "two million three hundred thousand",
            2.3e6,
            "count",
        ),
        ("en", "two and a half billion euros", "two and a half billion euros", 2.5e9, "EUR"),
        ("en", "they lost 75 USD million", "75 USD million", 75e6, "USD"),
        ("ru", "мороз −17 градусов", "−17 градусов", -17.0, "degree"),
        ("ru", "в 5 километрах от города", "5 километрах", 5.0, "km"),
        ("ru", "17-процентный рост", "17-процентный", 17.0, "percent"),
        ("ru", "из этих двух стран", "двух", 2.0, "count"),
        ("it", "circa 300 tonnellate di rame", "circa 300 tonnellate", 300.0, "t"),
        ("de", "auf 19 Quadratkilometern", "19 Quadratkilometern", 19.0, "km²"),
        ("fr", "quatre-vingt-dix euros", "quatre-vingt-dix euros", 90.0, "EUR"),
        ("es", "treinta y cinco por ciento", "treinta y cinco por ciento", 35.0, "percent"),
        ("zh", "近900万人", "近900万", 9e6, "count"),
        ("zh", "逾三成", "逾三成", 30.0, "percent"),
        ("zh", "一人死亡", "一", 1.0, "count"),
        ("zh", "百分之一点五", "百分之一点五", 1.5, "percent"),
        ("zh", "约三分之二的用户", "约三分之二", 2 / 3, "ratio"),
        ("pt", "R$ 9,4 bilhões", "R$ 9,4 bilhões", 9.4e9, "BRL"),
    ],
)
def test_units_signs_and_spoken_numbers(lang: str, text: str, surface: str, low: float, unit: str) -> None:
    (found,) = find(text, lang)
    value = found.low if found.low is not None else found.high
    assert (found.surface, value, found.unit) == (surface, low, unit)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "35 lakh rupees, 1.8m tall and 100t heavy"),
        ("zh", "之一成为，一成立"),
        ("it", "sei stato bravo, una volta"),
        ("en", "2025-09, 10:30, 50/50, page 14"),
    ],
)
def test_numbers_that_nobody_can_be_sure_of(lang: str, text: str) -> None:
    assert find(text, lang) == []


def test_a_year_earlier_is_no_rate() -> None:
    (found,) = [q for q in find("It had jumped to $900 million a year earlier.", "en") if q.unit == "USD"]
    assert found.per is None


HOSTILE = [
    "one ",
    "two and ",
    "1 ",
    "1,",
    "12-",
    "5 %",
    "$1-",
    "from 1 to ",
    "Monday, ",
    "last ",
    "十",
    "a\tb\t1\n",
]


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=60), st.sampled_from(["ru", "it", "en", "zh", "de", "fr", "es", "uk", "pl", "pt", "ja"])
)
def test_any_text_at_all_is_read(text: str, lang: str) -> None:
    end = 0
    for quantity in find(text, lang):
        assert text[quantity.start : quantity.end] == quantity.surface != ""
        assert quantity.start >= end
        end = quantity.end


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_hostile_text_costs_no_more_than_its_length(piece: str, lang: str) -> None:
    def steps(text: str) -> int:
        count = 0

        def step(frame: object, event: str, argument: object) -> None:
            nonlocal count
            count += 1

        sys.setprofile(step)
        try:
            find(text, lang)
        finally:
            sys.setprofile(None)
        return count

    find(piece * 50, lang)
    assert steps(piece * 400) <= 2.6 * steps(piece * 200) + 2000


@pytest.mark.parametrize(
    ("lang", "text", "surface", "value", "unit"),
    [
        ("zh", "市值3亿5000万元", "3亿5000万元", 3.5e8, "CNY"),
        ("zh", "四十九兆九千五百九十二億元", "四十九兆九千五百九十二億元", 49_959_200_000_000.0, "CNY"),
        ("zh", "50元6角三分", "50元6角三分", 50.63, "CNY"),
        ("zh", "两美元又三美分", "两美元又三美分", 2.03, "USD"),
        (
            "es",
            "dos mil trescientos millones de euros",
            "dos mil trescientos millones de euros",
            2.3e9,
            "EUR",
        ),
        ("es", "siete con cincuenta por ciento", "siete con cincuenta por ciento", 7.5, "percent"),
        ("ru", "пять миллионов двести тысяч рублей", "пять миллионов двести тысяч рублей", 5.2e6, "RUB"),
        ("pt", "é pouco: ,25 por cento", ",25 por cento", 0.25, "percent"),
        ("fr", "16,4 millions de $ c à payer", "16,4 millions de $ c", 16.4e6, "CAD"),
        ("en", "revenues of MAUD 60 à la carte", "MAUD 60", 60e6, "AUD"),
    ],
)
def test_numbers_of_several_parts(lang: str, text: str, surface: str, value: float, unit: str) -> None:
    [found] = find(text, lang)
    assert (found.surface, found.low, found.unit) == (surface, value, unit)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "百分之五 十"),  # torn apart by a blank
        ("zh", "六   个 百 分点"),
        ("zh", "百分之七十百分位"),
        ("zh", "花费我三块"),  # money, or pieces
        ("fr", "361 millions de livres"),  # books, or money
        ("en", "the .50 BMG café"),
    ],
)
def test_a_number_that_is_unsure_is_refused(lang: str, text: str) -> None:
    assert find(text, lang) == []


@pytest.mark.parametrize(
    ("lang", "text", "low", "unit", "per"),
    [
        ("ru", "Цена Claude Opus 4 — 20 долларов за миллион входных токенов.", 20, "USD", "million tokens"),
        ("ru", "Бюджет — 187 млрд злотых.", 187e9, "PLN", None),
        ("en", "It amounts to 150 billion zlotys à year end.", 150e9, "PLN", None),
        ("zh", "价格为每百万输入token 1.2美元。", 1.2, "USD", "million tokens"),
    ],
)
def test_prices_and_moneys(lang: str, text: str, low: float, unit: str, per: str | None) -> None:
    assert (low, unit, per) in [(one.low, one.unit, one.per) for one in find(text, lang)]
    assert "—" not in "".join(one.surface for one in find(text, lang))


def test_by_how_much_and_to_where_behind_a_comma() -> None:
    by, to = find("Prices rose 3.5 percent, to €221 billion à la fin.", "en")
    assert (by.change, to.change) == ("by", "to")
    found = find("Выручка упала с 120 млрд юаней до 99 млрд юаней, по 8 млрд юаней в месяц.", "ru")
    assert [one.change for one in found] == ["from", "to", None]


def test_money_that_moved_is_no_range() -> None:
    fell = find("The café's price fell from $200 to $155.", "en")
    assert [(one.low, one.change, one.direction) for one in fell] == [
        (200, "from", "down"),
        (155, "to", "down"),
    ]
    rose = find("Its value rose from €1 to €1.5 billion à peu près.", "en")
    assert [(one.low, one.change) for one in rose] == [(1e9, "from"), (1.5e9, "to")]
    (prices,) = find("Tickets à $100 to $155", "en")
    assert (prices.low, prices.high, prices.change) == (100, 155, None)
