"""What every tagger shares: its view of a span, and the lines that it is given."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aitui.analysis.naming.taggers.interface import SpanReading, TypedSpan, View, stretches
from aitui.model import Sentence


def test_a_span_is_judged_by_what_is_marked_there() -> None:
    reading = SpanReading(
        "toy",
        [TypedSpan(0, 4, "person", 0.9), TypedSpan(5, 9, "person", 0.6), TypedSpan(20, 24, "place", 0.7)],
    )
    assert reading.judge(0, 4) == View({"person": 0.9})
    assert reading.judge(1, 9) == View({"person": 0.9})
    assert reading.judge(6, 7) == View({"person": 0.6})
    assert reading.judge(10, 20) is None
    assert reading.judge(6, 22) is None  # a person and a place at once: no view
    assert SpanReading("toy", []).judge(0, 3) is None


def test_a_line_break_ends_a_stretch_unless_a_sentence_goes_on() -> None:
    text = "ИИ-гонки\r\n\r\n • Бигтехи\nПётр\nИванов приехал.\n"
    start = text.index("Пётр")
    found = list(stretches(text, [Sentence(start, len(text) - 1)]))
    assert [line for _, line in found] == ["ИИ-гонки", " • Бигтехи", "Пётр Иванов приехал."]


@given(
    st.text(alphabet="аЯ你 \r\n.", max_size=40), st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted)
)
def test_stretches_hold_all_that_is_said_at_its_place(text: str, ends: list[int]) -> None:
    sentences = [Sentence(*(min(end, len(text)) for end in ends))]
    said = {
        offset + place: char
        for offset, line in stretches(text, sentences)
        for place, char in enumerate(line)
        if not char.isspace()
    }
    assert said == {place: char for place, char in enumerate(text) if not char.isspace()}
