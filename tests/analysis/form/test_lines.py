"""Lines and what their form tells."""

from __future__ import annotations

from itertools import pairwise

import pytest

from aitui.analysis.form.lines import continues, is_stray, read_lines, starts_lower, wrap_width


def test_lines_know_their_place() -> None:
    text = "  Заголовок\r\n\r\n\u00a0• пункт \n# Глава\nа\tб"
    lines = read_lines(text)
    assert [line.text for line in lines] == ["Заголовок", "• пункт", "# Глава", "а\tб"]
    assert all(text[line.start : line.end] == line.text for line in lines)
    assert [line.gap for line in lines] == [0, 1, 0, 0]
    assert [line.bullet for line in lines] == [0, 2, 2, 0]
    assert [line.row for line in lines] == [False, False, False, True]


@pytest.mark.parametrize("text", ["* * *", "———", "12", "- 7 -", "!", "1\t1 1 1", "į\t\t1", "|---|---|"])
def test_crumbs_of_a_scan_are_strays(text: str) -> None:
    assert is_stray(read_lines(text)[0])


@pytest.mark.parametrize("text", ["2024", "63%", "$5", "о1", "OpenAl\t01\t$15", "中", "ИИ", "Вывод"])
def test_words_and_figures_are_not(text: str) -> None:
    assert not is_stray(read_lines(text)[0])


def test_brands_do_not_continue_a_sentence() -> None:
    assert starts_lower("о возможном использовании")
    assert not starts_lower("iPhone 17 вышел")
    assert not starts_lower("o1-preview вышла")
    assert not starts_lower("中国")


def test_a_page_break_joins_but_a_heading_does_not() -> None:
    cut, rest, heading, below = read_lines(
        "Глава компании OpenAI Сэм Альтман в январе заявил\n\n\n\nо новой модели.\nВыводы\nновая строка"
    )
    assert continues(cut, rest, None, False)
    assert not continues(rest, heading, None, False)
    assert not continues(heading, below, None, False)


def test_wrapped_text_is_seen() -> None:
    words = "Экспортные ограничения вынуждают китайские компании искать решения у себя дома. " * 8
    wrapped, row = [], ""
    for word in words.split():
        if len(row) + len(word) > 70:
            wrapped.append(row.strip())
            row = ""
        row += " " + word
    wrapped.append(row.strip())
    lines = read_lines("\n".join(wrapped))
    width = wrap_width(lines)
    assert width is not None
    assert all(continues(a, b, width, False) for a, b in pairwise(lines))
    assert wrap_width(read_lines("Один\nДва\nТри\nЧетыре\nПять\nШесть")) is None
