"""Widths of texts: the same as Rich counts them, without Rich where every letter takes one cell."""

from __future__ import annotations

import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size, set_cell_size

from aitui.tui import cells

LETTERS = st.text(st.sampled_from("aZ é–ёЙщ«»—№中文の한e\u0301ї│─"), max_size=30)


def test_what_counts_as_narrow_takes_one_cell() -> None:
    narrow = [
        char for char in map(chr, range(0x110000)) if not "\ud800" <= char <= "\udfff" and cells._NARROW(char)
    ]
    assert len(narrow) > 800
    assert [char for char in narrow if get_character_cell_size(char) != 1] == []


@given(LETTERS, st.integers(0, 35))
def test_texts_are_measured_and_cut_as_rich_does(text: str, width: int) -> None:
    assert cells.width_of(text) == cell_len(text)
    if cell_len(text) > width > 1:
        assert cells.cut(text, width) == set_cell_size(text, width - 1).rstrip() + "…"


def test_the_first_rows_need_neither_rich_nor_dataclasses() -> None:
    program = """
import sys
import aitui.__main__
from aitui.config import load
from aitui.explorer import first_rows, keys
from aitui.tui import cells, first_paint, shades, terminal
cells.fitted([("Китай обогнал США — la Cina", "x")], 20, "y")
print(sorted({"rich", "dataclasses", "inspect", "aitui.model"} & set(sys.modules)))
"""
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"
