"""Places of a text and of what is shown in its stead find each other, whatever is replaced."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aitui.text.substitute import Span, Substituted, substitute

TEXT = "Рынок: 131,5 млрд долларов, а в КНР 人民币1400亿元."
MONEY = (TEXT.index("131"), TEXT.index(", а"), "131.5 bn USD")
YUAN = (TEXT.index("1400"), TEXT.index("."), "140 bn CNY")


def test_spans_are_replaced_and_marks_follow() -> None:
    china = (TEXT.index("КНР"), TEXT.index("КНР") + 3)
    inside = (TEXT.index("млрд"), TEXT.index("млрд") + 4)
    text, marks, told = substitute(TEXT, [MONEY, YUAN], [(*china, "lit"), (*inside, "match")])
    assert text == "Рынок: 131.5 bn USD, а в КНР 人民币140 bn CNY."
    # A mark inside a number covers all of it.
    assert [(text[a:b], what) for a, b, what in marks] == [("КНР", "lit"), ("131.5 bn USD", "match")]
    assert [text[a:b] for a, b in told] == ["131.5 bn USD", "140 bn CNY"]


def test_a_number_across_two_lines_is_told_in_the_first() -> None:
    cut = TEXT.index("долларов")
    first, second = Substituted(TEXT, 0, cut, [MONEY]), Substituted(TEXT, cut, len(TEXT), [MONEY])
    assert first.text == "Рынок: 131.5 bn USD"
    assert second.text == ", а в КНР 人民币1400亿元."
    assert second.back(0, 3) == (cut, MONEY[1] + 3)


spans = st.lists(
    st.tuples(st.integers(0, 20), st.integers(1, 5), st.text("0123 bnUSD", max_size=8)), max_size=4
)


@given(st.text("ab п民1 ,", min_size=1, max_size=40), spans)
def test_every_place_goes_there_and_back(text: str, found: list[tuple[int, int, str]]) -> None:
    at, disjoint = 0, list[Span]()
    for gap, length, words in found:
        start, end = at + gap, at + gap + length
        if end > len(text):
            break
        disjoint.append((start, end, words))
        at = end
    shown = Substituted(text, 0, len(text), disjoint)
    for start in range(len(text)):
        a, b = shown.mark(start, start + 1)
        assert 0 <= a <= b <= len(shown.text)
        if a < b:
            first, last = shown.back(a, b)
            assert first <= start < last
        if not any(s <= start < e or not w.strip() for s, e, w in disjoint):
            assert shown.text[a:b] == text[start]
    assert shown.back(0, len(shown.text))[1] <= len(text)
