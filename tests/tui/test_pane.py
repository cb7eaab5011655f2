"""One terminal line is exactly as wide as its pane, whatever the text."""

from __future__ import annotations

from typing import cast

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from aitui.explorer.state import Explorer
from aitui.text.clean import clean_line
from aitui.tui.cells import cut
from aitui.tui.frames import _Alphabet
from aitui.tui.theme import DARK
from aitui.tui.widgets.pane import PaneWidget, Piece, fit

PLAIN, BOLD = Style(), Style(bold=True)
# Scripts, marks of width 0, wide characters, emoji with everything that joins them, controls.
CHARS = st.one_of(
    st.sampled_from("aЖй中国ｱア한שלוםمرحباé₽…—\u0301\u05b7\u064e\u200b\u200d\u200e\u200f\ufe0e\ufe0f\u20e3"),
    st.sampled_from("👩👨👧🇨🇳🇷🇺🏽🏻👍❤☂1#🧑\U0001f3f4\U000e0067\U000e007f🤖⚡✈"),
    st.sampled_from("\x1b\x9b\t\n\r\x00\x7f\u202e\u2066\u2028\ufeff\u00ad\u3000\u1100\u1161"),
    st.characters(codec="utf-8"),
)
TEXT = st.text(CHARS, max_size=24)
LINE = st.lists(st.tuples(TEXT, st.sampled_from([PLAIN, BOLD])), max_size=5)


@settings(max_examples=400, deadline=None)
@given(LINE, st.integers(1, 40))
@example([("👩", PLAIN), ("\u200d👩 Китай", PLAIN)], 8)
@example([("🇨", PLAIN), ("🇳", BOLD), ("中国" * 9, PLAIN)], 11)
@example([("❤", PLAIN), ("\ufe0f текст", BOLD)], 5)
@example([("中" * 9, PLAIN)], 4)
def test_a_line_has_exactly_its_width(pieces: list[Piece], width: int) -> None:
    strip = fit(pieces, width, PLAIN)
    assert strip.cell_length == width
    assert sum(cell_len(segment.text) for segment in strip) == width
    # The terminal gets it cell by cell.
    assert len(_Alphabet().cells(strip)) == width


@settings(max_examples=400, deadline=None)
@given(TEXT, st.integers(0, 30))
def test_a_cut_text_fits_and_begins_as_before(text: str, width: int) -> None:
    text = clean_line(text)
    short = cut(text, width)
    assert cell_len(short) <= width
    if cell_len(text) <= width:
        assert short == text
    elif width:
        assert short.endswith("…")
        assert text.startswith(short[:-1])


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("Китай и США", 11, "Китай и США"),
        ("Китай и США", 8, "Китай и…"),
        ("Китай и США", 7, "Китай…"),
        ("人工智能芯片", 12, "人工智能芯片"),
        ("人工智能芯片", 6, "人工…"),
        ("人工智能芯片", 5, "人工…"),
        ("שלום עולם", 5, "שלום…"),
        ("🤖🤖🤖", 4, "🤖…"),
        ("中", 1, "…"),
        ("中", 0, ""),
    ],
)
def test_cut(text: str, width: int, expected: str) -> None:
    assert cut(text, width) == expected


def test_what_is_cut_off_is_told_and_the_rest_is_filled() -> None:
    assert fit([("Китай ", PLAIN), ("中国发布", BOLD)], 10, PLAIN).text == "Китай 中… "
    assert fit([("中国发布", BOLD), ("x", PLAIN)], 4, PLAIN).text == "中… "
    strip = fit([("中国", BOLD)], 7, PLAIN)
    assert list(strip) == [Segment("中国", BOLD), Segment("   ", PLAIN)]


def test_nothing_in_a_text_commands_the_terminal() -> None:
    strip = fit([("\x1b[31m\x9b1m\u202eСША\n[b]x[/b]", PLAIN)], 30, PLAIN)
    assert strip.text.rstrip() == "␛[31m\ufffd1m\ufffdСША [b]x[/b]"


def test_a_pane_that_lacks_a_method_cannot_be_made() -> None:
    class Half(PaneWidget):
        pane = "articles"

        def line(self, y: int, width: int) -> Strip:
            return Strip([])

    with pytest.raises(TypeError, match=r"abstract.*look_for"):
        Half(cast(Explorer, None), DARK)  # type: ignore[abstract]
