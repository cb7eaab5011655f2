"""Cells of tables: each number with its row and its column, or none."""

from __future__ import annotations

import pytest

from aitui.analysis.measures.lexicon import lexicon
from aitui.analysis.measures.quantities import find_quantities
from aitui.analysis.measures.tables import cells
from aitui.model import Quantity, Sentence
from aitui.text.fold import fold

PRICES = (
    "Модель\tОкно\tВвод, млн токенов\tВывод, млн токенов\n"
    "Альфа 2\t128K/8K\t\\$0.14\t$0.28\n"
    " \t1\t1 1 1\t\n"
    "Бета-mini\t200K/100K\t$3\t$12\n"
)
RESULTS = "Firma\tUmsatz, Mrd. Euro\tMarge, %\nÖlwerk\t3,7\t12,5\nStahlbau\t1.250\t−4\n"


def find(text: str, lang: str) -> list[Quantity]:
    lines, at = [], 0
    for line in text.splitlines(keepends=True):
        lines.append(Sentence(at, at + len(line.rstrip("\n"))))
        at += len(line)
    return find_quantities(text, lang, lines, [])


def told(text: str, lang: str) -> list[tuple[str, float | None, str, str | None, list[str]]]:
    return [
        (q.surface, q.low, q.unit, q.per, [text[start:end] for start, end in q.qualifiers])
        for q in find(text, lang)
    ]


def test_each_cell_carries_its_row_and_column() -> None:
    found = told(PRICES, "ru")
    assert [row[:4] for row in found] == [
        ("128K", 128000.0, "count", None),
        ("8K", 8000.0, "count", None),
        ("$0.14", 0.14, "USD", "million tokens"),
        ("$0.28", 0.28, "USD", "million tokens"),
        ("200K", 200000.0, "count", None),
        ("100K", 100000.0, "count", None),
        ("$3", 3.0, "USD", "million tokens"),
        ("$12", 12.0, "USD", "million tokens"),
    ]
    assert found[2][4] == ["Альфа 2", "Ввод, млн токенов"]
    assert found[-1][4] == ["Бета-mini", "Вывод, млн токенов"]


def test_scale_and_unit_may_stand_in_the_head() -> None:
    assert told(RESULTS, "de") == [
        ("3,7", 3.7e9, "EUR", None, ["Ölwerk", "Umsatz, Mrd. Euro"]),
        ("12,5", 12.5, "percent", None, ["Ölwerk", "Marge, %"]),
        ("1.250", 1250e9, "EUR", None, ["Stahlbau", "Umsatz, Mrd. Euro"]),
        ("−4", -4.0, "percent", None, ["Stahlbau", "Marge, %"]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Модель\tЦена\n1\t$5\n",  # two columns are a list
        "Модель\tЦена\tДоля\nАльфа\t$5\n",  # a row that is short of a cell
        "Модель\tЦена\tДоля\n\t$5\t7%\n",  # a row without a name
        "1\t2\t3\nАльфа\t$5\t7%\n",  # a head of numbers
        "Модель\tГод\tМесто\nАльфа\t2024\t3\n",  # numbers of nobody knows what
        "Модель\tЦена\tДоля\n\nАльфа\t$5\t7%\n",  # a table ends at a line without cells
    ],
)
def test_what_could_be_paired_wrongly_is_left_alone(text: str) -> None:
    assert find(text, "ru") == []


def test_line_ends_of_every_kind_keep_the_places() -> None:
    text = "Firma\tUmsatz €\tMarge %\r\nÄ\t5\t7\r\n"
    found = list(cells(text, fold(text), lexicon("de", "quantity")))
    assert [(text[cell.start : cell.end], cell.unit) for cell in found] == [("5", "EUR"), ("7", "percent")]
