"""Wrapping loses no letter, keeps to the width and breaks where a reader expects."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from aitui.text.clean import clean_line
from aitui.text.wrap import wrap


def cells(char: str) -> int:
    return cell_len(clean_line(char))


@given(
    st.text(
        alphabet=st.sampled_from("абв abc中国。，é-👩e\u0301\t ") | st.characters(exclude_characters="\n")
    ),
    st.integers(2, 40),
)
def test_rows_cover_the_text_and_fit(text: str, width: int) -> None:
    rows = wrap(text, 0, len(text), width, cells)
    covered = "".join(text[a:b] for a, b in rows)
    assert covered.replace(" ", "") == text.replace(" ", "")
    for (_, end), (start, _) in itertools.pairwise(rows):
        assert text[end:start].strip(" ") == ""
    for start, end in rows:
        if end - start > 1:
            assert sum(map(cells, text[start:end])) <= width


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("Представители отрасли", 13, ["Представители", "отрасли"]),
        ("中国获得了优势，在市场", 16, ["中国获得了优势，", "在市场"]),
        ("中国获得了优势，在", 14, ["中国获得了优", "势，在"]),
        ("ИИ-отрасль", 5, ["ИИ-", "отрас", "ль"]),
        ("слова -without", 9, ["слова", "-without"]),
        ("упало на -5 %", 10, ["упало на", "-5 %"]),
        ("", 10, [""]),
    ],
)
def test_breaks(text: str, width: int, expected: list[str]) -> None:
    assert [text[a:b] for a, b in wrap(text, 0, len(text), width, cells)] == expected
