"""What went and what came, word by word, in any script."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aitui.text.changes import changes


def shown(before: str, after: str) -> list[tuple[str, str]]:
    return [(before[slice(*change.old)], after[slice(*change.new)]) for change in changes(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("Китай вложит 3 млрд рублей.", "Китай вложит 5 млрд рублей.", [("3", "5")]),
        ("La Cina corre.", "La Cina ora corre.", [("", "ora")]),
        ("公司2025年1月发布了模型。", "公司2025年3月发布了新模型。", [("1", "3"), ("", "新")]),
        ("Он сказал «да», и ушёл.", "Он сказал «нет» и ушёл.", [("да», ", "нет» ")]),
        ("Один  абзац.\n\nДругой.", "Один абзац. Другой.", []),
        ("", "Новый текст", [("", "Новый текст")]),
        ("Старый текст", "", [("Старый текст", "")]),
        ("", "", []),
        ("a b c d e f g", "a X c Y e f g", [("b c d", "X c Y")]),
        ("a b c d e f g", "a X c d e Y g", [("b", "X"), ("f", "Y")]),
    ],
)
def test_what_changed(before: str, after: str, found: list[tuple[str, str]]) -> None:
    assert [(a.strip(), b.strip()) for a, b in shown(before, after)] == [
        (a.strip(), b.strip()) for a, b in found
    ]


TEXT = st.text("аб вСcd12,.\n中文", max_size=60)


@given(TEXT, TEXT)
def test_put_in_place_the_changes_make_the_new_text(before: str, after: str) -> None:
    made, at = "", 0
    for change in changes(before, after):
        made += before[at : change.old[0]] + " " + after[slice(*change.new)] + " "
        at = change.old[1]
    made += before[at:]
    assert re.sub(r"\s", "", made) == re.sub(r"\s", "", after)


def test_a_long_text_with_few_changes_is_compared_in_one_go() -> None:
    words = [f"слово{n}" for n in range(60_000)]
    before = " ".join(words)
    words[100], words[59_000] = "первое", "второе"
    assert shown(before, " ".join(words)) == [("слово100", "первое"), ("слово59000", "второе")]
