"""Widths of texts: the same as Rich counts them, without Rich where every letter takes one cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich._unicode_data._versions import VERSIONS
from rich.cells import cell_len, get_character_cell_size, set_cell_size

from aitui.tui import cells

LETTERS = st.text(st.sampled_from("aZ é–ёЙщ«»—№中文の한，✓₽①e\u0301ї│─"), max_size=30)


@pytest.mark.parametrize("version", ["auto", *VERSIONS])
def test_what_is_counted_without_rich_is_as_wide_as_rich_says(version: str) -> None:
    known = {
        char: cells._width(char)
        for char in map(chr, range(0x10000))
        if not "\ud800" <= char <= "\udfff" and cells._width(char) != cells._ASK
    }
    assert len(known) > 30_000
    assert [char for char, width in known.items() if get_character_cell_size(char, version) != width] == []


@given(LETTERS, st.integers(0, 35))
def test_texts_are_measured_and_cut_as_rich_does(text: str, width: int) -> None:
    assert cells.width_of(text) == cell_len(text)
    if cell_len(text) > width > 1:
        assert cells.cut(text, width) == set_cell_size(text, width - 1).rstrip() + "…"


def test_widths_are_not_kept_without_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    widths = cells._Widths()
    for code in (*range(0xD800), *range(0xE000, 0x30000)):
        _ = widths[chr(code)]
    assert len(widths) == 32_768
