"""Dates and densities drawn in characters."""

from __future__ import annotations

import pytest

from aitui.tui.widgets.bars import bands, block, in_year


@pytest.mark.parametrize(
    ("first", "last", "ahead", "drawn"),
    [
        (20250304, 0, False, "··●·········"),
        (20250304, 0, True, "··○·········"),
        (20250101, 20251231, False, "━━━━━━━━━━━━"),
        (20250101, 20251231, True, "╍╍╍╍╍╍╍╍╍╍╍╍"),
        (20250401, 20250630, False, "···━━━······"),
        (20250305, 20250311, False, "··━·········"),
        (20251101, 20260228, False, "··········━▸"),
        (20260101, 20311231, True, "╍╍╍╍╍╍╍╍╍╍╍▸"),
        (20250701, None, True, "······╍╍╍╍╍▸"),
        (20190630, -1, False, "◂━━━━━······"),
        (20190131, -1, False, "◂···········"),
        (0, 0, False, "············"),
    ],
)
def test_a_date_in_its_year(first: int, last: int | None, ahead: bool, drawn: str) -> None:
    assert in_year(first, last, ahead=ahead) == drawn


def test_whatever_is_there_is_seen() -> None:
    assert [block(number, 800) for number in (0, 1, 100, 101, 800)] == [" ", "▁", "▁", "▂", "█"]
    assert block(0, 0) == " "


def test_bands_share_one_scale_and_one_axis() -> None:
    counts = {"ru": [(10, 8), (13, 4)], "it": [(11, 1)], "zh": [(99, 100)]}
    assert bands(counts, ["ru", "it"], 4) == {"ru": "█  ▄", "it": " ▁  "}
    # Few periods are drawn wide, many share a cell, and a language that is not asked for changes nothing.
    assert bands(counts, ["ru", "it"], 9) == {"ru": "██    ▄▄", "it": "  ▁▁    "}
    assert bands(counts, ["ru", "it"], 2) == {"ru": "█▄", "it": "▁ "}
    assert bands(counts, [], 9) == bands({"ru": []}, ["ru"], 9) == {}


def test_more_than_the_most_fills_a_cell() -> None:
    assert [block(number, 20) for number in (0, 1, 10, 20, 27)] == [" ", "▁", "▄", "█", "█"]
