"""Quantities: value, unit, bound, and the numbers that are none."""

from __future__ import annotations

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
