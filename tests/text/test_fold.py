"""Folding levels what differs without meaning, and keeps offsets."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aitui.text.fold import fold, key, strip_marks


@given(st.text())
def test_fold_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_fold_twice_is_fold_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_the_same_word_in_different_dress() -> None:
    assert fold("ЁЛКА") == fold("елка")
    assert fold("ＯｐｅｎＡＩ") == "openai"
    assert fold("l’Italia") == fold("L'ITALIA")
    assert key("Кита\u0301й  и\u00a0США") == "китай и сша"


def test_different_letters_stay_different() -> None:
    assert fold("й") != fold("и")
    assert strip_marks("café Йод Їжак") == "cafe Йод Їжак"
